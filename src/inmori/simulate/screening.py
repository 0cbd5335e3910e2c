"""Morris screening: which figures matter, and which only together with others, for the price of a few runs each.

The tornado moves one figure while all others stand at their centre. Here each figure is moved from many places: the
mean size of its effects says whether it matters at all, their spread whether the effect depends on the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inmori.simulate.luck import states, uniforms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVELS = 4  # grid points of a figure's law; a step covers half of them
TRAJECTORIES = 6


def elementary_effects(
    answer: Callable[[NDArray[np.float64]], float], *, names: Sequence[str], trajectories: int = TRAJECTORIES, seed: int
) -> NDArray[np.float64]:
    """Return (trajectories, figures) effects: the change of ``answer`` over a step, scaled to the whole unit range.

    ``answer`` takes a point of the unit cube, one coordinate per name.
    """
    import numpy as np

    step = LEVELS / (2 * (LEVELS - 1))
    at = states(seed, np.arange(trajectories, dtype=np.int64))
    start = np.stack([uniforms(f"start {name}", at) for name in names], axis=1)
    order = np.argsort(np.stack([uniforms(f"turn {name}", at) for name in names], axis=1), axis=1, kind="stable")
    effects = np.zeros((trajectories, len(names)))
    for number in range(trajectories):
        point = np.floor(start[number] * (LEVELS // 2)) / (LEVELS - 1)
        rising = start[number] * LEVELS % 1.0 < 0.5
        point = np.where(rising, point, point + step)
        before = answer(point)
        for figure in order[number].tolist():
            sign = 1.0 if rising[figure] else -1.0
            point = point.copy()
            point[figure] += sign * step
            after = answer(point)
            effects[number, figure] = sign * (after - before) / step
            before = after
    return effects
