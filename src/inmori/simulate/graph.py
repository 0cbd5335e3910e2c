"""The attack graph as arrays: AND/OR nodes and edges in compressed rows, in an order that only names decide.

Nodes are sorted by name and edges by target and name within their node, so the order in which a ledger lists its machines
cannot change a result. Probabilities and delays are not numbers here but rows of tables (see ``chance.py``): one
compiled hospital serves every draw of the uncertain parameters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from inmori.errors import OurFault
from inmori.simulate.chance import Chance
from inmori.simulate.law import Law
from inmori.simulate.luck import key_of
from inmori.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


Row = TypeVar("Row")


@dataclass(frozen=True)
class Delay:
    """Time of a step: ``median`` hours (a product of quantities) times a draw of ``law``."""

    median: Chance
    law: Law


@dataclass(frozen=True, order=True)
class Step:
    """What an edge means to a reader: a technique at a place; ``shown`` is False for mere bookkeeping."""

    technique: str
    place_ja: str
    place_en: str
    shown: bool = True


@dataclass(frozen=True)
class AttackGraph:
    """Nodes N, edges E. Edge rows ``first[i]:first[i + 1]`` leave node i.

    ``need`` is the number of arrivals a node waits for (1: any; more: that many distinct prerequisites); ``every``
    says whether the node waits for all its prerequisites, which with one prerequisite ``need`` does not show.
    ``watch`` is a bit set of the detection layers that see the node. ``counted`` is the node's class in the
    counts (-1: none), ``size`` how many machines the node stands for.
    """

    nodes: tuple[str, ...]
    index: dict[str, int]
    need: NDArray[np.int32]
    every: NDArray[np.bool_]
    watch: NDArray[np.int32]
    counted: NDArray[np.int32]
    size: NDArray[np.int32]
    first: NDArray[np.int32]
    target: NDArray[np.int32]
    key: NDArray[np.uint64]
    chance: NDArray[np.int32]
    delay: NDArray[np.int32]
    step: NDArray[np.int32]
    chances: tuple[Chance, ...]
    delays: tuple[Delay, ...]
    steps: tuple[Step, ...]


@dataclass
class _Edge:
    source: str
    target: str
    name: str
    chance: Chance
    delay: Delay
    step: Step


@dataclass
class GraphBuilder:
    """Collects nodes and edges by name; :meth:`build` freezes them."""

    _need_all: set[str] = field(default_factory=set)
    _watch: dict[str, int] = field(default_factory=dict)
    _counted: dict[str, tuple[int, int]] = field(default_factory=dict)
    _edges: dict[tuple[str, str, str], _Edge] = field(default_factory=dict)
    _nodes: dict[str, None] = field(default_factory=dict)

    def node(self, name: str, *, every: bool = False, watch: int = 0, counted: int = -1, size: int = 1) -> str:
        """Add a node (again) and return its name; ``every`` makes it wait for all its prerequisites."""
        self._nodes.setdefault(name)
        if every:
            self._need_all.add(name)
        if watch:
            self._watch[name] = self._watch.get(name, 0) | watch
        if counted >= 0:
            self._counted[name] = (counted, size)
        return name

    def edge(
        self,
        source: str,
        target: str,
        *,
        technique: str,
        chance: Chance,
        delay: Delay,
        step: Step,
        luck: str | None = None,
    ) -> None:
        """Add an edge; the same (source, target, technique) twice is one edge, the first stays.

        ``luck`` names the draw where it must outlive an edit that moves the edge: a machine that is replaced joins
        another class, yet the same machine must meet the same luck.
        """
        self.node(source)
        self.node(target)
        name = luck or f"{source}>{target}|{technique}"
        self._edges.setdefault((source, target, technique), _Edge(source, target, name, chance, delay, step))

    def build(self) -> AttackGraph:
        """Freeze into arrays.

        Raises:
            OurFault: a node that waits for all its prerequisites has two edges from one of them.
        """
        import numpy as np

        nodes = tuple(sorted(self._nodes))
        index = {name: number for number, name in enumerate(nodes)}
        edges = sorted(self._edges.values(), key=lambda each: (index[each.source], index[each.target], each.name))
        chances, chance = numbered([edge.chance for edge in edges])
        delays, delay = numbered([edge.delay for edge in edges])
        steps, step = numbered([edge.step for edge in edges])
        leaving = np.bincount([index[edge.source] for edge in edges], minlength=len(nodes))
        return AttackGraph(
            nodes=nodes,
            index=index,
            need=self._needs(nodes, edges),
            every=np.array([name in self._need_all for name in nodes], dtype=np.bool_),
            watch=np.array([self._watch.get(name, 0) for name in nodes], dtype=np.int32),
            counted=np.array([self._counted.get(name, (-1, 1))[0] for name in nodes], dtype=np.int32),
            size=np.array([self._counted.get(name, (-1, 1))[1] for name in nodes], dtype=np.int32),
            first=np.concatenate([[0], np.cumsum(leaving)]).astype(np.int32),
            target=np.array([index[edge.target] for edge in edges], dtype=np.int32),
            key=np.array([key_of(edge.name) for edge in edges], dtype=np.uint64),
            chance=chance,
            delay=delay,
            step=step,
            chances=chances,
            delays=delays,
            steps=steps,
        )

    def _needs(self, nodes: tuple[str, ...], edges: list[_Edge]) -> NDArray[np.int32]:
        import numpy as np

        arriving: dict[str, list[str]] = {name: [] for name in self._need_all}
        for edge in edges:
            if edge.target in arriving:
                arriving[edge.target].append(edge.source)
        for name, sources in arriving.items():
            if len(set(sources)) != len(sources):
                raise OurFault(Text(ja=f"前提が重複しています: {name}", en=f"A prerequisite counted twice: {name}"))
        return np.array([max(1, len(arriving.get(name, ()))) for name in nodes], dtype=np.int32)


def numbered(items: list[Row]) -> tuple[tuple[Row, ...], NDArray[np.int32]]:
    """Return the distinct items in order of appearance, and for each item its row."""
    import numpy as np

    rows: dict[Row, int] = {}
    numbers = [rows.setdefault(item, len(rows)) for item in items]
    return tuple(rows), np.array(numbers, dtype=np.int32)
