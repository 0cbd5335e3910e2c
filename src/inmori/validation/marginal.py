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
