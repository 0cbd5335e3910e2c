"""Reads the tables of a workbook that people filled in: rows by their id, days, and words of a list; all faults at once."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from inmori.errors import InputError
from inmori.report.block import SheetColumn
from inmori.report.writers.edited_cell import EditedCells, columns_in, date_written, no_column
from inmori.report.writers.xlsx_back import BackCell
from inmori.text import Text

Cells = dict[str, BackCell]  # by the English title of the column
Rows = list[list[BackCell]]
C = TypeVar("C", bound=str)
_HEADING_WITHIN = 20
_FORM_PARTS = ("xl/ctrlProps/", "xl/activeX/", "xl/drawings/", "xl/vbaProject", "xl/embeddings/")


class EditedRows(EditedCells):
    """Collects the rows of several tables."""

    def __init__(self, key: SheetColumn) -> None:
        super().__init__()
        self._key = key
        self._read: set[tuple[str, str]] = set()

    def table(self, sheets: Mapping[str, Rows], title: Text, wanted: Iterable[SheetColumn]) -> list[Cells]:
        """Return the rows under the heading of a sheet; a sheet taken out has none."""
        rows = sheets.get(title.ja) or sheets.get(title.en) or []
        columns = (self._key, *wanted)
        for index, row in enumerate(rows[:_HEADING_WITHIN]):
            found = columns_in(row, columns)
            if self._key.title.en not in found:
                continue
            lacking = [one.title for one in columns if one.title.en not in found]
            if lacking:
                self.faults.append(no_column(title, lacking))
                return []
            table = [{name: line[at] for name, at in found.items()} for line in rows[index + 1 :]]
            return [cells for cells in table if any(cell.value is not None for cell in cells.values())]
        if rows:
            self.faults.append(no_column(title, [self._key.title]))
        return []

    def key(self, cells: Cells, known: Iterable[str]) -> str | None:
        """Return the id of a row; one that is missing, unknown or stands twice is a fault."""
        cell = cells[self._key.title.en]
        key = self.text(cell)
        if key in set(known) and (cell.sheet, key) not in self._read:
            self._read.add((cell.sheet, key))
            return key
        if not key:
            what = Text(ja="記号のない行があります(行を足さず、記号の列を消さないでください)", en="a row without an id (add no rows, keep the column of ids)")
        elif (cell.sheet, key) in self._read:
            what = Text(ja=f"「{key[:60]}」の行が二つあります", en=f"“{key[:60]}” stands here twice")
        else:
            what = Text(ja=f"「{key[:60]}」は今の台帳にない行です", en=f"“{key[:60]}” is no row of this register")
        self.fault(cell, what)
        return None

    def day(self, cell: BackCell) -> date | None:
        """Return the day in a cell, None where none is written."""
        if self.is_blank_date(cell):
            return None
        if isinstance(cell.value, date):
            return cell.value
        written = date_written(cell)
        if written is not None and written.exactness == "day":
            return written.first
        self.no_date(cell)
        return None

    def choice(self, cell: BackCell, names: Mapping[C, Text]) -> C | None:
        """Return which word of a list stands in a cell; another word is a fault."""
        text = self.text(cell)
        if not text:
            return None
        for value, words in names.items():
            if text.casefold() in (words.ja.casefold(), words.en.casefold(), value):
                return value
        self.fault(
            cell,
            Text(
                ja=f"「{text[:40]}」は選べません({'・'.join(one.ja for one in names.values())}のどれか)",
                en=f"“{text[:40]}” cannot be chosen ({', '.join(one.en for one in names.values())})",
            ),
        )
        return None


def foreign(data: bytes, name: str) -> InputError:
    """Refuse a workbook that is not ours; one with text boxes, buttons or macros is named as such."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        form = any(part.startswith(_FORM_PARTS) for part in package.namelist())
    ja = "図形・ボタン・マクロのある別の様式です。" if form else "inmori vendors が書いたブックではありません。"
    en = "is another form, with shapes, buttons or macros" if form else "was not written by inmori vendors"
    return InputError(
        Text(
            ja=f"{name} は読み戻せません。{ja}このファイルには何も書きこんでいません。"
            "読めるのは、回答票、vendors.xlsx、公式の「事業者確認用」です。",
            en=f"{name} cannot be read back: it {en}. Nothing was written to it. "
            "What can be read: an answer sheet, vendors.xlsx, or the official vendors' sheet.",
        )
    )
