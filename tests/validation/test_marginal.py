"""Intervals of published counts against scipy's beta law, and the three verdicts."""

from __future__ import annotations

import pytest
from scipy.stats import beta

from inmori.text import Text
from inmori.units import Interval
from inmori.validation.marginal import Marginal, counted

COUNTS = {"restored": (20, 99), "mail, very few": (2, 92), "most": (105, 116), "none": (0, 40), "all": (40, 40)}


@pytest.mark.parametrize("name", COUNTS)
def test_a_count_has_its_jeffreys_interval(name: str) -> None:
    part, total = COUNTS[name]
    found = counted(part, total)
    law = beta(part + 0.5, total - part + 0.5)
    assert found.low == pytest.approx(law.ppf(0.05), abs=2e-4)
    assert found.high == pytest.approx(law.ppf(0.95), abs=2e-4)


def test_open_answers_widen_one_end_only() -> None:
    closed, opened = counted(22, 107), counted(22, 107, most=47)
    assert opened.low == closed.low
    assert opened.high == counted(47, 107).high


VERDICTS = {
    "the model's middle lies inside": ((0.1, 0.2, 0.3), (0.0, 0.25, 0.9), "inside"),
    "only the ranges meet": ((0.1, 0.2, 0.3), (0.25, 0.4, 0.9), "overlaps"),
    "the ranges are apart": ((0.1, 0.2, 0.3), (0.31, 0.4, 0.9), "misses"),
    "apart on the other side": ((0.1, 0.2, 0.3), (0.0, 0.01, 0.05), "misses"),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_the_verdict_says_whether_they_can_be_told_apart(name: str) -> None:
    published, model, verdict = VERDICTS[name]
    text = Text(ja="割合", en="share")
    made = Marginal("x", text, _interval(published), _interval(model), "somewhere")
    assert made.verdict == verdict


def _interval(values: tuple[float, float, float]) -> Interval:
    low, mid, high = values
    return Interval(low=low, mid=mid, high=high, unit="share")
