"""Units of catalogue figures in words: "yen per bed and day" becomes 円(1床・1日あたり)."""

import re

from inmori.report.wording import amount, same, two_figures
from inmori.text import Text
from inmori.units import percent, yen_ja

_HEADS = {
    "yen": "円",
    "day": "日",
    "hour": "時間",
    "month": "か月",
    "year": "年",
    "bed": "床",
    "pc": "台",
    "server": "台",
    "ap": "台",
    "user": "人",
    "people": "人",
    "person": "人",
    "person-day": "人日",
    "person-hour": "人時",
    "system": "システム",
    "hospital": "病院",
    "months of cost": "か月分",
    "fte": "人",
    "generation": "世代",
    "ratio": "倍",
    "entry": "回",
    "entries": "回",
    "takeover": "回",
    "sigma of the log": "(対数の標準偏差)",
}
_PARTS = {
    "year": "1年",
    "month": "1か月",
    "day": "1日",
    "hour": "1時間",
    "bed": "1床",
    "pc": "端末1台",
    "server": "サーバ1台",
    "system": "1システム",
    "user": "利用者1人",
    "person": "1人",
    "person-day": "1人日",
    "machine": "1台",
    "incident": "被害1回",
    "hospital": "1病院",
    "link": "接続1本",
    "always-on link": "常時接続1本",
    "box": "装置1台",
    "zone": "1区画",
    "provider": "1事業者",
    "campaign": "攻撃1回",
    "class": "1分類",
    "login page": "ログイン画面1つ",
    "published service": "公開1件",
}
_SHARES = ("probability", "share")


def unit_words(unit: str) -> Text:
    """Return the unit in both languages; words that are not known stay as the catalogue has them."""
    head, parts = _split(unit)
    said = _HEADS.get(_one(head), "" if head in _SHARES else head)
    per = "・".join(_PARTS.get(_one(part), part) for part in parts)
    return Text(ja=f"{said}({per}あたり)" if per else said, en=unit)  # a share alone has no unit


def measured(value: float, unit: str) -> Text:
    """Return a value with its unit, the way people say it: 12%, 1,200万円(1床あたり)."""
    head, _ = _split(unit)
    words = unit_words(unit)
    if head in _SHARES:
        return Text(ja=f"{percent(value)}{words.ja}", en=f"{percent(value)} {unit}".removesuffix(" probability").removesuffix(" share"))
    if head == "yen":
        return Text(ja=f"{yen_ja(value)}{words.ja.removeprefix('円')}", en=f"{value:,.10g} {unit}")
    number = _number(value)
    return Text(ja=f"{number}{words.ja}", en=f"{number} {unit}")


def bounds(low: float, high: float, unit: str) -> Text:
    """Return the range of a figure without repeating its unit."""
    head, _ = _split(unit)
    if head in _SHARES:
        return same(f"{percent(low)}–{percent(high)}")
    if head == "yen":
        return Text(ja=f"{yen_ja(low)}〜{yen_ja(high)}", en=f"{low:,.10g}–{high:,.10g}")
    return Text(ja=f"{_number(low)}〜{_number(high)}", en=f"{_number(low)}–{_number(high)}")


def _number(value: float) -> str:
    if 0 < abs(value) < 0.095:
        return f"{two_figures(value):.10g}"
    return amount(value) if value != int(value) else f"{int(value):,}"


def _split(unit: str) -> tuple[str, list[str]]:
    """Split "yen per bed and day" into its head and what it is counted per; brackets are left out."""
    words = re.sub(r"\s*\([^)]*\)", "", unit).replace(" given damage", "").strip()
    words = re.sub(r"\b(?:a|per) (year|month|day)\b", r"/\1", words)
    head, *parts = (part.strip() for part in re.split(r"/| per | and ", words) if part.strip())
    share = next((word for word in _SHARES if head.lower().startswith(word)), None)
    return share or head.lower(), parts


def _one(word: str) -> str:
    """Return the singular of an English unit."""
    word = re.split(r" with(?:out)? | using ", word.lower())[0].strip()
    return word if word in _HEADS or word in _PARTS else word.removesuffix("s")
