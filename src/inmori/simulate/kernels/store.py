"""The skeleton store: hundreds of portfolios on the same campaigns for little more than the cost of reading them.

Grown once from the loosest problem (every measure off, every edge that any measure adds), raced once per portfolio
with that portfolio's own chances, times, walls and starts. Memory: about 12 bytes for every live edge of every trial.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inmori.simulate.kernels.numba_setup import prepare
from inmori.simulate.kernels.passage import Engine, Passage, Problem, Trials, in_parts, nowhere, some

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 1_024  # trials per task


@dataclass(frozen=True)
class Skeletons:
    """Trials sorted by parameter draw, so that neighbours read the same row of chances; ``order`` names them.

    Trial t (in that order) has the nodes ``node[node_first[t]:node_first[t + 1]]``, ascending; a place among them
    is a slot. The edges of slot s (counted over all trials) are ``begins[s]`` to ``begins[s + 1]`` of ``edge`` (its number in
    the problem), ``to`` (the trial's own slot it leads to) and ``digits`` (32 random digits: live where below).
    ``draw`` is that of the trials; ``slots`` and ``edges`` are the most of any trial.
    """

    order: NDArray[np.int64]
    node_first: NDArray[np.int64]
    node: NDArray[np.int32]
    begins: NDArray[np.int64]
    edge: NDArray[np.int32]
    to: NDArray[np.int32]
    digits: NDArray[np.uint32]
    draw: NDArray[np.int32]
    slots: int
    edges: int

    def __len__(self) -> int:
        return len(self.draw)

    @property
    def size(self) -> int:
        """Bytes held."""
        parts = (self.order, self.node_first, self.node, self.begins, self.edge, self.to, self.digits, self.draw)
        return sum(part.nbytes for part in parts)


def grown(
    problem: Problem,
    trials: Trials,
    starts: NDArray[np.int32],
    *,
    threads: int = 1,
    engine: Engine = "auto",
) -> Skeletons:
    """Return the skeletons of the loosest ``problem``, in which every edge has its own column of ``threshold``.

    ``starts`` (trials, any number): the nodes at which some portfolio lets the trial begin. ``trials.walls`` are the
    walls that stand in every portfolio; deadlines, tempi and delays do not matter here.
    """
    import numpy as np

    order = np.argsort(trials.draw, kind="stable")
    count, trials, starts = len(trials), some(trials, order), np.ascontiguousarray(starts[order])
    worth = problem.counted >= 0
    worth[problem.goals] = True
    grow = _kernel(engine).grow
    node_first, edge_first = np.zeros(count + 1, dtype=np.int64), np.zeros(count + 1, dtype=np.int64)
    given = (problem.first, problem.target, problem.key, problem.threshold, problem.need, problem.watch, worth, starts,
             trials.walls, trials.draw, trials.state)  # fmt: skip

    def pass_over(node: NDArray[np.int32], begins: NDArray[np.int64], edge: NDArray[np.int32],
                  to: NDArray[np.int32], digits: NDArray[np.uint32], *, filling: bool) -> None:  # fmt: skip
        def task(begin: int, end: int) -> None:
            grow(*given, filling, node_first, edge_first, node, begins, edge, to, digits, begin, end)

        in_parts(task, count, size=BATCH, threads=threads)

    def room(nodes: int, edges: int) -> tuple[Any, ...]:
        return (np.empty(nodes, np.int32), np.empty(nodes, np.int64), np.empty(edges, np.int32),
                np.empty(edges, np.int32), np.empty(edges, np.uint32))  # fmt: skip

    pass_over(*room(0, 0), filling=False)
    slots, edges = int(node_first.max(initial=0)), int(edge_first.max(initial=0))
    np.cumsum(node_first, out=node_first)
    np.cumsum(edge_first, out=edge_first)
    node, begins, edge, to, digits = room(int(node_first[-1]), int(edge_first[-1]))
    pass_over(node, begins, edge, to, digits, filling=True)
    begins = np.append(begins, edge_first[-1])
    return Skeletons(order, node_first, node, begins, edge, to, digits, trials.draw, slots, edges)


@dataclass(frozen=True)
class Known:
    """The answer to one problem on the skeletons, in their order: what another leaves as it was is read off it."""

    problem: Problem
    trials: Trials
    goals: NDArray[np.int32]
    time: NDArray[np.float64]
    fallen: NDArray[np.int32]

    def stands(self, trials: Trials) -> NDArray[np.bool_]:
        """Return in which of the (ordered) trials all but the graph is as it was."""
        import numpy as np

        stands = np.ones(len(trials), dtype=np.bool_)
        for part in ("start", "deadline", "tempo", "walls"):
            stands &= getattr(self.trials, part) == getattr(trials, part)
        return stands

    def changed(self, problem: Problem) -> NDArray[np.uint8]:
        """Return for each edge 0 if nothing of it changed, 1 if its chance alone did, 2 if its time or target did."""
        import numpy as np

        old = self.problem
        nodes = (old.need != problem.need) | (old.watch != problem.watch) | (old.counted != problem.counted)
        nodes |= old.size != problem.size
        hours, before = problem.scale[:, problem.delay], old.scale[:, old.delay]
        laws = problem.law[problem.delay] != old.law[old.delay]
        if not np.array_equal(problem.tables, old.tables):
            laws[:] = True
        timed = (hours != before).any(axis=0) | (laws & (hours != 0).any(axis=0))
        chance = (problem.threshold[:, problem.chance] != old.threshold[:, old.chance]).any(axis=0)
        return np.where(timed | nodes[problem.target], 2, np.where(chance, 1, 0)).astype(np.uint8)


def raced(
    skeletons: Skeletons,
    problem: Problem,
    trials: Trials,
    *,
    known: Known | None = None,
    threads: int = 1,
    engine: Engine = "auto",
) -> Passage:
    """Return the passage of one portfolio: ``problem`` on the same nodes and edges, nowhere looser than grown.

    Paths are not told. Times and counts are those of ``run`` on the same problem, bit for bit. With an answer ``known``
    to a problem that asks for the same goals or more, only the trials in which something differs are raced.
    """
    import numpy as np

    passage = nowhere(problem, trials, paths=0)
    if not len(skeletons.node):
        return passage
    found = remembered(skeletons, problem, trials, known=known, threads=threads, engine=engine)
    passage.time[skeletons.order] = found.time[:, np.searchsorted(found.goals, problem.goals)]
    passage.fallen[skeletons.order] = found.fallen
    return passage


def remembered(
    skeletons: Skeletons,
    problem: Problem,
    trials: Trials,
    *,
    known: Known | None = None,
    threads: int = 1,
    engine: Engine = "auto",
) -> Known:
    """Race one portfolio and return the answer in the form in which others can be read off it."""
    import numpy as np

    trials, race = some(trials, skeletons.order), _kernel(engine).race
    goals = np.unique(problem.goals) if known is None else known.goals
    goal = np.full(len(problem.need), -1, dtype=np.int32)
    goal[goals] = np.arange(len(goals))
    if known is None:
        time, fallen = np.empty((len(trials), len(goals))), np.empty((len(trials), problem.classes), np.int32)
        stands, changed = np.zeros(len(trials), dtype=np.bool_), np.zeros(len(problem.target), dtype=np.uint8)
        before = np.zeros((len(problem.threshold), 0), dtype=np.uint64)
    else:
        time, fallen, stands, changed = known.time.copy(), known.fallen.copy(), known.stands(trials), known.changed(problem)
        before = np.ascontiguousarray(known.problem.threshold[:, known.problem.chance])

    def task(begin: int, end: int) -> None:
        race(
            skeletons.node_first, skeletons.node, skeletons.begins, skeletons.edge, skeletons.to, skeletons.digits,
            problem.key, problem.chance, problem.delay, problem.threshold, problem.scale, problem.law, problem.tables,
            problem.need, problem.watch, problem.counted, problem.size, goal, trials.start, trials.deadline,
            trials.tempo, trials.walls, trials.draw, trials.state, skeletons.slots, skeletons.edges, stands, before,
            changed, time, fallen, begin, end,
        )  # fmt: skip

    in_parts(task, len(trials), size=BATCH, threads=threads)
    return Known(problem, trials, goals, time, fallen)


def _kernel(engine: Engine) -> Any:
    if engine == "compiled" or (engine == "auto" and prepare()):
        from inmori.simulate.kernels import skeleton

        return skeleton
    from inmori.simulate.kernels import skeleton_twin

    return skeleton_twin
