"""Small spreadsheets made for the tests: xlsx by openpyxl, and xls, xlsb, ods and compound files byte by byte.

The old formats are written from their published layouts ([MS-CFB], [MS-XLS], [MS-XLSB], OpenDocument), so that the
readers are tried on files that no code of ours has read before.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from inmori.catalogue import Catalogue
from inmori.catalogue.zone_word import WordRule, WordRules
from inmori.ingest.evidence_file import EvidenceFile, Limits

Rows = Sequence[Sequence[Any]]
TODAY = date(2026, 11, 24)

ZONE_WORDS = {"clinical": ("電カル", "診療系"), "info": ("事務", "情報系"), "wifi": ("無線",), "dept": ("部門", "画像"), "oqs": ("資格確認",)}
DEVICE_WORDS = {
    "server": ("サーバ", "server"), "client": ("端末", "pc", "optiplex"), "printer": ("プリンタ", "複合機", "printer"),
    "modality": ("ct", "超音波診断装置"), "medical_device": ("輸液ポンプ",), "l2switch": ("l2スイッチ",), "tablet": ("ipad",),
    "firewall": ("fortigate",), "router": ("ルータ",),
}  # fmt: skip
SYSTEM_WORDS = {"ehr": ("電子カルテ",), "pacs": ("pacs",), "lis": ("検体検査",)}


def catalogue() -> Catalogue:
    """A catalogue with a few words and nothing else: what the readers rely on, whatever the real lists say."""
    words = {
        name: WordRules(vocabulary=name, rules=tuple(WordRule(kind=k, words=w) for k, w in table.items()))
        for name, table in (("zone", ZONE_WORDS), ("device", DEVICE_WORDS), ("system", SYSTEM_WORDS))
    }
    empty: dict[str, Any] = {name: {} for name in Catalogue.__dataclass_fields__ if name not in ("folder", "words")}
    return Catalogue(folder=None, words=words, **empty)  # type: ignore[arg-type]


def evidence(data: bytes | str, name: str = "試験.xlsx", limits: Limits | None = None) -> EvidenceFile:
    """A file in memory."""
    return EvidenceFile(name=name, data=data.encode() if isinstance(data, str) else data, limits=limits or Limits())


def xlsx(
    sheets: Mapping[str, Rows],
    *,
    merges: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    touch: Callable[[Any], None] | None = None,
) -> bytes:
    """A workbook; ``touch`` may change the openpyxl workbook (fonts, fills) before it is saved."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
        for merge in (merges or {}).get(name, ()):
            sheet.merge_cells(merge)
        if name in hidden:
            sheet.sheet_state = "hidden"
    if touch:
        touch(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed_zip(data: bytes, change: Mapping[str, bytes | None] | Callable[[str, bytes], bytes]) -> bytes:
    """A zip with some parts replaced or added (``None`` removes), or each part put through a function."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content: bytes | None = old.read(name)
            if callable(change):
                content = change(name, old.read(name))
            elif name in change:
                content = change[name]
            if content is not None:
                new.writestr(name, content)
        for name, added in ({} if callable(change) else change).items():
            if name not in old.namelist() and added is not None:
                new.writestr(name, added)
    return buffer.getvalue()


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (version 3, sectors of 512 bytes); every stream is padded past the limit for short ones."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    table: list[int] = [0xFFFFFFFD, end]  # sector 0 holds this table, sector 1 the directory
    body = b""
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    for index, (name, data) in enumerate(padded.items(), start=1):
        start = len(table)
        count = -(-len(data) // sector)
        table += [*range(start + 1, start + count), end]
        body += data.ljust(count * sector, b"\0")
        entries.append(_entry(name, 2, start, len(data), right=index + 1 if index < len(padded) else free))
    assert len(table) <= 128
    assert len(entries) <= 4
    fat = struct.pack("<128I", *table, *[free] * (128 - len(table)))
    directory = b"".join(entries).ljust(sector, b"\0")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return header + fat + directory + body


def _entry(name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return (
        raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + struct.pack("<III", 0xFFFFFFFF, right, child)
        + bytes(36) + struct.pack("<IQ", start, size)
    )  # fmt: skip


def xls(rows: Rows, *, name: str = "端末", hidden: bool = False, dimensions: tuple[int, int] | None = None) -> bytes:
    """An xls workbook (BIFF8) with one sheet of texts and numbers."""
    height, width = dimensions or (len(rows), max(map(len, rows)))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, height, 0, width, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str) and value:
                sheet += _record(0x204, struct.pack("<HHH", r, c, 0) + _text(value, "<H"))
            elif isinstance(value, int | float):
                sheet += _record(0x203, struct.pack("<HHHd", r, c, 0, value))
    sheet += _record(0x0A, b"")
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0)) + _record(0x42, struct.pack("<H", 1200))
    bound = _text(name, "<B")
    place = len(start) + 4 + 6 + len(bound) + 4
    globals_ = start + _record(0x85, struct.pack("<IBB", place, int(hidden), 0) + bound) + _record(0x0A, b"")
    return ole({"Workbook": globals_ + sheet})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def xlsb(rows: Rows, *, name: str = "端末", last_row: int | None = None) -> bytes:
    """An xlsb workbook with one sheet of texts; ``last_row`` puts one more text far below."""

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def record(kind: int, body: bytes = b"") -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return number + _varint(len(body)) + body

    cells = b""
    placed = [*enumerate(rows), *([(last_row, ["遠い"])] if last_row else [])]
    for r, row in placed:
        cells += record(0, struct.pack("<IIHHB", r, 0, 300, 0, 0) + struct.pack("<III", 1, 0, len(row) - 1))
        for c, value in enumerate(row):
            cells += record(6, struct.pack("<II", c, 0) + wide(str(value))) if value != "" else b""
    sheet = record(129) + record(148, struct.pack("<IIII", 0, len(rows), 0, 20)) + record(145) + cells + record(146) + record(130)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(name)) + record(144) + record(132)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{}" Target="{}"/></Relationships>'
    return _zip({
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": rels.format(relation + "/officeDocument", "xl/workbook.bin").encode(),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": rels.format(relation + "/worksheet", "worksheets/sheet1.bin").encode(),
        "xl/worksheets/sheet1.bin": sheet,
    })  # fmt: skip


def _varint(value: int) -> bytes:
    parts = []
    while True:
        value, low = value >> 7, value & 0x7F
        parts.append(low | (0x80 if value else 0))
        if not value:
            return bytes(parts)


def ods(rows: Rows, *, name: str = "端末", extra: str = "") -> bytes:
    """An ods workbook with one sheet of texts; ``extra`` is put behind its rows."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' if value != "" else "<table:table-cell/>"
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{spaces}office:1.0" '
        f'xmlns:table="{spaces}table:1.0" xmlns:text="{spaces}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{body}{extra}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = f'<manifest:manifest xmlns:manifest="{spaces}manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    return _zip({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": manifest.encode(),
    })  # fmt: skip


def _zip(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()
