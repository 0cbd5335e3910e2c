"""A table of machines that comes back, read in the bounded child: every cell with its place, understood or refused.

Only reads. What a cell changes is told by whoever knows what stood there, so that what nobody touched is never refused.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from inmori.errors import InputError
from inmori.ingest.decided_value import DECIDABLE, read_value
from inmori.model import Device
from inmori.model.attribute import attributes_of
from inmori.report.writers.xlsx_back import BackCell, rows_of
from inmori.text import Text

KEY = Text(ja="記号", en="Id")
SHEET = Text(ja="機器", en="Machines")
IN, OUT = "table", "cells.json"
_KEYED = re.compile(r"[0-9]{1,9}:.{1,80}")
_MOST_ROWS, _MOST_COLUMNS, _HEADING_WITHIN = 20_000, 200, 20


def write_cells(folder: Path) -> None:
    """Read ``table`` in a folder and write ``cells.json``; ``arguments.json`` has the file's name.

    Raises:
        InputError: not a table, or one without the key column.
    """
    name = json.loads((folder / "arguments.json").read_text("utf-8"))["name"]
    data = (folder / IN).read_bytes()
    sheets = rows_of(data, name=name) if data[:2] == b"PK" else {name: list(_csv_rows(data, name))}
    told = read_table(sheets, name=name)
    (folder / OUT).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def read_table(sheets: dict[str, list[list[BackCell]]], *, name: str) -> dict[str, Any]:
    """Return the cells of the first sheet that has keys, and what is wrong with rows as a whole.

    A cell is [version, machine, field, place, text as written, value or None, refusal or None].

    Raises:
        InputError: no sheet has the key column.
    """
    for rows in sheets.values():
        for place, row in enumerate(rows[:_HEADING_WITHIN]):
            columns = _columns(row)
            if "" in columns:
                return _read(rows[place + 1 :], columns)
    raise InputError(
        Text(
            ja=f"{name} に「{KEY.ja}」の列がありません。この画面で書き出した表を使ってください。何も変えていません。",
            en=f"{name} has no column {KEY.en}. Use a table that was exported here. Nothing was changed.",
        )
    )


def _read(rows: list[list[BackCell]], columns: dict[str, int]) -> dict[str, Any]:
    cells: list[list[Any]] = []
    faults: list[dict[str, str]] = []
    seen: set[str] = set()
    for row in rows:
        if not any(cell.value not in (None, "") for cell in row):
            continue
        key = row[columns[""]] if columns[""] < len(row) else row[0]
        written = str(key.value or "")
        if not _KEYED.fullmatch(written) or key.formula:
            faults.append(_at(key, "記号がないので、この行は読みません", "a row without its id is not read"))
        elif written in seen:
            faults.append(_at(key, f"「{written}」の行が二つあります", f"“{written}” stands here twice"))
        else:
            seen.add(written)
            number, _, device = written.partition(":")
            cells += [[int(number), device, field, *_cell(row[at], field)] for field, at in columns.items() if field and at < len(row)]
    return {"cells": [cell for cell in cells if cell[4]], "faults": faults}


def _cell(cell: BackCell, field: str) -> tuple[dict[str, str], str, str | None, dict[str, str] | None]:
    text = _text(cell)
    place = {"ja": cell.place(), "en": f"{cell.sheet} {cell.address}"}
    if cell.formula:
        return place, text or "=", None, {"ja": "数式は読みません。値を書いてください", "en": "a formula is not read: write the value"}
    if field not in DECIDABLE:
        return place, text, None, {"ja": "この列はここでは変えられません", "en": "this column is not changed here"}
    try:
        return place, text, read_value(field, text) if text else None, None
    except InputError as error:
        return place, text, None, error.message.model_dump()


def _text(cell: BackCell) -> str:
    value = cell.value
    if isinstance(value, bool) or value is None:
        return "" if value is None else "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _columns(row: list[BackCell]) -> dict[str, int]:
    """Return where fields stand in a heading; the key by an empty name."""
    titles = {KEY.ja: "", KEY.en: ""}
    for attribute in attributes_of(Device):
        titles |= {attribute.title.ja: attribute.name, attribute.title.en: attribute.name}
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        if isinstance(cell.value, str) and cell.value in titles:
            found.setdefault(titles[cell.value], index)
    return found


def _at(cell: BackCell, ja: str, en: str) -> dict[str, str]:
    return {"ja": f"{cell.place()}: {ja}", "en": f"{cell.sheet} {cell.address}: {en}"}


def _csv_rows(data: bytes, name: str) -> Iterator[list[BackCell]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp932", errors="replace")
    if "\x00" in text[:4096]:
        raise _no_table(name)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
            if number > _MOST_ROWS + 1 or len(row) > _MOST_COLUMNS:
                raise _no_table(name)
            yield [BackCell(value=_plain(value), sheet=name, address=f"{_letter(index)}{number}") for index, value in enumerate(row)]
    except csv.Error as error:
        raise _no_table(name) from error


def _plain(value: str) -> str:
    value = value.strip()
    return value[1:] if value[:1] == "'" and value[1:].lstrip()[:1] in "=+-@＝＋－＠" and len(value) > 1 else value


def _letter(index: int) -> str:
    return (_letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _no_table(name: str) -> InputError:
    return InputError(
        Text(ja=f"{name} を表として読めません(Excelの .xlsx か CSV にしてください)。", en=f"Cannot read {name} as a table (.xlsx or CSV).")
    )
