"""Which of two version texts is the newer one, for the many ways in which makers count.

Known libraries follow one ecosystem's rules and misorder hotfixes (10.2.9-h1), trains (15.2(2)E7) or revisions
(Rev.14.01.38). Here a version is a row of numbers and words: numbers compare as numbers, a word after a number is a
later rebuild (16.3.1a > 16.3.1), except for words that announce a release (rc, beta).
"""

import re
import unicodedata

Key = tuple[tuple[int, int, str], ...]

_TOKEN = re.compile(r"\d+|[a-z]+")
_BEFORE_RELEASE = frozenset({"alpha", "beta", "rc", "pre", "preview", "dev", "snapshot", "b", "ea"})
_END = (0, 0, "")  # the end of a version: above what comes before a release, below everything else


def version_key(text: str) -> Key:
    """Return a sort key; texts that differ only in a prefix ("v", "Rev.", "Ver.") or trailing zeros are equal."""
    folded = unicodedata.normalize("NFKC", text).lower()
    tokens = _TOKEN.findall(folded)
    while tokens and not tokens[0].isdigit():
        tokens.pop(0)
    kept: list[str] = []
    for token in [*tokens, ""]:
        # Zeros at the end of a row of numbers say nothing: 7.2.0 is 7.2, and 1.0-rc2 comes before 1.0.
        while not token.isdigit() and len(kept) > 1 and kept[-1].isdigit() and int(kept[-1]) == 0:
            kept.pop()
        kept.append(token)
    return (*(_part(token) for token in kept[:-1]), _END)


def compare_versions(one: str, other: str) -> int:
    """Return -1, 0 or 1: ``one`` is older than, the same as, or newer than ``other``."""
    left, right = version_key(one), version_key(other)
    return (left > right) - (left < right)


def _part(token: str) -> tuple[int, int, str]:
    if token.isdigit():
        return (1, int(token), "")
    return (-1, 0, token) if token in _BEFORE_RELEASE else (2, 0, token)
