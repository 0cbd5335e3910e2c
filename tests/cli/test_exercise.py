"""``inmori exercise`` as its user does it: made, filled in, made again without loss, read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inmori.cli.main import run
from inmori.ingest import ingest
from inmori.model import exercise_form as form
from tests.comply.house import CATALOGUE, diagnosis, hospital

SCORING = "訓練_4_観察と採点.xlsx"
NAMES = {"訓練_1_進行役の手引き.docx", "訓練_2_状況カード.docx", "訓練_3_参加者の用紙.docx", SCORING, "drafts.json"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; the tests below add to it in their order."""
    place: Path = tmp_path_factory.mktemp("exercise")
    (place / "hospital.json").write_text(hospital().to_json(), "utf-8")
    (place / "diagnosis.json").write_text(diagnosis().to_json(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inmori.catalogue.load_catalogue", lambda: CATALOGUE)
        assert make(place) == 0
    return place


@pytest.fixture(autouse=True)
def _one_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inmori.catalogue.load_catalogue", lambda: CATALOGUE)


def make(folder: Path, *more: str) -> int:
    return run(["exercise", str(folder), "--out", str(folder / "out"), "--today", "2026-11-24", *more])


def fill(path: Path, held: Any = date(2026, 11, 20), points: Any = 1) -> None:
    book: Any = load_workbook(path)
    for row in book[form.RECORD_SHEET.ja].iter_rows(min_row=4):
        if row[2].value == form.HELD_ON:
            row[1].value = held
    for row in book[form.SCORES_SHEET.ja].iter_rows(min_row=4):
        row[3].value = points
    book.save(path)


def test_all_papers_are_written(folder: Path) -> None:
    assert {path.name for path in (folder / "out").iterdir()} == NAMES


@pytest.mark.parametrize(("held", "points", "told"), [(None, 1, "実施日"), ("来週", 1, "実施日"), (date(2027, 1, 1), 1, "先の日付"), (date(2026, 11, 20), 5, "0・1・2")])
def test_what_cannot_be_counted_is_refused_with_its_cell(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], held: Any, points: Any, told: str
) -> None:
    path = tmp_path / "採点.xlsx"
    path.write_bytes((folder / "out" / SCORING).read_bytes())
    fill(path, held, points)
    assert run(["exercise", "--read", str(path), "--today", "2026-11-24"]) == 2
    assert told in capsys.readouterr().err


def test_a_filled_workbook_is_never_overwritten_and_comes_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "out" / SCORING
    first = path.read_bytes()
    fill(path)
    theirs = path.read_bytes()
    assert make(folder) == 0
    assert "一般的な筋書き" in capsys.readouterr().out
    assert path.read_bytes() == theirs
    assert (folder / "out" / "訓練_4_観察と採点_新しい版1.xlsx").read_bytes() == first
    capsys.readouterr()
    assert run(["exercise", "--read", str(path), "--today", "2026-11-24"]) == 0
    said = capsys.readouterr().out
    assert "2026-11-20" in said
    assert "[1点]" in said
    assert "要件:" in said
    assert "改善表が空" in said

    (folder / "papers").mkdir()
    (folder / "papers" / SCORING).write_bytes(theirs)
    house, intake = ingest(folder / "papers", CATALOGUE, today=date(2026, 11, 24))
    assert house.controls.last_exercise.value == date(2026, 11, 20)
    assert [one.used for one in intake.files] == [True]


def test_wrong_use_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["exercise"]) == 2
    assert make(folder, "--minutes", "30") == 2
    (folder / "other.xlsx").write_bytes(b"PK")
    assert run(["exercise", "--read", str(folder / "other.xlsx")]) == 2
    assert "Traceback" not in capsys.readouterr().err
