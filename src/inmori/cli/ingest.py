"""``inmori ingest``: evidence to ``hospital.json`` and ``intake.json``."""

from datetime import date
from pathlib import Path

import click

from inmori.catalogue import Catalogue
from inmori.cli.options import (
    chosen_limits,
    columns_option,
    json_option,
    language_option,
    limit_options,
    today_option,
)
from inmori.cli.progress import Report, progress_bar
from inmori.cli.stage_files import stamped, write_text
from inmori.ingest.intake import Intake
from inmori.ingest.limits import Limits
from inmori.model import Hospital
from inmori.text import Language


def run_ingest(
    evidence: Path,
    catalogue: Catalogue,
    *,
    today: date,
    out: Path,
    progress: Report,
    columns: Path | None = None,
    limits: Limits | None = None,
) -> tuple[Hospital, Intake]:
    """Read the evidence and write both documents into ``out``.

    ``columns`` is a file of corrected column mappings; what it lacks is added to it, what a person wrote is kept.
    """
    from inmori.ingest import ingest
    from inmori.ingest.column_correction import load, written

    known = load(columns) if columns is not None and columns.exists() else None
    corrections = known.corrections if known else None
    hospital, intake = ingest(evidence, catalogue, today=today, progress=progress, columns=corrections, limits=limits)
    if known:
        intake = intake.model_copy(update={"problems": (*known.problems, *intake.problems)})
    if columns is not None:
        before = columns.read_text("utf-8") if columns.exists() else ""
        write_text(columns, written(intake.mappings, before=before))
    intake = stamped(intake, hospital=hospital)
    # Both texts are made before either is written, so that a run stopped by hand leaves no ill-matched pair.
    texts = {"hospital.json": hospital.to_json(), "intake.json": intake.to_json()}
    for name, text in texts.items():
        write_text(out / name, text)
    return hospital, intake


@click.command("ingest")
@click.argument("evidence", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="出力フォルダ / output folder"
)
@columns_option
@limit_options
@today_option
@language_option
@json_option
def command(
    evidence: Path,
    out: Path,
    columns: Path | None,
    limits_file: Path | None,
    limit_settings: tuple[str, ...],
    today: date,
    language: Language,
    as_json: bool,
) -> None:
    """資料フォルダ EVIDENCE を読み、hospital.json と intake.json を作ります。

    Reads the folder EVIDENCE and writes hospital.json and intake.json.
    """
    from inmori.catalogue import load_catalogue
    from inmori.cli.intake_text import intake_lines

    limits = chosen_limits(limits_file, limit_settings)
    with progress_bar(quiet=as_json) as show:
        hospital, intake = run_ingest(
            evidence, load_catalogue(), today=today, out=out, progress=show, columns=columns, limits=limits
        )
    if as_json:
        click.echo(intake.to_json(), nl=False)
        return
    for line in intake_lines(hospital, intake, language, columns=columns):
        click.echo(line)
    click.echo(str(out / "hospital.json"))
    click.echo(str(out / "intake.json"))
