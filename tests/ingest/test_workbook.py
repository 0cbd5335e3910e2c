"""Spreadsheets from strangers: read whole, or refused with a sentence that names the file, and never a crash."""

from __future__ import annotations

import contextlib
import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.table import column_letter
from inmori.ingest.workbook import is_spreadsheet, open_workbook
from tests.ingest.made_office import changed_zip, evidence, ods, ole, xls, xlsb, xlsx

ROWS = [["端末一覧"], ["No", "ホスト名", "IPアドレス"], ["1", "PC-01", "10.1.2.3"], ["2", "", "①㈱髙"]]
WHOLE = [["端末一覧", "", ""], ["No", "ホスト名", "IPアドレス"], ["1", "PC-01", "10.1.2.3"], ["2", "", "①㈱髙"]]
FORMATS: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: xlsx({"端末": ROWS}), "xls": lambda: xls(ROWS), "xlsb": lambda: xlsb(ROWS), "ods": lambda: ods(ROWS),
}  # fmt: skip


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_every_format_gives_the_same_table(make: Callable[[], bytes]) -> None:
    file = evidence(make(), "資料.dat")
    assert is_spreadsheet(file)
    book = open_workbook(file)
    assert [(t.sheet, t.visible, [list(row) for row in t.rows]) for t in book.tables] == [("端末", True, WHOLE)]
    assert book.problems == ()


def test_hidden_sheets_are_marked() -> None:
    assert [t.visible for t in open_workbook(evidence(xlsx({"a": ROWS, "b": ROWS}, hidden=["b"]))).tables] == [True, False]
    assert [t.visible for t in open_workbook(evidence(xls(ROWS, hidden=True))).tables] == [False]


def test_merged_cells_are_unfolded_and_marked() -> None:
    rows = [["部署", "名", "群", ""], ["内科", "a", "x", "y"], ["", "b", "", ""], ["", "c", "", ""]]
    table = open_workbook(evidence(xlsx({"s": rows}, merges={"s": ["A2:A4", "C1:D1"]}))).tables[0]
    assert [row[0] for row in table.rows] == ["部署", "内科", "内科", "内科"]
    assert table.rows[0][2:4] == ["群", "群"]
    assert table.origin(3, 0) == (1, 0)
    assert table.origin(0, 3) == (0, 2)
    assert table.origin(1, 0) == (1, 0)


def test_cells_keep_their_kind() -> None:
    table = open_workbook(evidence(xlsx({"s": [["x", 5, 1.5, True, date(2025, 4, 1)]]}))).tables[0]
    assert list(table.rows[0]) == ["x", 5.0, 1.5, True, date(2025, 4, 1)]


def test_looks_of_cells() -> None:
    from openpyxl.styles import Font, PatternFill

    def touch(book: Any) -> None:
        sheet = book["s"]
        for cell in sheet[2]:
            cell.font = Font(strike=True)
        sheet["B3"].font = Font(strike=True)
        for cell in sheet[4]:
            cell.fill = PatternFill("solid", fgColor="FFD9D9D9")
        sheet["A3"].number_format = "00000"

    rows = [["番号", "名", "備考"], ["1", "a", "x"], [42, "b", "y"], ["3", "c", "z"]]
    table = open_workbook(evidence(xlsx({"s": rows}, touch=touch))).tables[0]
    assert [table.struck_through(row) for row in range(4)] == [False, True, False, False]
    assert (2, 1) in table.struck
    assert [table.fill(row) is not None for row in range(4)] == [False, False, False, True]
    assert dict(table.padded) == {(2, 0): 5}


@pytest.mark.parametrize(("column", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")])
def test_column_letters(column: int, letter: str) -> None:
    assert column_letter(column) == letter


def test_places_as_a_person_points_to_them() -> None:
    from inmori.model import SourceKind

    table = open_workbook(evidence(xlsx({"端末": ROWS}), "台帳.xlsx")).tables[0]
    assert table.source(SourceKind.LEDGER, 2, 1).place() == "台帳.xlsx「端末」B3"
    assert table.source(SourceKind.LEDGER, 2).place() == "台帳.xlsx「端末」 3行"


def test_rows_over_the_limit_are_left_out_and_told() -> None:
    file = evidence(xlsx({"端末": [["x", n] for n in range(50)]}), limits=Limits(rows=20))
    book = open_workbook(file)
    assert (len(book.tables[0].rows), book.tables[0].rows_left_out) == (20, 30)
    assert [(p.severity, p.code, p.where.sheet) for p in book.problems] == [("warning", "rows_left_out", "端末")]
    assert "20行" in book.problems[0].done.ja


def test_comments_are_told() -> None:
    from openpyxl.comments import Comment

    def touch(book: Any) -> None:
        book["端末"]["A1"].comment = Comment("実は廃棄済", "x")

    assert [p.code for p in open_workbook(evidence(xlsx({"端末": ROWS}, touch=touch))).problems] == ["comments_not_read"]


# What must be refused: (bytes, words of the sentence beside the file's name).
def _bomb() -> bytes:
    """A sheet part of 300 MB of blanks, about a thousand times its packed size."""
    return changed_zip(xlsx({"端末": ROWS}), lambda name, data: data.replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>")
                       if name.endswith("sheet1.xml") else data)  # fmt: skip


def _lying_bomb() -> bytes:
    """A zip whose directory says 100 bytes for a part that holds sixty million."""
    data = bytearray(_bomb())
    place = data.rfind(b"xl/worksheets/sheet1.xml")
    struct.pack_into("<I", data, place - 46 + 24, 100)
    return bytes(data)


def _many_parts() -> bytes:
    return changed_zip(xlsx({"端末": ROWS}), {f"xl/extra{n}.xml": b"<x/>" for n in range(200)})


def _with_entities(part: str) -> bytes:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    return changed_zip(xlsx({"端末": ROWS}), lambda name, data: laughs + data.split(b"?>", 1)[-1] if name == part else data)


def _utf16_entities() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    return changed_zip(xlsx({"端末": ROWS}), {"docProps/custom.xml": text.encode("utf-16")})


def _encrypted_zip() -> bytes:
    data = bytearray(xlsx({"端末": ROWS}))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flag] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "password, new format": (lambda: ole({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"}), "パスワード"),
    "password, old format": (lambda: xls(ROWS).replace(struct.pack("<HHH", 0x42, 2, 1200), struct.pack("<HHH", 0x2F, 2, 0)), "パスワード"),
    "password, zip": (_encrypted_zip, "パスワード"),
    "password, ods": (lambda: changed_zip(ods(ROWS), {"META-INF/manifest.xml": b"<m><encryption-data/></m>"}), "パスワード"),
    "cut in the middle": (lambda: xlsx({"端末": ROWS})[:3000], "切れて"),
    "cut at the end": (lambda: xlsx({"端末": ROWS})[:-30], "切れて"),
    "old format cut": (lambda: xls(ROWS)[:1500], "切れて"),
    "sheet part cut": (lambda: changed_zip(xlsx({"端末": ROWS}), lambda n, d: d[: len(d) // 2] if "sheet1" in n else d), "壊れて"),
    "sheet list missing": (lambda: changed_zip(xlsx({"端末": ROWS}), {"xl/_rels/workbook.xml.rels": None}), "壊れて"),
    "zip bomb": (_bomb, "膨らむ"),
    "zip bomb that lies": (_lying_bomb, "膨らむ"),
    "too many parts": (_many_parts, "個"),
    "entities in a sheet": (lambda: _with_entities("xl/worksheets/sheet1.xml"), "DOCTYPE"),
    "entities in the styles": (lambda: _with_entities("xl/styles.xml"), "DOCTYPE"),
    "entities in a part that nobody reads": (lambda: _with_entities("docProps/core.xml"), "DOCTYPE"),
    "entities in UTF-16": (_utf16_entities, "DOCTYPE"),
    "old format that claims a huge sheet": (lambda: xls(ROWS, dimensions=(4_000_000_000, 60_000)), "広すぎ|遠い"),
    # Found by trying mangled files: each of these ended the process, or escaped as another exception.
    "old format whose sheet ends before it begins": (lambda: xls(ROWS).replace(
        struct.pack("<IIHHH", 0, 4, 0, 3, 0), struct.pack("<IIHHH", 0xFF000000, 4, 0, 3, 0)), "壊れて"),
    "zip part without a name": (lambda: xlsx({"端末": ROWS}).replace(b"[Content_Types].xml", b"\0Content_Types].xml"), "切れて"),
    "ods that repeats a row a million times": (lambda: ods(ROWS, extra=(
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1000" '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>')), "遠い"),
    "word document": (lambda: changed_zip(xlsx({"a": ROWS}), {"xl/workbook.xml": None, "word/document.xml": b"<x/>"}), "表計算ファイルではありません"),
    "compound file without workbook": (lambda: ole({"WordDocument": b"x"}), "表計算ファイルではありません"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_with_a_sentence(make: Callable[[], bytes], words: str) -> None:
    limits = Limits(unpacked_bytes=64_000_000, zip_entries=100)
    with pytest.raises(InputError, match=words) as refusal:
        open_workbook(evidence(make(), "資産一覧.xlsx", limits))
    assert "資産一覧.xlsx" in refusal.value.message.ja
    assert "資産一覧.xlsx" in refusal.value.message.en


def test_size_limit_counts_what_is_really_unpacked() -> None:
    with pytest.raises(InputError, match="MB"):
        open_workbook(evidence(xlsx({"端末": [["x" * 1000 + str(n)] for n in range(3000)]}), limits=Limits(unpacked_bytes=1_000_000)))


def test_a_value_at_the_far_corner_costs_its_sheet_only() -> None:
    def touch(book: Any) -> None:
        book["遠い"]["XFD1048576"] = 5

    book = open_workbook(evidence(xlsx({"端末": ROWS, "遠い": ROWS}, touch=touch)))
    assert [t.sheet for t in book.tables] == ["端末"]
    assert [(p.severity, p.code, p.where.cell) for p in book.problems] == [("error", "sheet_too_wide", "XFD1048576")]


def test_the_cells_own_place_counts_and_not_its_rows() -> None:
    """The fast reader goes by the cell's place, so a small row number must not hide a far cell."""
    def far(name: str, data: bytes) -> bytes:
        return data.replace(b'<c r="A1"', b'<c r="XFD1048570"') if name.endswith("sheet1.xml") else data

    book = open_workbook(evidence(changed_zip(xlsx({"端末": ROWS}), far)))
    assert [p.code for p in book.problems] == ["sheet_too_wide"]


def test_styled_empty_cells_do_not_make_a_sheet_wide() -> None:
    from openpyxl.styles import Font

    def touch(book: Any) -> None:
        book["端末"]["XFD1048576"].font = Font(bold=True)

    book = open_workbook(evidence(xlsx({"端末": ROWS}, touch=touch)))
    assert [(t.sheet, len(t.rows)) for t in book.tables] == [("端末", 4)]


def test_sectors_in_a_circle_are_refused() -> None:
    data = bytearray(xls(ROWS))
    struct.pack_into("<I", data, 512 + 4 * 4, 3)  # the fifth entry of the sector table points back
    with pytest.raises(InputError):
        open_workbook(evidence(bytes(data)))


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"x" * 100, b"hello", bytes(600), b"%PDF-1.7"])
def test_other_files_are_no_spreadsheets(data: bytes) -> None:
    assert not is_spreadsheet(evidence(data))


def test_a_cut_spreadsheet_is_still_known_for_one() -> None:
    assert is_spreadsheet(evidence(xlsx({"端末": ROWS})[:3000]))
    assert is_spreadsheet(evidence(xls(ROWS)[:1500]))


def mangled(data: bytes, cuts: list[tuple[int, int]], keep: float) -> bytes:
    """Bytes with some of them changed and the end cut off."""
    broken = bytearray(data)
    for place, value in cuts:
        broken[place % len(broken)] = value
    return bytes(broken[: max(1, int(len(broken) * keep))])


BYTES = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), max_size=12)
MADE = {name: make() for name, make in FORMATS.items()}


@settings(max_examples=60)
@given(st.sampled_from(sorted(MADE)), BYTES, st.sampled_from([1.0, 1.0, 0.99, 0.7, 0.3]))
def test_mangled_files_are_read_or_refused(name: str, cuts: list[tuple[int, int]], keep: float) -> None:
    file = evidence(mangled(MADE[name], cuts, keep))
    is_spreadsheet(file)
    with contextlib.suppress(InputError):
        open_workbook(file)


@settings(max_examples=40)
@given(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"]), BYTES)
def test_mangled_parts_are_read_or_refused(part: str, cuts: list[tuple[int, int]]) -> None:
    """Changes behind the zip's checksum reach the XML itself."""
    data = changed_zip(MADE["xlsx"], lambda name, content: mangled(content, cuts, 1.0) if name == part else content)
    with contextlib.suppress(InputError):
        open_workbook(evidence(data))


@settings(max_examples=40)
@given(BYTES)
def test_mangled_binary_sheets_are_read_or_refused(cuts: list[tuple[int, int]]) -> None:
    data = changed_zip(MADE["xlsb"], lambda name, content: mangled(content, cuts, 1.0) if name.endswith("sheet1.bin") else content)
    with contextlib.suppress(InputError):
        open_workbook(evidence(data))


def test_starting_up_needs_no_spreadsheet_library() -> None:
    code = "import sys, inmori.ingest.ledger_workbook; print([m for m in ('openpyxl', 'python_calamine', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_only_checked_parts_reach_the_fast_reader() -> None:
    """Pictures and macros are not even unpacked."""
    from inmori.ingest.office_package import open_package

    data = changed_zip(xlsx({"端末": ROWS}), {"xl/media/image1.png": b"x" * 10, "xl/vbaProject.bin": b"y" * 10})
    package = open_package(evidence(data))
    assert not {"xl/media/image1.png", "xl/vbaProject.bin"} & set(package.parts)
    assert zipfile.ZipFile(io.BytesIO(package.repacked())).testzip() is None


def test_the_same_bytes_give_the_same_tables() -> None:
    data = xlsx({"端末": ROWS})
    first = open_workbook(EvidenceFile(name="a", data=data))
    second = open_workbook(EvidenceFile(name="a", data=bytes(bytearray(data))))
    assert first == second
