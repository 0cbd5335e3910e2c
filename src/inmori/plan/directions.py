"""The directions, each a rule that anyone can follow: 現状維持 stay, 閉域強化 harden, クラウド移行 cloud.

Rule of harden and cloud. First what must be done: measures that cost little and close a way in or meet a duty that
is open here, and duties with a date. Then, with the money and hours a year that are left, the start years that
avoid the most expected loss, where a measure's worth is what it avoids on top of what must be done.
"""

from dataclasses import dataclass, field

from inmori.catalogue.measure import Measure
from inmori.plan.choose import Candidate, Choice, choose
from inmori.plan.renewal import delay_years, plan_year
from inmori.plan.roads import DirectionId
from inmori.plan.scene import Gauge, Scene, Starts

DOORS = ("disable_rules", "set_remote", "detach_device", "lock_administration")  # edits that close a way in


@dataclass(frozen=True)
class Direction:
    """What a direction does and when. ``worth`` is yen of expected yearly loss that a measure avoids here."""

    id: DirectionId
    starts: Starts
    must: tuple[str, ...] = ()
    with_system: tuple[str, ...] = ()  # paid and timed with the move of a system
    overspend: tuple[float, ...] = ()
    overtime: tuple[float, ...] = ()
    worth: dict[str, float] = field(default_factory=dict)


def stay(scene: Scene) -> Direction:
    """Return the direction that does nothing but what the calendar brings."""
    return Direction(id="stay", starts=_kept_on_site(scene))


def harden(scene: Scene, gauge: Gauge, *, trials: int) -> Direction:
    """Return the direction that keeps the systems on site and spends on closing and watching them."""
    return _secured(scene, gauge, _kept_on_site(scene), direction="harden", bundle=(), trials=trials)


def cloud(scene: Scene, gauge: Gauge, *, trials: int) -> Direction:
    """Return the direction that moves the EHR at its renewal, with what the move needs, and secures the rest.

    A renewal beyond the horizon leaves the EHR where it is for now: nobody pays for two.
    """
    move = scene.cloud_move()
    if move is None or scene.renewal(move).year > scene.years:
        return _secured(scene, gauge, _kept_on_site(scene), direction="cloud", bundle=(), trials=trials)
    year = scene.renewal(move).year
    bundle = tuple(needed for needed in move.prerequisites if scene.useful(needed))
    starts = {move.id: year} | dict.fromkeys(bundle, year)
    return _secured(scene, gauge, starts, direction="cloud", bundle=bundle, trials=trials)


def must_do(scene: Scene, measure: Measure) -> int | None:
    """Return the last plan year in which a measure must be begun; None when it is left to the budget.

    A dated duty that the budget cannot carry by its date falls to the renewal of the system, as the guideline
    allows where it is hard; without a renewal inside the horizon the date stands.
    """
    price, quantity = scene.prices[measure.id], scene.catalogue.quantity
    if measure.deadline is not None:
        return _latest_for(scene, measure)
    little = price.a_year(scene.years) <= quantity("rule.cheap_yearly").value
    quick = price.hours.mid <= quantity("rule.cheap_hours").value
    asked = bool(measure.requirements) or scene.weight_of_findings(measure.id) > 0
    if not (little and quick and asked):
        return None
    door = any(edit.op in DOORS for edit in measure.edits)
    return 1 if door else min(2, scene.years)


def _latest_for(scene: Scene, measure: Measure) -> int:
    due = (
        min(plan_year(measure.deadline, today=scene.today), scene.years) if measure.deadline else scene.years
    )
    price = scene.prices[measure.id]
    if price.capital.mid + price.yearly.mid <= scene.means.budget:
        return due
    systems = [m for m in (scene.cloud_move(), scene.on_premises_renewal()) if m is not None]
    renewal = min((scene.renewal(system).year for system in systems), default=scene.years + 1)
    return max(due, renewal) if renewal <= scene.years and scene.cloud_move() is not None else due


def _kept_on_site(scene: Scene) -> Starts:
    """Return the renewal on site, where there is an EHR on site and its renewal lies inside the horizon."""
    renewed = scene.on_premises_renewal()
    if renewed is None or scene.cloud_move() is None:
        return {}
    year = scene.renewal(renewed).year
    return {renewed.id: year} if year <= scene.years else {}


def _secured(
    scene: Scene,
    gauge: Gauge,
    systems: Starts,
    *,
    direction: DirectionId,
    bundle: tuple[str, ...],
    trials: int,
) -> Direction:
    open_to = [
        m
        for m in scene.catalogue.measures.values()
        if _candidate(scene, m, direction) and m.id not in systems
    ]
    latest = {m.id: must_do(scene, m) for m in open_to}
    must = _without_conflict(scene, [m.id for m in open_to if latest[m.id] is not None])
    optional = [m for m in open_to if m.id not in must and _affordable(scene, m)]
    worth = _worth(scene, gauge, systems, must, optional, trials=trials)
    candidates = [_as_candidate(scene, m, latest[m.id] if m.id in must else None, worth) for m in open_to
                  if m.id in must or m in optional]  # fmt: skip
    kept = [c for c in candidates if c.latest is not None or _worthwhile(scene, c)]
    choice: Choice = choose(kept, years=scene.years, budget=scene.means.budget, hours=scene.means.hours)
    return Direction(
        id=direction,
        starts=systems | choice.starts,
        must=tuple(must),
        with_system=bundle,
        overspend=choice.overspend,
        overtime=choice.overtime,
        worth={name: sum(years) / len(years) for name, years in worth.items()},
    )


def _candidate(scene: Scene, measure: Measure, direction: DirectionId) -> bool:
    return measure.paid_from == "security" and direction in measure.directions and scene.useful(measure.id)


def _affordable(scene: Scene, measure: Measure) -> bool:
    price, works = scene.prices[measure.id], 1 + delay_years(measure.lead_months)
    return price.capital.mid + price.yearly.mid <= scene.means.budget and works <= scene.years


def _without_conflict(scene: Scene, must: list[str]) -> list[str]:
    kept: list[str] = []
    for name in must:
        if not any(name in scene.measure(k).exclusions or k in scene.measure(name).exclusions for k in kept):
            kept.append(name)
    return kept


def _worth(
    scene: Scene, gauge: Gauge, systems: Starts, must: list[str], optional: list[Measure], *, trials: int
) -> dict[str, tuple[float, ...]]:
    """Yen of expected loss a year that each measure avoids, per plan year: before and after a system moves."""
    moves = sorted({year for name, year in systems.items() if scene.measure(name).directions})
    edges = [1, *(year for year in moves if year > 1)]
    found: dict[str, list[float]] = {name: [] for name in (*must, *(m.id for m in optional))}
    for first, after in zip(edges, [*edges[1:], scene.years + 1], strict=True):
        done = [*must, *(name for name, year in systems.items() if year <= first)]
        base = gauge.risk(done, trials=trials).expected_loss
        for name, years in found.items():
            with_it = base if name in must else gauge.risk([*done, name], trials=trials).expected_loss
            years.extend([max(base - with_it, 0.0)] * (after - first))
    return {name: tuple(years) for name, years in found.items()}


def _as_candidate(
    scene: Scene, measure: Measure, latest: int | None, worth: dict[str, tuple[float, ...]]
) -> Candidate:
    discount = scene.catalogue.quantity("horizon.discount").value
    still_open = len(set(measure.requirements) & set(scene.open_requirements))
    credit = scene.catalogue.quantity("rule.duty_value").value * still_open + scene.weight_of_findings(
        measure.id
    )
    price = scene.prices[measure.id]
    return Candidate(
        id=measure.id,
        capital=price.capital.mid,
        yearly=price.yearly.mid,
        hours=price.hours.mid,
        hours_yearly=price.hours_yearly.mid,
        worth=tuple((yen + credit) / (1 + discount) ** year for year, yen in enumerate(worth[measure.id])),
        delay=delay_years(measure.lead_months),
        latest=latest,
        prerequisites=measure.prerequisites,
        exclusions=measure.exclusions,
    )


def _worthwhile(scene: Scene, candidate: Candidate) -> bool:
    least = scene.catalogue.quantity("rule.worth_share").value
    return (
        max(candidate.worth) >= least * scene.prices[candidate.id].a_year(scene.years)
        and max(candidate.worth) > 0
    )
