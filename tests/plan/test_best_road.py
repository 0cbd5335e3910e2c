"""The fourth direction on the needy hospital: never behind the roads a rule chose, explained, and in a year's quarters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from inmori.catalogue import Catalogue
from inmori.diagnose.finding import Diagnosis
from inmori.plan import Roads, plan
from inmori.plan.best_road import base_of, bench_of, space_of
from inmori.plan.judge import Judge
from inmori.plan.marginal import gain_by_draw
from inmori.plan.optimise import Effort
from inmori.plan.roadmap_make import roadmap_of
from inmori.plan.scene import kept_on_site
from inmori.plan.searched import Search
from inmori.plan.wish import Wishes
from tests.plan.needy import TODAY, needy
from tests.plan.scenes import only, scene
from tests.plan.toy_simulator import Toy

EFFORT = Effort(trials=160, fresh=320, questions=100, sample=16, rounds=4, replicates=2, budgets=6)
FEW = only(
    "ehr_renewal", "cloud_ehr", "second_line", "mfa_cloud", "device_management", "vpn_mfa", "vpn_source_limit",
    "mfa_clinical", "peer_block", "usb_control", "close_publication", "segmentation_filter", "staff_training",
    "edr_watched", "edr_office_hours", "offline_backup", "contact_list", "paper_drill",
)  # fmt: skip


def planned(catalogue: Catalogue = FEW, *, budget: float = 5e6) -> Roads:
    return plan(
        needy(), catalogue, Diagnosis(today=TODAY), today=TODAY, budget_yen=budget, trials=160, drawer=Toy(),
        search=Search(effort=EFFORT),
    )  # fmt: skip


@pytest.fixture(scope="module")
def roads() -> Roads:
    return planned()


def test_the_same_input_gives_the_same_bytes(roads: Roads) -> None:
    assert planned().to_json() == roads.to_json()
    assert Roads.from_json(roads.to_json(), name="roads.json") == roads


def test_costs_and_losses_together_are_not_above_the_other_roads(roads: Roads) -> None:
    assert roads.best is not None
    whole = {each.id: each.total_cost.mid + each.expected_loss.mid for each in (*roads.directions, roads.best)}
    credit = 3e6  # duties met may be worth some cost
    assert whole["best"] <= min(whole["harden"], whole["cloud"]) + credit


def test_every_two_directions_are_compared(roads: Roads) -> None:
    pairs = {(each.one, each.other) for each in roads.comparisons}
    assert pairs == {
        ("harden", "stay"), ("cloud", "stay"), ("best", "stay"), ("cloud", "harden"), ("best", "harden"), ("best", "cloud"),
    }  # fmt: skip
    for each in roads.comparisons:
        holds_zero = each.difference.low <= 0 <= each.difference.high
        assert each.decided is not holds_zero
        assert ("判定できません" in each.text.ja or "同じ内容" in each.text.ja) is holds_zero


def test_limits_hold_year_by_year(roads: Roads) -> None:
    assert roads.best is not None
    for year in range(1, 6):
        begun = [m for m in roads.best.measures if FEW.measures[m.measure].paid_from == "security"]
        apart = {"mfa_clinical", *FEW.measures["cloud_ehr"].prerequisites}
        money = sum(
            m.yearly.mid + (m.capital.mid if m.start_year == year else 0.0)
            for m in begun
            if m.start_year <= year and m.measure not in apart
        )
        assert money <= 5e6 + 50


def test_each_measure_says_why_in_two_sentences(roads: Roads) -> None:
    assert roads.search is not None
    assert roads.search.measures
    for each in (*roads.search.measures, *roads.search.others):
        assert each.reason.ja.count("。") == 2, each.reason.ja
        assert each.reason.en
        assert 0.0 <= each.stays <= 1.0
        assert each.worth.low <= each.worth.mid <= each.worth.high


def test_the_next_steps_are_those_of_the_roadmap_found(roads: Roads) -> None:
    assert roads.best is not None
    found = {each.measure for each in roads.best.measures}
    made = roadmap_of(needy(), roads, FEW)
    assert made.direction == "best"
    assert [step.rank for step in roads.next_steps] == [1, 2, 3, 4, 5, 6]
    for step in roads.next_steps:
        assert step.measure in found
        item = made.item(step.measure or "")
        assert item is not None
        assert step.by == item.due


def test_the_front_never_falls(roads: Roads) -> None:
    assert roads.search is not None
    front = roads.search.front
    assert len(front) == EFFORT.budgets
    assert [point.budget_yen for point in front] == sorted(point.budget_yen for point in front)
    values = [point.value for point in front]
    assert all(richer <= poorer + 1e3 for poorer, richer in pairwise(values))


def test_hours_of_quarters_add_up_to_those_of_years(roads: Roads) -> None:
    assert roads.search is not None
    quarters = roads.search.quarters
    assert len(quarters) == 20
    begun = {name: (q.year, q.quarter) for q in quarters for name in q.measures}
    assert begun.keys() == {each.measure for each in roads.search.measures}
    for each in roads.search.measures:
        assert begun[each.measure][0] == each.start_year
        for needed in FEW.measures[each.measure].prerequisites:
            if needed in begun:
                assert begun[needed] <= begun[each.measure]


def test_the_best_of_the_contenders_is_taken_and_ties_are_told(roads: Roads) -> None:
    assert roads.search is not None
    first, *rest = roads.search.contenders
    assert first.tied
    assert first.behind.mid == 0.0
    for each in rest:
        assert each.value >= first.value
        assert each.tied is (each.behind.low <= 0)
    assert roads.search.bound is not None
    assert "最適解" not in roads.search.text.ja


def test_what_a_measure_is_worth_is_the_whole_without_it() -> None:
    of = scene(catalogue=FEW, budget=5e6)
    systems = kept_on_site(of)
    space = space_of(of, systems, wishes=Wishes())
    bench = bench_of(of, Toy(), seed=7, threads=1)
    judge = Judge(space, bench.oracle(trials=160), systems=systems, base=base_of(of, systems))
    both, one = {"peer_block": 1, "vpn_source_limit": 1}, {"vpn_source_limit": 1}
    gain = float(gain_by_draw(judge, one, both).mean())
    credit = judge.credit(both) - judge.credit(one)
    assert gain + credit == pytest.approx(judge.value(one) - judge.value(both))
    assert gain > 0


def test_without_a_search_nothing_is_said_of_a_fourth_road() -> None:
    plain = plan(needy(), FEW, Diagnosis(today=TODAY), today=TODAY, budget_yen=5e6, trials=80, drawer=Toy())
    assert plain.best is None
    assert plain.search is None
    assert len(plain.comparisons) == 3
    assert plain.break_evens
