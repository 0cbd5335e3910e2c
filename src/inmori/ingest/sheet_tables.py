"""All tables of a workbook or a text list with their headings, and the reading of them, whatever they turn out to hold.

One workbook often holds the ledger, the contracts and the remote connections side by side, so the three readers share
this: each decides by the headings whether a file is its own, and all tables are read either way.
"""

import gc
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.asset_tool import tool_of
from inmori.ingest.cell_value import forget_texts, text_of
from inmori.ingest.code_list import codes_of, decoded, joined
from inmori.ingest.column_field import FIELD_NAMES
from inmori.ingest.contract_sheet import ContractSheets, read_contract_sheet
from inmori.ingest.delimited import looks_delimited, read_list
from inmori.ingest.device_form import read_form
from inmori.ingest.device_table import read_devices
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.header_choice import choose_header
from inmori.ingest.header_word import CONTRACT, DEVICE, REMOTE_ACCESS
from inmori.ingest.intake import ColumnMapping, Problem
from inmori.ingest.kind_words import KindWords
from inmori.ingest.note_meaning import says_retired, stated_day
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.sibling_heading import heading_of_sibling
from inmori.ingest.table import Table, problem
from inmori.ingest.table_header import Header
from inmori.ingest.web_table import is_web_table, web_tables
from inmori.ingest.workbook import is_spreadsheet, open_workbook
from inmori.model import Evidence, Source, SourceKind
from inmori.text import Text

VOCABULARIES = (DEVICE, CONTRACT, REMOTE_ACCESS)
# What only a tool that collects by itself knows; two of them make a list an export and not a ledger.
_TIME_OF_DAY = re.compile(r"\d\d?:\d\d")
_TOOL_LOOKS = {
    "last_seen": _TIME_OF_DAY,
    "last_patched": _TIME_OF_DAY,
    "antivirus_updated": _TIME_OF_DAY,
    "agent": re.compile(r"\d+\.\d+|[0-9a-fA-F]{16}"),
    "os_build": re.compile(r"\d+\.\d+\.\d{4,6}|^\d{5}\.\d+"),
}
_TOOL_FIELDS = frozenset({"agent", "os_build", "antivirus_updated", "last_patched", "last_seen"})


@dataclass(frozen=True)
class SheetTables:
    """All tables of a workbook or text list with their headings (``None`` where no vocabulary fits).

    ``unread`` are the tables that are no list by their words, as a person may correct them.
    """

    tables: tuple[tuple[Table, Header | None], ...]
    problems: tuple[Problem, ...]
    unread: tuple[ColumnMapping, ...] = ()

    def count(self, vocabulary: str) -> int:
        """Return how many tables are of a kind."""
        return sum(1 for _, header in self.tables if header is not None and header.vocabulary.name == vocabulary)


def is_list_file(file: EvidenceFile) -> bool:
    """Whether the bytes are a spreadsheet, a web page with a table, or a text with columns."""
    return is_spreadsheet(file) or is_web_table(file) or looks_delimited(file)


@lru_cache(maxsize=2)  # several readers look at each file before one of them reads it
def open_tables(file: EvidenceFile) -> SheetTables:
    """Open a workbook or a text list and find the heading of each table.

    Raises:
        InputError: it cannot be opened.
    """
    if is_spreadsheet(file):
        workbook = open_workbook(file)
        tables, problems = workbook.tables, workbook.problems
    elif is_web_table(file):
        tables, problems = web_tables(file), ()
    else:
        found = read_list(file)
        tables, problems = (found.table,), found.problems
    codes = joined((*map(codes_of, tables), file.folder.codes))
    choices = [choose_header(table, file.columns, VOCABULARIES, codes=codes) for table in tables]
    headers = [choice.header for choice in choices]
    if len(tables) == 1 and tables[0].sheet is None and headers[0] is None:
        found_beside = heading_of_sibling(tables[0], file.folder.lists, file.columns)
        if found_beside is not None:
            headers = [decoded(tables[0], found_beside[0], codes)]
            problems = (*problems, _heading_of_another(tables[0], found_beside[1].file))
            choices = []
    return SheetTables(
        tables=tuple(zip(tables, headers, strict=True)),
        problems=(*problems, *(one for choice in choices for one in choice.problems)),
        unread=tuple(choice.unread for choice in choices if choice.unread is not None),
    )


def _heading_of_another(table: Table, other: str) -> Problem:
    return problem(
        "warning",
        "heading_of_another",
        table.source(SourceKind.EXPORT, 0),
        Text(
            ja=f"{table.file} には見出しの行がありません。列の数と中身が {other} と同じです。",
            en=f"{table.file} has no heading; its columns are as many as those of {other} and hold the same.",
        ),
        done=Text(
            ja=f"{other} の見出しを当てはめて読みました。違う場合は columns.toml で訂正するか、見出しを付けて出力し直してください。",
            en=f"It was read with the heading of {other}. If that is wrong, correct it in columns.toml or export it with headings.",
        ),
    )


def unread_lists(file: EvidenceFile) -> tuple[ColumnMapping, ...]:
    """Return the tables of a file that nobody reads, as a person may correct them."""
    if not is_list_file(file):
        return ()
    try:
        return open_tables(file).unread
    except InputError:
        return ()


def is_tool_export(sheets: SheetTables) -> bool:
    """Whether the lists of machines were written by a tool that collects by itself, and not by hand.

    One such column is proof enough where its cells are as only a tool writes them: a time of day, the version of its
    agent, a build to the last number. People write down a day, a ○, 22H2.
    """
    lists = [(table, header) for table, header in sheets.tables if header and header.vocabulary is DEVICE]
    return bool(lists) and all(
        len(header.fields & _TOOL_FIELDS) >= 2 or _as_a_tool_writes(table, header) or tool_of(table, header)
        for table, header in lists
    )


def _as_a_tool_writes(table: Table, header: Header) -> bool:
    rows = table.rows[header.first_row : header.first_row + 50]
    for column in header.columns:
        look = _TOOL_LOOKS.get(column.field)
        if look is None:
            continue
        texts = [text_of(row[column.index]) for row in rows if column.index < len(row) and row[column.index] != ""]
        if 2 * sum(bool(look.search(text)) for text in texts) > len(texts) > 0:
            return True
    return False


def read_tables(
    file: EvidenceFile,
    sheets: SheetTables,
    catalogue: Catalogue,
    *,
    today: date,
    kind: SourceKind,
    format_id: str,
) -> Reading:
    """Read all tables of machines, contracts and remote connections.

    Raises:
        InputError: there is none.
    """
    sightings: list[Sighting] = []
    problems = list(sheets.problems)
    mappings: list[ColumnMapping] = []
    contracts = ContractSheets()
    words = KindWords(catalogue)
    fills = _retired_fills(sheets)
    cover_day = _day_on_cover(sheets)
    with _in_one_go():
        for table, header in sheets.tables:
            if header is None:
                problems += _skipped(table, kind)
            elif header.form:
                card = read_form(table, kind=kind, words=words, today=today, as_of=cover_day)
                sightings += card.sightings
                problems += card.problems
                mappings.append(header.mapping(table))
            elif header.vocabulary is DEVICE:
                found = read_devices(
                    table, header, kind=kind, words=words, today=today, as_of=cover_day, retired_fills=fills,
                    corrections=file.columns,
                )  # fmt: skip
                sightings += found.sightings
                problems += found.problems
                mappings += found.mappings
            else:
                read_contract_sheet(table, header, contracts)
    if not any(header for _, header in sheets.tables):
        raise no_heading(file)
    problems += [_columns_guessed(mapping, kind) for mapping in mappings if mapping.guessed]
    problems += [_columns_guessed(mapping, kind) for mapping in contracts.mappings if mapping.guessed]
    records = len(sightings) + len(contracts.contracts) + len(contracts.remote_accesses)
    return Reading(
        evidence=Evidence(
            file=file.name, sha256=file.sha256, size=len(file.data), format=format_id, kind=kind, records=records
        ),
        sightings=tuple(sightings),
        contracts=tuple(contracts.contracts),
        remote_accesses=tuple(contracts.remote_accesses),
        problems=tuple(problems + contracts.problems),
        mappings=(*mappings, *contracts.mappings, *sheets.unread),
    )


@contextmanager
def _in_one_go() -> Iterator[None]:
    """Hold the collector of reference cycles while many small objects, none of them in a cycle, are made.

    Ten thousand rows make half a million objects; looking through them again and again doubles the time. Afterwards
    the cells that were remembered on the way are forgotten.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        forget_tables()
        if not gc.get_freeze_count():
            # Into the oldest generation unseen: else the collector would look through all that was just made at once.
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()


def forget_tables() -> None:
    """Empty the memory of tables opened and texts seen: there may be passwords among them."""
    open_tables.cache_clear()
    open_workbook.cache_clear()
    read_list.cache_clear()
    forget_texts()


def no_heading(file: EvidenceFile) -> InputError:
    """Return the sentence for a workbook in which no sheet has a known heading."""
    return InputError(
        Text(
            ja=f"{file.name} のどのシートにも、機器の一覧と分かる見出し(管理番号、ホスト名、IPアドレス、型番など)が"
            "見つかりません。1行目から15行目までに見出しの行を置いてください。",
            en=f"No sheet of {file.name} has a heading of machines (asset number, host name, IP address, model ...) "
            "within its first fifteen rows.",
        )
    )


def _skipped(table: Table, kind: SourceKind) -> list[Problem]:
    if not any(value != "" for row in table.rows for value in row):
        return []
    place = table.source(kind, 0)
    name = f"{table.file}「{table.sheet}」" if table.sheet else table.file
    return [
        problem(
            "note",
            "sheet_skipped",
            place.model_copy(update={"row": None}),
            Text(
                ja=f"{name} は機器や契約の一覧ではないと判断しました(表紙、集計、選択肢など)。",
                en=f"{name} was taken to be no list of machines or contracts (a cover, counts, choices).",
            ),
            done=Text(
                ja="このシートは使っていません。一覧のはずなら、見出しの言葉を確かめてください。",
                en="It was not used. If it is such a list, check the words of its heading.",
            ),
        )
    ]


def _columns_guessed(mapping: ColumnMapping, kind: SourceKind) -> Problem:
    place = Source(kind=kind, file=mapping.file, sheet=mapping.sheet or None, row=mapping.header_rows[-1] if mapping.header_rows else None)
    names = FIELD_NAMES[mapping.kind]
    columns = [(letter, heading, names[field]) for letter, heading, field in mapping.columns if letter in mapping.guessed]
    ja = "、".join(f"{letter}列「{heading}」={name.ja}" for letter, heading, name in columns)
    en = ", ".join(f"column {letter} '{heading}' = {name.en}" for letter, heading, name in columns)
    return problem(
        "note",
        "columns_guessed",
        place,
        Text(
            ja=f"{place.place()} の見出しの言葉が分からないため、中身から列の意味を推測しました({ja})。",
            en=f"The words of the heading in {place.place()} are not known; these columns were told by what they hold ({en}).",
        ),
        done=Text(
            ja="推測どおりに読みました。違う場合は columns.toml で訂正してください。",
            en="They were read so. If that is wrong, correct them in columns.toml.",
        ),
    )


def _retired_fills(sheets: SheetTables) -> frozenset[str]:
    """Return the fills that a legend explains as scrapped: a filled cell, and words of scrapping in it or beside it.

    A fill that also colours a tenth of some list means something else there too, and is not trusted.
    """
    found: set[str] = set()
    for table, header in sheets.tables:
        above = header.rows[0] if header and header.rows else (len(table.rows) if header is None else 0)
        for (row, column), fill in table.fills.items():
            if row >= above or row >= len(table.rows):
                continue
            beside = [text_of(v) for v in table.rows[row][column : column + 2]]
            if any(says_retired(text) and len(text) <= 30 for text in beside):
                found.add(fill)
    for table, header in sheets.tables:
        if header is not None and table.fills:
            counts = Counter(table.fill(row) for row in range(header.first_row, len(table.rows)))
            found -= {fill for fill, count in counts.items() if fill and count * 2 > len(table.rows)}
    return frozenset(found)


def _day_on_cover(sheets: SheetTables) -> date | None:
    """Return the day of the whole workbook, from a sheet that holds no list."""
    for table, header in sheets.tables:
        if header is None and table.visible:
            stated = stated_day([[text_of(v) for v in row] for row in table.rows[:40]])
            if stated is not None:
                return stated.first
    return None
