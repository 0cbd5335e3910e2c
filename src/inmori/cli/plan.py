"""``inmori plan``: four roads side by side, from ``hospital.json`` and ``diagnosis.json``."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inmori.cli.options import (
    budget_options,
    hospital_argument,
    json_option,
    language_option,
    out_option,
    priced_catalogue,
    quotes_option,
    seed_option,
    threads_option,
    today_option,
    trials_option,
)
from inmori.cli.progress import progress_bar
from inmori.cli.stage_files import (
    folder_of,
    must_belong,
    must_share_catalogue,
    read_stage,
    stamped,
    write_text,
)
from inmori.cli.summary import road_lines
from inmori.errors import InputError
from inmori.model import Hospital, MadeFrom, sha256_of
from inmori.text import Language, Text

if TYPE_CHECKING:
    from inmori.catalogue import Catalogue
    from inmori.plan import Roads
    from inmori.plan.searched import Search


@click.command("plan")
@hospital_argument
@out_option
@today_option
@budget_options
@quotes_option
@seed_option
@trials_option(4_000)
@threads_option
@click.option("--pin", "pinned", multiple=True, metavar="ID[=YEAR]", help="必ず行う対策(何度でも)/ measure to take; repeatable")
@click.option("--forbid", "forbidden", multiple=True, metavar="ID", help="行わない対策(何度でも)/ measure to leave out; repeatable")
@click.option(
    "--present",
    "present_book",
    type=click.Path(path_type=Path),
    default=None,
    metavar="ROADMAP.XLSX",
    help="病院の今の計画(工程表のブック)を、見つかった計画と比べる / the present plan, judged beside what is found",
)
@click.option(
    "--search/--no-search",
    "searching",
    default=True,
    show_default=True,
    help="第四の道「最適」も探す(数分。Ctrl-Cでそこまでの最良)/ look for the best mix; Ctrl-C keeps the best so far",
)
@language_option
@json_option
def command(
    hospital_path: Path,
    out: Path | None,
    today: date,
    budget_yen: float | None,
    years: int,
    quotes_file: Path | None,
    seed: int,
    trials: int,
    threads: int,
    pinned: tuple[str, ...],
    forbidden: tuple[str, ...],
    present_book: Path | None,
    searching: bool,
    language: Language,
    as_json: bool,
) -> None:
    """現状維持・閉域強化・クラウド移行・最適(探した組合せ)の四つの道を比べ、次の六つの手を出します(roads.json)。

    Compares staying, hardening, moving to the cloud and the best mix found, and lists six next steps; writes roads.json.
    """
    from inmori.diagnose import Diagnosis
    from inmori.plan import plan
    from inmori.plan.wish import Wishes

    hospital = read_stage(hospital_path, Hospital, name="hospital.json")
    diagnosis = read_stage(folder_of(hospital_path), Diagnosis, name="diagnosis.json")
    must_belong(diagnosis, "diagnosis.json", hospital, "hospital.json")
    catalogue = priced_catalogue(quotes_file, today=today)
    must_share_catalogue(catalogue, diagnosis=diagnosis)
    present = _present(present_book, catalogue, today=today) if present_book is not None else {}
    wishes = Wishes(pins=_pins(pinned), forbidden=frozenset(forbidden), present=present)
    with progress_bar(quiet=as_json) as show:
        roads = stamped(
            plan(
                hospital,
                catalogue,
                diagnosis,
                today=today,
                budget_yen=budget_yen,
                years=years,
                trials=trials,
                seed=seed,
                threads=threads,
                progress=show,
                wishes=wishes,
                search=_search(language, quiet=as_json) if searching else None,
            ),
            catalogue=catalogue.own_sha256,
            hospital=hospital,
            diagnosis=diagnosis,
        )
    if catalogue.quotations:
        quoted = MadeFrom(name="quotations", sha256=sha256_of(catalogue.quotations.encode()))
        roads = roads.model_copy(update={"made_from": (*roads.made_from, quoted)})
    write_text((out or folder_of(hospital_path)) / "roads.json", roads.to_json())
    if as_json:
        click.echo(roads.to_json(), nl=False)
    else:
        known = bool(hospital.gateways or hospital.flows)
        for line in road_lines(roads, language, leaks_known=known, verdict=not roads.comparisons):
            click.echo(line)
        for line in _more(roads, language):
            click.echo(line)


def _more(roads: "Roads", language: Language) -> Iterator[str]:
    from inmori.cli.plan_lines import search_lines

    return search_lines(roads, language)


def _search(language: Language, *, quiet: bool) -> "Search":
    """A search that tells of each better roadmap where somebody looks."""
    from inmori.cli.plan_lines import draft_line
    from inmori.plan.searched import Search

    if quiet or not sys.stderr.isatty():
        return Search()
    return Search(show=lambda draft: click.echo(draft_line(draft, language), err=True))


def _present(path: Path, catalogue: "Catalogue", *, today: date) -> dict[str, int]:
    """Read the plan that the hospital has, out of a roadmap workbook."""
    from inmori.report.documents.roadmap.present_plan import present_plan

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            Text(ja=f"{path} を読めません({error.strerror})。", en=f"Cannot read {path} ({error.strerror}).")
        ) from error
    return present_plan(data, catalogue, today=today, name=path.name)


def _pins(written: tuple[str, ...]) -> dict[str, int | None]:
    """Read ID or ID=YEAR."""
    found: dict[str, int | None] = {}
    for each in written:
        name, _, year = each.partition("=")
        if year and not year.isdecimal():
            raise click.BadParameter(
                f"ID か ID=年(例: vpn_mfa=1)で書いてください / write ID or ID=YEAR: {each}", param_hint="'--pin'"
            )
        found[name.strip()] = int(year) if year else None
    return found
