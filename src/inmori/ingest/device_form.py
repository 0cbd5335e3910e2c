"""Sheets that describe machines label beside value (機器管理カード), one machine a sheet or one machine a column.

Read as a list such a sheet gives machines called "IPアドレス". It is told from a list by its labels: they stand one below
the other, each with its value to the right, instead of side by side above their values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from inmori.ingest.cell_value import text_of
from inmori.ingest.device_row import DeviceRow
from inmori.ingest.header_word import DEVICE, DROPPED, field_of, heading_key, holds_secrets
from inmori.ingest.intake import Problem
from inmori.ingest.kind_words import KindWords
from inmori.ingest.note_meaning import sheet_says_retired
from inmori.ingest.reading import Sighting
from inmori.ingest.table import Position, Table, problem
from inmori.ingest.table_header import Column, Header, first_octets
from inmori.model import Source, SourceKind
from inmori.text import Text

_TALLEST, _WIDEST = 120, 40  # of a card
_LEAST_FIELDS, _LEAST_ROWS = 3, 3
_OF_ONE_MACHINE = frozenset({"address", "mac", "hostname", "serial", "asset_number", "os"})
_SHARE_BELOW_LABELS = 0.5  # of the cells right below a label that are labels themselves (in a list: values)


@dataclass(frozen=True)
class FormDevices:
    """The machines of one sheet of cards."""

    sightings: tuple[Sighting, ...]
    problems: tuple[Problem, ...]


def form_of(table: Table) -> Header | None:
    """Return the labels of a sheet as columns of a heading marked as a form; ``None`` when it is no form."""
    if not 0 < len(table.rows) <= _TALLEST or max(map(len, table.rows)) > _WIDEST:
        return None
    labels = _labels(table)
    found = {field for field in labels.values() if field and field != DROPPED}
    if len(found - DEVICE.minor) < _LEAST_FIELDS or not found & _OF_ONE_MACHINE or len({row for row, _ in labels}) < _LEAST_ROWS:
        return None
    if not any(need <= found for need in DEVICE.needs) or not _stand_below_each_other(table, labels):
        return None
    values = [_value_places(table, labels, place) for place in labels]
    if sum(map(bool, values)) * 2 < len(labels):
        return None
    columns = tuple(
        Column(index=column, heading=text_of(table.rows[row][column]), field=field) for (row, column), field in labels.items()
    )
    return Header(vocabulary=DEVICE, rows=(), columns=columns, score=float(len(found)), form=True)


def read_form(table: Table, *, kind: SourceKind, words: KindWords, today: date, as_of: date | None) -> FormDevices:
    """Read the machines of a sheet that :func:`form_of` takes for a form."""
    labels = _labels(table)
    by_column: dict[int, list[tuple[Position, Position]]] = {}
    beside = len({column for _, column in labels}) == 1  # one column of labels: each further column is a machine
    for place in labels:
        for value in _value_places(table, labels, place):
            by_column.setdefault(value[1] if beside else 0, []).append((place, value))
            if not beside:
                break
    problems: list[Problem] = [_note(table, kind, len(by_column))]
    sightings = []
    for pairs in by_column.values():
        first = pairs[0][1]
        row = DeviceRow(source=table.source(kind, first[0], first[1], as_of=as_of), group=table.sheet or "", words=words, today=today, problems=problems)
        for place, value in pairs:
            _take(table, row, labels[place], place, value, table.source(kind, *value, as_of=as_of))
        if not table.visible or sheet_says_retired(table.sheet or ""):
            row.retire(f"シート「{table.sheet}」")
        if row.addresses or row.macs or row.hostnames or row.serials or row.asset_numbers or len(row.facts) > 1:
            sightings.append(row.sighting())
    return FormDevices(tuple(sightings), tuple(problems))


def _take(table: Table, row: DeviceRow, field: str, label: Position, value: Position, place: Source) -> None:
    if not field or field in (DROPPED, "index"):
        return
    heading = text_of(table.rows[label[0]][label[1]])
    prefix = first_octets(heading) if field == "address" else ""
    column = Column(index=value[1], heading=heading, field=field, prefix=prefix)
    row.take(column, table.rows[value[0]][value[1]], place, digits=table.padded.get(value, 0), starts_1904=table.starts_1904)


def _labels(table: Table) -> dict[Position, str]:
    """Return the cells that are headings of a list of machines, word for word, with their fields."""
    found: dict[Position, str] = {}
    for row, column in _own_cells(table):
        value = table.rows[row][column]
        if not isinstance(value, str) or len(value) > 40:
            continue
        key = heading_key(value)
        if key in DEVICE.exact:
            found[row, column] = DEVICE.exact[key]
        elif holds_secrets(value) or ((meaning := field_of(key, DEVICE)) == (DROPPED, 0.6) and len(key) <= 10):
            found[row, column] = DROPPED
        elif meaning is not None and meaning[0] and len(key) <= 10 and value.rstrip().endswith((":", ":")):
            found[row, column] = meaning[0]
    return found


def _own_cells(table: Table) -> Iterator[Position]:
    for row, cells in enumerate(table.rows):
        for column, value in enumerate(cells):
            if value != "" and (row, column) not in table.merged:
                yield row, column


def _stand_below_each_other(table: Table, labels: Mapping[Position, str]) -> bool:
    """Whether labels have labels below them, and no row is a heading: three or more labels with nothing between."""
    rows: dict[int, list[int]] = {}
    for row, column in labels:
        rows.setdefault(row, []).append(column)
    if any(len(columns) > 2 and _touch(table, row, columns) for row, columns in rows.items()):
        return False
    below = [(row + 1, column) for row, column in labels if _filled(table, row + 1, column)]
    return bool(below) and sum(place in labels for place in below) >= _SHARE_BELOW_LABELS * len(below)


def _touch(table: Table, row: int, columns: Sequence[int]) -> bool:
    """Whether labels stand in neighbouring filled cells, as in a heading."""
    filled = [column for column, value in enumerate(table.rows[row]) if value != "" and (row, column) not in table.merged]
    ranks = [filled.index(column) for column in sorted(columns)]
    return any(second - first == 1 for first, second in pairwise(ranks))


def _filled(table: Table, row: int, column: int) -> bool:
    return row < len(table.rows) and column < len(table.rows[row]) and table.rows[row][column] != ""


def _value_places(table: Table, labels: Mapping[Position, str], label: Position) -> list[Position]:
    """Return the filled cells to the right of a label, up to the next label."""
    row, column = label
    found: list[Position] = []
    for index in range(column + 1, len(table.rows[row])):
        if (row, index) in labels:
            break
        if table.rows[row][index] != "" and (row, index) not in table.merged:
            found.append((row, index))
    return found


def _note(table: Table, kind: SourceKind, count: int) -> Problem:
    place = table.source(kind, 0).model_copy(update={"row": None})
    name = f"{table.file}「{table.sheet}」" if table.sheet else table.file
    return problem(
        "note", "form_read", place,
        Text(ja=f"{name} は一覧ではなく、項目名の右に値を書く機器の票({count}台分)です。", en=f"{name} is no list but a card with labels beside values ({count} machines)."),
        done=Text(ja="項目名ごとに読みました。", en="It was read label by label."),
    )  # fmt: skip
