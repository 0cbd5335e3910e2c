"""A price from a quotation is marked as one wherever the report shows it."""

from __future__ import annotations

from inmori.plan.roads import ChosenMeasure, NextStep
from inmori.report.documents.assessment.board import step_cost
from inmori.report.documents.assessment.roads import _price
from inmori.text import Text
from inmori.units import Interval

QUOTED = Text(ja="見積書(青空、2026-11-10)", en="quotation (青空, 2026-11-10)")
WORDS = Text(ja="言葉", en="words")


def yen(low: float, mid: float, high: float) -> Interval:
    return Interval(low=low, mid=mid, high=high, unit="yen")


def step(quotation: Text | None) -> NextStep:
    return NextStep(
        rank=1, measure="vpn_mfa", title=WORDS, why=WORDS, how=WORDS, who=WORDS, cost=yen(1e5, 1e5, 1e5),
        staff_hours=None, quotation=quotation,
    )  # fmt: skip


def chosen(quotation: Text | None) -> ChosenMeasure:
    return ChosenMeasure(
        measure="vpn_mfa", name=WORDS, start_year=1, capital=yen(1e5, 1e5, 1e5), yearly=yen(0, 6e4, 2.4e5),
        staff_hours=8, changes=1, quotation=quotation,
    )  # fmt: skip


def test_a_step_names_its_quotation() -> None:
    assert "見積書(青空、2026-11-10)" in step_cost(step(QUOTED)).ja
    assert "quotation" in step_cost(step(QUOTED)).en
    assert "見積" not in step_cost(step(None)).ja


def test_in_the_table_only_the_quoted_amount_is_marked() -> None:
    one = chosen(QUOTED)
    assert _price(one, one.capital).ja.endswith("(見積)")
    assert "見積" not in _price(one, one.yearly).ja, "the yearly price is still the catalogue's"
    assert "見積" not in _price(chosen(None), one.capital).ja
