"""``inmori comply``: an edition of the checklist answered from the evidence, as a workbook, and the workbook read back."""

import json
from datetime import date
from pathlib import Path

import click

from inmori.cli.options import json_option, language_option, today_option
from inmori.cli.stage_files import folder_of, must_belong, read_stage, stamped, write_text
from inmori.comply import Assessment, assess, framework_of
from inmori.errors import InputError
from inmori.text import Language, Text

STATE, BOOK = "compliance.json", "checklist.xlsx"


@click.command("comply")
@click.argument("results", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--edition", default="r8", show_default=True, help="版(r6・r7・r8・bcp・gl6・gl7・fee-2024・fee-2026)/ edition")
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="書き出すフォルダ。省略時は FOLDER / where to write")
@click.option("--read", "edited", type=click.Path(path_type=Path), default=None, metavar="CHECKLIST.XLSX",
              help="書きこんだチェックリストを読み戻す / read a filled-in checklist back")  # fmt: skip
@today_option
@language_option
@json_option
def command(
    results: Path, edition: str, out: Path | None, edited: Path | None, today: date, language: Language, as_json: bool
) -> None:
    """結果の FOLDER(inmori assess の出力)から、チェックリストの答えの案を作ります。決めるのは人です。

    \b
    1. inmori comply FOLDER --edition r8 --out DIR
    2. DIR/checklist.xlsx の黄色の列に、答え・確認日・決めた人・理由を書く(いいえは目標日も)
    3. inmori comply FOLDER --edition r8 --out DIR --read DIR/checklist.xlsx

    Proposes an answer to every item from the evidence; people decide in the yellow columns, --read takes that back.
    """
    from inmori import __version__
    from inmori.cli.comply_text import assessment_lines
    from inmori.report.documents.checklist import checklist_book
    from inmori.report.report import write_whole
    from inmori.report.writers.xlsx import xlsx

    place = folder_of(results)
    target = out or place
    made, changes, kept = _assessed(place, target, edition=edition, edited=edited, today=today)
    write_text(target / STATE, made.to_json())
    write_whole(target / BOOK, xlsx(checklist_book(made, version=__version__), language=language))
    if as_json:
        click.echo(json.dumps({"counts": made.counts(), "route": made.route.course,
                               "changes": [one.model_dump() for one in changes]}, ensure_ascii=False))  # fmt: skip
        return
    told = [Text(ja=f"変わったところ: {len(changes)}件", en=f"Changes: {len(changes)}"), *changes, *kept] if edited else []
    for line in (*(one.in_(language) for one in told), *assessment_lines(made, language)):
        click.echo(line)
    for path in (target / STATE, target / BOOK):
        click.echo(str(path))


def _assessed(
    place: Path, target: Path, *, edition: str, edited: Path | None, today: date
) -> tuple[Assessment, list[Text], list[Text]]:
    """Return the assessment with all decisions so far and, of an edited workbook, what it changed and what it lacks."""
    from inmori.catalogue import load_catalogue
    from inmori.comply.change import changed
    from inmori.diagnose import Diagnosis, diagnose
    from inmori.model import Hospital
    from inmori.report.documents.checklist import read_back

    hospital = read_stage(place, Hospital, name="hospital.json")
    catalogue = load_catalogue()
    framework = framework_of(catalogue, edition)
    if (place / "diagnosis.json").exists():
        diagnosis = read_stage(place, Diagnosis, name="diagnosis.json")
        must_belong(diagnosis, "diagnosis.json", hospital, "hospital.json")
    else:
        diagnosis = diagnose(hospital, catalogue, today=today)
    earlier = _earlier(target, framework.id)
    decided, requests = (earlier.decided, earlier.requests) if earlier else ((), ())

    def made() -> Assessment:
        result = assess(hospital, diagnosis, catalogue, edition=framework.id, today=today, decided=decided, requests=requests)
        return stamped(result, hospital=hospital, diagnosis=diagnosis)

    assessment = made()
    if edited is None:
        return assessment, [], []
    read = read_back(_bytes(edited), assessment, catalogue, name=edited.name, today=today)
    after = changed(assessment, read.items, read.requests)
    decided, requests = after.decided, after.requests
    gone = [Text(ja=f"行がありません(前のまま): {one}", en=f"row missing (kept): {one}") for one in read.missing]
    empty = [Text(ja=f"空欄(前のまま): {one}", en=f"empty (kept): {one}") for one in after.kept]
    return made(), [one.told() for one in after.changes], [*empty, *gone]


def _earlier(target: Path, edition: str) -> Assessment | None:
    """Return the assessment of an earlier run; one of another edition with decisions is not overwritten."""
    if not (target / STATE).exists():
        return None
    found = read_stage(target, Assessment, name=STATE)
    if found.edition == edition:
        return found
    if found.decided or found.requests:
        raise InputError(
            Text(
                ja=f"{target / STATE} には別の版({found.edition})の答えが残っています。--out で別のフォルダを指定してください。",
                en=f"{target / STATE} holds answers to another edition ({found.edition}). Name another folder with --out.",
            )
        )
    return None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            Text(ja=f"{path} を読めません({error.strerror})。", en=f"Cannot read {path} ({error.strerror}).")
        ) from error
