"""The verdict says what the paired interval allows: who is cheaper, or that it cannot be told."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from inmori.plan.compare import Measured, difference, measured
from inmori.plan.directions import cloud, harden, stay
from inmori.plan.scene import Scene
from inmori.plan.verdict import break_even_fee, compared, verdict_of
from inmori.units import Interval
from tests.plan.scenes import SOME, TRIALS, gauge, oracle, scene

CANNOT = "判定できません"


def fee_at(low: float, mid: float, high: float) -> Scene:
    """The needy hospital where the cloud costs this much a bed and month."""
    quoted = SOME.quantity("cloud.ehr.bed_month").model_copy(
        update={"low": low, "value": mid, "high": high}
    )
    catalogue = replace(SOME, quantities=SOME.quantities | {quoted.id: quoted})
    return scene(catalogue=catalogue, budget=5e6)


def sides(of: Scene) -> tuple[Measured, Measured, Measured]:
    meter = gauge(of)
    roads = (stay(of), harden(of, oracle(of)), cloud(of, oracle(of)))
    return tuple(measured(of, meter, direction) for direction in roads)  # type: ignore[return-value]


@cache
def published() -> tuple[Scene, Measured, Measured, Measured]:
    """The needy hospital at the published range of fees, all three directions measured once."""
    of = fee_at(15_000, 25_000, 40_000)
    return of, *sides(of)


def gap(low: float, mid: float, high: float) -> Interval:
    return Interval(low=low, mid=mid, high=high, unit="yen")


@pytest.mark.parametrize(
    "interval, tells",
    [
        (gap(1e6, 5e6, 9e6), "クラウド移行が閉域強化より約500万円多く"),
        (gap(-9e6, -5e6, -1e6), "閉域強化がクラウド移行より約500万円多く"),
        (gap(-1.0, 5e6, 9e6), CANNOT),
        (gap(-9e6, -5e6, 1.0), CANNOT),
        (gap(-9e6, 0.0, 9e6), CANNOT),
        (gap(0.0, 5e6, 9e6), CANNOT),
    ],
)
def test_zero_inside_the_interval_means_it_cannot_be_told(interval: Interval, tells: str) -> None:
    of, _, hardened, moved = published()
    assert tells in compared(of, moved, hardened, interval).ja


def test_a_dear_quote_makes_the_move_dearer_and_a_cheap_one_cheaper() -> None:
    dear, cheap = fee_at(79_000, 80_000, 81_000), fee_at(900, 1_000, 1_100)
    said = verdict_of(dear, *sides(dear), seed=1).ja
    assert said.startswith("5年の費用と予想損失の合計は、クラウド移行が閉域強化より")
    said = verdict_of(cheap, *sides(cheap), seed=1).ja
    assert said.startswith("5年の費用と予想損失の合計は、閉域強化がクラウド移行より")


def test_the_published_range_alone_does_not_decide() -> None:
    of, *three = published()
    assert CANNOT in verdict_of(of, *three, seed=1).ja


def test_at_the_break_even_fee_both_roads_cost_the_same() -> None:
    of, _, hardened, moved = published()
    fee = break_even_fee(of, moved, hardened)
    assert fee is not None
    assert fee.unit == "yen/bed/month"
    there = fee_at(fee.yen, fee.yen, fee.yen)
    _, hardened, moved = sides(there)
    assert abs(difference(there, moved, hardened, seed=1).mid) < 1.0


def test_without_a_move_there_is_no_fee_to_name() -> None:
    of = scene(scene(catalogue=SOME).applied["cloud_ehr"].hospital, catalogue=SOME, budget=5e6)
    _, hardened, moved = sides(of)
    assert break_even_fee(of, moved, hardened) is None


def test_a_direction_against_itself_is_no_difference() -> None:
    of, unchanged, _, _ = published()
    same = difference(of, unchanged, unchanged, seed=3)
    assert (same.low, same.mid, same.high) == (0.0, 0.0, 0.0)
    assert TRIALS > 0
    assert "同じ内容" in compared(of, unchanged, unchanged, same).ja
