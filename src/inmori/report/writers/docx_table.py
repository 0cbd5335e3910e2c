"""Tables of a word processor: widths that hold in Word and LibreOffice, head rows that repeat, boxes of a chart."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from inmori.report.documents.manuscript import Box
from inmori.report.writers.docx_page import HEAD_SHADE, Page, shade
from inmori.text import Text

_LINE, _GAP_LINE = "7F8C99", "C0392B"
_GAP_SHADE = "FFF7E6"
_SPACE = 4.0  # mm between two boxes of a chart
_BEHIND_EDGES = tuple(qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook"))
_MOST = 4  # boxes side by side; more become narrower than a name


def table(
    page: Page,
    columns: Sequence[tuple[Text, float]],
    rows: Sequence[Sequence[Text]],
    *,
    head: bool = True,
    small: bool = False,
    least: float = 0,
) -> Any:
    """Write a table over the whole width. ``columns``: title and share; ``least``: height of a body row in mm."""
    style = "Inmori Small Cell" if small else "Inmori Cell"
    made = page.document.add_table(rows=0, cols=len(columns))
    made.style, made.autofit, made.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    _edges(made._tbl.tblPr, _LINE)
    written = [[title for title, _ in columns], *rows] if head else list(rows)
    for index, row in enumerate(written):
        line = made.add_row()
        _whole(line)
        if least and not (head and index == 0):
            line.height, line.height_rule = Mm(least), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, words in zip(line.cells, row, strict=True):
            place = page.styled(cell.paragraphs[0], style)
            page.words(place, words)
            if head and index == 0:
                fill(cell, HEAD_SHADE)
                for run in place.runs:
                    run.bold = True
    if head:
        _repeat(made.rows[0])
    total = sum(weight for _, weight in columns)
    _widths(made, [page.width * weight / total for _, weight in columns])
    return made


def boxes(page: Page, level: Sequence[Box]) -> None:
    """Write the boxes of one level of a chart, at most four side by side."""
    for start in range(0, len(level), _MOST):
        _row_of_boxes(page, level[start : start + _MOST], wide=min(len(level), _MOST))
        if start + _MOST < len(level):
            page.paragraph(Text(ja="", en=""), style="Inmori Arrow")


def _row_of_boxes(page: Page, level: Sequence[Box], *, wide: int) -> None:
    slots = 2 * len(level) - 1
    made = page.document.add_table(rows=1, cols=slots)
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _whole(made.rows[0])
    share = min((page.width - _SPACE * (wide - 1)) / wide, 110.0)
    _widths(made, [share if index % 2 == 0 else _SPACE for index in range(slots)])
    for index, box in enumerate(level):
        cell = made.rows[0].cells[2 * index]
        _edges(cell._tc.get_or_add_tcPr(), _GAP_LINE if box.gap else _LINE, dashed=box.gap, tag="w:tcBorders")
        if box.gap:
            fill(cell, _GAP_SHADE)
        first = page.styled(cell.paragraphs[0], "Inmori Box")
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER
        page.words(first, box.title)
        for run in first.runs:
            run.bold = True
        for words in box.lines:
            line = page.styled(cell.add_paragraph(), "Inmori Box")
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            page.words(line, words)
        for line in cell.paragraphs:
            line.paragraph_format.keep_with_next = True


def fill(cell: Any, colour: str) -> None:
    """Give a cell a background."""
    shade(cell._tc.get_or_add_tcPr(), colour)


def _widths(made: Any, widths: Sequence[float]) -> None:
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat(row: Any) -> None:
    """Have the row written again at the head of every page the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _edges(properties: Any, colour: str, *, dashed: bool = False, tag: str = "w:tblBorders") -> None:
    made = OxmlElement(tag)
    inner = ("insideH", "insideV") if tag == "w:tblBorders" else ()
    for side in ("top", "left", "bottom", "right", *inner):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed" if dashed else "single"), ("sz", "8" if dashed else "4"), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        made.append(line)
    behind = [one for one in properties if one.tag in _BEHIND_EDGES]  # Word insists on the order of the standard
    if behind:
        behind[0].addprevious(made)
    else:
        properties.append(made)
