"""Each block of a manuscript as paragraphs and tables of a word processor."""

from functools import singledispatch
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from inmori.report.block import Bullets, Paragraph, Subheading, Table, Terms
from inmori.report.documents.manuscript import Article, Chart, Clause, Form, Passage, Ruled, SignOff
from inmori.report.wording import EMPTY
from inmori.report.writers.docx_page import CAUTION_SHADE, HEAD_SHADE, Page, clean, shade
from inmori.report.writers.docx_table import boxes, fill, table
from inmori.text import Text

_TONES = {"plain": "Normal", "lead": "Inmori Lead", "note": "Inmori Note", "caution": "Inmori Caution"}
_DAY = Text(ja="　　年　　月　　日", en="Date:")


@singledispatch
def _write(block: Any, page: Page) -> None:
    raise AssertionError(f"no way to write {type(block).__name__} {page.language}")


def write(page: Page, block: Passage) -> None:
    """Write one block at the end of the page."""
    _write(block, page)


@_write.register
def _paragraph(block: Paragraph, page: Page) -> None:
    made = page.paragraph(block.text, style=_TONES[block.tone])
    if block.tone == "caution":
        properties = made._p.get_or_add_pPr()
        borders = OxmlElement("w:pBdr")
        line = OxmlElement("w:left")
        for name, value in (("val", "single"), ("sz", "24"), ("space", "6"), ("color", "C0392B")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        properties.append(borders)
        shade(properties, CAUTION_SHADE)


@_write.register
def _subheading(block: Subheading, page: Page) -> None:
    page.heading(block.text, level=2)


@_write.register
def _bullets(block: Bullets, page: Page) -> None:
    for item in block.items:
        page.paragraph(item, style="List Bullet")


@_write.register
def _terms(block: Terms, page: Page) -> None:
    for term, meaning in block.items:
        made = page.paragraph(EMPTY, style="Inmori Clause")
        made.add_run(clean(term.in_(page.language)) + "　").bold = True
        page.words(made, meaning)


@_write.register
def _article(block: Article, page: Page) -> None:
    title = Text(
        ja=f"第{block.number}条({block.title.ja})", en=f"Article {block.number} ({block.title.en})"
    )
    page.heading(title, level=2)
    for number, clause in enumerate(block.clauses, start=1):
        _clause(clause, number, page)


def _clause(clause: Clause, number: int, page: Page) -> None:
    mark = "" if number == 1 else f"{number}\t"  # the first paragraph of an article carries no number
    made = page.paragraph(EMPTY, style="Inmori Clause")
    if not mark:
        made.paragraph_format.first_line_indent = 0
    made.add_run(mark)
    page.words(made, clause.text)
    for index, item in enumerate(clause.items, start=1):
        row = page.paragraph(EMPTY, style="Inmori Item")
        row.add_run(f"({index})\t")
        page.words(row, item)


@_write.register
def _table(block: Table, page: Page) -> None:
    _caption(block.caption, page)
    made = table(
        page, [(one.title, one.weight) for one in block.columns], block.rows, small=block.small
    )
    for index, column in enumerate(block.columns):
        if column.align != "left":
            side = WD_ALIGN_PARAGRAPH.RIGHT if column.align == "right" else WD_ALIGN_PARAGRAPH.CENTER
            for cell in made.columns[index].cells:
                cell.paragraphs[0].alignment = side
    page.paragraph(EMPTY, style="Inmori Note")


@_write.register
def _ruled(block: Ruled, page: Page) -> None:
    _caption(block.caption, page)
    empty = tuple((EMPTY,) * len(block.columns) for _ in range(block.empty))
    table(page, list(block.columns), (*block.rows, *empty), least=8)
    page.paragraph(EMPTY, style="Inmori Note")


@_write.register
def _form(block: Form, page: Page) -> None:
    made = table(page, [(EMPTY, 1.0), (EMPTY, 2.6)], block.rows, head=False, least=7.0 * block.height)
    for row in made.rows:
        fill(row.cells[0], HEAD_SHADE)
    page.paragraph(EMPTY, style="Inmori Note")


@_write.register
def _sign_off(block: SignOff, page: Page) -> None:
    made = table(
        page, [(role, 1.0) for role in block.roles], ((EMPTY,) * len(block.roles), (_DAY,) * len(block.roles)), least=16
    )
    made.rows[2].height = None
    page.paragraph(EMPTY, style="Inmori Note")


@_write.register
def _chart(block: Chart, page: Page) -> None:
    _caption(block.title, page)
    for index, level in enumerate(block.levels):
        if index:
            arrow = page.paragraph(Text(ja="▼", en="▼"), style="Inmori Arrow")
            arrow.alignment, arrow.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        boxes(page, level)
    page.paragraph(EMPTY, style="Inmori Note")


def _caption(text: Text, page: Page) -> None:
    if text.in_(page.language):
        page.paragraph(text, style="Inmori Caption")
