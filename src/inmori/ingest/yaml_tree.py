"""Reads a YAML file from a stranger into plain nodes with line numbers, without constructing anything.

Built on the parser's events and not on its loader: no recursion to exhaust, no tags to act on, and no aliases, by
which a small file could stand for a gigantic one. An interview needs none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.limits import over
from inmori.text import Text

_DEEPEST = 20
_MOST_NODES = 20_000


@dataclass
class Node:
    """One node: a scalar has ``text``, a mapping ``pairs``, a list ``items``. ``line`` counts from 1."""

    line: int
    text: str | None = None
    quoted: bool = False
    pairs: list[tuple["Node", "Node"]] | None = None
    items: list["Node"] | None = None
    _key: "Node | None" = field(default=None, repr=False)

    @property
    def empty(self) -> bool:
        """Whether nothing was written: an empty or null scalar, an empty mapping or list."""
        if self.text is not None:
            return not self.quoted and self.text.strip().lower() in ("", "~", "null")
        return not self.pairs and not self.items

    def add(self, child: "Node") -> None:
        """Add a child in the order it was met: to a list, or as key and then value of a mapping."""
        if self.items is not None:
            self.items.append(child)
        elif self.pairs is not None and self._key is not None:
            self.pairs.append((self._key, child))
            self._key = None
        else:
            self._key = child


def yaml_tree(file: EvidenceFile) -> Node:
    """Return the first document of a YAML file.

    Raises:
        InputError: no text, too large, too deep, with aliases, or not well-formed; with the line where it stops.
    """
    import yaml

    limit = file.limits.yaml_bytes
    if len(file.data) > limit:
        refused = _refused(file, 0, ja="大きすぎます", en="is too large")
        raise InputError(over(refused.message, "yaml_bytes", file.limits))
    if file.text is None:
        raise _refused(file, 0, ja="文字コードを判別できません", en="has an unknown encoding")
    try:
        return _tree(file, yaml.parse(file.text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        if "nesting" in (error.problem or ""):  # libyaml looks ahead and stops at a depth of its own before ours is met
            raise _too_deep(file, line) from error
        raise _refused(file, line, ja="字下げか記号の誤りで読めません", en="has an error of indentation or marks") from error
    except yaml.YAMLError as error:
        raise _refused(file, 0, ja="YAMLとして読めない文字があります", en="holds characters that YAML forbids") from error


def _tree(file: EvidenceFile, events: Iterator[Any]) -> Node:
    import yaml

    open_nodes: list[Node] = []
    root: Node | None = None
    count = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise _refused(file, line, ja="参照(*)は使えません。値をそのまま書いてください", en="uses an alias (*); write the value itself")
        if isinstance(event, yaml.DocumentEndEvent):
            break
        if isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        count += 1
        if isinstance(event, yaml.ScalarEvent):
            node = Node(line=line, text=event.value, quoted=event.style in ("'", '"'))
        elif isinstance(event, yaml.MappingStartEvent):
            node = Node(line=line, pairs=[])
        else:
            node = Node(line=line, items=[])
        if open_nodes:
            open_nodes[-1].add(node)
        else:
            root = node
        if node.text is None:
            open_nodes.append(node)
        if len(open_nodes) > _DEEPEST or count > _MOST_NODES:
            raise _too_deep(file, line)
    return root if root is not None else Node(line=1, text="")


def _too_deep(file: EvidenceFile, line: int) -> InputError:
    return _refused(file, line, ja="入れ子が深すぎるか、項目が多すぎます", en="is nested too deeply or has too many entries")


def _refused(file: EvidenceFile, line: int, *, ja: str, en: str) -> InputError:
    where, at = (f"{file.name} の{line}行目", f"{file.name} line {line}") if line else (file.name, file.name)
    return InputError(Text(ja=f"聞き取り票 {where}: {ja}。", en=f"Interview {at}: {en}."))
