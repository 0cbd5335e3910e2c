"""Which kernel answers a question cheapest, by how far campaigns get in a pilot of 500 trials.

Where attacks spread through everything, looking at 256 campaigns at once is tens of times cheaper than following
each; where a campaign touches a handful of steps in a large network, it is following that is cheap. A skeleton store
pays off from a few portfolios on, as long as it fits into memory. The pilot counts and takes no time: the choice is the
same on every machine and every run, and every choice gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from inmori.simulate.kernels.lanes import reached
from inmori.simulate.kernels.passage import Engine, Passage, Problem, Trials, run, some

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TRIALS = 500
SHARE = 0.04  # of all edges, looked at in a mean trial: below it, single campaigns are followed (benchmarks/simulate.py)
STORED = 12  # bytes a stored edge
MEMORY = 1 << 30  # bytes that a store may take
FEW = 3  # portfolios from which on a store is cheaper than running each anew

Kernel = Literal["first_passage", "reachability", "skeleton"]


@dataclass(frozen=True)
class Pilot:
    """Means per trial, were there no deadline: nodes that fall, and edges that leave them. ``edges``: all there are."""

    nodes: float
    looked_at: float
    edges: int

    def who_falls(self) -> Kernel:
        """Return the kernel for one question of who falls, without a clock."""
        return "reachability" if self.looked_at >= SHARE * self.edges else "first_passage"

    def portfolios(self, *, trials: int, count: int, memory: int = MEMORY) -> Kernel:
        """Return the kernel for ``count`` portfolios with times."""
        fits = self.looked_at * trials * STORED <= memory
        return "skeleton" if fits and count >= FEW else "first_passage"


def ever(problem: Problem, trials: Trials, *, threads: int = 1, engine: Engine = "auto") -> Passage:
    """Say who falls, ever, by the kernel that the pilot picks: times are 0 where a goal falls, paths are not told."""
    import numpy as np

    if flown(problem, trials, engine=engine, threads=threads).who_falls() == "reachability":
        return reached(problem, trials, threads=threads, engine=engine)
    at_once = replace(problem, scale=np.zeros_like(problem.scale))
    endless = replace(trials, deadline=np.full(len(trials), np.inf))
    return run(at_once, endless, threads=threads, engine=engine, paths=0)


def flown(problem: Problem, trials: Trials, *, engine: Engine = "auto", threads: int = 1) -> Pilot:
    """Run a pilot on the first trials."""
    import numpy as np

    few = some(trials, slice(TRIALS))
    every = np.zeros(len(problem.need), dtype=np.int32)

    def mean(size: NDArray[np.int32]) -> float:
        counting = replace(problem, counted=every, size=size, classes=1, goals=problem.goals[:0])
        return float(reached(counting, few, threads=threads, engine=engine).fallen.mean()) if len(few) else 0.0

    return Pilot(mean(np.ones_like(every)), mean(np.diff(problem.first).astype(np.int32)), len(problem.target))

