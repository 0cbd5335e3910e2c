"""How many campaigns, and through which doors: as many as the asked error needs, where they tell most.

After a pilot the doors get trials in proportion to their yearly rate times the spread of what a campaign through them
costs (facts: simulation.md D7), in batches, until the standard error of the expected yearly loss is small enough.
Every door has the same number of trials under every parameter draw, so the draws stay comparable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.catalogue import Catalogue
from inmori.simulate.campaign import Campaigns, Setting, door_shares, setting
from inmori.simulate.compile import Compiled
from inmori.simulate.estimate import relative_error
from inmori.simulate.kernels import run
from inmori.simulate.numbers import problem_of
from inmori.simulate.parameters import Parameters
from inmori.simulate.sample import Sample
from inmori.simulate.spread import CLASSES
from inmori.simulate.summary import Results, results_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PILOT = 4_000  # trials of the pilot, about
EACH = 4  # trials of a door under one parameter draw, at the least: fewer show no spread
BATCH = 20_000  # trials of a later batch, at the most


@dataclass(frozen=True)
class Wanted:
    """A relative standard error of the expected yearly loss, and the number of trials at which to give up."""

    error: float
    most: int


@dataclass(frozen=True)
class Experiment:
    """What the campaigns are run on."""

    compiled: Compiled
    catalogue: Catalogue
    parameters: Parameters
    reference: Parameters
    seed: int
    threads: int

    def results(self, sample: Sample) -> Results:
        """Return what all campaigns of the sample cost."""
        assert sample.door is not None
        assert sample.passage is not None
        return results_of(self._setting(sample.door).arrived(sample.passage), self.catalogue.services)

    def extend(self, sample: Sample, door: NDArray[np.int64]) -> None:
        """Run one more batch and add it when it is finished."""
        compiled, parameters = self.compiled, self.parameters
        problem = problem_of(
            compiled.graph, parameters.values, count=parameters.count, goals=compiled.goals, classes=CLASSES
        )
        trials = self._setting(door, first=len(sample)).trials
        sample.add(door, run(problem, trials, threads=self.threads))

    def _setting(self, door: NDArray[np.int64], *, first: int = 0) -> Setting:
        return setting(
            self.compiled, self.parameters, self.reference, trials=len(door), seed=self.seed, first=first, door=door
        )


def spent(
    experiment: Experiment, sample: Sample, wanted: Wanted, *, tell: Callable[[float, int], None]
) -> Results:
    """Run batches into ``sample`` until the error is as wanted; ``tell`` hears the error and trials so far.

    ``tell`` may raise to stop: ``sample`` then holds all batches finished.
    """
    if not len(sample):
        experiment.extend(sample, _laid_out(pilot(experiment), experiment.parameters.count))
    while True:
        results = experiment.results(sample)
        campaigns = results.campaigns
        error = relative_error(campaigns.weight * results.loss, results.groups)
        tell(error, len(sample))
        room = wanted.most - len(sample)
        if error <= wanted.error or room < experiment.parameters.count:
            return results
        counts = more(results, wanted.error, room=min(room, BATCH, 2 * len(sample)))
        experiment.extend(sample, _laid_out(counts, experiment.parameters.count))


def pilot(experiment: Experiment) -> NDArray[np.int64]:
    """Return the trials of each door before anything is known: by rate, and enough of each to show a spread."""
    import numpy as np

    share = door_shares(experiment.compiled.doors, experiment.reference)
    count = experiment.parameters.count
    found: NDArray[np.int64] = np.maximum(EACH, np.rint(PILOT * share / share.sum() / count)).astype(np.int64) * count
    return found


def more(results: Results, error: float, *, room: int) -> NDArray[np.int64]:
    """Return how many more trials each door gets in the next batch, multiples of the number of parameter draws."""
    import numpy as np

    campaigns, count = results.campaigns, results.campaigns.parameters.count
    spread, have = _spread(campaigns, results.loss), np.bincount(campaigns.door, minlength=len(campaigns.compiled.doors))
    total = float((campaigns.weight * results.loss).sum())
    needed = float(spread.sum()) ** 2 / max(error * total, 1e-300) ** 2
    lacking = np.maximum(needed * spread / max(float(spread.sum()), 1e-300) - have, 0.0)
    if lacking.sum() > room:
        lacking *= room / lacking.sum()
    found = np.floor(lacking / count).astype(np.int64)
    if not found.any():
        found[int(np.argmax(spread / have))] = 1  # where one more trial lessens the error most
    return found * count


def _spread(campaigns: Campaigns, loss: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each door's yearly rate times the standard deviation of its loss, within parameter draws.

    A door through which nothing happened so far is given the spread it would have, had its next trial cost what a
    trial costs on average: it is looked at again, but seldom.
    """
    import numpy as np

    doors, draws = len(campaigns.compiled.doors), campaigns.parameters.count
    have = np.bincount(campaigns.door, minlength=doors)
    yearly = campaigns.weight * have[campaigns.door]
    cell = campaigns.door * draws + campaigns.draw
    sizes, sums, squares = (
        np.bincount(cell, weights=weights, minlength=doors * draws).reshape(doors, draws)
        for weights in (None, yearly * loss, (yearly * loss) ** 2)
    )
    within = np.maximum(squares - sums**2 / np.maximum(sizes, 1), 0.0) / np.maximum(sizes - 1, 1)
    rate = np.bincount(campaigns.door, weights=yearly, minlength=doors) / np.maximum(have, 1)
    unseen = (rate * float(loss.mean())) ** 2 / np.maximum(have, 1)
    found: NDArray[np.float64] = np.sqrt(within.mean(axis=1) + unseen)
    return found


def _laid_out(counts: NDArray[np.int64], draws: int) -> NDArray[np.int64]:
    """Return the door of each trial of a batch, doors in turn, so that parts of a batch are alike."""
    import numpy as np

    door = np.repeat(np.arange(len(counts)), counts // draws)
    return np.repeat(door, draws).astype(np.int64)
