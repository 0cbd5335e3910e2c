"""Amounts and probabilities as a Japanese office says them."""

import pytest
from pydantic import ValidationError

from inmori.units import Interval, percent, yen_en, yen_ja

YEN = {
    0: "0円",
    9_999: "9,999円",
    12_345: "1万円",
    1_234_567: "123万円",
    123_456_789: "1億2,300万円",
    100_000_000: "1億円",
    99_999_999: "1億円",
    12_345_678_900: "123億円",
    -2_000_000: "-200万円",
}


@pytest.mark.parametrize("amount", YEN)
def test_yen(amount: int) -> None:
    assert yen_ja(amount) == YEN[amount]


def test_english() -> None:
    assert yen_en(123_456_789) == "JPY 123.5 million"
    assert yen_en(4_500) == "JPY 4,500"


def test_what_is_rare_is_never_shown_as_zero() -> None:
    assert percent(0.0001) == "<0.1%"
    assert percent(0.004) == "0.4%"
    assert percent(0.37) == "37%"


def test_an_interval_cannot_be_turned_round() -> None:
    with pytest.raises(ValidationError):
        Interval(low=2, mid=1, high=1, unit="day")
    assert Interval(low=1, mid=2, high=4, unit="day").scaled(-1) == Interval(low=-4, mid=-2, high=-1, unit="day")
