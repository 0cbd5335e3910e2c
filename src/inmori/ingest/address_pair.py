"""Tells two last octets ("192.168.0.21/22": .21 and .22) from the length of a prefix, by how the whole column is written.

Both are common in ledgers. What a column writes once settles its other cells; where nothing settles it, the first
address is used and a person is asked.
"""

import re
from collections import Counter
from collections.abc import Iterable

_PAIRED = re.compile(r"\s*(\d{1,3}\.\d{1,3}\.\d{1,3}\.)(\d{1,3})((?:\s*/\s*\.?\d{1,3})+)\s*", re.ASCII)
_LONGEST_PREFIX = 32
_USUAL_PREFIXES = range(8, 31)


def paired(text: str) -> tuple[str, tuple[int, ...]] | None:
    """Return the first three octets and the numbers behind them, ``None`` for any other text."""
    match = _PAIRED.fullmatch(text)
    if match is None:
        return None
    numbers = (int(match[2]), *(int(number) for number in re.findall(r"\d+", match[3])))
    return (match[1], numbers) if all(number <= 255 for number in numbers) else None


def column_pairs(texts: Iterable[str]) -> bool | None:
    """Whether numbers behind a slash are last octets in a column; ``False``: lengths of prefixes; ``None``: unsettled."""
    found = [known[1] for text in texts if "/" in text and (known := paired(text)) is not None]
    if any(_must_be_octets(numbers) for numbers in found):
        return True
    behind = Counter(numbers[1] for numbers in found)
    if sum(numbers[1] == numbers[0] + 1 for numbers in found) >= 2 and len(behind) > 1:
        return True
    if found and set(behind) <= set(_USUAL_PREFIXES) and max(behind.values()) * 2 > len(found) > 1:
        return False
    return None


def cell_pairs(numbers: tuple[int, ...], column: bool | None) -> bool | None:
    """The same for one cell, in a column that is settled or not."""
    if _must_be_octets(numbers):
        return True
    if column is None and numbers[1] in _USUAL_PREFIXES and numbers[1] < numbers[0]:
        return False  # octets are written in order
    return column


def _must_be_octets(numbers: tuple[int, ...]) -> bool:
    return len(numbers) > 2 or numbers[1] > _LONGEST_PREFIX
