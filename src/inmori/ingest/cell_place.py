"""Makes the places of cells: a ledger of ten thousand rows needs more than a hundred thousand of them.

A place differs from its neighbour in row and cell only, so one is made and checked by the model and the others are
copies of it with these exchanged, without a second check: both are numbers and letters made here. That takes a third
of the time and of the memory.
"""

from datetime import date
from typing import Any

from pydantic import BaseModel

from inmori.ingest.table import Table, column_letter
from inmori.model import Source, SourceKind

# What pydantic keeps of an object, set without a look-up of the names.
_new = object.__new__
_set_fields = BaseModel.__dict__["__dict__"].__set__
_set_given = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_set_extra = BaseModel.__dict__["__pydantic_extra__"].__set__
_set_private = BaseModel.__dict__["__pydantic_private__"].__set__


class CellPlaces:
    """The places of the rows and cells of one table (counted from 0), row after row."""

    def __init__(self, table: Table, kind: SourceKind) -> None:
        self._lines = table.lines
        self._letters = [column_letter(index) for index in range(max(map(len, table.rows), default=0))]
        sheet = table.sheet if table.lines is None else None
        self._model = Source(kind=kind, file=table.file, sheet=sheet, row=None, cell=None, line=None, as_of=None)
        self._given = self._model.__pydantic_fields_set__
        self._row = self._model
        self._number = ""

    def row(self, row: int, as_of: date | None) -> Source:
        """Return the place of a row; :meth:`cell` speaks of this row from now on."""
        fields = self._model.__dict__.copy()
        if self._lines is None:
            fields["row"] = row + 1
            self._number = str(row + 1)
        else:
            fields["line"] = self._lines[row]
        fields["as_of"] = as_of
        self._row = self._place(fields)
        return self._row

    def cell(self, column: int) -> Source:
        """Return the place of a cell of the row asked for last; in a text file that is the place of its line."""
        if self._lines is not None:
            return self._row
        fields = self._row.__dict__.copy()
        fields["cell"] = self._letters[column] + self._number
        return self._place(fields)

    def _place(self, fields: dict[str, Any]) -> Source:
        place = _new(Source)
        _set_fields(place, fields)
        _set_given(place, self._given)
        _set_extra(place, None)
        _set_private(place, None)
        return place
