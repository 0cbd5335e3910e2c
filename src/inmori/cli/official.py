"""``inmori official``: the official checklist workbook held against our list, its answers proposed, ours put into a copy."""

import json
from datetime import date
from pathlib import Path

import click

from inmori.catalogue import Catalogue, load_catalogue
from inmori.catalogue.requirement import Framework
from inmori.cli.options import json_option, language_option, today_option
from inmori.cli.stage_files import must_belong, read_stage
from inmori.comply import Assessment, Decision
from inmori.comply.official_compare import OfficialComparison, compared, ours
from inmori.comply.official_form import OfficialForm, official_form
from inmori.errors import InputError
from inmori.text import Language, Text

CHECKLIST, COMPLIANCE = "checklist_from_official.xlsx", "compliance.json"


@click.command("official")
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--edition", default="r8", show_default=True, help="照らす版(r6・r7・r8、事業者用は r8-vendor) / edition to compare with")
@click.option("--answers", "folder", type=click.Path(path_type=Path), default=None, metavar="FOLDER",
              help="様式に書かれた答えを、この結果フォルダのチェックリストへの案にする / propose its answers for these results")  # fmt: skip
@click.option("--who", default=None, metavar="NAME", help="--answers のとき、様式に答えた人 / who answered the form")
@click.option("--fill", "filled", type=click.Path(path_type=Path), default=None, metavar="FOLDER",
              help="この結果フォルダで決めた答えを、様式の写しに書きこむ / put decided answers into a copy of the form")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="書き出すフォルダ / where to write")
@today_option
@language_option
@json_option
def command(
    file: Path, edition: str, folder: Path | None, who: str | None, filled: Path | None, out: Path | None, today: date,
    language: Language, as_json: bool,
) -> None:  # fmt: skip
    """厚生労働省のチェックリストのExcelを読み、手元の版との違い(番号・内容の近さ)を示します。

    公式の文言は画面にもファイルにも写しません。元のファイルには何も書きません。

    \b
    1. inmori official 様式.xlsx --edition r8
         番号の過不足と、内容が動いたと見られる番号が出ます
    2. 記入済みの様式の答えを取りこむ:
         inmori official 様式.xlsx --answers FOLDER --who 事務長 --out DIR
       DIR/checklist_from_official.xlsx を確かめ、inmori comply FOLDER --out DIR --read でそのファイルを読み戻す
    3. inmori comply で決めた答えを様式の写しに書く:
         inmori official 様式.xlsx --fill FOLDER --out DIR

    Compares the official workbook with our list; proposes the answers in it; puts decided answers into a copy.
    """
    catalogue = load_catalogue()
    data, form, framework = _opened(file, catalogue, edition)
    comparison = compared(form, catalogue, framework)
    told: list[Text] = []
    files: list[Path] = []
    if folder is not None:
        told, files = _propose(
            form, comparison, catalogue, framework,
            file=file, folder=folder, out=out, who=who, today=today, language=language, shapes=_has_shapes(data),
        )  # fmt: skip
    if filled is not None:
        more, copy = _fill(data, form, comparison, catalogue, framework, file=file, folder=filled, out=out)
        told, files = [*told, *more], [*files, copy]
    if as_json:
        click.echo(json.dumps({"edition": comparison.edition, "items": [one.model_dump() for one in comparison.items],
                               "told": [one.model_dump() for one in told], "files": [str(one) for one in files]}, ensure_ascii=False))  # fmt: skip
        return
    from inmori.cli.official_text import comparison_lines

    for line in comparison_lines(form, comparison, framework, catalogue, language):
        click.echo(line)
    for one in (*(text.in_(language) for text in told), *files):
        click.echo(str(one))


def _opened(file: Path, catalogue: Catalogue, edition: str) -> tuple[bytes, OfficialForm, Framework]:
    """Read the workbook behind the guards of ``ingest``; the vendors' sheet is recognised by its title."""
    from inmori.ingest.evidence_file import EvidenceFile
    from inmori.ingest.workbook import is_spreadsheet, open_workbook

    framework = _edition(catalogue, edition)
    evidence = EvidenceFile.load(file, name=file.name)
    if not is_spreadsheet(evidence):
        raise InputError(
            Text(ja=f"{file.name} は表計算ファイルではありません。公式のExcel(.xlsx)を指定してください。", en=f"{file.name} is no spreadsheet. Name the official workbook (.xlsx).")
        )
    form = official_form(open_workbook(evidence).tables, name=file.name, fiscal_year=framework.fiscal_year)
    if not form.items:
        raise InputError(
            Text(
                ja=f"{file.name} に、チェックリストの項目(①、2-①、(1) のような番号の付いた文)が見つかりません。",
                en=f"{file.name} has no items of a checklist (sentences numbered like ①, 2-① or (1)).",
            )
        )
    if form.for_vendors and framework.sheet != "vendor":
        framework = next((one for one in catalogue.frameworks.values() if one.of == framework.id), framework)
    return evidence.data, form, framework


def _has_shapes(data: bytes) -> bool:
    from inmori.report.documents.official_form.safety import parts_at_risk

    return data.startswith(b"PK") and bool(parts_at_risk(data))


def _edition(catalogue: Catalogue, edition: str) -> Framework:
    found = next((one for one in catalogue.frameworks.values() if edition in (one.id, one.short)), None)
    if found is None:
        names = sorted(one.short for one in catalogue.frameworks.values() if one.fiscal_year is not None)
        raise InputError(
            Text(ja=f"「{edition}」という版はありません({'、'.join(names)})。", en=f"There is no edition “{edition}” ({', '.join(names)}).")
        )
    return found


def _propose(
    form: OfficialForm, comparison: OfficialComparison, catalogue: Catalogue, framework: Framework,
    *, file: Path, folder: Path, out: Path | None, who: str | None, today: date, language: Language, shapes: bool,
) -> tuple[list[Text], list[Path]]:  # fmt: skip
    """Write the checklist with the form's answers in its yellow columns; they count only when a person reads it back."""
    from inmori import __version__
    from inmori.comply import assess
    from inmori.comply.official_proposal import proposals
    from inmori.diagnose import Diagnosis, diagnose
    from inmori.model import Hospital
    from inmori.report.documents.checklist import checklist_book
    from inmori.report.report import write_whole
    from inmori.report.writers.xlsx import xlsx

    if framework.sheet == "vendor":
        raise InputError(
            Text(
                ja="事業者が書いた「事業者確認用」は inmori vendors FOLDER --vendor 事業者名 --read このファイル で取りこみます。",
                en="A vendors' sheet that was filled in is taken in by: inmori vendors FOLDER --vendor NAME --read FILE.",
            )
        )
    if not (who or "").strip():
        raise InputError(Text(ja="--answers には --who(様式に答えた人)が要ります。", en="--answers needs --who: who answered the form."))
    hospital = read_stage(folder, Hospital, name="hospital.json")
    if (folder / "diagnosis.json").exists():
        diagnosis = read_stage(folder, Diagnosis, name="diagnosis.json")
        must_belong(diagnosis, "diagnosis.json", hospital, "hospital.json")
    else:
        diagnosis = diagnose(hospital, catalogue, today=today)
    target = out or folder
    earlier = _decided(target, framework) or _decided(folder, framework)
    before = earlier.decided if earlier else ()
    found = proposals(form, comparison, catalogue, framework, who=(who or "").strip(), file=file.name, today=today, before=before)
    told = [
        Text(ja=f"様式に書かれた答え: {found.answered}件、案にしたもの: {len(found.decisions)}件", en=f"Answers in the form: {found.answered}, proposed: {len(found.decisions)}"),
        *(Text(ja=f"案にしませんでした {one.ja}", en=f"not proposed: {one.en}") for one in found.left_out),
    ]
    if not found.answered and shapes:
        told.append(
            Text(ja="この様式には図形などがあります。図形の○で付けた答えは読めません。", en="The form has shapes: answers ringed by a shape cannot be read.")
        )
    if not found.decisions:
        return told, []
    assessment = assess(
        hospital, diagnosis, catalogue, edition=framework.id, today=today,
        decided=(*before, *found.decisions), requests=earlier.requests if earlier else (),
    )  # fmt: skip
    path = target / CHECKLIST
    write_whole(path, xlsx(checklist_book(assessment, version=__version__), language=language))
    return told, [path]


def _fill(
    data: bytes, form: OfficialForm, comparison: OfficialComparison, catalogue: Catalogue, framework: Framework,
    *, file: Path, folder: Path, out: Path | None,
) -> tuple[list[Text], Path]:  # fmt: skip
    """Write a copy of the form with the decided answers; the form itself is never touched."""
    from inmori.report.documents.official_form import filled_copy, left_behind, must_be_writable
    from inmori.report.report import write_whole

    if not data.startswith(b"PK"):
        raise InputError(Text(ja=f"{file.name} には書きこめません。Excelのブック(.xlsx)にしてください。", en=f"{file.name} cannot be written: save it as .xlsx."))
    must_be_writable(data, file.name)
    assessment = _decided(folder, framework)
    if assessment is None or not assessment.decided:
        raise InputError(
            Text(
                ja=f"{folder} に、{framework.name.ja}で決めた答えがありません。先に inmori comply で答えを決めてください。",
                en=f"{folder} has no decided answers to {framework.name.en}. Decide them with inmori comply first.",
            )
        )
    mine = ours(catalogue, framework)
    moved = {one.number for one in comparison.items if one.verdict == "moved"}
    decided: dict[str, list[Decision]] = {}
    for decision in assessment.decided:
        decided.setdefault(decision.item, []).append(decision)
    wanted = [
        (item, sorted(decided[mine[key].id], key=lambda one: one.on))
        for key, item in form.by_key().items()
        if key in mine and mine[key].id in decided and item.number not in moved
    ]
    filling = filled_copy(data, wanted, name=file.name)
    path = (out or folder) / f"{file.stem}_filled.xlsx"
    if path.resolve() == file.resolve():
        raise InputError(Text(ja="元の様式の上には書きません。--out を変えてください。", en="The form itself is not overwritten. Change --out."))
    write_whole(path, filling.data)
    told = [Text(ja=f"様式の写しに書いた答え: {filling.written}件", en=f"Answers written into the copy: {filling.written}")]
    told += [Text(ja=f"書きませんでした {one.ja}", en=f"not written: {one.en}") for one in filling.left_out]
    lost = left_behind(data)
    if lost:
        ja, en = "、".join(one.ja for one in lost), ", ".join(one.en for one in lost)
        told.append(Text(ja=f"写しに移らないもの(見た目は変わりません): {ja}", en=f"Not in the copy (it looks the same): {en}"))
    return told, path


def _decided(folder: Path, framework: Framework) -> Assessment | None:
    """Return the assessment of a folder if it is of this edition."""
    if not (folder / COMPLIANCE).exists():
        return None
    found = read_stage(folder, Assessment, name=COMPLIANCE)
    return found if found.edition == framework.id else None
