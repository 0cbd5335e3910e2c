"""One published share beside the model's: with the interval of each, and whether they can be told apart.

A count has the interval that so few answers allow (Jeffreys); the model has the range over its uncertain figures.
Overlap is "consistent", not "right"; no overlap is printed as a miss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inmori.text import Text
from inmori.units import Interval

Verdict = Literal["inside", "overlaps", "misses"]
VERDICTS: dict[Verdict, Text] = {
    "inside": Text(ja="一致", en="agrees"),
    "overlaps": Text(ja="幅が重なる", en="ranges overlap"),
    "misses": Text(ja="外れ", en="misses"),
}


@dataclass(frozen=True)
class Marginal:
    """One share (0 to 1) or rate. ``published`` and ``model`` hold 5 %, middle and 95 %."""

    id: str
    name: Text
    published: Interval
    model: Interval
    source: str
    note: Text | None = None
    fitted: bool = False  # whether the catalogue's figures were set with this in view

    @property
    def verdict(self) -> Verdict:
        """``inside``: the model's middle lies in the published range; ``overlaps``: only its range does."""
        low, high = self.published.low, self.published.high
        if low <= self.model.mid <= high:
            return "inside"
        return "overlaps" if self.model.low <= high and low <= self.model.high else "misses"


def counted(part: int, total: int, *, least: int | None = None, most: int | None = None) -> Interval:
    """Return a published share with its 5 to 95 % interval.

    ``least`` and ``most`` replace ``part`` at the ends where answers are still open (cases "still going").
    """
    low = _beta_quantile(0.05, (part if least is None else least) + 0.5, total - (part if least is None else least) + 0.5)
    high = _beta_quantile(0.95, (part if most is None else most) + 0.5, total - (part if most is None else most) + 0.5)
    return Interval(low=low, mid=part / total, high=high, unit="share")


def _beta_quantile(level: float, a: float, b: float) -> float:
    """Quantile of the beta law, by integrating its density on a fine grid (a, b >= 0.5)."""
    import numpy as np

    # Midpoints: the density is infinite at the ends where a or b is below one.
    x = (np.arange(200_000) + 0.5) / 200_000
    log = (a - 1) * np.log(x) + (b - 1) * np.log1p(-x)
    area = np.cumsum(np.exp(log - log.max()))
    return float(np.interp(level, area / area[-1], x))
