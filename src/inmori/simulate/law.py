"""Laws of delay as quantile tables: intrusion times fit log-normal better than exponential, so no law is hard-wired.

A table holds a law whose scale is 1 (median 1; mean 1 for the exponential and the gamma); an edge stores its own
scale. Reading a table costs one hash and one interpolation whatever the law (facts: simulation.md A2, D4).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal

from inmori.errors import OurFault
from inmori.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CELLS = 2048
Z90 = 3.289707253902945  # distance of the 5 % from the 95 % point of a normal law, in standard deviations


@dataclass(frozen=True, order=True)
class Law:
    """A law with scale 1.

    ``shape`` is sigma of the log for lognormal, the shape of the gamma, the tail index of the Pareto law (whose median
    is 1; the smaller, the heavier its tail), unused otherwise. ``sample`` holds observed times in any unit for the
    empirical law, which is drawn between them in proportion and has median 1 too.
    """

    kind: Literal["empirical", "exponential", "fixed", "gamma", "lognormal", "pareto"]
    shape: float = 0.0
    sample: tuple[float, ...] = ()


FIXED = Law("fixed")


@lru_cache(maxsize=64)
def table_of(law: Law, *, cells: int = CELLS) -> NDArray[np.float64]:
    """Return ``cells + 1`` quantiles at i / cells, read-only; the two ends stand for the last half cell on each side.

    Raises:
        OurFault: an unknown law or a shape that is not positive.
    """
    table = _quantiles(law, cells)
    table.setflags(write=False)
    return table


def _quantiles(law: Law, cells: int) -> NDArray[np.float64]:
    import numpy as np

    at = np.arange(cells + 1) / cells
    at[0], at[-1] = 0.25 / cells, 1 - 0.25 / cells
    if law.kind == "fixed":
        return np.ones(cells + 1)
    if law.kind == "exponential":
        return np.asarray(-np.log1p(-at), dtype=np.float64)
    if law.kind == "lognormal" and law.shape > 0:
        normal = NormalDist()
        return np.exp(law.shape * np.array([normal.inv_cdf(float(u)) for u in at]))
    if law.kind == "gamma" and law.shape > 0:
        return _gamma_quantiles(law.shape, at)
    if law.kind == "pareto" and law.shape > 0:
        return np.asarray((2 * (1 - at)) ** (-1 / law.shape), dtype=np.float64)
    if law.kind == "empirical" and len(law.sample) > 1 and min(law.sample) >= 0 and np.median(law.sample) > 0:
        return np.asarray(np.quantile(law.sample, at) / np.median(law.sample), dtype=np.float64)
    raise OurFault(Text(ja=f"遅れの分布が正しくありません: {law}", en=f"Not a law of delay: {law}"))


def _gamma_quantiles(shape: float, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles of the gamma law with mean 1, by integrating its density in y = x ** shape.

    In y the density is bounded even for shapes below 1, so a plain trapezoid rule is exact to six digits.
    """
    import numpy as np

    far = shape + 12 * math.sqrt(shape) + 30
    points = np.linspace(0.0, far**min(shape, 1.0), 400_001)
    x = points ** (1 / min(shape, 1.0))
    power = shape - 1 if shape > 1 else 0.0
    height = np.where(x > 0, x, 1e-300) ** power * np.exp(-x)
    area = np.concatenate([[0.0], np.cumsum((height[1:] + height[:-1]) / 2)])
    return np.asarray(np.interp(at, area / area[-1], x) / shape, dtype=np.float64)


def scores(u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the normal scores of probabilities (0.5 gives 0, 0.95 gives 1.64), to four digits between 0.0002 and 0.9998."""
    import numpy as np

    table = _scores()
    position = u * (len(table) - 1)
    cell = np.minimum(position.astype(np.int64), len(table) - 2)
    return np.asarray(table[cell] + (position - cell) * (table[cell + 1] - table[cell]), dtype=np.float64)


@lru_cache(maxsize=1)
def _scores() -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(np.log(table_of(Law("lognormal", 1.0))), dtype=np.float64)


def sigma_of(low: float, high: float) -> float:
    """Return the log-normal sigma whose 5 % and 95 % points stand in the ratio of ``low`` to ``high``."""
    return math.log(high / low) / Z90
