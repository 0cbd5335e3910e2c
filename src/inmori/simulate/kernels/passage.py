"""First passage: when, in each campaign, every node of the attack graph falls. The one door to the kernels.

Another kernel (a skeleton store, bit-parallel reachability) takes the same :class:`Problem` and :class:`Trials` and
gives the same :class:`Passage`; callers never see which one ran.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inmori.simulate.kernels.numba_setup import prepare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATH_LENGTH = 40  # edges kept of the path to the most important goal that fell
BATCH = 2_048  # trials per task; threads share tasks, the result does not depend on who took which


@dataclass(frozen=True)
class Problem:
    """One compiled hospital with numbers put in. N nodes, E edges, K parameter draws, L laws.

    ``threshold`` (K, chances): an edge is live when 32 random bits are below it; 2 ** 32 means always.
    ``scale`` (K, delays): hours by which the drawn law is multiplied. ``tables`` (L, cells + 1): laws with scale 1.
    ``goals``: nodes asked for, the most important first. Other fields as in ``graph.AttackGraph``.
    """

    first: NDArray[np.int32]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    key: NDArray[np.uint64]
    chance: NDArray[np.int32]
    delay: NDArray[np.int32]
    need: NDArray[np.int32]
    watch: NDArray[np.int32]
    counted: NDArray[np.int32]
    size: NDArray[np.int32]
    threshold: NDArray[np.uint64]
    scale: NDArray[np.float64]
    law: NDArray[np.int32]
    tables: NDArray[np.float64]
    goals: NDArray[np.int32]
    classes: int


@dataclass(frozen=True)
class Trials:
    """One entry per trial: where it starts, the hours it has, the crew's tempo, and the layers that stop it.

    ``walls`` is a bit set of detection layers: no node they watch can be taken. ``draw`` is the parameter draw,
    ``state`` the trial's luck (see ``luck.states``).
    """

    start: NDArray[np.int32]
    deadline: NDArray[np.float64]
    tempo: NDArray[np.float64]
    walls: NDArray[np.int32]
    draw: NDArray[np.int32]
    state: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True)
class Passage:
    """``time`` (trials, goals): hours until a goal fell, inf when it did not in time. ``fallen`` (trials, classes):
    machines taken per class. ``path`` (trials, PATH_LENGTH): edges from the first goal that fell back to the start,
    -1 beyond the end; ``path_time``: hours at which each of those edges arrived. Where no paths are told, both have
    no columns."""

    time: NDArray[np.float64]
    fallen: NDArray[np.int32]
    path: NDArray[np.int32]
    path_time: NDArray[np.float64]


Engine = Literal["auto", "compiled", "twin"]


def run(
    problem: Problem,
    trials: Trials,
    *,
    threads: int = 1,
    engine: Engine = "auto",
    clock: bool = True,
    paths: int = PATH_LENGTH,
) -> Passage:
    """Run all trials; ``engine`` "auto" takes a compiled kernel where numba is installed.

    Without ``clock`` it is only asked who falls, ever, which is many times cheaper: a goal that falls gets time 0,
    deadlines do not count, and no paths are told. ``paths`` is the number of edges kept of each path.
    """
    if not clock:
        from inmori.simulate.kernels.pilot import ever

        return ever(problem, trials, threads=threads, engine=engine)
    passage = nowhere(problem, trials, paths=paths)
    advance = _kernel(engine)

    def task(begin: int, end: int) -> None:
        advance(*_arguments(problem, trials, passage), begin, end)

    in_parts(task, len(trials), size=BATCH, threads=threads)
    return passage


def nowhere(problem: Problem, trials: Trials, *, paths: int = PATH_LENGTH) -> Passage:
    """Return the passage of campaigns that got nowhere, to be written into, with room for paths of so many edges."""
    import numpy as np

    count = len(trials)
    return Passage(
        time=np.full((count, len(problem.goals)), np.inf),
        fallen=np.zeros((count, problem.classes), dtype=np.int32),
        path=np.full((count, paths), -1, dtype=np.int32),
        path_time=np.full((count, paths), np.inf),
    )


def some(trials: Trials, numbers: NDArray[np.int64] | slice) -> Trials:
    """Return some of the trials, in the order asked for."""
    return Trials(
        start=trials.start[numbers], deadline=trials.deadline[numbers], tempo=trials.tempo[numbers],
        walls=trials.walls[numbers], draw=trials.draw[numbers], state=trials.state[numbers],
    )  # fmt: skip


def in_parts(task: Callable[[int, int], None], count: int, *, size: int, threads: int) -> None:
    """Call ``task`` on consecutive parts of 0 to ``count``; threads share the parts.

    The first error, an interrupt included, ends the work: parts under way are finished, the others never begin.
    """
    parts = [(begin, min(begin + size, count)) for begin in range(0, count, size)]
    if threads > 1 and len(parts) > 1:
        with ThreadPoolExecutor(threads) as pool:
            done = [pool.submit(task, *part) for part in parts]
            try:
                for each in done:
                    each.result()
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    else:
        for part in parts:
            task(*part)


def _kernel(engine: Engine) -> Callable[..., None]:
    if engine == "compiled" or (engine == "auto" and prepare()):
        from inmori.simulate.kernels import first_passage

        compiled: Callable[..., None] = first_passage.advance
        return compiled
    from inmori.simulate.kernels import twin

    return twin.advance


def _arguments(problem: Problem, trials: Trials, passage: Passage) -> tuple[NDArray[np.generic], ...]:
    """The kernels' arguments in their order; numba compiles functions of plain arrays only."""
    return (
        problem.first, problem.source, problem.target, problem.key, problem.chance, problem.delay, problem.need,
        problem.watch, problem.counted, problem.size, problem.threshold, problem.scale, problem.law, problem.tables,
        problem.goals, trials.start, trials.deadline, trials.tempo, trials.walls, trials.draw, trials.state,
        passage.time, passage.fallen, passage.path, passage.path_time,
    )  # fmt: skip
