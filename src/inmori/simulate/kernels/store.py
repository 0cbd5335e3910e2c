"""The skeleton store: hundreds of portfolios on the same campaigns for little more than the cost of reading them.

Grown once from the loosest problem (every measure off, every edge that any measure adds), raced once per portfolio
with that portfolio's own chances, times, walls and starts. Memory: about 4 bytes for every live edge of every trial,
twice that where a network is too large for numbers of 16 digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from inmori.simulate.kernels.numba_setup import prepare
from inmori.simulate.kernels.passage import Engine, Passage, Problem, Trials, in_parts, some

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint16] | NDArray[np.int32]

BATCH = 1_024  # trials per task
NARROW = 1 << 16  # numbers below it are kept in 16 digits
HANDY = 3  # edges that leave a handy node, at most
UNCERTAIN, SLOW = 1, 2


@dataclass(frozen=True)
class Skeletons:
    """Trials sorted by parameter draw, so that neighbours read the same row of chances; ``order`` names them.

    The trial at place p (in that order) has the nodes ``node[node_first[p]:node_first[p + 1]]``, ascending; a place among
    them is a slot. Its edges are ``edge_first[p]`` to ``edge_first[p + 1]`` of ``edge`` (the number in the problem) and ``to``
    (the trial's own slot it leads to), slot after slot; those of slot s begin, counted from the trial's first, at
    ``begins[node_first[p] + p + s]`` and end where those of the next begin. ``slots`` and ``edges`` are the most of any trial.
    """

    order: NDArray[np.int64]
    node_first: NDArray[np.int64]
    edge_first: NDArray[np.int64]
    node: Numbers
    begins: Numbers
    edge: Numbers
    to: Numbers
    slots: int
    edges: int

    def __len__(self) -> int:
        return len(self.order)

    @property
    def size(self) -> int:
        """Bytes held."""
        parts = (self.order, self.node_first, self.edge_first, self.node, self.begins, self.edge, self.to)
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

    def pass_over(node: Numbers, begins: Numbers, edge: Numbers, to: Numbers, *, filling: bool) -> None:
        def task(begin: int, end: int) -> None:
            grow(*given, filling, node_first, edge_first, node, begins, edge, to, begin, end)

        in_parts(task, count, size=BATCH, threads=threads)

    # A trial has no more nodes and edges than the problem.
    kind = np.uint16 if max(len(problem.need), len(problem.target)) < NARROW else np.int32

    def room(nodes: int, edges: int) -> tuple[Any, ...]:
        return np.empty(nodes, kind), np.empty(nodes + count, kind), np.empty(edges, kind), np.empty(edges, kind)

    pass_over(*room(0, 0), filling=False)
    slots, edges = int(node_first.max(initial=0)), int(edge_first.max(initial=0))
    np.cumsum(node_first, out=node_first)
    np.cumsum(edge_first, out=edge_first)
    node, begins, edge, to = room(int(node_first[-1]), int(edge_first[-1]))
    pass_over(node, begins, edge, to, filling=True)
    return Skeletons(order, node_first, edge_first, node, begins, edge, to, slots, edges)


@dataclass(frozen=True)
class Known:
    """The answer to one problem on the skeletons: what another leaves as it was is read off it.

    ``time`` (goals, trials) and ``fallen`` (trials, classes) as in :class:`Passage`; ``goals`` ascend.
    """

    problem: Problem
    trials: Trials
    goals: NDArray[np.int32]
    time: NDArray[np.float64]
    fallen: NDArray[np.int32]

    @cached_property
    def by_edge(self) -> NDArray[np.uint64]:
        """The thresholds with an own column for every edge."""
        return _by_edge(self.problem)

    def stands(self, trials: Trials) -> NDArray[np.bool_]:
        """Return in which of the trials all but the graph is as it was."""
        import numpy as np

        stands = np.ones(len(trials), dtype=np.bool_)
        for part in ("start", "deadline", "tempo", "walls"):
            stands &= getattr(self.trials, part) == getattr(trials, part)
        return stands

    def changed(self, problem: Problem) -> NDArray[np.uint8]:
        """Return for each edge 0 if nothing of it changed, 1 if its chance alone did, 2 if its time or target did.

        Who watches the target is told by :meth:`watched`.
        """
        import numpy as np

        old = self.problem
        nodes = (old.need != problem.need) | (old.counted != problem.counted) | (old.size != problem.size)
        otherwise = nodes[problem.target]
        if not (problem.scale is old.scale and problem.delay is old.delay and problem.law is old.law and problem.tables is old.tables):
            # Many edges share one delay: a pair of delays, now and before, is compared once.
            width = old.scale.shape[1]
            pairs, pair = np.unique(problem.delay.astype(np.int64) * width + old.delay, return_inverse=True)
            now, before = pairs // width, pairs % width
            hours = problem.scale[:, now]
            laws = problem.law[now] != old.law[before]
            if not np.array_equal(problem.tables, old.tables):
                laws[:] = True
            otherwise |= ((hours != old.scale[:, before]).any(axis=0) | (laws & (hours != 0).any(axis=0)))[pair]
        chance = (_by_edge(problem) != self.by_edge).any(axis=0)
        return np.where(otherwise, 2, np.where(chance, 1, 0)).astype(np.uint8)

    def watched(self, problem: Problem) -> NDArray[np.int32]:
        """Return for each edge the layers that see its target in one of the problems only."""
        return (self.problem.watch ^ problem.watch)[problem.target]


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

    found = remembered(skeletons, problem, trials, known=known, threads=threads, engine=engine)
    nothing = np.empty((len(trials), 0))
    time = found.time[np.searchsorted(found.goals, problem.goals)].T
    return Passage(time=time, fallen=found.fallen, path=nothing.astype(np.int32), path_time=nothing)


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

    race = _kernel(engine).race
    goals = np.unique(problem.goals) if known is None else known.goals
    goal = np.full(len(problem.need), -1, dtype=np.int32)
    goal[goals] = np.arange(len(goals))
    if known is None:
        time, fallen = np.empty((len(goals), len(trials))), np.empty((len(trials), problem.classes), np.int32)
        stands, changed = np.zeros(len(trials), dtype=np.bool_), np.zeros(len(problem.target), dtype=np.uint8)
        before, watched = np.zeros((len(problem.threshold), 0), dtype=np.uint64), np.zeros(len(problem.target), np.int32)
    else:
        time, fallen, stands, changed = known.time.copy(), known.fallen.copy(), known.stands(trials), known.changed(problem)
        before, watched = known.by_edge, known.watched(problem)
    kinds, handy = _kinds(problem), _handy(problem)
    pushes = skeletons.edges * (1 + HANDY + HANDY**2) + 2

    def task(begin: int, end: int) -> None:
        race(
            skeletons.order, skeletons.node_first, skeletons.edge_first, skeletons.node, skeletons.begins, skeletons.edge,
            skeletons.to, problem.key, problem.chance, problem.delay, problem.threshold, problem.scale, problem.law,
            problem.tables, problem.need, problem.watch, problem.counted, problem.size, goal, kinds, handy, trials.start,
            trials.deadline, trials.tempo, trials.walls, trials.draw, trials.state, skeletons.slots, pushes, stands, before,
            changed, watched, time, fallen, begin, end,
        )  # fmt: skip

    in_parts(task, len(trials), size=BATCH, threads=threads)
    return Known(problem, trials, goals, time, fallen)


def _by_edge(problem: Problem) -> NDArray[np.uint64]:
    import numpy as np

    if np.array_equal(problem.chance, np.arange(problem.threshold.shape[1])):
        return problem.threshold
    return np.ascontiguousarray(problem.threshold[:, problem.chance])


def _kinds(problem: Problem) -> NDArray[np.uint8]:
    """Return for each edge whether it may fail and whether it takes time, in any parameter draw: most do neither."""
    import numpy as np

    uncertain = np.any(problem.threshold < np.uint64(1 << 32), axis=0)
    slow = np.any(problem.scale != 0.0, axis=0)
    return np.asarray(uncertain[problem.chance] * UNCERTAIN + slow[problem.delay] * SLOW, dtype=np.uint8)


def _handy(problem: Problem) -> NDArray[np.bool_]:
    """Return which nodes hand on every better time at once instead of waiting on the heap until theirs is the best.

    Nothing is found twice too often as long as few edges leave a node, none to one that waits for several, and no more
    than two such nodes follow one another: a machine that is entered, then taken, between hubs that lead on.
    """
    import numpy as np

    nodes = len(problem.need)
    source = np.repeat(np.arange(nodes), np.diff(problem.first))

    def lead_to(these: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.bincount(source[these[problem.target]], minlength=nodes) > 0

    waits = problem.need > 1
    few = (np.diff(problem.first) <= HANDY) & ~waits & ~lead_to(waits)
    last = few & ~lead_to(few)
    found: NDArray[np.bool_] = last | (few & ~lead_to(few & ~last))
    return found


def _kernel(engine: Engine) -> Any:
    if engine == "compiled" or (engine == "auto" and prepare()):
        from inmori.simulate.kernels import skeleton

        return skeleton
    from inmori.simulate.kernels import skeleton_twin

    return skeleton_twin
