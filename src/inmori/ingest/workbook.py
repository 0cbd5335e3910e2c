"""Opens spreadsheets (xlsx, xls, xlsb, ods) from strangers safely and gives their sheets as tables.

The fast reader behind (python-calamine) is native code that trusts its input: a value in the last cell of a sheet,
or a false size in an xls, ends the process. So the container is checked and measured first, and only then read.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.intake import Problem
from inmori.ingest.limits import Limits, over
from inmori.ingest.office_package import open_package, package_kind, password_protected
from inmori.ingest.ole_file import MAGIC, open_ole, scan_xls
from inmori.ingest.sheet_scan import PackageScan, SheetScan, scan_ods, scan_xlsb, scan_xlsx
from inmori.ingest.table import CellValue, Position, Table, column_letter, problem
from inmori.model import Source, SourceKind
from inmori.text import Text

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# The reader lays a sheet out as a full rectangle, at 24 to 40 bytes a cell.
_MOST_CELLS = 22_000_000
_MOST_MERGED_CELLS = 2_000_000


@dataclass(frozen=True)
class Workbook:
    """The sheets that could be read, and what could not."""

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]


def is_spreadsheet(file: EvidenceFile) -> bool:
    """Whether the bytes are a spreadsheet's container, readable or not (cut off, locked with a password)."""
    if file.data.startswith(MAGIC):
        try:
            container = open_ole(file.data)
        except ValueError:
            return b"W\0o\0r\0k\0b\0o\0o\0k" in file.data or b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k" in file.data
        return container.encrypted_package or container.workbook is not None
    if not file.data.startswith(b"PK"):
        return False
    kind = package_kind(file.data)
    if kind is None:  # cut off before its directory: the first parts still tell
        return any(mark in file.data for mark in (b"xl/workbook.", b"xl/worksheets/", b"opendocument.spreadsheet"))
    return kind != "other"


@lru_cache(maxsize=2)  # each file is looked at by several readers before one of them reads it
def open_workbook(file: EvidenceFile) -> Workbook:
    """Read all sheets of a spreadsheet.

    Raises:
        InputError: no spreadsheet, cut off, damaged, locked with a password, or built to exhaust the machine.
    """
    scan = PackageScan(sheets={})
    if file.data.startswith(MAGIC):
        data = file.data
        _check_xls(file)
    else:
        data, scan = _checked_package(file)
    try:
        return _tables(file, data, scan)
    except (KeyboardInterrupt, SystemExit, MemoryError, InputError):
        raise
    except BaseException as error:  # a panic of the native reader is no Exception
        from python_calamine import PasswordError

        raise (password_protected(file.name) if isinstance(error, PasswordError) else _damaged(file)) from error


def _check_xls(file: EvidenceFile) -> None:
    try:
        container = open_ole(file.data)
    except ValueError as error:
        raise _damaged(file) from error
    if container.encrypted_package:
        raise password_protected(file.name)
    if container.workbook is None:
        raise _no_spreadsheet(file)
    try:
        locked, reaches = scan_xls(container.workbook)
    except ValueError as error:
        raise _damaged(file) from error
    if locked:
        raise password_protected(file.name)
    if sum(rows * columns for rows, columns in reaches) > _MOST_CELLS:
        raise _too_wide(file, "")


def _checked_package(file: EvidenceFile) -> tuple[bytes, PackageScan]:
    package = open_package(file)
    try:
        if package.kind == "xlsx":
            scan = scan_xlsx(package.parts)
        elif package.kind == "xlsb":
            scan = scan_xlsb(package.parts)
        elif package.kind == "ods":
            if b"encryption-data" in package.parts.get("META-INF/manifest.xml", b""):
                raise password_protected(file.name)
            scan = scan_ods(package.parts)
        else:
            raise _no_spreadsheet(file)
    except ValueError as error:
        raise _damaged(file) from error
    if package.kind != "xlsx":  # their sheets are read all at once, or cannot be told apart by name
        for name, sheet in scan.sheets.items():
            if sheet.rows * sheet.columns > _MOST_CELLS:
                raise _too_wide(file, name)
    return package.repacked(), scan


def _tables(file: EvidenceFile, data: bytes, scan: PackageScan) -> Workbook:
    from python_calamine import CalamineWorkbook

    tables: list[Table] = []
    problems: list[Problem] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for name, visible in _sheets(workbook):
            sheet_scan = scan.sheets.get(name, SheetScan())
            if sheet_scan.rows * sheet_scan.columns > _MOST_CELLS:
                problems.append(_sheet_not_read(file, name, sheet_scan))
                continue
            sheet = workbook.get_sheet_by_name(name)
            table = _table(file, sheet, sheet_scan, visible=visible, starts_1904=scan.starts_1904)
            tables.append(table)
            if table.rows_left_out:
                problems.append(_rows_left_out(table, file.limits))
    if scan.comments:
        problems.append(_comments_not_read(file))
    return Workbook(tables=tuple(tables), problems=tuple(problems))


def _sheets(workbook: "CalamineWorkbook") -> list[tuple[str, bool]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        (sheet.name, sheet.visible == SheetVisibleEnum.Visible)
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _table(
    file: EvidenceFile, sheet: "CalamineSheet", scan: SheetScan, *, visible: bool, starts_1904: bool
) -> Table:
    rows: list[list[CellValue]] = sheet.to_python(skip_empty_area=False, nrows=file.limits.rows)
    total = (sheet.start[0] if sheet.start else 0) + sheet.height
    left = {(row, column): text for (row, column), text in scan.left.items() if _holds_text(rows, row, column)}
    for (row, column), text in left.items():
        rows[row][column] = text
    merged = _unfold(rows, sheet.merged_cell_ranges or [])
    return Table(
        file=file.name,
        sheet=sheet.name,
        rows=rows,
        visible=visible,
        merged=merged,
        struck=frozenset(scan.struck),
        partly_struck=frozenset(left),
        fills=scan.fills,
        padded=scan.padded,
        rows_left_out=max(total - len(rows), 0),
        starts_1904=starts_1904,
    )


def _holds_text(rows: list[list[CellValue]], row: int, column: int) -> bool:
    return row < len(rows) and column < len(rows[row]) and isinstance(rows[row][column], str)


def _unfold(
    rows: list[list[CellValue]], ranges: list[tuple[Position, Position]]
) -> Mapping[Position, Position]:
    """Write the value of each merged range into all its cells; return where each copy came from."""
    merged: dict[Position, Position] = {}
    width = len(rows[0]) if rows else 0
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= width or len(merged) > _MOST_MERGED_CELLS:
            continue
        value = rows[top][left]
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    rows[row][column] = value
                    merged[row, column] = (top, left)
            if len(merged) > _MOST_MERGED_CELLS:
                break
    return merged


def _damaged(file: EvidenceFile) -> InputError:
    return InputError(
        Text(
            ja=f"{file.name} は表計算ファイルですが、途中で切れているか壊れていて読めません。もう一度コピーして渡してください。",
            en=f"{file.name} is a spreadsheet, but cut off or damaged. Please copy it again.",
        )
    )


def _no_spreadsheet(file: EvidenceFile) -> InputError:
    return InputError(
        Text(ja=f"{file.name} は表計算ファイルではありません。", en=f"{file.name} is no spreadsheet.")
    )


def _too_wide(file: EvidenceFile, sheet: str) -> InputError:
    where = f"{file.name}「{sheet}」" if sheet else file.name
    return InputError(
        Text(
            ja=f"{where} は表の端が異常に遠い(全体で{_MOST_CELLS:,}マスを超える)ため開きません。"
            "表だけを新しいブックに貼り付けて渡してください。",
            en=f"{where} is not opened: its cells reach too far (over {_MOST_CELLS:,} in all). "
            "Paste the table into a new workbook.",
        )
    )


def _sheet_not_read(file: EvidenceFile, name: str, scan: SheetScan) -> Problem:
    corner = f"{column_letter(scan.columns - 1)}{scan.rows}"
    return problem(
        "error",
        "sheet_too_wide",
        Source(kind=SourceKind.LEDGER, file=file.name, sheet=name, cell=corner),
        Text(
            ja=f"{file.name}「{name}」は{corner}まで値が及び、広すぎて読めません。",
            en=f"'{name}' of {file.name} reaches to {corner}: too wide to read.",
        ),
        done=Text(ja="このシートは使っていません。端にある不要な値を消してください。",
                  en="This sheet was not used. Remove the stray values at its edge."),
    )  # fmt: skip


def _rows_left_out(table: Table, limits: Limits) -> Problem:
    limit = limits.rows
    return problem(
        "warning",
        "rows_left_out",
        Source(kind=SourceKind.LEDGER, file=table.file, sheet=table.sheet, row=limit + 1),
        Text(
            ja=f"{table.file}「{table.sheet}」は上限の{limit:,}行を{table.rows_left_out:,}行超えています。",
            en=f"'{table.sheet}' of {table.file} is {table.rows_left_out:,} rows over the limit of {limit:,}.",
        ),
        done=over(
            Text(ja=f"先頭の{limit:,}行だけを使いました。", en=f"Only the first {limit:,} rows were used."), "rows", limits
        ),
    )


def _comments_not_read(file: EvidenceFile) -> Problem:
    return problem(
        "note",
        "comments_not_read",
        Source(kind=SourceKind.LEDGER, file=file.name),
        Text(
            ja=f"{file.name} にはセルのコメント(付箋)があります。",
            en=f"{file.name} has comments attached to cells.",
        ),
        done=Text(
            ja="コメントは読みません。大事なことは備考欄に書いてください。",
            en="Comments are not read. Put what matters into the notes column.",
        ),
    )
