"""Cleans what people and tools write into cells: text, yes and no, dates, amounts, asset numbers, ditto marks.

"Nothing written", "none" and "unknown" are kept apart: a dash is unknown, なし is a known none.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite

from inmori.era import EraBorderError, WrittenDate, read_date
from inmori.ingest.table import CellValue

# Hyphens and bars that NFKC leaves apart. ー is a letter in Japanese words: folded only where no word can stand.
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"), "-")
_HYPHENS_AND_LONG_MARK = _HYPHENS | {ord("ー"): "-", ord("―"): "-", ord("─"): "-"}
_BLANKS = re.compile(r"[ \t\u00a0\u3000]+")


def word_set(text: str) -> frozenset[str]:
    """Return the blank-separated words of a line as a set."""
    return frozenset(text.split())


_UNKNOWN = word_set(
    "- -- --- ー * / ? ?? ??? . ... … n/a #n/a na null nil (null) (空白) (none) unknown tbd tbc "
    "不明 未確認 未調査 確認中 要確認 調査中 未定 未入力 空欄 #ref! #value! #name? #div/0! #null! #num!"
)
_NONE = word_set("なし 無し 無 ナシ ない 無い × ✕ ✖ ✗ x 未導入 未インストール 導入なし 未設定 none no")
_DITTO = word_set("〃 ″ ” “ \" '' 々 仝 同上 同 上と同じ 上に同じ 同じ ditto do. ↑ 〻")
_DITTO_BEGINS = frozenset(mark[0] for mark in _DITTO) | {"D", "ｄ", "Ｄ"}
_YES = word_set(
    "○ ◯ 〇 ● ◎ ✓ ✔ ☑ ■ レ 有 有り あり アリ ある はい 済 済み 実施 実施済 実施済み 導入済 導入済み 要 可 有効 "
    "yes y true on enabled 1"
)
_NO = word_set(
    "× ✕ ✖ ✗ x ☐ □ 無 無し なし ナシ ない 無い いいえ 未 未実施 未導入 未設定 していない 不要 否 不可 無効 "
    "no n false off disabled 0 none never"
)
_EXCEL_DAY_ONE = date(1899, 12, 30)
_SERIAL_RANGE = (20_000, 60_000)  # 1954 to 2064


# ①10.0.0.1 is the first address and not 110.0.0.1, which is what NFKC makes of it.
_ENCLOSED = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf](?=[0-9\uff10-\uff19])")


@lru_cache(maxsize=65536)
def _normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _ENCLOSED.sub(r"\g<0> ", text)).translate(_HYPHENS)
    lines = (_BLANKS.sub(" ", line).strip() for line in folded.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


# Printable ASCII with single blanks inside is its own normal form.
_TIDY = re.compile(r"[!-~]+(?: [!-~]+)*", re.ASCII)


def text_of(value: CellValue) -> str:
    """Return a cell as text: NFKC, blanks collapsed, line breaks kept, whole numbers without a decimal point."""
    if isinstance(value, str):
        return value if _TIDY.fullmatch(value) else _normalised(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if isfinite(value) and value.is_integer() else str(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value)


def forget_texts() -> None:
    """Empty the memory of texts seen: a ledger's cells, secrets among them, must not stay after its reading."""
    _normalised.cache_clear()


def line_of(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split("\n"))


def folded_dashes(text: str) -> str:
    """Fold every dash, the long vowel mark too, to "-": for addresses, MACs and model numbers only."""
    return text.translate(_HYPHENS_AND_LONG_MARK)


def says_unknown(text: str) -> bool:
    """Whether a normalised text stands for "not known" (empty, a dash, 不明, an Excel error)."""
    return not text or text.lower() in _UNKNOWN


def says_none(text: str) -> bool:
    """Whether a normalised text stands for a known none (なし, ×, 未導入)."""
    return text.lower() in _NONE


# Of all cells only those that begin like this can say "same as above" (or left), with or without blanks before it.
REFERS = _DITTO_BEGINS | frozenset(
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)


def is_ditto(value: CellValue) -> bool:
    """Whether a cell says "same as above"."""
    if not isinstance(value, str) or len(value) > 8 or value.lstrip()[:1] not in _DITTO_BEGINS:
        return False
    return value.strip() in _DITTO or _normalised(value).lower().replace(" ", "") in _DITTO


def yes_no(text: str) -> bool | None:
    """Read yes or no; ``None`` when the text says neither."""
    word = text.strip().lower().rstrip("。.")
    if word in _YES:
        return True
    return False if word in _NO else None


@dataclass(frozen=True, slots=True)
class CellDate:
    """A date as read from a cell; ``assumed`` when a bare number was taken for Excel's count of days."""

    written: WrittenDate
    assumed: bool = False


def date_of(value: CellValue, *, starts_1904: bool = False) -> CellDate | None:
    """Read the date in a cell of a date column: a date cell, a written date, or a bare day count.

    Raises:
        EraBorderError: the era named did not exist on the day written.
    """
    if isinstance(value, datetime):
        return CellDate(_day(value.date()))
    if isinstance(value, date):
        return CellDate(_day(value))
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(float(value), starts_1904=starts_1904)
    text = _BRACKETED.sub("", line_of(text_of(value))).strip().rstrip("~頃ごろ") if isinstance(value, str) else ""
    written = read_date(text)
    if written is None and text.isdigit() and len(text) == 8:  # 20260401
        written = read_date(f"{text[:4]}/{text[4:6]}/{text[6:]}")
    return CellDate(written) if written else None


_BRACKETED = re.compile(r"[(\[【].*?[)\]】]|[月火水木金土日]曜日?$")


def _from_number(number: float, *, starts_1904: bool) -> CellDate | None:
    if _SERIAL_RANGE[0] <= number <= _SERIAL_RANGE[1]:
        shift = 1462 if starts_1904 else 0
        return CellDate(_day(_EXCEL_DAY_ONE + timedelta(days=int(number) + shift)), assumed=True)
    if 1970 <= number <= 2099 and number == int(number):  # a year by itself
        written = read_date(str(int(number)))
        return CellDate(written) if written else None
    if 19_700_101 <= number <= 20_991_231:  # 20260401
        return date_of(str(int(number)))
    return None


def _day(day: date) -> WrittenDate:
    return WrittenDate(first=day, last=day, exactness="day")


# Marks within a date are all alike and stand close: "2024/04 - 2029/03" holds two dates.
_DATE_INSIDE = re.compile(
    r"(?:(?:令和|平成|昭和|[RHS令平昭])\s*\.?\s*(?:元|\d{1,2})|(?:19|20)\d{2})"
    r"(?:\s*年度|\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|(?P<mark>[./-])\d{1,2}(?:(?P=mark)\d{1,2})?(?!\d)|\s*年(?!\d))"
)


def dates_inside(text: str) -> list[WrittenDate]:
    """Return the dates found within a longer text, in order; spellings that are no date are passed over."""
    found = []
    for match in _DATE_INSIDE.finditer(unicodedata.normalize("NFKC", text)):
        try:
            written = read_date(match[0].strip())
        except EraBorderError:
            continue
        if written is not None:
            found.append(written)
    return found


_UNITS = {"億": 100_000_000, "万": 10_000, "千": 1_000, "百万": 1_000_000}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(億|百万|万|千)?")


def number_of(value: CellValue) -> float | None:
    """Read a number as people write it: 1,200, 約340台, 2億5,100万円, 1.5人. ``None`` when there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if isfinite(value) else None
    if not isinstance(value, str):
        return None
    text = re.sub(r"(?<=\d),(?=\d{3})", "", _normalised(value))
    total, last_end = None, None
    for match in _PART.finditer(text):
        if last_end is not None and match.start() != last_end:
            break  # a second number elsewhere in the text: 340台(うち予備5台)
        total = (total or 0.0) + float(match[1]) * _UNITS.get(match[2] or "", 1)
        last_end = match.end() if match[2] else -1
    negative = total is not None and re.match(r"\D*[-▲△]\s*\d", text)
    return -total if negative and total else total


def asset_number(value: CellValue, *, digits: int = 0) -> tuple[str, bool]:
    """Return an asset or serial number, and whether leading zeros may have been lost on the way.

    A text keeps its zeros. A number gets those of its cell's format (``digits``), if it has one.
    """
    if isinstance(value, str):
        return line_of(folded_dashes(_normalised(value)) if value.isascii() is False else _normalised(value)), False
    text = text_of(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and digits:
        return text.zfill(digits), False
    return text, isinstance(value, int | float)
