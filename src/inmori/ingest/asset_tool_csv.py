"""Exports of IT asset tools (SKYSEA, LANSCOPE, ISM, Systemwalker, JP1 and others), in their many shapes.

The columns differ by tool and by site, so they are found by their words; those of a list without any heading (JP1) by
what they hold. What a tool collected is more direct than a ledger: it was measured on the machine.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest import ad_computers
from inmori.ingest.cell_value import text_of
from inmori.ingest.delimited import readable_part
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.header_word import DEVICE, heading_key
from inmori.ingest.intake import Problem
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.reading import Reading
from inmori.ingest.sheet_tables import SheetTables, is_list_file, is_tool_export, open_tables, read_tables
from inmori.ingest.table import CellValue, Table, problem
from inmori.ingest.table_header import Column, Header
from inmori.ingest.workbook import is_spreadsheet
from inmori.model import Source, SourceKind
from inmori.text import Text

FORMAT = "asset_tool_csv"
KIND = SourceKind.EXPORT
NAME = Text(ja="IT資産管理ツールの出力", en="Export of an IT asset tool")

_LOOK_AT = 200  # rows, for finding the columns of a list without heading
_SHARE = 0.6  # of the filled cells of a column must be of its kind
_OS = re.compile(r"windows|mac ?os|linux|ubuntu|centos|red ?hat|android|ipados|\bios\b", re.IGNORECASE)
_HOST = re.compile(r"^(?=.*[0-9_-])[A-Za-z][A-Za-z0-9_-]{2,23}$")


def recognise(file: EvidenceFile) -> float:
    """Return how surely this was exported by an asset tool, from 0 to 1."""
    if not is_list_file(file):
        return 0.0
    try:
        tables = open_tables(file)
    except InputError:
        return 0.6 if not is_spreadsheet(file) and _head_speaks_of_machines(file) else 0.0
    if ad_computers.recognise(file) >= 0.9:
        return 0.3  # a directory's export lists machines too, and has its own reader
    if tables.count("device"):
        return 0.95 if is_tool_export(tables) else 0.5
    if is_spreadsheet(file):
        return 0.0
    return 0.6 if _without_heading(tables.tables[0][0]) else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all machines of the export.

    Raises:
        InputError: in no known encoding, cut off, or no list of machines.
    """
    tables = open_tables(file)
    guessed: list[Problem] = []
    if not tables.count("device") and not is_spreadsheet(file):
        table = tables.tables[0][0]
        header = _without_heading(table)
        if header is not None:
            tables = SheetTables(((table, header),), tables.problems)
            guessed.append(_columns_guessed(table, header))
    reading = read_tables(file, tables, catalogue, today=today, kind=KIND, format_id=FORMAT)
    told = {"controls.asset_management": (True, Source(kind=KIND, file=file.name))} if is_tool_export(tables) else {}
    return replace(reading, problems=(*reading.problems, *guessed), told=told)


def _head_speaks_of_machines(file: EvidenceFile) -> bool:
    """Whether the readable part of a text in no known encoding has a heading of machines, so that it is worth telling."""
    words = re.split(r"[\"',;\t\n]+", readable_part(file)[:4000])
    return len({DEVICE.exact[key] for word in words if (key := heading_key(word)) in DEVICE.exact}) >= 3


def _without_heading(table: Table) -> Header | None:
    """Find the columns of a list without heading by what they hold; needs an address or MAC, and a name."""
    rows = table.rows[:_LOOK_AT]
    if len(rows) < 3:
        return None
    width = max(len(row) for row in rows)
    found: dict[str, int] = {}
    for field, test in _TESTS.items():
        best = max(range(width), key=lambda index: (_share(rows, index, test), -index))
        if best not in found.values() and _share(rows, best, test) >= _SHARE:
            found[field] = best
    anchors = [found[field] for field in ("address", "mac") if field in found]
    # In a list of machines nearly every line has its own address; in a log (of traffic, say) the same ones return.
    if not anchors or not all(_differ(rows, index) for index in anchors):
        return None
    anchor = min(anchors)
    names = [i for i in range(width) if i not in found.values() and _share(rows, i, _is_host) >= 0.9 and _differ(rows, i)]
    before = [index for index in names if index < anchor]
    if not names:
        return None
    # Where two columns name the machine (asset number, host name), the one next to the address is the host name.
    host = before[-1] if before else names[0]
    found["hostname"] = host
    if before[:-1]:
        found["asset_number"] = before[-2]
    columns = tuple(Column(index=index, heading="", field=field) for field, index in sorted(found.items(), key=_by_index))
    return Header(vocabulary=DEVICE, rows=(), columns=columns, score=float(len(columns)))


def _by_index(item: tuple[str, int]) -> int:
    return item[1]


def _share(rows: Sequence[Sequence[CellValue]], index: int, test: Callable[[str], bool]) -> float:
    filled = [text for row in rows if index < len(row) and (text := text_of(row[index]))]
    return sum(map(test, filled)) / len(filled) if len(filled) * 2 > len(rows) else 0.0


def _differ(rows: Sequence[Sequence[CellValue]], index: int) -> bool:
    texts = [text for row in rows if index < len(row) and (text := text_of(row[index]))]
    return len(set(texts)) >= 0.9 * len(texts)


def _is_host(text: str) -> bool:
    return bool(_HOST.match(text)) and not macs_of(text).values


_TESTS: dict[str, Callable[[str], bool]] = {
    "address": lambda text: bool(addresses_of(text).values),
    "mac": lambda text: bool(macs_of(text).values),
    "os": lambda text: bool(_OS.search(text)),
}
_FIELD_NAMES = {
    "address": "IPアドレス",
    "mac": "MACアドレス",
    "os": "OS",
    "hostname": "ホスト名",
    "asset_number": "管理番号",
}


def _columns_guessed(table: Table, header: Header) -> Problem:
    ja = "、".join(f"{column.index + 1}列目={_FIELD_NAMES[column.field]}" for column in header.columns)
    en = ", ".join(f"column {column.index + 1} = {column.field}" for column in header.columns)
    return problem(
        "warning",
        "columns_guessed",
        table.source(KIND, 0),
        Text(
            ja=f"{table.file} には見出しの行がないため、列の意味を中身から推測しました({ja})。",
            en=f"{table.file} has no heading; its columns were found by what they hold ({en}).",
        ),
        done=Text(
            ja="推測した列だけを使いました。見出しを付けて出力し直すと確実です。",
            en="Only these columns were used. An export with headings would be surer.",
        ),
    )
