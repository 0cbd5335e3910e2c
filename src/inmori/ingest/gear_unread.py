"""Collects what a reader of network gear did not understand, without ever repeating a value that may be secret.

Only words of the vendor's own vocabulary are shown; every other word becomes "?".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import ConfigLine, at
from inmori.model import Source
from inmori.model.gateway import Effect, Unread

STRAY = "line: "  # how an entry for lines that nobody understood begins
_SHOWN_WORDS = 3
# Words of filters in the languages of all vendors. A line with one of them that nobody understood may well decide who
# passes; one without them (a clock, a name, a queue) is told, but taken not to.
_FILTERING = re.compile(
    r"(?i)(?:^|[\s\-])(?:filter\w*|acl|access-?(?:group|map|list)|firewall|inspect|ips|deny|permit|reject|drop|pass|block|allow|"
    r"accept|zone-member|isolat\w+)(?=$|[\s\-])"
)
_NO_FILTER = re.compile(r"(?i)^(?:no |ipv6 |mac |spanning-tree |snmp|logging |description |name )")


def bears(line: ConfigLine) -> bool:
    """Whether a line that nobody understood speaks of what may pass."""
    return bool(_FILTERING.search(line.text)) and not _NO_FILTER.match(line.text)


class UnreadParts:
    """The parts of one file that were not understood."""

    def __init__(self, source: Source, vocabulary: Iterable[str]) -> None:
        self._source = source
        self._vocabulary = frozenset(vocabulary)
        self._named: dict[str, Unread] = {}
        self._stray: dict[str, list[ConfigLine]] = {}

    def name(
        self,
        what: str,
        line: ConfigLine | int | None,
        *,
        effect: Effect = Effect.NONE,
        interfaces: tuple[str, ...] = (),
    ) -> None:
        """Note a part by name; ``what`` must be our own words or words of the vendor's language.

        ``interfaces``: it bears on these only; noted again for others, it bears on all of them.
        """
        known = self._named.get(what)
        if known is None:
            self._named[what] = Unread(
                what=what, effect=effect, interfaces=interfaces, source_ref=at(self._source, line)
            )
        elif known.interfaces and interfaces:
            more = tuple(dict.fromkeys((*known.interfaces, *interfaces)))
            self._named[what] = known.model_copy(update={"interfaces": more})

    def stray(self, line: ConfigLine) -> None:
        """Note a line that is not understood at all."""
        self._stray.setdefault(self.shown(line.words), []).append(line)

    def unheard(
        self, config: Config, harmless: frozenset[str], interfaces: Callable[[Block], tuple[str, ...]]
    ) -> None:
        """Note the lines of an indented file that nobody asked for.

        What is under a section that was read is that section's own vocabulary, but for filters on interfaces;
        ``interfaces`` tells on which of those with addresses such a section bears.
        """
        for path in config.unheard():
            line = path[-1].line
            if len(path) == 1 and path[0].words[0].lower() not in harmless:
                self.stray(line)
            elif len(path) == 2 and path[0].words[0] == "interface" and bears(line):
                where = interfaces(path[0])
                if where:
                    self.name(
                        f"interface: {self.shown(line.words)}", line, effect=Effect.EITHER, interfaces=where
                    )

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
        return sum(len(lines) for lines in self._stray.values())

    def parts(self) -> tuple[Unread, ...]:
        """Return everything noted: parts by name in order of the file, then lines by their first words."""
        found = list(self._named.values())
        for words, lines in sorted(self._stray.items()):
            bearing = next((line for line in lines if bears(line)), None)
            found.append(
                Unread(
                    what=f"{STRAY}{words} ({len(lines)})",
                    effect=Effect.EITHER if bearing else Effect.NONE,
                    source_ref=at(self._source, bearing or lines[0]),
                )
            )
        return tuple(found)
