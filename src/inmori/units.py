"""Units that travel with their numbers: yen, days, probabilities, and the interval each is shown with.

A number without a range is a claim of certainty that this product never has, so results carry
:class:`Interval` (5 %, 50 %, 95 % unless said otherwise).
"""

from typing import NewType

from pydantic import BaseModel, ConfigDict, model_validator

Yen = NewType("Yen", int)
Days = NewType("Days", float)
Probability = NewType("Probability", float)

OKU = 100_000_000  # 億
MAN = 10_000  # 万


class Interval(BaseModel):
    """A value with its lower and upper bound, all in one unit.

    ``low`` and ``high`` are the 5 % and 95 % points of a distribution, or the documented range of a figure.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float
    mid: float
    high: float
    unit: str

    @model_validator(mode="after")
    def _ordered(self) -> "Interval":
        if not self.low <= self.high:
            raise ValueError(f"interval turned round: {self.low} > {self.high}")
        return self

    def scaled(self, factor: float) -> "Interval":
        """Return the interval times ``factor`` (bounds swapped when the factor is negative)."""
        ends = sorted((self.low * factor, self.high * factor))
        return Interval(low=ends[0], mid=self.mid * factor, high=ends[1], unit=self.unit)

    def __add__(self, other: "Interval") -> "Interval":
        """Add ranges end to end: the widest reading, used for prices whose errors may move together."""
        if self.unit != other.unit:
            raise ValueError(f"cannot add {self.unit} and {other.unit}")
        return Interval(
            low=self.low + other.low, mid=self.mid + other.mid, high=self.high + other.high, unit=self.unit
        )


def yen_ja(amount: float) -> str:
    """Write an amount the way a Japanese office says it, to three significant figures: 1億2,300万円."""
    sign, amount = ("-" if amount < 0 else ""), abs(amount)
    if amount < MAN:
        return f"{sign}{amount:,.0f}円"
    digits = len(str(int(amount)))
    unit = 10 ** max(digits - 3, 4)
    rounded = round(amount / unit) * unit
    oku, rest = divmod(rounded, OKU)
    man = rest // MAN
    if oku and man:
        return f"{sign}{oku:,}億{man:,}万円"
    return f"{sign}{oku:,}億円" if oku else f"{sign}{man:,}万円"


def yen_en(amount: float) -> str:
    """Write an amount in English: JPY 123.0 million, or JPY 4,500."""
    return f"JPY {amount / 1e6:,.1f} million" if abs(amount) >= 1e6 else f"JPY {amount:,.0f}"


def percent(value: float) -> str:
    """Write a probability as a percentage; never '0 %' for something that is merely rare."""
    if 0 < value < 0.0005:
        return "<0.1%"
    return f"{value * 100:.1f}%" if value < 0.1 else f"{value * 100:.0f}%"
