"""``inmori comply``: an edition of the checklist answered from the evidence, as a workbook, and the workbook read back."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inmori.cli.comply_files import STATE
from inmori.cli.options import json_option, language_option, today_option
from inmori.cli.stage_files import bytes_of, folder_of, must_belong, must_share_catalogue, read_stage, stamped
from inmori.comply import Assessment, assess, framework_of, with_plan
from inmori.comply.vendor_matrix import Request
from inmori.comply.vendor_register import VendorRegister
from inmori.errors import ContradictionError, InputError
from inmori.text import Language, Text

if TYPE_CHECKING:
    from inmori.catalogue import Catalogue
    from inmori.model import Hospital

VENDORS = "vendors.json"


@click.command("comply")
@click.argument("results", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--edition", default="r8", show_default=True,
              help="版(r6・r7・r8、薬局は r8-pharmacy など、bcp・gl6・gl7・fee-2024・fee-2026・fee-2026-outpatient)/ edition")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="書き出すフォルダ。省略時は FOLDER / where to write")
@click.option("--read", "edited", type=click.Path(path_type=Path), default=None, metavar="CHECKLIST.XLSX",
              help="書きこんだチェックリストを読み戻す / read a filled-in checklist back")  # fmt: skip
@click.option("--pack", is_flag=True, help="立入検査の資料一式(PDFとzip)も作る / also write the inspection pack")
@click.option("--oscal", is_flag=True, help="国際標準 OSCAL のJSONも書く / also write OSCAL")
@click.option("--direction", default=None, help="計画のどの道と並べるか(harden・cloud など)/ which road to set beside today")
@today_option
@language_option
@json_option
def command(
    results: Path,
    edition: str,
    out: Path | None,
    edited: Path | None,
    pack: bool,
    oscal: bool,
    direction: str | None,
    today: date,
    language: Language,
    as_json: bool,
) -> None:
    """結果の FOLDER(inmori assess の出力)から、チェックリストの答えの案を作ります。決めるのは人です。

    \b
    1. 案を作る:   inmori comply FOLDER --edition r8 --out DIR
    2. 決める:     DIR/checklist.xlsx の黄色の列に、答え・確認日・決めた人・理由を書いて保存する
                   (いいえは目標日も。checklist.pdf を印刷して手で書いてもよい)
    3. 読み戻す:   inmori comply FOLDER --edition r8 --out DIR --read DIR/checklist.xlsx
    4. 検査の前:   inmori comply FOLDER --edition r8 --out DIR --pack
                   (DIR/inspection-pack.pdf を印刷、inspection-pack.zip を渡す)

    1年に3回まで(1回目・2回目・3回目)、2と3をくり返します。前の答えは残ります。
    FOLDER に計画(roads.json)があれば、対策なし・いま・計画のあとの答えと、道ごとの
    ガイドライン7.0版の適用範囲も並べます。

    Proposes an answer to every item from the evidence; people decide in the yellow columns, --read takes that back,
    --pack makes the papers for the inspector.
    """
    from inmori import __version__
    from inmori.catalogue import load_catalogue
    from inmori.cli.comply_files import write_files
    from inmori.cli.comply_text import assessment_lines
    from inmori.model import Hospital

    place = folder_of(results)
    target = out or place
    hospital, catalogue = read_stage(place, Hospital, name="hospital.json"), load_catalogue()
    register = _register(place, target)
    made, changes, kept = _assessed(
        hospital, catalogue, place, target, edition=edition, edited=edited, today=today, noted=register.requests if register else ()
    )
    made, notes = _compared(made, hospital, catalogue, place, direction=direction)
    paths = write_files(
        target, made, hospital, pack=pack, oscal=oscal, language=language, version=__version__, register=register
    )
    if as_json:
        click.echo(json.dumps({"counts": made.counts(), "route": made.route.course,
                               "changes": [one.model_dump() for one in changes]}, ensure_ascii=False))  # fmt: skip
        return
    told = [Text(ja=f"変わったところ: {len(changes)}件", en=f"Changes: {len(changes)}"), *changes, *kept] if edited else []
    for line in (*(one.in_(language) for one in told), *assessment_lines(made, language), *(one.in_(language) for one in notes)):
        click.echo(line)
    for path in paths:
        click.echo(str(path))


def _assessed(
    hospital: "Hospital",
    catalogue: "Catalogue",
    place: Path,
    target: Path,
    *,
    edition: str,
    edited: Path | None,
    today: date,
    noted: Sequence[Request],
) -> tuple[Assessment, list[Text], list[Text]]:
    """Return the assessment with all decisions so far and, of an edited workbook, what it changed and what it lacks.

    ``noted`` is what the register of vendors says was asked for and came.
    """
    from inmori.comply.change import changed, joined_requests
    from inmori.diagnose import Diagnosis, diagnose
    from inmori.report.documents.checklist import read_back

    framework = framework_of(catalogue, edition)
    if (place / "diagnosis.json").exists():
        diagnosis = read_stage(place, Diagnosis, name="diagnosis.json")
        must_belong(diagnosis, "diagnosis.json", hospital, "hospital.json")
        must_share_catalogue(catalogue, diagnosis=diagnosis)
    else:
        diagnosis = diagnose(hospital, catalogue, today=today)
    earlier = _earlier(target, framework.id, hospital.name.value or "")
    decided, requests = (earlier.decided, earlier.requests) if earlier else ((), ())
    requests = joined_requests(requests, noted)
    papers = earlier.papers if earlier else ()

    def made() -> Assessment:
        result = assess(
            hospital, diagnosis, catalogue, edition=framework.id, today=today, decided=decided, requests=requests, papers=papers
        )
        return stamped(result, catalogue=catalogue.own_sha256, hospital=hospital, diagnosis=diagnosis)

    assessment = made()
    if edited is None:
        return assessment, [], []
    read = read_back(bytes_of(edited), assessment, catalogue, name=edited.name, today=today)
    after = changed(assessment, read.items, read.requests)
    decided, requests = after.decided, after.requests
    gone = [Text(ja=f"行がありません(前のまま): {one}", en=f"row missing (kept): {one}") for one in read.missing]
    empty = [Text(ja=f"空欄(前のまま): {one}", en=f"empty (kept): {one}") for one in after.kept]
    return made(), [one.told() for one in after.changes], [*empty, *gone]


def _register(place: Path, target: Path) -> VendorRegister | None:
    """Return what ``inmori vendors`` keeps, in the folder written to or in that of the results."""
    for folder in (target, place):
        if (folder / VENDORS).exists():
            return read_stage(folder, VendorRegister, name=VENDORS)
    return None


def _compared(
    assessment: Assessment, hospital: "Hospital", catalogue: "Catalogue", place: Path, *, direction: str | None
) -> tuple[Assessment, list[Text]]:
    """Return the assessment beside the plan where there is one that belongs to this hospital; and what to say if not."""
    from inmori.plan import Roads
    from inmori.plan.roadmap import Roadmap

    if not (place / "roads.json").exists():
        if direction is None:
            return assessment, []
        raise InputError(
            Text(ja="計画(roads.json)がありません。先に inmori plan を実行してください。", en="There is no plan (roads.json). Run inmori plan first.")
        )
    roads = read_stage(place, Roads, name="roads.json")
    try:
        must_belong(roads, "roads.json", hospital, "hospital.json")
        must_share_catalogue(catalogue, roads=roads)
    except ContradictionError as error:
        if direction is not None:
            raise
        return assessment, [Text(ja=f"計画とは並べていません: {error.explain('ja')}", en=f"Not set beside the plan: {error.explain('en')}")]
    if not roads.directions:
        return assessment, []
    if direction is None and (place / "roadmap.json").exists():
        followed = read_stage(place, Roadmap, name="roadmap.json").direction
        there = {one.id for one in (*roads.directions, roads.best) if one is not None}
        direction = followed if followed in there else None
    return with_plan(assessment, hospital, roads, catalogue, direction=direction), []


def _earlier(target: Path, edition: str, hospital: str) -> Assessment | None:
    """Return the assessment of an earlier run; one of another edition or hospital with decisions is not overwritten."""
    if not (target / STATE).exists():
        return None
    found = read_stage(target, Assessment, name=STATE)
    if found.hospital and hospital and found.hospital != hospital:
        if not (found.decided or found.requests):
            return None
        raise InputError(
            Text(
                ja=f"{target / STATE} には別の病院({found.hospital})の答えが残っています。--out で別のフォルダを指定してください。",
                en=f"{target / STATE} holds answers of another hospital ({found.hospital}). Name another folder with --out.",
            )
        )
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
