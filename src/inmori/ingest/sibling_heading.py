"""Gives a list without a heading that of another list of the folder, when both have the same columns.

An export wizard asks each time whether to write the names of the fields, and once the box was not ticked. The columns are
held to be the same only when there are as many and each holds the same sort of thing; a person is told, and can correct it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from inmori.era import EraBorderError
from inmori.ingest.cell_value import date_of, text_of
from inmori.ingest.column_correction import ColumnCorrections
from inmori.ingest.folder_lists import KnownList
from inmori.ingest.header_choice import choose_header
from inmori.ingest.header_word import DEVICE, DROPPED
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.table import CellValue, Table
from inmori.ingest.table_header import Header

_LOOK_AT = 200  # rows
_CLEAR = 0.6  # of the filled cells of a column are of one sort
_SAME = 0.8  # of the columns that are clear in both lists hold the same sort
_LEAST = 3  # columns that must be clear in both
_OS = re.compile(r"win(?:dows)?\s?(?:\d|xp|sv)|windows|linux|rhel|centos|ubuntu|mac ?os|ios", re.IGNORECASE)


def contents_of(rows: Sequence[Sequence[CellValue]]) -> tuple[str, ...]:
    """Return what sort of thing each column holds: address, mac, date, number, os, code, words; "" where unclear."""
    rows = rows[:_LOOK_AT]
    found = []
    for index in range(max(map(len, rows), default=0)):
        counts = Counter(sort for row in rows if index < len(row) and (sort := _sort_of(row[index])))
        sort, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        found.append(sort if counts and times >= _CLEAR * counts.total() else "")
    return tuple(found)


def heading_of_sibling(table: Table, known: Sequence[KnownList], corrections: ColumnCorrections) -> tuple[Header, KnownList] | None:
    """Return the heading for a list that has none, its columns marked as guessed, and the list it is taken from."""
    if not table.rows:
        return None
    contents = contents_of(table.rows)
    fitting: dict[tuple[str, ...], list[KnownList]] = {}
    for one in known:
        if one.file != table.file and _alike(contents, one.contents) and _alike(contents_of(table.rows[:1]), one.contents, least=2):
            fitting.setdefault(one.heading, []).append(one)
    if not fitting:
        return None
    most = max(map(len, fitting.values()))
    best = [lists for lists in fitting.values() if len(lists) == most]
    if len(best) > 1:
        return None  # two headings fit equally well
    model = best[0][0]
    header = choose_header(replace(table, rows=[list(model.heading), *table.rows]), corrections, (DEVICE,), within=1).header
    if header is None:
        return None
    columns = tuple(replace(column, guessed=column.field not in ("", DROPPED)) for column in header.columns)
    return replace(header, rows=(), columns=columns), model


def _alike(one: Sequence[str], other: Sequence[str], *, least: int = _LEAST) -> bool:
    if len(one) != len(other):
        return False
    both = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
    telling = any(a == b and a in ("address", "mac") for a, b in both)
    return telling and len(both) >= least and sum(a == b for a, b in both) >= _SAME * len(both)


def _sort_of(value: CellValue) -> str:
    if isinstance(value, bool):
        return "mark"
    if isinstance(value, int | float):
        return "number"
    text = text_of(value).strip()
    if not text:
        return ""
    if addresses_of(text).values:
        return "address"
    if macs_of(text).values:
        return "mac"
    if re.fullmatch(r"\d{1,6}", text, re.ASCII):
        return "number"
    if _OS.search(text):
        return "os"
    if re.search(r"\d", text) and _is_date(text):
        return "date"
    return "code" if text.isascii() and re.search(r"\d", text) else "words"


def _is_date(text: str) -> bool:
    try:
        return date_of(text) is not None
    except EraBorderError:
        return True
