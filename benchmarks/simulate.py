"""Speed of the simulator, as ratios against peers in the same run, each with its floor; wrong answers are misses too.

    python benchmarks/simulate.py --mal-python VENV/bin/python

mal-simulator (PyPI, Apache-2.0) is no dependency, not even for developers: give an interpreter of a throw-away
environment that has it. Times are processor time of one core, where "wall" or threads are not said, the best of some
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from simulation import draw_floor, flat_network, hospital_graph, random_graph

from inmori.catalogue import load_catalogue
from inmori.diagnose import diagnose
from inmori.ingest import ingest
from inmori.plan.ground import ground_of
from inmori.plan.scene import scene_of
from inmori.simulate import store, warm_up
from inmori.simulate.kernels import Problem, Trials, run
from inmori.simulate.kernels.lanes import reached
from inmori.simulate.kernels.store import grown, raced

EXAMPLE, TODAY = Path(__file__).parent.parent / "examples" / "minato", date(2026, 11, 24)
MAL_ASSETS = 700  # of mal-simulator's test model: about the 20,000 steps that the floor was measured on


@dataclass(frozen=True)
class Row:
    """One line of the table. ``floor`` is the least (or, ``most``, the greatest) value that passes; None: only told."""

    what: str
    value: float
    unit: str
    floor: float | None = None
    most: bool = False
    note: str = ""

    @property
    def missed(self) -> bool:
        if self.floor is None:
            return False
        return not (self.value <= self.floor if self.most else self.value >= self.floor)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--mal-python", default=os.environ.get("INMORI_MAL_PYTHON", ""))
    options.add_argument("--mal-floods", type=int, default=4, help="floods of mal-simulator, some ten seconds each")
    given = options.parse_args()
    os.environ["INMORI_MAL_PYTHON"] = given.mal_python or "none"
    warm_up()
    missed = []
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    print(f"{'what':66} {'measured':>12} {'':10} {'floor':>9}")
    for part in (lambda: against_mal(given.mal_floods), against_networkx_and_scipy, against_dijkstra, stored, what_ifs, floor, sizes):
        for row in part():
            told = "" if row.floor is None else f"{'<=' if row.most else '>='}{row.floor:>8,g}"
            print(f"{row.what:66} {row.value:12,.4g} {row.unit:10} {told:>9} {'MISSED' if row.missed else ''} {row.note}", flush=True)
            missed += [row.what] if row.missed else []
    print("floors missed: " + ("; ".join(missed) or "none"))
    return 1 if missed else 0


def seconds(work: Callable[[], object], *, tries: int = 3, clock: Callable[[], float] = time.process_time) -> float:
    found = []
    for _ in range(tries):
        begin = clock()
        work()
        found.append(clock() - begin)
    return min(found)


def against_mal(floods: int) -> Iterator[Row]:
    from simulation import mal

    why = mal.absent()
    if why:
        yield Row("mal-simulator not compared", 0.0, "", 1.0, note=why)
        return
    peer = mal.asked(assets=MAL_ASSETS, trials=floods)
    problem, own = peer.problem, mal.trials(peer, 600)
    run(problem, mal.trials(peer, 4), paths=0)
    ours = seconds(lambda: run(problem, own, paths=0)) / len(own)
    theirs, size = min(peer.seconds), f"{len(problem.need):,} steps, {len(problem.target):,} edges"
    yield Row("mal-simulator: one flood", theirs, "s", note=size)
    note = f"{1 / ours:,.0f} trials/s"
    yield Row("first passage, same graph and tick rule, against it", theirs / ours, "x", 4_500, note=note)
    both = mal.compared(peer, run(problem, mal.trials(peer, 4_000), paths=0).time)
    note = f"over {both['uncertain']:,.0f} uncertain steps, {floods} floods; mean times {both['time']:.4f} x"
    yield Row("mal-simulator: z of the shares of steps, rms", both["rms"], "", 1.1, most=True, note=note)
    note = f"steps that fell: ours {both['ours']:,.1f}, theirs {both['theirs']:,.1f} +- {both['error']:,.1f}"
    yield Row("mal-simulator: certain steps that differ", both["mismatches"], "steps", 0, most=True, note=note)


def against_networkx_and_scipy() -> Iterator[Row]:
    """Ours on two cores, a peer on the one it can use; the ratio of one core to one core is told beside it.

    Two cores are counted as trials a second of processor time spent on two threads, doubled: what the wall clock says
    where both cores are free. It is told as well.
    """
    problem = random_graph.random_problem(10_000)
    trials = random_graph.random_trials(20_480)
    found = reached(problem, trials)
    core = len(trials) / seconds(lambda: reached(problem, trials), tries=5)
    both = 2 * len(trials) / seconds(lambda: reached(problem, trials, threads=2), tries=5)
    wall = len(trials) / seconds(lambda: reached(problem, trials, threads=2), tries=5, clock=time.perf_counter)
    mean = found.fallen.mean() / 10_000
    for name, trial, count, floor in (
        ("networkx", random_graph.by_networkx, 20, 500),
        ("scipy's BFS, matrix from pairs", random_graph.by_scipy, 200, 50),
        ("scipy's BFS, matrix from sorted rows", random_graph.by_scipy_sorted, 300, None),
    ):
        peer = random_graph.of_peer(problem, trial, count)
        agree = abs(peer.fallen - mean) < 5 * 0.4 / count**0.5
        note = f"{both:,.0f} to {peer.trials:,.0f} trials/s; one core {core / peer.trials:,.0f} x, "
        note += f"by the wall clock {wall / peer.trials:,.0f} x"
        if not agree:
            note += "; THE ANSWERS DIFFER"
        yield Row(f"bit-parallel on two cores, 10,000 nodes, to {name}", both / peer.trials if agree else 0.0, "x", floor, note=note)


def against_dijkstra() -> Iterator[Row]:
    problem, trials = random_graph.random_problem(1_000), random_graph.random_trials(3_000)
    found = run(problem, trials, paths=0)
    ours = len(trials) / seconds(lambda: run(problem, trials, paths=0))
    peer = random_graph.of_peer(problem, random_graph.by_scipy_dijkstra, 1_000)
    agree = abs(peer.fallen - found.fallen.mean() / 1_000) < 0.06
    note = f"{ours:,.0f} to {peer.trials:,.0f} trials/s" + ("" if agree else "; THE ANSWERS DIFFER")
    yield Row("first passage, 1,000 nodes, against scipy's Dijkstra", ours / peer.trials if agree else 0.0, "x", 2, note=note)


def stored() -> Iterator[Row]:
    case = hospital_graph.case(16_384)
    problem = case.problem
    scratch = seconds(lambda: run(problem, case.trials, paths=0)) / len(case.trials)
    size = f"{len(problem.need)} nodes, {len(problem.target):,} edges"
    yield Row("first passage from scratch, a hospital", scratch * 1e6, "us/trial", note=size)
    begin = time.process_time()
    kept = grown(case.effects.loosest(), case.trials, case.starts)
    yield Row("skeleton store, growing", time.process_time() - begin, "s", note=f"{kept.size / 1e6:,.0f} MB")
    portfolios = [case.effects.problem(names) for names in hospital_graph.portfolios(24)]
    wrong = sum(
        raced(kept, each, case.trials).time.tobytes() != run(each, case.trials, paths=0).time.tobytes()
        for each in portfolios[:4]
    )
    yield Row("stored portfolios that differ from a run from scratch", wrong, "of 4", 0, most=True)
    each = np.mean([seconds(lambda p=p: raced(kept, p, case.trials)) for p in portfolios]) / len(case.trials)
    yield Row("stored portfolio with times", float(each) * 1e6, "us/trial", 1.5, most=True)
    chosen = hospital_graph.portfolios(200)

    def all_of_them() -> None:
        for names in chosen:
            raced(kept, case.effects.problem(names), case.trials, threads=2)

    wall, core = (seconds(all_of_them, tries=2, clock=clock) for clock in (time.perf_counter, time.process_time))
    note = f"wall {wall:.2f} s on 2 threads, {core:.2f} s of processor time"
    yield Row("200 portfolios x 16,384 trials with times", min(wall, core), "s", 3, most=True, note=note)


def what_ifs() -> Iterator[Row]:
    """A question about each of the catalogue's measures to the example hospital, from its stored campaigns."""
    catalogue = load_catalogue()
    hospital, _ = ingest(EXAMPLE, catalogue, today=TODAY)
    scene = scene_of(
        hospital, catalogue, diagnose(hospital, catalogue, today=TODAY), ground=ground_of(hospital, catalogue, today=TODAY),
        years=1, budget_yen=5e6,
    )  # fmt: skip
    measures = {name: scene.applied[name].hospital for name in sorted(catalogue.measures) if scene.applied[name].hospital != hospital}
    kept = store(hospital, catalogue, today=TODAY, measures=measures)
    by_name = {name: seconds(lambda n=name: kept.answer([n]), tries=3) for name in measures}
    heavy, light = max(by_name, key=lambda name: by_name[name]), min(by_name, key=lambda name: by_name[name])
    wall = seconds(lambda: kept.answer([heavy]), tries=15, clock=time.perf_counter)
    cpu = seconds(lambda: kept.answer([heavy]), tries=15)
    note = f"{heavy}; wall {wall * 1e3:.0f} ms, processor {cpu * 1e3:.0f} ms; {len(measures)} measures, {kept.size / 1e6:,.0f} MB"
    yield Row("what-if of the heaviest measure, 16,000 trials, 2 threads", wall * 1e3, "ms", 100, most=True, note=note)
    yield Row("what-if of the median measure", float(np.median(list(by_name.values()))) * 1e3, "ms", note="processor time")
    yield Row("what-if of the lightest measure", by_name[light] * 1e3, "ms", note=f"{light}, processor time")


def floor() -> Iterator[Row]:
    draws = draw_floor.draws_a_second()
    yield Row("draw floor: hash and quantile table", draws / 1e6, "M/s")
    for nodes, count in ((1_000, 2_000), (10_000, 200)):
        problem, trials = random_graph.random_problem(nodes), random_graph.random_trials(count)
        rate = _touched_a_second(problem, trials)
        yield Row(f"first passage, {nodes:,} nodes: distance to the floor", draws / rate, "x", note=f"{rate / 1e6:,.0f} M edges/s")


def _touched_a_second(problem: Problem, trials: Trials) -> float:
    touched = draw_floor.touched_edges(problem, trials)
    return touched * len(trials) / seconds(lambda: run(replace(problem), trials, paths=0))


def sizes() -> Iterator[Row]:
    found = [flat_network.sized(devices, trials=count) for devices, count in ((300, 4_000), (3_000, 800), (30_000, 160))]
    for each in found:
        note = f"{each.edges:,} edges, {each.trial * 1e6:,.0f} us/trial, compiled in {each.compiling:.2f} s"
        yield Row(f"flat hospital of {each.devices:,} devices: a trial", each.trial / each.edges * 1e9, "ns/edge", note=note)
    per_edge = [each.trial / each.edges for each in found]
    yield Row("cost an edge, 30,000 devices against 3,000", per_edge[2] / per_edge[1], "x", 3, most=True)
    edges = [each.edges / each.devices for each in found]
    yield Row("edges a device, 30,000 devices against 300", edges[2] / edges[0], "x", 1.1, most=True)


if __name__ == "__main__":
    sys.exit(main())
