"""Reads the tasks out of an edited roadmap workbook. Either everything that was written is understood, or nothing is
taken and every cell that is not is named at once.
"""

from dataclasses import dataclass
from datetime import date, datetime

from inmori.plan.roadmap import STATE_NAMES, ItemState, Roadmap
from inmori.plan.roadmap_change import EditedRow
from inmori.report.documents.roadmap.sheets import (
    COUNTED,
    DUE,
    KEY,
    NOTE,
    OWNER,
    PLANNED,
    START,
    STATE,
    TASKS,
)
from inmori.report.writers.edited_cell import (
    EditedCells,
    at_cell,
    columns_in,
    date_written,
    no_column,
    refused,
)
from inmori.report.writers.xlsx_back import BackCell, rows_of
from inmori.text import Text

_WANTED = (KEY, START, DUE, OWNER, STATE, NOTE)
_OURS = (COUNTED, PLANNED)  # not in workbooks of earlier versions
_EXACT = ("day", "month")
_YEARS = range(2000, 2101)  # a number typed into a cell of dates becomes a day in 1900


@dataclass(frozen=True)
class ReadBack:
    """Rows as edited, tasks of the roadmap that the workbook no longer has, and rows that are no task of it."""

    rows: tuple[EditedRow, ...]
    missing: tuple[str, ...]
    strange: tuple[Text, ...]


def read_back(data: bytes, roadmap: Roadmap, *, name: str) -> ReadBack:
    """Read a workbook that was written from ``roadmap``; ``name`` is the file's name for errors.

    Raises:
        InputError: no workbook, not this one, or cells that cannot be understood, each named with sheet and cell.
    """
    rows, strange = rows_back(data, frozenset(item.measure for item in roadmap.items), name=name)
    read = {row.measure for row in rows}
    missing = tuple(item.measure for item in roadmap.items if item.measure not in read)
    return ReadBack(rows=rows, missing=missing, strange=strange)


def rows_back(data: bytes, known: frozenset[str], *, name: str) -> tuple[tuple[EditedRow, ...], tuple[Text, ...]]:
    """Return the tasks of a workbook and the rows that are none; ``known`` are the measures that it may name.

    Raises:
        InputError: as :func:`read_back`.
    """
    reader = _Reader(known, name)
    rows = reader.tasks(rows_of(data, name=name))
    if reader.faults:
        raise refused(name, reader.faults)
    return tuple(rows), tuple(reader.strange)


class _Reader(EditedCells):
    """Collects rows and everything that is wrong with them."""

    def __init__(self, known: frozenset[str], name: str) -> None:
        super().__init__()
        self._known, self._name = known, name
        self.strange: list[Text] = []

    def tasks(self, sheets: dict[str, list[list[BackCell]]]) -> list[EditedRow]:
        """Return the rows of the sheet of tasks."""
        rows = sheets.get(TASKS.ja) or sheets.get(TASKS.en)
        if rows is None:
            raise refused(self._name, [_no_sheet(sheets)])
        head = next((i for i, row in enumerate(rows[:20]) if columns_in(row, _WANTED).keys() >= {"Id"}), None)
        columns = {} if head is None else columns_in(rows[head], (*_WANTED, *_OURS))
        lacking = [column.title for column in _WANTED if column.title.en not in columns]
        if head is None or lacking:
            raise refused(self._name, [no_column(TASKS, lacking)])
        found: dict[str, EditedRow] = {}
        for row in rows[head + 1 :]:
            cells = {title: row[index] for title, index in columns.items()}
            if any(cell.value is not None for cell in row):
                self._row(cells, found)
        return list(found.values())

    def _row(self, cells: dict[str, BackCell], found: dict[str, EditedRow]) -> None:
        key = cells["Id"]
        measure = self.text(key)
        if not measure:
            what = Text(ja="記号がない行は読みません", en="a row without an id is not read")
            self.strange.append(at_cell(key, what))
        elif measure not in self._known:
            self.fault(key, Text(ja=f"「{measure[:40]}」はこの工程表にない記号です", en=f"“{measure[:40]}” is not on this roadmap"))
        elif measure in found:
            self.fault(key, Text(ja=f"「{measure}」の行が二つあります", en=f"“{measure}” stands here twice"))
        else:
            start, due = self._date(cells["Start"], last=False), self._date(cells["Due"], last=True)
            if start and due and due < start:
                self.fault(cells["Due"], Text(ja="期限が開始より前です", en="due before its start"))
            found[measure] = EditedRow(
                measure=measure,
                start=start,
                due=due,
                owner=self.text(cells["Owner"]),
                state=self._state(cells["State"]),
                note=self.text(cells["Note"]),
                counted=_day(cells.get(COUNTED.title.en)),
                planned=_day(cells.get(PLANNED.title.en)),
            )

    def _date(self, cell: BackCell, *, last: bool) -> date | None:
        if self.is_blank_date(cell):
            return None
        if isinstance(cell.value, date) and cell.value.year in _YEARS:
            return cell.value
        written = date_written(cell)
        if written is None or written.exactness not in _EXACT or written.first.year not in _YEARS:
            self.no_date(cell)
            return None
        return written.last if last else written.first

    def _state(self, cell: BackCell) -> ItemState:
        if self.is_formula(cell) or cell.value in (None, ""):
            return "todo"
        for state, words in STATE_NAMES.items():
            if str(cell.value).casefold() in (words.ja, words.en, state):
                return state
        names = "、".join(words.ja for words in STATE_NAMES.values())
        what = Text(
            ja=f"「{str(cell.value)[:40]}」という状態はありません({names}のどれか)",
            en=f"“{str(cell.value)[:40]}” is no state ({', '.join(words.en for words in STATE_NAMES.values())})",
        )
        self.fault(cell, what)
        return "todo"


def _day(cell: BackCell | None) -> date | None:
    """Return a day that Inmori wrote; what is no day any more is as good as gone, for nobody was asked to write there."""
    value = cell.value if cell is not None else None
    if isinstance(value, datetime):
        value = value.date()
    return value if isinstance(value, date) and value.year in _YEARS else None


def _no_sheet(sheets: dict[str, list[list[BackCell]]]) -> Text:
    names = "、".join(list(sheets)[:6])
    return Text(ja=f"「{TASKS.ja}」のシートがありません(あるのは: {names})", en=f"No sheet {TASKS.en} (there are: {names})")
