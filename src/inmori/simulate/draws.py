"""Draws: one entry per trial, so that a planner can compare two edited hospitals trial by trial.

A trial is one campaign that got through some door. The same seed and trial index mean the same luck in every
hospital (luck is keyed by stable names), therefore differences between two edits of one hospital are paired.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Draws:
    """Arrays of equal length, one entry per trial.

    ``weight`` is the expected number of campaigns a year that the trial stands for; ``loss`` is yen given that
    campaign; days are days not running normally. ``damaged`` is True when a system was encrypted or lost.
    Expected yearly loss is ``(weight * loss).sum()``; damaging campaigns a year ``weight[damaged].sum()``.
    ``parameter_draw`` says which draw of the uncertain parameters the trial belongs to.
    """

    weight: NDArray[np.float64]
    loss: NDArray[np.float64]
    ehr_days: NDArray[np.float64]
    service_days: dict[str, NDArray[np.float64]]
    damaged: NDArray[np.bool_]
    parameter_draw: NDArray[np.int64]

    @property
    def expected_yearly_loss(self) -> float:
        """Yen a year."""
        return float((self.weight * self.loss).sum())

    @property
    def yearly_rate(self) -> float:
        """Damaging campaigns a year."""
        return float(self.weight[self.damaged].sum())
