"""Everything the choice of directions looks at, worked out once: what each measure would change and cost here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.measure import Measure
from inmori.diagnose.finding import SEVERITY_ORDER, Diagnosis
from inmori.model import Hospital
from inmori.plan.apply import Applied, apply, apply_all
from inmori.plan.ground import Ground
from inmori.plan.means import Means, means_of
from inmori.plan.outage import in_cloud
from inmori.plan.price import Counts, Price, price_of, unit_counts
from inmori.plan.renewal import Renewal, delay_years, renewal_of, year_start
from inmori.plan.risk import Drawer, Risk, risk_of

Starts = dict[str, int]  # measure id -> plan year in which it is begun (systems: from which it is in use)


@dataclass(frozen=True)
class Scene:
    """The hospital before any choice."""

    hospital: Hospital
    catalogue: Catalogue
    diagnosis: Diagnosis
    ground: Ground
    years: int
    means: Means
    counts: Counts
    applied: dict[str, Applied]  # each measure alone on the hospital as it is
    prices: dict[str, Price]

    @property
    def today(self) -> date:
        """The day of the plan."""
        return self.ground.today

    def measure(self, measure_id: str) -> Measure:
        """Return a measure by id."""
        return self.catalogue.measures[measure_id]

    def useful(self, measure_id: str) -> bool:
        """Whether the measure would change anything here."""
        return self.applied[measure_id].changes > 0

    def on_premises_renewal(self) -> Measure | None:
        """Return what happens to a system that stays: the measure that no rule chooses, only the calendar."""
        return next(
            (m for m in self.catalogue.measures.values() if m.paid_from == "system" and not m.directions),
            None,
        )

    def cloud_move(self) -> Measure | None:
        """Return the measure by which the EHR leaves the site; None where it has left already."""
        if in_cloud(self.hospital):
            return None
        for measure in self.catalogue.measures.values():
            if measure.paid_from == "system" and "cloud" in measure.directions and self.useful(measure.id):
                return measure
        return None

    def renewal(self, measure: Measure) -> Renewal:
        """Return when a renewed or moved system is in use."""
        return renewal_of(self.hospital, self.catalogue, today=self.today, lead_months=measure.lead_months)

    def state(self, starts: Starts, *, year: int) -> Hospital:
        """Return the hospital as it is in a plan year under a plan."""
        working = [
            m for m in self.catalogue.measures if m in starts and self.works_from(m, starts[m]) <= year
        ]
        return self.after(working)

    def after(self, measures: list[str]) -> Hospital:
        """Return the hospital after these measures, in the catalogue's order."""
        wanted = [measure for measure in self.catalogue.measures.values() if measure.id in measures]
        return apply_all(wanted, self.hospital, ground=self.ground)

    def works_from(self, measure_id: str, start: int) -> int:
        """Return the first plan year in which a measure begun in ``start`` works."""
        measure = self.measure(measure_id)
        return start if measure.paid_from == "system" else start + delay_years(measure.lead_months)

    def weight_of_findings(self, measure_id: str) -> int:
        """Return how heavy the findings are that name the measure: each severity counts twice the one below."""
        return sum(
            2 ** SEVERITY_ORDER[finding.severity]
            for finding in self.diagnosis.findings
            if measure_id in finding.measures
        )

    @cached_property
    def open_requirements(self) -> tuple[str, ...]:
        """Return the requirements not met today: those that findings touch, and those a useful measure would meet."""
        found = {name for finding in self.diagnosis.findings for name in finding.requirements}
        for measure in self.catalogue.measures.values():
            if measure.directions and self.useful(measure.id):
                found.update(measure.requirements)
        return tuple(sorted(found))


def scene_of(
    hospital: Hospital,
    catalogue: Catalogue,
    diagnosis: Diagnosis,
    *,
    ground: Ground,
    years: int,
    budget_yen: float | None,
) -> Scene:
    """Look at every measure of the catalogue against this hospital."""
    counts = unit_counts(hospital, ground=ground, catalogue=catalogue)
    return Scene(
        hospital=hospital,
        catalogue=catalogue,
        diagnosis=diagnosis,
        ground=ground,
        years=years,
        means=means_of(hospital, catalogue, budget_yen=budget_yen),
        counts=counts,
        applied={m.id: apply(m, hospital, ground=ground) for m in catalogue.measures.values()},
        prices={m.id: price_of(m, counts=counts, catalogue=catalogue) for m in catalogue.measures.values()},
    )


def kept_on_site(scene: Scene) -> Starts:
    """Return the renewal on site, where there is an EHR on site and its renewal lies inside the horizon."""
    renewed = scene.on_premises_renewal()
    if renewed is None or scene.cloud_move() is None:
        return {}
    year = scene.renewal(renewed).year
    return {renewed.id: year} if year <= scene.years else {}


class Gauge:
    """Draws a state of the hospital at a plan year, and remembers it: directions share most of their states.

    ``era`` names for each plan year the first that gives the same answers; left out, every year is drawn.
    """

    def __init__(
        self, scene: Scene, draw: Drawer, *, trials: int, tick: Callable[[], None], era: tuple[int, ...] = ()
    ) -> None:
        self._scene, self._draw, self._trials, self._tick = scene, draw, trials, tick
        self._era = era or tuple(range(1, scene.years + 1))
        self._known: dict[tuple[tuple[str, ...], int, int], Risk] = {}
        self.drawn = 0

    def risk(self, measures: list[str], *, year: int = 1, trials: int | None = None) -> Risk:
        """Return the risk after these measures, with support ended as it will have by the start of ``year``."""
        useful = tuple(m for m in self._scene.catalogue.measures if m in measures and self._scene.useful(m))
        key = (useful, year, trials or self._trials)
        if key not in self._known:
            self._tick()
            state = self._scene.after(list(useful))
            self._known[key] = risk_of(self._draw(state, year_start(self._scene.today, year), key[2]))
            self.drawn += 1
        return self._known[key]

    def in_year(self, starts: Starts, *, year: int) -> Risk:
        """Return the risk in a plan year under a plan."""
        working = [m for m in starts if self._scene.works_from(m, starts[m]) <= year]
        return self.risk(working, year=self._era[year - 1])
