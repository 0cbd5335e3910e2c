"""``inmori roadmap``: files written, people's changes taken back once, mistakes said with exit code 2."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inmori.catalogue import load_catalogue
from inmori.cli.main import run
from inmori.cli.stage_files import roadmap_in
from inmori.diagnose.finding import Diagnosis
from inmori.errors import InputError
from inmori.model.stamp import stamped
from inmori.plan.roadmap import Roadmap
from tests.plan.road_case import moving_hospital, roads


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hospital.json").write_text(moving_hospital().to_json(), "utf-8")
    (tmp_path / "roads.json").write_text(roads().to_json(), "utf-8")
    return tmp_path


def state(folder: Path) -> Roadmap:
    return Roadmap.from_json((folder / "roadmap.json").read_text("utf-8"), name="roadmap.json")


def edit(path: Path, measure: str, column: str, value: object) -> None:
    book: Any = load_workbook(path)
    page = book["工程表"]
    at = next(cell.column for cell in page[3] if cell.value == column)
    key = next(cell.column for cell in page[3] if cell.value == "記号")
    row = next(row[0].row for row in page.iter_rows(min_row=4) if row[key - 1].value == measure)
    page.cell(row=row, column=at).value = value
    book.save(path)


def test_written_edited_read_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = folder / "papers" / "roadmap.xlsx"
    assert run(["roadmap", str(folder), "--out", str(book), "--direction", "cloud"]) == 0
    assert sorted(path.name for path in book.parent.iterdir()) == ["board.pdf", "roadmap.ics", "roadmap.xlsx"]
    assert "移行1: 検体検査(LIS)" in capsys.readouterr().out

    edit(book, "vpn_mfa", "担当者", "山田")
    edit(book, "vpn_mfa", "状態", "完了")
    assert run(["roadmap", "--read", str(book), "--hospital-out", str(folder)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "変わったところ: 2か所"
    assert [line.partition(": ")[2] for line in told[1:-1]] == ["担当者 空欄 → 山田", "状態 未着手 → 完了"]
    item = state(folder).item("vpn_mfa")
    assert item is not None
    assert (item.owner, item.state) == ("山田", "done")

    assert run(["roadmap", "--read", str(book), "--hospital-out", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == ["変わったところ: 0か所"]


def test_the_calendar_follows_the_days_that_people_moved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["roadmap", str(folder), "--direction", "harden"])
    edit(folder / "roadmap.xlsx", "cyber_bcp", "期限", date(2027, 9, 30))
    edit(folder / "roadmap.xlsx", "vpn_mfa", "状態", "完了")
    before = (folder / "roadmap.ics").read_text("utf-8")
    assert "20270930" not in before
    assert "UID:measure-vpn_mfa" in before
    capsys.readouterr()
    assert run(["roadmap", "--read", str(folder / "roadmap.xlsx"), "--hospital-out", str(folder)]) == 0
    assert "inmori report" in capsys.readouterr().out
    after = (folder / "roadmap.ics").read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20270930" in after
    assert "UID:measure-vpn_mfa" not in after  # what is done needs no reminder


def test_a_searched_road_that_is_gone_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["roadmap", str(folder), "--direction", "harden"])
    made = state(folder)
    gone = made.items[0].model_copy(update={"measure": "second_line", "owner": "田中", "edited": ("owner",)})
    searched = made.model_copy(update={"direction": "best", "items": (*made.items, gone)})
    (folder / "roadmap.json").write_text(searched.to_json(), "utf-8")
    capsys.readouterr()
    assert run(["roadmap", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "前の工程表は「閉域強化」でしたが" in told
    assert "今の計画にはありません" in told
    assert [one.owner for one in state(folder).dropped] == ["田中"]


@pytest.mark.parametrize(("touched", "road"), [(False, "best"), (True, "harden")])
def test_a_roadmap_that_nobody_touched_gives_way_to_what_was_found(folder: Path, touched: bool, road: str) -> None:
    run(["roadmap", str(folder)])
    assert state(folder).direction == "harden"
    if touched:
        edit(folder / "roadmap.xlsx", "vpn_mfa", "担当者", "山田")
        run(["roadmap", "--read", str(folder / "roadmap.xlsx"), "--hospital-out", str(folder)])
    best = roads().directions[1].model_copy(update={"id": "best"})
    (folder / "roads.json").write_text(roads().model_copy(update={"best": best}).to_json(), "utf-8")
    assert run(["roadmap", str(folder)]) == 0
    assert state(folder).direction == road


def test_a_roadmap_that_cannot_be_read_is_said_before_any_work(tmp_path: Path) -> None:
    assert roadmap_in(tmp_path) is None
    (tmp_path / "roadmap.json").write_text("{", "utf-8")
    with pytest.raises(InputError):
        roadmap_in(tmp_path)


def test_a_new_plan_keeps_what_people_wrote_and_their_road(folder: Path) -> None:
    run(["roadmap", str(folder), "--direction", "cloud"])
    edit(folder / "roadmap.xlsx", "cyber_bcp", "期限", date(2027, 9, 30))
    run(["roadmap", "--read", str(folder / "roadmap.xlsx"), "--hospital-out", str(folder)])
    assert run(["roadmap", str(folder)]) == 0
    made = state(folder)
    item = made.item("cyber_bcp")
    assert item is not None
    assert (made.direction, item.due, item.edited) == ("cloud", date(2027, 9, 30), ("due",))


def test_a_mistake_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["roadmap", str(folder)])
    before = (folder / "roadmap.json").read_bytes()
    edit(folder / "roadmap.xlsx", "cyber_bcp", "期限", "=TODAY()")
    edit(folder / "roadmap.xlsx", "vpn_mfa", "担当者", "山田")
    assert run(["roadmap", "--read", str(folder / "roadmap.xlsx"), "--hospital-out", str(folder)]) == 2
    assert "「工程表」C" in capsys.readouterr().err
    assert (folder / "roadmap.json").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--hospital-out"),
        (["{folder}", "--direction", "moon"], "moon"),
        (["{folder}/no/where"], "がありません"),
        (["--read", "{folder}/none.xlsx", "--hospital-out", "{folder}"], "読めません"),
    ],
)
def test_what_is_wrong_is_said(
    arguments: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["roadmap", *(one.format(folder=folder) for one in arguments)]) == 2
    assert said in capsys.readouterr().err


def test_json_for_machines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["roadmap", str(folder), "--json", "--lang", "en"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert lines[0].startswith("Road: ")


def test_the_present_plan_must_be_a_roadmap(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diagnosis = Diagnosis(today=date(2026, 11, 24))
    (folder / "diagnosis.json").write_text(diagnosis.to_json(), "utf-8")
    for name, said in (("hospital.json", "Excelのブック"), ("none.xlsx", "読めません")):
        arguments = ["plan", str(folder), "--no-search", "--present", str(folder / name), "--today", "2026-11-24"]
        assert run(arguments) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "written, code", [(None, 0), ("own", 0), ("0" * 64, 2)], ids=["of an older version", "of this catalogue", "of another"]
)
def test_roads_of_another_catalogue_are_told(folder: Path, capsys: pytest.CaptureFixture[str], written: str | None, code: int) -> None:
    named = load_catalogue().own_sha256 if written == "own" else written
    made = roads()
    if named is not None:
        made = stamped(made, catalogue=named, hospital=moving_hospital())
    (folder / "roads.json").write_text(made.to_json(), "utf-8")
    assert run(["roadmap", str(folder)]) == code
    said = capsys.readouterr().err
    assert ("別の版のカタログ" in said) == (code != 0)
    assert (folder / "roadmap.xlsx").exists() == (code == 0)
