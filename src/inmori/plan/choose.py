"""Which measures to begin in which year: exact, by mixed-integer programming, under money and hours a year.

Two questions in this order, so that a duty is never traded for money: first, what is the least money and time over
the limits with which everything that must be done can be done; then, with no more over the limits than that, which
start years avoid the most loss. More money never gives a worse answer. Where seventy measures press on a small budget
the proof that nothing is better would take minutes; then the best found within a counted amount of work stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inmori.errors import OurFault
from inmori.text import Text

HOUR = 3.0  # thousand yen: what an hour over the limit weighs against money over the limit
SCALE = 1e-3  # the solver works in thousand yen, so that its tolerances mean single yen
TOLERANCE = 1e-6
NODES = 400  # of the branch and bound: small choices end long before


@dataclass(frozen=True)
class Candidate:
    """A measure as the choice sees it: yen, hours, and ``worth`` in yen for each plan year in which it works.

    It works from ``delay`` years after its start, which is not before ``earliest``. ``latest`` is the last year in
    which it may begin when it must be done; None means it may be left out.
    """

    id: str
    capital: float
    yearly: float
    hours: float
    hours_yearly: float
    worth: tuple[float, ...]
    delay: int = 0
    earliest: int = 1
    latest: int | None = None
    prerequisites: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    saved: float = 0.0  # yen a year that is no longer paid elsewhere while it works; frees no budget

    def value_from(self, start: int) -> float:
        """Return the worth summed over the years in which it works when begun in ``start``."""
        return sum(self.worth[start - 1 + self.delay :])


@dataclass(frozen=True)
class Choice:
    """Start year per chosen measure; ``overspend`` yen and ``overtime`` hours over the limit, per year."""

    starts: dict[str, int]
    overspend: tuple[float, ...]
    overtime: tuple[float, ...]
    value: float


def choose(candidates: Sequence[Candidate], *, years: int, budget: float, hours: float) -> Choice:
    """Choose start years.

    Prerequisites and exclusions that are not among the candidates do not bind.

    Raises:
        OurFault: what must be done excludes itself.
    """
    if not candidates:
        return Choice(starts={}, overspend=(0.0,) * years, overtime=(0.0,) * years, value=0.0)
    model = StartProgram(candidates, years=years, budget=budget, hours=hours, nodes=NODES)
    over = model.solve(dict.fromkeys(model.money, 1.0) | dict.fromkeys(model.time, HOUR))
    model.limit_over(over)
    worth = {model.start[c.id, y]: -c.value_from(y) * SCALE for c in candidates for y in range(1, years + 1)}
    model.solve(worth)
    return model.choice()


class StartProgram:
    """The program in columns and rows: one 0/1 column per measure and start year, two slack columns per year.

    ``nodes`` bounds the search by counted work, so that a busy machine does not change the answer; None: to the end.
    """

    def __init__(
        self, candidates: Sequence[Candidate], *, years: int, budget: float, hours: float, nodes: int | None = None
    ) -> None:
        import highspy

        # The bare class: highspy.Highs prints a banner on standard output as soon as it is made.
        self._solver: Any = highspy._Highs()  # type: ignore[attr-defined]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 1e-7),
            *(() if nodes is None else (("mip_max_nodes", nodes),)),
        ):
            self._solver.setOptionValue(option, value)
        self._candidates, self._years, self._columns = list(candidates), years, 0
        self.start = {
            (candidate.id, year): self.column(0.0, 1.0, whole=True)
            for candidate in candidates
            for year in range(1, years + 1)
        }
        self.money = [self.column(0.0, highspy.kHighsInf) for _ in range(years)]
        self.time = [self.column(0.0, highspy.kHighsInf) for _ in range(years)]
        self._limits(budget=budget, hours=hours)
        for candidate in candidates:
            self._obligations(candidate)

    def solve(self, costs: dict[int, float]) -> float:
        """Minimise the given costs and return the least value."""
        import highspy

        for column in range(self._columns):
            self._solver.changeColCost(column, costs.get(column, 0.0))
        self._solver.run()
        found = int(self._solver.getInfo().primal_solution_status) == int(highspy.kSolutionStatusFeasible)
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal and not (found and status in _stopped()):
            detail = str(status)
            raise OurFault(
                Text(
                    ja=f"対策の組合せを求められませんでした({detail})。",
                    en=f"No set of measures was found ({detail}).",
                )
            )
        return float(self._solver.getInfo().objective_function_value)

    def limit_over(self, over: float) -> None:
        """Allow no more over the limits than ``over``."""
        row = dict.fromkeys(self.money, 1.0) | dict.fromkeys(self.time, HOUR)
        self.row(row, high=over + TOLERANCE)

    def choice(self) -> Choice:
        """Read the answer of the last solve."""
        solution = list(self._solver.getSolution().col_value)
        starts = {id_: year for (id_, year), column in self.start.items() if solution[column] > 0.5}
        value = sum(c.value_from(starts[c.id]) for c in self._candidates if c.id in starts)
        return Choice(
            starts=starts,
            overspend=tuple(float(round(solution[column] / SCALE)) for column in self.money),
            overtime=tuple(round(solution[column], 3) for column in self.time),
            value=value,
        )

    @property
    def bound(self) -> float:
        """What no solution of the last solve can be below, in the solver's thousand yen."""
        return float(self._solver.getInfo().mip_dual_bound)

    def values(self) -> Sequence[float]:
        """Return the last solution, by column."""
        return list(self._solver.getSolution().col_value)

    def column(self, low: float, high: float, *, whole: bool = False) -> int:
        import highspy

        self._solver.addVar(low, high)
        if whole:
            self._solver.changeColIntegrality(self._columns, highspy.HighsVarType.kInteger)
        self._columns += 1
        return self._columns - 1

    def row(self, row: dict[int, float], *, low: float | None = None, high: float | None = None) -> None:
        import highspy

        bottom, top = (
            (-highspy.kHighsInf if low is None else low),
            (highspy.kHighsInf if high is None else high),
        )
        self._solver.addRow(bottom, top, len(row), list(row), list(row.values()))

    def _limits(self, *, budget: float, hours: float) -> None:
        for year in range(1, self._years + 1):
            money, time = {self.money[year - 1]: -1.0}, {self.time[year - 1]: -1.0}
            for candidate in self._candidates:
                for begun in range(1, year + 1):
                    column, first = self.start[candidate.id, begun], begun == year
                    money[column] = (candidate.yearly + (candidate.capital if first else 0.0)) * SCALE
                    time[column] = candidate.hours_yearly * (not first) + candidate.hours * first
            self.row(money, high=budget * SCALE)
            self.row(time, high=hours)

    def _obligations(self, candidate: Candidate) -> None:
        own = {self.start[candidate.id, year]: 1.0 for year in range(1, self._years + 1)}
        self.row(own, high=1.0)
        for year in range(1, candidate.earliest):
            self.row({self.start[candidate.id, year]: 1.0}, high=0.0)
        if candidate.latest is not None:
            self.row({self.start[candidate.id, y]: 1.0 for y in range(1, candidate.latest + 1)}, low=1.0)
        for other in candidate.exclusions:
            if (other, 1) in self.start:
                theirs = {self.start[other, year]: 1.0 for year in range(1, self._years + 1)}
                self.row(own | theirs, high=1.0)
        for other in candidate.prerequisites:
            if (other, 1) in self.start:
                for year in range(1, self._years + 1):
                    row = {self.start[other, y]: 1.0 for y in range(1, year + 1)}
                    self.row(row | {self.start[candidate.id, y]: -1.0 for y in range(1, year + 1)}, low=0.0)


def _stopped() -> tuple[Any, ...]:
    """States in which the solver stopped at the nodes it was given."""
    import highspy

    return (highspy.HighsModelStatus.kSolutionLimit, highspy.HighsModelStatus.kIterationLimit)
