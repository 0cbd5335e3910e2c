"""A sheet as CSV that Excel in Japan opens as it was meant: UTF-8 with its mark, CRLF, and no cell that it would change.

Excel turns 0012 into 12, 3-1 into the first of March and long numbers into powers of ten, and runs what begins with "=".
Such texts get a leading apostrophe, as formulas do everywhere else in this product. Days are written as 2026-11-24.
"""

import csv
import io
import re
from datetime import date

from inmori.report.block import Cell, Sheet
from inmori.report.wording import UNKNOWN
from inmori.report.writers.neutralise import neutralised
from inmori.text import Language, Text

MARK = "\ufeff"
_CHANGED = re.compile(
    r"""
    0\d+ | \d{12,}                               # leading zeros, long numbers
    | \d+[-/.]\d+([-/.]\d+)? | \d{1,2}:\d{2}.*   # dates, times, decimals that are numbers of something
    | \d+(\.\d+)?[eE]\d+                         # powers of ten, part of many a hash
    """,
    re.VERBOSE,
)


def csv_bytes(sheet: Sheet, *, language: Language) -> bytes:
    """Return the sheet's heading and rows; the same sheet gives the same bytes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([protected(column.title.in_(language)) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_cell(value, language) for value in row])
    return (MARK + buffer.getvalue()).encode()


def protected(text: str) -> str:
    """Return ``text`` so that a spreadsheet shows it as it is."""
    text = neutralised(text)
    return "'" + text if _CHANGED.fullmatch(text.strip()) else text


def _cell(value: Cell, language: Language) -> str:
    if value is None:
        value = UNKNOWN
    if isinstance(value, Text):
        return protected(value.in_(language))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    return protected(value) if isinstance(value, str) else str(value)
