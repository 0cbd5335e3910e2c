"""Texts of which only a part is struck through: what is left counts, and that is said."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.ingest import ledger_workbook
from inmori.ingest.struck_part import cells_left, shared_texts
from inmori.ingest.workbook import open_workbook
from tests.ingest.made_office import TODAY, catalogue, changed_zip, evidence, xlsx


def rich(*runs: tuple[str, bool]) -> Any:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    return CellRichText(*[TextBlock(InlineFont(strike=True), text) if struck else text for text, struck in runs])


ROWS = [["管理番号", "PC名", "IPアドレス", "備考"], ["M-1", "PC-1", "x", ""], ["M-2", "x", "10.0.0.2", ""], ["M-3", "PC-3", "x", "x"]]


def touch(book: Any) -> None:
    sheet = book["s"]
    sheet["C2"] = rich(("10.0.0.9\n", True), ("10.0.0.1", False))
    sheet["B3"] = rich(("PC-9", True), ("→", False), ("PC-2", False))
    sheet["C4"] = rich(("10.0.0.8", True))
    sheet["D4"] = rich(("廃棄", True), ("スタンドアロン", False))


def test_what_is_left_counts() -> None:
    reading = ledger_workbook.read(evidence(xlsx({"s": ROWS}, touch=touch)), catalogue(), today=TODAY)
    one, two, three = reading.sightings
    assert one.addresses == ("10.0.0.1",)
    assert two.hostnames == ("→PC-2",)
    assert three.addresses == ()  # all of it is struck through
    assert (three.retired, three.notes) == (None, ("スタンドアロン",))
    noted = [(p.code, p.where.cell) for p in reading.problems]
    assert noted == [("struck_part", "C2"), ("struck_part", "B3"), ("struck_cell", "C4"), ("struck_part", "D4")]


SHARED = """<sst xmlns="http://x"><si><t>そのまま</t></si>
<si><r><rPr><strike/></rPr><t>10.0.0.9 </t></r><r><t>10.0.0.1</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh></si>
<si><r><rPr><strike val="0"/></rPr><t>消していない</t></r></si>
<si><r><rPr><strike/></rPr><t> </t></r><r><t>空白だけ</t></r></si>
<si><x:r xmlns:x="http://y"><x:rPr><x:strike val="1"/></x:rPr><x:t>旧</x:t></x:r></si></sst>""".encode()


def test_runs_of_shared_texts() -> None:
    assert shared_texts({"xl/sharedStrings.xml": SHARED}) == {1: "10.0.0.1", 4: ""}
    assert shared_texts({"xl/SharedStrings.xml": SHARED}) == {1: "10.0.0.1", 4: ""}
    assert shared_texts({"xl/sharedStrings.xml": b"<sst><si><t>x</t></si></sst>"}) == {}
    assert shared_texts({}) == {}


def test_cells_by_number_and_of_their_own() -> None:
    sheet = b"""<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>1</v></c><c t="s"><v>0</v></c><c><v>1</v></c>
    <c t="inlineStr"><is><r><rPr><strike/></rPr><t>a</t></r><r><t>b</t></r></is></c></row><row><c t="s"><v>4</v></c></row></sheetData></worksheet>"""
    assert cells_left(sheet, {1: "left", 4: ""}) == {(1, 1): "left", (1, 4): "b", (2, 0): ""}


def test_shared_texts_as_excel_writes_them() -> None:
    def share(name: str, data: bytes) -> bytes:
        return data.replace(b'<c r="C2" t="inlineStr"><is><t>x</t></is></c>', b'<c r="C2" t="s"><v>1</v></c>') if name.endswith("sheet1.xml") else data

    rels = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    data = changed_zip(xlsx({"s": ROWS}), share)
    data = changed_zip(data, lambda name, part: part.replace(b"</Relationships>", rels) if name.endswith("workbook.xml.rels") else part)
    data = changed_zip(data, {"xl/sharedStrings.xml": SHARED.replace(b"http://x", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main")})
    table = open_workbook(evidence(data)).tables[0]
    assert table.rows[1][2] == "10.0.0.1"
    assert table.partly_struck == {(1, 2)}


@pytest.mark.parametrize("data", [b"<sst><strike", b"strike", b"<sst><si></sst>strike"])
def test_a_broken_part_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        shared_texts({"xl/sharedStrings.xml": data})
