"""Makes the places of cells: a ledger of ten thousand rows needs more than a hundred thousand of them.

A place differs from its neighbour in row and cell only, so one is made and checked by the model and the others are
copies of it with these exchanged, without a second check: both are numbers and letters made here. That takes a third
of the time and of the memory.
"""

from datetime import date
from typing import Any

from inmori.ingest.table import Position, Table, column_letter
from inmori.model import Source, SourceKind

_set = object.__setattr__


class CellPlaces:
    """The places of the rows and cells of one table (counted from 0), row after row."""

    def __init__(self, table: Table, kind: SourceKind) -> None:
        self._table = table
        self._kind = kind
        self._letters = [column_letter(index) for index in range(max(map(len, table.rows), default=0))]
        self._at: tuple[int, date | None] | None = None
        self._row = Source(kind=kind, file=table.file)
        self._fields: dict[str, Any] = {}

    def row(self, row: int, as_of: date | None) -> Source:
        """Return the place of a row."""
        if self._at != (row, as_of):
            self._row = self._table.source(self._kind, row, as_of=as_of)
            self._fields = self._row.__dict__
            self._at = (row, as_of)
        return self._row

    def cell(self, where: Position, as_of: date | None) -> Source:
        """Return the place of a cell; in a text file that is the place of its line."""
        row, column = where
        if self._at != (row, as_of):
            self.row(row, as_of)
        if self._table.lines is not None:
            return self._row
        fields = self._fields.copy()
        fields["cell"] = f"{self._letters[column]}{row + 1}"
        place = object.__new__(Source)
        _set(place, "__dict__", fields)
        _set(place, "__pydantic_fields_set__", self._row.__pydantic_fields_set__)
        _set(place, "__pydantic_extra__", None)
        _set(place, "__pydantic_private__", None)
        return place
