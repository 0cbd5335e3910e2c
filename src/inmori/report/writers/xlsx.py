"""The annex as a workbook: frozen heading, filter, widths, and not one cell that a spreadsheet would run.

openpyxl stamps the time of writing in two places; both are set to the paper's own day, so that the same assessment
gives the same bytes.
"""

import io
import re
import zipfile
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from inmori.report.block import Annex, Cell, Sheet, SheetColumn
from inmori.report.wording import UNKNOWN
from inmori.report.writers.neutralise import neutralised
from inmori.text import Language, Text

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_HEADING_ROW = 3  # title, explanation, heading
_MOST_LINES = 9
_BROADEST_ON_ONE_PAGE = 300  # half-width characters; broader sheets are printed on several pages side by side
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def xlsx(annex: Annex, *, language: Language) -> bytes:
    """Return the workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Inmori"
    book.properties.title = neutralised(annex.imprint.title.in_(language))
    styles = _styles(book)
    for sheet in annex.sheets:
        page = book.create_sheet(_FORBIDDEN.sub(" ", sheet.title.in_(language))[:31])
        _write(page, sheet, annex, language, styles)
    buffer = io.BytesIO()
    book.save(buffer)
    return _stamped(buffer.getvalue(), annex.imprint.day)


def _styles(book: Any) -> dict[str, Any]:
    """Return the looks of cells by name. openpyxl files a look per assignment, which is slow for 100,000 cells: each
    look is filed once, on a scratch sheet, and shared."""
    from openpyxl.styles import Alignment, Font, PatternFill

    scratch = book.create_sheet("styles")
    wrap = Alignment(wrap_text=True, vertical="top", horizontal="left")
    line = Alignment(vertical="top")
    looks: dict[str, dict[str, Any]] = {
        "title": {"font": Font(bold=True, size=14), "alignment": line},
        "quiet": {"font": Font(color="595959", size=10), "alignment": line},
        "head": {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F3864"), "alignment": wrap},
        "plain": {"alignment": wrap},
        "unknown": {"font": Font(color="767676", italic=True), "alignment": wrap},
        "date": {"alignment": wrap, "number_format": "yyyy-mm-dd"},
        "amount": {"alignment": Alignment(vertical="top", horizontal="right"), "number_format": "#,##0"},
        "fill in": {"alignment": wrap, "fill": PatternFill("solid", fgColor="FFF8DC")},
        "fill in date": {
            "alignment": wrap, "fill": PatternFill("solid", fgColor="FFF8DC"), "number_format": "yyyy-mm-dd",
        },
    }
    filed = {}
    for name, look in looks.items():
        cell = scratch.cell(row=1, column=1)
        for part, value in look.items():
            setattr(cell, part, value)
        filed[name] = cell._style
        del scratch._cells[1, 1]
    book.remove(scratch)
    return filed


def _write(page: Any, sheet: Sheet, annex: Annex, language: Language, styles: dict[str, Any]) -> None:
    from openpyxl.utils import get_column_letter

    imprint = annex.imprint
    about = " · ".join(text.in_(language) for text in (sheet.about, imprint.date, imprint.cut_off, imprint.version))
    _cell(page, 1, 1, f"{imprint.hospital.in_(language)} {sheet.title.in_(language)}", language, styles, "title")
    _cell(page, 2, 1, about, language, styles, "quiet")
    for index, column in enumerate(sheet.columns, start=1):
        _cell(page, _HEADING_ROW, index, column.title, language, styles, "head")
        dimension = page.column_dimensions[get_column_letter(index)]
        dimension.width = column.width
        if column.folded:
            dimension.outlineLevel, dimension.hidden = 1, True
    looks = [_look(column) for column in sheet.columns]
    for number, row in enumerate(sheet.rows, start=_HEADING_ROW + 1):
        cells = [
            _cell(page, number, index, value, language, styles, look)
            for index, (look, value) in enumerate(zip(looks, row, strict=True), start=1)
        ]
        page.row_dimensions[number].height = _height(sheet, cells)
    _offer_choices(page, sheet, language)
    last = get_column_letter(len(sheet.columns))
    page.freeze_panes = f"{'B' if len(sheet.columns) > 6 else 'A'}{_HEADING_ROW + 1}"
    page.auto_filter.ref = f"A{_HEADING_ROW}:{last}{_HEADING_ROW + len(sheet.rows)}"
    page.sheet_view.zoomScale = 90
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    if sum(column.width for column in sheet.columns if not column.folded) <= _BROADEST_ON_ONE_PAGE:
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
    else:
        page.page_setup.scale = 60
    page.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"


def _look(column: SheetColumn) -> str:
    return "fill in" if column.editable else "amount" if column.amounts else "plain"


def _offer_choices(page: Any, sheet: Sheet, language: Language) -> None:
    """Let people pick a word where only some are understood."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for index, column in enumerate(sheet.columns, start=1):
        if column.choices and sheet.rows:
            words = ",".join(choice.in_(language) for choice in column.choices)
            rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            letter = get_column_letter(index)
            rule.add(f"{letter}{_HEADING_ROW + 1}:{letter}{_HEADING_ROW + len(sheet.rows)}")
            page.add_data_validation(rule)


def _height(sheet: Sheet, cells: list[Any]) -> float:
    """Return a row's height in points: not every program fits it to wrapped text when it opens the file."""
    lines = 1
    for column, cell in zip(sheet.columns, cells, strict=True):
        if isinstance(cell.value, str) and not column.folded:
            room = max(int(column.width) - 1, 1)
            lines = max(lines, sum(max(-(-_wide(line) // room), 1) for line in cell.value.split("\n")))
    return 15.0 * min(lines, _MOST_LINES) + 3


def _wide(words: str) -> int:
    """Return how many half-width characters of room words take."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in words)


def _cell(
    page: Any, row: int, column: int, value: Cell, language: Language, styles: dict[str, Any], look: str = "plain"
) -> Any:
    """Write one cell. Text is written as text whatever it looks like; unknown is said and greyed."""
    cell = page.cell(row=row, column=column)
    if value is None:
        value, look = UNKNOWN, look if look == "fill in" else "unknown"
    if isinstance(value, Text):
        value = value.in_(language)
    if isinstance(value, str):
        if value:
            cell.value = neutralised(value)
            cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, date):
            look = "fill in date" if look == "fill in" else "date"
    cell._style = styles[look]
    return cell


def _stamped(data: bytes, day: date) -> bytes:
    """Pack the workbook anew with fixed times, in a fixed order."""
    moment = f"{day.isoformat()}T00:00:00Z"
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + moment.encode() + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, date_time=(max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return packed.getvalue()
