"""Exports of IT asset tools (SKYSEA, LANSCOPE, ISM, Systemwalker, JP1 and others), in their many shapes.

The columns differ by tool and by site, so they are found by their words; those of a list without any heading (JP1) by
what they hold. What a tool collected is more direct than a ledger: it was measured on the machine.
"""

import re
from dataclasses import replace
from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest import ad_computers
from inmori.ingest.asset_tool import tool_of
from inmori.ingest.column_field import FIELD_NAMES
from inmori.ingest.delimited import readable_part
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.header_choice import corrected_without_heading
from inmori.ingest.header_word import DEVICE, heading_key
from inmori.ingest.headless_list import columns_of
from inmori.ingest.intake import Problem
from inmori.ingest.reading import Reading
from inmori.ingest.sheet_tables import SheetTables, is_list_file, is_tool_export, open_tables, read_tables
from inmori.ingest.table import Table, problem
from inmori.ingest.table_header import Header
from inmori.ingest.workbook import is_spreadsheet
from inmori.model import Source, SourceKind
from inmori.text import Text

FORMAT = "asset_tool_csv"
KIND = SourceKind.EXPORT
NAME = Text(ja="IT資産管理ツールの出力", en="Export of an IT asset tool")


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
    return 0.6 if columns_of(tables.tables[0][0]) else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all machines of the export.

    Raises:
        InputError: in no known encoding, cut off, or no list of machines.
    """
    tables = open_tables(file)
    noted: list[Problem] = []
    tool = next((tool.name for table, header in tables.tables if header and (tool := tool_of(table, header))), "")
    if not tables.count("device") and not is_spreadsheet(file):
        table = tables.tables[0][0]
        headless = columns_of(table)
        if headless is not None:
            choice = corrected_without_heading(table, headless.header, file.columns)
            tables = SheetTables(((table, choice.header),), (*tables.problems, *choice.problems))
            noted.append(_columns_guessed(table, choice.header or headless.header, headless.tool))
            tool = headless.tool
    elif tool:
        noted.append(_tool_known(file.name, tool))
    reading = read_tables(file, tables, catalogue, today=today, kind=KIND, format_id=FORMAT)
    collected = bool(tool) or is_tool_export(tables)
    told = {"controls.asset_management": (True, Source(kind=KIND, file=file.name))} if collected else {}
    return replace(reading, problems=(*reading.problems, *noted), told=told)


def _head_speaks_of_machines(file: EvidenceFile) -> bool:
    """Whether the readable part of a text in no known encoding has a heading of machines, so that it is worth telling."""
    words = re.split(r"[\"',;\t\n]+", readable_part(file)[:4000])
    return len({DEVICE.exact[key] for word in words if (key := heading_key(word)) in DEVICE.exact}) >= 3


def _columns_guessed(table: Table, header: Header, tool: str) -> Problem:
    used = [(column.index + 1, column.field) for column in header.columns if column.field in FIELD_NAMES["device"]]
    ja = "、".join(f"{number}列目={FIELD_NAMES['device'][field].ja}" for number, field in used)
    en = ", ".join(f"column {number} = {FIELD_NAMES['device'][field].en}" for number, field in used)
    by = Text(ja=f"{tool} の並びと判断しました", en=f"taken for those of {tool}") if tool else Text(
        ja="中身から推測しました", en="found by what they hold"
    )
    return problem(
        "warning",
        "columns_guessed",
        table.source(KIND, 0),
        Text(
            ja=f"{table.file} には見出しの行がないため、列の意味を{by.ja}({ja})。",
            en=f"{table.file} has no heading; its columns were {by.en} ({en}).",
        ),
        done=Text(
            ja="これらの列だけを使いました。違う場合は columns.toml で訂正するか、見出しを付けて出力し直してください。",
            en="Only these columns were used. If they are wrong, correct them in columns.toml or export with headings.",
        ),
    )


def _tool_known(file: str, tool: str) -> Problem:
    return problem(
        "note",
        "asset_tool_known",
        Source(kind=KIND, file=file),
        Text(ja=f"{file} は {tool} が出力した一覧の形をしています。", en=f"{file} has the form of an export of {tool}."),
        done=Text(ja="このツールの書き方に合わせて読みました。", en="It was read the way this tool writes."),
    )
