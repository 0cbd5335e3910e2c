"""``inmori official`` as a person uses it: compare, take answers over, write a copy; the form itself is never touched."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inmori.cli.main import run
from inmori.comply import Assessment
from tests.comply.house import CATALOGUE, hospital
from tests.comply.official_sheet import ANSWERED, SENTENCES, marked, with_parts

DAY = ["--today", "2026-11-24"]


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue is read once for all runs: reading it takes longer than all the rest."""
    monkeypatch.setattr("inmori.cli.official.load_catalogue", lambda: CATALOGUE)
    monkeypatch.setattr("inmori.catalogue.load_catalogue", lambda: CATALOGUE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hospital.json").write_text(hospital().to_json(), "utf-8")
    return tmp_path


def form(folder: Path, data: bytes) -> str:
    path = folder / "様式.xlsx"
    path.write_bytes(data)
    return str(path)


def everything(folder: Path) -> str:
    """All that was written, workbooks as the text of their cells."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".xlsx" and path.name != "様式.xlsx":
            found += [str(cell.value) for page in load_workbook(path).worksheets for row in page.iter_rows() for cell in row]
        elif path.is_file() and path.suffix == ".json":
            found.append(path.read_text("utf-8"))
    return "\n".join(found)


def test_compare(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["official", form(folder, marked()), *DAY]) == 0
    shown = capsys.readouterr().out
    assert "[様式にない] 2-⑦" in shown
    assert "[合う" in shown
    assert not any(words in shown for words in SENTENCES.values()), "no official word on the screen"


def test_answers_are_proposed_and_taken_over_by_reading_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = form(folder, marked(ANSWERED))
    out = folder / "out"
    assert run(["official", path, "--answers", str(folder), "--who", "事務長", "--out", str(out), *DAY]) == 0
    shown = capsys.readouterr().out
    assert "様式に書かれた答え: 5件、案にしたもの: 2件" in shown
    assert not (out / "compliance.json").exists(), "nothing is decided by reading a form"
    assert not any(words in everything(out) for words in SENTENCES.values())
    assert run(["comply", str(folder), "--out", str(out), "--read", str(out / "checklist_from_official.xlsx"), *DAY]) == 0
    decided = Assessment.from_json((out / "compliance.json").read_text("utf-8"), name="x").decided
    assert [(one.item, one.answer) for one in decided] == [("checklist-r8/1-1", "yes"), ("checklist-r8/2-1", "yes")]
    assert all("様式.xlsx" in one.reason for one in decided)


def test_decided_answers_go_into_a_copy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, filled = marked(), form(folder, marked(ANSWERED))
    run(["official", filled, "--answers", str(folder), "--who", "事務長", *DAY])
    run(["comply", str(folder), "--read", str(folder / "checklist_from_official.xlsx"), *DAY])
    capsys.readouterr()
    path = form(folder, empty)
    assert run(["official", path, "--fill", str(folder), *DAY]) == 0
    assert "様式の写しに書いた答え: 2件" in capsys.readouterr().out
    assert Path(path).read_bytes() == empty
    assert "○" in {cell.value for row in load_workbook(folder / "様式_filled.xlsx").active.iter_rows() for cell in row}


@pytest.mark.parametrize(
    ("data", "arguments", "word"),
    [
        (marked(), ["--edition", "r99"], "という版はありません"),
        (b"no workbook", [], "表計算ファイルではありません"),
        (marked(sentences={}), [], "項目(①"),
        (marked(ANSWERED), ["--answers", "."], "--who"),
        (marked(), ["--fill", "."], "決めた答えがありません"),
        (with_parts(marked(), **{"xl/drawings/drawing1.xml": "<x/>"}), ["--fill", "."], "書きこみません"),
        (marked(title="事業者確認用"), ["--answers", ".", "--who", "x"], "inmori vendors"),
        (with_parts(marked(), **{"xl/worksheets/sheet9.xml": "<!DOCTYPE x [<!ENTITY y 'z'>]><x/>"}), [], "DOCTYPE"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    folder: Path, data: bytes, arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(folder) if one == "." else one for one in arguments]
    assert run(["official", form(folder, data), *arguments, *DAY]) == 2
    assert word in capsys.readouterr().err


def test_a_form_with_shapes_may_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = with_parts(marked(), **{"xl/drawings/drawing1.xml": "<x/>"})
    assert run(["official", form(folder, data), "--json", *DAY]) == 0
    assert len(json.loads(capsys.readouterr().out)["items"]) == 18


def test_the_vendors_form_is_compared_with_the_vendors_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["official", form(folder, marked(title="事業者確認用")), "--json", *DAY]) == 0
    assert json.loads(capsys.readouterr().out)["edition"] == "checklist-r8-vendor"


def test_help_tells_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["official", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"{number}. " in shown for number in (1, 2, 3))
    assert io.StringIO(shown).readline().startswith("Usage")
