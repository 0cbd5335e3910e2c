"""The quick look at a sheet against the thorough scan of the same bytes, and against everything that would fool it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest.sheet_glance import MOST_CELLS, cells_with_style, is_plain
from inmori.ingest.sheet_scan import Look, _scan_thoroughly
from inmori.ingest.workbook import _MOST_CELLS, open_workbook
from tests.ingest.made_office import changed_zip, evidence, xlsx

START = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="http://x"><sheetData>'
END = b"</sheetData></worksheet>"


def sheet(*cells: str, start: bytes = START, end: bytes = END) -> bytes:
    return start + b'<row r="1">' + "".join(cells).encode() + b"</row>" + end


def cell(place: str, extra: str = "") -> str:
    return f'<c r="{place}"{extra}><v>1</v></c>'


PLAIN = {
    "as Excel writes it": sheet(cell("A1", ' s="3" t="s"'), cell("B1"), cell("C1", ' s="1"'), cell("D1", ' t="str"')),
    "without a value": sheet('<c r="A1" s="1"/>'),
    "702 columns": sheet(cell("ZZ29999")),
    "78 columns, long": sheet(cell("BZ199999")),
    "a mark of exclamation in a formula": sheet('<c r="A1"><f>表!A1</f><v>1</v></c>'),
    "a mark of order": sheet(cell("A1"), start=b"\xef\xbb\xbf" + START),
    "no declaration": sheet(cell("A1"), start=b"<worksheet><sheetData>"),
    "nothing": sheet(),
}
NOT_PLAIN = {
    "too far to the right": sheet(cell("AAA1")),
    "too far down": sheet(cell("A200000")),
    "wide and long": sheet(cell("CA30000")),
    "the far corner, after near cells": sheet(cell("A1"), cell("B1"), cell("XFD1048576")),
    "place in single quotes": sheet("<c r='XFD1048576'><v>1</v></c>"),
    "place not first": sheet('<c s="1" r="XFD1048576"><v>1</v></c>'),
    "place by an entity": sheet('<c r="&#88;FD1048576"><v>1</v></c>'),
    "no place at all": sheet("<c><v>1</v></c>"),
    "place in small letters": sheet(cell("xfd1")),
    "tab before the place": sheet('<c\tr="XFD1048576"><v>1</v></c>'),
    "two blanks": sheet('<c  r="XFD1048576"><v>1</v></c>'),
    "something before its end": sheet('<c r="A1"x="1"><v>1</v></c>'),
    "a second place": sheet('<c r="A1" r="XFD1048576"><v>1</v></c>'),
    "a second place behind others": sheet('<c r="A1" s="1" r="XFD1048576"><v>1</v></c>'),
    "a second place close by": sheet('<c r="A1" s="1"r="XFD1048576"><v>1</v></c>'),
    "a second place behind a bracket": sheet('<c r="A1" s=">" r="XFD1048576"><v>1</v></c>'),
    "a second place in single quotes": sheet("<c r=\"A1\" t='s' r='XFD1048576'><v>1</v></c>"),
    "an unknown attribute": sheet(cell("A1", ' zz="1"')),
    "a prefix": sheet('<x:c r="XFD1048576"><x:v>1</x:v></x:c>'),
    "a prefix on all": sheet(start=b'<x:worksheet xmlns:x="http://x">', end=b"</x:worksheet>"),
    "a comment": sheet(cell("A1"), "<!-- x -->"),
    "CDATA": sheet("<c r=\"A1\" t=\"str\"><v><![CDATA[x]]></v></c>"),
    "UTF-16": ('<?xml version="1.0" encoding="UTF-16"?><worksheet>' + cell("XFD1") + "</worksheet>").encode("utf-16"),
    "another encoding": sheet(cell("A1"), start=START.replace(b"UTF-8", b"Shift_JIS")),
    "cut off": sheet(cell("A1"))[:-5],
    "another root": sheet(cell("A1"), start=b"<chartsheet>"),
}  # fmt: skip


@pytest.mark.parametrize("data", PLAIN.values(), ids=PLAIN)
def test_plain_sheets(data: bytes) -> None:
    assert is_plain(data)


@pytest.mark.parametrize("data", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_everything_else_is_left_to_the_scan(data: bytes) -> None:
    assert not is_plain(data)


def test_no_plain_sheet_is_too_wide() -> None:
    assert MOST_CELLS <= _MOST_CELLS


LETTERS = st.sampled_from(["A", "B", "Z", "AA", "BZ", "CA", "ZZ", "AAA", "XFD"])
ROWS = st.sampled_from([1, 9, 9999, 10_000, 29_999, 30_000, 99_999, 199_999, 200_000, 1_048_576])
STYLES = {"3": Look(struck=True), "12": Look(fill="rgb=FFD9D9D9"), "5": Look(digits=4)}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(LETTERS, ROWS, st.sampled_from(["", "1", "3", "12", "5", "33"])), max_size=8), st.booleans())
def test_the_glance_says_what_the_scan_says(cells: list[tuple[str, int, str]], empty_last: bool) -> None:
    texts = [cell(f"{letters}{row}", f' s="{style}"' if style else "") for letters, row, style in cells]
    if empty_last:
        texts.append('<c r="A5" s="3"/><row r="7" s="3" customFormat="1"/><c r="B5" t="inlineStr"><is><t> s="3" </t></is></c>')
    data = sheet(*texts)
    scan = _scan_thoroughly(data, STYLES)
    if is_plain(data):
        assert scan.rows * scan.columns <= MOST_CELLS
    found = dict(cells_with_style(data, STYLES))
    # The thorough scan keeps all looks of a cell that is written twice, the glance the last one.
    assert {place for place, look in found.items() if look.struck} <= scan.struck
    assert found.keys() == scan.struck | scan.fills.keys() | scan.padded.keys()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(list(b'<>"/:= rcvsAXFD190!&\t'))), max_size=6))
def test_no_change_of_a_sheet_gets_past_both(cuts: list[tuple[int, int]]) -> None:
    """Whatever is changed in the XML, the sheet is read with as many cells as allowed, or refused."""
    def change(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return data
        broken = bytearray(data)
        for place, value in cuts:
            broken[place % len(broken)] = value
        return bytes(broken)

    with contextlib.suppress(InputError):
        book = open_workbook(evidence(changed_zip(BOOK, change)))
        assert all(len(table.rows) * len(table.rows[0]) <= _MOST_CELLS for table in book.tables if table.rows)


BOOK = xlsx({"端末": [["管理番号", "PC名", "IPアドレス"], *[[f"A-{n}", f"PC-{n}", f"10.0.0.{n}"] for n in range(20)]]})

# Things that the XML reader may take for a second place of a cell.
TWO_PLACES: dict[str, Callable[[bytes], bytes]] = {
    "two places": lambda data: data.replace(b'<c r="A2"', b'<c r="A2" r="XFD1048576"', 1),
    "row far, cell near": lambda data: data.replace(b'<row r="2"', b'<row r="1048576"', 1),
    "row zero": lambda data: data.replace(b'<c r="A2"', b'<c r="A0"', 1),
}


@pytest.mark.parametrize("change", TWO_PLACES.values(), ids=TWO_PLACES)
def test_the_first_place_of_a_cell_is_the_one_that_counts(change: Callable[[bytes], bytes]) -> None:
    def changed(name: str, data: bytes) -> Any:
        return change(data) if name.endswith("sheet1.xml") else data

    with contextlib.suppress(InputError):
        for table in open_workbook(evidence(changed_zip(BOOK, changed))).tables:
            assert len(table.rows) * len(table.rows[0]) < 1000
