"""``inmori vendors`` as a person uses it: letters out, answers back, decisions noted, and nothing of theirs written over."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from inmori.cli.main import run
from inmori.cli.vendor_files import file_names
from inmori.comply import assess
from inmori.comply.vendor_matrix import Request
from inmori.comply.vendor_register import VendorRegister
from inmori.model import Hospital
from tests.comply.house import CATALOGUE, TODAY, diagnosis, hospital
from tests.comply.official_sheet import SENTENCES, marked
from tests.report.test_vendor_papers import two

DAY = ["--today", "2026-11-24"]


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue is read once for all runs: reading it takes longer than all the rest."""
    monkeypatch.setattr("inmori.cli.vendors.load_catalogue", lambda: CATALOGUE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hospital.json").write_text(two().to_json(), "utf-8")
    return tmp_path


def state(folder: Path) -> VendorRegister:
    return VendorRegister.from_json((folder / "vendors.json").read_text("utf-8"), name="vendors.json")


def fill(path: Path, sheet: str, values: dict[tuple[str, str], Any]) -> None:
    """Set cells by (end of the row's id, title of the column)."""
    book = load_workbook(path)
    columns = {cell.value: cell.column for cell in book[sheet][3]}
    for (key, title), value in values.items():
        row = next(r[0].row for r in book[sheet].iter_rows(min_row=4) if str(r[columns["記号"] - 1].value).endswith(key))
        book[sheet].cell(row, columns[title]).value = value
    book.save(path)


def test_letters_out_answers_back_decisions_noted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["vendors", str(folder), *DAY]
    assert run(command) == 0
    command += ["--vendor", "検査堂"]
    assert "事業者 2社、システムごとに3行" in capsys.readouterr().out
    assert {path.name for path in (folder / "letters").iterdir()} == {f"{kind}_{vendor}" for kind, end in (("依頼書", ".docx"), ("回答票", ".xlsx")) for vendor in (f"北カルテ{end}", f"検査堂{end}")}
    assert run([*command, "--sent"]) == 0
    assert "依頼を記録しました: 2件" in capsys.readouterr().out
    answers = folder / "back.xlsx"
    answers.write_bytes((folder / "letters" / "回答票_検査堂.xlsx").read_bytes())
    fill(answers, "回答票", {("lis|vendor/restore", "回答"): "いいえ", ("2-6", "回答"): "はい", ("2-13", "回答"): "対象外"})
    assert run([*command, "--read", str(answers)]) == 0
    shown = capsys.readouterr().out
    assert "変わったところ: 3件" in shown
    assert "検査堂 検体検査(LIS) B-9: 空欄 → いいえ" in shown
    register = state(folder)
    row = next(one for one in register.rows if one.id == "検査堂/lis")
    assert (row.sheet.state, row.disclosure.state) == ("received", "asked")
    record = next(one for one in register.treatments if one.denial.origin == "reply")
    decision = {"対応": "受容", "担当": "事務長", "理由と内容": "代替の紙運用がある", "見直し日": "2027-05-01", "残るリスク": "小", "決めた日": "2026-11-24"}
    fill(folder / "vendors.xlsx", "リスク対応", {(record.id, title): value for title, value in decision.items()})
    assert run([*command, "--read", str(folder / "vendors.xlsx")]) == 0
    assert "変わったところ: 1件" in capsys.readouterr().out
    assert run([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["changes"] == 0
    assert next(one for one in state(folder).treatments if one.id == record.id).standing(state(folder).today) == "decided"


def test_what_somebody_edited_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vendors", str(folder), "--vendor", "検査堂", *DAY]) == 0
    book, letter = folder / "vendors.xlsx", folder / "letters" / "依頼書_検査堂.docx"
    fill(book, "依頼と受領", {("検査堂/lis", "確認用 依頼日"): "2026-11-20"})
    letter.write_bytes(b"mine")
    edited = book.read_bytes()
    capsys.readouterr()
    assert run(["vendors", str(folder), "--vendor", "検査堂", *DAY]) == 0
    assert "そのままにしたファイル: vendors.xlsx、依頼書_検査堂.docx" in capsys.readouterr().out
    assert (book.read_bytes(), letter.read_bytes()) == (edited, b"mine")
    assert run(["vendors", str(folder), "--vendor", "検査堂", *DAY, "--read", str(book)]) == 0
    assert book.read_bytes() != edited, "what was taken in is written anew"
    assert [one.paper for one in state(folder).requests] == ["sheet"]


def test_the_same_run_gives_the_same_bytes(folder: Path) -> None:
    def written() -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert run(["vendors", str(folder), "--vendor", "検査堂", *DAY]) == 0
    first = written()
    assert run(["vendors", str(folder), "--vendor", "検査堂", *DAY]) == 0
    assert written() == first


def test_what_was_noted_in_the_checklist_is_taken_over(folder: Path) -> None:
    asked = (Request(row="検査堂/lis", paper="sheet", asked=date(2026, 9, 1)),)
    noted = assess(two(), diagnosis(), CATALOGUE, edition="r8", today=TODAY, requests=asked)
    (folder / "compliance.json").write_text(noted.to_json(), "utf-8")
    assert run(["vendors", str(folder), "--vendor", "検査堂", *DAY]) == 0
    assert [one.id for one in state(folder).waiting()] == ["検査堂/lis"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--vendor", "どこにもない"], "という事業者は見つかりません"),
        (["--edition", "bcp"], "事業者確認用はありません"),
        (["--read", "nowhere.xlsx"], "を読めません"),
        (["--read", "foreign"], "inmori vendors が書いたブックではありません"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    folder: Path, arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Workbook().save(folder / "foreign.xlsx")
    arguments = [str(folder / "foreign.xlsx") if one == "foreign" else one for one in arguments]
    assert run(["vendors", str(folder), *arguments, *DAY]) == 2
    assert word in capsys.readouterr().err
    assert not (folder / "vendors.json").exists()


def test_a_hospital_nobody_knows_anything_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hospital.json").write_text(Hospital().to_json(), "utf-8")
    assert run(["vendors", str(tmp_path), *DAY]) == 0
    assert "事業者が資料にありません" in capsys.readouterr().out
    assert not (tmp_path / "letters").exists()


def test_names_of_files() -> None:
    found = file_names(["株式会社 北/カルテ", "株式会社 北:カルテ", "..", "CON\\x"])
    assert len({name.casefold() for name in found.values()}) == 4
    assert not any(set(name) & set('/\\:*?"<>|') or name.startswith(".") for name in found.values())


def test_help_tells_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vendors", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"{number}. " in shown for number in range(1, 6))


def test_the_official_sheet_is_taken_for_every_system_of_its_vendor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "返信.xlsx"
    path.write_bytes(marked({(1, 1): (("yes", "2026-10-01"),), (2, 6): (("no", "2026-10-01", "2027-02-01"),)}, title="事業者確認用"))
    command = ["vendors", str(folder), *DAY, "--read", str(path)]
    assert run(command) == 2
    assert "--vendor で1社を指定" in capsys.readouterr().err
    assert run([*command, "--vendor", "北カルテ"]) == 0
    assert "変わったところ: 3件" in capsys.readouterr().out
    found = {(one.row, one.question.rpartition("/")[2], one.answer) for one in state(folder).replies}
    assert found == {("北カルテ/", "1-1", "yes"), ("北カルテ/ehr", "2-6", "no"), ("北カルテ/pacs", "2-6", "no")}
    assert {row.sheet.state for row in state(folder).of_vendor("北カルテ")} == {"received"}
    assert not any(words in (folder / "vendors.json").read_text("utf-8") for words in SENTENCES.values())


def test_an_answer_of_another_hospital_is_refused(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "hospital.json").write_text(hospital(systems=(), contracts=()).to_json(), "utf-8")
    assert run(["vendors", str(folder), "--vendor", "検査堂", *DAY]) == 0
    assert run(["vendors", str(other), *DAY, "--read", str(folder / "letters" / "回答票_検査堂.xlsx")]) == 2
    assert "今の台帳にない行" in capsys.readouterr().err
