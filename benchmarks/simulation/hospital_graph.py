"""An invented hospital of 876 nodes and about 8,300 edges with 150 measures, as a planner would weigh them.

Twelve zones of seventy machines: a machine reaches some others of its zone, a few servers reach other zones, and twenty
systems stand behind the servers. Attacks mostly die out. A measure lessens the chances of some steps: all steps of one
kind within a zone, the steps into a zone, or one kind everywhere.
"""

from dataclasses import dataclass, replace

import numpy as np

from inmori.simulate.chance import number
from inmori.simulate.effect import Effects, effects
from inmori.simulate.graph import AttackGraph, Delay, GraphBuilder, Step
from inmori.simulate.hull import Aligned, aligned, hull_of, laid
from inmori.simulate.kernels import Problem, Trials
from inmori.simulate.law import Law
from inmori.simulate.luck import states

ZONES, MACHINES, SYSTEMS, DOORS, MEASURES = 12, 70, 20, 4, 150
LAW = Law("lognormal", 1.2)
KINDS = ("exploit", "login", "cross", "system", "door")
STEPS = {kind: Step(kind, "", "") for kind in KINDS}
# kind: chances of its steps, median hours
RANGES = {"exploit": (0.05, 0.22, 6.0), "login": (0.05, 0.20, 2.0), "cross": (0.02, 0.10, 12.0), "system": (0.3, 0.6, 4.0),
          "door": (0.8, 1.0, 1.0)}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """The hospital with its measures: ``problem`` without any, and what each does."""

    problem: Problem
    effects: Effects
    trials: Trials
    starts: np.ndarray


def case(count: int) -> Case:
    """The case with ``count`` trials."""
    graph = _graph()
    hull = hull_of([graph])
    base = aligned(hull, graph)
    assert base is not None
    goals = [name for name in graph.nodes if name.startswith("system")]
    edited = {f"measure {each}": Aligned(_edited(graph, each), base.edge, base.node) for each in range(MEASURES)}
    problems = {name: laid(hull, it, {}, count=1, goals=goals, classes=1) for name, it in {"": base, **edited}.items()}
    found = effects(hull, base, edited, problems)
    random = np.random.default_rng(7)
    pace = np.exp(random.normal(0, 0.9, count))
    doors = np.array([hull.nodes[f"door {number}"] for number in range(DOORS)], dtype=np.int32)
    trials = Trials(
        start=random.choice(doors, count, p=[0.5, 0.2, 0.2, 0.1]), deadline=144 * pace, tempo=pace,
        walls=np.where(random.random(count) < 0.2, 1, 0).astype(np.int32), draw=np.zeros(count, dtype=np.int32),
        state=states(7, np.arange(count)),
    )  # fmt: skip
    return Case(found.base, found, trials, trials.start[:, None].copy())


def portfolios(count: int, *, most: int = 40) -> list[list[str]]:
    random = np.random.default_rng(3)
    return [
        [f"measure {each}" for each in random.choice(MEASURES, random.integers(5, most), replace=False)]
        for _ in range(count)
    ]


def _graph() -> AttackGraph:
    random, builder = np.random.default_rng(11), GraphBuilder()

    def step(kind: str, source: str, target: str) -> None:
        low, high, hours = RANGES[kind]
        chance = round(float(random.uniform(low, high)), 2)
        builder.edge(source, target, technique=kind, chance=number(chance), delay=Delay(number(hours), LAW), step=STEPS[kind])

    def machine(zone: int, each: int) -> str:
        return f"zone {zone:02} machine {each:02}"

    for zone in range(ZONES):
        for each in range(MACHINES):
            builder.node(machine(zone, each), watch=int(random.random() < 0.3))
            for other in random.choice(MACHINES, 9, replace=False).tolist():
                if other != each:
                    step("exploit" if random.random() < 0.6 else "login", machine(zone, each), machine(zone, other))
        for other in range(ZONES):
            if other != zone:
                for each in range(4):
                    step("cross", machine(zone, each), machine(other, int(random.integers(MACHINES))))
    for each in range(SYSTEMS):
        for server in range(8):
            step("system", machine(each % ZONES, server), f"system {each:02}")
    for each in range(DOORS):
        for _ in range(12):
            step("door", f"door {each}", machine(3 * each, int(random.integers(MACHINES))))
    return builder.build()


def _edited(graph: AttackGraph, measure: int) -> AttackGraph:
    """The graph with one measure: a factor on the chances of the steps it touches."""
    random = np.random.default_rng([13, measure])
    kind, zone = KINDS[measure % 4], f"zone {int(random.integers(ZONES)):02}"
    everywhere, factor = measure % 15 == 0, round(float(random.uniform(0.05, 0.7)), 3)
    source = np.repeat(np.arange(len(graph.nodes)), np.diff(graph.first))
    chances, chance = list(graph.chances), graph.chance.copy()
    for edge in range(len(graph.target)):
        into = graph.nodes[graph.target[edge]]
        of_zone = into.startswith(zone) or (kind == "system" and graph.nodes[source[edge]].startswith(zone))
        if graph.steps[graph.step[edge]].technique == kind and (everywhere or of_zone) and random.random() < 0.7:
            chances.append((*graph.chances[graph.chance[edge]], *number(factor)))
            chance[edge] = len(chances) - 1
    return replace(graph, chances=tuple(chances), chance=chance)
