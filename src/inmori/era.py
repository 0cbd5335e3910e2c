"""Japanese era dates (和暦), read and written, because every ledger has them and every official paper wants them.

The borders are checked: 令和1年4月30日 does not exist and is reported, not repaired.
"""

import re
import unicodedata
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

# First day of each era; an era ends the day before the next begins.
ERAS: tuple[tuple[str, str, date], ...] = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 1, 25)),
)
_LETTER = {
    key: name
    for name, letter, _ in ERAS
    for key in (name, letter, letter.lower(), name[0])
}
_FIRST = {name: first for name, _, first in ERAS}
_LAST = {
    ERAS[i + 1][0]: ERAS[i][2] - timedelta(days=1) for i in range(len(ERAS) - 1)
} | {"令和": date(2999, 12, 31)}

_ERA = r"(令和|平成|昭和|大正|明治|[RHSTMrhstm令平昭大明])\s*\.?\s*(元|\d{1,2})"
_REST = r"(?:\s*[年./\-]\s*(\d{1,2})(?:\s*[月./\-]\s*(\d{1,2})\s*日?|\s*月?)?|\s*(年度)|\s*年)?"
_ERA_DATE = re.compile(rf"^{_ERA}{_REST}$")
_WEST_DATE = re.compile(
    r"^(\d{4})(?:\s*[年./\-]\s*(\d{1,2})(?:\s*[月./\-]\s*(\d{1,2})\s*日?|\s*月?)?|\s*(年度)|\s*年)?"
    r"(?:[T\s]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?$"
)


class WrittenDate(BaseModel):
    """A date as somebody wrote it: the span it may mean, and how exact it is ("day", "month", "year", "fiscal")."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date
    last: date
    exactness: str


class EraBorderError(ValueError):
    """The written era did not exist on that day (令和1年4月30日)."""


def read_date(text: str) -> WrittenDate | None:
    """Read a western or era date in the spellings found in ledgers; ``None`` when it is no date.

    Raises:
        EraBorderError: the era named did not exist on the day written.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if match := _ERA_DATE.match(cleaned):
        name = _LETTER[match[1]]
        year = 1 if match[2] == "元" else int(match[2])
        span = _span(_FIRST[name].year + year - 1, match[3], match[4], bool(match[5]))
        if span is not None and (span.last < _FIRST[name] or span.first > _LAST[name]):
            raise EraBorderError(f"{cleaned}: {name} did not include this day")
        return span
    if match := _WEST_DATE.match(cleaned):
        year = int(match[1])
        return _span(year, match[2], match[3], bool(match[4])) if 1868 <= year <= 2199 else None
    return None


def _span(year: int, month: str | None, day: str | None, fiscal: bool) -> WrittenDate | None:
    try:
        if fiscal:  # 年度: April to March
            return WrittenDate(first=date(year, 4, 1), last=date(year + 1, 3, 31), exactness="fiscal")
        if month is None:
            return WrittenDate(first=date(year, 1, 1), last=date(year, 12, 31), exactness="year")
        if day is None:
            first = date(year, int(month), 1)
            following = date(year + first.month // 12, first.month % 12 + 1, 1)
            return WrittenDate(first=first, last=following - timedelta(days=1), exactness="month")
        exact = date(year, int(month), int(day))
        return WrittenDate(first=exact, last=exact, exactness="day")
    except ValueError:
        return None


def era_ja(day: date) -> str:
    """Write a date as 令和8年11月24日."""
    for name, _, first in ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def both_ja(day: date) -> str:
    """Write a date in both forms: 令和8年11月24日(2026-11-24)."""
    return f"{era_ja(day)}({day.isoformat()})"
