"""The search for roadmaps against trying everything, planted optima, and what must hold whatever the numbers are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from inmori.plan.front import along, bound_of
from inmori.plan.greedy import backward, forward
from inmori.plan.improve import improved
from inmori.plan.judge import Judge
from inmori.plan.optimise import Draft, Effort, Keeper, begin, fitted, paired, search
from inmori.plan.oracle import Oracle
from inmori.plan.scenario_program import sample_optimum
from inmori.plan.search_space import Space
from tests.plan.door_world import World, brute, every, judge, measure, random_world, turned

SMALL = Effort(questions=600, sample=60, rounds=25, replicates=0)
QUICK = Effort(questions=200, sample=20, rounds=6, replicates=0)  # where the answer need not be the best
CASES = [(12, 1, seed) for seed in range(2)] + [(6, 3, seed) for seed in range(3)]


def found(judged: Judge, effort: Effort = SMALL) -> Keeper:
    keeper = Keeper(judged)
    begin(judged, keeper=keeper)
    search(judged, effort=effort, keeper=keeper)
    return keeper


def value(judged: Judge, effort: Effort = SMALL) -> float:
    best = found(judged, effort).best
    assert best is not None
    return best.value


def case(measures: int, years: int, seed: int, **limits: float) -> Judge:
    world, candidates = random_world(seed, measures=measures, trials=60, years=years)
    options = {"budget": 4e6, "hours": 200.0} | limits
    return judge(world, candidates, years=years, **options)


@cache
def truth(measures: int, years: int, seed: int) -> float:
    """The value of the best roadmap, found by trying every one."""
    return brute(case(measures, years, seed))


@pytest.mark.parametrize("measures, years, seed", CASES)
def test_no_roadmap_at_all_is_better(measures: int, years: int, seed: int) -> None:
    judged = case(measures, years, seed)
    assert value(judged) == pytest.approx(truth(measures, years, seed), abs=1.0)


@pytest.mark.parametrize("measures, years, seed", CASES)
def test_the_program_says_what_the_simulator_says_on_the_same_trials(measures: int, years: int, seed: int) -> None:
    judged = case(measures, years, seed)
    optimum = sample_optimum(judged, np.arange(60), rounds=60, nodes=None)
    assert optimum.exact
    assert optimum.bound == pytest.approx(optimum.value, abs=10.0)
    assert optimum.value == pytest.approx(judged.value(optimum.starts), abs=1e-3)
    assert optimum.value == pytest.approx(truth(measures, years, seed), abs=10.0)


def test_a_sample_is_bounded_by_its_own_optimum_and_no_more() -> None:
    judged = case(6, 3, 1)
    cut = sample_optimum(judged, np.arange(60), rounds=1, nodes=1)
    assert cut.bound <= truth(6, 3, 1) + 10.0 <= cut.value + 20.0


def test_two_doors_side_by_side_are_both_closed() -> None:
    """Each alone is worth nothing: plain greedy leaves both open, and pays for it."""
    both = World(doors=((frozenset("a"), frozenset("b")),) * 20, loss=(1e6,) * 20)
    judged = judge(both, [measure(name, capital=1e6, years=1) for name in "abcd"], years=1, budget=3e6)
    greedy = judged.value(forward(judged, judged.space.duties))
    best = found(judged).best
    assert best is not None
    assert set(best.starts) == {"a", "b"}
    assert best.value <= 0.85 * greedy


def test_a_planted_roadmap_is_found() -> None:
    """Three doors that only five of twenty measures close together, among cheap ones that close two of three."""
    planted = ("m01", "m05", "m09", "m13", "m17")
    doors = tuple((frozenset({planted[n % 5]}), frozenset({planted[(n + 2) % 5], "m02"})) for n in range(50))
    world = World(doors, (4e5,) * 50)
    names = [f"m{n:02}" for n in range(20)]
    candidates = [measure(name, capital=1e6 if name in planted else 1.4e6, years=2) for name in names]
    judged = judge(world, candidates, years=2, budget=5e6)
    best = found(judged).best
    assert best is not None
    assert best.starts == dict.fromkeys(planted, 1)


@pytest.mark.parametrize("seed", range(3))
def test_more_money_is_never_worse_along_the_front(seed: int) -> None:
    judges = [case(8, 2, seed, budget=budget) for budget in (0.0, 1e6, 2e6, 4e6, 8e6, 3e7)]
    for poorer, richer in pairwise(judges):
        assert richer.space.least_over <= poorer.space.least_over + 1e-6
    same = [each for each in judges if each.space.least_over == judges[-1].space.least_over]
    values = [each.value(starts) for each, starts in zip(same, along(same), strict=True)]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("seed", range(2))
def test_forbidding_a_measure_never_improves(seed: int) -> None:
    judged = case(7, 2, seed)
    best = found(judged).best
    assert best is not None
    for name in [each for each in best.starts if judged.space.without(best.starts, each) is not None]:
        rest = tuple(c for c in judged.space.candidates if c.id != name and name not in c.prerequisites)
        fewer = Judge(replace(judged.space, candidates=rest), judged.oracle, systems={})
        assert value(fewer) >= best.value - 1.0


@pytest.mark.parametrize("measures, years, seed", CASES[:1] + CASES[-2:])
def test_the_order_of_measures_decides_nothing(measures: int, years: int, seed: int) -> None:
    world, candidates = random_world(seed, measures=measures, trials=60, years=years)
    one = found(judge(world, candidates, years=years, budget=4e6, hours=200.0)).best
    other = found(judge(world, turned(candidates), years=years, budget=4e6, hours=200.0)).best
    assert one == other


def test_the_same_question_gives_the_same_answer() -> None:
    assert found(case(6, 3, 0), QUICK).sources == found(case(6, 3, 0), QUICK).sources


@pytest.mark.parametrize("seed", range(2))
def test_each_step_is_a_roadmap_that_may_be_taken(seed: int) -> None:
    judged = case(10, 3, seed)
    drafts: list[Draft] = []
    keeper = Keeper(judged, drafts.append)
    begin(judged, keeper=keeper)
    search(judged, effort=QUICK, keeper=keeper)
    assert all(judged.space.feasible(draft.starts) for draft in drafts)
    values = [draft.value for draft in drafts]
    assert values == sorted(values, reverse=True), "improving on screen"
    assert judged.space.feasible(backward(judged))


def test_stopping_keeps_the_best_so_far() -> None:
    world, candidates = random_world(1, measures=10, trials=60, years=3)
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count > 60:
            raise KeyboardInterrupt

    space = Space(tuple(candidates), years=3, budget=4e6, hours=200.0, discount=0.02)
    judged = Judge(space, Oracle(world, seen=[c.id for c in candidates], years=3, tick=tick), systems={})
    keeper = Keeper(judged)
    with pytest.raises(KeyboardInterrupt):
        _all(judged, keeper)
    assert keeper.best is not None
    assert space.feasible(keeper.best.starts)
    assert keeper.best.value < judged.value({}) or not judged.space.feasible({})


def _all(judged: Judge, keeper: Keeper) -> None:
    begin(judged, keeper=keeper)
    search(judged, effort=QUICK, keeper=keeper)


def test_moves_stop_at_the_questions_they_were_given() -> None:
    judged = case(12, 3, 2)
    before = judged.oracle.asked
    improved(judged, judged.space.duties, questions=5)
    marginals = 3 * len(judged.space.by_id)
    assert judged.oracle.asked - before <= 5 + marginals


def test_a_plan_that_does_not_fit_is_fitted_in() -> None:
    judged = case(10, 3, 0, budget=2e6)
    greedy = dict.fromkeys(judged.space.by_id, 1)
    assert not judged.space.feasible(greedy)
    inside = fitted(judged, greedy)
    assert judged.space.feasible(inside)
    assert len(inside) > len(judged.space.duties)
    exact = next(starts for starts in every(judged.space) if len(starts) > 2)
    assert fitted(judged, exact) == exact


def test_a_pair_is_compared_trial_by_trial() -> None:
    judged = case(10, 1, 0)
    best = found(judged).best
    assert best is not None
    same = paired(judged, best.starts, judged, best.starts)
    assert (same.low, same.mid, same.high) == (0.0, 0.0, 0.0)
    gap = paired(judged, judged.space.duties, judged, best.starts)
    assert gap.low <= gap.mid <= gap.high
    assert gap.mid == pytest.approx(judged.value(judged.space.duties) - best.value)


@pytest.mark.parametrize("seed", range(3))
def test_the_bound_lies_below_the_best(seed: int) -> None:
    """Half of the trials twice: each half's optimum is no dearer on average than the best of the whole."""
    judged = case(6, 2, seed)
    bound = bound_of(judged, replace(SMALL, sample=30, replicates=2), seeds=[])
    assert bound is not None
    assert bound <= brute(judged) + 1.0


def test_years_in_which_nothing_changes_are_asked_once() -> None:
    flat, _ = random_world(0, measures=4, trials=20, years=5)
    names = [f"m{n:02}" for n in range(4)]
    assert Oracle(replace(flat, growth=0.0), seen=names, years=5).era == (1, 1, 1, 1, 1)
    assert Oracle(flat, seen=names, years=5).era == (1, 2, 3, 4, 5)


def test_what_the_simulator_cannot_see_is_not_asked() -> None:
    world, _ = random_world(0, measures=4, trials=20, years=1)
    oracle = Oracle(world, seen=["m00"], years=1)
    untouched = oracle.loss([], year=1)
    before = oracle.asked
    assert oracle.loss(["paper"], year=1) == untouched
    assert oracle.asked == before
