"""Which assumption moves the answer most: each figure alone at its low and its high value, with the same luck.

One at a time with common random numbers (facts: simulation.md D6). A cheap pass over all figures picks those worth
a longer look, so that a figure with no effect costs next to nothing. The same runs tell what moves each number of the
first page, for the length of an outage hangs on other figures than its frequency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from inmori.catalogue import Catalogue
from inmori.catalogue.quantity import Quantity
from inmori.simulate.campaign import Campaigns, racing_quantities, reweighed, run_campaigns
from inmori.simulate.compile import Compiled
from inmori.simulate.outcome import Driver
from inmori.simulate.parameters import Parameters
from inmori.simulate.summary import Results, ehr_backup_lost, results_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCREENED, KEPT = 400, 15  # trials of the cheap pass; figures shown
PER_HEADLINE = 4  # figures that each headline adds to the longer look
LOSS = "expected_yearly_loss"
Answer = Mapping[str, float]  # one number per headline


@dataclass(frozen=True)
class Experiment:
    """Everything but the figures: the hospital, the luck and the effort."""

    compiled: Compiled
    catalogue: Catalogue
    reference: Parameters
    seed: int
    threads: int

    @cached_property
    def racing(self) -> frozenset[str]:
        """Figures that decide a step or the race, so that campaigns must be run again when they move."""
        return racing_quantities(self.compiled)

    def campaigns(self, parameters: Parameters, *, trials: int) -> Campaigns:
        """Run campaigns with these figures."""
        return run_campaigns(
            self.compiled, parameters, self.reference, trials=trials, seed=self.seed, threads=self.threads
        )

    def answer(self, campaigns: Campaigns) -> Answer:
        """Return the headlines of some campaigns; means over damaging ones, which move smoothly, not medians."""
        return answer_of(results_of(campaigns, self.catalogue.services))

    def ends(self, quantity: str, values: tuple[float, float], base: Campaigns) -> tuple[Answer, Answer]:
        """Return the headlines with one figure at each of two values; ``base`` are the campaigns at the reference."""
        found = []
        for value in values:
            parameters = self.reference.with_value(quantity, value)
            if quantity in self.racing:
                found.append(self.asked(parameters, trials=len(base)))
            else:
                found.append(self.answer(reweighed(base, parameters, self.reference)))
        return found[0], found[1]

    def asked(self, parameters: Parameters, *, trials: int) -> Answer:
        """Return the headlines with these figures."""
        return self.answer(self.campaigns(parameters, trials=trials))


@dataclass(frozen=True)
class Moves:
    """The answer with all figures at their centre, and with each at its low and its high value."""

    base: Answer
    ends: Mapping[str, tuple[Answer, Answer]]
    quantities: Mapping[str, Quantity]

    def ranked(self, headline: str, *, most: int) -> tuple[str, ...]:
        """Return the figures that move a headline, the strongest first."""
        swings = {id_: abs(high[headline] - low[headline]) for id_, (low, high) in self.ends.items()}
        order = sorted(swings, key=lambda id_: (-swings[id_], id_))
        return tuple(id_ for id_ in order[:most] if swings[id_] > 0)

    def drivers(self) -> tuple[Driver, ...]:
        """Return what moves the expected yearly loss, in yen a year."""
        return tuple(
            Driver(
                quantity=id_,
                name=self.quantities[id_].name,
                basis=self.quantities[id_].basis,
                low=self.quantities[id_].low,
                high=self.quantities[id_].high,
                result_low=self.ends[id_][0][LOSS],
                result_high=self.ends[id_][1][LOSS],
            )
            for id_ in self.ranked(LOSS, most=KEPT)
        )


def answer_of(results: Results) -> Answer:
    """Return one number per headline."""
    damage, recovery = results.damage, results.recovery
    rate = float(damage.sum())

    def given_damage(values: NDArray[np.float64] | NDArray[np.bool_]) -> float:
        return float((damage * values).sum()) / rate if rate > 0 else 0.0

    return {
        "yearly_rate": rate,
        "ehr_down_days": given_damage(recovery.ehr_days),
        "p_ehr_seven_days": given_damage(recovery.ehr_days >= 7),
        "loss_given_damage": given_damage(results.loss),
        LOSS: float((results.campaigns.weight * results.loss).sum()),
        "p_backup_lost": given_damage(ehr_backup_lost(results)),
    }


def moves_of(experiment: Experiment, quantities: Mapping[str, Quantity], *, trials: int) -> Moves:
    """Move every figure alone; all of them cheaply, those that matter to some headline with ``trials`` campaigns."""
    uncertain = {id_: each for id_, each in quantities.items() if each.low < each.high}

    def moved(chosen: Iterable[str], count: int) -> Moves:
        base = experiment.campaigns(experiment.reference, trials=count)
        found = {id_: experiment.ends(id_, (uncertain[id_].low, uncertain[id_].high), base) for id_ in chosen}
        return Moves(experiment.answer(base), found, uncertain)

    cheap = moved(uncertain, min(SCREENED, trials))
    chosen = dict.fromkeys(cheap.ranked(LOSS, most=KEPT + 5))
    for headline in cheap.base:
        chosen |= dict.fromkeys(cheap.ranked(headline, most=PER_HEADLINE))
    return moved(chosen, trials)
