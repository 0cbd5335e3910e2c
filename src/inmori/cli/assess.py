"""``inmori assess``: the whole line from a folder of evidence to the board's page."""

from datetime import date
from pathlib import Path

import click

from inmori.cli.ingest import run_ingest
from inmori.cli.options import (
    budget_options,
    chosen_limits,
    columns_option,
    fail_on_option,
    json_option,
    language_option,
    limit_options,
    seed_option,
    threads_option,
    today_option,
    trials_option,
)
from inmori.cli.progress import progress_bar
from inmori.cli.stage_files import roadmap_in, stamped, write_text
from inmori.cli.summary import assessment_lines, assessment_summary, exceeds
from inmori.text import Language


@click.command("assess")
@click.argument("evidence", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="出力フォルダ / output folder"
)
@columns_option
@limit_options
@today_option
@seed_option
@trials_option(20_000)
@threads_option
@budget_options
@language_option
@fail_on_option
@json_option
def command(
    evidence: Path,
    out: Path,
    columns: Path | None,
    limits_file: Path | None,
    limit_settings: tuple[str, ...],
    today: date,
    seed: int,
    trials: int,
    threads: int,
    budget_yen: float | None,
    years: int,
    language: Language,
    fail_on: str | None,
    as_json: bool,
) -> int:
    """資料フォルダ EVIDENCE を読み、報告書までを作ります。

    Reads the folder EVIDENCE (ledger, firewall backup, capture log, interview ...) and writes the report, the
    annex and the JSON of every stage into the output folder.
    """
    from inmori.catalogue import load_catalogue
    from inmori.cli.kept_search import KEPT, MOVED, same_terms, searched_roads, set_aside
    from inmori.diagnose import diagnose
    from inmori.plan import plan
    from inmori.report import report
    from inmori.simulate import simulate

    limits = chosen_limits(limits_file, limit_settings)
    earlier = roadmap_in(out)  # first of all: what people wrote must not be found unreadable after minutes of work
    catalogue = load_catalogue()
    with progress_bar(quiet=as_json) as show:
        hospital, intake = run_ingest(
            evidence, catalogue, today=today, out=out, progress=show, columns=columns, limits=limits
        )
        diagnosis = stamped(
            diagnose(hospital, catalogue, today=today, progress=show), catalogue=catalogue.own_sha256, hospital=hospital
        )
        write_text(out / "diagnosis.json", diagnosis.to_json())
        outcomes = stamped(
            simulate(hospital, catalogue, today=today, trials=trials, seed=seed, threads=threads, progress=show),
            hospital=hospital,
        )
        write_text(out / "outcomes.json", outcomes.to_json())
        found = searched_roads(out, hospital)
        kept = found is not None and same_terms(
            found, hospital, diagnosis, catalogue, today=today, years=years, budget_yen=budget_yen, seed=seed
        )
        if found is not None and kept:
            roads = found
        else:
            made = plan(
                hospital, catalogue, diagnosis,
                today=today, budget_yen=budget_yen, years=years, seed=seed, threads=threads, progress=show,
            )  # fmt: skip
            roads = stamped(made, hospital=hospital, diagnosis=diagnosis)
            if found is not None:
                set_aside(out, found)
            write_text(out / "roads.json", roads.to_json())
        show("報告書を書いています", 0.95)
        report(
            hospital, intake, diagnosis, outcomes, roads, catalogue, today=today, language=language, out=out, earlier=earlier
        )
    if as_json:
        click.echo(assessment_summary(out, hospital, diagnosis, outcomes, roads))
    else:
        for line in assessment_lines(
            out, hospital, intake, diagnosis, outcomes, roads, language, columns=columns
        ):
            click.echo(line)
    if found is not None:
        click.echo((KEPT if kept else MOVED).in_(language), err=as_json)
    return 1 if exceeds(diagnosis, fail_on) else 0
