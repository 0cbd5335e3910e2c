"""How numbers, places and lists are said: short, with their range, in both languages.

Results of a simulation are rounded to two significant figures, because more would claim a precision that they lack.
"""

import math
from collections.abc import Sequence
from datetime import date

from inmori.era import both_ja
from inmori.model import Source, SourceKind
from inmori.text import Text
from inmori.units import Interval, percent, yen_ja

ANNEX = "annex.xlsx"
UNKNOWN = Text(ja="不明", en="unknown")
EMPTY = Text(ja="", en="")
YES = Text(ja="はい", en="yes")
NO = Text(ja="いいえ", en="no")

SOURCE_KIND_NAMES: dict[SourceKind, Text] = {
    SourceKind.WIRE: Text(ja="通信の観測", en="seen in traffic"),
    SourceKind.CONFIG: Text(ja="機器の設定", en="device configuration"),
    SourceKind.EXPORT: Text(ja="管理ツールの一覧", en="tool export"),
    SourceKind.LEDGER: Text(ja="台帳", en="ledger"),
    SourceKind.TOLD: Text(ja="聞き取り", en="interview"),
    SourceKind.DERIVED: Text(ja="ほかの資料からの推定", en="worked out"),
}
BASIS_NAMES: dict[str, Text] = {
    "measured": Text(ja="測定", en="measured"),
    "reported": Text(ja="公表値", en="reported"),
    "assumption": Text(ja="仮定", en="assumption"),
}


def same(word: str) -> Text:
    """Return a word that is the same in both languages (a name, an address)."""
    return Text(ja=word, en=word)


def plain(word: str, limit: int = 80) -> str:
    """Return ``word`` on one line and no longer than ``limit`` characters; what was cut is shown by an ellipsis."""
    line = " ".join(word.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def shortened(text: Text, *, ja: int, en: int) -> Text:
    """Return the first sentences of each language that fit into the limits; at least one, cut if it must be."""
    return Text(ja=_sentences(text.ja, "。", ja), en=_sentences(text.en, ". ", en))


def _sentences(text: str, end: str, limit: int) -> str:
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    parts = [part + end for part in text.split(end) if part]
    taken = ""
    for part in parts:
        if taken and len(taken) + len(part) > limit:
            break
        taken += part
    return plain(taken.strip(), limit)


def joined(parts: Sequence[Text]) -> Text:
    """Put sentences one after the other."""
    return Text(ja="".join(part.ja for part in parts), en=" ".join(part.en for part in parts if part.en))


def listed(names: Sequence[str], *, limit: int = 5, counter: str = "件", width: int = 40) -> Text:
    """Name the first few and count the others: A、B ほか12台."""
    shown = [plain(name, width) for name in names[:limit]]
    more = len(names) - len(shown)
    ja, en = "、".join(shown), ", ".join(shown)
    return Text(ja=f"{ja} ほか{more}{counter}", en=f"{en} and {more} more") if more > 0 else Text(ja=ja, en=en)


def two_figures(value: float) -> float:
    """Round to two significant figures."""
    if not value or not math.isfinite(value):
        return value
    return round(value, 1 - math.floor(math.log10(abs(value))))


def yen_range(interval: Interval) -> Text:
    """Say an amount with its range: 1億2,000万円(4,600万円〜3億2,000万円)."""
    low, mid, high = (two_figures(value) for value in (interval.low, interval.mid, interval.high))
    unit, word = (1e6, " million") if max(abs(low), abs(high)) >= 1e6 else (1.0, "")
    low_en, mid_en, high_en = (f"{two_figures(value / unit):,.10g}" for value in (low, mid, high))
    if low == high:
        return Text(ja=yen_ja(mid), en=f"JPY {mid_en}{word}")
    return Text(
        ja=f"{yen_ja(mid)}({yen_ja(low)}〜{yen_ja(high)})", en=f"JPY {mid_en}{word} ({low_en} to {high_en}{word})"
    )


def yen_brief(amount: float) -> Text:
    """Say a simulated amount in the little room of a figure: 1億2,000万円, ¥120M."""
    value = two_figures(amount)
    en = f"¥{two_figures(value / 1e6):,.10g}M" if abs(value) >= 1e6 else f"¥{value:,.0f}"
    return Text(ja=yen_ja(value), en=en)


def amount(value: float) -> str:
    """Say a count, days or hours: whole from 3 up, one decimal below, two where less would say nothing."""
    if abs(value) >= 100:
        return f"{two_figures(value):,.0f}"
    if abs(value) >= 3:
        return f"{value:.0f}"
    if abs(value) >= 0.095 or value == 0:
        return f"{value:.1f}".removesuffix(".0")
    return f"{value:.2f}" if abs(value) >= 0.005 else "0.01未満"


def _with_unit(interval: Interval, ja: str, en: str) -> Text:
    low, mid, high = (amount(value) for value in (interval.low, interval.mid, interval.high))
    text = Text(ja=f"{mid}{ja}({low}〜{high}{ja})", en=f"{mid} {en} ({low} to {high})")
    if low == high:
        text = Text(ja=f"{mid}{ja}", en=f"{mid} {en}")
    return Text(ja=text.ja, en=text.en.replace("0.01未満", "<0.01"))


def days_range(interval: Interval) -> Text:
    """Say days with their range: 10日(5〜30日)."""
    return _with_unit(interval, "日", "days")


def hours_range(interval: Interval) -> Text:
    """Say hours with their range."""
    return _with_unit(interval, "時間", "hours")


def hours(value: float) -> Text:
    """Say a duration the way people do: minutes, hours or days."""
    if value < 1:
        minutes = max(1, round(value * 60))
        return Text(ja=f"約{minutes}分", en=f"about {minutes} min")
    if value < 48:
        return Text(ja=f"約{amount(value)}時間", en=f"about {amount(value)} h")
    return Text(ja=f"約{amount(value / 24)}日", en=f"about {amount(value / 24)} days")


def chance(probability: float) -> Text:
    """Say a probability out of a simulation: it is never 0 and never 1, however often it did not or did happen."""
    if probability < 0.0005:
        return Text(ja="0.1%未満", en="under 0.1%")
    if probability > 0.995:
        return Text(ja="99%超", en="over 99%")
    return same(percent(probability))


def chance_range(interval: Interval) -> Text:
    """Say a probability with its range: 12%(5〜25%)."""
    low, mid, high = (chance(value) for value in (interval.low, interval.mid, interval.high))
    if low == high:
        return mid
    first = low.ja.removesuffix("%") if low.ja.endswith("%") and high.ja.endswith("%") else low.ja
    return Text(ja=f"{mid.ja}({first}〜{high.ja})", en=f"{mid.en} ({low.en} to {high.en})")


def once_in(rate: Interval) -> Text:
    """Say a yearly rate as a return time, which more people can picture: 12年に1回(5〜40年に1回)."""
    if rate.mid < 0.001:
        return Text(ja="1,000年に1回未満", en="less than once in 1,000 years")
    low, mid, high = (1 / max(value, 1e-4) for value in (rate.high, rate.mid, rate.low))
    if low == high:
        return Text(ja=f"{amount(mid)}年に1回", en=f"once in {amount(mid)} years")
    return Text(
        ja=f"{amount(mid)}年に1回({amount(low)}〜{amount(high)}年に1回)",
        en=f"once in {amount(mid)} years ({amount(low)} to {amount(high)})",
    )


_REF_WORDS = {
    "policy": Text(ja="ファイアウォール規則", en="firewall rule"),
    "rule": Text(ja="規則", en="rule"),
    "tunnel": Text(ja="VPN設定", en="VPN"),
    "interface": Text(ja="インタフェース", en="interface"),
}


def ref(reference: str) -> Text:
    """Say a neutral reference: "policy:12" is firewall rule 12; names and addresses stand for themselves."""
    kind, _, name = reference.partition(":")
    word = _REF_WORDS.get(kind) if name else None
    return same(reference) if word is None else Text(ja=f"{word.ja} {name}", en=f"{word.en} {name}")


def day(value: date | None) -> Text:
    """Say a date in both calendars."""
    return UNKNOWN if value is None else Text(ja=both_ja(value), en=value.isoformat())


def place(source: Source) -> Text:
    """Say where in which file: 機器台帳.xlsx「端末PC」C14."""
    short = source.model_copy(update={"file": plain(source.file, 60), "sheet": source.sheet and plain(source.sheet, 40)})
    where = short.file + (f' "{short.sheet}"' if short.sheet else "")
    if short.cell:
        where += f" {short.cell}"
    elif short.row is not None:
        where += f" row {short.row}"
    elif short.line is not None:
        where += f" line {short.line}"
    return Text(ja=short.place(), en=where)


def places(sources: Sequence[Source], *, limit: int = 3) -> Text:
    """Say how we know: the kinds of evidence with a place in each file, most direct first; further places are counted."""
    if not sources:
        return Text(ja="根拠の記録なし", en="no place recorded")
    ordered = sorted(dict.fromkeys(sources), key=lambda source: -source.kind.directness)
    first: dict[str, Source] = {}
    for source in ordered:
        first.setdefault(source.file, source)
    shown = [(SOURCE_KIND_NAMES[source.kind], place(source)) for source in list(first.values())[:limit]]
    more = len(ordered) - len(shown)
    ja = "、".join(f"{kind.ja}: {where.ja}" for kind, where in shown)
    en = "; ".join(f"{kind.en}: {where.en}" for kind, where in shown)
    return Text(ja=f"{ja} ほか{more}か所", en=f"{en} and {more} more places") if more else Text(ja=ja, en=en)
