"""Puts decided answers into a copy of the official form: only into empty cells whose heading says what belongs there.

What was written is read back and compared with the original cell by cell; a copy that differs elsewhere is not handed out.
"""

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inmori.catalogue.requirement import Answer
from inmori.comply import ANSWER_NAMES
from inmori.comply.decision import Decision, round_of
from inmori.comply.official_form import OfficialItem, Slot
from inmori.errors import OurFault
from inmori.report.documents.official_form.safety import must_be_writable
from inmori.text import Text

_MARK = "○"
_TEMPLATE = frozenset("はいえ対象外・/ ,、()□年月日令和:\n")  # a cell of these letters only (NFKC) may be one to be filled in


@dataclass(frozen=True)
class Filling:
    """The copy, how many rounds were written, and what was not and why."""

    data: bytes
    written: int
    left_out: tuple[Text, ...]


def filled_copy(data: bytes, decisions: Sequence[tuple[OfficialItem, Sequence[Decision]]], *, name: str) -> Filling:
    """Return a copy of the workbook with the decisions of each item in its rounds.

    Raises:
        InputError: the workbook has parts that would be lost (see ``must_be_writable``).
        OurFault: the copy differs from the original in a cell that was not to be written.
    """
    from openpyxl import load_workbook

    must_be_writable(data, name)
    book = load_workbook(io.BytesIO(data), rich_text=True)
    before = _values(book)
    touched: set[tuple[str, int, int]] = set()
    left: list[Text] = []
    written = 0
    for item, made in decisions:
        for decision in made:
            cells = _cells(item, decision, round_of(decision, made))
            if not cells:
                left.append(_left(item, Text(ja="この回を書く列が見出しから分かりません", en="no heading says where this round is written")))
                continue
            page = book[item.sheet]
            if any(not _is_free(page.cell(row + 1, column + 1).value) for row, column, _ in cells):
                left.append(_left(item, Text(ja="すでに書きこみがあります", en="something is written there already")))
                continue
            for row, column, value in cells:
                page.cell(row + 1, column + 1).value = value
                touched.add((item.sheet, row + 1, column + 1))
            written += 1
    buffer = io.BytesIO()
    book.save(buffer)
    _check(before, buffer.getvalue(), touched)
    return Filling(buffer.getvalue(), written, tuple(left))


def _cells(item: OfficialItem, decision: Decision, number: int) -> list[tuple[int, int, Any]]:
    slot: Slot | None = next((one for one in item.slots if one.round == number), None)
    if slot is None:
        return []
    found: list[tuple[int, int, Any]] = []
    column = _marked(slot, decision.answer)
    if column is not None:
        found.append((item.row, column, _MARK))
    elif slot.answer is not None and decision.answer != "unknown":
        word = ANSWER_NAMES[decision.answer].ja
        dated = word if slot.on is not None else f"{word}({decision.on.month}/{decision.on.day})"
        found.append((item.row, slot.answer, dated))
    else:
        return []
    days: tuple[tuple[int | None, date | None], ...] = ((slot.on, decision.on), (slot.target, decision.target))
    return [*found, *((item.row, at, day) for at, day in days if at is not None and day is not None)]


def _marked(slot: Slot, answer: Answer) -> int | None:
    return next((column for column, meaning in slot.marks if meaning == answer), None)


def _is_free(value: object) -> bool:
    """Whether a cell is empty, or only prints what may be written there (はい・いいえ, 年 月 日, ( / ))."""
    text = unicodedata.normalize("NFKC", str(value)) if value is not None else ""
    chosen = ("はい" in text) != ("いいえ" in text) or ("対象外" in text and "はい" not in text)
    return not chosen and set(text) <= _TEMPLATE


def _values(book: Any) -> dict[tuple[str, int, int], str]:
    return {
        (page.title, cell.row, cell.column): str(cell.value)
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _check(before: dict[tuple[str, int, int], str], data: bytes, touched: set[tuple[str, int, int]]) -> None:
    from openpyxl import load_workbook

    after = _values(load_workbook(io.BytesIO(data), rich_text=True))
    changed = {place for place in {*before, *after} - touched if before.get(place) != after.get(place)}
    if changed:
        raise OurFault(Text(ja=f"写しが元の様式と{len(changed)}か所で違うため、渡しません。", en=f"The copy differs from the form in {len(changed)} cells and is not handed out."))


def _left(item: OfficialItem, why: Text) -> Text:
    return Text(ja=f"{item.number}: {why.ja}", en=f"{item.number}: {why.en}")
