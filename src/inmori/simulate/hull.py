"""The hull of several edits of one hospital: every node and edge that any of them has, in one order.

Edits add machines, move them to other classes, take steps out. On the hull each edited hospital is the same arrays
with other numbers, so what was found for one campaign under one edit can be raced again under another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from inmori.simulate.graph import AttackGraph, numbered
from inmori.simulate.kernels import Problem
from inmori.simulate.law import Law, table_of
from inmori.simulate.numbers import medians, thresholds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EdgeName: TypeAlias = tuple[str, str, int, str, Law]  # source, target, key of its luck, technique, law of its delay


@dataclass(frozen=True)
class Hull:
    """Nodes and edges by name, in an order that only names decide. ``every`` marks nodes that wait for all."""

    nodes: dict[str, int]
    edges: dict[EdgeName, int]
    laws: tuple[Law, ...]
    first: NDArray[np.int32]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    key: NDArray[np.uint64]
    law: NDArray[np.int32]
    every: NDArray[np.bool_]

    def needs(self, there: NDArray[np.bool_]) -> NDArray[np.int32]:
        """Return how many arrivals each node waits for when only the edges that are ``there`` exist."""
        import numpy as np

        arriving = np.bincount(self.target[there], minlength=len(self.nodes))
        return np.where(self.every, np.maximum(arriving, 1), 1).astype(np.int32)


@dataclass(frozen=True)
class Aligned:
    """One graph laid on a hull: for each of the hull's edges and nodes the graph's own number, -1 where it has none."""

    graph: AttackGraph
    edge: NDArray[np.int32]
    node: NDArray[np.int32]

    @property
    def there(self) -> NDArray[np.bool_]:
        """Which of the hull's edges the graph has."""
        return self.edge >= 0

    def of_nodes(self, values: NDArray[np.int32], *, otherwise: int) -> NDArray[np.int32]:
        """Return a column of the graph's nodes for the hull's nodes."""
        import numpy as np

        return np.where(self.node >= 0, values[self.node], otherwise).astype(np.int32)


def hull_of(graphs: Sequence[AttackGraph]) -> Hull:
    """Return the hull of some graphs."""
    import numpy as np

    nodes = {name: number for number, name in enumerate(sorted({name for graph in graphs for name in graph.nodes}))}
    every = np.zeros(len(nodes), dtype=np.bool_)
    for graph in graphs:
        for number in np.flatnonzero(graph.every).tolist():
            every[nodes[graph.nodes[number]]] = True
    names = sorted({name for graph in graphs for name in _names(graph)})
    laws, law = numbered([name[4] for name in names])
    source = np.array([nodes[name[0]] for name in names], dtype=np.int32)
    return Hull(
        nodes=nodes,
        edges={name: number for number, name in enumerate(names)},
        laws=laws,
        first=np.searchsorted(source, np.arange(len(nodes) + 1)).astype(np.int32),
        source=source,
        target=np.array([nodes[name[1]] for name in names], dtype=np.int32),
        key=np.array([name[2] for name in names], dtype=np.uint64),
        law=law,
        every=every,
    )


def aligned(hull: Hull, graph: AttackGraph) -> Aligned | None:
    """Lay a graph on the hull; None when it has a node or an edge that the hull has not."""
    import numpy as np

    edge = np.full(len(hull.edges), -1, dtype=np.int32)
    node = np.full(len(hull.nodes), -1, dtype=np.int32)
    for number, name in enumerate(_names(graph)):
        place = hull.edges.get(name)
        if place is None:
            return None
        edge[place] = number
    for label, number in graph.index.items():
        if label not in hull.nodes:
            return None
        node[hull.nodes[label]] = number
    return Aligned(graph, edge, node)


def laid(
    hull: Hull,
    it: Aligned,
    values: Mapping[str, NDArray[np.float64]],
    *,
    count: int,
    goals: Sequence[str],
    classes: int,
) -> Problem:
    """Return the problem of one graph on the hull's nodes and edges.

    Edges that the graph has not are never live; every layer watches the nodes that it has not.
    """
    import numpy as np

    graph = it.graph
    never, at_once = np.zeros((count, 1), dtype=np.uint64), np.zeros((count, 1))
    row_of = {law: row for row, law in enumerate(hull.laws)}
    return Problem(
        first=hull.first,
        source=hull.source,
        target=hull.target,
        key=hull.key,
        chance=np.where(it.there, graph.chance[it.edge], len(graph.chances)).astype(np.int32),
        delay=np.where(it.there, graph.delay[it.edge], len(graph.delays)).astype(np.int32),
        need=hull.needs(it.there),
        watch=it.of_nodes(graph.watch, otherwise=-1),
        counted=it.of_nodes(graph.counted, otherwise=-1),
        size=it.of_nodes(graph.size, otherwise=1),
        threshold=np.concatenate([thresholds(graph.chances, values, count=count), never], axis=1),
        scale=np.concatenate([medians(graph.delays, values, count=count), at_once], axis=1),
        law=np.array([*(row_of[delay.law] for delay in graph.delays), 0], dtype=np.int32),
        tables=np.stack([table_of(each) for each in hull.laws]),
        goals=np.array([hull.nodes[goal] for goal in goals], dtype=np.int32),
        classes=classes,
    )


def _names(graph: AttackGraph) -> Iterable[EdgeName]:
    import numpy as np

    source = np.repeat(np.arange(len(graph.nodes)), np.diff(graph.first)).tolist()
    laws = [graph.delays[delay].law for delay in graph.delay.tolist()]
    techniques = [graph.steps[step].technique for step in graph.step.tolist()]
    for at, to, key, technique, law in zip(source, graph.target.tolist(), graph.key.tolist(), techniques, laws, strict=True):
        yield graph.nodes[at], graph.nodes[to], key, technique, law
