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
    "不明 不詳 未確認 未調査 未把握 確認中 要確認 確認待ち 要調査 調査中 調査待ち 調べ中 照会中 問合せ中 問い合わせ中 聞き取り中 回答待ち 未回答 未定 未入力 未記入 記載なし 情報なし 後日 後日確認 後日記入 "
    "空欄 ・ #ref! #value! #name? #div/0! #null! #num!"
)
# Said in a sentence, and with a bracket or a mark behind it: 分かりません, 不明(要調査), よく分からない。
_UNKNOWN_SAID = re.compile(
    r"(?:まだ|詳細は?|詳しくは|よく|全く|担当者?も?)?(?:分か|わか|判|解)(?:ら|り)(?:ない|ません|ず|ん)(?:です)?"
    r"|(?:把握|確認|調査)(?:して|できて)(?:い)?(?:ない|ません)|(?:把握|確認|特定)でき(?:ず|ない|ません)|(?:覚えて|聞いて|知って)(?:い)?(?:ない|ません)|知ら(?:ない|ん)|do(?:es)? ?n[o']?t know|not known|not sure"
)
_TAIL = re.compile(r"(?:\s*[(\[【].*[)\]】])?[\s。.!?…]*$", re.DOTALL)
_NONE = word_set("なし 無し 無 ナシ ない 無い × ✕ ✖ ✗ x 未導入 未インストール 導入なし 未設定 該当なし 該当無し 非該当 none no")
_DITTO = word_set("〃 ″ ” “ \" '' 々 仝 同上 同 上と同じ 上に同じ 同じ ditto do. ↑ ↓ ⇓ ｜ | ┃ │ ⋮ 〻 同前 右に同じ")
_DITTO_BEGINS = frozenset(mark[0] for mark in _DITTO) | {"D", "ｄ", "Ｄ"}
_YES = word_set(
    "○ ◯ 〇 ● ◎ ✓ ✔ ☑ ■ レ 有 有り あり アリ ある はい 済 済み 実施 実施済 実施済み 導入済 導入済み 要 可 有効 "
    "yes y true on enabled 1"
)
_NO = word_set(
    "× ✕ ✖ ✗ x ☐ □ 無 無し なし ナシ ない 無い いいえ 未 未実施 未導入 未設定 していない 不要 否 不可 無効 "
    "no n false off disabled 0 none never"
)
_SAID_AT_MOST = 24  # letters of a cell that says no more than "not known"
_REMARK_BEHIND = re.compile(r"(?<=\S)\s*[(\[【][^)\]】]*[)\]】]$")
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
    if not text or (word := text.lower()) in _UNKNOWN:
        return True
    if len(text) > _SAID_AT_MOST or (text.isascii() and word[0] not in "dn"):
        return False
    stem = _TAIL.sub("", word)
    return stem in _UNKNOWN or (not stem and len(word) < 4) or _UNKNOWN_SAID.fullmatch(stem) is not None


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
    if word[-1:] in (")", "]", "】"):  # ○(OTP), 有(2020年導入)
        word = _REMARK_BEHIND.sub("", word)
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
    text = _AFTER_DATE.sub("", text)
    written = read_date(text)
    if written is None and (end := _END_OF.fullmatch(text)) and (span := read_date(end[1])) is not None:
        written = WrittenDate(first=span.last, last=span.last, exactness=span.exactness)  # 令和9年3月末
    if written is None and text.isdigit() and len(text) == 8:  # 20260401
        written = read_date(f"{text[:4]}/{text[4:6]}/{text[6:]}")
    return CellDate(written) if written else None


_AFTER_DATE = re.compile(r"(?<=[\d年月日末度])\s*(?:まで|迄|以降|より|から|頃|ごろ|付け?|現在|時点|予定|購入|導入|設置|納入|取得|満了|終了|廃棄|更新)+$")
_END_OF = re.compile(r"(.+?)の?末日?")
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


_SMALL = {"千": 1_000, "百": 100, "十": 10}
_LARGE = {"兆": 10**12, "億": 10**8, "万": 10**4}
_FIGURES = {letter: str(value) for value, letter in enumerate("〇一二三四五六七八九")}
# 8千万, 2億5100万, 12百万, 1.5; a unit stands first only before another unit or what is counted (百万円, not 千葉).
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|[千百十](?=[\d千百十万億]|[円人台床名件]))(?:\d+(?:\.\d+)?(?<![\d.]\d\.)|[千百十万億兆])*")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[千百十万億兆]")
_IN_LETTERS = re.compile(r"[〇一二三四五六七八九十百千]+[〇一二三四五六七八九十百千万億]*(?=\s*[円人台床名件万億])")
_UP_TO = re.compile(r"\s*[円人台床名件]?\s*(?:~|〜|から)\s*約?\s*(?=\d)")
_LAST_UNITS = re.compile(r"[千百十万億兆]+$")


def number_of(value: CellValue) -> float | None:
    """Read a number as people write it: 1,200, 約340台, 2億5,100万円, 8千万, 1.5人; the middle of 100〜150万円.

    ``None`` when there is none, or only a vague one (数百万円).
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if isfinite(value) else None
    if not isinstance(value, str):
        return None
    text = re.sub(r"(?<=\d),(?=\d{3})", "", _normalised(value))
    text = re.sub(r"(?<=[\d千百十万億兆])\s+(?=[千百十万億兆])|(?<=[万億兆])\s+(?=\d)", "", text)
    if not any(letter.isdigit() for letter in text):
        text = _IN_LETTERS.sub(lambda found: "".join(_FIGURES.get(letter, letter) for letter in found[0]), text)
    match = _NUMBER.search(text)
    if match is None or text[: match.start()].endswith(("数", "何")):
        return None
    total, upper = _worth(match[0]), None
    if between := _UP_TO.match(text, match.end()):
        further = _NUMBER.match(text, between.end())
        upper = further[0] if further else None
    if upper is not None:
        units = _LAST_UNITS.search(upper)
        if units and not _LAST_UNITS.search(match[0]):
            total = _worth(match[0] + units[0])
        total = (total + _worth(upper)) / 2 if _worth(upper) > total else total
    negative = re.match(r"\D*[-▲△]\s*\d", text)
    return -total if negative and total else total


def _worth(written: str) -> float:
    """Return what figures and units are worth together: 2千5百万 is 25,000,000."""
    total, section, figure = 0.0, 0.0, None
    for token in _TOKEN.findall(written):
        if token in _SMALL:
            section += (1.0 if figure is None else figure) * _SMALL[token]
            figure = None
        elif token in _LARGE:
            part = section + (figure or 0.0)
            total += (part if part or figure is not None else 1.0) * _LARGE[token]
            section, figure = 0.0, None
        else:
            figure = float(token)
    if section and figure is None and total >= _LARGE["億"] and "万" not in written:
        section *= _LARGE["万"]  # 3億5千: the 万 is left out when speaking
    return total + section + (figure or 0.0)


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
