"""The directions, each a rule that anyone can follow: 現状維持 stay, 閉域強化 harden, クラウド移行 cloud.

Rule of harden and cloud. First what must be done: measures that cost little and close a way in or meet a duty that
is open here, and duties with a date (paid apart where no year's budget holds them, and said so). Then, with the money and hours a year that are left, the start years that
avoid the most expected loss, where a measure's worth is what it avoids on top of what must be done.
"""

from dataclasses import dataclass, field

from inmori.catalogue.measure import Measure
from inmori.plan.choose import Candidate, choose
from inmori.plan.renewal import delay_years, plan_year
from inmori.plan.roads import DirectionId
from inmori.plan.scene import Gauge, Scene, Starts
from inmori.plan.wish import Wishes, priced

NO_WISHES = Wishes()
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
    return Direction(id="stay", starts=kept_on_site(scene))


def harden(scene: Scene, gauge: Gauge, *, trials: int, wishes: Wishes = NO_WISHES) -> Direction:
    """Return the direction that keeps the systems on site and spends on closing and watching them."""
    return _secured(
        scene, gauge, kept_on_site(scene), direction="harden", bundle=(), trials=trials, wishes=wishes
    )


def cloud(scene: Scene, gauge: Gauge, *, trials: int, wishes: Wishes = NO_WISHES) -> Direction:
    """Return the direction that moves the EHR at its renewal, with what the move needs, and secures the rest.

    A renewal beyond the horizon leaves the EHR where it is for now: nobody pays for two.
    """
    systems = moved(scene)
    starts = kept_on_site(scene) if systems is None else systems
    bundle = tuple(name for name in starts if scene.measure(name).paid_from != "system")
    return _secured(scene, gauge, starts, direction="cloud", bundle=bundle, trials=trials, wishes=wishes)


def moved(scene: Scene) -> Starts | None:
    """Return the EHR's move with what it needs, in use from its renewal; None without a renewal inside the horizon."""
    move = scene.cloud_move()
    if move is None or scene.renewal(move).year > scene.years:
        return None
    year = scene.renewal(move).year
    return {move.id: year} | {needed: year for needed in move.prerequisites if scene.useful(needed)}


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


def kept_on_site(scene: Scene) -> Starts:
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
    wishes: Wishes,
) -> Direction:
    open_to = [
        m
        for m in scene.catalogue.measures.values()
        if m.id not in systems
        and (m.id in wishes.pins or _open_to(scene, m, direction))
        and m.id not in wishes.forbidden
        and not any(needed in wishes.forbidden and scene.useful(needed) for needed in m.prerequisites)
    ]
    pinned = {m.id: wishes.pins[m.id] or scene.years for m in open_to if m.id in wishes.pins and m.paid_from == "security"}
    latest = pinned | {m.id: year for m in open_to if m.id not in pinned and (year := must_do(scene, m)) is not None}
    must = without_conflict(scene, list(latest))
    optional = [m.id for m in open_to if m.id not in must and affordable(scene, m) and fits_in(scene, m)]
    worth = _worth(scene, gauge, systems, must, optional, trials=trials)
    candidates = [
        as_candidate(scene, name, latest[name] if name in must else None, worth[name], begun=wishes.pins.get(name))
        for name in worth
    ]
    kept = [c for c in candidates if c.latest is not None or _worthwhile(scene, c)]
    choice = choose(kept, years=scene.years, budget=scene.means.budget, hours=scene.means.hours)
    apart = {name: choice.starts[name] for name in must if not affordable(scene, scene.measure(name))}
    overspend = list(choice.overspend)
    for name, year in apart.items():
        overspend[year - 1] += scene.prices[name].capital.mid
    return Direction(
        id=direction,
        starts=systems | choice.starts,
        must=tuple(must),
        with_system=bundle,
        overspend=tuple(overspend),
        overtime=choice.overtime,
        worth={name: sum(years) / len(years) for name, years in worth.items()},
    )


def _open_to(scene: Scene, measure: Measure, direction: DirectionId) -> bool:
    """A hospital that is in the cloud already needs the cloud's measures whatever direction it takes."""
    asked = (direction, "cloud") if scene.cloud_move() is None else (direction,)
    fits = any(each in measure.directions for each in asked) and priced(scene, measure.id)
    return measure.paid_from == "security" and fits and scene.useful(measure.id)


def affordable(scene: Scene, measure: Measure) -> bool:
    """Whether one year's budget holds it."""
    price = scene.prices[measure.id]
    return price.capital.mid + price.yearly.mid <= scene.means.budget


def fits_in(scene: Scene, measure: Measure) -> bool:
    """Whether it would work within the horizon."""
    return 1 + delay_years(measure.lead_months) <= scene.years


def without_conflict(scene: Scene, must: list[str]) -> list[str]:
    """Return what must be done less what an earlier entry excludes."""
    kept: list[str] = []
    for name in must:
        if not any(name in scene.measure(k).exclusions or k in scene.measure(name).exclusions for k in kept):
            kept.append(name)
    return kept


def _worth(
    scene: Scene, gauge: Gauge, systems: Starts, must: list[str], optional: list[str], *, trials: int
) -> dict[str, tuple[float, ...]]:
    """Yen of expected loss a year that each measure avoids on top of ``must``, per plan year; 0 for ``must`` itself.

    Once a system has moved, what was worth its price before is looked at again, and nothing else: a measure that
    avoids little while the servers stand here hardly avoids more when they are gone.
    """
    moved = [name for name in systems if scene.measure(name).directions]
    move = min((systems[name] for name in moved), default=scene.years + 1)
    before = _avoided(gauge, must, optional, trials=trials) if move > 1 else {}
    again = [name for name in optional if move == 1 or before[name] >= _least_worth(scene, name)]
    after = _avoided(gauge, [*must, *moved], again, trials=trials) if move <= scene.years else {}
    early, late = min(move - 1, scene.years), max(scene.years - move + 1, 0)
    return {
        name: (before.get(name, 0.0),) * early + (after.get(name, before.get(name, 0.0)),) * late
        for name in (*must, *optional)
    }


def _avoided(gauge: Gauge, done: list[str], names: list[str], *, trials: int) -> dict[str, float]:
    base = gauge.risk(done, trials=trials).expected_loss
    return {name: max(base - gauge.risk([*done, name], trials=trials).expected_loss, 0.0) for name in names}


def as_candidate(
    scene: Scene, name: str, latest: int | None, worth: tuple[float, ...], *, begun: int | None = None
) -> Candidate:
    """Return a measure as the choice sees it; a duty that no year's budget holds is paid apart, when it is due.

    ``worth`` yen of loss avoided in each year; ``begun`` is the year that somebody insists on.
    """
    measure, price = scene.measure(name), scene.prices[name]
    discount = scene.catalogue.quantity("horizon.discount").value
    still_open = len(set(measure.requirements) & set(scene.open_requirements))
    credit = scene.catalogue.quantity("rule.duty_value").value * still_open + scene.weight_of_findings(name)
    apart = latest is not None and not affordable(scene, measure)
    return Candidate(
        id=name,
        capital=0.0 if apart else price.capital.mid,
        yearly=price.yearly.mid,
        hours=price.hours.mid,
        hours_yearly=price.hours_yearly.mid,
        worth=tuple((yen + credit) / (1 + discount) ** year for year, yen in enumerate(worth)),
        delay=delay_years(measure.lead_months),
        earliest=begun or (latest if apart and latest is not None else 1),
        latest=latest,
        prerequisites=measure.prerequisites,
        exclusions=measure.exclusions,
    )


def _least_worth(scene: Scene, name: str) -> float:
    share = scene.catalogue.quantity("rule.worth_share").value
    return share * scene.prices[name].a_year(scene.years)


def _worthwhile(scene: Scene, candidate: Candidate) -> bool:
    most = max(candidate.worth)
    return most > 0 and most >= _least_worth(scene, candidate.id)
