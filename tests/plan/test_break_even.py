"""The break-even: priced anew at the value it names, both roads cost the same, and to either side the verdict turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from inmori.catalogue.quotation import Quotation, quoted
from inmori.plan.break_even import GRID, break_evens, gap_of, inputs_of, root, two_way
from inmori.plan.compare import Measured, difference
from inmori.plan.found import BreakEven
from inmori.plan.scene import Scene
from inmori.plan.verdict import compared, verdict_of
from tests.plan.scenes import SOME, gauge, scene
from tests.plan.test_verdict import fee_at, sides

QUANTITIES = {"fee": ("cloud.ehr.bed_month",), "life": ("horizon.system_life",)}


@cache
def at_middle() -> Scene:
    return fee_at(15_000, 25_000, 40_000)


def with_quantity(name: str, value: float) -> Scene:
    """The scene of the middle where one figure of the catalogue is known exactly."""
    known = at_middle().catalogue
    exact = known.quantity(name).model_copy(update={"low": value, "value": value, "high": value})
    return scene(catalogue=replace(known, quantities=known.quantities | {name: exact}), budget=5e6)


def capital_times(measure: str, times: float) -> Scene:
    """The scene of the middle where all that a system costs once is so many times what it is."""
    known = at_middle().catalogue
    costs = tuple(
        each.model_copy(update={"times": each.times * times}) if each.capital or each.capital_ref else each
        for each in known.measures[measure].costs
    )
    changed = known.measures[measure].model_copy(update={"costs": costs})
    return scene(catalogue=replace(known, measures=known.measures | {measure: changed}), budget=5e6)


@cache
def middle() -> tuple[Scene, Measured, Measured]:
    """The scene of the middle, with hardening and the move measured once."""
    _, hardened, moved = sides(at_middle())
    return at_middle(), hardened, moved


def found() -> dict[str, BreakEven]:
    of, hardened, moved = middle()
    return {each.input: each for each in break_evens(of, moved, hardened, seed=1)}


def gap(of: Scene) -> float:
    _, hardened, moved = sides(of)
    return difference(of, moved, hardened, seed=1).mid


FOUND = found()


def test_five_inputs_are_looked_at() -> None:
    assert set(FOUND) == {"fee", "move", "renewal", "rate", "life"}
    assert all(each.text.ja and each.text.en for each in FOUND.values())


@pytest.mark.parametrize("name", sorted(QUANTITIES))
def test_the_verdict_turns_at_the_figure_it_names(name: str) -> None:
    at = FOUND[name].at
    assert at is not None
    quantity = QUANTITIES[name][0]
    there, below, above = (gap(with_quantity(quantity, at.mid * times)) for times in (1.0, 0.97, 1.03))
    assert abs(there) < 10.0
    assert below * above < 0
    rises = above > below
    first = "閉域強化" if rises else "クラウド移行"
    assert f"上回れば{first}" in FOUND[name].text.ja


@pytest.mark.parametrize("name, measure", [("move", "cloud_ehr"), ("renewal", "ehr_renewal")])
def test_the_verdict_turns_at_the_first_cost_it_names(name: str, measure: str) -> None:
    at = FOUND[name].at
    if at is None:
        pytest.skip("no value turns it at this hospital")
    times = at.mid / FOUND[name].now
    lines = SOME.measures[measure].costs
    if any(each.capital_ref and each.yearly_ref for each in lines):
        pytest.skip("one line holds both a first and a yearly price")
    assert abs(gap(capital_times(measure, times))) < 100.0


def test_attacks_scale_the_loss_and_nothing_else() -> None:
    of, hardened, moved = middle()
    rate = next(one for one in inputs_of(of, moved, hardened) if one.id == "rate")
    whole = gap_of(of, moved, hardened)
    loss = float((moved.loss(of) - hardened.loss(of)).mean())
    assert whole.at((rate, 3.0)) - whole.at() == pytest.approx(2 * loss)


def test_the_gap_is_the_difference_of_the_directions() -> None:
    of, hardened, moved = middle()
    assert gap_of(of, moved, hardened).at() == pytest.approx(difference(of, moved, hardened, seed=1).mid)


def test_the_ends_are_where_the_range_meets_zero() -> None:
    at = FOUND["fee"].at
    assert at is not None
    assert at.low < at.mid < at.high


def test_the_picture_has_the_gap_at_each_point() -> None:
    of, hardened, moved = middle()
    picture = two_way(of, moved, hardened)
    assert picture is not None
    centre = GRID.index(1.0)
    assert picture.gap[centre][centre] == pytest.approx(difference(of, moved, hardened, seed=1).mid)
    assert all(list(row) == sorted(row) for row in picture.gap), "a dearer fee never makes the move cheaper"
    fee = FOUND["fee"].at
    assert fee is not None
    for x, value in zip(picture.xs, picture.gap[centre], strict=True):
        assert (x > fee.mid) == (value > 0)


def test_without_a_move_nothing_turns() -> None:
    of = scene(scene(catalogue=SOME).applied["cloud_ehr"].hospital, catalogue=SOME, budget=5e6)
    _, hardened, moved = sides(of)
    assert inputs_of(of, moved, hardened) == ()
    assert two_way(of, moved, hardened) is None


@pytest.mark.parametrize("zero", [0.03, 0.5, 1.0, 7.0, 49.0])
def test_a_root_is_found(zero: float) -> None:
    assert root(lambda x: x * x - zero * zero) == pytest.approx(zero)
    assert root(lambda x: zero - x) == pytest.approx(zero)


@pytest.mark.parametrize("never", [lambda x: x + 1, lambda _x: 1.0, lambda x: -x])
def test_what_never_turns_has_no_root(never) -> None:  # type: ignore[no-untyped-def]
    assert root(never) is None


def test_a_side_measured_elsewhere_is_of_no_use() -> None:
    """The directions do not depend on the inputs: what is priced anew is the same plan."""
    dear, cheap = fee_at(80_000, 80_000, 80_000), fee_at(1_000, 1_000, 1_000)
    plans: list[list[Measured]] = [list(sides(of)) for of in (dear, cheap)]
    assert [side.direction.starts for side in plans[0]] == [side.direction.starts for side in plans[1]]
    assert gauge(dear) is not None


def quoted_renewal(yen: float) -> Scene:
    """The scene of the middle where the hospital has a quotation for its renewal on site."""
    return with_offer(Quotation(measure="ehr_renewal", capital=yen, offered_by="試験電機", on=date(2026, 11, 1)))


def with_offer(offer: Quotation) -> Scene:
    return scene(catalogue=quoted(at_middle().catalogue, (offer,)), budget=5e6)


def test_a_quotation_turns_the_verdict_where_the_break_even_said() -> None:
    """What decides for hardening is the price of the renewal on site: beside the figure printed the sign of the difference
    turns, and beyond its ends the verdict says so in words."""
    at = FOUND["renewal"].at
    assert at is not None
    assert gap(quoted_renewal(at.mid * 0.99)) > 0 > gap(quoted_renewal(at.mid * 1.01))
    assert abs(gap(quoted_renewal(at.mid))) < 1_000
    for yen, dearer in ((at.low * 0.97, "クラウド移行が閉域強化より"), (at.high * 1.03, "閉域強化がクラウド移行より")):
        of = quoted_renewal(yen)
        _, hardened, moved = sides(of)
        assert dearer in compared(of, moved, hardened, difference(of, moved, hardened, seed=1)).ja
    of = quoted_renewal(at.mid)
    _, hardened, moved = sides(of)
    assert "判定できません" in compared(of, moved, hardened, difference(of, moved, hardened, seed=1)).ja


def verdict(of: Scene) -> str:
    _, hardened, moved = sides(of)
    return compared(of, moved, hardened, difference(of, moved, hardened, seed=1)).ja


def test_just_beside_the_ends_a_quoted_fee_decides_or_does_not() -> None:
    """The ends are of the price fixed in writing, with all other luck as before: a run with the quotation agrees to 3 %."""
    fee, yearly = FOUND["fee"], at_middle().prices["cloud_ehr"].yearly.mid
    assert fee.at is not None
    for value, decides in (
        (fee.at.low * 0.97, "閉域強化がクラウド移行より"), (fee.at.low * 1.03, "判定できません"),
        (fee.at.high * 0.97, "判定できません"), (fee.at.high * 1.03, "クラウド移行が閉域強化より"),
    ):  # fmt: skip
        offer = Quotation(measure="cloud_ehr", yearly=yearly * value / fee.now, offered_by="試験", on=date(2026, 11, 1))
        assert decides in verdict(with_offer(offer)), value


def test_just_beside_the_ends_a_quoted_renewal_decides_or_does_not() -> None:
    at = FOUND["renewal"].at
    assert at is not None
    assert "判定できません" in verdict(quoted_renewal(at.low * 1.03))
    assert "判定できません" in verdict(quoted_renewal(at.high * 0.97))


def test_the_words_say_from_where_on_it_is_decided() -> None:
    for name in ("fee", "renewal"):
        said = FOUND[name].text
        assert all(word in said.ja for word in ("以下なら", "以上なら", "その間は判定できません", "見積書"))
        assert all(word in said.en for word in ("at or below", "at or above"))
    assert "見積書" not in FOUND["life"].text.ja


def test_an_end_beyond_reach_leaves_the_other() -> None:
    """Where only one side can ever be decided the words name that side alone."""
    wide = fee_at(1_000, 25_000, 400_000)
    _, hardened, moved = sides(wide)
    [move] = [each for each in break_evens(wide, moved, hardened, seed=1) if each.input == "move"]
    assert move.at is None or ("それ以外は判定できません" in move.text.ja) or ("言い切れません" in move.text.ja)


def test_a_quoted_fee_is_said_for_a_year() -> None:
    """A quotation names a year's sum for the hospital: no words may call that a fee for a bed and month."""
    of = with_offer(Quotation(measure="cloud_ehr", yearly=3e7, offered_by="試験", on=date(2026, 11, 1)))
    unchanged, hardened, moved = sides(of)
    [fee] = [each for each in break_evens(of, moved, hardened, seed=1) if each.input == "fee"]
    assert (fee.unit, fee.now) == ("yen/year", 3e7)
    assert "今の見込みは年3,000万円" in fee.text.ja
    told = verdict_of(of, unchanged, hardened, moved, seed=1)
    assert "1床あたり" not in fee.text.ja + told.ja
