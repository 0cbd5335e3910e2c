"""Which form the model takes where several are defensible, and how long a crew stays under each.

Log-normal and Pareto laws fit the times of intrusions about equally well (facts: simulation.md D4), and nobody knows
in which order a crew encrypts. The main answer uses one form; the others are run beside it and shown apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inmori.simulate.law import CELLS, Law, scores, table_of
from inmori.simulate.luck import uniforms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Shapes whose logarithm varies as that of the log-normal law with sigma 1.3, the central spread of the dwell.
GAMMA, PARETO = Law("gamma", 0.95), Law("pareto", 0.77)


@dataclass(frozen=True)
class Form:
    """A form of the model. ``core_first``: encryption reaches the core systems before all others."""

    dwell: Literal["lognormal", "gamma", "pareto"] = "lognormal"
    core_first: bool = False


def pace_of(form: Form, sigma: NDArray[np.float64], state: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return each campaign's dwell over its median, with the same luck under every form."""
    import numpy as np

    luck = uniforms("dwell", state)
    if form.dwell == "lognormal":
        return np.asarray(np.exp(sigma * scores(luck)))
    table = table_of(GAMMA if form.dwell == "gamma" else PARETO)
    return np.asarray(np.interp(luck, np.arange(CELLS + 1) / CELLS, table) / table[CELLS // 2])
