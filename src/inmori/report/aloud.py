"""Sentences that can be read aloud: no brackets, few numbers, few of them.

The ear keeps two numbers in a sentence and a handful of sentences. What is left out here stands in the tables and in
the section on the roads; nothing is reworded, so nothing can come to mean something else.
"""

import re
from collections.abc import Iterator

from inmori.text import Text

SENTENCES = 4
_NUMBERS = 2
_ASIDE = re.compile(r"[((][^()()]*[))]")
_NUMBER = re.compile(r"\d[\d,.億万]*")
_ENDS = re.compile(r"(?<=。)|(?<=[a-z\)\"”]\.)\s+|(?<=\d\.)\s+(?=[A-Z])")


def aloud(text: Text, *, sentences: int = SENTENCES) -> Text:
    """Return the sentences that the ear can take in, in their order; at least the first."""
    return Text(ja="".join(_kept(text.ja, sentences)), en=" ".join(_kept(text.en, sentences)))


def _kept(words: str, sentences: int) -> Iterator[str]:
    without = words
    while (shorter := _ASIDE.sub("", without)) != without:
        without = shorter
    without = without.replace(" .", ".")
    parts = [" ".join(part.split()) for part in _ENDS.split(without) if part.strip()]
    light = [part for index, part in enumerate(parts) if index == 0 or len(_NUMBER.findall(part)) <= _NUMBERS]
    yield from light[:sentences]
