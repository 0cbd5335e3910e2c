"""Reads the block language of FortiOS (``config … edit … set … next end``) into a tree, from any kind of paste.

Values of secret settings are dropped here, before anything else sees them. The tree knows no meaning; what a block
is for is decided by the readers of ``fortios`` that walk it.
"""

from __future__ import annotations

import re
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
_ENABLED = ("enable",)
_WRAPPING = ("\x08", "\x1b", "More", "```")
_SECRET = re.compile(
    r"(?:^|-)(?:pass(?:word|wd|phrase)?\d?|authpasswd|psk(?:secret)?|secret|pwd|keys?|key-string|keychain|keyfile|token|"
    r"seed|community)(?:-remote)?$"
)


@dataclass(slots=True)
class Node:
    """A ``config`` block or one ``edit`` of it; ``name`` is the path ("firewall policy") or the key.

    ``settings`` holds what stands behind the key of a ``set``: as written on one line until somebody asks for it (nobody
    asks for most of a backup), then as values. Secret ones are never held.
    """

    name: str
    line: int
    edit: bool = False
    settings: dict[str, tuple[str, ...] | str] = field(default_factory=dict)
    edits: list[Node] = field(default_factory=list)
    blocks: list[Node] = field(default_factory=list)
    stray: int = 0  # lines in it that are no statement
    first_stray: int = 0  # where the first of them stands

    def values(self, key: str) -> tuple[str, ...]:
        """Return all values of a setting; empty when it is not set."""
        values = self.settings.get(key)
        if values is None:
            return ()
        if isinstance(values, str):
            values = self.settings[key] = _without_empty(_plain_values(values))
        return values

    def value(self, key: str, default: str = "") -> str:
        """Return the first value of a setting."""
        if key not in self.settings:
            return default
        values = self.values(key)
        return values[0] if values else default

    def enabled(self, key: str) -> bool:
        """Whether a switch is set to ``enable``."""
        return key in self.settings and self.values(key)[:1] == _ENABLED

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
    lines = cleaned_lines(text)
    index, count = 0, len(lines)
    while index < count:
        head = lines[index].split(None, 2)
        index += 1
        if len(head) == 3 and head[0] == "set":  # three lines in four
            _, key, rest = head
            if "\\" not in lines[index - 1] and '"' not in key and not rest.count('"') & 1:
                node = stack[-1]
                secret = _secret(key) or rest[:4] == "ENC " or (key == "name" and "snmp" in node.name)
                node.settings[key] = () if secret else rest
                continue
        elif not head:
            continue
        elif len(head) == 1 and head[0] == "next" and stack[-1].edit:
            stack.pop()
            continue
        elif len(head) == 2 and head[0] == "edit" and not stack[-1].edit and (name := _one_name(head[1])):
            node = Node(name, index, edit=True)
            stack[-1].edits.append(node)
            stack.append(node)
            continue
        number = index
        index, tokens = _statement(lines, index, unclosed)
        if tokens and not tokens[0].startswith("#") and not _place(stack, number, tokens):
            stray.append((number, tokens[0][:40]))
            stack[-1].stray += 1
            stack[-1].first_stray = stack[-1].first_stray or number
    open_blocks = tuple(node.name for node in stack[1:] if not node.edit)
    return Tree(root, stray, open_blocks, unclosed)


def _one_name(word: str) -> str:
    """Return a key that is written plainly, bare or between two quotation marks; empty where it needs a closer look."""
    if "\\" in word or "'" in word:
        return ""
    quotes = word.count('"')
    if not quotes:
        return word
    return word[1:-1] if quotes == 2 and word[0] == word[-1] == '"' else ""


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
        _change(top, word, tokens[1], tokens[2:])
    else:
        # What the person typed to get the output is no part of it.
        return word in ("show", "get") or word.startswith("#")
    return True


def _plain_values(rest: str) -> list[str]:
    """Return the values behind a key: mostly bare words, or quoted ones with single blanks between."""
    if '"' not in rest:
        return rest.split()
    rest = rest.rstrip()
    if rest[0] == rest[-1] == '"':
        values = rest[1:-1].split('" "')
        if rest.count('"') == 2 * len(values):
            return values
    return _words(rest)


def _change(node: Node, word: str, key: str, values: list[str]) -> None:
    if word == "unset":
        node.settings.pop(key, None)
        return
    before = node.values(key) if word == "append" else ()
    _set(node, key, values)
    if before:
        node.settings[key] = (*before, *node.values(key))


def _set(node: Node, key: str, values: list[str]) -> None:
    if _secret(key) or (key == "name" and "snmp" in node.name):
        values = []
    node.settings[key] = _without_empty(values)


def _without_empty(values: list[str]) -> tuple[str, ...]:
    """Return values as they count: the full configuration writes what is empty as '', and what is encrypted is none."""
    if values and values[0] == "ENC":
        return ()
    if "" in values or "''" in values:
        return tuple(value for value in values if value not in ("", "''"))
    return tuple(values)


@lru_cache(maxsize=4096)
def _secret(key: str) -> bool:
    return bool(_SECRET.search(key))


def _statement(lines: list[str], index: int, unclosed: list[int]) -> tuple[int, list[str]]:
    """Return the place after the statement that begins on the line before ``index``, and its words.

    A quoted value may run over many lines.
    """
    line = lines[index - 1]
    if '"' not in line:
        return index, _words(line) if "\\" in line else line.split()
    following = _closing(lines, index) if _open(line) else index
    if following is None:
        unclosed.append(index)
        return index, _words(line + '"')
    return following, _words("\n".join(lines[index - 1 : following]))


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
        quote = line.index('"')
        if "\\" in line:
            quote = next((match.start() for match in _QUOTE.finditer(line) if match[1]), -1)
        if quote < 0:
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
