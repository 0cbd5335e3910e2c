"""Tables of a web page, which many asset tools and web applications hand out under the name of an Excel file (.xls).

Excel opens such a file with a warning, so people take it for a workbook. Only the tables are taken: no address in the
page is followed, no script is read. Cells that span several are laid out as merged cells of a sheet are.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.limits import Limits
from inmori.ingest.table import Position, Table

_HEAD = 65_536
_BEGINS = re.compile(r"\s*<(?:!doctype\s+html|html|head|meta|body|table|div|\?xml[^>]*>\s*<html|!--)", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "title", "head", "template", "noscript"})
_STRUCK = frozenset({"s", "del", "strike"})
_WIDEST_SPAN = 1_000  # a table that claims more would only fill memory
_MOST_CELLS = 4_000_000  # of all tables together
_LEAST_COLUMNS, _LEAST_ROWS = 2, 2


def is_web_table(file: EvidenceFile) -> bool:
    """Whether the file is a page of HTML with a table in it, whatever its name says."""
    if file.data[:2] == b"PK" or file.text is None or not file.whole:
        return False
    head = file.text[:_HEAD]
    return bool(_BEGINS.match(head)) and "<table" in file.text.lower()


@lru_cache(maxsize=2)  # several readers look at each file before one of them reads it
def web_tables(file: EvidenceFile) -> tuple[Table, ...]:
    """Return the tables of a page in the order in which they begin; those used to lay the page out are left out."""
    parser = _Page(file.limits)
    parser.feed(file.text or "")
    parser.close()
    parser.end()
    grids = [grid for grid in parser.grids if grid.is_list()]
    return tuple(grid.table(file.name, grid.caption.strip() or f"表{number}") for number, grid in enumerate(grids, start=1))


@dataclass
class _Grid:
    """One table while it is read."""

    caption: str = ""
    cells: dict[Position, str] = field(default_factory=dict)
    merged: dict[Position, Position] = field(default_factory=dict)
    struck: set[Position] = field(default_factory=set)
    partly: set[Position] = field(default_factory=set)
    row: int = -1
    column: int = 0
    begun: Position | None = None  # the cell that is open
    span: tuple[int, int] = (1, 1)
    text: list[tuple[str, bool]] = field(default_factory=list)

    def is_list(self) -> bool:
        rows = {row for row, _ in self.cells}
        columns = {column for _, column in self.cells}
        return len(rows) >= _LEAST_ROWS and len(columns) >= _LEAST_COLUMNS

    def open_row(self) -> None:
        self.row, self.column = self.row + 1, 0

    def open_cell(self, rows: int, columns: int) -> None:
        self.row = max(self.row, 0)
        while (self.row, self.column) in self.cells:  # from a cell above that reaches down
            self.column += 1
        self.begun, self.span, self.text = (self.row, self.column), (rows, columns), []

    def close_cell(self, longest: int) -> None:
        if self.begun is None:
            return
        row, column = self.begun
        kept = "".join(text for text, struck in self.text if not struck)
        gone = "".join(text for text, struck in self.text if struck).strip()
        value = _tidy(kept) or (_tidy(gone) if gone else "")
        if gone:
            (self.partly if kept.strip() else self.struck).add(self.begun)
        for down in range(self.span[0]):
            for right in range(self.span[1]):
                place = (row + down, column + right)
                if place not in self.cells:
                    self.cells[place] = value[:longest]
                    if place != self.begun:
                        self.merged[place] = self.begun
        self.column, self.begun = column + self.span[1], None

    def table(self, file: str, sheet: str) -> Table:
        height, width = (1 + max(place[axis] for place in self.cells) for axis in (0, 1))
        rows = [[self.cells.get((row, column), "") for column in range(width)] for row in range(height)]
        return Table(
            file=file, sheet=sheet, rows=rows, merged=self.merged,
            struck=frozenset(self.struck), partly_struck=frozenset(self.partly),
        )  # fmt: skip


class _Page(HTMLParser):
    """Walks through a page; tables within tables are tables of their own."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[_Grid] = []
        self._limits = limits
        self._open: list[_Grid] = []
        self._unseen = 0
        self._struck = 0
        self._caption = False
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what a tag opens; where a page forgets to close cells and rows, the next one closes them."""
        told = dict(attrs)
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _STRUCK:
            self._struck += 1
        elif tag == "table":
            self._unseen = 0  # a page that never closes its head
            self.grids.append(grid := _Grid())
            self._open.append(grid)
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].close_cell(self._limits.cell_chars)
            self._open[-1].open_row()
        elif tag in ("td", "th"):
            self._begin_cell(told)
        elif tag == "caption":
            self._caption = True
        elif tag in ("br", "p", "div", "li") and self._open[-1].begun is not None:
            self._open[-1].text.append(("\n", bool(self._struck)))

    def handle_endtag(self, tag: str) -> None:
        """Close what a tag closes."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _STRUCK:
            self._struck = max(0, self._struck - 1)
        elif tag == "caption":
            self._caption = False
        elif tag in ("td", "th", "tr") and self._open:
            self._open[-1].close_cell(self._limits.cell_chars)
        elif tag == "table" and self._open:
            self._open.pop().close_cell(self._limits.cell_chars)

    def handle_data(self, data: str) -> None:
        """Take the text of a cell or of a table's title."""
        if self._unseen or not self._open:
            return
        grid = self._open[-1]
        if grid.begun is not None:
            grid.text.append((data, bool(self._struck)))
        elif self._caption:
            grid.caption += data

    def end(self) -> None:
        """Close the tables that a cut page leaves open."""
        while self._open:
            self._open.pop().close_cell(self._limits.cell_chars)

    def _begin_cell(self, told: dict[str, str | None]) -> None:
        grid = self._open[-1]
        grid.close_cell(self._limits.cell_chars)
        rows, columns = _span(told.get("rowspan")), _span(told.get("colspan"))
        self._cells += rows * columns
        if self._cells <= _MOST_CELLS and grid.row < self._limits.rows:
            grid.open_cell(rows, columns)


def _span(written: str | None) -> int:
    number = int(written) if written and written.isdigit() and len(written) < 6 else 1
    return min(max(number, 1), _WIDEST_SPAN)


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t\r\f\v\u00a0]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
