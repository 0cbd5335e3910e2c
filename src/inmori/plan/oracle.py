"""What the simulator says to a set of measures in a plan year, trial by trial and remembered.

An optimiser asks a thousand times; most questions repeat, and years between which no support ends give one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from inmori.catalogue.loader import Catalogue
from inmori.plan.renewal import year_start
from inmori.plan.risk import Drawer
from inmori.plan.scene import Scene
from inmori.simulate import Draws

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Answer = Callable[[tuple[str, ...], int], Draws]  # measures in the order of their ids, plan year


class Oracle:
    """Remembers answers. ``seen`` are the measures that can change an answer; others are left out of the question.

    ``tick`` is called before each new question to the simulator and may raise KeyboardInterrupt. ``era`` says which years
    give one answer where that is known already (the first year of each); left out, it is found out by asking.
    """

    def __init__(
        self,
        answer: Answer,
        *,
        seen: Iterable[str],
        years: int,
        tick: Callable[[], None] = lambda: None,
        era: tuple[int, ...] | None = None,
    ) -> None:
        self._answer, self._seen, self._tick = answer, frozenset(seen), tick
        self._trials: dict[tuple[tuple[str, ...], int], NDArray[np.float64]] = {}
        self._loss: dict[tuple[tuple[str, ...], int], float] = {}
        self._parameter: dict[int, NDArray[np.int64]] = {}
        self.asked = 0
        self.era = tuple(range(1, years + 1))
        self.era = self._eras(years) if era is None else era

    def trials(self, names: Iterable[str], *, year: int) -> NDArray[np.float64]:
        """Return (trials,) the yen a year that each trial stands for, its weight times its loss."""
        key = (tuple(sorted(self._seen.intersection(names))), self.era[year - 1])
        if key not in self._trials:
            self._tick()
            draws = self._answer(*key)
            self._trials[key] = draws.weight * draws.loss
            self._loss[key] = float(self._trials[key].sum())
            self._parameter[key[1]] = draws.parameter_draw
            self.asked += 1
        return self._trials[key]

    def loss(self, names: Iterable[str], *, year: int) -> float:
        """Return the expected loss of a plan year in yen."""
        return float(self.trials(names, year=year).sum())

    def by_draw(self, amounts: NDArray[np.float64], *, year: int = 1) -> NDArray[np.float64]:
        """Return (parameter draws,) yen a year under each draw of the uncertain figures, from yen per trial."""
        import numpy as np

        draw = self._parameter[self.era[year - 1]]
        count = int(draw.max()) + 1
        return np.asarray(np.bincount(draw, weights=amounts, minlength=count) * count, dtype=np.float64)

    def _eras(self, years: int) -> tuple[int, ...]:
        """Years in which the hospital, both untouched and with everything done, answers as in the year before are one."""
        import numpy as np

        found = [1]
        for year in range(2, years + 1):
            states: tuple[Iterable[str], ...] = ((), self._seen)
            same = all(np.array_equal(self.trials(state, year=year), self.trials(state, year=found[-1])) for state in states)
            found.append(found[-1] if same else year)
        return tuple(found)


def edited_answers(scene: Scene, drawer: Drawer, *, trials: int) -> Answer:
    """Answer by editing the hospital and simulating it anew: slow, and right whatever measures do to each other."""

    def answer(names: tuple[str, ...], year: int) -> Draws:
        return drawer(scene.after(list(names)), year_start(scene.today, year), trials)

    return answer


def stored_answers(
    scene: Scene, catalogue: Catalogue, names: Iterable[str], *, trials: int, seed: int, threads: int
) -> Answer:
    """Answer from campaigns that are kept, one store for each year that is asked about."""
    from inmori.simulate import Stored, draw, store

    measures = {name: scene.applied[name].hospital for name in sorted(names)}
    stores: dict[int, Stored] = {}

    def answer(chosen: tuple[str, ...], year: int) -> Draws:
        today = year_start(scene.today, year)
        if year not in stores and (not chosen or len(chosen) == len(measures)):
            # The two questions that tell eras apart come before anyone knows whether a store is worth its while.
            return draw(scene.after(list(chosen)), catalogue, today=today, trials=trials, seed=seed, threads=threads)
        if year not in stores:
            stores[year] = store(
                scene.hospital, catalogue, today=today, measures=measures, trials=trials, seed=seed, threads=threads
            )
        return stores[year].answer(chosen)

    return answer


def silent(scene: Scene) -> Oracle:
    """Return an oracle that knows of no loss at all: what is chosen by it is chosen by what it costs and the duties it meets."""
    import numpy as np

    none, never = np.zeros(1), np.zeros(1, dtype=bool)
    draws = Draws(none, none, none, {}, never, np.zeros(1, dtype=np.int64))
    return Oracle(lambda _names, _year: draws, seen=(), years=scene.years, era=tuple(range(1, scene.years + 1)))
