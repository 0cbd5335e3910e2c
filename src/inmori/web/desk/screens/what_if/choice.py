"""Which measures are meant: those that were ticked, or those that a yearly budget holds, and what they would cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inmori.catalogue.measure import Measure
from inmori.plan import compare
from inmori.plan.price import total
from inmori.plan.scene import Scene
from inmori.text import Text
from inmori.units import Interval


@dataclass(frozen=True)
class Bill:
    """What a set of measures costs: yen once, yen a year, hours once; ``a_year`` spreads the first over the horizon.

    ``system_once`` and ``system_yearly`` are paid with the renewal of a system and not from the security budget.
    """

    once: Interval
    yearly: Interval
    hours: Interval
    a_year: float
    system_once: Interval
    system_yearly: Interval


def offered(scene: Scene) -> tuple[Measure, ...]:
    """Return the measures that a person can choose."""
    return tuple(each for each in scene.catalogue.measures.values() if each.directions)


def covered(scene: Scene, names: Iterable[str]) -> dict[str, Measure]:
    """Return the ticked measures that another ticked one covers or excludes, with that other one.

    Of one ladder the highest level counts; of two that exclude each other the first of the catalogue.
    """
    chosen = [each for each in offered(scene) if each.id in set(names)]
    found: dict[str, Measure] = {}
    for each in chosen:
        above = [o for o in chosen if o.ladder is not None and o.ladder == each.ladder and o.level > each.level]
        if above:
            found[each.id] = max(above, key=lambda one: one.level)
    kept: list[Measure] = []
    for each in chosen:
        if each.id in found:
            continue
        other = next((o for o in kept if each.id in o.exclusions or o.id in each.exclusions), None)
        if other is not None:
            found[each.id] = other
        else:
            kept.append(each)
    return found


def lacking(scene: Scene, names: Iterable[str]) -> dict[str, tuple[Measure, ...]]:
    """Return for each measure what has to come before it, would change something here, and was not chosen."""
    chosen = set(names)
    found = {}
    for name in sorted(chosen):
        missing = [each for each in scene.measure(name).prerequisites if each not in chosen and scene.useful(each)]
        if missing:
            found[name] = tuple(scene.measure(each) for each in missing)
    return found


def bill(scene: Scene, names: Iterable[str]) -> Bill:
    """Add up what measures cost here."""
    own = [each for each in offered(scene) if each.id in set(names) and scene.useful(each.id)]
    security = [scene.prices[each.id] for each in own if each.paid_from == "security"]
    system = [scene.prices[each.id] for each in own if each.paid_from == "system"]
    return Bill(
        once=total([price.capital for price in security], unit="yen"),
        yearly=total([price.yearly for price in security], unit="yen/year"),
        hours=total([scene.prices[each.id].hours for each in own], unit="hours"),
        a_year=sum(price.a_year(scene.years) for price in security),
        system_once=total([price.capital for price in system], unit="yen"),
        system_yearly=total([price.yearly for price in system], unit="yen/year"),
    )


def within(scene: Scene, alone: Mapping[str, float], *, budget: float) -> tuple[str, ...]:
    """Return the measures that a yearly budget holds: dated duties first, then what avoids most loss by itself for its price.

    What has to come before is bought with it. This looks at each measure by itself and is meant for moving a budget; the best
    mix is searched for on the page of the roads.
    """
    candidates = [each for each in offered(scene) if each.paid_from == "security" and scene.useful(each.id)]
    duties = sorted((each for each in candidates if each.deadline), key=lambda each: (str(each.deadline), each.id))
    others = [each for each in candidates if not each.deadline and alone.get(each.id, 0.0) > 0]
    others.sort(key=lambda each: (-alone[each.id] / max(scene.prices[each.id].a_year(scene.years), 1.0), each.id))
    chosen: list[str] = []
    for each in (*duties, *others):
        if each.id in chosen:
            continue
        wanted = [*chosen, *_with_what_comes_before(scene, each.id, chosen)]
        if not covered(scene, wanted) and bill(scene, wanted).a_year <= budget:
            chosen = wanted
    order = [each.id for each in offered(scene)]
    return tuple(sorted(chosen, key=order.index))


def _with_what_comes_before(scene: Scene, name: str, chosen: list[str]) -> list[str]:
    found: list[str] = []
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each in found or each in chosen:
            continue
        found.append(each)
        waiting += [p for p in scene.measure(each).prerequisites if scene.useful(p)]
    return found


def requirements_met(scene: Scene, names: Iterable[str]) -> tuple[str, ...]:
    """Return which of the open requirements a set of measures meets, by the rule of the roads."""
    return compare.requirements_met(scene, {name for name in names if scene.useful(name)})


def why_idle(scene: Scene, measure: Measure, alone: Mapping[str, float]) -> Text | None:
    """Say why a measure moves no figure here; None where it does."""
    reason = scene.applied[measure.id].reason
    if reason is not None:
        return Text(ja=f"ここでは何も変わりません: {reason.ja}", en=f"Changes nothing here: {reason.en}")
    if not measure.lowers_risk:
        return Text(ja="義務や備えのための対策で、試算の損害は動きません", en="For duties or readiness; the simulated damage does not move")
    if alone.get(measure.id) == 0.0:
        return Text(ja="これだけでは試算の損害は動きません", en="By itself it does not move the simulated damage")
    return None
