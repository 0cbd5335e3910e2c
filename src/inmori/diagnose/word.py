"""Whether a cell says one known word and nothing else: how "none", "partly" and "exempt" are recognised."""

import unicodedata
from collections.abc import Iterable


def is_word(written: str, words: Iterable[str]) -> bool:
    """Whether ``written`` is one of the words, widths, case and blanks at the ends aside."""
    return unicodedata.normalize("NFKC", written).strip().casefold() in {word.casefold() for word in words}
