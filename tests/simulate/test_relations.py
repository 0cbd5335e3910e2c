"""Relations that must hold for any graph, whatever the numbers (facts: simulation.md D2), on all kernels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.simulate.kernels import Problem, run
from inmori.simulate.kernels.lanes import reached
from inmori.simulate.kernels.store import grown, raced
from tests.simulate.random_problem import random_problem, random_trials
from tests.simulate.small_graph import Arc, graph_of, passed
from tests.simulate.test_first_passage import tangle

SEEDS = st.integers(0, 10_000)
COUNT = 150


def by_edge(problem: Problem) -> Problem:
    edges = np.arange(len(problem.target), dtype=np.int32)
    return replace(
        problem, chance=edges, threshold=problem.threshold[:, problem.chance].copy(), delay=edges,
        scale=problem.scale[:, problem.delay].copy(), law=problem.law[problem.delay],
    )  # fmt: skip


@settings(max_examples=25)
@given(SEEDS)
def test_blocking_more_never_makes_any_trial_worse(seed: int) -> None:
    random = np.random.default_rng(seed)
    problem, trials = by_edge(random_problem(seed)), random_trials(seed, COUNT)
    skeletons = grown(problem, trials, trials.start[:, None].copy())
    few = random.random(len(problem.target)) < 0.1
    more = few | (random.random(len(problem.target)) < 0.1)
    before = raced(skeletons, problem, trials)
    for cut in (few, more):
        after = raced(skeletons, replace(problem, threshold=problem.threshold * ~cut), trials)
        assert (after.time >= before.time).all()
        assert (after.fallen <= before.fallen).all()
        before = after


@settings(max_examples=25)
@given(SEEDS)
def test_a_longer_horizon_never_lowers_reach_and_a_slower_edge_never_hastens_anyone(seed: int) -> None:
    problem, trials = by_edge(random_problem(seed)), random_trials(seed, COUNT)
    short, long = run(problem, trials), run(problem, replace(trials, deadline=2 * trials.deadline))
    assert (long.time <= short.time).all()
    assert (long.fallen >= short.fallen).all()
    slow = np.random.default_rng(seed).random(len(problem.target)) < 0.2
    slower = run(replace(problem, scale=np.where(slow, 3.0, 1.0) * problem.scale), trials)
    assert (slower.time >= short.time).all()
    forever = reached(problem, trials)
    assert (np.isinf(long.time) | np.isfinite(forever.time)).all()


@settings(max_examples=25)
@given(SEEDS)
def test_three_kernels_say_the_same(seed: int) -> None:
    problem, trials = by_edge(random_problem(seed)), random_trials(seed, COUNT)
    trials = replace(trials, deadline=np.full(COUNT, np.inf))
    timed = run(problem, trials)
    skeletons = grown(problem, trials, trials.start[:, None].copy())
    raced_ = raced(skeletons, problem, trials)
    assert timed.time.tobytes() == raced_.time.tobytes()
    assert np.array_equal(np.isfinite(timed.time), reached(problem, trials).time == 0)
    assert np.array_equal(timed.fallen, raced_.fallen)


@settings(max_examples=15)
@given(SEEDS)
def test_other_names_in_another_order_are_another_luck_but_the_same_law_and_numbers_do_not_matter(seed: int) -> None:
    """A new machine sorts between the others and shifts all numbers; whoever it does not touch falls as before."""
    arcs = tangle(seed)
    wider = [*arcs, Arc("s", "a new machine", 0.5), Arc("a new machine", "another", 0.5, 2.0)]
    goals = ("t", "n3", "n5", "n30")
    one, other = (passed(graph_of(each), goals=goals, trials=COUNT) for each in (arcs, list(reversed(wider))))
    assert one.time.tobytes() == other.time.tobytes()


def test_a_group_that_is_split_in_two_counts_as_before() -> None:
    """A node for 8 machines, or two for 3 and 5 behind the same step: the machines taken are the same, trial by trial."""
    graph = graph_of([Arc("s", "hub", 0.6, 2.0), Arc("hub", "one"), Arc("hub", "two"), Arc("hub", "t", 0.5, 3.0)])
    from inmori.simulate.numbers import problem_of

    problem = problem_of(graph, {}, count=1, goals=["t"])
    trials = replace(random_trials(1, 500, draws=1, walls=1), start=np.full(500, graph.index["s"], dtype=np.int32))

    def taken(**sizes: int) -> np.ndarray:
        counted, size = np.full(len(graph.nodes), -1, dtype=np.int32), np.ones(len(graph.nodes), dtype=np.int32)
        for name, amount in sizes.items():
            counted[graph.index[name]], size[graph.index[name]] = 0, amount
        return run(replace(problem, counted=counted, size=size), trials).fallen[:, 0]

    assert np.array_equal(taken(one=8), taken(one=3, two=5))
    assert 0 < taken(one=8).mean() < 8
