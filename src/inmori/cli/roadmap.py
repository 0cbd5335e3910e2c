"""``inmori roadmap``: one road as a workbook to fill in, a calendar and a board page; and the workbook read back."""

from pathlib import Path

import click

from inmori.cli.options import json_option, language_option
from inmori.cli.stage_files import (
    ROADMAP,
    folder_of,
    must_belong,
    must_share_catalogue,
    read_stage,
    roadmap_in,
    write_text,
)
from inmori.errors import InputError
from inmori.plan.roadmap import Roadmap
from inmori.text import Language, Text

BOOK, CALENDAR, BOARD = "roadmap.xlsx", "roadmap.ics", "board.pdf"


@click.command("roadmap")
@click.argument("results", metavar="[FOLDER]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--hospital-out",
    "folder",
    type=click.Path(path_type=Path),
    default=None,
    help="結果のフォルダ(FOLDER と同じ) / folder of the results, same as FOLDER",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="ROADMAP.XLSX",
    help="書く工程表。省略時は結果のフォルダ / workbook to write",
)
@click.option(
    "--read",
    "edited",
    type=click.Path(path_type=Path),
    default=None,
    metavar="ROADMAP.XLSX",
    help="書きこんだ工程表を読み戻す / read an edited workbook back",
)
@click.option("--direction", default=None, help="道(harden・cloud など)。省略時は合計が最も少ない道 / which road")
@language_option
@json_option
def command(
    results: Path | None,
    folder: Path | None,
    out: Path | None,
    edited: Path | None,
    direction: str | None,
    language: Language,
    as_json: bool,
) -> None:
    """結果の FOLDER から工程表(Excel)、カレンダー(.ics)、理事会用の1枚(PDF)を作ります。--read で読み戻します。

    Writes the roadmap of one road as a workbook, a calendar and a board page; --read takes people's changes back.
    """
    chosen = folder or results
    if chosen is None:
        raise click.UsageError("FOLDER か --hospital-out が要ります / give FOLDER or --hospital-out")
    place = folder_of(chosen)
    lines = _read(edited, place, language) if edited else _write(place, out, direction, language)
    if as_json:
        import json

        click.echo(json.dumps(lines, ensure_ascii=False))
    else:
        for line in lines:
            click.echo(line)


def _write(folder: Path, out: Path | None, direction: str | None, language: Language) -> list[str]:
    from inmori import __version__
    from inmori.catalogue import load_catalogue
    from inmori.model import Hospital
    from inmori.plan import Roads
    from inmori.plan.roadmap_make import followed, roadmap_of
    from inmori.report.documents.roadmap import calendar_of, roadmap_book
    from inmori.report.documents.two_roads import two_roads
    from inmori.report.report import write_whole
    from inmori.report.writers.ics import ics
    from inmori.report.writers.pdf import pdf
    from inmori.report.writers.xlsx import xlsx

    hospital = read_stage(folder, Hospital, name="hospital.json")
    roads = read_stage(folder, Roads, name="roads.json")
    must_belong(roads, "roads.json", hospital, "hospital.json")
    catalogue = load_catalogue()
    must_share_catalogue(catalogue, roads=roads)
    earlier = roadmap_in(folder)
    there = {one.id for one in (*roads.directions, roads.best) if one is not None}
    if direction is None:
        direction = followed(roads, earlier)  # what people work on is not changed under their hands
    roadmap = roadmap_of(hospital, roads, catalogue, direction=direction, earlier=earlier)
    book = out if out is not None else folder / BOOK
    made = (
        (book, xlsx(roadmap_book(roadmap, version=__version__), language=language)),
        (book.with_name(CALENDAR), ics(calendar_of(roadmap), language=language, version=__version__)),
        (book.with_name(BOARD), pdf(two_roads(hospital, roads, roadmap, version=__version__), language=language)),
    )
    write_text(folder / ROADMAP, roadmap.to_json())
    for path, data in made:
        write_whole(path, data)
    head = Text(
        ja=f"道: {roadmap.direction_name.ja}。{roadmap.chosen_because.ja}",
        en=f"Road: {roadmap.direction_name.en}. {roadmap.chosen_because.en}",
    )
    waves = [
        Text(
            ja=f"移行{wave.number}: {wave.name.ja} 切替 {wave.cut_over.isoformat()}{'' if wave.target else '(仮)'}",
            en=f"Wave {wave.number}: {wave.name.en}, change over {wave.cut_over.isoformat()}{'' if wave.target else ' (provisional)'}",
        )
        for wave in roadmap.waves.waves
    ]
    lost = [_other_road(earlier, roadmap)] if earlier is not None and earlier.direction not in there else []
    told = [head, *lost, *waves, *roadmap.unknown_dates, *(_dropped(item.name) for item in roadmap.dropped)]
    return [*(one.in_(language) for one in told), *(str(path) for path, _ in made)]


def _other_road(earlier: Roadmap, made: Roadmap) -> Text:
    again = earlier.direction == "best"
    return Text(
        ja=f"前の工程表は「{earlier.direction_name.ja}」でしたが、今の比較にその道がないため「{made.direction_name.ja}」にしました。"
        + ("inmori plan でもう一度探せます。" if again else ""),
        en=f"The earlier roadmap followed “{earlier.direction_name.en}”, which is not compared now; this is “{made.direction_name.en}”."
        + (" inmori plan searches again." if again else ""),
    )


def _dropped(name: Text) -> Text:
    return Text(
        ja=f"前の工程表にあり、今の計画にはありません(書いたことは残しています): {name.ja}",
        en=f"On the earlier roadmap and no longer in the plan (what was written is kept): {name.en}",
    )


def _read(edited: Path, folder: Path, language: Language) -> list[str]:
    from inmori import __version__
    from inmori.catalogue import load_catalogue
    from inmori.model import Hospital
    from inmori.plan.roadmap_change import changes_of, with_changes
    from inmori.plan.roadmap_make import with_dates
    from inmori.report.documents.roadmap import calendar_of, read_back
    from inmori.report.report import write_whole
    from inmori.report.writers.ics import ics

    try:
        data = edited.read_bytes()
    except OSError as error:
        raise InputError(
            Text(ja=f"{edited} を読めません({error.strerror})。", en=f"Cannot read {edited} ({error.strerror}).")
        ) from error
    roadmap = read_stage(folder, Roadmap, name=ROADMAP)
    hospital = read_stage(folder, Hospital, name="hospital.json")
    read = read_back(data, roadmap, name=edited.name)
    changes = changes_of(roadmap, read.rows)
    written: list[Text] = []
    if changes:
        updated = with_dates(with_changes(roadmap, read.rows), hospital, load_catalogue())
        write_text(folder / ROADMAP, updated.to_json())
        calendar = folder / CALENDAR  # days that people moved must not stay as they were in a calendar
        write_whole(calendar, ics(calendar_of(updated), language=language, version=__version__))
        written.append(_shown(calendar))
    names = {item.measure: item.name for item in roadmap.items}
    gone = [
        Text(ja=f"行がありません(計画からは外していません): {names[one].ja}", en=f"row missing (kept in the plan): {names[one].en}")
        for one in read.missing
    ]
    count = Text(ja=f"変わったところ: {len(changes)}か所", en=f"Changes: {len(changes)}")
    return [one.in_(language) for one in (count, *(each.told() for each in changes), *gone, *read.strange, *written)]


def _shown(calendar: Path) -> Text:
    return Text(
        ja=f"カレンダーも書き直しました: {calendar}。報告書に載せるには、inmori report をもう一度実行してください。",
        en=f"The calendar was written anew: {calendar}. Run inmori report again to see this in the report.",
    )
