"""Reads decisions and requests out of an edited checklist workbook. Either everything that was written is understood, or
nothing is taken and every cell that is not is named at once. A workbook that is not ours is refused, never written to.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import date

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Answer
from inmori.comply import ANSWER_NAMES, Assessment
from inmori.comply.change import EditedItem, row_of
from inmori.comply.decision import faults_of
from inmori.comply.vendor_matrix import Paper, Request
from inmori.errors import InputError
from inmori.report.block import SheetColumn
from inmori.report.documents.checklist.sheets import (
    ANSWER,
    ASKED,
    DECIDED,
    ITEMS,
    KEY,
    ON,
    PAPER,
    REASON,
    TARGET,
    UNTIL,
    VENDORS,
    WHO,
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

_FORM_PARTS = ("xl/ctrlProps/", "xl/activeX/", "xl/drawings/drawing", "xl/vbaProject")
Cells = dict[str, BackCell]  # by the English title of the column


@dataclass(frozen=True)
class ReadBack:
    """Rows as edited. ``missing`` are items of the assessment that the workbook no longer has: they stay as they are."""

    items: tuple[EditedItem, ...]
    requests: tuple[Request, ...]
    missing: tuple[str, ...]


def read_back(data: bytes, assessment: Assessment, catalogue: Catalogue, *, name: str, today: date) -> ReadBack:
    """Read a workbook that was written from ``assessment``; ``name`` is the file's name for errors.

    Raises:
        InputError: no workbook, not this one, or cells that cannot be understood, each named with sheet and cell.
    """
    sheets = rows_of(data, name=name)
    reader = _Reader(assessment, catalogue, today)
    if not any(title in sheets for title in (ITEMS.ja, ITEMS.en)):
        raise _foreign(data, name)
    items = reader.table(sheets, ITEMS, DECIDED)
    vendors = reader.table(sheets, VENDORS, (*ASKED["disclosure"], *ASKED["sheet"]))
    edited = [row for cells in items if (row := reader.item(cells)) is not None]
    requests = [one for cells in vendors for one in reader.requests(cells)]
    if reader.faults:
        raise refused(name, reader.faults)
    read = {row.item for row in edited}
    return ReadBack(tuple(edited), tuple(requests), tuple(one.id for one in assessment.items if one.id not in read))


class _Reader(EditedCells):
    """Collects rows and everything that is wrong with them."""

    def __init__(self, assessment: Assessment, catalogue: Catalogue, today: date) -> None:
        super().__init__()
        self._before = {item.id: item for item in assessment.items}
        self._vendors = {row.id for row in assessment.vendors}
        self._catalogue = catalogue
        self._today = today
        self._read: set[str] = set()

    def table(self, sheets: dict[str, list[list[BackCell]]], title: Text, wanted: tuple[SheetColumn, ...]) -> list[Cells]:
        """Return the rows under the heading of a sheet as cells by column; a sheet taken out has no rows."""
        rows = sheets.get(title.ja) or sheets.get(title.en) or []
        columns = (KEY, *wanted)
        for index, row in enumerate(rows[:20]):
            found = columns_in(row, columns)
            if KEY.title.en in found:
                lacking = [one.title for one in columns if one.title.en not in found]
                if lacking:
                    self.faults.append(no_column(title, lacking))
                    return []
                table = [{name: line[at] for name, at in found.items()} for line in rows[index + 1 :]]
                return [cells for cells in table if any(cell.value is not None for cell in cells.values())]
        if rows:
            self.faults.append(no_column(title, [KEY.title]))
        return []

    def item(self, cells: Cells) -> EditedItem | None:
        """Return the row of one item if it can stand."""
        key = self._key(cells, set(self._before))
        if key is None:
            return None
        row = EditedItem(
            item=key,
            answer=self._answer(cells[ANSWER.title.en]),
            on=self._date(cells[ON.title.en]),
            who=self.text(cells[WHO.title.en]),
            reason=self.text(cells[REASON.title.en]),
            target=self._date(cells[TARGET.title.en]),
            evidence=self.text(cells[PAPER.title.en]),
            valid_until=self._date(cells[UNTIL.title.en]),
        )
        item = self._before[key]
        if row.blank or row == row_of(item):
            return row
        decision = row.decision()
        if decision is None:
            lacking = ANSWER if row.answer is None else ON
            what = Text(ja=f"{lacking.title.ja}を書いてください", en=f"write: {lacking.title.en}")
            self.fault(cells[lacking.title.en], what)
            return None
        faults = faults_of(decision, self._catalogue.requirements[key], today=self._today)
        if item.decision is not None and decision.on < item.decision.on:
            day = item.decision.on.isoformat()
            faults.append(Text(ja=f"確認日が前の確認({day})より前です", en=f"decided before the last round ({day})"))
        self.faults += [at_cell(cells[ANSWER.title.en], Text(ja=f"{item.number} {one.ja}", en=f"{item.number} {one.en}")) for one in faults]
        return row

    def requests(self, cells: Cells) -> list[Request]:
        """Return what is noted on both papers of one vendor and system."""
        key = self._key(cells, self._vendors)
        if key is None:
            return []
        found = []
        papers: tuple[Paper, ...] = ("disclosure", "sheet")
        for paper in papers:
            asked, due, received = (self._date(cells[column.title.en]) for column in ASKED[paper])
            found.append(Request(row=key, paper=paper, asked=asked, due=due, received=received))
        return found

    def _key(self, cells: Cells, known: set[str]) -> str | None:
        cell = cells[KEY.title.en]
        key = self.text(cell)
        if key in known and key not in self._read:
            self._read.add(key)
            return key
        if key:
            what = (
                Text(ja=f"「{key[:40]}」の行が二つあります", en=f"“{key[:40]}” stands here twice")
                if key in self._read
                else Text(ja=f"「{key[:40]}」は今の版の記号ではありません", en=f"“{key[:40]}” is not of this edition")
            )
        else:
            what = Text(ja="記号のない行があります", en="a row without an id")
        self.fault(cell, what)
        return None

    def _answer(self, cell: BackCell) -> Answer | None:
        text = self.text(cell)
        if not text:
            return None
        for answer, words in ANSWER_NAMES.items():
            if text.casefold() in (words.ja, words.en, answer):
                return answer
        names = "、".join(words.ja for words in ANSWER_NAMES.values())
        what = Text(
            ja=f"「{text[:40]}」という答えはありません({names}のどれか)",
            en=f"“{text[:40]}” is no answer ({', '.join(words.en for words in ANSWER_NAMES.values())})",
        )
        self.fault(cell, what)
        return None

    def _date(self, cell: BackCell) -> date | None:
        if self.is_blank_date(cell):
            return None
        if isinstance(cell.value, date):
            return cell.value
        written = date_written(cell)
        if written is not None and written.exactness == "day":
            return written.first
        self.no_date(cell)
        return None


def _foreign(data: bytes, name: str) -> InputError:
    """Refuse a workbook that is not ours; one with text boxes, buttons or macros is named as such."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        form = any(part.startswith(_FORM_PARTS) for part in package.namelist())
    ja = "図形・ボタン・マクロのある別の様式(公式の様式など)です。" if form else "inmori comply が書いたブックではありません。"
    en = "is another form, with shapes, buttons or macros (perhaps the official one)" if form else "was not written by inmori comply"
    return InputError(
        Text(
            ja=f"{name} は読み戻せません。{ja}このファイルには何も書きこんでいません。inmori comply が書いた checklist.xlsx に書きこんでください。",
            en=f"{name} cannot be read back: it {en}. Nothing was written to it. Fill in the checklist.xlsx that inmori comply wrote.",
        )
    )
