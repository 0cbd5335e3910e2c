"""CSV as Excel in Japan opens it: read back with Python's own reader, and every text that Excel would change is marked."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.report.block import Cell, Sheet, SheetColumn
from inmori.report.writers.csv import csv_bytes, protected
from inmori.text import Text


def sheet(*rows: tuple[Cell, ...]) -> Sheet:
    columns = tuple(SheetColumn(Text(ja=f"列{index}", en=f"Column {index}")) for index in range(len(rows[0])))
    return Sheet(title=Text(ja="表", en="Table"), about=Text(ja="", en=""), columns=columns, rows=rows)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_mark_line_ends_and_quotes() -> None:
    data = csv_bytes(sheet(("a,b", 'c"d', "e\nf", date(2026, 11, 24), 12, None, True)), language="ja")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert data.endswith(b"\r\n")
    assert read(data)[1] == ["a,b", 'c"d', "e\nf", "2026-11-24", "12", "不明", "TRUE"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+81-3", "-1", "@SUM(A1)", "＝1", "\t=1", "  =1",  # run as a formula
        "007", "0120179066",  # leading zeros
        "1-1", "3-2", "1/2", "2026-11-24", "12.5.3", "10:30",  # dates and times
        "123456789012", "1e5", "12E34", "5.1e10",  # powers of ten
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_change_is_marked(text: str) -> None:
    assert protected(text).startswith("'")
    assert protected(text)[1:].strip() == text.strip()


@pytest.mark.parametrize("text", ["2-⑤", "E3", "電子カルテ", "12", "1234", "3台", "a-b", "fe80::1", "10.1.2.3/24", "0", "", "1e5台"])
def test_what_it_leaves_alone_is_left_alone(text: str) -> None:
    assert protected(text) == text


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"))), min_size=1, max_size=4))
def test_any_row_comes_back_and_no_cell_is_a_formula(cells: list[str]) -> None:
    written = read(csv_bytes(sheet(tuple(cells)), language="ja"))
    back = written[1] if len(written) > 1 else [""]
    assert [one.removeprefix("'") for one in back] == [one.removeprefix("'") for one in map(protected, cells)]
    assert not any(one[:1] in "=+-@" for one in back if one)
