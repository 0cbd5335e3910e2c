"""Random problems for kernels, with everything that can differ: draws, starts, walls, waiting nodes, classes, laws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inmori.simulate.kernels import Problem, Trials
from inmori.simulate.law import Law, table_of
from inmori.simulate.luck import states

LAWS = (Law("exponential"), Law("lognormal", 1.2), Law("gamma", 2.0), Law("fixed"))


def random_problem(seed: int, *, nodes: int = 40, arcs: int = 160, draws: int = 3) -> Problem:
    """A graph with some nodes that wait for several arrivals, certain, impossible, instant and slow steps."""
    random = np.random.default_rng(seed)
    ends = np.unique(random.integers(0, nodes, (arcs, 2)), axis=0)
    ends = ends[ends[:, 0] != ends[:, 1]].astype(np.int32)
    edges, arriving = len(ends), np.bincount(ends[:, 1], minlength=nodes)
    waits = random.random(nodes) < 0.2
    chances, delays = 12, 8
    threshold = np.rint(random.uniform(0.1, 1, (draws, chances)) * 2.0**32).astype(np.uint64)
    threshold[:, 0], threshold[:, 1] = 2**32, 0
    scale = random.uniform(0, 9, (draws, delays))
    scale[:, 0] = 0.0
    return Problem(
        first=np.searchsorted(ends[:, 0], np.arange(nodes + 1)).astype(np.int32),
        source=ends[:, 0].copy(),
        target=ends[:, 1].copy(),
        key=random.integers(0, 2**63, edges).astype(np.uint64),
        chance=random.integers(0, chances, edges).astype(np.int32),
        delay=random.integers(0, delays, edges).astype(np.int32),
        need=np.where(waits, np.maximum(arriving, 1), 1).astype(np.int32),
        watch=random.choice([0, 0, 0, 1, 2, 3], nodes).astype(np.int32),
        counted=random.integers(-1, 2, nodes).astype(np.int32),
        size=random.integers(0, 9, nodes).astype(np.int32),
        threshold=threshold,
        scale=scale,
        law=random.integers(0, len(LAWS), delays).astype(np.int32),
        tables=np.stack([table_of(law) for law in LAWS]),
        goals=random.integers(0, nodes, 6).astype(np.int32),
        classes=2,
    )


def random_trials(seed: int, count: int, *, starts: int = 5, draws: int = 3, walls: int = 4) -> Trials:
    random = np.random.default_rng(seed)
    return Trials(
        start=random.integers(0, starts, count).astype(np.int32),
        deadline=random.uniform(5, 60, count),
        tempo=random.uniform(0.5, 2, count),
        walls=random.integers(0, walls, count).astype(np.int32),
        draw=random.integers(0, draws, count).astype(np.int32),
        state=states(seed, np.arange(count, dtype=np.int64)),
    )


def endless(trials: Trials) -> Trials:
    return replace(trials, deadline=np.full(len(trials), np.inf))
