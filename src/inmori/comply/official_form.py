"""The official checklist workbook as it lies on the ministry's page: which items it has, and what somebody filled in.

Its layout was never seen, so nothing is taken for granted: items are found by their numbers (①, (1), 2-①) below the number
of a section, rounds and days by their headings. The official words live in memory only; they are compared, never kept.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from inmori.catalogue.requirement import Answer
from inmori.era import EraBorderError, read_date
from inmori.ingest.cell_value import date_of
from inmori.ingest.disclosure_answer import answer_of, option_of
from inmori.ingest.table import CellValue, Table
from inmori.model import DisclosedAnswer

Key = tuple[int, int]  # section, number inside it
Place = tuple[int, int]  # row, column, from 0

_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)}
_RINGS = "".join(_CIRCLED)
_DASH = "[-‐‑–−－ー―]"
_ITEM = re.compile(
    rf"^\s*(?:([1-9１-９])\s*{_DASH}?\s*)?(?:([{_RINGS}])|[(（]\s*([0-9０-９]{{1,2}})\s*[)）])\s*(.*)$", re.DOTALL
)
_NUMBERED = re.compile(rf"^\s*([1-9１-９])\s*{_DASH}\s*([0-9０-９]{{1,2}})\s*(?:[.．、\s]\s*(.*))?$", re.DOTALL)
_SECTION = re.compile(r"^\s*([1-9１-９])\s*[.．、\s]?\s*(?=[^\d０-９\s.．、年月日回/／:：(（%％]{2})(.{2,60})$", re.DOTALL)
_ROUND = re.compile(r"([1-9])\s*回目")
_TICKS = re.compile(r"[☑☒■●◉✓✔レ⦿]|[(\[]\s*[xXvV✓レ○]\s*[)\]]")
_MARKS = frozenset("○◯〇●◉✓✔レ✗✕×xXvV☑☒■◎1")
_SHORT_DATE = re.compile(r"^\D{0,3}(\d{1,2})\s*(?:/|月)\s*(\d{1,2})\s*日?\D{0,2}$")
_BRACKET = re.compile(r"\(([^()]*\d[^()]*)\)")
_APRIL, _LONGEST_TEXT, _HEADING_ABOVE = 4, 6, 14
_ANSWERS: Mapping[DisclosedAnswer, Answer] = {
    DisclosedAnswer.YES: "yes",
    DisclosedAnswer.NO: "no",
    DisclosedAnswer.NOT_APPLICABLE: "not_applicable",
}
_FOR_VENDORS = re.compile(r"事業者確認用|事業者用")


@dataclass(frozen=True)
class Slot:
    """Where one round of one item is written: a mark under one of several headings, or a word in one cell; and its days."""

    round: int
    marks: tuple[tuple[int, Answer], ...] = ()  # column, what a mark there means
    answer: int | None = None
    on: int | None = None
    target: int | None = None


@dataclass(frozen=True)
class FilledIn:
    """What stands in one round of one item."""

    round: int
    answer: Answer
    on: date | None = None
    target: date | None = None


@dataclass(frozen=True)
class OfficialItem:
    """One item. ``text`` is the official wording: it must not be written anywhere."""

    key: Key
    text: str
    sheet: str
    row: int
    filled: tuple[FilledIn, ...] = ()
    slots: tuple[Slot, ...] = ()

    @property
    def number(self) -> str:
        """The item's number as our own lists write it: 2-⑥."""
        return number_of(self.key)


@dataclass(frozen=True)
class OfficialForm:
    """The items of a workbook in its order. ``for_vendors``: it is the sheet that vendors fill in.

    ``twice`` are numbers that stand there more than once; ``lost`` counts numbered lines above any section.
    """

    items: tuple[OfficialItem, ...]
    for_vendors: bool = False
    twice: tuple[str, ...] = ()
    lost: int = 0

    def by_key(self) -> dict[Key, OfficialItem]:
        """Return the items by number; of one that stands twice, the first."""
        found: dict[Key, OfficialItem] = {}
        for one in self.items:
            found.setdefault(one.key, one)
        return found


@dataclass
class _Found:
    items: list[OfficialItem] = field(default_factory=list)
    lost: int = 0


def official_form(tables: Sequence[Table], *, name: str, fiscal_year: int | None) -> OfficialForm:
    """Find the items in the visible sheets. ``fiscal_year`` completes days that are written without a year (6/1)."""
    found = _Found()
    for table in tables:
        if table.visible:
            _read(table, found, fiscal_year)
    counts: dict[Key, int] = {}
    for one in found.items:
        counts[one.key] = counts.get(one.key, 0) + 1
    heads = " ".join([name, *(f"{table.sheet or ''} {_head(table)}" for table in tables)])
    return OfficialForm(
        items=tuple(found.items),
        for_vendors=bool(_FOR_VENDORS.search(heads)) and "医療機関・薬局確認用" not in heads,
        twice=tuple(number_of(key) for key, count in sorted(counts.items()) if count > 1),
        lost=found.lost,
    )


def key_of_number(number: str) -> Key | None:
    """Return the key of a number such as 2-⑥, 2-(6) or 2-6; None where it is none."""
    match = _ITEM.match(number) or _NUMBERED.match(number)
    if match is None or not match[1]:
        return None
    rest = match[2] or (match[3] if match.re is _ITEM else "")
    return (int(match[1]), _CIRCLED.get(rest) or int(rest)) if rest else None


def number_of(key: Key) -> str:
    """Write a key as 2-⑥."""
    section, item = key
    return f"{section}-{chr(0x245F + item)}" if 1 <= item <= len(_CIRCLED) else f"{section}-({item})"


def _head(table: Table) -> str:
    return " ".join(str(value) for row in table.rows[:4] for value in row if isinstance(value, str) and value)[:400]


def _read(table: Table, found: _Found, fiscal_year: int | None) -> None:
    section: int | None = None
    slots: tuple[Slot, ...] | None = None
    for row, cells in enumerate(table.rows):
        item: tuple[int, int | None, int, str] | None = None  # column, section, number, words
        for column, value in enumerate(cells):
            if not isinstance(value, str) or not value.strip():
                continue
            if item is None and table.origin(row, column) == (row, column) and (numbered := _numbered(value)):
                item = (column, *numbered)
            elif item is None and (named := _SECTION.match(value)) and not _ROUND.search(unicodedata.normalize("NFKC", value)):
                section = int(named[1])
        if item is None:
            continue
        column, own, number, words = item
        at = own or section
        where, text = _text(table, row, column, words)
        if at is None or len(text) < _LONGEST_TEXT:
            found.lost += 1
            continue
        if slots is None:
            slots = tuple(_slots(table, row, where))
        filled = tuple(_by_slots(table, row, slots, fiscal_year) if slots else _in_order(table, row, where, fiscal_year))
        found.items.append(OfficialItem((at, number), text, table.sheet or "", row, filled, slots))


def _numbered(value: str) -> tuple[int | None, int, str] | None:
    match = _ITEM.match(value)
    if match:
        number = _CIRCLED.get(match[2] or "") or int(match[3] or 0)
        return (int(match[1]) if match[1] else None, number, match[4]) if number else None
    match = _NUMBERED.match(value)
    return (int(match[1]), int(match[2]), match[3] or "") if match and not _short(value, None) else None


def _text(table: Table, row: int, column: int, words: str) -> tuple[int, str]:
    """Return the words of an item and their column: behind its number, or in the longest cell to the right."""
    if len(words.strip()) >= _LONGEST_TEXT:
        return column, words.strip()
    texts = [
        (len(value), index, value)
        for index, value in enumerate(table.rows[row])
        if index > column and isinstance(value, str) and table.origin(row, index)[0] == row and answer_of(value) is None
    ]
    longest = max(texts, default=(0, column, ""), key=lambda one: (one[0], -one[1]))
    return longest[1], longest[2].strip()


def _slots(table: Table, first: int, text_column: int) -> Iterator[Slot]:
    """Read the headings above the first item, column by column right of the text."""
    width = max((len(row) for row in table.rows[: first + 1]), default=0)
    rounds: dict[int, dict[str, int]] = {}
    marks: dict[int, list[tuple[int, Answer]]] = {}
    current = 1
    for column in range(text_column + 1, width):
        heads = [
            unicodedata.normalize("NFKC", value)
            for row in range(max(0, first - _HEADING_ABOVE), first)
            if column < len(table.rows[row]) and isinstance(value := table.rows[row][column], str) and value.strip()
        ]
        said = [match for head in heads if (match := _ROUND.search(head))]
        current = int(said[-1][1]) if said else current
        option = option_of(heads[-1]) if heads else None
        role = _role(heads)
        if option is not None and option in _ANSWERS:
            marks.setdefault(current, []).append((column, _ANSWERS[option]))
        elif role:
            rounds.setdefault(current, {}).setdefault(role, column)
    for number in sorted({*rounds, *marks}):
        places, ticked = rounds.get(number, {}), marks.get(number, [])
        if ticked or "answer" in places:
            yield Slot(number, tuple(ticked), None if ticked else places["answer"], places.get("on"), places.get("target"))


def _role(heads: Sequence[str]) -> str:
    for head in reversed(heads):
        if "備考" in head:
            return ""
        if "目標" in head:
            return "target"
        if re.search(r"(?:確認|回答|記入|チェック)?(?:した)?日(?:付)?$|確認日|日付", head) and "結果" not in head:
            return "on"
        if re.search(r"はい|いいえ|結果|回答|答え|適否|チェック欄|確認欄", head):
            return "answer"
    return ""


def _by_slots(table: Table, row: int, slots: Sequence[Slot], year: int | None) -> Iterator[FilledIn]:
    for slot in slots:
        ticked = [answer for column, answer in slot.marks if _is_mark(_cell(table, row, column))]
        answer = ticked[0] if len(ticked) == 1 else None
        if slot.answer is not None:
            answer = _answer(_cell(table, row, slot.answer))
        if answer is not None:
            on, target = (_day(table, row, column, year) for column in (slot.on, slot.target))
            if on is None and slot.on is None and slot.answer is not None:
                on = _day_behind(_cell(table, row, slot.answer), year)
            yield FilledIn(slot.round, answer, on, target if answer == "no" else None)


def _in_order(table: Table, row: int, text_column: int, year: int | None) -> Iterator[FilledIn]:
    """Without headings: an answer begins a round, the day behind it is when it was checked, the next one a "no"'s target."""
    answer: Answer | None = None
    days: list[date] = []
    number = 0
    for column in range(text_column + 1, len(table.rows[row])):
        if table.origin(row, column) != (row, column):
            continue
        said = _answer(_cell(table, row, column))
        if said is not None:
            if answer is not None:
                yield _told(number, answer, days)
            number, answer, days = number + 1, said, []
        elif answer is not None and (day := _day(table, row, column, year)) is not None:
            days.append(day)
    if answer is not None:
        yield _told(number, answer, days)


def _told(number: int, answer: Answer, days: Sequence[date]) -> FilledIn:
    target = days[1] if answer == "no" and len(days) > 1 else None
    return FilledIn(number, answer, days[0] if days else None, target)


def _cell(table: Table, row: int, column: int) -> CellValue:
    cells = table.rows[row]
    return cells[column] if column < len(cells) else ""


def _is_mark(value: CellValue) -> bool:
    return value is True or (isinstance(value, str) and value.strip() in _MARKS)


def _answer(value: CellValue) -> Answer | None:
    """Return the answer in a cell; one that prints the choices and has none of them ticked is not answered."""
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFKC", value).strip()
    if "はい" in text and "いいえ" in text and not _TICKS.search(value):
        return None
    found = answer_of(text)
    return _ANSWERS.get(found[0]) if found else None


def _day(table: Table, row: int, column: int | None, year: int | None) -> date | None:
    if column is None:
        return None
    value = _cell(table, row, column)
    if isinstance(value, int | float) and not 40_000 < float(value) < 60_000:
        return None  # a number that is no day of these years
    if isinstance(value, str) and (short := _short(value, year)):
        return short
    try:
        read = date_of(value, starts_1904=table.starts_1904)
    except EraBorderError:
        return None
    return read.written.first if read is not None and read.written.exactness == "day" else None


def _day_behind(value: CellValue, year: int | None) -> date | None:
    """Read the day that stands behind the answer in one cell: はい(6/1)."""
    match = _BRACKET.search(unicodedata.normalize("NFKC", value)) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        written = read_date(match[1].strip())
    except EraBorderError:
        return None
    return written.first if written is not None and written.exactness == "day" else _short(match[1], year)


def _short(value: str, year: int | None) -> date | None:
    """Read 6/1 or 6月1日 as a day of the form's fiscal year."""
    match = _SHORT_DATE.match(unicodedata.normalize("NFKC", value).strip())
    if match is None or year is None:
        return None
    month, day = int(match[1]), int(match[2])
    try:
        return date(year if month >= _APRIL else year + 1, month, day)
    except ValueError:
        return None
