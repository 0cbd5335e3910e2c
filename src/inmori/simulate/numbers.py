"""Puts numbers into a compiled graph: formulas become thresholds and hours, one row per parameter draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from inmori.simulate.chance import Chance, evaluated
from inmori.simulate.graph import AttackGraph, Delay, numbered
from inmori.simulate.kernels import Problem
from inmori.simulate.law import table_of
from inmori.simulate.luck import DIGITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def problem_of(
    graph: AttackGraph,
    values: Mapping[str, NDArray[np.float64]],
    *,
    count: int,
    goals: Sequence[str],
    classes: int = 1,
) -> Problem:
    """Return the kernel's problem for ``count`` parameter draws; ``values`` maps quantity id to an array of draws."""
    import numpy as np

    laws, law = numbered([delay.law for delay in graph.delays])
    return Problem(
        first=graph.first,
        source=np.repeat(np.arange(len(graph.nodes), dtype=np.int32), np.diff(graph.first)),
        target=graph.target,
        key=graph.key,
        chance=graph.chance,
        delay=graph.delay,
        need=graph.need,
        watch=graph.watch,
        counted=graph.counted,
        size=graph.size,
        threshold=thresholds(graph.chances, values, count=count),
        scale=medians(graph.delays, values, count=count),
        law=law,
        tables=np.stack([table_of(each) for each in laws]) if laws else np.ones((1, 2)),
        goals=np.array([graph.index[goal] for goal in goals], dtype=np.int32),
        classes=classes,
    )


def thresholds(
    chances: Sequence[Chance], values: Mapping[str, NDArray[np.float64]], *, count: int
) -> NDArray[np.uint64]:
    """Return, per parameter draw and chance, the number below which 32 random bits mean success; 2 ** 32 is always."""
    import numpy as np

    if not chances:
        return np.zeros((count, 0), dtype=np.uint64)
    table = np.stack([evaluated(chance, values, count=count) for chance in chances], axis=1)
    return np.rint(np.clip(table, 0.0, 1.0) * 2.0**DIGITS).astype(np.uint64)


def medians(
    delays: Sequence[Delay], values: Mapping[str, NDArray[np.float64]], *, count: int
) -> NDArray[np.float64]:
    """Return, per parameter draw and delay, the hours by which the drawn law is multiplied."""
    import numpy as np

    each = [evaluated(delay.median, values, count=count) for delay in delays]
    return np.stack(each, axis=1) if each else np.zeros((count, 0))
