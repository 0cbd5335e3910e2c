"""What a measure would do to a step that another measure brings in, learned from the step it replaces.

New machines join another class, so the step that opens them is another edge; blocking traffic between PCs was compiled
without that edge. But both edges draw the luck of the same name, and if what the one measure rewrites in the old
step's chance stands in the new step's chance too, it is rewritten there by the same factor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from inmori.simulate.chance import NEVER, Chance
from inmori.simulate.hull import Aligned, Hull

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Carried: TypeAlias = "tuple[NDArray[np.int64], NDArray[np.int64]]"  # brought-in edges, and the edge each learns from


def chance_of(it: Aligned, edge: int) -> Chance:
    """Return the formula of one of the hull's edges in a graph; never, where the graph has it not."""
    own = int(it.edge[edge])
    return it.graph.chances[it.graph.chance[own]] if own >= 0 else NEVER


def carried(
    hull: Hull, base: Aligned, edited: Mapping[str, Aligned], changed: Mapping[str, NDArray[np.int64]]
) -> dict[str, Carried]:
    """Return for each measure the edges that others bring in and it would change."""
    import numpy as np

    new: dict[int, Chance] = {}
    for name, edges in changed.items():
        it = edited[name]
        for edge in edges[it.there[edges] & ~base.there[edges]].tolist():
            new.setdefault(edge, chance_of(it, edge))
    old: dict[int, list[int]] = {}
    for edge in np.flatnonzero(base.there).tolist():
        old.setdefault(int(hull.key[edge]), []).append(edge)
    found = {}
    for name, edges in changed.items():
        it, own = edited[name], set(edges.tolist())
        pairs = [
            (edge, like)
            for edge, chance in sorted(new.items())
            if not it.there[edge]
            for like in old.get(int(hull.key[edge]), ())[:1]
            if like in own and it.there[like] and _applies(chance_of(base, like), chance_of(it, like), chance)
        ]
        found[name] = (
            np.array([edge for edge, _ in pairs], dtype=np.int64),
            np.array([like for _, like in pairs], dtype=np.int64),
        )
    return found


def _applies(before: Chance, after: Chance, chance: Chance) -> bool:
    """Whether what turns ``before`` into ``after`` can be done to ``chance``."""
    return not (Counter(before) - Counter(after)) - Counter(chance)
