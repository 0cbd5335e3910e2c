"""The fourth direction, 最適: any mix of measures, on site or in the cloud, whatever the search finds for this hospital.

Its space is wider than that of the other roads, and their roadmaps are among its starts, so it is never worse than
they are by the measure it is chosen by: costs plus expected loss, less the worth of duties.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from inmori.plan.choose import Candidate
from inmori.plan.cost import cost_lines, summed
from inmori.plan.directions import (
    Direction,
    as_candidate,
    fits_in,
    moved,
    without_conflict,
)
from inmori.plan.duties import affordable, must_do, with_renewal
from inmori.plan.judge import Judge
from inmori.plan.optimise import Draft, Effort, Keeper, Show, begin, paired, search
from inmori.plan.oracle import Answer, Oracle, edited_answers, stored_answers
from inmori.plan.risk import Drawer
from inmori.plan.scene import Scene, Starts, kept_on_site
from inmori.plan.search_space import Space
from inmori.plan.wish import Wishes, priced
from inmori.units import Interval

FIRST_TRIALS = 200  # the first roadmap is judged roughly, so that it can be shown at once
FRESH = 1_000_003  # added to the seed for trials that the search has never seen
FINALISTS = 3
CLOSE = 0.03  # by which a place for the EHR may be behind after its first start and still be searched


@dataclass(frozen=True)
class Finalist:
    """A roadmap that came to the last judgement: ``value`` yen on fresh trials, ``behind`` what it costs more than the best."""

    source: str
    systems: Starts
    starts: Starts
    value: float
    behind: Interval

    @property
    def tied(self) -> bool:
        """Whether fresh trials cannot tell it from the best."""
        return self.behind.low <= 0


@dataclass(frozen=True)
class BestRoad:
    """What the search found. ``judge`` can be asked on; ``finalists`` start with the one that was taken."""

    direction: Direction
    judge: Judge
    finalists: tuple[Finalist, ...]
    drafts: dict[str, float] = field(default_factory=dict)  # value of each start, by its source
    stopped: bool = False


@dataclass(frozen=True)
class Bench:
    """What answers questions: ``answers`` makes a source of answers from trials and seed; ``tick`` tells each question.

    The directions that a rule chooses and the search ask one oracle, so that the campaigns are run and kept once.
    """

    scene: Scene
    answers: Callable[[int, int], Answer]
    edited: Callable[[int, int], Answer]
    seed: int
    tick: Callable[[], None] = lambda: None
    made: dict[int, Oracle] = field(default_factory=dict)

    def oracle(self, *, trials: int) -> Oracle:
        """Return the oracle on so many trials of the search, the same one each time."""
        if trials not in self.made:
            answer = self.answers(trials, self.seed)
            self.made[trials] = Oracle(answer, seen=seen(self.scene), years=self.scene.years, tick=self.tick)
        return self.made[trials]

    def exact(self, *, trials: int, fresh: bool = False, era: tuple[int, ...] | None = None) -> Oracle:
        """Return an oracle that edits the hospital for each answer, on ``fresh`` trials or the search's own."""
        answer = self.edited(trials, self.seed + FRESH * fresh)
        return Oracle(answer, seen=seen(self.scene), years=self.scene.years, tick=self.tick, era=era)


def bench_of(
    scene: Scene, drawer: Drawer | None, *, seed: int, threads: int, tick: Callable[[], None] = lambda: None
) -> Bench:
    """Answer from kept campaigns, or from ``drawer`` where one is given."""

    def stored(trials: int, own: int) -> Answer:
        return stored_answers(scene, scene.catalogue, seen(scene), trials=trials, seed=own, threads=threads)

    def edited(trials: int, own: int) -> Answer:
        from inmori.simulate import draw

        def drawn(hospital, on, count):  # type: ignore[no-untyped-def]
            return draw(hospital, scene.catalogue, today=on, trials=count, seed=own, threads=threads)

        return edited_answers(scene, drawer or drawn, trials=trials)

    return Bench(scene, edited if drawer is not None else stored, edited, seed, tick)


def seen(scene: Scene) -> list[str]:
    """Return the measures that can change what the simulator says here."""
    return sorted(m.id for m in scene.catalogue.measures.values() if m.lowers_risk and scene.useful(m.id))


@dataclass(frozen=True)
class Setting:
    """Where the EHR can be (by name), the roadmaps possible there, and a first roadmap, judged roughly."""

    variants: dict[str, Starts]
    spaces: dict[str, Space]
    rough: Oracle
    where: str
    first: Draft


def setting_of(bench: Bench, *, wishes: Wishes) -> Setting:
    """Set the search out: on site and, where the EHR can move, in the cloud. A first roadmap comes with it at once."""
    scene = bench.scene
    rough = bench.exact(trials=FIRST_TRIALS, era=tuple(range(1, scene.years + 1)))
    variants = _variants(scene, wishes)
    spaces = {name: space_of(scene, systems, wishes=wishes) for name, systems in variants.items()}
    where, first = _first(scene, variants, spaces, rough)
    return Setting(variants, spaces, rough, where, first)


def best_road(
    bench: Bench,
    setting: Setting,
    *,
    wishes: Wishes,
    effort: Effort,
    roads: Mapping[str, Direction],
    show: Show = lambda _draft: None,
    stopped: bool = False,
) -> BestRoad:
    """Search everywhere; judge the finalists on fresh trials.

    ``roads`` are the directions that a rule chose. A KeyboardInterrupt ends the search and keeps the best so far;
    where it came before (``stopped``) that is the first roadmap.
    """
    scene, variants, spaces = bench.scene, setting.variants, setting.spaces
    keepers: dict[str, Keeper] = {}
    try:
        for name, systems in () if stopped else variants.items():
            oracle = bench.oracle(trials=effort.trials)
            judge = Judge(spaces[name], oracle, systems=systems, base=base_of(scene, systems))
            keepers[name] = Keeper(judge, show)
            given = [(each, _only(direction, spaces[name])) for each, direction in roads.items()]
            begin(judge, keeper=keepers[name], starts=[*given, ("present", dict(wishes.present))])
        for keeper in _promising(keepers):
            search(keeper.judge, effort=effort, keeper=keeper)
    except KeyboardInterrupt:
        stopped = True
    if not any(keeper.best for keeper in keepers.values()):
        judge = Judge(spaces[setting.where], setting.rough, systems=variants[setting.where])
        keepers = {setting.where: Keeper(judge, best=setting.first)}
    finalists = _judged(bench, keepers, variants, effort=effort, fresh=not stopped)
    best = finalists[0]
    name = next(each for each, systems in variants.items() if systems == best.systems and each in keepers)
    drafts = {f"{each}: {source}": d.value for each, keeper in keepers.items() for source, d in keeper.sources.items()}
    direction = direction_of(scene, spaces[name], best.systems, best.starts)
    return BestRoad(direction, keepers[name].judge, finalists, drafts, stopped)


def space_of(scene: Scene, systems: Starts, *, wishes: Wishes, dated_by: Scene | None = None) -> Space:
    """Return all roadmaps beside these systems: dated duties and pins are in, what is refused or has no price is out.

    ``dated_by`` is the scene whose budget says when a duty is due; left out, the scene itself. With more money than that
    scene has, a duty that its budget cannot carry still comes with the system's renewal: or more would be worse.
    """
    poorer = min((scene, dated_by or scene), key=lambda each: each.means.budget)
    usable = [
        m
        for m in scene.catalogue.measures.values()
        if m.paid_from == "security" and m.id not in systems and m.id not in wishes.forbidden
        and (m.id in wishes.pins or (scene.useful(m.id) and m.directions and priced(scene, m.id)))
    ]  # fmt: skip
    pinned = {m.id: wishes.pins[m.id] or scene.years for m in usable if m.id in wishes.pins}
    duties = {m.id: must_do(dated_by or scene, m) for m in usable if m.deadline is not None and m.id not in pinned}
    latest = pinned | {name: year for name, year in duties.items() if year is not None}
    must = without_conflict(scene, list(latest))
    candidates: list[Candidate] = [
        as_candidate(poorer, m.id, latest[m.id] if m.id in must else None, (0.0,) * scene.years, begun=wishes.pins.get(m.id))
        for m in usable
        if m.id in must or (affordable(scene, m) and fits_in(scene, m))
    ]
    return Space(
        tuple(_with_what_they_need(scene, candidates, systems)),
        years=scene.years,
        budget=scene.means.budget,
        hours=scene.means.hours,
        discount=scene.catalogue.quantity("horizon.discount").value,
    )


def _with_what_they_need(scene: Scene, candidates: list[Candidate], systems: Starts) -> list[Candidate]:
    """Leave out what needs a measure that is refused or cannot be had; what a hospital has already is no need."""
    while True:
        there = {*systems, *(each.id for each in candidates)}
        kept = [each for each in candidates if not any(_needed(scene, p) and p not in there for p in each.prerequisites)]
        if len(kept) == len(candidates):
            return kept
        candidates = kept


def _needed(scene: Scene, name: str) -> bool:
    return name in scene.applied and scene.useful(name)


def base_of(scene: Scene, systems: Starts) -> float:
    """Return what the systems cost over the horizon, whatever else is done."""
    return summed(cost_lines(scene, Direction(id="best", starts=systems))).mid


def direction_of(scene: Scene, space: Space, systems: Starts, starts: Starts) -> Direction:
    """Return a roadmap as a direction, with what goes over the limits in each year."""
    money, time = [0.0] * space.years, [0.0] * space.years
    for name, begun in starts.items():
        price = scene.prices[name]
        money[begun - 1] += 0.0 if with_renewal(scene, scene.measure(name)) else price.capital.mid
        for year in range(begun, space.years + 1):
            money[year - 1] += price.yearly.mid
            time[year - 1] += price.hours.mid if year == begun else price.hours_yearly.mid
    return Direction(
        id="best",
        starts=systems | starts,
        must=tuple(name for name in starts if space.by_id[name].latest is not None),
        with_system=tuple(name for name in systems if scene.measure(name).paid_from != "system"),
        with_renewal=tuple(name for name in starts if with_renewal(scene, scene.measure(name))),
        overspend=tuple(max(yen - space.budget, 0.0) for yen in money),
        overtime=tuple(max(hours - space.hours, 0.0) for hours in time),
    )


def _variants(scene: Scene, wishes: Wishes) -> dict[str, Starts]:
    """The EHR on site and, where it can move, in the cloud; one of them where the hospital insists."""
    stays, moves = kept_on_site(scene), moved(scene)
    move, renewal = scene.cloud_move(), scene.on_premises_renewal()
    if moves is None or move is None or move.id in wishes.forbidden or (renewal is not None and renewal.id in wishes.pins):
        return {"stay": stays}
    refused = renewal is not None and renewal.id in wishes.forbidden
    return {"cloud": moves} if move.id in wishes.pins or refused else {"stay": stays, "cloud": moves}


def _promising(keepers: Mapping[str, Keeper]) -> list[Keeper]:
    """Places for the EHR whose first start is not far behind the best."""
    found = [keeper for keeper in keepers.values() if keeper.best is not None]
    top = min((keeper.best.value for keeper in found if keeper.best is not None), default=0.0)
    return [keeper for keeper in found if keeper.best is not None and keeper.best.value <= top + CLOSE * abs(top)]


def _only(direction: Direction, space: Space) -> Starts:
    return {name: year for name, year in direction.starts.items() if name in space.by_id}


def _first(
    scene: Scene, variants: Mapping[str, Starts], spaces: Mapping[str, Space], rough: Oracle
) -> tuple[str, Draft]:
    """A roadmap at once: the duties, then what the findings ask for loudest for its money, without asking what it avoids."""
    found = []
    for name, space in spaces.items():
        current = dict(space.duties)
        loud = {each: scene.weight_of_findings(each) / (space.money({each: 1}) + 1e5) for each in space.by_id}
        for each in sorted(loud, key=lambda one: (-loud[one], one)):
            if loud[each] > 0:
                current = space.with_added(current, each) or current
        judge = Judge(space, rough, systems=variants[name], base=base_of(scene, variants[name]))
        found.append((judge.guess(current), name, current))
    value, name, current = min(found, key=lambda each: (each[0], each[1]))
    return name, Draft("first", current, value)


def _judged(
    bench: Bench, keepers: Mapping[str, Keeper], variants: Mapping[str, Starts], *, effort: Effort, fresh: bool
) -> tuple[Finalist, ...]:
    """Judge the best few on trials that no search has seen, each by editing the hospital; the best first."""
    leaders = sorted(
        ((draft.value, name, draft) for name, keeper in keepers.items() for draft in _distinct(keeper)),
        key=lambda each: (each[0], each[1], each[2].source),
    )[:FINALISTS]
    trials = effort.fresh if fresh else FIRST_TRIALS
    era = keepers[leaders[0][1]].judge.oracle.era
    oracle = bench.exact(trials=trials, fresh=True, era=era)
    judges = [
        Judge(keepers[name].judge.space, oracle, systems=variants[name], base=base_of(bench.scene, variants[name]))
        for _, name, _ in leaders
    ]
    values = [judge.value(draft.starts) for judge, (_, _, draft) in zip(judges, leaders, strict=True)]
    top = min(range(len(values)), key=lambda n: (values[n], n))
    order = sorted(range(len(values)), key=lambda n: (values[n], n))
    return tuple(
        Finalist(
            leaders[n][2].source,
            variants[leaders[n][1]],
            leaders[n][2].starts,
            values[n],
            paired(judges[n], leaders[n][2].starts, judges[top], leaders[top][2].starts),
        )
        for n in order
    )


def _distinct(keeper: Keeper) -> list[Draft]:
    drafts = sorted(keeper.sources.values(), key=lambda draft: (draft.value, draft.source))
    if keeper.best is not None:
        drafts = [keeper.best, *drafts]
    return list({tuple(sorted(draft.starts.items())): draft for draft in reversed(drafts)}.values())
