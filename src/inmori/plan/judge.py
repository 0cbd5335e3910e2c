"""What a roadmap is worth: its costs, the loss that is left, and the duties it meets, in yen of today.

The smaller the better. Loss comes from the simulator, year by year; what does not change it costs and is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inmori.plan.oracle import Oracle
from inmori.plan.scene import Starts
from inmori.plan.search_space import Space, working

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Judge:
    """Judges roadmaps of one space. ``systems`` come on top of every roadmap, in use from their year.

    ``base`` yen is what comes on top of every roadmap's cost (the EHR's renewal or fee).
    """

    def __init__(self, space: Space, oracle: Oracle, *, systems: Mapping[str, int], base: float = 0.0) -> None:
        self.space, self.oracle, self.systems, self.base = space, oracle, dict(systems), base
        self._known: dict[tuple[tuple[str, int], ...], float] = {}

    def value(self, starts: Starts) -> float:
        """Return costs plus expected loss less the worth of duties, yen of today over the horizon."""
        key = tuple(sorted(starts.items()))
        if key not in self._known:
            self._known[key] = self.base + self.space.money(starts) - self.credit(starts) + self.loss(starts)
        return self._known[key]

    def guess(self, starts: Starts) -> float:
        """Return about the value, for the price of one question: every year is taken as the last with all at work."""
        last = self.space.years
        late = self.oracle.loss([*self.systems, *starts], year=last)
        return self.base + self.space.money(starts) - self.credit(starts) + late * sum(map(self.factor, self.years))

    def credit(self, starts: Starts) -> float:
        """Return the worth of the duties that it meets."""
        return sum(self.space.by_id[name].value_from(begun) for name, begun in starts.items())

    def loss(self, starts: Starts) -> float:
        """Return the expected loss, yen of today over the horizon."""
        return sum(self.factor(year) * self.oracle.loss(self.state(starts, year=year), year=year) for year in self.years)

    def trials(self, starts: Starts) -> NDArray[np.float64]:
        """Return (trials,) the loss of the horizon that each trial stands for; only for paired comparison."""
        import numpy as np

        parts = [
            self.oracle.trials(self.state(starts, year=year), year=year) * self.factor(year) for year in self.years
        ]
        return np.asarray(np.sum(parts, axis=0), dtype=np.float64)

    def state(self, starts: Starts, *, year: int) -> list[str]:
        """Return what works in a plan year."""
        return [*(name for name, begun in self.systems.items() if begun <= year), *working(self.space, starts, year=year)]

    def factor(self, year: int) -> float:
        """Return what a yen of a plan year is worth in the first."""
        return float((1 + self.space.discount) ** -(year - 1))

    @property
    def years(self) -> range:
        """Plan years."""
        return range(1, self.space.years + 1)
