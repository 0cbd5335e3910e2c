"""Outcomes: the distribution of what an attack would do to this hospital, with its uncertainty kept apart."""

from inmori.catalogue.quantity import Basis
from inmori.model import Document, Frozen
from inmori.text import Text
from inmori.units import Interval


class PathStep(Frozen):
    """One step of an attack path, readable by a lay person."""

    technique: str
    text: Text
    place: str  # device label, zone or vendor
    hours: float  # median time of this step when the path is taken


class AttackPath(Frozen):
    """A likely chain from entry to damage; ``share`` is its share of damaging campaigns."""

    archetype: str
    share: float
    steps: tuple[PathStep, ...]


class ArchetypeOutcome(Frozen):
    """What one shape of campaign contributes."""

    archetype: str
    name: Text
    yearly_rate: Interval  # damaging campaigns a year
    share: float  # of all damaging campaigns


class ServiceOutcome(Frozen):
    """Days one clinical service does not run normally, given a damaging campaign."""

    service: str
    name: Text
    days: Interval
    p_seven_days: float


class SystemOutcome(Frozen):
    """Days one system is down, given a damaging campaign."""

    system: str
    name: Text
    days: Interval
    p_down: float


class LossPart(Frozen):
    """One part of the loss given a damaging campaign, in yen."""

    part: str
    name: Text
    yen: Interval


class Driver(Frozen):
    """A parameter that moves the expected yearly loss: the result at its low and its high value (yen a year)."""

    quantity: str
    name: Text
    basis: Basis
    low: float
    high: float
    result_low: float
    result_high: float


class Assumption(Frozen):
    """A figure used, as it must be shown: value, range, unit, source, basis."""

    quantity: str
    name: Text
    value: float
    low: float
    high: float
    unit: str
    source: str
    basis: Basis


class OutageCause(Frozen):
    """Hours a year without the EHR from one cause that is nobody's attack: the mean, and 5 and 95 % of years."""

    cause: str
    name: Text
    hours: Interval
    basis: Basis


class OrdinaryOutage(Frozen):
    """All such causes for an EHR on site, or in the cloud. ``present``: whether this is how the hospital has it now."""

    cloud: bool
    present: bool
    total: Interval  # hours a year: the mean, and 5 and 95 % of years
    day_or_more: float  # probability a year that one stop lasts 8 hours or more
    causes: tuple[OutageCause, ...]


class LateClaims(Frozen):
    """Money that comes late, not lost: claims that miss the 10th because the receipt system is down. Given damage."""

    p_late: float
    yen: Interval  # at the worst moment, where any is late
    months: Interval  # of income, likewise
    p_short: float  # probability that it exceeds the cash at hand
    text: Text


class WayShare(Frozen):
    """One way in: its share among damaging campaigns here, and in the police's count of all sectors."""

    way: str
    name: Text
    own: float
    published: Interval


class BaseRate(Frozen):
    """How often hospitals are known to be hit, so that this hospital's rate can be read beside it."""

    known_a_year: Interval  # cases in the whole country
    national: Interval  # damaging campaigns a year of one hospital, silent cases included
    times: float  # this hospital's rate over the national one
    ways: tuple[WayShare, ...]
    text: Text


class Question(Frozen):
    """A fact about this hospital that is not known: the expected yearly loss if the answer were yes, and if no."""

    quantity: str
    name: Text
    assumed: float  # share of hospitals for which the answer is yes
    if_yes: float
    if_no: float
    text: Text


class Screened(Frozen):
    """Morris screening of one figure: mean size of its elementary effects on the yearly loss, and their spread."""

    quantity: str
    name: Text
    effect: float  # yen a year
    spread: float  # yen a year; large beside the effect: it acts together with others


class ModelForm(Frozen):
    """The answer under another form of the model, all figures at their centre."""

    form: str
    name: Text
    expected_yearly_loss: float
    p_ehr_seven_days: float


class Headline(Frozen):
    """One number of the first page with its interval, its basis, and the figures that move it most."""

    id: str
    name: Text
    value: Interval
    basis: Basis
    movers: tuple[Text, ...]


class Outcomes(Document):
    """The result of a simulation; written to ``outcomes.json``.

    Intervals are 5/50/95 %. "Damaging" means that at least one system was encrypted or lost.
    ``monte_carlo_error`` is the relative standard error of the expected yearly loss;
    ``parameter_spread`` the 5/50/95 % of expected yearly loss over draws of the uncertain parameters.
    """

    seed: int = 0
    trials: int = 0
    yearly_rate: Interval  # damaging campaigns a year
    p_damage_five_years: Interval
    ehr_down_days: Interval  # given a damaging campaign
    p_ehr_seven_days: Interval  # probability, given a damaging campaign
    p_ehr_seven_days_yearly: Interval  # probability a year
    loss_given_damage: Interval  # yen
    expected_yearly_loss: Interval  # yen a year, over parameter draws
    tail_loss: float  # yen, 95 % point given a damaging campaign
    p_backup_lost: Interval  # probability that no usable EHR backup remains, given damage
    monte_carlo_error: float
    parameter_spread: Interval
    archetypes: tuple[ArchetypeOutcome, ...] = ()
    services: tuple[ServiceOutcome, ...] = ()
    systems: tuple[SystemOutcome, ...] = ()
    loss_parts: tuple[LossPart, ...] = ()
    histogram_days: tuple[tuple[float, float, float], ...] = ()  # (from day, to day, share) of EHR down days
    paths: tuple[AttackPath, ...] = ()
    drivers: tuple[Driver, ...] = ()
    driver_base: float | None = None  # yen a year with every figure at its central value: where the drivers start
    assumptions: tuple[Assumption, ...] = ()
    unknowns: tuple[Text, ...] = ()  # facts about this hospital that were not known and how they were filled
    outages: tuple[OrdinaryOutage, ...] = ()  # nobody's attack: as it is now, then the other way
    late_claims: LateClaims | None = None
    base_rate: BaseRate | None = None
    questions: tuple[Question, ...] = ()  # facts that, if known, would change the answer; the strongest first
    screening: tuple[Screened, ...] = ()
    model_forms: tuple[ModelForm, ...] = ()
    headlines: tuple[Headline, ...] = ()
