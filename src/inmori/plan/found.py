"""What the search and the comparisons give beside the directions: parts of ``roads.json``, all optional there."""

from inmori.model.provenance import Frozen
from inmori.text import Text
from inmori.units import Interval


class Comparison(Frozen):
    """Two directions: what ``one`` costs more than ``other``, costs and expected loss together, paired."""

    one: str
    other: str
    difference: Interval  # yen over the horizon
    decided: bool  # the range does not hold zero
    text: Text


class BreakEven(Frozen):
    """An input and the value at which cloud and harden cost the same, all else as in the middle.

    ``at`` is None where no value within fifty times either way turns it. Its ends are the values at which the paired
    range of the difference begins and ceases to hold zero: between them it cannot be told who wins.
    """

    input: str
    name: Text
    unit: str
    now: float
    at: Interval | None
    text: Text


class TwoWay(Frozen):
    """Cloud less harden in yen over the horizon, for two inputs at once: ``gap[y][x]``."""

    x: str
    y: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    gap: tuple[tuple[float, ...], ...]


class Contender(Frozen):
    """A roadmap that came to the last judgement, on trials that the search has not seen."""

    source: str
    value: float  # yen over the horizon: costs and expected loss less the worth of duties
    behind: Interval  # yen more than the best, paired
    tied: bool


class Marginal(Frozen):
    """A measure in the roadmap, or one that is not: what it is worth there, and why it is or is not in, in two sentences.

    ``worth`` is yen over the horizon that the whole would be dearer without it (``start_year`` given), or would be
    cheaper with it, were there money for it. ``stays`` is the share of draws of the uncertain figures in which it
    pays, the worth of duties that it meets included.
    """

    measure: str
    name: Text
    start_year: int | None
    worth: Interval
    stays: float
    reason: Text


class FrontPoint(Frozen):
    """The best roadmap found for a yearly budget; yen of today over the horizon."""

    budget_yen: float
    cost: float
    expected_loss: float
    value: float
    starts: tuple[tuple[str, int], ...]


class PresentPlan(Frozen):
    """What the hospital has planned, beside what was found; ``fits`` says that it keeps within money, hours and order.

    ``total_cost`` and ``expected_loss`` are yen over the horizon, reckoned as for the roads; ``same_as`` is the id of the
    road that has the same measures in the same years.
    """

    value: float  # yen over the horizon
    behind: Interval  # yen more than the best, paired
    fits: bool
    text: Text
    total_cost: Interval | None = None
    expected_loss: Interval | None = None
    same_as: str | None = None


class QuarterHours(Frozen):
    """Hours of the hospital's own staff in a quarter of the plan; ``measures`` are begun in it."""

    year: int
    quarter: int
    hours: float
    over: float
    measures: tuple[str, ...]


class BestPlan(Frozen):
    """What the search says of its roadmap. ``bound`` yen: no roadmap is cheaper, at 95 %, as far as samples tell."""

    contenders: tuple[Contender, ...] = ()
    measures: tuple[Marginal, ...] = ()
    others: tuple[Marginal, ...] = ()  # those that would gain most and are not in
    quarters: tuple[QuarterHours, ...] = ()
    front: tuple[FrontPoint, ...] = ()
    present: PresentPlan | None = None
    bound: float | None = None
    stopped: bool = False
    text: Text
