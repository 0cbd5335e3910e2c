"""Reads the indented languages (Cisco IOS, UNIVERGE IX, AlliedWare Plus) into blocks; knows no vendor's meaning.

A block is a line and the lines under it. Where a mail has lost the indentation, the words that open a section and the
``!`` between sections stand in for it. Banners and certificates are skipped: they hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from inmori.ingest.config_text import ConfigLine, config_lines

_BANNER = re.compile(r"banner\s+(?:[\w-]+\s+)?(\^C|\x03|[#@$%&~|*^+=!/])(.*)$", re.IGNORECASE | re.DOTALL)
_HEX = re.compile(r"[0-9A-Fa-f]{8}(?:\s+[0-9A-Fa-f]{2,8})*$")


def begins(words: tuple[str, ...], prefix: tuple[str, ...]) -> bool:
    """Whether words begin with a prefix; "*" in the prefix stands for any one word."""
    return len(words) >= len(prefix) and all(
        want in ("*", word) for want, word in zip(prefix, words, strict=False)
    )


@dataclass(slots=True)
class Block:
    """One line with the lines under it. ``heard``: some reader has asked for it."""

    line: ConfigLine
    children: list[Block] = field(default_factory=list)
    heard: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the line itself."""
        return self.line.words

    def word(self, index: int) -> str:
        """Return a word of the line, or "" when there are not so many."""
        return self.line.word(index)

    def find(self, *prefix: str) -> Iterator[Block]:
        """Yield the lines under it that begin with these words, marked as understood."""
        return _find(self.children, prefix)

    def last(self, *prefix: str) -> Block | None:
        """Return the last such line: it is the one in force."""
        found = None
        for block in self.find(*prefix):
            found = block
        return found

    def has(self, *prefix: str) -> bool:
        """Whether there is such a line."""
        return self.last(*prefix) is not None

    def value(self, *prefix: str) -> str:
        """Return the word after a prefix in the last such line, or ""."""
        found = self.last(*prefix)
        return found.word(len(prefix)) if found else ""

    def rest(self, *prefix: str) -> str:
        """Return all that stands after a prefix in the last such line, or ""."""
        found = self.last(*prefix)
        return found.line.after(len(prefix)) if found else ""


def _find(blocks: Iterable[Block], prefix: tuple[str, ...]) -> Iterator[Block]:
    for block in blocks:
        if begins(block.words, prefix):
            block.heard = True
            yield block


class Config(Block):
    """A whole file as one block without a line of its own; ``comments`` are the lines that begin with "!"."""

    def __init__(self, text: str, openers: re.Pattern[str]) -> None:
        super().__init__(ConfigLine(0, -1, "", ()), heard=True)
        self.comments: list[ConfigLine] = []
        lines = config_lines(text)
        flat = not any(line.indent for line in lines if line.text and not line.text.startswith("!"))
        if flat:
            self._read_flat(lines, openers)
        else:
            self._read_indented(lines)

    def _read_indented(self, lines: list[ConfigLine]) -> None:
        stack: list[Block] = [self]
        for line in self._meant(lines):
            if line.text.startswith("!"):
                continue
            while len(stack) > 1 and stack[-1].line.indent >= line.indent:
                stack.pop()
            block = Block(line)
            stack[-1].children.append(block)
            stack.append(block)

    def _read_flat(self, lines: list[ConfigLine], openers: re.Pattern[str]) -> None:
        holder: Block = self
        for line in self._meant(lines):
            if line.text.startswith("!"):
                holder = self
            elif openers.match(line.text):
                holder = Block(line)
                self.children.append(holder)
            elif line.text in ("exit", "end"):
                holder = self
            else:
                holder.children.append(Block(line))

    def _meant(self, lines: list[ConfigLine]) -> Iterator[ConfigLine]:
        """Yield the lines that are configuration, and keep the comments apart."""
        closing: str | None = None
        for line in lines:
            if closing is not None:
                closing = None if closing in line.text else closing
                continue
            if not line.text or _HEX.match(line.text):
                continue
            banner = _BANNER.match(line.text)
            if banner:
                closing = None if banner[1] in banner[2] else banner[1]
                continue
            if line.text.startswith("!"):
                self.comments.append(line)
            yield line

    def unheard(self) -> Iterator[tuple[Block, ...]]:
        """Yield what nobody asked for, each with the blocks around it; what is under an unheard line is left out."""
        yield from _unheard(self, ())


def _unheard(block: Block, around: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    for child in block.children:
        if not child.heard:
            yield (*around, child)
        else:
            yield from _unheard(child, (*around, child))
