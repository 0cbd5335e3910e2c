"""Which assumption moves the answer most: each figure alone at its low and its high value, with the same luck.

One at a time with common random numbers (facts: simulation.md D6). A cheap pass over all figures picks those worth
a longer look, so that a figure with no effect costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inmori.catalogue import Catalogue
from inmori.catalogue.quantity import Quantity
from inmori.simulate.campaign import Campaigns, racing_quantities, reweighed, run_campaigns
from inmori.simulate.compile import Compiled
from inmori.simulate.loss import losses
from inmori.simulate.outcome import Driver
from inmori.simulate.parameters import Parameters, central
from inmori.simulate.recovery import recover

SCREENED, KEPT = 400, 15  # trials of the cheap pass; figures shown


@dataclass(frozen=True)
class Experiment:
    """Everything but the figures: the hospital, the luck and the effort."""

    compiled: Compiled
    catalogue: Catalogue
    reference: Parameters
    seed: int
    threads: int

    def campaigns(self, parameters: Parameters, *, trials: int) -> Campaigns:
        """Run campaigns with these figures."""
        return run_campaigns(
            self.compiled, parameters, self.reference, trials=trials, seed=self.seed, threads=self.threads
        )

    def expected_loss(self, campaigns: Campaigns) -> float:
        """Return yen a year."""
        recovery = recover(campaigns, self.catalogue.services)
        yen = losses(campaigns, recovery, self.catalogue.services)
        return float(sum((campaigns.weight * part).sum() for part in yen.values()))


def drivers_of(
    compiled: Compiled,
    catalogue: Catalogue,
    quantities: Mapping[str, Quantity],
    *,
    seed: int,
    trials: int,
    threads: int,
) -> tuple[float, tuple[Driver, ...]]:
    """Return the expected yearly loss with all figures at their centre, and the figures that move it most from there.

    The strongest come first. That loss is below the expectation over all draws where the figures are skewed.
    """
    middle = central(quantities.values())
    experiment = Experiment(compiled, catalogue, middle, seed, threads)
    uncertain = {id_: each for id_, each in quantities.items() if each.low < each.high}
    racing = racing_quantities(compiled)

    def moved(chosen: Iterable[str], count: int) -> dict[str, tuple[float, float]]:
        base = experiment.campaigns(middle, trials=count)
        found = {}
        for id_ in chosen:
            ends = [middle.with_value(id_, end) for end in (uncertain[id_].low, uncertain[id_].high)]
            runs = (
                experiment.campaigns(end, trials=count) if id_ in racing else reweighed(base, end, middle)
                for end in ends
            )
            low, high = (experiment.expected_loss(run) for run in runs)
            found[id_] = (low, high)
        return found

    screened = moved(uncertain, min(SCREENED, trials))
    chosen = sorted(screened, key=lambda id_: (-abs(screened[id_][1] - screened[id_][0]), id_))[: KEPT + 5]
    found = moved(chosen, trials)
    ranked = sorted(found, key=lambda id_: (-abs(found[id_][1] - found[id_][0]), id_))[:KEPT]
    base = experiment.expected_loss(experiment.campaigns(middle, trials=trials))
    return base, tuple(
        Driver(
            quantity=id_,
            name=uncertain[id_].name,
            basis=uncertain[id_].basis,
            low=uncertain[id_].low,
            high=uncertain[id_].high,
            result_low=found[id_][0],
            result_high=found[id_][1],
        )
        for id_ in ranked
        if found[id_][0] != found[id_][1]
    )
