"""Collects what a reader of network gear did not understand, without ever repeating a value that may be secret.

Only words of the vendor's own vocabulary are shown; every other word becomes "?".
"""

from __future__ import annotations

from collections.abc import Iterable

from inmori.ingest.config_text import ConfigLine, at
from inmori.model import Source
from inmori.model.gateway import Unread

STRAY = "line: "  # how an entry for lines that nobody understood begins
_SHOWN_WORDS = 3


class UnreadParts:
    """The parts of one file that were not understood."""

    def __init__(self, source: Source, vocabulary: Iterable[str]) -> None:
        self._source = source
        self._vocabulary = frozenset(vocabulary)
        self._named: dict[str, Source] = {}
        self._stray: dict[str, list[int]] = {}

    def name(self, what: str, line: ConfigLine | int | None) -> None:
        """Note a part by name; ``what`` must be our own words or words of the vendor's language."""
        self._named.setdefault(what, at(self._source, line))

    def stray(self, line: ConfigLine) -> None:
        """Note a line that is not understood at all."""
        self._stray.setdefault(self.shown(line.words), []).append(line.number)

    def shown(self, words: tuple[str, ...]) -> str:
        """Return the first words of a line, those outside the vocabulary hidden."""
        kept: list[str] = []
        for word in words[:_SHOWN_WORDS]:
            if word.lower() not in self._vocabulary:
                kept.append("?")
                break
            kept.append(word.lower())
        return " ".join(kept) or "?"

    @property
    def stray_lines(self) -> int:
        """How many lines were not understood at all."""
        return sum(len(numbers) for numbers in self._stray.values())

    def parts(self) -> tuple[Unread, ...]:
        """Return everything noted: parts by name in order of the file, then lines by their first words."""
        found = [Unread(what=what, source_ref=where) for what, where in self._named.items()]
        for words, numbers in sorted(self._stray.items()):
            where = at(self._source, numbers[0])
            found.append(Unread(what=f"{STRAY}{words} ({len(numbers)})", source_ref=where))
        return tuple(found)
