"""Walks down a list of machines row by row: what is a machine, what is a total, a banner, a second heading, a footnote.

The rows of one heading share their state: what "same as above" means, which department a banner opened, and which
rows are one machine written over several lines (its number or name merged downwards).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inmori.era import EraBorderError
from inmori.ingest import row_problem
from inmori.ingest.address_pair import column_pairs
from inmori.ingest.cell_meaning import ColumnReader
from inmori.ingest.cell_place import CellPlaces
from inmori.ingest.cell_value import REFERS, date_of, is_ditto, line_of, says_unknown, text_of
from inmori.ingest.column_correction import ColumnCorrections
from inmori.ingest.device_row import DeviceRow
from inmori.ingest.header_choice import choose_header
from inmori.ingest.header_word import DEVICE, DROPPED
from inmori.ingest.intake import ColumnMapping, Problem
from inmori.ingest.kept_text import kept
from inmori.ingest.kind_words import KindWords
from inmori.ingest.note_meaning import is_total, says_retired, sheet_says_retired, stated_day
from inmori.ingest.reading import Sighting
from inmori.ingest.sheet_scan import is_grey
from inmori.ingest.table import CellValue, Table
from inmori.ingest.table_header import Header, is_heading_row, side_by_side
from inmori.model import Source, SourceKind

_IDENTITY = frozenset({"address", "mac", "hostname", "serial", "asset_number"})
# Columns whose downward merge says that several rows are one machine (two addresses of one server).
_ONE_MACHINE = frozenset({"index", "hostname", "serial", "asset_number"})
_PAGE_TITLE = re.compile(r"(?:一覧表?|台帳|リスト)\s*(?:\(?\d+\s*[/／]\s*\d+|$)|\d+\s*[/／]\s*\d+\s*(?:頁|ページ|枚|page)|(?:頁|ページ)\s*$", re.IGNORECASE)
_SAME_LEFT = "同左"
_SORTS = (
    frozenset({"department", "location"}), frozenset({"vendor", "maker"}), frozenset({"name", "model", "type", "purpose", "hostname"}), frozenset({"os", "os_version", "version"}),
    frozenset({"purchased", "support_until", "replacement_planned", "last_seen", "last_patched", "antivirus_updated"}), frozenset({"antivirus", "edr"}),
)  # fmt: skip
_BANNER_MARKS = tuple("【■●◆○◎▼▽□◇★☆〈《<[(")


@dataclass(frozen=True)
class DeviceList:
    """The machines of one table."""

    sightings: tuple[Sighting, ...]
    problems: tuple[Problem, ...]
    mappings: tuple[ColumnMapping, ...]


class _Walk:
    """State while walking down the rows under one heading."""

    def __init__(
        self,
        table: Table,
        header: Header,
        context: "_Context",
        *,
        as_of: date | None,
        sheet_retired: str | None,
        problems: list[Problem],
    ) -> None:
        self.table = table
        self.header = header
        self.kind = context.kind
        self.words = context.words
        self.today = context.today
        self.as_of = self.list_day = as_of
        self.sheet_retired = sheet_retired
        self.retired_fills = context.retired_fills
        self.corrections = context.corrections
        self.problems = problems
        self.previous: dict[int, CellValue] = {}
        self.places = CellPlaces(table, context.kind)
        self.columns = [c for c in header.columns if c.field and c.field != DROPPED]
        self.indexes = [c.index for c in self.columns]
        self.readers = [
            (c.index, ColumnReader(c, words=context.words, today=context.today, starts_1904=table.starts_1904,
                                   pairs=self._pairs(c.index) if c.field == "address" else None))
            for c in self.columns
            if c.field != "index"
        ]
        self.identities = [c.index for c in self.columns if c.field in _IDENTITY]
        self.has_department = header.column("department") is not None
        self.grey_rows = _grey_rows(table, header) - self._explained()
        self.last_seen = header.column("last_seen") if context.kind is SourceKind.EXPORT else None
        self.span = slice(header.columns[0].index, header.columns[-1].index + 1)
        self.banner = ""
        self.group = table.sheet or ""
        self.department = ""

    def _pairs(self, column: int) -> bool | None:
        rows = self.table.rows[self.header.first_row :]
        cells = (row[column] for row in rows if column < len(row))
        return column_pairs(cell for cell in cells if isinstance(cell, str))

    def _explained(self) -> frozenset[int]:
        rows = range(self.header.first_row, len(self.table.rows)) if self.retired_fills else ()
        return frozenset(row for row in rows if self.table.fill(row) in self.retired_fills)

    def place(self, row: int, column: int | None = None) -> Source:
        """Return the place of a row, or of one cell of it, for a problem."""
        return self.table.source(self.kind, row, column, as_of=self.as_of)

    def open_banner(self, text: str) -> None:
        """Take a line between the machines for the name of the group below it: a department, a kind, a building."""
        text = kept(text)
        if _PAGE_TITLE.search(text):
            return  # printed on each page: no group
        self.banner = text
        self.group = " / ".join(part for part in (self.table.sheet or "", text) if part)
        named = self.words.device(text) is not None or self.words.zone(text) is not None
        self.department = "" if named or self.has_department else text


@dataclass(frozen=True)
class _Context:
    """What is the same for all tables of a file."""

    kind: SourceKind
    words: KindWords
    today: date
    retired_fills: frozenset[str]
    corrections: ColumnCorrections


def read_devices(
    table: Table,
    header: Header,
    *,
    kind: SourceKind,
    words: KindWords,
    today: date,
    as_of: date | None = None,
    retired_fills: frozenset[str] = frozenset(),
    corrections: ColumnCorrections | None = None,
) -> DeviceList:
    """Read all machines of a table from its heading down, further headings below it included.

    ``as_of`` is the day of the list where the table itself states none; ``retired_fills`` are the fills that a
    legend somewhere in the workbook explains as "scrapped"; ``corrections`` hold for further headings below.
    """
    sightings: list[Sighting] = []
    problems: list[Problem] = []
    mappings: list[ColumnMapping] = []
    above = [[text_of(v) for v in table.rows[row]] for row in range(header.rows[0] if header.rows else 0)]
    stated = stated_day(above)
    retired = _sheet_retired(table)
    start: int | None = header.first_row
    current = header
    context = _Context(kind, words, today, retired_fills, corrections or ColumnCorrections())
    while start is not None:
        following: tuple[int, Header] | None = None
        for part in side_by_side(current):
            mappings.append(part.mapping(table))
            problems += _dropped_columns(table, part, kind)
            walk = _Walk(
                table, part, context, as_of=stated.first if stated else as_of, sheet_retired=retired, problems=problems
            )
            following = _walk(walk, start, sightings)
        start, current = (following[1].first_row, following[1]) if following else (None, current)
    return DeviceList(tuple(sightings), tuple(row_problem.squeezed(problems)), tuple(mappings))


def _sheet_retired(table: Table) -> str | None:
    if not table.visible:
        return f"非表示シート「{table.sheet}」"
    return f"シート「{table.sheet}」" if table.sheet and sheet_says_retired(table.sheet) else None


def _walk(walk: _Walk, start: int, sightings: list[Sighting]) -> tuple[int, Header] | None:
    """Read rows until the end or the next heading, which is returned."""
    draft: DeviceRow | None = None
    for row in range(start, len(walk.table.rows)):
        cells = walk.table.rows[row]
        if is_heading_row(cells, walk.header):
            further = choose_header(walk.table, walk.corrections, (DEVICE,), start=row, within=1).header
            if further is not None and further.shape != walk.header.shape and further.layout != walk.header.layout:
                _close(draft, sightings)
                return row, further
            continue
        values = _values(walk, row)
        walk.as_of = _day_of_row(walk, values)
        if not _is_machine(walk, row, values):
            continue
        place = walk.places.row(row, walk.as_of)
        if draft is not None and _continues(walk, row):
            walk.previous |= values
            _take(walk, draft, row, values)
            continue
        walk.previous = values
        _close(draft, sightings)
        draft = DeviceRow(
            source=place, group=walk.group, words=walk.words, today=walk.today, problems=walk.problems
        )
        _take(walk, draft, row, values)
        _judge_looks(walk, draft, row)
    _close(draft, sightings)
    return None


def _day_of_row(walk: _Walk, values: dict[int, CellValue]) -> date | None:
    """Return when a row was true: a tool's row is as old as the machine's last contact, a ledger's as its list."""
    if walk.last_seen is not None and (value := values.get(walk.last_seen.index, "")) != "":
        try:
            found = date_of(value, starts_1904=walk.table.starts_1904)
        except EraBorderError:
            found = None
        if found is not None:
            return found.written.first
    return walk.list_day


def _close(draft: DeviceRow | None, sightings: list[Sighting]) -> None:
    if draft is not None:
        sightings.append(draft.sighting())


def _values(walk: _Walk, row: int) -> dict[int, CellValue]:
    """Return the used cells of a row with "same as above" resolved and copies from merged neighbours left out."""
    table, cells = walk.table, walk.table.rows[row]
    indexes = walk.indexes if len(cells) >= walk.span.stop else [i for i in walk.indexes if i < len(cells)]
    values = {index: value for index in indexes if (value := cells[index]) != ""}
    if row in table.merged_rows:
        values = {index: value for index, value in values.items() if table.origin(row, index)[1] == index}
    if row in table.struck_rows and not table.struck_through(row):
        for index in [index for index in values if (row, index) in table.struck]:
            del values[index]
            walk.problems.append(row_problem.struck_cell(walk.place(row, index)))
    if table.partly_struck:
        struck = [index for index in values if (row, index) in table.partly_struck]
        walk.problems += [row_problem.struck_part(walk.place(row, index)) for index in struck]
    for index in [i for i, value in values.items() if isinstance(value, str) and value[0] in REFERS]:
        value = values[index]
        if is_ditto(value):
            value = _same_as_above(walk, row, index)
        elif isinstance(value, str) and value.strip() == _SAME_LEFT:
            value = _same_as_left(walk, cells, index)
        if value == "":
            del values[index]
        else:
            values[index] = value
    return values


def _same_as_above(walk: _Walk, row: int, index: int) -> CellValue:
    if index not in walk.identities:
        return walk.previous.get(index, "")
    heading = next(column.heading for column in walk.columns if column.index == index)
    walk.problems.append(row_problem.ditto_identity(walk.place(row, index), heading))
    return ""


def _same_as_left(walk: _Walk, cells: Sequence[CellValue], index: int) -> CellValue:
    """Return the cell to the left where its column is of the same sort: a place is no antivirus software."""
    fields = {column.index: column.field for column in walk.header.columns}
    pair = {fields.get(index, ""), fields.get(index - 1, "")}
    alike = len(pair) == 1 or any(pair <= sort for sort in _SORTS)
    return cells[index - 1] if index and alike else ""


def _is_machine(walk: _Walk, row: int, values: dict[int, CellValue]) -> bool:
    """Whether a row tells of a machine; banners and footnotes are taken note of on the way."""
    cells = walk.table.rows[row][walk.span]
    first = next((text_of(value) for value in cells if value != ""), "")
    if not first or is_total(line_of(first)):
        return False
    named = any(index in values and not _blank(values[index]) for index in walk.identities)
    if named and len(values) > 1:
        return True
    if named and len({text_of(value) for value in cells if value != ""}) == 1 and _is_sentence(first):
        _banner_or_footnote(walk, row, first)
        return False
    if not named and not any(c.index in values and not _blank(values[c.index]) for c in walk.columns if c.field != "index"):
        if len(first) > 1 and not first.isdigit():
            _banner_or_footnote(walk, row, first)
        return False
    if not named and len({text_of(v) for v in cells if v != ""}) == 1:
        merged = sum((row, index) in walk.table.merged for index in range(walk.span.start, walk.span.stop))
        if first.startswith(_BANNER_MARKS) or merged >= 2 or first.startswith(("※", "注", "*")):
            _banner_or_footnote(walk, row, first)
            return False
    if len([value for value in cells if value != ""]) == 1 and _heading_follows(walk, row):
        walk.open_banner(line_of(first))  # the title of another table
        return False
    return True


def _is_sentence(text: str) -> bool:
    """Whether a text that stands alone in its row, below a column of names or numbers, is none of these."""
    if text.startswith((*_BANNER_MARKS, "※", "注", "*")):
        return True
    return not text.isascii() and (len(text) > 16 or re.search(r"[\s、。]", text) is not None)


def _heading_follows(walk: _Walk, row: int) -> bool:
    following = next((cells for cells in walk.table.rows[row + 1 : row + 4] if any(value != "" for value in cells)), ())
    return is_heading_row(following, walk.header)


def _blank(value: CellValue) -> bool:
    return isinstance(value, str) and len(value) <= 8 and says_unknown(text_of(value))


def _banner_or_footnote(walk: _Walk, row: int, text: str) -> None:
    if text.startswith(("※", "注", "*", "・", "-")) or len(text) > 30:
        shown = line_of(kept(text))
        walk.problems.append(row_problem.footnote(walk.place(row), shown))
    else:
        walk.open_banner(line_of(text).strip("【】■●◆○◎▼▽□◇★☆〈〉《》<>[]() 　"))


def _continues(walk: _Walk, row: int) -> bool:
    """Whether a row goes on about the machine of the row above: a cell that names the machine is merged downwards."""
    if row not in walk.table.merged_rows:
        return False
    return any(
        column.field in _ONE_MACHINE and walk.table.origin(row, column.index)[0] < row for column in walk.columns
    )


def _take(walk: _Walk, draft: DeviceRow, row: int, values: dict[int, CellValue]) -> None:
    table, places = walk.table, walk.places
    merged, padded = row in table.merged_rows, table.padded
    for index, reader in walk.readers:
        if index not in values:
            continue
        value = values[index]
        deeds = reader.known.get(value)
        if deeds is None:
            digits = padded.get(table.origin(row, index), 0) if padded else 0
            deeds = reader.deeds(value, digits=digits)
        if deeds:
            above = table.origin(row, index)[0] if merged else row
            place = places.cell(index) if above == row else table.source(walk.kind, above, index, as_of=walk.as_of)
            for deed, name, told in deeds:
                deed(draft, name, told, place)
    if walk.department and "department" not in draft.facts:
        draft.facts["department"] = (walk.department, draft.source)


def _judge_looks(walk: _Walk, draft: DeviceRow, row: int) -> None:
    table = walk.table
    if walk.sheet_retired:
        draft.retired = walk.sheet_retired + (f"、{draft.retired}" if draft.retired else "")
    elif walk.banner and says_retired(walk.banner):
        draft.retire(f"見出し「{walk.banner}」")
    if table.struck and table.struck_through(row):
        draft.retire("取り消し線")
    elif walk.retired_fills and table.fill(row) in walk.retired_fills:
        draft.retire("凡例で廃棄・撤去を表す塗りつぶし")
    elif row in walk.grey_rows and draft.retired is None:
        draft.notes.append("灰色に塗られた行")
        walk.problems.append(row_problem.grey_row(walk.place(row)))


def _grey_rows(table: Table, header: Header) -> frozenset[int]:
    """Return the rows painted grey, where these are few: a striped list means nothing by its stripes."""
    if not table.fills:
        return frozenset()
    rows = range(header.first_row, len(table.rows))
    grey = frozenset(row for row in rows if is_grey(table.fill(row) or ""))
    return grey if 4 * len(grey) <= len(rows) else frozenset()


def _dropped_columns(table: Table, header: Header, kind: SourceKind) -> Iterator[Problem]:
    for column in header.columns:
        if column.field != DROPPED:
            continue
        if any(column.index < len(row) and row[column.index] != "" for row in table.rows[header.first_row :]):
            place = table.source(kind, header.rows[-1] if header.rows else 0, column.index)
            yield row_problem.column_dropped(place, column.heading)
