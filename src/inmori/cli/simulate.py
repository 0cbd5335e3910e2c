"""``inmori simulate``: what could happen, from ``hospital.json``."""

from datetime import date
from pathlib import Path

import click

from inmori.cli.options import (
    hospital_argument,
    json_option,
    language_option,
    out_option,
    seed_option,
    threads_option,
    today_option,
    trials_option,
)
from inmori.cli.progress import progress_bar
from inmori.cli.stage_files import folder_of, read_stage, stamped, write_text
from inmori.cli.summary import outcome_lines
from inmori.model import Hospital
from inmori.text import Language


@click.command("simulate")
@hospital_argument
@out_option
@today_option
@seed_option
@trials_option(20_000)
@threads_option
@language_option
@json_option
def command(
    hospital_path: Path,
    out: Path | None,
    today: date,
    seed: int,
    trials: int,
    threads: int,
    language: Language,
    as_json: bool,
) -> None:
    """攻撃されたら何日止まり、いくらかかるかを試算します(outcomes.json)。

    Simulates attack campaigns on hospital.json and writes outcomes.json.
    """
    from inmori.catalogue import load_catalogue
    from inmori.simulate import simulate

    hospital = read_stage(hospital_path, Hospital, name="hospital.json")
    with progress_bar(quiet=as_json) as show:
        outcomes = stamped(
            simulate(
                hospital, load_catalogue(), today=today, trials=trials, seed=seed, threads=threads, progress=show
            ),
            hospital=hospital,
        )
    write_text((out or folder_of(hospital_path)) / "outcomes.json", outcomes.to_json())
    if as_json:
        click.echo(outcomes.to_json(), nl=False)
    else:
        for line in outcome_lines(outcomes, language):
            click.echo(line)
