"""Small attack graphs with known answers, written as rows: who reaches whom, with what chance and delay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inmori.simulate.chance import CERTAIN, number
from inmori.simulate.graph import AttackGraph, Delay, GraphBuilder, Step
from inmori.simulate.kernels import Passage, Trials, run
from inmori.simulate.kernels.passage import Engine
from inmori.simulate.law import FIXED, Law
from inmori.simulate.luck import states
from inmori.simulate.numbers import problem_of

STEP = Step("step", "どこか", "somewhere")


@dataclass(frozen=True)
class Arc:
    source: str
    target: str
    chance: float = 1.0
    hours: float = 0.0
    law: Law = FIXED
    name: str = "step"


def graph_of(arcs: Sequence[Arc], *, every: Sequence[str] = (), watch: dict[str, int] | None = None) -> AttackGraph:
    builder = GraphBuilder()
    for node in every:
        builder.node(node, every=True)
    for node, layers in (watch or {}).items():
        builder.node(node, watch=layers)
    for arc in arcs:
        builder.edge(
            arc.source,
            arc.target,
            technique=arc.name,
            chance=number(arc.chance) if arc.chance != 1.0 else CERTAIN,
            delay=Delay(number(arc.hours), arc.law),
            step=STEP,
        )
    return builder.build()


def passed(
    graph: AttackGraph,
    *,
    start: str = "s",
    goals: Sequence[str] = ("t",),
    trials: int = 20_000,
    seed: int = 1,
    engine: Engine = "auto",
    threads: int = 1,
    deadline: float = np.inf,
    walls: int = 0,
) -> Passage:
    problem = problem_of(graph, {}, count=1, goals=goals)
    numbers = np.arange(trials, dtype=np.int64)
    each = Trials(
        start=np.full(trials, graph.index[start], dtype=np.int32),
        deadline=np.full(trials, deadline),
        tempo=np.ones(trials),
        walls=np.full(trials, walls, dtype=np.int32),
        draw=np.zeros(trials, dtype=np.int32),
        state=states(seed, numbers),
    )
    return run(problem, each, threads=threads, engine=engine)


def share(passage: Passage, goal: int = 0, *, within: float = np.inf) -> float:
    times = passage.time[:, goal]
    return float((np.isfinite(times) & (times <= within)).mean())
