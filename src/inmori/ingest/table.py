"""A sheet or a list as rows of cells, so that the readers of ledgers need not know which file format it came in.

Rows and columns count from 0 here; :meth:`Table.source` gives the place as a person sees it (row 14, cell "B14").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache

from inmori.ingest.intake import Problem, Severity
from inmori.model import Source, SourceKind
from inmori.text import Text

CellValue = str | int | float | bool | date | datetime | time | timedelta
Position = tuple[int, int]  # row, column


@lru_cache(maxsize=1024)
def column_letter(column: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int | None:
    """Return the column of some letters: A is 0, AA is 26; ``None`` for anything but one to three capitals."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        return None
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or one list in a text file (``sheet`` is then ``None``).

    ``rows[i]`` is row i+1 of the sheet. Cells of a merged range all hold the range's value; ``merged`` tells for
    each of them but the first where the value stands. ``struck``, ``fills`` and ``padded`` come from xlsx only:
    cells written through, the fill of a cell (an opaque colour name), and the digits of a number format like 00000;
    so does ``partly_struck``: cells that hold only what is left of a text struck through in part.
    """

    file: str
    sheet: str | None
    rows: Sequence[Sequence[CellValue]]
    visible: bool = True
    merged: Mapping[Position, Position] = field(default_factory=dict)
    struck: frozenset[Position] = frozenset()
    partly_struck: frozenset[Position] = frozenset()
    fills: Mapping[Position, str] = field(default_factory=dict)
    padded: Mapping[Position, int] = field(default_factory=dict)
    lines: Sequence[int] | None = None  # line in the file of each row, counted from 1; lists only
    rows_left_out: int = 0
    starts_1904: bool = False

    def source(
        self, kind: SourceKind, row: int, column: int | None = None, *, as_of: date | None = None
    ) -> Source:
        """Return the place of a row, or of one cell of it."""
        if self.lines is not None:
            return Source(kind=kind, file=self.file, line=self.lines[row], as_of=as_of)
        cell = None if column is None else f"{column_letter(column)}{row + 1}"
        return Source(kind=kind, file=self.file, sheet=self.sheet, row=row + 1, cell=cell, as_of=as_of)

    def origin(self, row: int, column: int) -> Position:
        """Return where the value of a cell stands: itself, or the first cell of its merged range."""
        return self.merged.get((row, column), (row, column))

    @cached_property
    def merged_rows(self) -> frozenset[int]:
        """Return the rows in which a cell holds a copy of a merged range's value."""
        return frozenset(row for row, _ in self.merged)

    @cached_property
    def struck_rows(self) -> frozenset[int]:
        """Return the rows in which a cell is struck through."""
        return frozenset(row for row, _ in self.struck)

    @cached_property
    def _filled_rows(self) -> frozenset[int]:
        return frozenset(row for row, _ in self.fills)

    def struck_through(self, row: int) -> bool:
        """Whether more than half of the filled cells of a row are struck through."""
        if row not in self.struck_rows:
            return False
        filled = self._filled(row)
        return bool(filled) and 2 * sum((row, column) in self.struck for column in filled) > len(filled)

    def fill(self, row: int) -> str | None:
        """Return the colour that all filled cells of a row share, if they do."""
        if row not in self._filled_rows:
            return None
        colours = {self.fills.get((row, column)) for column in self._filled(row)}
        return colours.pop() if len(colours) == 1 else None

    def _filled(self, row: int) -> list[int]:
        return [
            column
            for column, value in enumerate(self.rows[row])
            if value != "" and (row, column) not in self.merged
        ]


def problem(severity: Severity, code: str, where: Source, text: Text, *, done: Text) -> Problem:
    """Return one line of the intake report."""
    return Problem(severity=severity, code=code, where=where, text=text, done=done)
