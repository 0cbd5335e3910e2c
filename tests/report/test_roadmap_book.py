"""The workbook: written, edited by people and by LibreOffice, and read back with exactly what they changed."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inmori.catalogue import load_catalogue
from inmori.errors import InputError
from inmori.plan.roadmap import Roadmap
from inmori.plan.roadmap_change import changes_of, with_changes
from inmori.plan.roadmap_make import roadmap_of
from inmori.plan.roads import Roads
from inmori.report.documents.roadmap import ReadBack, present_plan, read_back, roadmap_book
from inmori.report.writers.xlsx import xlsx
from inmori.text import Language
from tests.plan.move_case import chosen
from tests.plan.road_case import moving_hospital, roads

HEAD = 3
Edit = Callable[[Any], None]


@cache
def roadmap() -> Roadmap:
    return roadmap_of(moving_hospital(), roads(), load_catalogue(), direction="cloud")


@cache
def book(language: Language = "ja") -> bytes:
    return xlsx(roadmap_book(roadmap(), version="0.1.0"), language=language)


def edited(edit: Edit, *, data: bytes | None = None) -> bytes:
    opened = load_workbook(io.BytesIO(data or book()))
    edit(opened)
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def at(opened: Any, measure: str, title: str) -> Any:
    page = opened["工程表"]
    column = next(cell.column for cell in page[HEAD] if cell.value == title)
    key = next(cell.column for cell in page[HEAD] if cell.value == "記号")
    row = next(row[0].row for row in page.iter_rows(min_row=HEAD + 1) if row[key - 1].value == measure)
    return page.cell(row=row, column=column)


def back(data: bytes) -> ReadBack:
    return read_back(data, roadmap(), name="roadmap.xlsx")


def said(data: bytes) -> list[tuple[str, str, str]]:
    return [(one.measure, one.field, one.after.ja) for one in changes_of(roadmap(), back(data).rows)]


def refusal(edit: Edit) -> str:
    with pytest.raises(InputError) as caught:
        back(edited(edit))
    assert caught.value.message.en
    return caught.value.message.ja


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_nobody_touched_comes_back_unchanged(language: Language) -> None:
    assert said(book(language)) == []
    assert back(book(language)).missing == ()


def test_the_sheets_and_the_cells_to_fill_in() -> None:
    opened = load_workbook(io.BytesIO(book()))
    assert opened.sheetnames == ["工程表", "移行の波", "移行の手順", "期日", "職員の時間"]
    page = opened["工程表"]
    assert [cell.value for cell in page[HEAD]] == [
        "対策", "開始", "期限", "担当者", "状態", "メモ", "誰が(案)", "なぜ", "初期費用(円)", "年間費用(円)", "費用の幅",
        "作業(時間)", "記号", "数え始め", "案の開始",
    ]  # fmt: skip
    [rule] = page.data_validations.dataValidation
    assert rule.formula1 == '"未着手,進行中,完了"'
    assert isinstance(at(opened, "vpn_mfa", "期限").value, datetime)
    assert opened["移行の波"].max_row == HEAD + 1


def test_a_road_without_moves_says_so_in_place_of_an_empty_table() -> None:
    still = roadmap_of(moving_hospital(), roads(), load_catalogue(), direction="harden")
    opened = load_workbook(io.BytesIO(xlsx(roadmap_book(still, version="0.1.0"), language="ja")))
    assert opened.sheetnames == ["工程表", "移行の波", "期日"]
    page = opened["移行の波"]
    assert [cell.value for cell in page[HEAD]] == ["移行の波"]
    assert "--direction cloud" in page.cell(row=HEAD + 1, column=1).value
    assert page.max_row == HEAD + 1


@pytest.mark.parametrize("direction", ["harden", "cloud"])
def test_no_sheet_is_broader_than_a_person_can_read(direction: str) -> None:
    made = roadmap_of(moving_hospital(), roads(), load_catalogue(), direction=direction)
    for sheet in roadmap_book(made, version="0.1.0").sheets:
        assert sheet.rows, sheet.title.ja
        assert sum(column.width for column in sheet.columns) <= 260, sheet.title.ja


def test_a_row_is_high_enough_for_every_line_of_its_cells() -> None:
    page = load_workbook(io.BytesIO(book()))["工程表"]
    cost = next(cell.column for cell in page[HEAD] if cell.value == "費用の幅")
    assert "\n" in page.cell(row=HEAD + 1, column=cost).value
    assert page.row_dimensions[HEAD + 1].height >= 2 * 15


def test_people_change_owner_dates_state_and_note() -> None:
    def people(opened: Any) -> None:
        at(opened, "vpn_mfa", "担当者").value = " 山田 花子 "
        at(opened, "vpn_mfa", "状態").value = "完了"
        at(opened, "cyber_bcp", "期限").value = date(2027, 6, 30)
        at(opened, "mfa_clinical", "期限").value = "令和9年12月"
        at(opened, "cyber_bcp", "メモ").value = "理事会で説明\n二回目は1月"
        at(opened, "cloud_lis", "開始").value = None

    assert sorted(said(edited(people))) == sorted(
        [
            ("vpn_mfa", "owner", "山田 花子"),
            ("vpn_mfa", "state", "完了"),
            ("cyber_bcp", "due", "2027-06-30"),
            ("cyber_bcp", "note", "理事会で説明\n二回目は1月"),
            ("mfa_clinical", "due", "2027-12-31"),
            ("cloud_lis", "start", "空欄"),
        ]
    )


def test_sorted_rows_and_moved_columns_are_found() -> None:
    def people(opened: Any) -> None:
        page = opened["工程表"]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD + 1)]
        for number, row in enumerate(reversed(rows), start=HEAD + 1):
            for column, value in enumerate(row, start=1):
                page.cell(row=number, column=column).value = value
        page.insert_cols(2)
        page.cell(row=HEAD, column=2).value = "部署"

    assert said(edited(people)) == []


def test_a_row_that_is_gone_and_one_that_is_new_are_told() -> None:
    def people(opened: Any) -> None:
        page = opened["工程表"]
        page.delete_rows(at(opened, "vpn_mfa", "記号").row)
        page.cell(row=page.max_row + 1, column=1).value = "自分で考えた対策"

    read = back(edited(people))
    assert read.missing == ("vpn_mfa",)
    assert "「工程表」M8" in read.strange[0].ja
    assert changes_of(roadmap(), read.rows) == ()


REFUSED: list[tuple[str, str, object, str]] = [
    ("vpn_mfa", "期限", "来月", "日付として読めません"),
    ("vpn_mfa", "期限", 12, "日付として読めません"),
    ("vpn_mfa", "期限", "2027年度", "日付として読めません"),
    ("vpn_mfa", "期限", "平成40年1月1日", "日付として読めません"),
    ("vpn_mfa", "期限", date(2020, 1, 1), "期限が開始より前"),
    ("vpn_mfa", "状態", "たぶん", "未着手、進行中、完了"),
    ("vpn_mfa", "状態", True, "状態はありません"),
    ("vpn_mfa", "担当者", '=HYPERLINK("http://evil.example/","x")', "数式は読みません"),
    ("vpn_mfa", "メモ", "=1+1", "数式は読みません"),
    ("vpn_mfa", "メモ", "あ" * 2_001, "2,000字より長い"),
    ("vpn_mfa", "記号", "no_such_measure", "この工程表にない記号"),
    ("vpn_mfa", "記号", "cyber_bcp", "二つあります"),
]


@pytest.mark.parametrize(("measure", "title", "value", "why"), REFUSED)
def test_what_cannot_be_understood_is_refused_with_its_cell(measure: str, title: str, value: object, why: str) -> None:
    where: list[str] = []

    def people(opened: Any) -> None:
        cell = at(opened, measure, title)
        cell.value = value
        where.append(cell.coordinate)

    words = refusal(people)
    assert why in words
    assert "何も変えていません" in words
    if "二つ" not in why:
        assert f"「工程表」{where[0]}" in words


def test_all_faults_are_named_at_once() -> None:
    def people(opened: Any) -> None:
        at(opened, "vpn_mfa", "期限").value = "そのうち"
        at(opened, "cyber_bcp", "状態").value = "?"
        at(opened, "cloud_lis", "担当者").value = "=A1"

    assert refusal(people).count("「工程表」") == 3


@pytest.mark.parametrize("title", ["記号", "開始", "期限", "担当者", "状態", "メモ"])
def test_a_heading_that_is_gone_is_named(title: str) -> None:
    def people(opened: Any) -> None:
        at(opened, "vpn_mfa", title)
        next(cell for cell in opened["工程表"][HEAD] if cell.value == title).value = "別の名"

    assert "見出し" in refusal(people)


def test_a_sheet_that_is_gone_is_named() -> None:
    def people(opened: Any) -> None:
        opened["工程表"].title = "表1"

    assert "「工程表」のシートがありません(あるのは: 表1" in refusal(people)


def test_text_that_looks_like_a_formula_is_text_both_ways() -> None:
    evil = "=cmd|'/c calc'!A1"
    item = roadmap().items[0]
    noted = roadmap().model_copy(
        update={"items": (item.model_copy(update={"note": evil, "owner": "@SUM(A1)"}), *roadmap().items[1:])}
    )
    data = xlsx(roadmap_book(noted, version="0.1.0"), language="ja")
    opened = load_workbook(io.BytesIO(data))
    assert not [cell for page in opened for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert changes_of(noted, read_back(data, noted, name="x").rows) == ()


def not_a_book() -> list[tuple[str, bytes]]:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 201_000_000)
    return [
        ("text", "記号,対策\n".encode()),
        ("empty", b""),
        ("cut", book()[:-2_000]),
        ("other zip", bomb.getvalue()[:100]),
        ("bomb", bomb.getvalue()),
    ]


@pytest.mark.parametrize("which", range(5))
def test_what_is_no_workbook_is_said(which: int) -> None:
    _, data = not_a_book()[which]
    with pytest.raises(InputError, match="を読めません"):
        back(data)


def test_it_is_the_same_bytes_twice() -> None:
    assert xlsx(roadmap_book(roadmap(), version="0.1.0"), language="ja") == book()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_saves_it_and_it_is_read_back_with_exactly_the_changes(tmp_path: Path) -> None:
    def people(opened: Any) -> None:
        at(opened, "vpn_mfa", "担当者").value = "佐藤"
        at(opened, "vpn_mfa", "状態").value = "進行中"
        at(opened, "cyber_bcp", "期限").value = date(2027, 3, 31)
        at(opened, "cyber_bcp", "メモ").value = "業者に確認中"

    # To OpenDocument and back: LibreOffice writes every cell itself, dates in its own way.
    source = tmp_path / "roadmap.xlsx"
    source.write_bytes(edited(people))
    saved = through_libreoffice(through_libreoffice(source, "ods"), "xlsx", into=tmp_path / "saved")
    assert sorted(said(saved.read_bytes())) == sorted(
        [
            ("vpn_mfa", "owner", "佐藤"),
            ("vpn_mfa", "state", "進行中"),
            ("cyber_bcp", "due", "2027-03-31"),
            ("cyber_bcp", "note", "業者に確認中"),
        ]
    )
    after = with_changes(roadmap(), back(saved.read_bytes()).rows)
    again = xlsx(roadmap_book(after, version="0.1.0"), language="ja")
    assert changes_of(after, read_back(again, after, name="x").rows) == ()


def through_libreoffice(source: Path, kind: str, *, into: Path | None = None) -> Path:
    out = into or source.parent
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"{source.stem}.{kind}"


def test_the_present_plan_is_measures_with_their_year() -> None:
    def people(opened: Any) -> None:
        at(opened, "vpn_mfa", "状態").value = "完了"
        at(opened, "cyber_bcp", "開始").value = date(2028, 12, 1)
        at(opened, "cyber_bcp", "期限").value = date(2029, 3, 1)
        at(opened, "cloud_lis", "開始").value = None

    plan = present_plan(edited(people), load_catalogue(), today=roadmap().today, name="plan.xlsx")
    assert plan.keys() == {"cyber_bcp", "mfa_clinical", "mfa_cloud"}
    assert plan["cyber_bcp"] == 3


def test_a_present_plan_may_hold_measures_of_no_road() -> None:
    def people(opened: Any) -> None:
        at(opened, "vpn_mfa", "記号").value = "second_line"

    assert "second_line" in present_plan(edited(people), load_catalogue(), today=roadmap().today, name="x")
    with pytest.raises(InputError, match="この工程表にない記号"):
        present_plan(edited(lambda book: setattr(at(book, "vpn_mfa", "記号"), "value", "moon")), load_catalogue(), today=roadmap().today, name="x")


def far_roads() -> Roads:
    """A road whose moves are counted from years in which their work does not begin: the EHR from its use, LIS before its wave."""
    base = roads()
    moves = (
        chosen("vpn_mfa", year=2, hours=12), chosen("cloud_ehr", year=4, hours=100), chosen("cloud_lis", year=1, hours=120),
        chosen("mfa_cloud", year=4, hours=60),
    )  # fmt: skip
    cloud = base.directions[2].model_copy(update={"measures": moves})
    return base.model_copy(update={"directions": (*base.directions[:2], cloud)})


@cache
def far_book() -> tuple[bytes, Roadmap]:
    made = roadmap_of(moving_hospital(), far_roads(), load_catalogue(), direction="cloud")
    return xlsx(roadmap_book(made, version="0.1.0"), language="ja"), made


def far_plan(edit: Edit = lambda _book: None, *, later: int = 0) -> dict[str, int]:
    data, made = far_book()
    on = made.today.replace(year=made.today.year + later)
    return present_plan(edited(edit, data=data), load_catalogue(), today=on, name="plan.xlsx")


def test_a_road_written_and_read_back_is_that_road() -> None:
    counted = {one.measure: one.start_year for one in far_roads().directions[2].measures}
    assert far_plan() == counted
    _, made = far_book()
    begins = {one.measure: one.start for one in made.items}
    assert begins["cloud_ehr"] < date(made.today.year + 3, made.today.month, made.today.day), "its work begins before its use"


def test_a_task_that_a_person_moved_by_a_year_moves_by_a_year() -> None:
    _, made = far_book()
    start = next(one.start for one in made.items if one.measure == "vpn_mfa")
    due = next(one.due for one in made.items if one.measure == "vpn_mfa")
    assert start is not None
    assert due is not None

    def people(opened: Any) -> None:
        at(opened, "vpn_mfa", "開始").value = start.replace(year=start.year + 1)
        at(opened, "vpn_mfa", "期限").value = due.replace(year=due.year + 1)

    assert far_plan(people) == far_plan() | {"vpn_mfa": 3}


def test_a_plan_read_a_year_later_has_a_year_less() -> None:
    assert far_plan(later=1) == {"vpn_mfa": 1, "cloud_ehr": 3, "cloud_lis": 1, "mfa_cloud": 3}


def test_a_workbook_of_before_is_read_by_its_days() -> None:
    """Without the columns a renewed system is counted from its use, all else from its beginning."""

    def before(opened: Any) -> None:
        for title in ("案の開始", "数え始め"):
            opened["工程表"].delete_cols(at(opened, "vpn_mfa", title).column)

    plan = far_plan(before)
    _, made = far_book()
    due = next(one.due for one in made.items if one.measure == "cloud_ehr")
    assert due is not None
    assert plan["cloud_ehr"] == round((due - made.today).days / 365.25) + 1
    assert plan["vpn_mfa"] == 2
