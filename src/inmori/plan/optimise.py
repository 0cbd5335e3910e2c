"""Searches for the best roadmap: several starts, small moves with the simulator in the loop, finalists judged afresh.

Risk is not submodular (closing one of two doors is worth little) and a small sample is over-fitted, so no start is
trusted: what the search found on its own trials is judged on trials it has never seen, and what cannot be told apart
there is called a tie. Nothing is called optimal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inmori.plan.greedy import backward, forward, placed
from inmori.plan.improve import improved
from inmori.plan.judge import Judge
from inmori.plan.scenario_program import sample_optimum
from inmori.plan.scene import Starts
from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Effort:
    """How much work, by count: the same input gives the same answer on any machine.

    ``trials`` of the search, ``fresh`` trials of the last judgement, ``questions`` to the simulator for moves,
    ``sample`` trials and ``rounds`` of the program, ``replicates`` of the bound, ``budgets`` of the front.
    """

    trials: int = 1_000
    fresh: int = 100_000
    questions: int = 400
    sample: int = 120
    rounds: int = 6
    replicates: int = 5
    budgets: int = 10


@dataclass(frozen=True)
class Draft:
    """A roadmap that could be taken now: where it comes from and its value so far (costs plus expected loss, yen)."""

    source: str
    starts: Starts
    value: float


Show = Callable[[Draft], None]


@dataclass
class Keeper:
    """Keeps the best roadmap so far, and the best from each source, and shows each improvement."""

    judge: Judge
    show: Show = lambda _draft: None
    best: Draft | None = None
    sources: dict[str, Draft] = field(default_factory=dict)

    def offer(self, source: str, starts: Starts) -> None:
        """Take a roadmap in, where it may be taken."""
        if not self.judge.space.feasible(starts):
            return
        draft = Draft(source, dict(starts), self.judge.value(starts))
        if source not in self.sources or draft.value < self.sources[source].value:
            self.sources[source] = draft
        if self.best is None or draft.value < self.best.value:
            self.best = draft
            self.show(draft)


def begin(judge: Judge, *, keeper: Keeper, starts: Sequence[tuple[str, Starts]] = ()) -> None:
    """Try the starts that cost little; ``keeper`` holds the best so far at every moment, whatever stops the search.

    ``starts`` are roadmaps from elsewhere (what the hospital has planned, what a rule chose); those that may not be
    taken as they are are fitted in as far as they go.
    """
    keeper.offer("duties", judge.space.duties)
    for source, given in starts:
        keeper.offer(source, fitted(judge, given))
    keeper.offer("forward", forward(judge, judge.space.duties))


def search(judge: Judge, *, effort: Effort, keeper: Keeper) -> None:
    """Try the other starts, and make the two best better."""
    keeper.offer("backward", backward(judge))
    # Begun from the other starts, the program may spend its rounds near them; begun from nothing, it has found better.
    keeper.offer("program alone", program_start(judge, effort, []))
    keeper.offer("program", program_start(judge, effort, [draft.starts for draft in keeper.sources.values()]))
    leaders = sorted(keeper.sources.values(), key=lambda draft: (draft.value, draft.source))
    told: set[tuple[tuple[str, int], ...]] = set()
    for draft in leaders:
        if (key := tuple(sorted(draft.starts.items()))) in told or len(told) == 2:
            continue
        told.add(key)
        better = improved(
            judge, draft.starts, questions=effort.questions, better=lambda starts: keeper.offer("moves", starts)
        )
        keeper.offer(f"{draft.source}+moves", better)


def fitted(judge: Judge, given: Starts) -> Starts:
    """Return a given roadmap as far as the limits let it be taken, in the order of its years; duties first."""
    space = judge.space
    known = {name: year for name, year in given.items() if name in space.by_id}
    whole = space.duties | known
    if space.feasible(whole):
        return whole
    current = dict(space.duties)
    for name, year in sorted(known.items(), key=lambda item: (item[1], item[0])):
        exact = current | {name: year}
        added = exact if space.feasible(exact) else space.with_added(current, name)
        current = added if added is not None else current
    return current


def program_start(judge: Judge, effort: Effort, seeds: Sequence[Starts]) -> Starts:
    """Return the best of a sample of the trials, filled up with what fits and gains."""
    found = sample_optimum(judge, sample_of(judge, effort.sample, at=0), rounds=effort.rounds, nodes=200, seeds=seeds).starts
    return placed(judge, found, [name for name in judge.space.by_id if name not in found])


def sample_of(judge: Judge, size: int, *, at: int) -> NDArray[np.int64]:
    """Return every so-manieth trial, from the ``at``-th: samples that differ in ``at`` share no trial."""
    import numpy as np

    every = len(judge.oracle.trials((), year=1))
    step = max(every // max(size, 1), 1)
    return np.arange(at % step, every, step)


def paired(one: Judge, a: Starts, other: Judge, b: Starts) -> Interval:
    """Return what ``a`` costs more than ``b`` with its 95 % interval over trials, both judged on the same trials."""
    import numpy as np

    gaps = one.trials(a) - other.trials(b)
    mid = one.value(a) - other.value(b)
    wide = 1.96 * float(np.sqrt(len(gaps) * gaps.var(ddof=1))) if len(gaps) > 1 else 0.0
    return Interval(low=mid - wide, mid=mid, high=mid + wide, unit="yen")
