"""Compiles all kernels now, so that the first question of a user does not wait for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inmori.simulate.kernels.numba_setup import cached, prepare

if TYPE_CHECKING:
    from inmori.simulate.kernels import Problem, Trials


def warm_up(*, progress: Callable[[str, float], None] | None = None) -> bool:
    """Run every kernel once on a graph of two nodes; say whether they were compiled and are kept for the next start.

    False also where numba is absent: then there is nothing to compile. Takes some ten seconds the first time.
    """
    import numpy as np

    from inmori.simulate.kernels import run
    from inmori.simulate.kernels.lanes import reached
    from inmori.simulate.kernels.store import grown, raced

    if not prepare():
        return False
    say = progress or (lambda _what, _share: None)
    problem, trials = smallest()
    say("計算の準備をしています(一人ずつ追う計算)", 0.0)
    run(problem, trials)
    say("計算の準備をしています(まとめて数える計算)", 0.3)
    reached(problem, trials)
    say("計算の準備をしています(対策の組合せの計算)", 0.6)
    raced(grown(problem, trials, np.zeros((1, 1), dtype=np.int32)), problem, trials)
    say("終わりました", 1.0)
    return cached()


def smallest() -> tuple[Problem, Trials]:
    """Return a graph of two nodes and one trial on it, with arrays of the kinds that all problems have."""
    import numpy as np

    from inmori.simulate.kernels import Problem, Trials

    zero, nodes = np.zeros(1, dtype=np.int32), np.zeros(2, dtype=np.int32)
    problem = Problem(
        first=np.array([0, 1, 1], dtype=np.int32), source=zero, target=np.ones(1, dtype=np.int32),
        key=np.ones(1, dtype=np.uint64), chance=zero, delay=zero, need=nodes + 1, watch=nodes, counted=nodes,
        size=nodes + 1, threshold=np.array([[1 << 31]], dtype=np.uint64), scale=np.ones((1, 1)), law=zero,
        tables=np.ones((1, 2)), goals=np.ones(1, dtype=np.int32), classes=1,
    )  # fmt: skip
    return problem, Trials(zero, np.ones(1), np.ones(1), zero, zero, np.zeros(1, dtype=np.uint64))
