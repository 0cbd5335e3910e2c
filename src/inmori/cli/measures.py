"""``inmori measures``: the measures of the catalogue, and what each would cost and change at one hospital."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from inmori.catalogue import Catalogue
from inmori.catalogue.measure import FAMILY_NAMES, Measure
from inmori.catalogue.quotation import quotation_of
from inmori.cli.measure_text import Here, explanation, list_line
from inmori.cli.options import json_option, language_option, priced_catalogue, quotes_option, today_option
from inmori.cli.stage_files import read_stage
from inmori.errors import InputError
from inmori.model import Hospital
from inmori.text import Language, Text

CLASSES = ("info-1", "info-2", "closed-1", "closed-2", "closed-3")


@click.command("measures")
@click.argument("measure_id", metavar="[ID]", required=False)
@click.option("--family", type=click.Choice(sorted(FAMILY_NAMES)), default=None, help="分野で絞る / by family")
@click.option("--class", "problem", type=click.Choice(CLASSES), default=None, help="問題の種類で絞る / by class of problem")
@click.option("--requirement", default=None, metavar="ID", help="満たす項目で絞る(例 checklist-r7/2-6) / by requirement")
@click.option("--search", "words", default=None, metavar="TEXT", help="名前と説明の文字で絞る / by text")
@click.option(
    "--hospital", "hospital_path", type=click.Path(path_type=Path), default=None, metavar="HOSPITAL.JSON",
    help="この病院での費用と、変わるものを示す / what each costs and changes here",
)  # fmt: skip
@click.option("--at", "only", multiple=True, metavar="THING", help="一つの機器・接続・システム・抜け道だけに行う(IDで) / at single things, by id")
@quotes_option
@today_option
@language_option
@json_option
def command(
    measure_id: str | None,
    family: str | None,
    problem: str | None,
    requirement: str | None,
    words: str | None,
    hospital_path: Path | None,
    only: tuple[str, ...],
    quotes_file: Path | None,
    today: date,
    language: Language,
    as_json: bool,
) -> None:
    """打ち手の一覧を示し、ID を付けるとその一つを説明します。

    Lists the measures; with ID, explains one. With --hospital, says what each would cost and change here.
    """
    catalogue = priced_catalogue(quotes_file, today=today)
    chosen = [_named(measure_id, catalogue)] if measure_id else list(_matching(catalogue, family, problem, requirement, words))
    if only:
        chosen = [measure.at(only) for measure in chosen]
    seen = _at_hospital(hospital_path, chosen, catalogue, today) if hospital_path else dict.fromkeys([m.id for m in chosen])
    if as_json:
        click.echo(json.dumps([_record(m, seen[m.id]) for m in chosen], ensure_ascii=False, indent=1))
    elif measure_id:
        for line in explanation(chosen[0], catalogue, seen[chosen[0].id], language, today=today):
            click.echo(line)
    else:
        for line in _list(chosen, catalogue, seen, language):
            click.echo(line)


def _named(measure_id: str, catalogue: Catalogue) -> Measure:
    from difflib import get_close_matches

    if measure_id in catalogue.measures:
        return catalogue.measures[measure_id]
    near = get_close_matches(measure_id, catalogue.measures, n=3)
    ja, en = (f"近い名前: {'、'.join(near)}。", f" Near: {', '.join(near)}.") if near else ("", "")
    raise InputError(
        Text(
            ja=f"「{measure_id}」という打ち手はありません。{ja}inmori measures で一覧が見られます。",
            en=f'There is no measure "{measure_id}".{en} inmori measures lists them.',
        )
    )


def _matching(
    catalogue: Catalogue, family: str | None, problem: str | None, requirement: str | None, words: str | None
) -> Iterator[Measure]:
    if requirement is not None and requirement not in catalogue.requirements:
        raise InputError(
            Text(
                ja=f"「{requirement}」という項目はありません(例 checklist-r7/2-6)。",
                en=f'There is no requirement "{requirement}" (e.g. checklist-r7/2-6).',
            )
        )
    wanted = words.casefold() if words else ""
    for measure in catalogue.measures.values():
        told = (measure.name, measure.why, measure.how, measure.who)
        text = " ".join([measure.id, *(f"{each.ja} {each.en}" for each in told)]).casefold()
        fits = (
            (family is None or measure.family == family)
            and (problem is None or problem in measure.problem_classes)
            and (requirement is None or requirement in measure.requirements)
            and wanted in text
        )
        if fits:
            yield measure


def _at_hospital(path: Path, chosen: list[Measure], catalogue: Catalogue, today: date) -> dict[str, Here | None]:
    from inmori.plan.apply import apply
    from inmori.plan.changed import changed
    from inmori.plan.ground import ground_of
    from inmori.plan.price import price_of, unit_counts
    from inmori.plan.subsidy import grants_of

    hospital = read_stage(path, Hospital, name="hospital.json")
    ground = ground_of(hospital, catalogue, today=today)
    counts = unit_counts(hospital, ground=ground, catalogue=catalogue)
    found: dict[str, Here | None] = {}
    for measure in chosen:
        applied, price = apply(measure, hospital, ground=ground), price_of(measure, counts=counts, catalogue=catalogue)
        grants = grants_of(measure, price, counts=counts, catalogue=catalogue, today=today)
        found[measure.id] = Here(hospital, applied, price, grants, counts, changed(hospital, applied.hospital))
    return found


def _list(chosen: list[Measure], catalogue: Catalogue, seen: dict[str, Here | None], language: Language) -> Iterator[str]:
    for family, name in FAMILY_NAMES.items():
        members = [measure for measure in chosen if measure.family == family]
        if members:
            yield f"■ {name.in_(language)} ({family})"
        for measure in members:
            yield list_line(measure, catalogue, seen[measure.id], language)
    yield Text(ja=f"{len(chosen)}件", en=f"{len(chosen)} measures").in_(language)


def _record(measure: Measure, here: Here | None) -> dict[str, Any]:
    record: dict[str, Any] = measure.model_dump(mode="json")
    quoted = quotation_of(measure)
    record["quotation"] = quoted.model_dump() if quoted else None
    if here is not None:
        record["here"] = {
            "changes": here.applied.changes,
            "reason": here.applied.reason.model_dump() if here.applied.reason else None,
            "things": [thing.model_dump() for thing in here.things],
            "capital": here.price.capital.model_dump(),
            "yearly": here.price.yearly.model_dump(),
            "staff_hours": here.price.hours.model_dump(),
        }
    return record
