"""What a contract says in passing: for how long, whether it renews by itself, who has to install updates.

People write these wherever there is room: in the cell of the period (「R6.4.1〜R9.3.31 自動更新」), behind the fee, or in
the remarks (「更新プログラムは病院が入れる」).
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from inmori.ingest.cell_value import dates_inside

_RENEWS = re.compile(
    r"自動(?:的に)?(?:更新|延長|継続)|(?:申し?出|異議|通知|申入れ?|解約)[^、。\n]*(?:なけれ?ば|ない(?:場合|とき|限り))[^。\n]*(?:更新|延長|継続)"
    r"|以[後降][^、。\n]*(?:ごと|毎)に?[^、。\n]*(?:更新|延長|継続)|auto(?:matic(?:ally)?)?[\s-]*(?:renew|extend)",
    re.IGNORECASE,
)
_RENEWS_NOT = re.compile(
    r"自動(?:的に)?(?:更新|延長|継続)\s*(?:は|の|条項)?\s*[:：]?\s*(?:なし|無し|無(?![償料])|しない|されない|不可|せず|×|条項なし)|都度(?:契約|更新)|単年度?契約|毎年(?:度)?(?:契約|見積)|no auto(?:matic)?[\s-]*renew",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"更新プログラム|パッチ|アップデート|セキュリティ(?:更新|対応|対策|修正)|脆弱性|windows\s*update|(?:os|ファーム(?:ウェア)?|ソフト(?:ウェア)?|プログラム)の?(?:セキュリティ)?の?(?:更新|アップデート|バージョンアップ)|更新(?:責任|作業)"
    r"|(?<!自動)(?<!契約)(?<!次回)更新は(?=[^、。\n]*(?:入れ|当て|適用|実施|行))",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"病院|当院|貴院|医療機関|院内|甲|乙|業者|弊社|当社|ベンダー?|メーカー?|保守会社|委託先|負担|責任|行う|行わ|実施|適用|対応|入れ|当て|含[むまみ]|対象外|範囲外|別途|別契約|有償|無償|都度|しない|不可|未定|決めていない|定め",
)
_BETWEEN = re.compile(r"[~〜]|から|より|まで|-{1,2}>|→|\s-\s|\s?to\s", re.IGNORECASE)
_ENDS = re.compile(r"満了日|終了日|期限|まで|満期")
_BEGINS = re.compile(r"開始日|始期|から|締結日")
_LASTS = re.compile(r"(?<![\d.])(\d{1,2})\s*(?:(年)|[かヶカヵケ箇]月)\s*(?:間|契約|リース)")


def renews(text: str) -> bool | None:
    """Return whether a text says that the contract renews by itself, or that it does not."""
    if _RENEWS_NOT.search(text):
        return False
    return True if _RENEWS.search(text) else None


def update_duty(text: str) -> str | None:
    """Return the sentence of a remark that says who installs updates, or that nobody does."""
    for sentence in re.split(r"[。\n;]|(?<!\d)、(?!\d)|(?<=[^!-~]) (?=\S{6})", text):
        subject = _SUBJECT.search(sentence)
        if subject and _DUTY.search(sentence, subject.start()):
            return sentence[_START.match(sentence).end() :].strip()  # type: ignore[union-attr]
    return None


_START = re.compile(r"[\s・※*:)）]*")


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when; ``None`` where the text leaves a side open."""

    start: date | None
    end: date | None


def period_of(text: str) -> Period | None:
    """Read a period on one line: two dates, one with から or まで, one with 5年間, or a year; ``None`` when it is none."""
    text = unicodedata.normalize("NFKC", text)
    found = dates_inside(text)
    if not found:
        return None
    if len(found) > 1:
        return Period(found[0].first, found[-1].last)
    only = found[0]
    if lasts := _LASTS.search(text):
        months = int(lasts[1]) * (12 if lasts[2] else 1)
        return Period(only.first, _after(only.first, months) - timedelta(days=1))
    if _BETWEEN.search(text):
        if re.match(r"\s*[~〜]|\s*(?:-{1,2}>|→|to\s)", text) or re.search(r"まで", text):  # ~R9.3.31
            return Period(None, only.last)
        return Period(only.first, None)
    return None if only.exactness == "day" else Period(only.first, only.last)


def lone_day(day: date, *, beside: str, as_of: date | None) -> Period | None:
    """Return what one day under 契約期間 is, the beginning or the end; ``None`` when nothing tells.

    ``beside`` is the row's other text. Contracts begin on a first day of a month and end on a last one.
    """
    if _ENDS.search(beside) and not _BEGINS.search(beside):
        return Period(None, day)
    if day.day == monthrange(day.year, day.month)[1]:
        return Period(None, day)
    if day.day == 1:
        return Period(day, None)
    return Period(None, day) if as_of is not None and day > as_of else None


def _after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
