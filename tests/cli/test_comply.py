"""``inmori comply`` as a person uses it: once, filled in, read back, once more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inmori.cli.main import run
from inmori.cli.stage_files import stamped
from inmori.comply import Assessment
from tests.comply.house import CATALOGUE, hospital, text
from tests.comply.test_side_by_side import roads

DAY = ["--today", "2026-11-24"]


@pytest.fixture(autouse=True)
def _one_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each run reads the catalogue anew, which takes longer than all the rest; what it holds is not in question here."""
    monkeypatch.setattr("inmori.catalogue.load_catalogue", lambda: CATALOGUE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hospital.json").write_text(hospital().to_json(), "utf-8")
    return tmp_path


def fill(book: Path, item: str, values: tuple[str | None, ...]) -> None:
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


def test_help_tells_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["comply", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"{number}. " in shown for number in (1, 2, 3, 4))
    assert all(option in shown for option in ("--read", "--pack", "--oscal", "--direction"))


def test_the_second_round_keeps_the_first_and_the_form_is_written_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["comply", str(folder), "--edition", "r8", *DAY]
    assert run(command) == 0
    book = folder / "checklist.xlsx"
    for values in (("いいえ", "2026-06-01", "事務長", "未整理", "2027-01-31"), ("はい", "2026-11-20", "情報担当", "整理した", None, "E2", "2027-03-31")):
        fill(book, "checklist-r8/2-5", values)
        before = (folder / "checklist.pdf").read_bytes()
        assert run([*command, "--read", str(book)]) == 0
        assert (folder / "checklist.pdf").read_bytes() != before
    stored = Assessment.from_json((folder / "compliance.json").read_text("utf-8"), name="compliance.json")
    item = stored.item("checklist-r8/2-5")
    assert item is not None
    assert [(one.answer, one.who) for one in item.decisions] == [("no", "事務長"), ("yes", "情報担当")]
    assert item.decision is not None
    assert (item.decision.evidence, str(item.decision.valid_until)) == ("E2", "2027-03-31")
    capsys.readouterr()
    assert run(command) == 0
    assert "決定(2回目) 2026-11-20 情報担当" in capsys.readouterr().out
    assert "2-⑤" in (folder / "checklist.csv").read_text("utf-8-sig")


def test_the_pack_and_the_standard_are_written_when_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "out"
    assert run(["comply", str(folder), "--out", str(out), "--pack", "--oscal", *DAY]) == 0
    said = capsys.readouterr().out
    written = {path.name for path in out.iterdir()}
    assert written == {
        "compliance.json", "checklist.xlsx", "checklist.pdf", "checklist.csv", "inspection-pack.pdf", "inspection-pack.zip",
        "oscal-catalog.json", "oscal-assessment-results.json", "oscal-plan-of-action.json",
    }  # fmt: skip
    assert all(name in said for name in written)


def with_plan(folder: Path) -> None:
    """A plan that belongs to the hospital of the folder."""
    plan = stamped(roads(cloud=["cloud_lis"]), hospital=hospital())
    (folder / "roads.json").write_text(plan.to_json(), "utf-8")


def test_where_there_is_a_plan_the_three_columns_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_plan(folder)
    assert run(["comply", str(folder), "--direction", "cloud", *DAY]) == 0
    said = capsys.readouterr().out
    assert "対策なし・いま・計画のあと(道: クラウド移行)" in said
    assert "ガイドライン第7.0版の適用範囲(道ごと)" in said
    book = load_workbook(folder / "checklist.xlsx")
    assert {"対策なし・いま・計画後", "道ごとの適用範囲", "証拠", "答えの履歴"} <= set(book.sheetnames)


def test_a_plan_of_another_hospital_is_not_set_beside(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_plan(folder)
    other = hospital(vendors=())
    (folder / "hospital.json").write_text(other.to_json(), "utf-8")
    assert run(["comply", str(folder), *DAY]) == 0
    assert "計画とは並べていません" in capsys.readouterr().out
    assert run(["comply", str(folder), "--direction", "cloud", *DAY]) == 2


@pytest.mark.parametrize("plan", [False, True])
def test_a_road_that_is_not_there_is_refused(folder: Path, plan: bool, capsys: pytest.CaptureFixture[str]) -> None:
    if plan:
        with_plan(folder)
    assert run(["comply", str(folder), "--direction", "moon", *DAY]) == 2
    assert ("という道はありません" if plan else "inmori plan") in capsys.readouterr().err
    assert not (folder / "compliance.json").exists()


@pytest.mark.parametrize("decided", [False, True])
def test_answers_of_another_hospital_are_neither_taken_over_nor_overwritten(
    folder: Path, decided: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["comply", str(folder), "--edition", "r8", *DAY]
    assert run(command) == 0
    if decided:
        fill(folder / "checklist.xlsx", "checklist-r8/2-4", ("はい", "2026-11-20", "事務長", "確かめた"))
        assert run([*command, "--read", str(folder / "checklist.xlsx")]) == 0
    other = hospital(name=text("谷間の病院"))
    (folder / "hospital.json").write_text(other.to_json(), "utf-8")
    assert run(command) == (2 if decided else 0)
    if decided:
        assert "別の病院(山手第二病院)" in capsys.readouterr().err
