"""Runs drawn hospitals and keeps what the published statistics ask of each damaging campaign.

Every hospital meets the same draws of the uncertain figures, so that each draw gives one whole population: the range
over draws is how much the model itself does not know, with the noise of the trials averaged away over hospitals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from inmori.catalogue import Catalogue
from inmori.simulate.compile import compile_hospital
from inmori.simulate.simulate import run_trials
from inmori.simulate.summary import Results
from inmori.units import Interval
from inmori.validation.population import hospitals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVELS = (0.05, 0.5, 0.95)
CHUNK = 50  # hospitals run together


@dataclass(frozen=True)
class Tally:
    """Damaging campaigns of all hospitals, one entry each, with the hospitals' number and their entries in all.

    ``entered`` and ``rates`` hold campaigns a year of the whole population per draw of the figures, entered and damaging.
    """

    hospitals: int
    draws: int
    entered: NDArray[np.float64]
    rates: NDArray[np.float64]
    weight: NDArray[np.float64]
    draw: NDArray[np.int64]
    archetype: NDArray[np.str_]
    days: NDArray[np.float64]  # until the last system runs
    ehr_days: NDArray[np.float64]
    restored: NDArray[np.bool_]  # a usable backup of everything that was stopped
    had_backup: NDArray[np.bool_]
    bill: NDArray[np.float64]  # yen for investigation and recovery
    loss: NDArray[np.float64]  # yen, all parts
    machines: NDArray[np.float64]  # share of servers and PCs taken
    all_stopped: NDArray[np.bool_]  # every system stopped

    def share(self, part: NDArray[np.bool_], whole: NDArray[np.bool_] | None = None) -> Interval:
        """Return the share of campaigns for which ``part`` holds, among those of ``whole``, over the draws."""
        import numpy as np

        held = self.weight if whole is None else self.weight * whole
        sums = np.bincount(self.draw, weights=held * part, minlength=self.draws)
        wholes = np.bincount(self.draw, weights=held, minlength=self.draws)
        ratio = sums[wholes > 0] / wholes[wholes > 0]
        low, _, high = (float(each) for each in np.quantile(ratio, LEVELS)) if len(ratio) else (0.0, 0.0, 1.0)
        mid = float((held * part).sum() / held.sum()) if held.sum() > 0 else 0.0
        return Interval(low=min(low, mid), mid=mid, high=max(high, mid), unit="share")

    def middle(self, values: NDArray[np.float64], *, unit: str) -> Interval:
        """Return the median of a value over campaigns, with its range over the draws."""
        import numpy as np

        each = [_median(values[self.draw == n], self.weight[self.draw == n]) for n in range(self.draws)]
        low, _, high = (float(x) for x in np.quantile(each, LEVELS))
        mid = _median(values, self.weight)
        return Interval(low=min(low, mid), mid=mid, high=max(high, mid), unit=unit)

    def per_hospital(self, totals: NDArray[np.float64]) -> Interval:
        """Return a yearly total of the population as a rate of one hospital, over the draws."""
        import numpy as np

        low, _, high = (float(x) for x in np.quantile(totals / self.hospitals, LEVELS))
        mid = float(totals.mean() / self.hospitals)
        return Interval(low=min(low, mid), mid=mid, high=max(high, mid), unit="a year")


def tally(
    catalogue: Catalogue,
    *,
    today: date,
    count: int,
    trials: int = 400,
    seed: int = 20261124,
    processes: int = 1,
    tell: Callable[[int], None] | None = None,
) -> Tally:
    """Simulate ``count`` drawn hospitals with ``trials`` campaigns each; equal bytes for any number of processes."""
    import numpy as np

    jobs = [_Job(today, first, min(CHUNK, count - first), trials, seed) for first in range(0, count, CHUNK)]
    parts: list[_Part] = []
    for part in _done(jobs, catalogue, processes):
        parts.append(part)
        if tell is not None:
            tell(min(len(parts) * CHUNK, count))
    draws = parts[0].draws if parts else 0
    columns = {name: np.concatenate([each.columns[name] for each in parts]) for name in parts[0].columns} if parts else {}
    empty = np.zeros(draws)
    entered, rates = sum((each.entered for each in parts), empty), sum((each.rates for each in parts), empty)
    return Tally(hospitals=count, draws=draws, entered=entered, rates=rates, **columns)


@dataclass(frozen=True)
class _Job:
    """A run of hospitals, by number: the unit of work, the same however many share it."""

    today: date
    first: int
    count: int
    trials: int
    seed: int


@dataclass(frozen=True)
class _Part:
    draws: int
    entered: NDArray[np.float64]
    rates: NDArray[np.float64]
    columns: dict[str, NDArray[np.float64]]


def _done(jobs: Sequence[_Job], catalogue: Catalogue, processes: int) -> Iterator[_Part]:
    if processes <= 1 or len(jobs) <= 1:
        for job in jobs:
            yield _part(job, catalogue)
        return
    # A fresh interpreter for each: compiled kernels and their threads do not survive a fork.
    with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(_part, catalogue=catalogue), jobs)


def _part(job: _Job, catalogue: Catalogue) -> _Part:
    import numpy as np

    rows: list[dict[str, NDArray[np.float64]]] = []
    draws = 0
    entered = rates = np.zeros(0)
    for hospital in hospitals(catalogue, count=job.count, seed=job.seed, first=job.first):
        compiled = compile_hospital(hospital, catalogue, today=job.today)
        results = run_trials(compiled, catalogue, trials=job.trials, seed=job.seed, threads=1)
        if not rows:
            draws = results.campaigns.parameters.count
            entered, rates = np.zeros(draws), np.zeros(draws)
        entered = entered + _by_draw(results, results.campaigns.weight, draws)
        rates = rates + _by_draw(results, results.damage, draws)
        rows.append(_row(results))
    columns = {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}
    return _Part(draws, entered, rates, columns)


def _by_draw(results: Results, values: NDArray[np.float64], draws: int) -> NDArray[np.float64]:
    """Sum of the weights per draw; a draw holds one in ``draws`` of the trials, so it stands for all of them."""
    import numpy as np

    return np.asarray(np.bincount(results.campaigns.draw, weights=values, minlength=draws) * draws)


def _row(results: Results) -> dict[str, NDArray[np.float64]]:
    import numpy as np

    hit = results.recovery.damaged
    campaigns, compiled = results.campaigns, results.campaigns.compiled
    stopped, lost = results.recovery.stopped, campaigns.backup_lost()
    kept = [bool(asset.copies) and any(copy.media != () for copy in asset.copies) for asset in compiled.assets]
    machines = max(1, sum(compiled.circumstances.machines))
    found = {
        "weight": results.damage,
        "draw": campaigns.draw.astype("int64"),
        "archetype": np.array([door.archetype for door in compiled.doors])[campaigns.door],
        "days": np.maximum(results.recovery.ehr_days, results.recovery.system_days.max(axis=1)),
        "ehr_days": results.recovery.ehr_days,
        "restored": ~(stopped & lost).any(axis=1),
        "had_backup": (stopped & np.array(kept)).any(axis=1),
        "bill": results.parts["investigation"] + results.parts["recovery"],
        "loss": results.loss,
        "all_stopped": stopped.all(axis=1),
        "machines": campaigns.passage.fallen.sum(axis=1) / machines,
    }
    return {name: values[hit] for name, values in found.items()}


def _median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    import numpy as np

    if not len(values) or weights.sum() <= 0:
        return 0.0
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
