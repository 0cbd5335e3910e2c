"""The list of machines as a table to take away, to edit and to bring back: XLSX or CSV, with a key for every row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from inmori import __version__
from inmori.ingest.decided_value import DECIDABLE, UNKNOWN, choices, said, value_of, written
from inmori.report.block import Annex, Cell, Imprint, Sheet, SheetColumn
from inmori.report.wording import day
from inmori.report.writers.neutralise import neutralised
from inmori.report.writers.xlsx import xlsx
from inmori.text import Language, Text
from inmori.web.decided.hospital_text import DeviceText, HospitalText
from inmori.web.decided.table_back import KEY, SHEET
from inmori.web.desk.screens.devices.columns import ALL, FIELD_TITLES, PARTS, Column, value_in
from inmori.web.desk.screens.devices.words import KIND_UNKNOWN, SUPPORT
from inmori.web.versions.models import DeviceRow

_ABOUT = Text(
    ja="黄色の列を書きかえ、画面の「表を取り込む」で戻せます。空欄は変えません。わからなくなったものは「不明」と書きます。記号の列は消さないでください",
    en="Edit the yellow columns and bring the file back on the screen. An empty cell changes nothing; write “unknown” for what is "
    "no longer known. Leave the column Id in",
)


def as_xlsx(rows: Iterable[DeviceRow], text: HospitalText, columns: Sequence[Column], *, hospital: str, number: int, today: date,
            language: Language) -> bytes:  # fmt: skip
    """Return the workbook; ``number`` is the version's, which stands in every key."""
    names = _names(columns)
    sheet = Sheet(SHEET, _ABOUT, tuple(_column(name) for name in names), tuple(_cells(row, text, names, number=number) for row in rows))
    made, same = day(today), Text(ja=hospital, en=hospital)
    imprint = Imprint(hospital=same, title=SHEET, day=today, date=Text(ja=f"作成日 {made.ja}", en=f"Made {made.en}"),
                      cut_off=Text(ja=f"版 {number}", en=f"Version {number}"),
                      version=Text(ja=f"Inmori {__version__}", en=f"Inmori {__version__}"))  # fmt: skip
    return xlsx(Annex(imprint=imprint, sheets=(sheet,)), language=language)


def as_csv(rows: Iterable[DeviceRow], text: HospitalText, columns: Sequence[Column], *, number: int, language: Language) -> bytes:
    """Return the same as CSV."""
    names, out = _names(columns), StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_column(name).title.in_(language) for name in names])
    for row in rows:
        writer.writerow([neutralised(_words(cell, language)) for cell in _cells(row, text, names, number=number)])
    # Excel in Japan takes UTF-8 for what it is only with a byte order mark.
    return ("\ufeff" + out.getvalue()).encode()


def exported(fields: DeviceText, field: str, language: Language, *, zone: str = "") -> str:
    """Return how a field stands in a table that was taken away, as whoever reads it back will see it."""
    words = neutralised(_words(_field(fields, field, zone), language)).strip()
    return words[1:] if words[:1] == "'" else words


def _names(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(["", *(part for column in columns for part in PARTS.get(column.name) or (column.name,))]))


def _column(name: str) -> SheetColumn:
    if not name:
        return SheetColumn(KEY, 14)
    title = FIELD_TITLES.get(name) or ALL[name].title
    if name not in DECIDABLE:
        return SheetColumn(title, 18)
    offered = tuple(words for _, words in choices(name))
    return SheetColumn(title, 18, editable=True, choices=(*offered, UNKNOWN) if offered else ())


def _cells(row: DeviceRow, text: HospitalText, names: Sequence[str], *, number: int) -> tuple[Cell, ...]:
    fields = text.fields(row.device)
    found: list[Cell] = []
    for name in names:
        if not name:
            found.append(f"{number}:{row.device}")
        elif name in FIELD_TITLES:
            found.append(_field(fields, name, row.zone))
        else:
            found.append(SUPPORT.get(row.support, KIND_UNKNOWN) if name == "support" else int(getattr(row, name)))
    return tuple(found)


def _field(fields: DeviceText, name: str, zone: str) -> Cell:
    if name == "zones":
        return zone or None  # by its name, where the document has its id
    if name not in DECIDABLE:
        return value_in(fields, name)
    value = written(fields.value(name))
    if value is None:
        return None
    kept = value_of(name, value)
    return kept if isinstance(kept, date | str) and not choices(name) else said(name, value)


def _words(cell: Cell, language: Language) -> str:
    if cell is None:
        return UNKNOWN.in_(language)
    if isinstance(cell, Text):
        return cell.in_(language)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
