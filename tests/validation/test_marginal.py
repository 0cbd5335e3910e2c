"""The three verdicts on a published share beside the model's."""

from __future__ import annotations

import pytest

from inmori.text import Text
from inmori.units import Interval
from inmori.validation.marginal import Marginal

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
