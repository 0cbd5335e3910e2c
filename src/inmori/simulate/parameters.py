"""The uncertain figures, drawn: many values per quantity, so that the width of a result means something.

Draws are stratified (one value from each of K equal slices of every law, shuffled by a hash of the quantity's id),
so that sixty draws already fill each range evenly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from inmori.catalogue import Catalogue
from inmori.catalogue.quantity import Quantity
from inmori.simulate.beta_law import beta_quantiles
from inmori.simulate.luck import states, uniforms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FAMILIES = ("backup.", "campaign.", "defence.", "loss.", "prior.", "recovery.", "step.", "threat.")
PARAMETER_DRAWS = 64
Z95 = 1.6448536269514722


@dataclass(frozen=True)
class Parameters:
    """``values`` maps a quantity id to ``count`` draws of it."""

    values: Mapping[str, NDArray[np.float64]]
    count: int

    def with_value(self, quantity: str, value: float) -> Parameters:
        """Return a copy in which one quantity has this value in all draws."""
        import numpy as np

        return Parameters({**self.values, quantity: np.full(self.count, value)}, self.count)

    def at(self, quantity: str, draw: NDArray[np.int32]) -> NDArray[np.float64]:
        """Return the quantity's value for each trial's parameter draw."""
        return self.values[quantity][draw]


def known_quantities(catalogue: Catalogue) -> dict[str, Quantity]:
    """Return every quantity that a simulation may use: the families above and those inside clinical services."""
    found = {id_: each for id_, each in catalogue.quantities.items() if id_.startswith(FAMILIES)}
    for service in catalogue.services.values():
        for each in (service.income_share, service.kept_on_paper):
            found[each.id] = each
    return dict(sorted(found.items()))


def central(quantities: Iterable[Quantity], *, count: int = 1) -> Parameters:
    """Return every quantity at its central value."""
    import numpy as np

    return Parameters({each.id: np.full(count, each.value) for each in quantities}, count)


def drawn(quantities: Iterable[Quantity], *, count: int, seed: int) -> Parameters:
    """Return ``count`` stratified draws of every quantity by its law."""
    import numpy as np

    at = states(seed, np.arange(count, dtype=np.int64))
    values = {}
    for each in quantities:
        order = np.argsort(uniforms(f"order of {each.id}", at), kind="stable")
        values[each.id] = quantiles(each, (order + uniforms(f"value of {each.id}", at)) / count)
    return Parameters(values, count)


def quantiles(quantity: Quantity, u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the quantity's law at probabilities ``u``.

    lognormal: low, value and high are the 5, 50 and 95 % points (two halves where they are not symmetric);
    triangular and uniform: low and high are the ends; beta: the PERT law over low and high with mode ``value``.
    """
    import numpy as np

    low, value, high = quantity.low, quantity.value, quantity.high
    if quantity.law == "fixed" or low == high:
        return np.full(len(u), value)
    if quantity.law == "uniform":
        return low + u * (high - low)
    if quantity.law == "lognormal" and low > 0:
        normal = NormalDist()
        z = np.array([normal.inv_cdf(float(each)) for each in u]) / Z95
        return np.where(z < 0, value * (value / low) ** z, value * (high / value) ** z)
    if quantity.law == "beta":
        mode = (value - low) / (high - low)
        return low + (high - low) * beta_quantiles(4 * mode, 4 - 4 * mode, u)
    turn = (value - low) / (high - low)
    rising = low + np.sqrt(u * (high - low) * (value - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - value))
    return np.where(u < turn, rising, falling)
