"""The skeleton store: the twin grows and races the same, and a race is first passage on the tightened problem."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inmori.simulate.kernels import Problem, Trials, run
from inmori.simulate.kernels.passage import Engine
from inmori.simulate.kernels.store import Skeletons, grown, raced, remembered
from tests.simulate.random_problem import random_problem, random_trials

COUNT = 900


def by_edge(problem: Problem) -> Problem:
    """The same problem with an own column of chances for every edge, as a store is grown from."""
    edges = np.arange(len(problem.target), dtype=np.int32)
    return replace(problem, chance=edges, threshold=np.ascontiguousarray(problem.threshold[:, problem.chance]))


def case(seed: int) -> tuple[Problem, Trials, np.ndarray, Skeletons]:
    random = np.random.default_rng(seed)
    problem, trials = by_edge(random_problem(seed)), random_trials(seed, COUNT)
    starts = np.stack([trials.start, random.integers(0, 5, COUNT).astype(np.int32)], axis=1)
    fewer = np.maximum(1, problem.need - random.integers(0, 3, len(problem.need))).astype(np.int32)
    loosest = replace(problem, need=np.minimum(problem.need, fewer), watch=np.zeros_like(problem.watch))
    return problem, trials, starts, grown(loosest, trials, starts)


def tightened(problem: Problem, seed: int) -> Problem:
    random = np.random.default_rng(seed + 100)
    share = random.choice([0.0, 0.5, 0.9, 1.0], len(problem.target), p=[0.1, 0.2, 0.2, 0.5])
    threshold = np.rint(problem.threshold * share).astype(np.uint64)
    return replace(problem, threshold=threshold, scale=problem.scale * random.uniform(1, 2, problem.scale.shape))


@pytest.mark.parametrize("seed", range(5))
def test_the_twin_grows_the_same_skeletons(seed: int) -> None:
    problem, trials, starts, _ = case(seed)
    one, other = (grown(problem, trials, starts, engine=engine) for engine in ("compiled", "twin"))
    for part in ("node_first", "edge_first", "node", "begins", "edge", "to"):
        assert getattr(one, part).tobytes() == getattr(other, part).tobytes(), part
    assert (one.slots, one.edges) == (other.slots, other.edges)
    assert 0 < len(one.edge) < len(trials) * len(problem.target)


@pytest.mark.parametrize("engine", ["compiled", "twin"])
@pytest.mark.parametrize("seed", range(6))
def test_a_race_is_first_passage_on_the_tightened_problem(seed: int, engine: Engine) -> None:
    problem, trials, starts, skeletons = case(seed)
    for start in (0, 1):
        portfolio, own = tightened(problem, seed + start), replace(trials, start=starts[:, start].copy())
        true, found = run(portfolio, own), raced(skeletons, portfolio, own, engine=engine)
        assert 0.02 < np.isfinite(true.time).mean() < 0.9
        assert true.time.tobytes() == found.time.tobytes()
        assert true.fallen.tobytes() == found.fallen.tobytes()


def test_threads_do_not_change_a_bit() -> None:
    problem, trials = by_edge(random_problem(2)), random_trials(2, 5_000)
    starts = trials.start[:, None].copy()
    one, two = (grown(problem, trials, starts, threads=threads) for threads in (1, 2))
    assert one.edge.tobytes() == two.edge.tobytes()
    portfolio = tightened(problem, 2)
    times = [raced(one, portfolio, trials, threads=threads).time.tobytes() for threads in (1, 2)]
    assert times[0] == times[1]


def test_what_leads_nowhere_is_not_kept() -> None:
    problem, trials, starts, _ = case(4)
    blank = replace(problem, counted=np.full_like(problem.counted, -1), goals=problem.goals[:0])
    nothing = grown(blank, trials, starts)
    assert len(nothing.edge) == len(nothing.node) == 0
    assert not raced(nothing, problem, trials).fallen.any()
    one_goal = replace(blank, goals=problem.goals[:1])
    few, many = (grown(each, trials, starts) for each in (one_goal, problem))
    assert 0 < few.size < many.size
    times = [raced(each, one_goal, trials).time for each in (few, many)]
    assert times[0].tobytes() == times[1].tobytes()


def test_with_every_edge_blocked_only_the_start_falls() -> None:
    problem, trials, _, skeletons = case(1)
    shut = replace(problem, threshold=np.zeros_like(problem.threshold))
    passage = raced(skeletons, shut, trials)
    first = np.isin(trials.start, problem.goals)
    assert np.array_equal(np.isfinite(passage.time).any(axis=1), first)


@pytest.mark.parametrize("engine", ["compiled", "twin"])
@pytest.mark.parametrize("seed", range(6))
def test_a_race_read_off_another_answer_is_the_race(seed: int, engine: Engine) -> None:
    problem, trials, starts, skeletons = case(seed)
    random = np.random.default_rng(seed)
    known = remembered(skeletons, problem, trials, engine=engine)
    rare = np.where(random.random(len(problem.target)) < 0.05, 0.3, 1.0)
    few = replace(problem, threshold=np.rint(problem.threshold * rare).astype(np.uint64))
    slow = replace(few, scale=np.where(np.arange(few.scale.shape[1]) == 1, few.scale * 2, few.scale))
    sizes = replace(few, size=few.size + (np.arange(len(few.size)) == 7).astype(np.int32))
    watched = replace(few, watch=few.watch | (np.arange(len(few.watch)) == 9).astype(np.int32))
    never = np.flatnonzero(few.need > 1)[0]  # waits for one prerequisite more than there are
    waiting = replace(few, need=few.need + (np.arange(len(few.need)) == never).astype(np.int32))
    elsewhere = replace(trials, start=np.where(random.random(COUNT) < 0.2, starts[:, 1], trials.start).astype(np.int32))
    walled = replace(trials, walls=(trials.walls | random.integers(0, 2, COUNT)).astype(np.int32))
    cases = [(each, trials) for each in (problem, few, slow, sizes, watched, waiting)]
    for portfolio, own in [*cases, (few, elsewhere), (few, walled), (tightened(problem, seed), trials)]:
        true = run(portfolio, own)
        found = raced(skeletons, portfolio, own, known=known, engine=engine)
        assert true.time.tobytes() == found.time.tobytes()
        assert true.fallen.tobytes() == found.fallen.tobytes()
    fewer = replace(few, goals=few.goals[2:4])
    found = raced(skeletons, fewer, trials, known=known, engine=engine)
    assert found.time.tobytes() == run(fewer, trials).time.tobytes()
