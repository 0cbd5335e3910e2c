"""Roads: the directions side by side for this hospital, and the next steps; written to ``roads.json``."""

from datetime import date
from typing import Literal

from inmori.model import Document, Frozen
from inmori.plan.found import BestPlan, BreakEven, Comparison, TwoWay
from inmori.text import Text
from inmori.units import Interval

DirectionId = Literal["stay", "harden", "cloud", "best"]


class ChosenMeasure(Frozen):
    """A measure in a direction: when, what it costs here, and what it changed."""

    measure: str
    name: Text
    start_year: int  # 1 is the first year
    capital: Interval  # yen
    yearly: Interval  # yen a year
    staff_hours: float
    changes: int  # number of things in the model that it edits here; 0 means it changes nothing here
    quotation: Text | None = None  # the quotation behind the price; None where it is the catalogue's


class ServiceDays(Frozen):
    """Expected days a year a clinical service is lost."""

    service: str
    name: Text
    days: float


class DirectionResult(Frozen):
    """One direction over the horizon. Money is in yen over the whole horizon unless it says a year."""

    id: DirectionId
    name: Text
    summary: Text
    rule: Text  # how its measures were chosen
    measures: tuple[ChosenMeasure, ...]
    capital: Interval
    running: Interval
    system_renewal: Interval  # renewals and fees of systems (EHR renewal or cloud fee)
    total_cost: Interval
    cost_by_year: tuple[float, ...]
    expected_loss: Interval
    tail_loss: float  # yen, 95 % point of one damaging campaign, at the end state
    yearly_rate: Interval  # damaging campaigns a year at the end state
    p_ehr_seven_days: Interval  # over the horizon
    ehr_down_days: Interval  # given damage, at the end state
    planned_outage_hours: Interval  # a year: own hardware, provider, line
    service_days: tuple[ServiceDays, ...]
    requirements_met: tuple[str, ...]
    requirements_open: tuple[str, ...]
    staff_hours: Interval  # over the horizon
    remains_on_site: tuple[str, ...]  # system ids
    leaves_site: tuple[str, ...]
    open_crossings: int  # leaks left at the end
    difference_to_stay: Interval | None = None  # total cost + expected loss, paired on common random numbers
    over_budget: bool = False
    saved: Interval | None = None  # yen that moved departments' systems no longer cost; taken off system_renewal already
    over_capacity: bool = False  # staff hours of some year exceed what the IT staff can give


class NextStep(Frozen):
    """One of the six things to do next: why, how, who, how much, by when."""

    rank: int
    measure: str | None
    title: Text
    why: Text
    how: Text
    who: Text
    cost: Interval | None
    staff_hours: float | None
    by: date | None = None
    finding_ids: tuple[str, ...] = ()
    quotation: Text | None = None  # the quotation behind the cost; None where it is the catalogue's


class Roads(Document):
    """The directions compared."""

    today: date
    years: int = 5
    budget_yen: float | None = None  # a year
    seed: int = 0
    trials: int = 0
    directions: tuple[DirectionResult, ...] = ()
    verdict: Text
    next_steps: tuple[NextStep, ...] = ()
    assumptions: tuple[str, ...] = ()  # ids of the quantities used, explained in outcomes.json
    not_applicable: tuple[tuple[str, Text], ...] = ()  # measures that change nothing here, and why
    best: DirectionResult | None = None  # the fourth direction, where a search was asked for
    search: BestPlan | None = None  # what the search says of it
    comparisons: tuple[Comparison, ...] = ()
    break_evens: tuple[BreakEven, ...] = ()
    two_way: TwoWay | None = None
    notes: tuple[Text, ...] = ()  # what must be known before the roadmap: dates out of reach, no money, no price
