"""A comparison with a search in it, made by hand: four roads, break-evens, two inputs at once, and a front."""

from __future__ import annotations

from dataclasses import replace

from inmori.plan.found import (
    BestPlan,
    BreakEven,
    Comparison,
    Contender,
    FrontPoint,
    Marginal,
    PresentPlan,
    QuarterHours,
    TwoWay,
)
from inmori.plan.roads import Roads
from inmori.report.documents.assessment import Materials
from inmori.text import Text
from tests.report.example_documents import roads, small, span, text

FEES = (10_000.0, 20_000.0, 40_000.0)
RATES = (0.01, 0.02, 0.04)


def comparison(one: str, other: str, low: float, mid: float, high: float) -> Comparison:
    decided = not low <= 0 <= high
    return Comparison(one=one, other=other, difference=span(low, mid, high), decided=decided, text=text(f"{one}と{other}。"))


def break_even(name: str, ja: str, unit: str, now: float, at: tuple[float, float, float] | None) -> BreakEven:
    where = None if at is None else span(*at, unit=unit)
    return BreakEven(input=name, name=text(ja, f"[{ja}]"), unit=unit, now=now, at=where, text=text(f"{ja}の文。"))


def marginal(measure: str, year: int | None, low: float, mid: float, high: float, stays: float) -> Marginal:
    return Marginal(
        measure=measure, name=text(f"対策{measure}"), start_year=year, worth=span(low, mid, high), stays=stays,
        reason=text(f"{measure}を入れた理由。"),
    )  # fmt: skip


def front_point(budget: float, cost: float, loss: float, count: int) -> FrontPoint:
    starts = tuple((f"m{at}", 1) for at in range(count))
    return FrontPoint(budget_yen=budget, cost=cost, expected_loss=loss, value=cost + loss, starts=starts)


def search(*, stopped: bool = False) -> BestPlan:
    return BestPlan(
        contenders=(
            Contender(source="program+moves", value=1e8, behind=span(0, 0, 0), tied=True),
            Contender(source="forward", value=1.01e8, behind=span(-1e5, 2e5, 6e5), tied=True),
            Contender(source="newcomer", value=1.2e8, behind=span(1e7, 2e7, 3e7), tied=False),
        ),
        measures=(
            marginal("a", 1, 1e6, 9e6, 2e7, 1.0),
            marginal("b", 1, -3_000, -2_000, -1_000, 0.99),
            marginal("e", 2, -8e4, -890, 7e4, 0.6),
            marginal("c", 4, -1.2e6, -1e6, -8e5, 0.02),
        ),
        others=(marginal("d", None, -5e5, -1e5, 2e5, 0.3),),
        quarters=(
            QuarterHours(year=1, quarter=1, hours=100, over=0, measures=("a",)),
            QuarterHours(year=4, quarter=2, hours=150, over=52.5, measures=("offline_backup",)),
        ),
        front=(
            front_point(0, 1.4e8, 1.06e8, 7),
            front_point(1e6, 1.41e8, 4e6, 19),
            front_point(2e6, 1.42e8, 2.7e6, 23),
            front_point(4e6, 1.42e8, 2.7e6, 23),
        ),
        present=PresentPlan(value=1.3e8, behind=span(1e7, 3e7, 5e7), fits=False, text=text("今の計画は、約3,000万円高くつきます。")),
        bound=9.9e7,
        stopped=stopped,
        text=text("探した中で、これより良い計画は見つかりませんでした。"),
    )


def searched_roads(*, cloud_dearer: bool = True) -> Roads:
    """Four roads; moving is dearer than hardening today, and turns at a fee of 15,000, or the other way round."""
    plain = roads()
    best = plain.directions[1].model_copy(update={"id": "best", "name": Text(ja="最適", en="Best mix found")})
    sign = 1 if cloud_dearer else -1
    return plain.model_copy(
        update={
            "best": best,
            "search": search(),
            "comparisons": (
                comparison("harden", "stay", -5e8, -1.2e8, 1e7),
                comparison("best", "stay", -5.6e8, -1.4e8, -1.2e7),
                comparison("cloud", "harden", -5e7, sign * 5.7e6, 6.3e7),
            ),
            "break_evens": (
                break_even("fee", "利用料", "yen/bed/month", 20_000, (5_000, 15_000, 40_000)),
                break_even("move", "移行の初期費用", "yen", 3e7, (3e7 / 50, 9e6, 3e7 * 50)),
                break_even("rate", "攻撃の頻度", "per year", 0.02, None),
                break_even("life", "使う年数", "years", 7, (3.5, 6.4, 400)),
            ),
            "two_way": TwoWay(
                x="fee", y="rate", xs=FEES, ys=RATES,
                gap=((-3e7, 4e6, 9e7), (-3e7, 6e6, 9e7), (-4e7, -1e6, 9e7)),
            ),
        }
    )  # fmt: skip


def searched() -> Materials:
    return replace(small(), roads=searched_roads())
