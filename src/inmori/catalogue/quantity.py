"""A number with its range, unit, source and basis: no figure enters the product in any other form."""

from datetime import date
from typing import Literal

from pydantic import model_validator

from inmori.model.provenance import Frozen
from inmori.text import Text
from inmori.units import Interval

Basis = Literal["measured", "reported", "assumption"]
Confidence = Literal["high", "medium", "low"]
Law = Literal["triangular", "lognormal", "beta", "uniform", "fixed"]


class Quantity(Frozen):
    """One figure. ``low`` and ``high`` bound it (about 5 % and 95 %); ``law`` says how a simulation draws it.

    ``basis="assumption"`` must be said wherever the figure is shown.
    """

    id: str
    name: Text
    value: float
    low: float
    high: float
    unit: str
    source: str
    as_of: date
    basis: Basis
    confidence: Confidence = "medium"
    law: Law = "triangular"
    note: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "Quantity":
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.id}: {self.low} <= {self.value} <= {self.high} does not hold")
        return self

    def interval(self) -> Interval:
        """Return the figure with its range."""
        return Interval(low=self.low, mid=self.value, high=self.high, unit=self.unit)
