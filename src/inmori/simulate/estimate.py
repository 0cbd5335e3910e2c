"""Weighted estimates: quantiles over campaigns, and ranges over draws of the uncertain parameters.

Three kinds of not knowing are kept apart. Campaigns differ from one another (quantiles of what happens); parameters
are uncertain (range over draws); and a finite number of trials is noisy (standard error). The second would be too
wide if it contained the third, so the noise within each draw is taken out of the range over draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVELS = (0.05, 0.5, 0.95)


def quantiles(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the weighted 5, 50 and 95 % points; zeros when there is no weight."""
    import numpy as np

    if not len(values) or weights.sum() <= 0:
        return (0.0, 0.0, 0.0)
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    at = np.minimum(np.searchsorted(reached, np.array(LEVELS) * reached[-1]), len(values) - 1)
    low, mid, high = (float(each) for each in values[order][at])
    return (low, mid, high)


def interval(values: NDArray[np.float64], weights: NDArray[np.float64], *, unit: str) -> Interval:
    """Return the weighted 5, 50 and 95 % points as an interval."""
    low, mid, high = quantiles(values, weights)
    return Interval(low=low, mid=mid, high=high, unit=unit)


@dataclass(frozen=True)
class Grouped:
    """Trials by parameter draw. ``draw`` gives each trial's draw, ``count`` their number.

    Where the number of trials of each ``stratum`` (a door) was set and not drawn, only what differs within a stratum
    is noise; without strata the whole of a draw is one.
    """

    draw: NDArray[np.int32]
    count: int
    stratum: NDArray[np.int64] | None = None

    def totals(self, values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return, per draw, the sum over all trials it would have alone, and the variance of that sum."""
        import numpy as np

        if self.stratum is not None:
            return self._by_stratum(values, self.stratum)
        sizes = np.bincount(self.draw, minlength=self.count)
        sums = np.bincount(self.draw, weights=values, minlength=self.count)
        squares = np.bincount(self.draw, weights=values**2, minlength=self.count)
        variance = np.maximum(squares - sums**2 / np.maximum(sizes, 1), 0.0)
        # Weights stand for all trials together; a draw holds one in ``count`` of them.
        return np.asarray(sums * self.count, dtype=np.float64), np.asarray(variance * self.count**2, dtype=np.float64)

    def _by_stratum(
        self, values: NDArray[np.float64], stratum: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        import numpy as np

        strata = int(stratum.max(initial=0)) + 1
        cell = self.draw * strata + stratum
        sizes, sums, squares = (
            np.bincount(cell, weights=weights, minlength=self.count * strata).reshape(self.count, strata)
            for weights in (None, values, values**2)
        )
        within = np.maximum(squares - sums**2 / np.maximum(sizes, 1), 0.0) * sizes / np.maximum(sizes - 1, 1)
        return sums.sum(axis=1) * self.count, within.sum(axis=1) * self.count**2

    def rates(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return one noise-free-as-can-be total per draw."""
        return without_noise(*self.totals(values))

    def shares(self, part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return one ratio of totals per draw that has a ``whole`` at all."""
        import numpy as np

        wholes = self.totals(whole)[0]
        overall = float(part.sum() / whole.sum()) if whole.sum() > 0 else 0.0
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = self.totals(part)[0] / wholes
            noise = self.totals(part - overall * whole)[1] / wholes**2
        there = wholes > 0
        return without_noise(ratio[there], noise[there]) if there.any() else np.zeros(1)


def without_noise(estimates: NDArray[np.float64], noise: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shrink estimates towards their mean until their variance is what remains after that of the noise.

    Never below the variance of the mean itself: too few trials to see a spread do not prove that there is none.
    """
    total = float(estimates.var(ddof=1)) if len(estimates) > 1 else 0.0
    if total <= 0:
        return estimates
    share = float(noise.mean()) / total
    kept = min(1.0, max(1.0 - share, share / len(estimates))) ** 0.5
    mean = float(estimates.mean())
    shrunk: NDArray[np.float64] = mean + (estimates - mean) * kept
    return shrunk


def spread(estimates: NDArray[np.float64], *, unit: str, mid: float | None = None) -> Interval:
    """Return the 5, 50 and 95 % points over parameter draws; ``mid`` replaces the median (by a mean, say)."""
    import numpy as np

    low, median, high = (float(each) for each in np.quantile(estimates, LEVELS))
    return Interval(low=low, mid=median if mid is None else mid, high=high, unit=unit)


def relative_error(values: NDArray[np.float64], groups: Grouped) -> float:
    """Return the relative standard error of ``values.sum()`` due to the finite number of trials."""
    total = float(values.sum())
    variance = float(groups.totals(values)[1].sum()) / groups.count**2
    return variance**0.5 / total if total > 0 else 1.0
