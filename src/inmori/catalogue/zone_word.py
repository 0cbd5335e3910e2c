"""Words by which people name zones, systems and devices; the reader of names looks here and nowhere else."""

import re
import unicodedata
from functools import lru_cache

from inmori.model.provenance import Frozen

# Hyphens that NFKC leaves apart; the Japanese long vowel mark is a letter and stays.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_BLANKS = re.compile(r"\s+")
_BLANK_IN_JAPANESE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_ASCII_LETTER = re.compile(r"[a-z]")
# What engineers hang on the name of a network without a hyphen: JIMULAN, KARTENW, VLANGAIRAI.
_NET_AFTER = re.compile(r"(?:v?lan|net|nw|seg)(?![a-z])")
_NET_BEFORE = re.compile(r"(?<![a-z])(?:v?lan|nw)$")
_SHORTEST_GLUED = 4  # letters: "his" + "net" may be any word, "karte" + "net" is one thing


class WordRule(Frozen):
    """Words (normalised with NFKC, lower case) that point to one kind, with a weight; longer words win ties."""

    kind: str
    words: tuple[str, ...]
    weight: float = 1.0


class WordRules(Frozen):
    """Word rules for one vocabulary: "zone", "system" or "device"."""

    vocabulary: str
    rules: tuple[WordRule, ...]


def words_kind(rules: WordRules, text: str) -> str | None:
    """Return the kind that ``text`` names, or None when no word fits or two kinds fit equally well.

    The heaviest rule decides; among rules of one weight, the kind whose words cover more of the text. A word inside
    a longer word that also fits (無線 in 無線ルータ) does not count. Words of ASCII letters fit only between borders:
    anything but a letter (so "HIS" fits in "vlan10_HIS2" but not in "history").
    """
    return _kind(rules, text)


@lru_cache(maxsize=8192)
def _kind(rules: WordRules, text: str) -> str | None:
    text = _normal(text)
    hits = [hit for rule in rules.rules for word in rule.words for hit in _hits(rule, word, text)]
    # A hit inside a longer hit of any kind is only a part of that longer word.
    hits = [hit for hit in hits if not any(_inside(hit, other) for other in hits)]
    if not hits:
        return None
    heaviest = max(weight for _, _, weight, _ in hits)
    covered: dict[str, int] = {}
    for start, end, kind in sorted({(s, e, k) for s, e, w, k in hits if w == heaviest}):
        covered[kind] = covered.get(kind, 0) + _width(text[start:end])
    best = sorted(covered, key=lambda kind: (-covered[kind], kind))
    return None if len(best) > 1 and covered[best[0]] == covered[best[1]] else best[0]


def _hits(rule: WordRule, word: str, text: str) -> list[tuple[int, int, float, str]]:
    found = []
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if _border(text, start, end):
            found.append((start, end, rule.weight, rule.kind))
        start = text.find(word, start + 1)
    return found


def _border(text: str, start: int, end: int) -> bool:
    before = start > 0 and bool(_ASCII_LETTER.match(text[start]) and _ASCII_LETTER.match(text[start - 1]))
    after = end < len(text) and bool(_ASCII_LETTER.match(text[end - 1]) and _ASCII_LETTER.match(text[end]))
    if (before or after) and end - start >= _SHORTEST_GLUED:
        before = before and not _NET_BEFORE.search(text[:start])
        after = after and not _NET_AFTER.match(text, end)
    return not before and not after


def _inside(hit: tuple[int, int, float, str], other: tuple[int, int, float, str]) -> bool:
    return other[0] <= hit[0] and hit[1] <= other[1] and other[1] - other[0] > hit[1] - hit[0]


def _normal(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    return _BLANK_IN_JAPANESE.sub("", _BLANKS.sub(" ", folded))


def _width(text: str) -> int:
    """Count Japanese characters twice, as print does: 電カル says as much as six letters."""
    return sum(1 if ord(character) < 128 else 2 for character in text)
