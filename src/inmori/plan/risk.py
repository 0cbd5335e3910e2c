"""What draws say about one state of the hospital, kept per draw of the uncertain parameters.

Two states are compared draw by draw: the same draw means the same parameters and the same luck, so the spread of
the difference is what the uncertain figures leave open, not noise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inmori.model import Hospital
from inmori.simulate import Draws
from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Drawer = Callable[[Hospital, date, int], Draws]  # hospital, day, trials
SEVEN_DAYS = 7.0


@dataclass(frozen=True)
class Risk:
    """One state of the hospital. Arrays have one entry per parameter draw.

    ``loss`` yen a year; ``rate`` damaging campaigns a year; ``seven`` campaigns a year that stop the EHR for seven
    days or more. ``service_days`` are expected days a year; ``ehr_days`` and ``tail`` hold given damage.
    """

    loss: NDArray[np.float64]
    rate: NDArray[np.float64]
    seven: NDArray[np.float64]
    service_days: dict[str, float]
    ehr_days: Interval
    tail: float

    @property
    def expected_loss(self) -> float:
        """Yen a year, over all parameter draws."""
        return float(self.loss.mean())


def risk_of(draws: Draws) -> Risk:
    """Reduce draws to what the comparison needs; no damage at all gives zeros."""
    import numpy as np

    count = int(draws.parameter_draw.max()) + 1 if len(draws.parameter_draw) else 1
    weight, damaged = draws.weight, draws.damaged

    def per_draw(amount: NDArray[np.float64]) -> NDArray[np.float64]:
        # Every draw holds its share of the trials, whose weights sum to the rate averaged over all draws.
        sums = np.bincount(draws.parameter_draw, weights=amount, minlength=count)
        return np.asarray(sums * count, dtype=np.float64)

    low, mid, high = (
        weighted_point(draws.ehr_days[damaged], weight[damaged], at) for at in (0.05, 0.5, 0.95)
    )
    return Risk(
        loss=per_draw(weight * draws.loss),
        rate=per_draw(weight * damaged),
        seven=per_draw(weight * (damaged & (draws.ehr_days >= SEVEN_DAYS))),
        service_days={
            name: float((weight * days).sum()) for name, days in sorted(draws.service_days.items())
        },
        ehr_days=Interval(low=low, mid=mid, high=high, unit="days"),
        tail=weighted_point(draws.loss[damaged], weight[damaged], 0.95),
    )


def weighted_point(values: NDArray[np.float64], weights: NDArray[np.float64], at: float) -> float:
    """Return the smallest value that at least the share ``at`` of the weight does not exceed; 0.0 for no values."""
    import numpy as np

    if len(values) == 0 or weights.sum() <= 0:
        return 0.0
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, at * reached[-1])])


def over_draws(values: NDArray[np.float64], *, unit: str) -> Interval:
    """Return the mean with the 5 % and 95 % points over parameter draws, widened where the mean lies outside."""
    import numpy as np

    low, high = (float(point) for point in np.quantile(values, (0.05, 0.95)))
    mean = float(values.mean())
    return Interval(low=min(low, mean), mid=mean, high=max(high, mean), unit=unit)
