"""What every what-if on the same campaigns draws again: kept, so that an answer pays only for what its edit changes.

Luck goes by trial and name and figures by parameter draw, so neither depends on the edit; drawing them is a third of the
time of an answer that races few trials again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inmori.simulate.law import scores
from inmori.simulate.luck import uniforms
from inmori.simulate.parameters import Parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class RememberedLuck:
    """Luck and figures of some trials by name, each drawn when it is first asked for; what is given is read-only.

    It holds 8 bytes for each trial and each name: some 20 MB for 16,000 trials of a hospital with twenty systems.
    """

    def __init__(self, parameters: Parameters, draw: NDArray[np.int32], state: NDArray[np.uint64]) -> None:
        self._parameters, self._draw, self._state = parameters, draw, state
        self._kept: dict[tuple[str, str], NDArray[np.float64]] = {}

    def uniform(self, name: str) -> NDArray[np.float64]:
        """Return a number in (0, 1) for each trial; see ``luck.uniforms``."""
        return self._remembered("uniform", name, lambda: uniforms(name, self._state))

    def score(self, name: str) -> NDArray[np.float64]:
        """Return the normal score of :meth:`uniform`."""
        return self._remembered("score", name, lambda: scores(uniforms(name, self._state)))

    def value(self, quantity: str) -> NDArray[np.float64]:
        """Return a quantity for each trial."""
        return self._remembered("value", quantity, lambda: self._parameters.at(quantity, self._draw))

    def _remembered(self, kind: str, name: str, drawn: Callable[[], NDArray[np.float64]]) -> NDArray[np.float64]:
        found = self._kept.get((kind, name))
        if found is None:
            found = drawn()
            found.setflags(write=False)
            self._kept[kind, name] = found
        return found
