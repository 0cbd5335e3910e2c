"""The directions, each a rule that anyone can follow: 現状維持 stay, 閉域強化 harden, クラウド移行 cloud.

Rule of harden and cloud. First what must be done: duties to which a law or guideline gives a date (see
``duties.py``). Then, with the money and hours a year that are left, the start years that avoid the most expected loss and
meet the most requirements. What costs little is taken as done when the worth of the rest is measured, and is itself
worth what would be missed without it: one way in left open spoils the closing of all others.
"""

from dataclasses import dataclass, field, replace

from inmori.catalogue.measure import Measure
from inmori.plan.choose import Candidate, choose
from inmori.plan.duties import affordable, little, must_do, with_renewal
from inmori.plan.oracle import Oracle
from inmori.plan.renewal import delay_years
from inmori.plan.roads import DirectionId
from inmori.plan.saved import yearly_saving
from inmori.plan.scene import Scene, Starts, kept_on_site
from inmori.plan.wish import Wishes, priced

NO_WISHES = Wishes()


@dataclass(frozen=True)
class Direction:
    """What a direction does and when. ``worth`` is yen of expected yearly loss that a measure avoids here."""

    id: DirectionId
    starts: Starts
    must: tuple[str, ...] = ()
    with_system: tuple[str, ...] = ()  # paid and timed with the move of a system
    with_renewal: tuple[str, ...] = ()  # dated duties beyond a year's budget, bought with the system's renewal
    overspend: tuple[float, ...] = ()
    overtime: tuple[float, ...] = ()
    worth: dict[str, float] = field(default_factory=dict)


def stay(scene: Scene) -> Direction:
    """Return the direction that does nothing but what the calendar brings."""
    return Direction(id="stay", starts=kept_on_site(scene))


def harden(scene: Scene, oracle: Oracle, *, wishes: Wishes = NO_WISHES) -> Direction:
    """Return the direction that keeps the systems on site and spends on closing and watching them."""
    return _secured(scene, oracle, kept_on_site(scene), direction="harden", bundle=(), wishes=wishes)


def cloud(scene: Scene, oracle: Oracle, *, wishes: Wishes = NO_WISHES) -> Direction:
    """Return the direction that moves the EHR at its renewal, with what the move needs, and secures the rest.

    A renewal beyond the horizon leaves the EHR where it is for now: nobody pays for two.
    """
    systems = moved(scene)
    starts = kept_on_site(scene) if systems is None else systems
    bundle = tuple(name for name in starts if scene.measure(name).paid_from != "system")
    return _secured(scene, oracle, starts, direction="cloud", bundle=bundle, wishes=wishes)


def moved(scene: Scene) -> Starts | None:
    """Return the EHR's move with what it needs, in use from its renewal; None without a renewal inside the horizon."""
    move = scene.cloud_move()
    if move is None or scene.renewal(move).year > scene.years:
        return None
    year = scene.renewal(move).year
    return {move.id: year} | {needed: year for needed in move.prerequisites if scene.useful(needed)}


def _secured(
    scene: Scene, oracle: Oracle, systems: Starts, *, direction: DirectionId, bundle: tuple[str, ...], wishes: Wishes
) -> Direction:
    open_to = _open_measures(scene, systems, direction, wishes)
    pinned = {m.id: wishes.pins[m.id] or scene.years for m in open_to if m.id in wishes.pins and m.paid_from == "security"}
    latest = pinned | {m.id: year for m in open_to if m.id not in pinned and (year := must_do(scene, m)) is not None}
    must = without_conflict(scene, list(latest))
    optional = [m.id for m in open_to if m.id not in must and affordable(scene, m) and fits_in(scene, m)]
    worth = _worth(scene, oracle, systems, must, optional)
    candidates = [
        _with_savings(
            scene,
            as_candidate(scene, name, latest[name] if name in must else None, worth[name], begun=wishes.pins.get(name)),
        )
        for name in worth
    ]
    choice = choose(
        _kept(scene, candidates), years=scene.years, budget=scene.means.budget, hours=scene.means.hours
    )
    overspend = list(choice.overspend)
    for name in must:
        if not affordable(scene, scene.measure(name)) and not with_renewal(scene, scene.measure(name)):
            overspend[choice.starts[name] - 1] += scene.prices[name].capital.mid
    return Direction(
        id=direction,
        starts=systems | choice.starts,
        must=tuple(must),
        with_system=bundle,
        with_renewal=tuple(name for name in must if with_renewal(scene, scene.measure(name))),
        overspend=tuple(overspend),
        overtime=choice.overtime,
        worth={name: sum(years) / len(years) for name, years in worth.items()},
    )


def _open_measures(scene: Scene, systems: Starts, direction: DirectionId, wishes: Wishes) -> list[Measure]:
    return [
        m
        for m in scene.catalogue.measures.values()
        if m.id not in systems
        and (m.id in wishes.pins or _open_to(scene, m, direction))
        and m.id not in wishes.forbidden
        and not any(needed in wishes.forbidden and scene.useful(needed) for needed in m.prerequisites)
    ]


def _open_to(scene: Scene, measure: Measure, direction: DirectionId) -> bool:
    """A hospital that is in the cloud already needs the cloud's measures whatever direction it takes."""
    asked = (direction, "cloud") if scene.cloud_move() is None else (direction,)
    fits = any(each in measure.directions for each in asked) and priced(scene, measure.id)
    return measure.paid_from == "security" and fits and scene.useful(measure.id)


def fits_in(scene: Scene, measure: Measure) -> bool:
    """Whether it would work within the horizon."""
    return 1 + delay_years(measure.lead_months) <= scene.years


def without_conflict(scene: Scene, names: list[str]) -> list[str]:
    """Return measures less what an earlier entry excludes."""
    kept: list[str] = []
    for name in names:
        if not any(_exclude(scene, name, k) for k in kept):
            kept.append(name)
    return kept


def _exclude(scene: Scene, one: str, other: str) -> bool:
    return one in scene.measure(other).exclusions or other in scene.measure(one).exclusions


def _kept(scene: Scene, candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates that avoid something worth their cost, and what these need."""
    by_id = {each.id: each for each in candidates}
    kept = {each.id for each in candidates if each.latest is not None or _worthwhile(scene, each)}
    while more := {need for name in kept for need in by_id[name].prerequisites if need in by_id} - kept:
        kept |= more
    return [each for each in candidates if each.id in kept]


def _worth(
    scene: Scene, oracle: Oracle, systems: Starts, must: list[str], optional: list[str]
) -> dict[str, tuple[float, ...]]:
    """Yen of expected loss a year that each measure avoids on top of what is done, per plan year; 0 for ``must`` itself.

    Once a system has moved, what was worth its price before is looked at again, and what costs little: a measure that
    avoids little while the servers stand here hardly avoids more when they are gone.
    """
    moves = [name for name in systems if scene.measure(name).directions]
    move = min((systems[name] for name in moves), default=scene.years + 1)
    before = _avoided(scene, oracle, must, optional) if move > 1 else {}
    again = [
        name
        for name in optional
        if move == 1 or before[name] >= _least_worth(scene, name) or little(scene, scene.measure(name))
    ]
    after = _avoided(scene, oracle, [*must, *moves], again) if move <= scene.years else {}
    early, late = min(move - 1, scene.years), max(scene.years - move + 1, 0)
    return {
        name: (before.get(name, 0.0),) * early + (after.get(name, before.get(name, 0.0)),) * late
        for name in (*must, *optional)
    }


def _avoided(scene: Scene, oracle: Oracle, done: list[str], names: list[str]) -> dict[str, float]:
    """What costs little is in the whole: it is worth what the whole loses without it, the rest what it adds to the whole."""
    cheap = without_conflict(scene, [*done, *(name for name in names if little(scene, scene.measure(name)))])
    found = {}
    for name in names:
        beside = [each for each in cheap if each != name and (each in done or not _exclude(scene, each, name))]
        gain = oracle.loss(beside, year=1) - oracle.loss([*beside, name], year=1)
        found[name] = max(gain, 0.0)
    return found


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
        saved=yearly_saving(scene, name),
    )


def _with_savings(scene: Scene, candidate: Candidate) -> Candidate:
    """Count what is no longer paid beyond the measure's own price among its worth, for a choice that weighs worth alone."""
    discount = scene.catalogue.quantity("horizon.discount").value
    gain = max(candidate.saved - scene.prices[candidate.id].a_year(scene.years), 0.0)
    worth = tuple(yen + gain / (1 + discount) ** year for year, yen in enumerate(candidate.worth))
    return replace(candidate, worth=worth, saved=0.0)


def _worthwhile(scene: Scene, candidate: Candidate) -> bool:
    most = max(candidate.worth)
    return most > 0 and most >= _least_worth(scene, candidate.id)


def _least_worth(scene: Scene, name: str) -> float:
    share = scene.catalogue.quantity("rule.worth_share").value
    return share * max(scene.prices[name].a_year(scene.years) - yearly_saving(scene, name), 0.0)
