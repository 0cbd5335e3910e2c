"""What would mend a finding: which measures, who does them, what they cost here and on what that figure rests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from inmori.catalogue import load_catalogue
from inmori.catalogue.measure import UNIT_NAMES, Measure
from inmori.catalogue.quantity import Basis, Quantity
from inmori.catalogue.quotation import quotation_of
from inmori.diagnose.finding import Finding
from inmori.model import Hospital
from inmori.plan import Roads
from inmori.plan.ground import ground_of
from inmori.plan.price import Counts, Price, price_of, unit_counts
from inmori.plan.roadmap import STATE_NAMES, Roadmap, RoadmapItem
from inmori.report.wording import BASIS_NAMES, hours_range
from inmori.text import Text
from inmori.units import Interval
from inmori.web.roadmap.services import roadmap_of_version
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import document
from inmori.web.versions.unkeyed import Unkeyed


@dataclass(frozen=True)
class Figure:
    """One figure behind an amount: what it is, on what it rests, and who says so."""

    name: Text
    basis: Text
    source: str
    as_of: date


@dataclass(frozen=True)
class Mending:
    """One measure against a finding. ``roads`` are the roads that have it, with the year in which they begin it."""

    measure: Measure
    price: Price
    figures: tuple[Figure, ...]
    bases: frozenset[Basis]  # measured, reported or assumption: of all figures
    begun: tuple[tuple[str, int], ...]  # the same as ``roads``, by the roads' ids
    quotation: Text | None
    roads: tuple[tuple[Text, int], ...]
    task: RoadmapItem | None

    @property
    def once(self) -> Interval:
        """Yen once."""
        return self.price.capital

    @property
    def yearly(self) -> Interval:
        """Yen a year."""
        return self.price.yearly

    @property
    def hours(self) -> Text:
        """Hours of the hospital's own staff, once."""
        return hours_range(self.price.hours)

    @property
    def hours_yearly(self) -> Text | None:
        """Hours of the hospital's own staff, a year; None where there are none."""
        return hours_range(self.price.hours_yearly) if self.price.hours_yearly.high else None

    @property
    def state(self) -> Text | None:
        """How far the task on the roadmap is; None where the road that is followed has none."""
        return STATE_NAMES[self.task.state] if self.task else None

    @property
    def units(self) -> Text:
        """By what it is priced."""
        names = [UNIT_NAMES[unit] for unit in dict.fromkeys(cost.per for cost in self.measure.costs)]
        return Text(ja="、".join(name.ja for name in names), en=", ".join(name.en for name in names))


def mendings(finding: Finding, version: Version, hospital: Hospital) -> tuple[Mending, ...]:
    """Return the measures against a finding, its first answer first."""
    known = [load_catalogue().measures[name] for name in finding.measures if name in load_catalogue().measures]
    if not known:
        return ()
    sha = StoredDocument.objects.filter(version=version, name="hospital.json").values_list("sha256", flat=True).get()
    counts = _counts(str(sha), version.day, Unkeyed(hospital))
    roads, roadmap = document(version, Roads, "roads.json"), roadmap_of_version(version)
    return tuple(_mending(measure, counts, roads, roadmap) for measure in known)


def _mending(measure: Measure, counts: Counts, roads: Roads | None, roadmap: Roadmap | None) -> Mending:
    price = price_of(measure, counts=counts, catalogue=load_catalogue())
    figures = _quantities(measure, price)
    having = [(road, chosen.start_year) for road in (*roads.directions, *([roads.best] if roads.best else ()))
              for chosen in road.measures if chosen.measure == measure.id] if roads else []  # fmt: skip
    return Mending(
        measure, price, tuple(Figure(each.name, BASIS_NAMES[each.basis], each.source, each.as_of) for each in figures),
        frozenset(each.basis for each in figures), tuple((road.id, year) for road, year in having), quotation_of(measure),
        tuple((road.name, year) for road, year in having), roadmap.item(measure.id) if roadmap else None,
    )  # fmt: skip


def _quantities(measure: Measure, price: Price) -> list[Quantity]:
    """Return every figure behind a price and the hours, each once."""
    hours = (measure.staff_hours, *((measure.staff_hours_yearly,) if measure.staff_hours_yearly else ()))
    return list({each.id: each for each in (*(line.price for line in price.lines), *hours)}.values())


@lru_cache(maxsize=32)
def _counts(_sha256: str, day: date, hospital: Unkeyed[Hospital]) -> Counts:
    """Counting what prices are asked for takes seconds in a large hospital, and gives the same every time."""
    given = hospital.take()
    return unit_counts(given, ground=ground_of(given, load_catalogue(), today=day), catalogue=load_catalogue())
