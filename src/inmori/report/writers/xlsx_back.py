"""A workbook that a person edited, as plain rows with the address of every cell.

Nothing in it is run: a formula is handed over as such, for the caller to refuse with its place. A file that is no
workbook, or a bomb, is an :class:`InputError`.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from inmori.errors import InputError
from inmori.text import Text

_MOST_BYTES = 20_000_000
_MOST_UNPACKED = 200_000_000
_MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_STARTERS = "=+-@＝＋－＠"

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class BackCell:
    """One cell: its value (whitespace around text gone), where it stands, whether it holds a formula."""

    value: Value
    sheet: str
    address: str
    formula: bool = False

    def place(self) -> str:
        """Return the cell as a person points to it."""
        return f"「{self.sheet}」{self.address}"


def rows_of(data: bytes, *, name: str) -> dict[str, list[list[BackCell]]]:
    """Return the rows of each sheet; ``name`` is the file's name for the error.

    Raises:
        InputError: not an Excel workbook (.xlsx), protected, cut, or far too large.
    """
    from openpyxl import load_workbook

    _check(data, name)
    try:
        book = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        return {page.title: _rows(page, name) for page in book.worksheets}
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part of the file makes it stumble over
        raise _unreadable(name, type(error).__name__) from error


def _check(data: bytes, name: str) -> None:
    if len(data) > _MOST_BYTES:
        raise _unreadable(name, "too large")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_UNPACKED:
                raise _unreadable(name, "too large when unpacked")
    except zipfile.BadZipFile as error:
        raise _unreadable(name, "not a workbook") from error


def _rows(page: Any, name: str) -> list[list[BackCell]]:
    if page.max_row > _MOST_ROWS or page.max_column > _MOST_COLUMNS:
        raise _unreadable(name, f"{page.title}: {page.max_row} x {page.max_column}")
    return [[_cell(page.title, cell) for cell in row] for row in page.iter_rows()]


def _cell(sheet: str, cell: Any) -> BackCell:
    value, formula = cell.value, cell.data_type == "f"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        value = value.strip()
        if value[:1] == "'" and value[1:].lstrip()[:1] in (*_STARTERS,):
            value = value[1:]  # put there by our own writer
    elif not isinstance(value, int | float | date | None):
        value = str(value)  # an array formula, a duration
    return BackCell(value=value, sheet=sheet, address=cell.coordinate, formula=formula)


def _unreadable(name: str, detail: str) -> InputError:
    return InputError(
        Text(
            ja=f"{name} を読めません。Excelのブック(.xlsx)として保存し、パスワードを外してください({detail})。",
            en=f"Cannot read {name}. Save it as an Excel workbook (.xlsx) without a password ({detail}).",
        )
    )
