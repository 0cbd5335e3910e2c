"""What the fast workbook reader does not say about an xlsx, xlsb or ods sheet: how far its cells reach, and their looks.

The reach is needed before reading, because one value in the last cell of a sheet makes the fast reader reserve
memory for 17 thousand million cells and brings the process down. The looks (struck through, filled, padded with
zeros) are needed because a struck-through row is how many ledgers say "scrapped".
"""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from inmori.ingest.sheet_glance import cells_with_style, is_plain
from inmori.ingest.struck_part import cells_left, shared_texts
from inmori.ingest.table import Position
from inmori.ingest.xml_events import column_of, parse

_ZEROS = re.compile(r"0+")


@dataclass(frozen=True)
class Look:
    """The looks of one cell format."""

    struck: bool = False
    fill: str | None = None
    digits: int = 0  # of a number format that is only zeros


@dataclass
class SheetScan:
    """How far the filled cells of a sheet reach (``rows`` x ``columns``), and the cells with a look.

    Of a sheet that a glance showed to be small enough the reach stays 0.
    """

    rows: int = 0
    columns: int = 0
    struck: set[Position] = field(default_factory=set)
    left: dict[Position, str] = field(default_factory=dict)  # of texts that are struck through in part
    fills: dict[Position, str] = field(default_factory=dict)
    padded: dict[Position, int] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Take note of a filled cell (counted from 0)."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)


@dataclass(frozen=True)
class PackageScan:
    """Scans by sheet name, and whether the workbook counts its dates from 1904."""

    sheets: Mapping[str, SheetScan]
    starts_1904: bool = False
    comments: bool = False


def scan_xlsx(parts: Mapping[str, bytes]) -> PackageScan:
    """Scan all sheets of the checked parts of an xlsx file.

    Raises:
        ValueError: a part that is needed is missing or not well-formed.
    """
    workbook = _tree(parts, "xl/workbook.xml")
    looks = _looks(parts)
    shared = shared_texts(parts)
    rows_of = {
        name: _scan_sheet(parts[path], looks, shared)
        for name, path in _sheet_paths(parts, workbook, "xl/_rels/workbook.xml.rels").items()
        if path in parts
    }
    flags = [e.get("date1904", "0") for e in workbook.iter() if _local(e.tag) == "workbookPr"]
    comments = any(re.search(r"(^|/)(threadedComments/|comments)", name) for name in parts)
    return PackageScan(sheets=rows_of, starts_1904=flags[:1] in (["1"], ["true"]), comments=comments)


def scan_xlsb(parts: Mapping[str, bytes]) -> PackageScan:
    """Scan the reach of all sheet parts of an xlsb file; the sheets are keyed by part name.

    Raises:
        ValueError: a part is cut off.
    """
    sheets = {name: _scan_binary(data) for name, data in parts.items() if "/worksheets/" in name.lower()
              and name.lower().endswith(".bin")}  # fmt: skip
    return PackageScan(sheets=sheets)


def scan_ods(parts: Mapping[str, bytes]) -> PackageScan:
    """Scan the reach of all sheets of an ods file, where one cell may stand for a million by a repeat count.

    Raises:
        ValueError: ``content.xml`` is missing or not well-formed.
    """
    scan = _OdsScan()
    if "content.xml" not in parts:
        raise ValueError("content.xml is missing")
    parse(parts["content.xml"], scan.start, scan.end)
    return PackageScan(sheets=scan.sheets)


_CELL, _VALUE, _ROW = 1, 2, 3
_TAGS = {"c": _CELL, "v": _VALUE, "is": _VALUE, "row": _ROW}


def _scan_sheet(data: bytes, looks: list[Look | None], shared: Mapping[int, str]) -> SheetScan:
    styles = {str(number): look for number, look in enumerate(looks) if look is not None}
    if is_plain(data):
        scan = SheetScan()
        for (row, column), look in cells_with_style(data, styles):
            _note_look(scan, look, row, column)
    else:
        scan = _scan_thoroughly(data, styles)
    for place, left in cells_left(data, shared).items():
        if left.strip():
            scan.left[place] = left
        else:
            scan.struck.add(place)
    return scan


def _scan_thoroughly(data: bytes, styles: Mapping[str, Look]) -> SheetScan:
    # This runs once per element of a sheet, so it is written for speed: one dictionary look-up by tag.
    scan = SheetScan()
    numbers: dict[str, int] = {}  # column letters seen
    tags: dict[str, int] = {}  # tags seen, with their prefix
    row, column, last_row, last_column = -1, -1, -1, -1
    row_digits = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, row_digits, column, last_row, last_column
        if (kind := tags.get(tag)) is None:
            kind = tags[tag] = _TAGS.get(tag.rpartition(":")[2], 0)
        if kind == _CELL:
            if (where := attributes.get("r")) is None:
                column += 1
            else:
                letters = where.rstrip("0123456789")
                if letters not in numbers:
                    numbers[letters] = column_of(letters)
                column = numbers[letters]
                if (digits := where[len(letters) :]) != row_digits:  # the cell's own word counts, not its row's
                    row, row_digits = int(digits) - 1, digits
            if styles and (look := styles.get(attributes.get("s", ""))):
                _note_look(scan, look, row, column)
        elif kind == _VALUE:
            if row > last_row:
                last_row = row
            if column > last_column:
                last_column = column
        elif kind == _ROW:
            row = int(attributes["r"]) - 1 if "r" in attributes else row + 1
            row_digits = str(row + 1)
            column = -1

    parse(data, start)
    if last_row >= 0:
        scan.reach(last_row, last_column)
    return scan


def _note_look(scan: SheetScan, look: Look, row: int, column: int) -> None:
    if look.struck:
        scan.struck.add((row, column))
    if look.fill:
        scan.fills[row, column] = look.fill
    if look.digits:
        scan.padded[row, column] = look.digits


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _tree(parts: Mapping[str, bytes], name: str) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if name not in parts:
        raise ValueError(f"{name} is missing")
    try:
        root: Element = fromstring(parts[name], forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(str(error)) from error
    return root


def _sheet_paths(parts: Mapping[str, bytes], workbook: Element, relations: str) -> dict[str, str]:
    targets = {e.get("Id"): e.get("Target", "") for e in _tree(parts, relations).iter()}
    paths = {}
    for element in workbook.iter():
        if _local(element.tag) != "sheet":
            continue
        ids = [value for key, value in element.attrib.items() if _local(key) == "id"]
        target = targets.get(ids[0], "") if ids else ""
        paths[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return paths


def _looks(parts: Mapping[str, bytes]) -> list[Look | None]:
    """Return the look of each cell format by its number; ``None`` for a plain one."""
    if "xl/styles.xml" not in parts:
        return []
    root = _tree(parts, "xl/styles.xml")
    tables = {_local(child.tag): list(child) for child in root}
    struck = [_is_struck(font) for font in tables.get("fonts", [])]
    fills = [_fill_colour(fill) for fill in tables.get("fills", [])]
    digits = {
        element.get("numFmtId", ""): len(element.get("formatCode", ""))
        for element in tables.get("numFmts", [])
        if _ZEROS.fullmatch(element.get("formatCode", "")) and len(element.get("formatCode", "")) > 1
    }

    def look(form: Element) -> Look | None:
        font, fill = int(form.get("fontId", "0")), int(form.get("fillId", "0"))
        found = Look(
            struck=font < len(struck) and struck[font],
            fill=fills[fill] if fill < len(fills) else None,
            digits=digits.get(form.get("numFmtId", ""), 0),
        )
        return None if found == Look() else found

    return [look(form) for form in tables.get("cellXfs", [])]


def _is_struck(font: Element) -> bool:
    return any(_local(e.tag) in ("strike", "dstrike") and e.get("val", "1") not in ("0", "false") for e in font)


def _fill_colour(fill: Element) -> str | None:
    for pattern in fill:
        if _local(pattern.tag) != "patternFill" or pattern.get("patternType", "none") in ("none",):
            continue
        for colour in pattern:
            if _local(colour.tag) == "fgColor":
                return ",".join(f"{key}={value}" for key, value in sorted(colour.attrib.items()))
    return None


def is_grey(fill: str) -> bool:
    """Whether a fill is a grey: an even rgb value, white darkened, or one of the greys of the old palette."""
    values = dict(part.partition("=")[::2] for part in fill.split(","))
    rgb = values.get("rgb", "")[-6:]
    if len(rgb) == 6:
        channels = [rgb[i : i + 2] for i in (0, 2, 4)]
        return len(set(channels)) == 1 and "50" <= channels[0].upper() <= "EF"
    if values.get("theme") in ("0", "2"):
        return values.get("tint", "0").startswith("-")
    return values.get("indexed") in ("22", "23", "55", "63")


# Record numbers of the binary sheet format: BrtRowHdr, and the cells BrtCellBlank (1) to BrtFmlaError (11).
_ROW_RECORD, _FIRST_CELL_RECORD, _LAST_CELL_RECORD = 0, 2, 11


def _scan_binary(data: bytes) -> SheetScan:
    scan, position, row = SheetScan(), 0, 0
    while position < len(data):
        record, position = _varint(data, position, 2)
        size, position = _varint(data, position, 4)
        body = data[position : position + min(size, 4)]
        if len(body) == 4:
            if record == _ROW_RECORD:
                row = struct.unpack("<I", body)[0]
            elif _FIRST_CELL_RECORD <= record <= _LAST_CELL_RECORD:
                scan.reach(row, struct.unpack("<I", body)[0])
        position += size
    return scan


def _varint(data: bytes, position: int, most: int) -> tuple[int, int]:
    value = 0
    for index in range(most):
        if position >= len(data):
            raise ValueError("sheet part is cut off")
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return value, position


class _OdsScan:
    """Counts repeated rows and cells up to the last filled one."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetScan] = {}
        self._scan = SheetScan()
        self._row = self._column = self._repeat_rows = self._repeat_cells = 0
        self._filled_to = -1
        self._in_cell = False

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        name = tag.rpartition(":")[2]
        if name == "table":
            self._scan = SheetScan()
            self.sheets[_attribute(attributes, "name") or f"#{len(self.sheets)}"] = self._scan
            self._row = 0
        elif name == "table-row":
            self._repeat_rows = int(_attribute(attributes, "number-rows-repeated") or "1")
            self._column, self._filled_to = 0, -1
        elif name in ("table-cell", "covered-table-cell"):
            self._repeat_cells = int(_attribute(attributes, "number-columns-repeated") or "1")
            self._in_cell = True
            if _attribute(attributes, "value-type"):
                self._filled_to = self._column + self._repeat_cells - 1
        elif self._in_cell and name == "p":
            self._filled_to = self._column + self._repeat_cells - 1

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("table-cell", "covered-table-cell"):
            self._column += self._repeat_cells
            self._in_cell = False
        elif name == "table-row":
            if self._filled_to >= 0:
                self._scan.reach(self._row + self._repeat_rows - 1, self._filled_to)
            self._row += self._repeat_rows


def _attribute(attributes: dict[str, Any], name: str) -> str | None:
    return next((str(value) for key, value in attributes.items() if key.rpartition(":")[2] == name), None)
