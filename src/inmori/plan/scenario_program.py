"""The exact choice on a small sample of trials: a mixed-integer program that asks the simulator for its constraints.

Under a set of measures E a trial costs v(E). Whoever wants it to cost less must take a measure outside E, so that

    cost of the trial >= v(E) - (v(E) - v(all)) * (measures taken outside E)

holds for every roadmap, as long as measures do not make a trial dearer. The program begins with few such rows, is
solved, asks the simulator what its answer really costs, and takes in the rows that its answer broke, until none is
broken: then what the program says and what the simulator says are one number. Any simulator will do.

The best of a small sample is over-fitted: it is a start for the search and, over several samples, a bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.plan.choose import SCALE, StartProgram
from inmori.plan.judge import Judge
from inmori.plan.scene import Starts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NODES = 2_000  # of the branch and bound of one solve
BROKEN = 1e-4  # thousand yen by which a row may be broken


@dataclass(frozen=True)
class SampleOptimum:
    """The best roadmap found on a sample: its ``value`` there by the simulator, and what none can be below there.

    ``exact`` says that both agree.
    """

    starts: Starts
    value: float
    bound: float
    exact: bool


def sample_optimum(
    judge: Judge, sample: NDArray[np.int64], *, rounds: int, nodes: int | None = NODES, seeds: Sequence[Starts] = ()
) -> SampleOptimum:
    """Choose on the trials at these indices, whose weights are raised to stand for all.

    ``seeds`` are roadmaps already looked at: their states give the first rows. ``rounds`` and ``nodes`` bound the work.
    """
    program = _Program(judge, sample, nodes=nodes)
    for starts in (judge.space.duties, *seeds):
        program.learn(starts)
    program.learn_single()
    best: tuple[float, Starts] | None = None
    bound = -float("inf")
    for _ in range(max(rounds, 1)):
        starts = program.solve()
        bound = max(bound, program.bound())
        value = program.learn(starts)
        if best is None or value < best[0]:
            best = (value, starts)
        if not program.tighten():
            break
    assert best is not None
    gap = best[0] - bound
    return SampleOptimum(best[1], best[0], min(bound, best[0]), exact=gap <= max(1e-6 * abs(best[0]), 10.0))


class _Program:
    """Start years by column, and the cost of each trial in each year; states of the hospital that were asked about."""

    def __init__(self, judge: Judge, sample: NDArray[np.int64], *, nodes: int | None) -> None:
        self._judge, self._sample, space = judge, sample, judge.space
        self._names = list(space.by_id)
        self._program = StartProgram(
            list(space.by_id.values()), years=space.years, budget=space.budget, hours=space.hours, nodes=nodes
        )
        self._program.limit_over(space.least_over + 0.01)
        self._slot = {year: _slot(judge, year) for year in judge.years}
        self._states: dict[int, dict[frozenset[str], NDArray[np.float64]]] = {year: {} for year in judge.years}
        self._least = {year: self._asked(self._names, year) for year in judge.years}
        self._used: set[tuple[int, int, frozenset[str]]] = set()
        self._cost: dict[tuple[int, int], int] = {}
        for year in judge.years:
            for trial, most in enumerate(self._asked((), year)):
                if most > 0:
                    self._cost[year, trial] = self._program.column(0.0, float("inf"))
        self._solution: Sequence[float] = ()

    def learn(self, starts: Starts) -> float:
        """Ask about the states of a roadmap, and return its value on the sample in yen."""
        judge, total = self._judge, 0.0
        for year in judge.years:
            total += float(self._asked(self._of(starts, year), year).sum()) * judge.factor(year)
        return judge.base + judge.space.money(starts) - judge.credit(starts) + total

    def learn_single(self) -> None:
        """Ask what is left when all but one measure is taken: rows with a single measure are the strongest."""
        for year in sorted(set(self._slot.values())):
            for name in self._names:
                self._asked([each for each in self._names if each != name], year)

    def solve(self) -> Starts:
        """Solve with the rows there are."""
        judge, space, program = self._judge, self._judge.space, self._program
        costs = {column: judge.factor(year) for (year, _), column in self._cost.items()}
        for each in space.by_id.values():
            for year in judge.years:
                costs[program.start[each.id, year]] = (space.money({each.id: year}) - each.value_from(year)) * SCALE
        program.solve(costs)
        self._solution = program.values()
        return program.choice().starts

    def bound(self) -> float:
        """Return what no roadmap costs less than on the sample, as far as the rows tell."""
        fixed = sum(
            float(least[trial]) * self._judge.factor(year)
            for year, least in self._least.items()
            for trial in range(len(self._sample))
            if (year, trial) not in self._cost
        )
        return self._judge.base + self._program.bound / SCALE + fixed

    def tighten(self) -> bool:
        """Take in, for each trial and year, the row that the last answer breaks most; False where it breaks none."""
        import numpy as np

        new = False
        starts = {name for name in self._names for year in self._judge.years if self._chosen(name, year)}
        for year in self._judge.years:
            taken = {name: self._working(name, year) for name in starts}
            states = [*self._states[self._slot[year]].items()]
            outside = np.array([sum(share for name, share in taken.items() if name not in state) for state, _ in states])
            least = self._least[year]
            rows = np.array([cost - (cost - least) * out for (_, cost), out in zip(states, outside, strict=True)])
            for trial in range(len(self._sample)):
                if (year, trial) in self._cost:
                    new |= self._take(year, trial, states[int(rows[:, trial].argmax())], float(rows[:, trial].max()))
        return new

    def _take(self, year: int, trial: int, state: tuple[frozenset[str], NDArray[np.float64]], need: float) -> bool:
        column, (within, cost) = self._cost[year, trial], state
        if need * SCALE <= self._solution[column] + BROKEN or (year, trial, within) in self._used:
            return False
        self._used.add((year, trial, within))
        avoid = float(cost[trial] - self._least[year][trial]) * SCALE
        row = {column: 1.0}
        for name in self._names:
            if name not in within:
                delay = self._judge.space.by_id[name].delay
                row |= {self._program.start[name, begun]: avoid for begun in range(1, year - delay + 1)}
        self._program.row(row, low=float(cost[trial]) * SCALE)
        return True

    def _asked(self, names: Sequence[str], year: int) -> NDArray[np.float64]:
        """Return (sample,) yen a year under some measures and the systems of the year, weights raised."""
        judge, known, key = self._judge, self._states[self._slot[year]], frozenset(names)
        if key not in known:
            systems = [name for name, begun in judge.systems.items() if begun <= year]
            every = judge.oracle.trials([*systems, *names], year=year)
            known[key] = every[self._sample] * (len(every) / len(self._sample))
        return known[key]

    def _of(self, starts: Starts, year: int) -> list[str]:
        by_id = self._judge.space.by_id
        return [name for name, begun in starts.items() if begun + by_id[name].delay <= year]

    def _chosen(self, name: str, year: int) -> bool:
        return self._solution[self._program.start[name, year]] > 0.5

    def _working(self, name: str, year: int) -> float:
        delay = self._judge.space.by_id[name].delay
        return float(sum(self._chosen(name, begun) for begun in range(1, year - delay + 1)))


def _slot(judge: Judge, year: int) -> int:
    """Return the first year in which any measures cost what they cost in this year: same support, same systems."""
    era = judge.oracle.era
    return next(
        first
        for first in judge.years
        if era[first - 1] == era[year - 1]
        and all((begun <= year) == (begun <= first) for begun in judge.systems.values())
    )
