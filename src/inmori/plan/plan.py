"""The one verb of this package: compare the roads for one hospital, and say what to do next."""

from collections.abc import Callable
from datetime import date

from inmori import __version__
from inmori.catalogue.loader import Catalogue
from inmori.diagnose.finding import Diagnosis
from inmori.errors import OurFault
from inmori.model import Hospital, MadeFrom
from inmori.plan.best_road import bench_of, setting_of
from inmori.plan.break_even import break_evens, two_way
from inmori.plan.compare import Measured, measured, result_of
from inmori.plan.directions import Direction, cloud, harden, stay
from inmori.plan.found import BestPlan
from inmori.plan.ground import ground_of
from inmori.plan.next_steps import next_steps
from inmori.plan.notes import notes_of
from inmori.plan.oracle import Oracle, silent
from inmori.plan.present import present_direction, with_figures
from inmori.plan.risk import Drawer
from inmori.plan.roads import Roads
from inmori.plan.saved import savings_of
from inmori.plan.scene import Gauge, Scene, scene_of
from inmori.plan.searched import Search, comparisons, searched, valued
from inmori.plan.step_days import with_days
from inmori.plan.stop import Stop
from inmori.plan.verdict import verdict_of
from inmori.plan.wish import Wishes, check_wishes
from inmori.simulate import Draws
from inmori.text import Text

RANKING_SHARE = (
    4  # a measure's worth is ranked on this fraction of the trials; the directions are judged on all
)
NO_WISHES = Wishes()
SEARCH_QUESTIONS = 1_600  # to the simulator, about
HURRIED = Text(
    ja="早く止めたため、閉域強化とクラウド移行の対策は、減る損害を調べずに、満たす要求と指摘だけで選んでいます。止めずにもう一度実行すれば調べます。",
    en="Stopped early: hardening and the move were chosen by requirements and findings alone, without what they avoid. Run again to ask.",
)
USED = (
    "horizon.discount",
    "horizon.system_life",
    "price.drift",
    "rule.cheap_hours",
    "rule.cheap_yearly",
    "rule.duty_value",
    "rule.worth_share",
)


def plan(
    hospital: Hospital,
    catalogue: Catalogue,
    diagnosis: Diagnosis,
    *,
    today: date,
    budget_yen: float | None,
    years: int = 5,
    trials: int = 4_000,
    seed: int = 7,
    threads: int = 2,
    progress: Callable[[str, float], None] | None = None,
    drawer: Drawer | None = None,
    wishes: Wishes = NO_WISHES,
    search: Search | None = None,
) -> Roads:
    """Compare the directions for this hospital and name the next steps.

    ``budget_yen`` a year; None takes the hospital's own figure or a documented share of its revenue. ``drawer``
    stands in for the simulator (a test's, or one that remembers). The same arguments give the same bytes.
    ``wishes`` are measures to take or to leave out; ``search`` asks for the fourth direction as well, which takes
    a minute or two: a first KeyboardInterrupt keeps the best roadmap so far, at whatever point it comes.

    Raises:
        InputError: a wish names no measure, or a year outside the plan.
        ContradictionError: wishes contradict each other.
        OurFault: the catalogue's measures contradict each other, or a horizon of less than a year is asked.
    """
    if years < 1:
        raise OurFault(Text(ja="期間は1年以上にしてください。", en="The horizon must be a year or more."))
    tell = _Teller(progress, years=years, searching=search is not None)
    tell("対策が何を変えるかを調べています", 0.0)
    ground = ground_of(hospital, catalogue, today=today)
    scene = scene_of(hospital, catalogue, diagnosis, ground=ground, years=years, budget_yen=budget_yen)
    check_wishes(scene, wishes)
    draws = drawer or _simulator(catalogue, seed=seed, threads=threads)
    ranking = max(trials // RANKING_SHARE, min(trials, 400))
    bench = bench_of(scene, drawer, seed=seed, threads=threads, tick=tell.drawn)
    setting, stop = None, Stop(heeded=search is not None)
    if search is not None:
        setting = setting_of(bench, wishes=wishes)
        search.show(setting.first)
    oracle = stop.through(lambda: bench.oracle(trials=ranking), instead=lambda: silent(scene))
    roads = stop.through(lambda: _roads(scene, oracle, wishes), instead=lambda: _roads(scene, silent(scene), wishes))
    hurried = stop.asked
    gauge = Gauge(scene, draws, trials=trials, tick=tell.drawn, era=oracle.era)
    tell.what = "道ごとに費用と被害を比べています"
    sides = stop.through(lambda: tuple(measured(scene, gauge, direction) for direction in roads))
    fourth, told = None, None
    followed: tuple[Direction, ...] = roads[1:]
    if search is not None and setting is not None:
        tell.what = "よりよい組合せと順番を探しています"
        direction, told = searched(bench, setting, roads, wishes=wishes, asked=search, stopped=stop.asked)
        followed = (valued(direction, told, roads, years=years),)
        tell.what = "見つかった計画をまとめています"
        fourth = stop.through(lambda: measured(scene, gauge, direction))
        told = stop.through(lambda: _with_present(scene, gauge, direction, (*sides, fourth), told, wishes, seed=seed))
    done = Roads(
        inmori_version=__version__,
        made_from=(
            MadeFrom(name="hospital.json", sha256=hospital.sha256()),
            MadeFrom(name="diagnosis.json", sha256=diagnosis.sha256()),
            MadeFrom(name="catalogue", sha256=catalogue.sha256),
        ),
        today=today,
        years=years,
        budget_yen=scene.means.budget,
        seed=seed,
        trials=trials,
        directions=tuple(result_of(scene, side, sides[0], seed=seed) for side in sides),
        verdict=verdict_of(scene, *sides, seed=seed),
        next_steps=next_steps(scene, followed),
        assumptions=_assumptions(scene, roads),
        not_applicable=_not_applicable(scene),
        best=None if fourth is None else result_of(scene, fourth, sides[0], seed=seed),
        search=told,
        comparisons=comparisons(scene, sides if fourth is None else (*sides, fourth), seed=seed),
        break_evens=break_evens(scene, sides[2], sides[1], seed=seed),
        two_way=two_way(scene, sides[2], sides[1]),
        notes=(*((HURRIED,) if hurried else ()), *notes_of(scene, wishes)),
    )
    tell("道を比べ終わりました", 1.0)
    return with_days(done, hospital, catalogue)


class _Teller:
    """Tells progress by the number of draws: each costs about the same, and nothing else takes long."""

    def __init__(self, progress: Callable[[str, float], None] | None, *, years: int, searching: bool) -> None:
        self._progress, self._drawn = progress, 0
        self._expected = 40 + 3 * years + SEARCH_QUESTIONS * searching
        self.what = "対策の効き目を比べています"

    def __call__(self, what: str, share: float) -> None:
        if self._progress is not None:
            self._progress(what, share)

    def drawn(self) -> None:
        self._drawn += 1
        self(self.what, self._drawn / (self._drawn + max(self._expected - self._drawn, 3)))


def _roads(scene: Scene, oracle: Oracle, wishes: Wishes) -> tuple[Direction, Direction, Direction]:
    return stay(scene), harden(scene, oracle, wishes=wishes), cloud(scene, oracle, wishes=wishes)


def _with_present(
    scene: Scene, gauge: Gauge, best: Direction, sides: tuple[Measured, ...], told: BestPlan | None, wishes: Wishes, *, seed: int
) -> BestPlan | None:
    """Give the hospital's present plan its figures, by the same rule as those of the roads."""
    if told is None or told.present is None:
        return told
    systems = {name: year for name, year in best.starts.items() if scene.measure(name).paid_from == "system"}
    systems |= {name: best.starts[name] for name in best.with_system}
    own = measured(scene, gauge, present_direction(scene, wishes, otherwise=systems))
    return told.model_copy(update={"present": with_figures(told.present, scene, own, sides, seed=seed)})


def _simulator(catalogue: Catalogue, *, seed: int, threads: int) -> Drawer:
    from inmori.simulate import draw

    def draws(hospital: Hospital, on: date, trials: int) -> Draws:
        return draw(hospital, catalogue, today=on, trials=trials, seed=seed, threads=threads)

    return draws


def _assumptions(scene: Scene, roads: tuple[Direction, ...]) -> tuple[str, ...]:
    """Ids of the catalogue's figures behind the comparison, prices of systems and stand-ins for unknowns included."""
    used = {*USED, *scene.means.quantities}
    for direction in roads:
        for name in direction.starts:
            for cost in scene.measure(name).costs:
                used.update(ref for ref in (cost.capital_ref, cost.yearly_ref) if ref)
        for name in direction.starts:
            used.update(x.price.id for x in savings_of(scene, scene.measure(name)) if x.price.id in scene.catalogue.quantities)
    if scene.hospital.beds.value is None:
        used.add("price.beds_unknown")
    used.update(name for name in scene.catalogue.quantities if name.startswith("outage."))
    return tuple(sorted(used))


def _not_applicable(scene: Scene) -> tuple[tuple[str, Text], ...]:
    return tuple(
        (name, applied.reason)
        for name, applied in scene.applied.items()
        if applied.reason is not None and scene.measure(name).directions
    )
