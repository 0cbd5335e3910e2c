"""``inmori diagnose``: what is wrong, from ``hospital.json``."""

from datetime import date
from pathlib import Path

import click

from inmori.cli.options import (
    fail_on_option,
    hospital_argument,
    json_option,
    language_option,
    out_option,
    today_option,
)
from inmori.cli.progress import progress_bar
from inmori.cli.stage_files import folder_of, read_stage, stamped, write_text
from inmori.cli.summary import exceeds, finding_lines
from inmori.model import Hospital
from inmori.text import Language


@click.command("diagnose")
@hospital_argument
@out_option
@today_option
@language_option
@fail_on_option
@json_option
def command(
    hospital_path: Path, out: Path | None, today: date, language: Language, fail_on: str | None, as_json: bool
) -> int:
    """hospital.json を調べ、指摘の一覧(diagnosis.json)を作ります。

    Runs all checks on hospital.json and writes diagnosis.json.
    """
    from inmori.catalogue import load_catalogue
    from inmori.diagnose import diagnose

    hospital = read_stage(hospital_path, Hospital, name="hospital.json")
    catalogue = load_catalogue()
    with progress_bar(quiet=as_json) as show:
        diagnosis = stamped(
            diagnose(hospital, catalogue, today=today, progress=show), catalogue=catalogue.own_sha256, hospital=hospital
        )
    write_text((out or folder_of(hospital_path)) / "diagnosis.json", diagnosis.to_json())
    if as_json:
        click.echo(diagnosis.to_json(), nl=False)
    else:
        for line in finding_lines(diagnosis, language):
            click.echo(line)
    return 1 if exceeds(diagnosis, fail_on) else 0
