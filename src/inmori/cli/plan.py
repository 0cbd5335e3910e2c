"""``inmori plan``: both roads side by side, from ``hospital.json`` and ``diagnosis.json``."""

from datetime import date
from pathlib import Path

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
from inmori.cli.stage_files import folder_of, must_belong, read_stage, stamped, write_text
from inmori.cli.summary import road_lines
from inmori.model import Hospital, MadeFrom, sha256_of
from inmori.text import Language


@click.command("plan")
@hospital_argument
@out_option
@today_option
@budget_options
@quotes_option
@seed_option
@trials_option(4_000)
@threads_option
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
    language: Language,
    as_json: bool,
) -> None:
    """現状維持・閉域強化・クラウド移行を比べ、次の六つの手を出します(roads.json)。

    Compares staying, hardening and moving to the cloud, and lists six next steps; writes roads.json.
    """
    from inmori.diagnose import Diagnosis
    from inmori.plan import plan

    hospital = read_stage(hospital_path, Hospital, name="hospital.json")
    diagnosis = read_stage(folder_of(hospital_path), Diagnosis, name="diagnosis.json")
    must_belong(diagnosis, "diagnosis.json", hospital, "hospital.json")
    catalogue = priced_catalogue(quotes_file, today=today)
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
            ),
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
        for line in road_lines(roads, language, leaks_known=bool(hospital.gateways or hospital.flows)):
            click.echo(line)
