"""The inspection pack: what an inspector gets, read back as text, and a zip that is whole and the same every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from inmori.cli.comply_files import write_files
from inmori.comply import Assessment, Decision, assess
from inmori.comply.assess import with_plan
from inmori.comply.treatment import Denial, Treatment, TreatmentDecision
from inmori.comply.vendor_register import VendorRegister
from inmori.model import Hospital, Source, SourceKind, Vendor
from inmori.report.checklist_papers import PACK_PDF, PACK_ZIP
from inmori.report.documents.checklist import checklist_form
from inmori.report.documents.inspection_pack import dossier_of, inspection_packet
from inmori.report.writers.archive import SUMS, archive
from inmori.report.writers.form import form_pdf
from inmori.report.writers.pdf import packet_pdf
from inmori.text import Language, Text
from tests.comply.house import CATALOGUE, TODAY, diagnosis, finding, hospital
from tests.comply.test_side_by_side import broken, roads
from tests.report.pages import squeezed, words_of

ID = "checklist-r8"
DECIDED = (
    Decision(item=f"{ID}/2-5", answer="no", on=date(2026, 6, 1), who="佐藤", reason="未整理", target=date(2026, 10, 1)),
    Decision(item=f"{ID}/2-5", answer="no", on=date(2026, 10, 5), who="田中", reason="退職者を照合中", target=date(2027, 2, 26)),
    Decision(item=f"{ID}/2-9", answer="yes", on=date(2026, 6, 1), who="#[evil] *x*", reason="=cmd", evidence="GPOの画面"),
)


@cache
def made(name: str) -> tuple[Hospital, Assessment]:
    of = Hospital() if name == "empty" else broken()
    found = diagnosis() if name == "empty" else diagnosis(finding("lifecycle/unsupported_products", devices=("S1",)))
    assessment = assess(of, found, CATALOGUE, edition="r8", today=TODAY, decided=() if name == "empty" else DECIDED)
    return of, assessment if name == "empty" else with_plan(assessment, of, roads(cloud=["cloud_lis"]), CATALOGUE)


@cache
def pages(name: str, language: Language = "ja") -> tuple[str, ...]:
    of, assessment = made(name)
    return words_of(packet_pdf(inspection_packet(dossier_of(of, assessment, version="0.1.0")), language=language))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pack")
    of, assessment = made("house")
    write_files(out, assessment, of, pack=True, oscal=False, language="ja", version="0.1.0")
    return out


def test_the_cover_says_what_is_inside_and_what_is_not() -> None:
    cover = pages("house")[0]
    assert "山手第二病院" in cover
    assert "立入検査の資料一式" in cover
    assert "人が決めた答え2" in cover
    assert "この一式には入れていません" in cover
    for part in ("証拠の一覧", "連絡体制図", "適用範囲", "決めたことの記録"):
        assert part in cover


def test_every_part_holds_what_its_title_says() -> None:
    whole = "".join(pages("house"))
    of, assessment = made("house")
    for item in assessment.items:
        assert squeezed(item.number) in whole
    for paper in assessment.papers:
        assert paper.sha256 in whole
    assert "退職者を照合中" in whole
    assert "2回目" in whole
    assert "2027-02-26" in whole
    assert "#[evil]*x*" in whole, "what people wrote is never markup"
    assert "検査堂との契約に足す文の例" in whole
    assert "(記入)検査堂の緊急連絡先" in whole, "a gap is a line to fill in"
    assert "移すと、約款・SLAを確かめられれば" in whole, "the cloud road's prize"
    assert of.name.value is not None


def test_an_almost_empty_hospital_makes_sense() -> None:
    whole = "".join(pages("empty"))
    assert "(医療機関名不明)" in whole
    assert "わからない18" in whole
    assert "図を描けません" in whole
    assert "渡された資料の記録がありません" in whole
    assert "まだありません" in whole
    assert "None" not in whole


def test_in_english_too() -> None:
    whole = "".join(pages("house", "en"))
    assert "Papersfortheinspection" in whole
    assert "Contactchart" in whole


def test_the_zip_is_whole_and_its_hashes_are_true(folder: Path) -> None:
    with zipfile.ZipFile(folder / PACK_ZIP) as package:
        assert package.testzip() is None
        sums = dict(reversed(line.split("  ")) for line in package.read(SUMS).decode().splitlines())  # type: ignore[arg-type]
        names = set(package.namelist()) - {SUMS}
        assert set(sums) == names
        for name in names:
            assert hashlib.sha256(package.read(name)).hexdigest() == sums[name]
        assert package.read(PACK_PDF) == (folder / PACK_PDF).read_bytes()
        assert json.loads(package.read("json/compliance.json"))["edition"] == ID
        assert package.read("README.txt").startswith(b"\xef\xbb\xbf")
    assert {"checklist.pdf", "checklist.xlsx", "csv/evidence.csv", "csv/decisions.csv", "csv/contacts.csv", "oscal/oscal-catalog.json"} <= names


def test_no_file_that_was_handed_over_is_enclosed(folder: Path) -> None:
    of, _ = made("house")
    with zipfile.ZipFile(folder / PACK_ZIP) as package:
        names = package.namelist()
        contents = {hashlib.sha256(package.read(name)).hexdigest() for name in names}
    assert not any(one.file in name for one in of.evidence for name in names)
    assert not contents & {one.sha256 for one in of.evidence}


def test_the_tables_of_the_zip_open_as_they_were_meant(folder: Path) -> None:
    with zipfile.ZipFile(folder / PACK_ZIP) as package:
        for name in package.namelist():
            if not name.endswith(".csv"):
                continue
            rows = list(csv.reader(io.StringIO(package.read(name).decode("utf-8-sig"), newline="")))
            assert len({len(row) for row in rows}) == 1, name
            assert not any(cell[:1] in ("=", "+", "@") for row in rows for cell in row), name
        decisions = package.read("csv/decisions.csv").decode("utf-8-sig")
    assert "'=cmd" in decisions
    assert decisions.index("2026-06-01") < decisions.index("2026-10-05")


def test_the_same_answers_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    of, assessment = made("house")
    write_files(tmp_path, assessment, of, pack=True, oscal=True, language="ja", version="0.1.0")
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name
    assert (tmp_path / "oscal-plan-of-action.json").exists()


def test_the_zip_does_not_depend_on_the_order_of_its_files() -> None:
    assert archive({"a": b"1", "b": b"2"}, day=TODAY) == archive({"b": b"2", "a": b"1"}, day=TODAY)
    assert archive({"a": b"1"}, day=date(1970, 1, 1)), "zip knows no day before 1980"


def test_the_form_has_the_rounds_side_by_side_and_leaves_the_rest_open() -> None:
    _, assessment = made("house")
    form = checklist_form(assessment, version="0.1.0")
    row = next(one for one in form.rows if one.number.ja == "2-⑤")
    assert [(one.answer.ja, one.on.ja) for one in row.rounds] == [("いいえ", "2026-06-01"), ("いいえ", "2026-10-05"), ("", "")]
    assert (row.target.ja, row.who.ja) == ("2027-02-26", "佐藤、田中")
    words = "".join(words_of(form_pdf(form, language="ja")))
    assert squeezed("はい・いいえ") in words
    assert "管理者(院長)" in words
    assert "公式の様式ではありません" in words
    assert "GPOの画面" in words
    assert "#[evil]*x*" in words


def test_last_years_answers_are_kept_but_not_in_this_years_rounds() -> None:
    before = Decision(item=f"{ID}/2-4", answer="yes", on=date(2026, 2, 1), who="佐藤", reason="権限表")
    assessment = assess(hospital(), diagnosis(), CATALOGUE, edition="r8", today=TODAY, decided=(before,))
    row = next(one for one in checklist_form(assessment, version="0").rows if one.number.ja == "2-④")
    assert [one.answer.ja for one in row.rounds] == ["", "", ""]
    assert "確認し直す" in row.evidence.ja
    item = assessment.item(f"{ID}/2-4")
    assert item is not None
    assert item.decisions == (before,)


def test_a_long_list_of_vendors_stays_on_its_pages() -> None:
    names = [f"とても長い名前の株式会社ソリューションズ{number}" for number in range(60)]
    told = Source(kind=SourceKind.TOLD, file="x")
    many = hospital(
        vendors=tuple(Vendor(id=f"V{index}", name=name) for index, name in enumerate(names)),
        contracts=tuple(one.model_copy(update={"id": f"C{index}", "vendor": type(one.vendor).of(names[index], told)})
                        for index in range(60) for one in hospital().contracts[:1]),
    )  # fmt: skip
    assessment = assess(many, diagnosis(), CATALOGUE, edition="r8", today=TODAY)
    whole = "".join(words_of(packet_pdf(inspection_packet(dossier_of(many, assessment, version="0")), language="ja")))
    assert names[-1] in whole


def denial(number: str) -> Denial:
    words = Text(ja=f"更新を自動で行う{number}", en=f"updates itself {number}")
    return Denial(id=f"検査堂/lis:{number}", vendor="検査堂", system="検体検査", origin="disclosure", number=number, subject=words)


def registered(*treatments: Treatment) -> str:
    of, assessment = made("house")
    register = VendorRegister(edition=ID, today=TODAY, treatments=treatments)
    dossier = dossier_of(of, assessment, version="0.1.0", register=register)
    return "".join(words_of(packet_pdf(inspection_packet(dossier), language="ja")))


def test_the_records_of_what_is_done_about_each_no_of_a_vendor_are_bound_in() -> None:
    decided = TreatmentDecision(
        choice="mitigate", owner="情報担当", reason="接続元を絞る", review=date(2027, 3, 1), residual="low", on=date(2026, 10, 1)
    )
    whole = registered(
        Treatment(denial=denial("2.1"), opened=date(2026, 9, 1), decisions=(decided,)), Treatment(denial=denial("3.4"), opened=date(2026, 9, 1))
    )
    assert "対応を決めていないものが1件あります" in whole
    assert whole.index("更新を自動で行う3.4") < whole.index("更新を自動で行う2.1"), "what nobody decided comes first"
    assert "接続元を絞る" in whole
    assert "2027-03-01" in whole
    assert "受け取っていない分は分かりません" in registered()
    assert "リスク対応" not in "".join(pages("house")), "no register, no part"
