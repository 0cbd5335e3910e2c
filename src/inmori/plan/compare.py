"""Puts the directions side by side: cost, expected loss and tail, days, duties, hours, and how closed the end is.

Every figure of risk comes from draws of the edited hospital, one per plan year, with common random numbers; a
difference between directions is taken parameter draw by parameter draw and price sample by price sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.catalogue.quotation import quotation_of
from inmori.model import Hospital, Hosting, SystemKind
from inmori.plan.cost import CostLine, by_year, cost_lines, discount_factor, price_points, sampled, summed
from inmori.plan.direction_text import name_of, rule_of, summary_of
from inmori.plan.directions import Direction
from inmori.plan.outage import planned_outage
from inmori.plan.price import total
from inmori.plan.risk import Risk, over_draws
from inmori.plan.roads import ChosenMeasure, DirectionResult, ServiceDays
from inmori.plan.scene import Gauge, Scene
from inmori.plan.select import on_site
from inmori.text import Text
from inmori.units import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLES = 2_000  # joint samples of prices and parameter draws


@dataclass(frozen=True)
class Measured:
    """A direction with its costs and its risk in every plan year."""

    direction: Direction
    lines: tuple[CostLine, ...]
    risks: tuple[Risk, ...]
    end: Hospital

    def loss(self, scene: Scene) -> NDArray[np.float64]:
        """Return the loss over the horizon in yen of today, per parameter draw."""
        import numpy as np

        parts = [risk.loss * discount_factor(scene, year) for year, risk in enumerate(self.risks, start=1)]
        return np.asarray(np.sum(parts, axis=0))


def measured(scene: Scene, gauge: Gauge, direction: Direction) -> Measured:
    """Draw a direction's states and price it."""
    return Measured(
        direction=direction,
        lines=cost_lines(scene, direction),
        risks=tuple(gauge.in_year(direction.starts, year=year) for year in range(1, scene.years + 1)),
        end=scene.state(direction.starts, year=scene.years),
    )


def difference(scene: Scene, one: Measured, other: Measured, *, seed: int) -> Interval:
    """Return what ``one`` costs more than ``other``, cost and expected loss together, in yen over the horizon.

    The middle is the difference of the middle costs and mean losses; the ends are the 5 % and 95 % points over
    joint samples of prices and parameter draws, each shared by both.
    """
    import numpy as np

    points = price_points((*one.lines, *other.lines), samples=SAMPLES, seed=seed)
    cost = sampled(one.lines, points=points, samples=SAMPLES) - sampled(
        other.lines, points=points, samples=SAMPLES
    )
    loss = one.loss(scene) - other.loss(scene)
    both = cost + loss[np.arange(SAMPLES) % len(loss)]
    low, high = (float(point) for point in np.quantile(both, (0.05, 0.95)))
    mid = summed(one.lines).mid - summed(other.lines).mid + float(loss.mean())
    return Interval(low=min(low, mid), mid=mid, high=max(high, mid), unit="yen")


def result_of(scene: Scene, it: Measured, stay: Measured, *, seed: int) -> DirectionResult:
    """Return a direction as it is shown."""
    direction, last = it.direction, it.risks[-1]
    met, still_open = _requirements(scene, direction)
    remains, leaves = _systems(scene, it.end)
    return DirectionResult(
        id=direction.id,
        name=name_of(direction),
        summary=summary_of(scene, direction),
        rule=rule_of(scene, direction),
        measures=tuple(_chosen(scene, name, year) for name, year in _in_order(scene, direction)),
        capital=summed(it.lines, part="capital"),
        running=summed(it.lines, part="running"),
        system_renewal=summed(it.lines, part="system"),
        total_cost=summed(it.lines),
        cost_by_year=by_year(it.lines, years=scene.years),
        expected_loss=over_draws(it.loss(scene), unit="yen"),
        tail_loss=last.tail,
        yearly_rate=over_draws(last.rate, unit="per year"),
        p_ehr_seven_days=seven_days(it.risks),
        ehr_down_days=last.ehr_days,
        planned_outage_hours=planned_outage(it.end, scene.catalogue),
        service_days=_service_days(scene, last),
        requirements_met=met,
        requirements_open=still_open,
        staff_hours=_staff_hours(scene, direction),
        remains_on_site=remains,
        leaves_site=leaves,
        open_crossings=_leaks(scene, it.end),
        difference_to_stay=None if direction.id == "stay" else difference(scene, it, stay, seed=seed),
        saved=_saved(it),
        over_budget=any(yen >= 1 for yen in direction.overspend),
        over_capacity=any(hours >= 1 for hours in direction.overtime),
    )


def _saved(it: Measured) -> Interval | None:
    lines = [line for line in it.lines if line.saved]
    return summed(lines).scaled(-1.0) if lines else None


def _in_order(scene: Scene, direction: Direction) -> list[tuple[str, int]]:
    order = list(scene.catalogue.measures)
    return sorted(direction.starts.items(), key=lambda item: (item[1], order.index(item[0])))


def _chosen(scene: Scene, name: str, year: int) -> ChosenMeasure:
    price = scene.prices[name]
    return ChosenMeasure(
        measure=name,
        name=scene.measure(name).name,
        start_year=year,
        capital=price.capital,
        yearly=price.yearly,
        staff_hours=price.hours.mid,
        changes=scene.applied[name].changes,
        quotation=quotation_of(scene.measure(name)),
    )


def seven_days(risks: tuple[Risk, ...]) -> Interval:
    """Return the probability that the EHR stops for seven days or more within the horizon, a stop a year at a time."""
    import numpy as np

    over = np.sum([risk.seven for risk in risks], axis=0)
    return over_draws(np.asarray(1 - np.exp(-over)), unit="probability")


def _service_days(scene: Scene, risk: Risk) -> tuple[ServiceDays, ...]:
    services = scene.catalogue.services
    unnamed = {name: Text(ja=name, en=name) for name in risk.service_days if name not in services}
    return tuple(
        ServiceDays(service=name, name=unnamed.get(name) or services[name].name, days=days)
        for name, days in risk.service_days.items()
    )


def requirements_met(scene: Scene, chosen: set[str]) -> tuple[str, ...]:
    """Return which open requirements the measures meet.

    One is met when every finding that touches it has a chosen measure, or, without findings, when a chosen measure
    meets it.
    """
    met = []
    for requirement in scene.open_requirements:
        touching = [finding for finding in scene.diagnosis.findings if requirement in finding.requirements]
        if touching:
            done = all(chosen.intersection(finding.measures) for finding in touching)
        else:
            done = any(requirement in scene.measure(name).requirements for name in chosen)
        if done:
            met.append(requirement)
    return tuple(met)


def _requirements(scene: Scene, direction: Direction) -> tuple[tuple[str, ...], tuple[str, ...]]:
    met = requirements_met(scene, {name for name in direction.starts if scene.measure(name).directions})
    return met, tuple(name for name in scene.open_requirements if name not in met)


def _staff_hours(scene: Scene, direction: Direction) -> Interval:
    parts = []
    for name, start in direction.starts.items():
        price, after = scene.prices[name], scene.years - start
        parts += [price.hours, price.hours_yearly.scaled(after)]
    return total(parts, unit="hours")


def _systems(scene: Scene, end: Hospital) -> tuple[tuple[str, ...], tuple[str, ...]]:
    here = {system.id for system in scene.hospital.systems if on_site(scene.hospital, system)}
    there = {system.id for system in end.systems if on_site(end, system)}
    unlisted = SystemKind.EHR not in {system.kind for system in end.systems}
    moved = end.ehr_hosting.value is Hosting.CLOUD and scene.hospital.ehr_hosting.value is not Hosting.CLOUD
    names = {SystemKind.EHR.value} if unlisted and moved else set()
    return tuple(sorted(there)), tuple(sorted((here - there) | names))


def _leaks(scene: Scene, end: Hospital) -> int:
    from inmori.reach import crossings

    return sum(crossing.leak for crossing in crossings(end, today=scene.today))
