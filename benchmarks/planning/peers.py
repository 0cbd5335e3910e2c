"""The planner's search beside other ways to choose, on one hospital: forward and backward greedy, the program alone,
NSGA-II and the most probable path; each chooses by itself, all are judged on trials that none of them has seen.

Each has a counter of questions of its own. NSGA-II is given as many as the search used. The search's finalists are
judged on fresh trials of a seed of their own, which are not those of the last judgement here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from planning import genetic, probable_path
from planning.case import SEED, YEARS, Case, shared_bench

from inmori.plan.best_road import FRESH, Bench, base_of, best_road, seen, setting_of, space_of
from inmori.plan.greedy import backward, forward
from inmori.plan.judge import Judge
from inmori.plan.optimise import Effort, paired, program_start
from inmori.plan.oracle import Oracle
from inmori.plan.scene import Scene, Starts, kept_on_site
from inmori.plan.wish import Wishes
from inmori.units import Interval

SHARES = (0.1, 0.3, 1.0)  # of the budget
TRIALS = 100_000  # of the last judgement
PARALLEL = 1.2  # what doors side by side make of 1, at least
ON_SITE = Wishes(forbidden=frozenset({"cloud_ehr"}))  # the peers do not choose the place of the EHR


@dataclass(frozen=True)
class Way:
    """What one way chose. ``asked`` questions to the simulator, of as many trials as the search asks for."""

    name: str
    starts: Starts
    asked: int


@dataclass(frozen=True)
class Verdict:
    """The search beside one peer at one budget, on fresh trials; yen of today over the horizon.

    ``gap`` is what the search costs more: money, loss, less the worth of the duties met. ``cost`` and ``loss`` are
    (search, peer), without what the systems cost. ``together`` is what the measures that only the search took avoid
    all at once, for each yen that they avoid one by one: above 1 where closing one of two doors is worth little.
    """

    budget: float
    peer: str
    gap: Interval
    cost: tuple[float, float]
    loss: tuple[float, float]
    asked: tuple[int, int]
    together: float | None = None

    @property
    def parallel(self) -> bool:
        """Whether doors run in parallel between the two roadmaps."""
        return self.together is not None and self.together > PARALLEL

    @property
    def better(self) -> float:
        """By which share of the peer's costs and loss the search is better, whichever tells less: with duties or without."""
        peer = self.cost[1] + self.loss[1]
        return min(-self.gap.mid, peer - self.cost[0] - self.loss[0]) / peer


def verdicts(case: Case, *, budget: float | None, effort: Effort, trials: int = TRIALS) -> Iterator[Verdict]:
    """At three budgets. ``budget`` yen a year; None: what the hospital told, or the share of its revenue."""
    scene = case.scene(budget=budget)
    bench = shared_bench(scene)
    for share in SHARES:
        poorer = replace(scene, means=replace(scene.means, budget=scene.means.budget * share))
        yield from _at(poorer, bench, effort=effort, trials=trials)


def _at(scene: Scene, bench: Bench, *, effort: Effort, trials: int) -> Iterator[Verdict]:
    systems = kept_on_site(scene)
    base, space = base_of(scene, systems), space_of(scene, systems, wishes=ON_SITE)

    def judge() -> Judge:
        return Judge(space, replace(bench, made={}).oracle(trials=effort.trials), systems=systems, base=base)

    def way(name: str, choose: Callable[[Judge], Starts]) -> Way:
        own = judge()
        starts = choose(own)
        return Way(name, starts, own.oracle.asked)

    search = replace(bench, scene=scene, made={})
    found = best_road(search, setting_of(search, wishes=ON_SITE), wishes=ON_SITE, effort=effort, roads={})
    hybrid = Way("search", found.finalists[0].starts, search.oracle(trials=effort.trials).asked)
    ways = [
        way("forward greedy", lambda own: forward(own, space.duties)),
        way("backward greedy", backward),
        way("program alone", lambda own: program_start(own, effort, [])),
        way("NSGA-II", lambda own: genetic.chosen(own, questions=hybrid.asked)),
        way("most probable path", lambda _own: probable_path.chosen(scene, space)),
    ]
    answer = bench.edited(trials, SEED + 2 * FRESH)
    oracle = Oracle(answer, seen=seen(scene), years=YEARS, era=found.judge.oracle.era)
    fresh = Judge(space, oracle, systems=systems, base=base)
    for each in ways:
        yield verdict(fresh, hybrid, each, budget=scene.means.budget, asked_of=judge())


def together(judge: Judge, one: Starts, other: Starts) -> float | None:
    """What the measures that only ``one`` has avoid together, for each yen that they avoid alone; None without any."""
    common, only = [*judge.systems, *(name for name in one if name in other)], [name for name in one if name not in other]
    year = judge.space.years
    now = judge.oracle.loss(common, year=year)
    alone = sum(now - judge.oracle.loss([*common, name], year=year) for name in only)
    return (now - judge.oracle.loss([*common, *only], year=year)) / alone if alone > 0 else None


def verdict(fresh: Judge, hybrid: Way, peer: Way, *, budget: float, asked_of: Judge) -> Verdict:
    """Judge two roadmaps on the same fresh trials."""
    return Verdict(
        budget=budget,
        peer=peer.name,
        gap=paired(fresh, hybrid.starts, fresh, peer.starts),
        cost=(fresh.space.money(hybrid.starts), fresh.space.money(peer.starts)),
        loss=(fresh.loss(hybrid.starts), fresh.loss(peer.starts)),
        asked=(hybrid.asked, peer.asked),
        together=together(asked_of, hybrid.starts, peer.starts),
    )
