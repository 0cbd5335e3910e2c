"""Reads the block language of FortiOS (``config … edit … set … next end``) into a tree, from any kind of paste.

Values of secret settings are dropped here, before anything else sees them. The tree knows no meaning; what a block
is for is decided by the readers of ``fortios`` that walk it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|((?:[^\s"\\]|\\.)+)', re.DOTALL)
_QUOTE = re.compile(r'\\.|(")', re.DOTALL)
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_MORE = re.compile(r"--\s*More\s*--[ \t]*")
_PROMPT = re.compile(
    r"^\s*[\w.\-]{1,64}(?:\s*\([^()]{1,64}\))?\s*[#$]\s*"
    r"(?=(?:show|get|config|edit|set|unset|append|next|end|exit|execute|diagnose|fnsysctl|sudo)\b|$)"
)
_WRAPPING = ("\x08", "\x1b", "More", "```")
_SECRET = re.compile(
    r"(?:^|-)(?:pass(?:word|wd|phrase)?\d?|authpasswd|psk(?:secret)?|secret|pwd|keys?|key-string|keychain|keyfile|token|"
    r"seed|community)(?:-remote)?$"
)


@dataclass(slots=True)
class Setting:
    """The values of one ``set`` and the line it stands on (counted from 1)."""

    values: tuple[str, ...]
    line: int


@dataclass(slots=True)
class Node:
    """A ``config`` block or one ``edit`` of it; ``name`` is the path ("firewall policy") or the key."""

    name: str
    line: int
    edit: bool = False
    settings: dict[str, Setting] = field(default_factory=dict)
    edits: list[Node] = field(default_factory=list)
    blocks: list[Node] = field(default_factory=list)
    stray: int = 0  # lines in it that are no statement

    def values(self, key: str) -> tuple[str, ...]:
        """Return all values of a setting; empty when it is not set."""
        setting = self.settings.get(key)
        return setting.values if setting else ()

    def value(self, key: str, default: str = "") -> str:
        """Return the first value of a setting."""
        setting = self.settings.get(key)
        return setting.values[0] if setting is not None and setting.values else default

    def enabled(self, key: str) -> bool:
        """Whether a switch is set to ``enable``."""
        return self.value(key) == "enable"

    def sections(self, name: str) -> list[Node]:
        """Return the child blocks of this name; a paste may hold one block several times."""
        return [block for block in self.blocks if block.name == name]

    def section(self, name: str) -> Node | None:
        """Return the child blocks of this name as one; later settings and edits win."""
        found = self.sections(name)
        if len(found) < 2:
            return found[0] if found else None
        merged = Node(name, found[0].line)
        for block in found:
            merged.settings |= block.settings
            merged.blocks += block.blocks
            merged.edits += block.edits
            merged.stray += block.stray
        return merged

    def entries(self, name: str) -> list[Node]:
        """Return the edits of the child blocks of this name in order; a key edited again changes the first."""
        found: dict[str, Node] = {}
        for block in self.sections(name):
            for edit in block.edits:
                first = found.setdefault(edit.name, edit)
                if first is not edit:
                    first.settings |= edit.settings
                    first.blocks += edit.blocks
                    first.stray += edit.stray
        return list(found.values())


@dataclass(slots=True)
class Tree:
    """The parsed file. ``stray`` holds (line, first word) of what is no statement; ``open_blocks``: cut off there."""

    root: Node
    stray: list[tuple[int, str]]
    open_blocks: tuple[str, ...]
    unclosed_quotes: list[int]


def cleaned_lines(text: str) -> list[str]:
    """Take off what terminals, mails and Markdown put around a configuration; line numbers stay."""
    lines = text.split("\n")
    if ">" in text:
        quoted = sum(line.lstrip().startswith(">") for line in lines)
        if quoted * 2 > sum(bool(line.strip()) for line in lines):
            lines = [re.sub(r"^\s*>+ ?", "", line) for line in lines]
    if any(mark in text for mark in _WRAPPING):
        return [_clean(line) for line in lines]
    return [_PROMPT.sub("", line) if "#" in line or "$" in line else line for line in lines]


def _clean(line: str) -> str:
    if "\x08" in line or "\x1b" in line or "More" in line:
        line = _MORE.sub("", _ANSI.sub("", line).replace("\x08", ""))
    if line.lstrip().startswith("```"):
        return ""
    if "#" in line or "$" in line:
        line = _PROMPT.sub("", line)
    return line


def parse(text: str) -> Tree:
    """Read a configuration; never fails, but lists what it could not place."""
    root = Node("", 0)
    stack = [root]
    stray: list[tuple[int, str]] = []
    unclosed: list[int] = []
    for line, tokens in _statements(cleaned_lines(text), unclosed):
        if tokens[0] == "set" and len(tokens) > 1:  # three lines in four
            _change(stack[-1], "set", tokens[1], line, tokens[2:])
        elif not _place(stack, line, tokens):
            stray.append((line, tokens[0][:40]))
            stack[-1].stray += 1
    open_blocks = tuple(node.name for node in stack[1:] if not node.edit)
    return Tree(root, stray, open_blocks, unclosed)


def _place(stack: list[Node], line: int, tokens: list[str]) -> bool:
    """Put one statement into the tree; return whether it was understood."""
    word, top = tokens[0], stack[-1]
    if word == "config" and len(tokens) > 1:
        node = Node(" ".join(tokens[1:]), line)
        top.blocks.append(node)
        stack.append(node)
    elif word == "edit" and len(tokens) > 1:
        if top.edit:  # the ``next`` before it was lost
            stack.pop()
        node = Node(tokens[1], line, edit=True)
        stack[-1].edits.append(node)
        stack.append(node)
    elif word == "next" and len(tokens) == 1:
        if not top.edit:
            return False
        stack.pop()
    elif word in ("end", "exit", "abort") and len(tokens) == 1:
        if top.edit:
            stack.pop()
        if len(stack) == 1:
            return word == "exit"
        stack.pop()
    elif word in ("set", "unset", "append") and len(tokens) > 1:
        _change(top, word, tokens[1], line, tokens[2:])
    else:
        # What the person typed to get the output is no part of it.
        return word in ("show", "get") or word.startswith("#")
    return True


def _change(node: Node, word: str, key: str, line: int, values: list[str]) -> None:
    if word == "unset":
        node.settings.pop(key, None)
        return
    if _secret(key) or "ENC" in values[:1]:
        values = []
    if key == "name" and "snmp" in node.name:
        values = []
    if "" in values or "''" in values:
        # The full configuration writes what is empty as ''.
        values = [value for value in values if value not in ("", "''")]
    before = node.values(key) if word == "append" else ()
    node.settings[key] = Setting((*before, *values) if before else tuple(values), line)


@lru_cache(maxsize=4096)
def _secret(key: str) -> bool:
    return bool(_SECRET.search(key))


def _statements(lines: list[str], unclosed: list[int]) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, words); a quoted value may run over many lines."""
    index = 0
    while index < len(lines):
        line = lines[index]
        number = index + 1
        index += 1
        if '"' not in line:
            words = line.split()
            if words and "\\" in line:
                words = _words(line)
        else:
            following = _closing(lines, index) if _open(line) else index
            if following is None:
                unclosed.append(number)
                line += '"'
            else:
                line = "\n".join(lines[index - 1 : following])
                index = following
            words = _words(line)
        if words and not words[0].startswith("#"):
            yield number, words


def _open(line: str) -> bool:
    """Whether a quote is left open at the end of the line."""
    if "\\" not in line:
        return line.count('"') % 2 == 1
    return sum(1 for match in _QUOTE.finditer(line) if match[1]) % 2 == 1


def _closing(lines: list[str], index: int) -> int | None:
    """Return the place after the line that closes the quote opened on the line before ``index``; None: never closed.

    The next quote is a closing one where a value ends, whatever the lines between say: a comment may well hold what
    looks like statements. Where it begins a value of its own, the one before was stray and would swallow the rest.
    """
    for here in range(index, len(lines)):
        line = lines[here]
        if '"' not in line:
            continue
        quote = next((match.start() for match in _QUOTE.finditer(line) if match[1]), None)
        if quote is None:
            continue
        after = line[quote + 1 : quote + 2]
        begins = after not in ("", " ", "\t", "\r") and (quote == 0 or line[quote - 1].isspace())
        return None if begins or not _open(line) else here + 1
    return None


def _words(line: str) -> list[str]:
    if "\\" not in line:
        words: list[str] = []
        # What stands at odd places stood between quotes; a quote without an end is no quote.
        parts = line.split('"')
        for index, part in enumerate(parts):
            if index % 2 and index < len(parts) - 1:
                words.append(part)
            else:
                words += part.split()
        return words
    return [_unescape(quoted if bare == "" else bare) for quoted, bare in _TOKEN.findall(line)]


def _unescape(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word, flags=re.DOTALL) if "\\" in word else word
