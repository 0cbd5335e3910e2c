"""What a move ends is taken off its cost: from the hospital's own contract, else from what is marked as assumed."""

from __future__ import annotations

import pytest

from inmori.model import Contract, Hospital, SystemKind
from inmori.model.contract import Amount
from inmori.plan.best_road import space_of
from inmori.plan.cost import cost_lines, discount_factor, summed
from inmori.plan.directions import Direction, as_candidate
from inmori.plan.ground import Ground
from inmori.plan.saved import MAINTENANCE, RENEWAL, savings_of, yearly_saving
from inmori.plan.scene import Scene
from inmori.plan.wish import Wishes
from tests.plan.move_case import TODAY, hospital
from tests.plan.scenes import CATALOGUE, only, scene

LIS, RIS = SystemKind.LIS, SystemKind.RIS
MOVE = "cloud_lis"
YEN = 780_000.0
FEW = only(MOVE, "vpn_mfa", "ehr_renewal", "cloud_ehr")


def scene_with(*contracts: Contract) -> Scene:
    of: Hospital = hospital([LIS, RIS, SystemKind.EHR]).model_copy(update={"contracts": contracts})
    return scene(of, catalogue=FEW, budget=1e8, ground=Ground(today=TODAY), today=TODAY)


def contract(*covers: str, yen: float | None) -> Contract:
    return Contract(id="C1", covers=covers, yearly_yen=Amount.of(yen) if yen is not None else Amount())


CASES = {
    "own contract with an amount": (contract("lisサーバ", yen=YEN), {"contract.C1", RENEWAL}, YEN),
    "no amount": (contract("lisサーバ", yen=None), {RENEWAL, MAINTENANCE}, None),
    "a contract that goes on for what stays": (contract("lisサーバ", "risサーバ", yen=YEN), {RENEWAL, MAINTENANCE}, None),
}


@pytest.mark.parametrize("name", CASES)
def test_what_ends_with_the_move(name: str) -> None:
    paper, ids, yen = CASES[name]
    of = scene_with(paper)
    lines = savings_of(of, of.measure(MOVE))
    assert {line.price.id for line in lines} == ids
    own = yen if yen is not None else CATALOGUE.quantity(MAINTENANCE).value
    assert yearly_saving(of, MOVE) == pytest.approx(own + CATALOGUE.quantity(RENEWAL).value)
    bases = {line.price.id: line.price.basis for line in lines}
    assert all(basis == ("reported" if id_.startswith("contract") else "assumption") for id_, basis in bases.items())


@pytest.mark.parametrize("name", ["vpn_mfa", "ehr_renewal", "cloud_ehr"])
def test_what_moves_no_department_ends_nothing(name: str) -> None:
    of = scene_with(contract("lisサーバ", yen=YEN))
    assert savings_of(of, of.measure(name)) == ()


def test_it_is_counted_from_the_year_in_which_the_move_works() -> None:
    of = scene_with(contract("lisサーバ", yen=YEN))
    begun = 2
    lines = [each for each in cost_lines(of, Direction(id="cloud", starts={MOVE: begun})) if each.saved]
    first = of.works_from(MOVE, begun)
    assert {each.year for each in lines} == set(range(first, of.years + 1))
    closed = sum(yearly_saving(of, MOVE) * discount_factor(of, year) for year in range(first, of.years + 1))
    total = summed(lines)
    assert total.mid == pytest.approx(-closed)
    assert total.low <= total.mid <= total.high < 0


def test_the_search_counts_it_as_the_cost_lines_do() -> None:
    of = scene_with(contract("lisサーバ", yen=YEN))
    assert as_candidate(of, MOVE, None, (0.0,) * 5).saved == pytest.approx(yearly_saving(of, MOVE))
    space = space_of(of, {}, wishes=Wishes(pins={MOVE: None}))
    lines = cost_lines(of, Direction(id="cloud", starts={MOVE: 1}))
    assert space.money({MOVE: 1}) == pytest.approx(sum(each.interval().mid for each in lines if each.measure == MOVE))
