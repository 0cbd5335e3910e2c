"""A foreign workbook is written to only when nothing can be lost, and then only where its headings say so."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from inmori.comply import Decision
from inmori.errors import InputError
from inmori.report.documents.official_form import filled_copy, left_behind, must_be_writable
from inmori.report.documents.official_form.fill import _is_free
from tests.comply.official_sheet import ANSWERED, in_one_cell, marked, saved, with_parts, worded
from tests.comply.test_official import form_of

FIRST = Decision(item="i", answer="no", on=date(2026, 6, 1), who="事務長", reason="台帳が古い", target=date(2027, 2, 1))
SECOND = Decision(item="i", answer="yes", on=date(2026, 10, 5), who="事務長", reason="直した")


def cells(data: bytes) -> dict[str, object]:
    return {cell.coordinate: cell.value for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row if cell.value is not None}


def test_marks_and_days_go_under_their_headings() -> None:
    data = marked()
    item = form_of(data).by_key()[2, 1]
    filling = filled_copy(data, [(item, (FIRST, SECOND))], name="様式.xlsx")
    before, after = cells(data), cells(filling.data)
    row = item.row + 1
    assert {place: value for place, value in after.items() if before.get(place) != value} == {
        f"E{row}": "○", f"F{row}": datetime(2026, 6, 1), f"G{row}": datetime(2027, 2, 1), f"H{row}": "○", f"J{row}": datetime(2026, 10, 5),
    }  # fmt: skip
    assert (filling.written, filling.left_out) == (2, ())
    read = form_of(filling.data).by_key()[2, 1].filled
    assert [(one.answer, one.on, one.target) for one in read] == [("no", FIRST.on, FIRST.target), ("yes", SECOND.on, None)]


def test_a_cell_that_prints_the_choices_is_replaced() -> None:
    data = worded()
    item = form_of(data).by_key()[1, 1]
    filling = filled_copy(data, [(item, (FIRST,))], name="様式.xlsx")
    row = item.row + 1
    assert [cells(filling.data)[f"{column}{row}"] for column in "CDE"] == ["いいえ", datetime(2026, 6, 1), datetime(2027, 2, 1)]


def test_answer_and_day_share_a_cell_where_the_form_has_one() -> None:
    data = in_one_cell()
    item = form_of(data).by_key()[2, 1]
    filled = form_of(filled_copy(data, [(item, (FIRST, SECOND))], name="様式.xlsx").data).by_key()[2, 1].filled
    assert [(one.round, one.answer, one.on) for one in filled] == [(1, "no", FIRST.on), (2, "yes", SECOND.on)]


@pytest.mark.parametrize(
    ("value", "free"),
    [(None, True), ("", True), ("はい・いいえ", True), ("はい ・ いいえ\n(　/　)", True), ("令和　年　月　日", True), ("(　/　)", True), ("はい・いいえ・対象外", True),
     ("はい", False), ("いいえ", False), ("対象外", False), ("6/1", False), ("確認中", False), (0, False)],
)  # fmt: skip
def test_which_cells_may_be_written(value: object, free: bool) -> None:
    assert _is_free(value) is free


def test_what_is_written_there_stays() -> None:
    data = marked(ANSWERED)
    item = form_of(data).by_key()[2, 1]
    filling = filled_copy(data, [(item, (FIRST,))], name="様式.xlsx")
    assert cells(filling.data) == cells(data)
    assert filling.written == 0
    assert "すでに書きこみ" in filling.left_out[0].ja


def test_a_round_without_a_heading_is_left_out() -> None:
    data = worded()
    item = form_of(data).by_key()[1, 1]
    filling = filled_copy(data, [(item, (FIRST, SECOND))], name="様式.xlsx")
    assert filling.written == 1
    assert "見出し" in filling.left_out[0].ja


def with_comment() -> bytes:
    book = load_workbook(io.BytesIO(marked()))
    book.active["A1"].comment = Comment("確認", "x")
    return saved(book)


def with_protection() -> bytes:
    book = load_workbook(io.BytesIO(marked()))
    book.active.protection.sheet = True
    return saved(book)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (with_parts(marked(), **{"xl/drawings/drawing1.xml": "<x/>"}), "図形・テキストボックス"),
        (with_parts(marked(), **{"xl/drawings/vmlDrawing1.vml": "<x/>"}), "ボタン・コメントなどの図形"),
        (with_parts(marked(), **{"xl/ctrlProps/ctrlProp1.xml": "<x/>"}), "ボタンやチェックボックス"),
        (with_parts(marked(), **{"xl/activeX/activeX1.xml": "<x/>"}), "ActiveX"),
        (with_parts(marked(), **{"xl/vbaProject.bin": "x"}), "マクロ"),
        (with_parts(marked(), **{"XL\\VBAPROJECT.BIN": "x"}), "マクロ"),
        (with_parts(marked(), **{"xl/embeddings/o.bin": "x"}), "埋め込まれた"),
        (with_parts(marked(), **{"xl/externalLinks/externalLink1.xml": "<x/>"}), "リンク"),
        (with_parts(marked(), **{"customXml/item1.xml": "<x/>"}), "知らない部品"),
        (with_comment(), "コメント"),
        (with_protection(), "シートの保護"),
    ],
)
def test_more_than_cells_is_refused_in_a_sentence(data: bytes, word: str) -> None:
    with pytest.raises(InputError) as error:
        must_be_writable(data, "様式.xlsx")
    said = error.value.explain("ja")
    assert word in said
    assert "何もしていません" in said


def test_extensions_of_a_sheet_are_refused() -> None:
    import zipfile

    source = io.BytesIO(marked())
    packed = io.BytesIO()
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(packed, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</worksheet>", b"<extLst><ext/></extLst></worksheet>")
            made.writestr(name, content)
    with pytest.raises(InputError, match=r"extended rules|拡張された"):
        must_be_writable(packed.getvalue(), "様式.xlsx")


@pytest.mark.parametrize("data", [marked(), worded()])
def test_plain_workbooks_may_be_written(data: bytes) -> None:
    must_be_writable(data, "様式.xlsx")


def test_letters_in_two_looks_survive() -> None:
    book = load_workbook(io.BytesIO(marked()))
    book.active["C1"] = CellRichText("重要 ", TextBlock(InlineFont(b=True), "必ず"))
    data = saved(book)
    item = form_of(data).by_key()[2, 1]
    filled = filled_copy(data, [(item, (FIRST,))], name="様式.xlsx").data
    assert load_workbook(io.BytesIO(filled), rich_text=True).active["C1"].value == CellRichText("重要 ", TextBlock(InlineFont(b=True), "必ず"))
    assert isinstance(load_workbook(io.BytesIO(filled)), Workbook)


def test_what_a_copy_lacks_is_told() -> None:
    assert left_behind(marked()) == []
    assert [one.ja for one in left_behind(with_parts(marked(), **{"xl/printerSettings/printerSettings1.bin": "x"}))] == ["プリンタ固有の設定"]
