"""Decisions of people: they stand over proposals, name a day inside the fiscal year, and three rounds are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.comply import Decision, assess
from inmori.comply.decision import fiscal_year, round_of, year_end
from inmori.errors import InputError
from tests.comply.house import CATALOGUE, TODAY, diagnosis, hospital

ITEM = "checklist-r8/2-4"


def decision(**change: Any) -> Decision:
    fields: dict[str, Any] = {"item": ITEM, "answer": "yes", "on": date(2026, 6, 1), "who": "院長", "reason": "権限表を確かめた"}
    return Decision(**{**fields, **change})


def decided(*decisions: Decision) -> Any:
    return assess(hospital(), diagnosis(), CATALOGUE, edition="r8", today=TODAY, decided=decisions)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_day_lies_in_its_fiscal_year(day: date) -> None:
    assert date(fiscal_year(day), 4, 1) <= day <= year_end(day) == date(fiscal_year(day) + 1, 3, 31)


def test_a_decision_stands_over_the_proposal_which_stays() -> None:
    item = decided(decision()).item(ITEM)
    assert (item.proposed, item.answer, item.task) == ("unknown", "yes", None)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"who": " "}, "決めた人"),
        ({"reason": ""}, "理由"),
        ({"answer": "not_applicable"}, "選べない"),
        ({"answer": "no"}, "目標日が要ります"),
        ({"answer": "no", "target": date(2027, 4, 1)}, "年度の末"),
        ({"answer": "no", "target": date(2026, 5, 31)}, "年度の末"),
        ({"on": date(2026, 11, 25)}, "今日より後"),
        ({"target": date(2027, 1, 1)}, "「いいえ」のとき"),
        ({"item": "checklist-r7/2-4"}, "項目ではありません"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(change: dict[str, Any], word: str) -> None:
    with pytest.raises(InputError) as error:
        decided(decision(**change))
    assert word in error.value.explain("ja")


@pytest.mark.parametrize("target", [date(2026, 6, 1), date(2027, 3, 31)])
def test_a_no_with_a_target_inside_the_year(target: date) -> None:
    item = decided(decision(answer="no", target=target)).item(ITEM)
    assert item.answer == "no"
    assert item.target_by is None
    assert item.overdue == (target < TODAY)


def test_three_rounds_are_kept_and_a_fourth_refused() -> None:
    rounds = [decision(on=date(2026, month, 1)) for month in (5, 7, 9)]
    item = decided(*reversed(rounds)).item(ITEM)
    assert [round_of(one, item.decisions) for one in item.decisions] == [1, 2, 3]
    assert item.decision == rounds[-1]
    corrected = rounds[-1].model_copy(update={"answer": "unknown"})
    assert decided(*rounds, corrected).item(ITEM).decisions == (*rounds[:2], corrected)
    with pytest.raises(InputError, match="3回"):
        decided(*rounds, decision(on=date(2026, 11, 1)))
    assert decided(*rounds, decision(on=date(2026, 3, 31))).item(ITEM).answer == "yes", "March is the year before"


@pytest.mark.parametrize(("edition", "word"), [("r9", "版はありません"), ("r8-vendor", "事業者に書いてもらう")])
def test_an_edition_that_cannot_be_assessed(edition: str, word: str) -> None:
    with pytest.raises(InputError) as error:
        assess(hospital(), diagnosis(), CATALOGUE, edition=edition, today=TODAY)
    assert word in error.value.explain("ja")
