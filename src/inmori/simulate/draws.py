"""Draws: one entry per trial, so that a planner can compare two edited hospitals trial by trial.

A trial is one campaign that got through some door. The same seed and trial index mean the same luck in every
hospital (luck is keyed by stable names), therefore differences between two edits of one hospital are paired.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.errors import InputError
from inmori.simulate.archive import packed, unpacked
from inmori.text import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inmori.simulate.summary import Results


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

    def yearly_losses(self, years: int, *, seed: int) -> NDArray[np.float64]:
        """Return the loss of each of so many years, yen: campaigns come at random and cost what the trials cost."""
        import numpy as np

        random, rate = np.random.default_rng(seed), float(self.weight.sum())
        campaigns = random.poisson(rate, years)
        reached = np.cumsum(self.weight)
        chosen = np.searchsorted(reached, random.random(int(campaigns.sum())) * reached[-1], side="right")
        costs = np.concatenate([[0.0], np.cumsum(self.loss[np.minimum(chosen, len(self.loss) - 1)])])
        ends = np.cumsum(campaigns)
        losses: NDArray[np.float64] = costs[ends] - costs[ends - campaigns]
        return losses

    def to_bytes(self) -> bytes:
        """Return the draws as compressed .npz bytes; equal draws give equal bytes."""
        columns = {name: getattr(self, name) for name in _COLUMNS}
        services = {f"{_SERVICE}{name}": days for name, days in self.service_days.items()}
        return packed({**columns, **services})

    @classmethod
    def from_bytes(cls, data: bytes) -> Draws:
        """Return the draws that :meth:`to_bytes` stored.

        Raises:
            InputError: the bytes are broken or hold something else.
        """
        arrays = unpacked(data)
        services = {name.removeprefix(_SERVICE): days for name, days in arrays.items() if name.startswith(_SERVICE)}
        columns = {name: arrays[name] for name in _COLUMNS if name in arrays}
        lengths = {len(each) if each.ndim == 1 else -1 for each in (*columns.values(), *services.values())}
        if len(columns) != len(_COLUMNS) or len(lengths) != 1 or -1 in lengths:
            raise InputError(Text(ja="保存された試算ではありません。", en="These are not stored draws."))
        return cls(**columns, service_days=services)


def draws_of(results: Results) -> Draws:
    """Return what a planner needs of simulated campaigns."""
    return Draws(
        weight=results.campaigns.weight,
        loss=results.loss,
        ehr_days=results.recovery.ehr_days,
        service_days=results.recovery.service_days,
        damaged=results.recovery.damaged,
        parameter_draw=results.campaigns.draw.astype("int64"),
    )


_COLUMNS = ("weight", "loss", "ehr_days", "damaged", "parameter_draw")
_SERVICE = "service_days/"
