"""Finds where a table's heading is and what its columns mean: ledgers begin with titles, and have one to three heading rows.

The row (within the first fifteen) whose words name most fields is taken, alone or joined with the rows below it, so
that ネットワーク over IPアドレス is read as one heading. What was chosen is reported as a ColumnMapping.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from inmori.ingest.column_correction import shape_of
from inmori.ingest.column_name import readings_of
from inmori.ingest.column_sample import samples
from inmori.ingest.header_word import DEVICE, DROPPED, IGNORED, OF_ANOTHER, Vocabulary, field_of, heading_key
from inmori.ingest.intake import ColumnMapping
from inmori.ingest.secret_text import without_secrets
from inmori.ingest.table import CellValue, Table, column_letter

WITHIN = 15  # the rows that may hold a heading
_DEEPEST = 3
_PRICE_OF_A_ROW = 0.5  # a further heading row must name more than that, or it is rather the first row of data
_MINOR_WEIGHT = 0.3
_PREFIX = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3}){1,2})(?:\.(?![\d])|\.?[x*×○〇□n_]|(?=\s*[)\]]|\s*$))", re.IGNORECASE)

# No word of any vocabulary has two digits: "PC-0012" is no heading, whatever else it is.
_NUMBERED = re.compile(r"[A-Za-z_-]*\d[A-Za-z_-]*\d[A-Za-z0-9_-]*", re.ASCII)
_IN_BRACKETS = re.compile(r"[(\[【]([^)\]】]+)[)\]】]")
_ONLY_OCTETS = re.compile(r"\s*[(\[]?(?:\d{1,3}(?:\.\d{1,3}){1,2}(?:\.?[x*×○〇□n_]|\.)|(?:10|172|192\.168)\.\d{1,3}(?:\.\d{1,3})?)[)\]]?\s*", re.IGNORECASE)
_OCTETS = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,2}(?:\.?[x*×○〇□]|\.|(?=\D|$))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its heading as written, and its field ("" when it is not used)."""

    index: int
    heading: str
    field: str
    prefix: str = ""  # first octets of all its addresses, if the heading states them
    guessed: bool = False  # by what its cells hold: no word of its heading says so


@dataclass(frozen=True)
class Header:
    """The heading of a table: rows from 0, the columns that were looked at, and how well the vocabulary fits."""

    vocabulary: Vocabulary
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    score: float
    shape: str = ""  # fingerprint of the headings of the whole row
    corrected: bool = False  # a person has said what its columns mean
    form: bool = False  # labels beside values (device_form), no heading above a list

    @property
    def first_row(self) -> int:
        """Return the first row after the heading."""
        return self.rows[-1] + 1 if self.rows else 0

    @property
    def fields(self) -> frozenset[str]:
        """Return the fields that some column gives."""
        return frozenset(column.field for column in self.columns if column.field and column.field != DROPPED)

    @property
    def layout(self) -> frozenset[tuple[int, str]]:
        """Return which column gives which field."""
        return frozenset((column.index, column.field) for column in self.columns if column.field)

    def fits(self) -> bool:
        """Whether the heading makes the table one of the vocabulary's kind."""
        strong = self.fields - self.vocabulary.minor
        return len(strong) >= self.vocabulary.least and any(need <= self.fields for need in self.vocabulary.needs)

    def column(self, field: str) -> Column | None:
        """Return the first column of a field."""
        return next((column for column in self.columns if column.field == field), None)

    def mapping(self, table: Table) -> ColumnMapping:
        """Return the choice for the intake report."""
        return ColumnMapping(
            file=table.file,
            sheet=table.sheet or "",
            header_rows=tuple(row + 1 for row in self.rows),
            columns=tuple((column_letter(c.index), c.heading, c.field) for c in self.columns),
            kind=self.vocabulary.name,
            shape=self.shape,
            corrected=self.corrected,
            guessed=tuple(column_letter(c.index) for c in self.columns if c.guessed and c.field),
            samples=() if self.form else samples(
                table, ((c.index, c.heading, c.field) for c in self.columns), first_row=self.first_row
            ),
        )


def find_header(
    table: Table, vocabularies: Sequence[Vocabulary] = (DEVICE,), *, start: int = 0, within: int = WITHIN
) -> Header | None:
    """Return the heading that fits best of all vocabularies, or ``None`` when none fits.

    Rows are looked at from ``start`` on, ``within`` so many.
    """
    best: Header | None = None
    known: _Known = {}
    stop = min(start + within, len(table.rows))
    usable = [_may_be_heading(row) for row in table.rows[start : stop + _DEEPEST]]
    for first in range(start, stop):
        for depth in range(1, _DEEPEST + 1):
            rows = tuple(range(first, first + depth))
            if rows[-1] >= len(table.rows) or not usable[rows[-1] - start]:
                break
            headings = _headings(table, rows)
            for vocabulary in vocabularies:
                found = _header(vocabulary, rows, headings, known)
                if found.fits() and (best is None or found.score > best.score + 1e-9):
                    best = found
    if best is None:
        return None
    whole = _with_octets(_with_groups(table, best))
    return replace(whole, shape=shape_of((column.index, column.heading) for column in whole.columns))


def header_at(table: Table, rows: tuple[int, ...], vocabulary: Vocabulary) -> Header:
    """Return the heading that some rows give by the words of one vocabulary, whether it fits or not."""
    return _header(vocabulary, rows, _headings(table, rows), {})


def heading_texts(table: Table, rows: tuple[int, ...]) -> list[tuple[int, str]]:
    """Return the headings that some rows give together, by column; columns without one are left out."""
    return [(index, _joined(path)) for index, path in enumerate(_headings(table, rows)) if path]


def first_octets(heading: str) -> str:
    """Return the first octets that a heading states for all addresses below it ("192.168.1"), "" when it states none."""
    match = _PREFIX.search(heading)
    if not match or any(int(octet) > 255 for octet in match[1].split(".")):
        return ""
    return match[1]


@lru_cache(maxsize=4096)  # the rows looked at overlap
def _joined(path: tuple[str, ...]) -> str:
    """Return the parts of a heading on one line; a password that somebody wrote into it is not shown."""
    return without_secrets("/".join(unicodedata.normalize("NFKC", part).replace("\n", " ") for part in path))[0]


def _with_groups(table: Table, header: Header) -> Header:
    """Take in the rows above that a merged heading cell begins in: they hold the names of the groups of columns."""
    first = header.rows[0]
    top = min((table.origin(first, column.index)[0] for column in header.columns), default=first)
    if not first - _DEEPEST < top < first:
        return header
    rows = tuple(range(top, header.rows[-1] + 1))
    whole = _header(header.vocabulary, rows, _headings(table, rows), {})
    return whole if whole.fields >= header.fields else header


def _with_octets(header: Header) -> Header:
    """Take a heading that is nothing but the first octets ("172.20.24.") for that of addresses.

    Only in a heading that other words have made one: alone, such a text is a version or a value.
    """
    if header.vocabulary is not DEVICE:
        return header
    columns = []
    for column in header.columns:
        part = column.heading.rpartition("/")[2]
        octets = first_octets(part) if not column.field and _ONLY_OCTETS.fullmatch(part) else ""
        columns.append(replace(column, field="address", prefix=octets) if octets else column)
    return replace(header, columns=tuple(columns))


def is_heading_row(row: Sequence[CellValue], header: Header) -> bool:
    """Whether a row of data repeats a heading (printed on each page), or begins another table below."""
    texts = [value for value in row if value != ""]
    if len(texts) == 2:  # a narrow list: both must be headings, word for word
        return all(isinstance(value, str) and heading_key(value) in header.vocabulary.exact for value in texts)
    if len(texts) < 3 or not isinstance(texts[0], str) or not isinstance(texts[1], str):
        return False
    exact = header.vocabulary.exact
    if _NUMBERED.fullmatch(texts[0]) and texts[1] not in exact and heading_key(texts[1]) not in exact:
        return False
    if heading_key(texts[0]) not in exact and heading_key(texts[1]) not in exact:
        return False
    known = [value for value in texts if isinstance(value, str) and heading_key(value) in exact]
    return len(known) >= 3 and 2 * len(known) >= len(texts)


def side_by_side(header: Header) -> tuple[Header, ...]:
    """Split a heading whose fields begin anew (two lists beside each other on one sheet) into its lists."""
    keys = [heading_key(column.heading) for column in header.columns]
    used = [index for index, column in enumerate(header.columns) if column.field and column.field != DROPPED]
    if len(used) < 3:
        return (header,)
    starts = [index for index, key in enumerate(keys) if key == keys[used[0]]]
    if len(starts) < 2 or starts[1] - starts[0] < 3:
        return (header,)
    fields = {key: c.field for key, c in reversed(list(zip(keys, header.columns, strict=True))) if c.field}
    parts = []
    for begin, end in zip(starts, [*starts[1:], len(keys)], strict=True):
        columns = header.columns[begin:end]
        if not header.corrected:
            named = zip(keys[begin:end], columns, strict=True)
            columns = tuple(replace(column, field=fields.get(key, "")) for key, column in named)
            columns = _single_fields(columns, header.vocabulary)
        part = replace(header, columns=columns)
        if not part.fits():
            return (header,)
        parts.append(part)
    return tuple(parts)


def _may_be_heading(row: Sequence[CellValue]) -> bool:
    """A heading row holds texts; numbers and dates belong to data."""
    return all(isinstance(value, str) for value in row) and any(value != "" for value in row)


def _headings(table: Table, rows: tuple[int, ...]) -> list[tuple[str, ...]]:
    """Return for each column the texts from the top heading row to the lowest, without repeats."""
    width = max(len(table.rows[row]) for row in rows)
    filled = [_spread(table.rows[row], below=table.rows[row + 1] if row != rows[-1] else None) for row in rows]
    paths: list[tuple[str, ...]] = []
    for column in range(width):
        path: list[str] = []
        for row in filled:
            text = row[column].strip() if column < len(row) else ""
            if text and (not path or path[-1] != text):
                path.append(text)
        paths.append(tuple(path))
    return paths


def _spread(row: Sequence[CellValue], *, below: Sequence[CellValue] | None) -> list[str]:
    """Carry the name of a group to the right where only its first cell has it (and no cells were merged)."""
    texts = [str(value) for value in row]
    if below is None:
        return texts
    group = ""
    for column, text in enumerate(texts):
        under = str(below[column]) if column < len(below) else ""
        if text:
            group = text if under else ""
        elif under and group:
            texts[column] = group
        else:
            group = ""
    return texts


_Meaning = tuple[str, float]  # a field and how sure it is
_Known = dict[tuple[str, tuple[str, ...]], _Meaning]  # by vocabulary and heading: the rows overlap


def _header(
    vocabulary: Vocabulary, rows: tuple[int, ...], headings: list[tuple[str, ...]], known: _Known
) -> Header:
    columns = []
    sureness: dict[int, float] = {}
    for index, path in enumerate(headings):
        if not path:
            continue
        if (key := (vocabulary.name, path)) not in known:
            known[key] = _meaning(path, vocabulary)
        field, sure = known[key]
        text = _joined(path)
        prefix = first_octets(text) if field in ("address", "target") else ""
        columns.append(Column(index=index, heading=text, field=field, prefix=prefix))
        sureness[index] = sure
    chosen = _single_fields(tuple(columns), vocabulary, sureness)
    counted: dict[str, float] = {}
    for column in chosen:
        if column.field and column.field != DROPPED:
            weight = sureness[column.index] * (_MINOR_WEIGHT if column.field in vocabulary.minor else 1.0)
            counted[column.field] = max(counted.get(column.field, 0.0), weight)
    return Header(vocabulary, rows, chosen, sum(counted.values()) - _PRICE_OF_A_ROW * (len(rows) - 1))


def _meaning(path: tuple[str, ...], vocabulary: Vocabulary) -> _Meaning:
    """Return the field of a heading: the whole path, then its lowest part, then its group (有線 under IPアドレス)."""
    joined = field_of(heading_key("".join(path)), vocabulary) if len(path) > 1 else None
    if joined and joined[1] == 1.0:
        return joined
    lowest = _of_part(path[-1], vocabulary)
    if lowest:
        return lowest
    for group in reversed(path[:-1]):
        found = _of_part(group, vocabulary)
        if found and (found[0] in vocabulary.several or found[0] == DROPPED):
            return found[0], 0.9 * found[1]
    return "", 0.0


def _of_part(text: str, vocabulary: Vocabulary) -> _Meaning | None:
    text = unicodedata.normalize("NFKC", text)
    text = _OCTETS.sub("", text)
    key, whole = heading_key(text), heading_key(text, brackets=True)
    found = field_of(key, vocabulary)
    if whole != key and (found is None or found[1] < 1.0):  # (パスワード) counts wherever it stands
        inside = field_of(whole, vocabulary)
        found = inside if inside and (found is None or inside[0] == DROPPED) else found
        if (found is None or found[0] == IGNORED) and not OF_ANOTHER.search(key):  # 住所(IP), 番号札(MAC)
            named = [vocabulary.exact[key] for part in _IN_BRACKETS.findall(text) if (key := heading_key(part)) in vocabulary.exact]
            found = (named[0], 0.6) if named else found
    if found is None or (found[1] < 1.0 and found[0] != DROPPED):
        found = _of_database(text, vocabulary) or found
    return found


def _of_database(text: str, vocabulary: Vocabulary) -> _Meaning | None:
    """Return the field of a name that a database gives to its column: SETTI_BASHO, KounyuDate, STS_CD."""
    for said in readings_of(text):
        if not said:
            return IGNORED, 0.6
        key = heading_key(said)
        if key in vocabulary.exact:
            return vocabulary.exact[key], 0.95
        if (known := field_of(key, vocabulary)) is not None and known[0] == DROPPED:
            return known
    return None


def _single_fields(
    columns: tuple[Column, ...], vocabulary: Vocabulary, sureness: dict[int, float] | None = None
) -> tuple[Column, ...]:
    """Leave each field that only one column may give to the surest, leftmost column that names it."""
    sure = sureness or {}
    best: dict[str, Column] = {}
    for column in columns:
        kept = best.get(column.field)
        if kept is None or sure.get(column.index, 0.0) > sure.get(kept.index, 0.0):
            best[column.field] = column
    free = vocabulary.several | {"", DROPPED}
    return tuple(
        column
        if column.field in free or best[column.field] is column
        else replace(column, field="")
        for column in columns
    )
