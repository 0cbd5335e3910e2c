"""``inmori prepare``: rules, plan and contact chart as papers to edit, from the results in one folder."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inmori.cli.options import json_option, language_option, today_option
from inmori.cli.stage_files import folder_of, must_belong, must_share_catalogue, read_stage
from inmori.errors import InputError
from inmori.report.documents.manuscripts import KINDS, Kind, manuscripts
from inmori.text import Language, Text

if TYPE_CHECKING:
    from inmori.prepare import Drafts


@click.command("prepare")
@click.argument("results", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="書き出すフォルダ。省略時は FOLDER / where to write")
@click.option("--only", "wanted", multiple=True, metavar="ID", help="この書類だけ(何度でも)。一覧は --list / only this paper; repeatable")
@click.option("--list", "listing", is_flag=True, help="書類のIDと名前を並べて終わる / list the papers and stop")
@today_option
@language_option
@json_option
def command(
    results: Path, out: Path | None, wanted: tuple[str, ...], listing: bool, today: date, language: Language, as_json: bool
) -> None:
    """結果の FOLDER(inmori assess の出力)から、運用管理規程・BCP・連絡体制図などの下書き(Word)を作ります。

    \b
    1. inmori prepare FOLDER --out DIR
    2. DIR の .docx を開き、最初の「埋めるところ」に沿って、色の付いた所を書きこむ
    3. 院内で承認を受けて使う
    4. 資料が変わったら、もう一度 1 を実行する。手で直した書類は上書きせず、隣に新しい版を置きます

    Writes drafts to edit in Word; run it again when the evidence has changed. What was edited is never overwritten.
    """
    if listing:
        for kind in KINDS:
            click.echo(f"{kind.id}  {kind.name.in_(language)}")
        return
    from inmori.cli.draft_files import write_drafts
    from inmori.report.documents.manuscript import Manuscript

    kinds = _chosen(wanted)
    place = folder_of(results)
    drafts = drafts_of(place, today)
    made: list[tuple[str, Manuscript]] = []
    for kind in kinds:
        found = manuscripts(kind, drafts)
        made += [(kind.file if len(found) == 1 else f"{kind.file}_{one.id}", one) for one in found]
    inputs = {"hospital": drafts.hospital, "diagnosis": drafts.diagnosis}
    told = [one.in_(language) for one in write_drafts(out or place, made, language=language, inputs=inputs)]
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in told:
        click.echo(line)


def _chosen(wanted: tuple[str, ...]) -> tuple[Kind, ...]:
    known = {kind.id: kind for kind in KINDS}
    for name in wanted:
        if name not in known:
            raise InputError(
                Text(
                    ja=f"書類「{name}」はありません。次のどれかです: {'、'.join(known)}",
                    en=f"There is no paper {name}. It is one of: {', '.join(known)}",
                )
            )
    return tuple(kind for kind in KINDS if not wanted or kind.id in wanted)


def drafts_of(place: Path, today: date) -> "Drafts":
    """Read the results in a folder and work out the facts for the papers; diagnoses where that was not done.

    Raises:
        InputError: no results there, or results that do not belong together.
    """
    from inmori.catalogue import load_catalogue
    from inmori.diagnose import Diagnosis, diagnose
    from inmori.model import Hospital
    from inmori.plan import Roads
    from inmori.prepare import prepare
    from inmori.simulate import Outcomes

    hospital = read_stage(place, Hospital, name="hospital.json")
    catalogue = load_catalogue()
    if (place / "diagnosis.json").exists():
        diagnosis = read_stage(place, Diagnosis, name="diagnosis.json")
        must_belong(diagnosis, "diagnosis.json", hospital, "hospital.json")
        must_share_catalogue(catalogue, diagnosis=diagnosis)
    else:
        diagnosis = diagnose(hospital, catalogue, today=today)
    outcomes = read_stage(place, Outcomes, name="outcomes.json") if (place / "outcomes.json").exists() else None
    roads = read_stage(place, Roads, name="roads.json") if (place / "roads.json").exists() else None
    for document, name in ((outcomes, "outcomes.json"), (roads, "roads.json")):
        if document is not None:
            must_belong(document, name, hospital, "hospital.json")
            must_share_catalogue(catalogue, **{name.removesuffix(".json"): document})
    return prepare(hospital, diagnosis, outcomes, roads, catalogue, today=today)
