"""``inmori comply`` as a person uses it: once, filled in, read back, once more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inmori.cli.main import run
from inmori.comply import Assessment
from tests.comply.house import hospital

DAY = ["--today", "2026-11-24"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hospital.json").write_text(hospital().to_json(), "utf-8")
    return tmp_path


def fill(book: Path, item: str, values: tuple[str, ...]) -> None:
    opened = load_workbook(book)
    page = opened["チェックリスト"]
    first = next(cell.column for cell in page[3] if cell.value == "決めた答え")
    row = next(cell.row for cell in page["A"] if cell.value == item)
    for offset, value in enumerate(values):
        page.cell(row=row, column=first + offset).value = value
    opened.save(book)


def test_propose_fill_in_read_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "out"
    command = ["comply", str(folder), "--edition", "r8", "--out", str(out), *DAY]
    assert run(command) == 0
    first = capsys.readouterr().out
    assert "[はい] 1-①" in first
    assert "[わからない] 2-④" in first
    assert "未確認" in first
    assert "第7.0版: 概説編と保守委託機関編だけでよい" in first
    book = out / "checklist.xlsx"
    for item in ("2-4", "2-7", "2-12"):
        fill(book, f"checklist-r8/{item}", ("はい", "2026-11-20", "事務長", "確かめた"))
    assert run([*command, "--read", str(book)]) == 0
    assert "変わったところ: 3件" in capsys.readouterr().out
    assert run([*command, "--json"]) == 0, "decisions of the earlier run are kept"
    told = json.loads(capsys.readouterr().out)
    assert told["changes"] == []
    stored = Assessment.from_json((out / "compliance.json").read_text("utf-8"), name="compliance.json")
    assert len(stored.decided) == 3
    assert stored.counts() == told["counts"]


def test_answers_to_another_edition_are_not_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["comply", str(folder), "--edition", "r8", *DAY]
    assert run(command) == 0
    fill(folder / "checklist.xlsx", "checklist-r8/2-4", ("はい", "2026-11-20", "事務長", "確かめた"))
    assert run([*command, "--read", str(folder / "checklist.xlsx")]) == 0
    before = (folder / "compliance.json").read_bytes()
    assert run(["comply", str(folder), "--edition", "r7", *DAY]) == 2
    assert "別の版" in capsys.readouterr().err
    assert (folder / "compliance.json").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["--edition", "r99"], "という版はありません"), (["--read", "nowhere.xlsx"], "を読めません")],
)
def test_wrong_use_is_told_in_a_sentence(
    folder: Path, arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["comply", str(folder), *arguments, *DAY]) == 2
    assert word in capsys.readouterr().err


def test_help_tells_the_three_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["comply", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"{number}. " in shown for number in (1, 2, 3))
    assert "--read" in shown
