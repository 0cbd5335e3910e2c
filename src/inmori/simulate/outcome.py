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
