"""Speed and quality of the planner, each with its floor; a miss makes the exit code 1.

    python benchmarks/plan.py [what-if plan front growth] [--evidence examples/minato]
    python benchmarks/plan.py --peers [minato suzukake kitahama shiosai tachibana planted]

Without a name all four parts of the speed are measured, on the example hospital; with ``--peers`` the search is held
against other ways to choose, on the hospitals named or on all (``planning/case.py`` says which has what shape).

Times are told as wall clock and as processor time of all threads. On two free cores the wall clock is no longer than the
processor time; a busy machine adds to it. So a floor of speed is missed where both are above it, and the load is told
at the top. Quality is judged on fresh trials with paired 95 % intervals. Floors: issue 5.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
from planning.case import BUDGET, HOSPITALS, PLANTED, SEED, TODAY, YEARS, Case, read
from planning.table import Row, Watch, printed

from inmori.plan import plan
from inmori.plan.best_road import BestRoad, bench_of, best_road, seen, setting_of
from inmori.plan.optimise import Draft, Effort
from inmori.plan.scene import Scene
from inmori.plan.searched import Search, front
from inmori.plan.wish import Wishes
from inmori.simulate import store, warm_up

PARTS = ("what-if", "plan", "front", "growth")
MEASURES, TRIALS = (20, 40, 80), (500, 1_000, 2_000)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("names", nargs="*", choices=[*PARTS, *HOSPITALS, PLANTED, []], help="parts, or hospitals with --peers")
    options.add_argument("--evidence", type=Path, default=HOSPITALS["minato"][0])
    options.add_argument("--peers", action="store_true", help="other ways to choose, some minutes for each hospital")
    given = options.parse_args()
    warm_up()
    if given.peers:
        from planning.beside import rows  # needs pymoo

        return printed(rows(given.names or [*HOSPITALS, PLANTED]))
    return printed(speed(read(given.evidence), given.names or PARTS))


def speed(case: Case, parts: Sequence[str]) -> Iterator[Row]:
    if "what-if" in parts:
        yield from what_if(case)
    if "plan" in parts:
        yield from five_years(case)
    if "front" in parts:
        yield from the_front(case)
    if "growth" in parts:
        yield from growth(case)


def what_if(case: Case) -> Iterator[Row]:
    """One measure more or less, from what is kept."""
    scene = case.scene()
    names = seen(scene)
    measures = {name: scene.applied[name].hospital for name in names}
    for trials, floor in ((1_000, None), (4_000, 0.15)):
        watch = Watch()
        kept = store(case.hospital, case.catalogue, today=TODAY, measures=measures, trials=trials)
        stored = watch.read()[1]
        kept.answer(names[:1])
        wall, busy = [], []
        for name in names:
            watch = Watch()
            kept.answer([name])
            once = watch.read()
            wall.append(once[0])
            busy.append(once[1])
        note = f"worst {max(wall):.3f} s; {len(names)} measures stored in {stored:.1f} s of processor, {kept.size / 1e6:.0f} MB"
        yield Row(f"what if, one measure, {trials:,} trials (median of all)", median(wall), busy=median(busy), floor=floor, note=note)


def five_years(case: Case) -> Iterator[Row]:
    """The whole comparison with the fourth direction, without the front."""
    first: list[tuple[float, float]] = []
    drafts: list[Draft] = []
    watch = Watch()

    def show(draft: Draft) -> None:
        first.append(watch.read())
        drafts.append(draft)

    search = Search(effort=replace(Effort(), budgets=0), show=show)
    roads = plan(
        case.hospital, case.catalogue, case.diagnosis, today=TODAY, budget_yen=BUDGET, years=YEARS, search=search
    )
    whole = watch.row(
        f"five-year plan, {len(case.catalogue.measures)} measures, {useful(case)} of them change something here",
        floor=120,
        note=f"{len(drafts)} better roadmaps on the way",
    )
    yield Row("first usable roadmap", first[0][0], busy=first[0][1], floor=5, note=f"{len(drafts[0].starts)} measures")
    yield whole
    yield Row("measures in the catalogue short of 80", max(80 - len(case.catalogue.measures), 0), "", floor=0)
    if roads.search is not None and roads.search.bound is not None:
        top = roads.search.contenders[0].value
        yield Row("room left above the statistical bound", (top - roads.search.bound) / top, "share")


def searched(scene: Scene, effort: Effort) -> BestRoad:
    bench = bench_of(scene, None, seed=SEED, threads=2)
    setting = setting_of(bench, wishes=Wishes())
    return best_road(bench, setting, wishes=Wishes(), effort=effort, roads={})


def the_front(case: Case) -> Iterator[Row]:
    """The search and the front along ten budgets, from nothing."""
    watch, scene = Watch(), case.scene()
    found = searched(scene, Effort())
    alone = watch.read()[1]
    points = front(scene, found, wishes=Wishes(), effort=Effort())
    falls = [max(richer.value - poorer.value, 0.0) for poorer, richer in pairwise(points)]
    yield watch.row(f"front of {len(points)} budgets, with the search", floor=360, note=f"the search alone {alone:.0f} s of processor")
    yield Row("front: most that a larger budget is dearer", max(falls, default=0.0), "yen", floor=1_000)


def growth(case: Case) -> Iterator[Row]:
    """The search alone against measures and trials; its last judgement on 20,000 trials."""
    effort = Effort(fresh=20_000)
    for count in (*MEASURES, useful(case)):
        for trials in TRIALS if count == useful(case) else (effort.trials,):
            fewer = case.with_measures(count)
            watch = Watch()
            found = searched(fewer.scene(), replace(effort, trials=trials))
            note = f"{found.judge.oracle.asked} questions to the simulator, {len(found.finalists[0].starts)} measures chosen"
            yield watch.row(f"search among {useful(fewer)} measures, {trials:,} trials", note=note)


def useful(case: Case) -> int:
    """Measures that change something here."""
    scene = case.scene()
    return sum(scene.useful(name) for name in case.catalogue.measures)


if __name__ == "__main__":
    sys.exit(main())
