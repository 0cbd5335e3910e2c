"""Who falls, ever: against answers from paper, enumeration, another program, first passage and its own twin."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from inmori.simulate.kernels import Passage, Problem, Trials, run
from inmori.simulate.kernels.lanes import reached
from inmori.simulate.kernels.passage import Engine
from inmori.simulate.luck import bits, states
from inmori.simulate.numbers import problem_of
from tests.simulate.random_problem import endless, random_problem, random_trials
from tests.simulate.small_graph import Arc, graph_of
from tests.simulate.test_first_passage import BRIDGE, SHARES, TRIALS, enumerated, near, random_arcs

ENGINES: tuple[Engine, ...] = ("compiled", "twin")


def plain(problem: Problem, count: int, *, start: int = 0, seed: int = 1) -> Trials:
    zero = np.zeros(count, dtype=np.int32)
    return Trials(zero + start, np.full(count, np.inf), np.ones(count), zero, zero, states(seed, np.arange(count)))


def share(arcs: list[Arc], every: tuple[str, ...], *, count: int, engine: Engine) -> float:
    graph = graph_of(arcs, every=every)
    problem = problem_of(graph, {}, count=1, goals=["t"])
    passage = reached(problem, plain(problem, count, start=graph.index["s"]), engine=engine)
    return float((passage.time[:, 0] == 0).mean())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SHARES)
def test_a_share_known_from_paper(name: str, engine: Engine) -> None:
    arcs, every, true = SHARES[name]
    assert near(share(arcs, every, count=TRIALS, engine=engine), true)


def test_the_bridge_is_one_half() -> None:
    assert near(share(BRIDGE, (), count=TRIALS, engine="compiled"), 0.5)


def tree(depth: int, chance: float) -> list[Arc]:
    """A tree in which each node but the leaves opens two; any leaf opens t."""
    inner = ["s", *(f"n{number}" for number in range(1, 2**depth - 1))]
    arcs = [Arc(inner[(number - 1) // 2], inner[number], chance) for number in range(1, len(inner))]
    leaves = inner[2 ** (depth - 1) - 1 :]
    return [*arcs, *(Arc(leaf, "t", chance) for leaf in leaves)]


@pytest.mark.parametrize("chance", [0.3, 0.6, 0.9])
def test_a_tree_by_exact_recursion(chance: float) -> None:
    fallen = chance  # of the edge from a leaf to t
    for _ in range(3):
        fallen = 1 - (1 - chance * fallen) ** 2
    assert near(share(tree(4, chance), (), count=TRIALS, engine="compiled"), fallen)


@settings(max_examples=30, deadline=None)
@given(random_arcs(), st.sampled_from(ENGINES))
def test_any_small_graph_agrees_with_enumeration(case: tuple[list[Arc], tuple[str, ...]], engine: Engine) -> None:
    arcs, every = case
    counted = 8_000
    true = enumerated(arcs, every)
    assert abs(share(arcs, every, count=counted, engine=engine) - true) <= 5 * math.sqrt(
        max(true * (1 - true), 1e-9) / counted
    )


def same(one: Passage, other: Passage) -> bool:
    return all(getattr(one, part).tobytes() == getattr(other, part).tobytes() for part in ("time", "fallen"))


@pytest.mark.parametrize("count", [1, 63, 257, 1_500])
@pytest.mark.parametrize("seed", range(5))
def test_first_passage_the_compiled_kernel_and_the_twin_agree_trial_by_trial(seed: int, count: int) -> None:
    problem = replace(random_problem(seed), goals=np.arange(40, dtype=np.int32))
    trials = endless(random_trials(seed, count))
    timed = run(problem, trials)
    true = replace(timed, time=np.where(np.isfinite(timed.time), 0.0, np.inf))
    found = {engine: reached(problem, trials, engine=engine) for engine in ENGINES}
    assert count < 60 or 0 < np.isfinite(true.time).mean() < 1
    assert same(found["compiled"], true)
    assert same(found["twin"], true)


@pytest.mark.parametrize("seed", range(3))
def test_nodes_that_wait_for_some_of_their_prerequisites(seed: int) -> None:
    problem = random_problem(seed, nodes=12, arcs=90)
    arriving = np.bincount(problem.target, minlength=12)
    need = np.random.default_rng(seed).integers(1, np.maximum(arriving, 1) + 1).astype(np.int32)
    problem, trials = replace(problem, need=need), endless(random_trials(seed, 900))
    assert same(reached(problem, trials, engine="compiled"), reached(problem, trials, engine="twin"))
    timed = run(problem, trials)
    assert np.array_equal(np.isfinite(timed.time), np.isfinite(reached(problem, trials).time))


def test_the_asked_kernel_and_the_picked_one_give_the_same() -> None:
    for arcs in (30, 160):  # few arcs: campaigns die out at once, and following each is picked
        problem, trials = random_problem(3, arcs=arcs), random_trials(3, 700)
        picked = run(problem, trials, clock=False)
        assert same(picked, reached(problem, trials))
        assert picked.path.shape == picked.path_time.shape == (700, 0)


def test_threads_do_not_change_a_bit() -> None:
    problem, trials = random_problem(9), random_trials(9, 9_000)
    assert same(reached(problem, trials, threads=1), reached(problem, trials, threads=2))


def test_no_trials_are_no_trouble() -> None:
    assert reached(random_problem(1), random_trials(1, 0)).time.shape == (0, 6)


def test_scipy_reaches_the_same_nodes() -> None:
    problem = random_problem(5, draws=1)
    problem = replace(problem, need=np.ones_like(problem.need), watch=np.zeros_like(problem.watch),
                      goals=np.arange(40, dtype=np.int32))  # fmt: skip
    trials = endless(random_trials(5, 200, draws=1))
    found = reached(problem, trials).time == 0
    for trial in range(len(trials)):
        live = [
            bits(int(trials.state[trial]), int(key)) >> 32 < int(limit)
            for key, limit in zip(problem.key, problem.threshold[0, problem.chance], strict=True)
        ]
        ends = problem.source[live], problem.target[live]
        graph = csr_array((np.ones(sum(live)), ends), shape=(40, 40))
        order = breadth_first_order(graph, int(trials.start[trial]), return_predecessors=False)
        assert set(np.flatnonzero(found[trial]).tolist()) == set(order.tolist())


def test_the_giant_component_of_a_random_graph_has_its_known_size() -> None:
    nodes, degree = 3_000, 8
    random = np.random.default_rng(2)
    ends = random.integers(0, nodes, (nodes * degree, 2)).astype(np.int32)
    ends = ends[np.argsort(ends[:, 0], kind="stable")]
    chance = 0.25
    blank = np.zeros(nodes, dtype=np.int32)
    problem = replace(
        random_problem(1),
        first=np.searchsorted(ends[:, 0], np.arange(nodes + 1)).astype(np.int32),
        source=ends[:, 0].copy(), target=ends[:, 1].copy(), key=random.integers(0, 2**63, len(ends)).astype(np.uint64),
        chance=np.zeros(len(ends), dtype=np.int32), delay=np.zeros(len(ends), dtype=np.int32), need=blank + 1, watch=blank,
        counted=blank, size=blank + 1, threshold=np.array([[int(chance * 2**32)]], dtype=np.uint64),
        goals=blank[:0], classes=1,
    )  # fmt: skip
    sizes = reached(problem, plain(problem, 600)).fallen[:, 0] / nodes
    giant = 0.5
    for _ in range(200):  # the share that is reached solves x = 1 - exp(-degree chance x)
        giant = 1 - math.exp(-degree * chance * giant)
    assert np.median(sizes[sizes > 0.1]) == pytest.approx(giant, rel=0.02)
