"""The workbook: nothing in it runs, everything has its place, and it opens with openpyxl as with a spreadsheet."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from inmori.model import Device
from inmori.model.attribute import attributes_of
from inmori.report.documents.assessment import annex
from inmori.report.writers.xlsx import xlsx
from tests.report.example_documents import ALL, small
from tests.report.pages import xlsx_of

PLAN = ["道の比較", "道ごとの対策", "予算ごとの計画"]
SHEETS = ["機器一覧", "指摘", "食い違い", "越境通信", "リモート保守", "前提と不明点", "取込み結果"]


def book(name: str, language: str = "ja"):  # type: ignore[no-untyped-def]
    return load_workbook(io.BytesIO(xlsx_of(name, language)))  # type: ignore[arg-type]


def rows(name: str, sheet: str) -> list[dict[str, object]]:
    page = book(name)[sheet]
    head = [cell.value for cell in page[3]]
    return [dict(zip(head, [cell.value for cell in row], strict=True)) for row in page.iter_rows(min_row=4)]


@pytest.mark.parametrize(("name", "language"), [("small", "ja"), ("small", "en"), ("large", "ja")])
def test_twice_the_same_bytes(name: str, language: str) -> None:
    assert xlsx(annex(ALL[name]()), language=language) == xlsx_of(name, language)  # type: ignore[arg-type]


def test_nothing_in_the_package_says_when_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_of("small", "ja"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2026, 11, 24, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        assert core.count("2026-11-24T00:00:00Z") == 2
        assert "externalLink" not in " ".join(package.namelist())
        assert not [name for name in package.namelist() if "vba" in name.lower() or (name.endswith(".rels") and b'TargetMode="External"' in package.read(name))]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ALL)
def test_no_cell_is_a_formula(name: str, language: str) -> None:
    workbook = book(name, language)
    texts = 0
    for page in workbook:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (page.title, cell.coordinate, cell.value)
                if isinstance(cell.value, str):
                    texts += 1
                    assert cell.value.lstrip()[:1] not in tuple("=+-@＝＋－＠"), (page.title, cell.coordinate)
    assert texts > 20
    with zipfile.ZipFile(io.BytesIO(xlsx_of(name, language))) as package:  # type: ignore[arg-type]
        assert not [part for part in package.namelist() if part.startswith("xl/worksheets/") and b"<f>" in package.read(part)]


@pytest.mark.parametrize("name", ALL)
def test_every_sheet_can_be_worked_with(name: str) -> None:
    workbook = book(name)
    plan = PLAN if ALL[name]().roads.directions else []
    assert workbook.sheetnames == [*SHEETS[:5], *plan, *SHEETS[5:]]
    for page in workbook:
        assert page.freeze_panes in ("A4", "B4")
        assert page.auto_filter.ref.startswith("A3:")
        assert all(dimension.width >= 8 for dimension in page.column_dimensions.values())
        assert "作成日 令和8年11月24日(2026-11-24)" in page["A2"].value
        assert "Inmori 0.1.0" in page["A2"].value


def test_the_device_sheet_follows_the_model() -> None:
    page = book("small")["機器一覧"]
    head = [cell.value for cell in page[3]]
    titles = [attribute.title.ja for attribute in attributes_of(Device)]
    assert head == ["機器", "食い違い", *titles, *(f"根拠: {title}" for title in titles)]
    assert page.max_row == 3 + len(small().hospital.devices)
    folded = [letter for letter, dimension in page.column_dimensions.items() if dimension.hidden]
    assert folded


def test_every_value_has_its_place_and_every_doubt_its_voice() -> None:
    device = next(row for row in rows("small", "機器一覧") if row["機器"] == "PC-UKETSUKE")
    assert device["使用状況"] == "使用中"
    assert device["食い違い"] == 2
    assert device["根拠: 使用状況"] == (
        "通信の観測: conn.log 812行 2026-11-17(確からしさ55%) | "
        "別の資料は「廃棄・撤去済み」 台帳: 機器台帳.xlsx「端末PC」C14 2026-10-30"
    )
    disputes = rows("small", "食い違い")
    assert [(row["項目"], row["別の資料の値"]) for row in disputes] == [
        ("使用状況", "廃棄・撤去済み"), ("OS", "Windows 10 Pro"), ("OS", "Windows 8.1"),
    ]  # fmt: skip


def test_unknown_is_said_and_not_left_blank() -> None:
    device = next(row for row in rows("small", "機器一覧") if row["機器"] == "PACS01" or row["機器名"] == "PACS01")
    assert device["OS"] == "不明"
    assert device["備考"] is None
    path = rows("small", "リモート保守")[0]
    assert path["IDの共用"] == "不明"
    assert path["二要素認証"] == "いいえ"


def test_the_crossing_sheet_has_leaks_first() -> None:
    found = rows("small", "越境通信")
    assert [row["判定"] for row in found] == ["想定外"] * 5 + ["申請・契約あり"]
    assert {row["設定上"] for row in found} == {"通る", "不明"}


def test_the_intake_sheet_has_problems_columns_slips_and_merges() -> None:
    kinds = [row["区分"] for row in rows("small", "取込み結果")]
    assert kinds == ["読み取りの問題"] * 3 + ["書き間違いらしい所"] + ["列の読み方"] * 2 + ["同じ機器とみなした記録"]


def test_hostile_names_are_kept_whole() -> None:
    names = {row["機器"] for row in rows("large", "機器一覧")}
    assert {"'=cmd|'/c calc'!A1", "<script>alert(1)</script>", "'-2+3", "W" * 200, "電子カルテ😀端末👩⚕"} <= names
