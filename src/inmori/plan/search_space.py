"""What a roadmap may be: start years under money, hours, prerequisites, exclusions and dates; no judgement of worth.

A roadmap that must go over a limit (a duty costs more than there is) may go over it by the least that is possible and
no more, so that wishes never hide behind duties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from inmori.plan.choose import HOUR, SCALE, Candidate, choose
from inmori.plan.scene import Starts

SLACK = 0.02  # thousand yen: rounding of the solver that found the least excess


@dataclass(frozen=True)
class Space:
    """All roadmaps of some measures. ``budget`` yen and ``hours`` a year; ``discount`` a year.

    A candidate's ``worth`` is what it is worth beside the loss it avoids (duties met), yen of today in each year.
    """

    candidates: tuple[Candidate, ...]
    years: int
    budget: float
    hours: float
    discount: float

    @cached_property
    def by_id(self) -> Mapping[str, Candidate]:
        """Candidates by id, in the order of their ids: the order of a catalogue decides nothing."""
        return {each.id: each for each in sorted(self.candidates, key=lambda each: each.id)}

    @cached_property
    def duties(self) -> Starts:
        """What must be done, with the least excess over the limits."""
        return choose(self._bare, years=self.years, budget=self.budget, hours=self.hours).starts

    @cached_property
    def least_over(self) -> float:
        """The least excess over the limits that what must be done leaves, in thousand yen."""
        return self.over(self.duties)

    @property
    def _bare(self) -> list[Candidate]:
        bare = [replace(each, worth=(0.0,) * self.years) for each in self.by_id.values()]
        needed = {each.id for each in bare if each.latest is not None}
        while more := {p for each in bare if each.id in needed for p in each.prerequisites if p in self.by_id} - needed:
            needed |= more
        return [each for each in bare if each.id in needed]

    def over(self, starts: Mapping[str, int]) -> float:
        """Return money and time over the limits, summed over the years, in thousand yen."""
        taken = self.taken(starts)
        money, time = (yen - self.budget for yen, _ in taken), (hours - self.hours for _, hours in taken)
        return sum(max(yen, 0.0) for yen in money) * SCALE + HOUR * sum(max(hours, 0.0) for hours in time)

    def taken(self, starts: Mapping[str, int]) -> list[tuple[float, float]]:
        """Return the yen and the hours of staff that each plan year takes."""
        money, time = [0.0] * self.years, [0.0] * self.years
        for name, begun in starts.items():
            each = self.by_id[name]
            money[begun - 1] += each.capital
            time[begun - 1] += each.hours - each.hours_yearly
            for year in range(begun - 1, self.years):
                money[year] += each.yearly
                time[year] += each.hours_yearly
        return list(zip(money, time, strict=True))

    def allowed(self, starts: Mapping[str, int]) -> bool:
        """Whether dates, prerequisites and exclusions hold; money and time apart."""
        for each in self.by_id.values():
            begun = starts.get(each.id)
            if begun is None:
                if each.latest is not None:
                    return False
                continue
            if begun < each.earliest or begun > self.last(each):
                return False
            if any(other in starts for other in each.exclusions):
                return False
            if any(starts.get(p, self.years + 1) > begun for p in each.prerequisites if p in self.by_id):
                return False
        return True

    def feasible(self, starts: Mapping[str, int]) -> bool:
        """Whether a roadmap may be taken."""
        return self.allowed(starts) and self.over(starts) <= self.least_over + SLACK

    def last(self, each: Candidate) -> int:
        """Return the last year in which a measure may be begun."""
        return self.years if each.latest is None else each.latest

    def with_added(self, starts: Starts, name: str) -> Starts | None:
        """Return the roadmap with a measure, and what it needs, begun as early as the limits allow; None if they never do."""
        if name in starts:
            return None
        added = dict(starts)
        for each in (*self._missing(starts, name), name):
            year = self._earliest(added, each)
            if year is None:
                return None
            added[each] = year
        return added

    def without(self, starts: Starts, name: str) -> Starts | None:
        """Return the roadmap without a measure and what needs it; None where a duty is among them."""
        gone = {name}
        while more := {
            other for other in starts if other not in gone and gone.intersection(self.by_id[other].prerequisites)
        }:
            gone |= more
        if any(self.by_id[each].latest is not None for each in gone):
            return None
        return {each: year for each, year in starts.items() if each not in gone}

    def money(self, starts: Mapping[str, int]) -> float:
        """Return yen of today over the horizon, less what is no longer paid elsewhere."""
        factors = [(1 + self.discount) ** -year for year in range(self.years)]
        return sum(
            each.capital * factors[begun - 1]
            + each.yearly * sum(factors[begun - 1 :])
            - each.saved * sum(factors[begun - 1 + each.delay :])
            for each, begun in ((self.by_id[name], begun) for name, begun in starts.items())
        )

    def _earliest(self, starts: Starts, name: str) -> int | None:
        each = self.by_id[name]
        for year in range(each.earliest, self.last(each) + 1):
            if self.feasible(starts | {name: year}):
                return year
        return None

    def _missing(self, starts: Starts, name: str) -> list[str]:
        """Prerequisites that are not there yet, what they need first."""
        found: list[str] = []

        def look(each: str) -> None:
            for needed in sorted(self.by_id[each].prerequisites):
                if needed in self.by_id and needed not in starts and needed not in found and needed != name:
                    look(needed)
                    found.append(needed)

        look(name)
        return found


def working(space: Space, starts: Mapping[str, int], *, year: int) -> Iterable[str]:
    """Return the measures that work in a plan year."""
    return (name for name, begun in starts.items() if begun + space.by_id[name].delay <= year)
