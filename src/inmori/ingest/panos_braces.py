"""Reads PAN-OS configurations as ``show`` prints them when nothing else is asked for: blocks in braces.

They say the same paths as the ``set`` commands, so they become the same tree.
"""

from __future__ import annotations

import re

from inmori.ingest.config_text import ConfigLine, config_lines
from inmori.ingest.panos_tree import Node, Tree, put

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([{};])|([^\s{};"]+)')
_DEPTH = 64
# Blocks with words of their own that only such a file opens with a brace.
_BLOCKS = re.compile(
    r"^[>\s]*(?:config|devices|localhost\.localdomain|deviceconfig|(?:pre-|post-)?rulebase|vsys|virtual-router|security|rules|"
    r"address-group|shared|mgt-config|network|service|zone) \{\s*$",
    re.MULTILINE,
)
_SETTINGS = re.compile(r"^\s*(?:from|to|source|destination|application|service|action|ip-netmask|hostname) [^;{]*;\s*$", re.MULTILINE)


def in_braces(head: str) -> int:
    """Return how many different blocks and settings of PAN-OS a text holds in braces; 0 when there is no block."""
    blocks = {match[0].split()[-2] for match in _BLOCKS.finditer(head)}
    return len(blocks) + len({match[0].split()[0] for match in _SETTINGS.finditer(head)}) if blocks else 0


def brace_tree(text: str) -> Tree:
    """Read blocks in braces; never fails, but lists what is no block and tells when the end is missing."""
    tree = Tree(Node("", 0))
    path: list[tuple[str, ...]] = []
    words: list[str] = []
    for line in config_lines(text):
        if line.text.startswith(("#", "!")):
            continue
        for quoted, sign, bare in _TOKEN.findall(line.text):
            if sign == "{":
                path.append(tuple(words))
                words = []
            elif sign:
                _end(tree, path, words, line)
                words = []
                if sign == "}" and path:
                    path.pop()
            else:
                words.append(bare or quoted)
    tree.cut = bool(path)
    return tree


def _end(tree: Tree, path: list[tuple[str, ...]], words: list[str], line: ConfigLine) -> None:
    """Put a setting, or a block that holds nothing, where it belongs."""
    around = tuple(word for part in path for word in part)
    if around[:1] == ("config",):
        around = around[1:]
    if words and len(around) < _DEPTH:
        put(tree.root, (*around, *words), line.number)
    elif words:
        tree.stray.append(line)
