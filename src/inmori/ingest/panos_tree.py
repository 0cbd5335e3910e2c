"""Reads PAN-OS configurations into one tree, whether exported as XML or printed as ``set`` commands.

Both say the same paths: ``<entry name="web">`` and ``<member>web</member>`` are the word ``web`` of a set command, and so
is the text of an element. XML is read by defusedxml, which refuses entities and external parts.
"""

from __future__ import annotations

import re
import xml.sax
import xml.sax.handler
from collections.abc import Iterator
from dataclasses import dataclass, field

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString

from inmori.ingest.config_text import ConfigLine, config_lines

_SECRET = re.compile(
    r"(?:phash|password|passphrase|secret|(?<!auto-)key|community|bind-password|auth-?pwd|priv-?pwd|hash|token|"
    r"certificate|public-key|csr|content|pin)$"
)
_DEPTH = 64
# Words after which a name that people chose follows, however secret it sounds.
_NAMES_FOLLOW = frozenset(
    (
        "address", "address-group", "service", "service-group", "application", "application-group", "rules", "zone", "users", "static",
        "source", "destination", "members", "tag", "from", "to", "vsys", "ethernet", "interface", "gateway", "ipsec", "static-route",
    )
)  # fmt: skip


@dataclass(slots=True)
class Node:
    """One word of a path with the words that may follow it, and the line where it was first written."""

    name: str
    line: int
    children: dict[str, Node] = field(default_factory=dict)

    def child(self, name: str, line: int) -> Node:
        """Return the child of a name, made when it is new."""
        found = self.children.get(name)
        if found is None:
            found = self.children[name] = Node(name, line)
        return found

    def at(self, *path: str) -> Node | None:
        """Return the node at the end of a path; None when it is not there."""
        here: Node | None = self
        for name in path:
            here = here.children.get(name) if here is not None else None
        return here

    def under(self, *path: str) -> tuple[Node, ...]:
        """Return the nodes under a path, in order."""
        found = self.at(*path)
        return tuple(found.children.values()) if found is not None else ()

    def values(self, *path: str) -> tuple[str, ...]:
        """Return the words under a path, in order."""
        return tuple(node.name for node in self.under(*path))

    def value(self, *path: str, default: str = "") -> str:
        """Return the first word under a path."""
        found = self.values(*path)
        return found[0] if found else default

    def on(self, *path: str) -> bool:
        """Whether a switch is ``yes``."""
        return self.value(*path) == "yes"

    def everywhere(self, name: str) -> Iterator[Node]:
        """Yield all nodes of a name, however deep."""
        for child in self.children.values():
            if child.name == name:
                yield child
            yield from child.everywhere(name)


@dataclass(slots=True)
class Tree:
    """A parsed file. ``version`` is of PAN-OS; ``cut``: the XML ended too early; ``stray``: lines that are no command."""

    root: Node
    version: str = ""
    cut: bool = False
    stray: list[ConfigLine] = field(default_factory=list)


class _Handler(xml.sax.handler.ContentHandler):
    """Builds the tree; values of secret elements are left out."""

    _locator: xml.sax.xmlreader.Locator | None

    def __init__(self) -> None:
        super().__init__()
        self.tree = Tree(Node("", 0))
        self._stack: list[Node] = []
        self._text: list[str] = []
        self._secret = 0

    def startElement(self, name: str, attrs: xml.sax.xmlreader.AttributesImpl) -> None:
        self._text = []
        line = self._line()
        if not self._stack:
            self.tree.version = attrs.get("detail-version", "") or attrs.get("version", "") or ""
            self._stack.append(self.tree.root)
            return
        word = attrs.get("name", "") if name == "entry" else name
        top = self._stack[-1]
        if self._secret or len(self._stack) > _DEPTH:
            self._secret += 1
            self._stack.append(Node(name, line))
        elif name == "member":
            self._stack.append(top)
        else:
            if _SECRET.search(name):
                self._secret = 1
            self._stack.append(top.child(word or "?", line))

    def endElement(self, name: str) -> None:  # noqa: ARG002  # the parser hands the name over
        node = self._stack.pop()
        text = "".join(self._text).strip()
        self._text = []
        if self._secret:
            self._secret -= 1
        elif text and self._stack:
            node.child(text, self._line())

    def _line(self) -> int:
        return (self._locator.getLineNumber() or 0) if self._locator is not None else 0

    def characters(self, content: str) -> None:
        if not self._secret:
            self._text.append(content)


def xml_tree(data: bytes) -> Tree | None:
    """Read an XML export; None when it is no XML at all or holds what defusedxml refuses.

    A file that ends too early gives what was read up to there.
    """
    handler = _Handler()
    try:
        parseString(data, handler, forbid_dtd=True)
    except DefusedXmlException:
        return None
    except (xml.sax.SAXException, ValueError, LookupError, RecursionError):
        if not handler.tree.root.children:
            return None
        handler.tree.cut = True
    return handler.tree


def set_tree(text: str) -> Tree:
    """Read ``set`` commands; never fails, but lists the lines that are none."""
    tree = Tree(Node("", 0))
    for line in config_lines(text):
        words = line.words
        if not words or line.text.startswith(("#", "!")):
            continue
        if words[0] == "set" and len(words) > 1:
            for setting in _settings(words[1:]):
                put(tree.root, setting, line.number)
        elif words[0] not in ("delete", "configure", "exit", "quit", "show", "commit", "edit", "top", "up"):
            tree.stray.append(line)
    return tree


# What a rule may hold beside each other, so that several settings on one line can be told apart.
_RULE_WORDS = (
    "from to source destination source-user category application service source-hip destination-hip action log-setting log-start log-end "
    "description tag group-tag profile-setting disabled schedule negate-source negate-destination rule-type icmp-unreachable option "
    "source-translation destination-translation dynamic-destination-translation to-interface nat-type"
)
_OF_RULES = frozenset(_RULE_WORDS.split())


def _settings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a ``set`` line for each setting of a rule that one line gives at once."""
    for base in ("security", "nat"):
        for index in range(1, len(words) - 3):
            if words[index : index + 2] == (base, "rules") and words[index - 1].endswith("rulebase"):
                head, rest = words[: index + 3], words[index + 3 :]
                yield from _cut(head, rest)
                return
    yield words


def _cut(head: tuple[str, ...], rest: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    held: list[str] = []
    listing = False
    for word in rest:
        # The word after a setting's name is its value, whatever it is called.
        if word in _OF_RULES and not listing and len(held) != 1:
            if held:
                yield (*head, *held)
            held = []
        listing = word == "[" or (listing and word != "]")
        held.append(word)
    if held or not rest:
        yield (*head, *held)


def put(root: Node, words: tuple[str, ...], number: int) -> None:
    """Add a path of words; a list in brackets at its end becomes several."""
    here = root
    for index, word in enumerate(words):
        if word == "[":
            for value in words[index + 1 :]:
                if value != "]":
                    here.child(value, number)
            return
        here = here.child(word, number)
        if index and _SECRET.search(word) and words[index - 1] not in _NAMES_FOLLOW:
            return
