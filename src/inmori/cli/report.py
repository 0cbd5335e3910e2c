"""``inmori report``: the papers, from the JSON of all stages in one folder."""

from datetime import date
from pathlib import Path

import click

from inmori.cli.options import Day, json_option, language_option, out_option
from inmori.cli.stage_files import folder_of, must_belong, must_share_catalogue, read_stage, roadmap_in
from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.text import Language


@click.command("report")
@click.argument("results", metavar="FOLDER", type=click.Path(path_type=Path))
@out_option
@click.option("--today", type=Day(), default=None, help="報告日。省略時は診断の基準日 / day on the report")
@language_option
@json_option
def command(results: Path, out: Path | None, today: date | None, language: Language, as_json: bool) -> None:
    """各段階の JSON がある FOLDER から、PDF・HTML・Excel を作ります。

    Writes PDF, HTML and Excel from the folder that holds the JSON of all stages.
    """
    import json

    from inmori.catalogue import load_catalogue
    from inmori.diagnose import Diagnosis
    from inmori.plan import Roads
    from inmori.report import report
    from inmori.simulate import Outcomes

    folder = folder_of(results)
    hospital = read_stage(folder, Hospital, name="hospital.json")
    intake = read_stage(folder, Intake, name="intake.json")
    diagnosis = read_stage(folder, Diagnosis, name="diagnosis.json")
    outcomes = read_stage(folder, Outcomes, name="outcomes.json")
    roads = read_stage(folder, Roads, name="roads.json")
    for document, name in ((diagnosis, "diagnosis.json"), (outcomes, "outcomes.json"), (roads, "roads.json")):
        must_belong(document, name, hospital, "hospital.json")
    must_belong(roads, "roads.json", diagnosis, "diagnosis.json")
    catalogue = load_catalogue()
    must_share_catalogue(catalogue, diagnosis=diagnosis, outcomes=outcomes, roads=roads)
    earlier = roadmap_in(folder)
    written = report(
        hospital,
        intake,
        diagnosis,
        outcomes,
        roads,
        catalogue,
        today=today or diagnosis.today,
        language=language,
        out=out or folder,
        earlier=earlier,
    )
    if as_json:
        click.echo(json.dumps([str(path) for path in written], ensure_ascii=False))
    else:
        for path in written:
            click.echo(str(path))
