"""Quantiles of the beta law, by integrating its density: scipy is no part of the product.

Two things here are beta-distributed: a share of which some cases were counted, and an uncertain share given by its ends
and its likeliest value (the PERT law).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BROAD = 10.0  # sum of the powers up to which 20,000 points follow the density closely enough
HALF = 0.5  # Jeffreys' prior: half a case on either side


def beta_quantiles(left: float, right: float, u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the quantiles at ``u`` of the law whose density goes as x ** left * (1 - x) ** right (both > -1)."""
    import numpy as np

    if min(left, right) >= 0 and left + right <= BROAD:
        x = np.linspace(0.0, 1.0, 20_001)
        height = x**left * (1 - x) ** right
        area = np.concatenate([[0.0], np.cumsum((height[1:] + height[:-1]) / 2)])
    else:
        # Midpoints: the density is infinite at an end where its power is below zero.
        x = (np.arange(200_000) + 0.5) / 200_000
        log = left * np.log(x) + right * np.log1p(-x)
        area = np.cumsum(np.exp(log - log.max()))
    return np.asarray(np.interp(u, area / area[-1], x), dtype=np.float64)


def counted(part: int, total: int, *, least: int | None = None, most: int | None = None) -> Interval:
    """Return a counted share with its 5 to 95 % interval (Jeffreys).

    ``least`` and ``most`` replace ``part`` at the ends where answers are still open (cases "still going").
    """
    low = _quantile(0.05, part if least is None else least, total)
    high = _quantile(0.95, part if most is None else most, total)
    return Interval(low=low, mid=part / total, high=high, unit="share")


def _quantile(level: float, part: int, total: int) -> float:
    import numpy as np

    return float(beta_quantiles(part + HALF - 1, total - part + HALF - 1, np.array([level]))[0])
