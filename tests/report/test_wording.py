"""Numbers are said with their range, briefly, and never claim more than is known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.model import Source, SourceKind
from inmori.report.documents.assessment.unit_words import bounds, measured
from inmori.report.wording import (
    amount,
    chance,
    chance_range,
    day,
    days_range,
    hours,
    listed,
    once_in,
    place,
    places,
    plain,
    ref,
    shortened,
    yen_brief,
    yen_range,
)
from inmori.text import Text
from inmori.units import Interval


def span(low: float, mid: float, high: float) -> Interval:
    return Interval(low=low, mid=mid, high=high, unit="x")


@pytest.mark.parametrize(
    ("said", "ja", "en"),
    [
        (days_range(span(5, 10, 30)), "10日(5〜30日)", "10 days (5 to 30)"),
        (days_range(span(4, 4, 4)), "4日", "4 days"),
        (days_range(span(0, 0.4, 2.26)), "0.4日(0〜2.3日)", "0.4 days (0 to 2.3)"),
        (days_range(span(0.001, 0.03, 1)), "0.03日(0.01未満〜1日)", "0.03 days (<0.01 to 1)"),
        (yen_range(span(46e6, 118e6, 324e6)), "1億2,000万円(4,600万円〜3億2,000万円)", "JPY 120 million (46 to 320 million)"),
        (yen_range(span(0, 0, 0)), "0円", "JPY 0"),
        (yen_range(span(-44e6, -21e6, -3e6)), "-2,100万円(-4,400万円〜-300万円)", "JPY -21 million (-44 to -3 million)"),
        (yen_brief(118e6), "1億2,000万円", "¥120M"),
        (yen_brief(4500), "4,500円", "¥4,500"),
        (chance_range(span(0.05, 0.12, 0.25)), "12%(5.0〜25%)", "12% (5.0% to 25%)"),
        (chance_range(span(0.0, 0.02, 0.999)), "2.0%(0.1%未満〜99%超)", "2.0% (under 0.1% to over 99%)"),
        (once_in(span(0.02, 0.06, 0.15)), "17年に1回(7〜50年に1回)", "once in 17 years (7 to 50)"),
        (day(date(2026, 11, 24)), "令和8年11月24日(2026-11-24)", "2026-11-24"),
        (day(None), "不明", "unknown"),
        (hours(0.4), "約24分", "about 24 min"),
        (hours(30), "約30時間", "about 30 h"),
        (hours(96), "約4日", "about 4 days"),
        (ref("policy:12"), "ファイアウォール規則 12", "firewall rule 12"),
        (ref("10.0.0.1:3389"), "10.0.0.1:3389", "10.0.0.1:3389"),
    ],
)  # fmt: skip
def test_said(said: Text, ja: str, en: str) -> None:
    assert (said.ja, said.en) == (ja, en)


@pytest.mark.parametrize("probability", [0.0, 0.0001, 0.9999, 1.0])
def test_a_simulated_chance_is_never_none_and_never_certain(probability: float) -> None:
    assert chance(probability).ja not in ("0%", "0.0%", "100%")


def test_a_rate_of_zero_is_not_called_never() -> None:
    assert once_in(span(0, 0, 0)).ja == "1,000年に1回未満"


@given(st.floats(min_value=0, max_value=1e7))
def test_an_amount_stays_within_five_percent(value: float) -> None:
    said = amount(value)
    if said != "0.01未満":
        assert float(said.replace(",", "")) == pytest.approx(value, rel=0.17, abs=0.051)


def test_lists_name_a_few_and_count_the_rest() -> None:
    names = [f"PC-{index}" for index in range(9)]
    assert listed(names, limit=2, counter="台").ja == "PC-0、PC-1 ほか7台"
    assert listed(names[:2], limit=2).en == "PC-0, PC-1"


@given(st.text(), st.integers(2, 60))
def test_plain_is_one_line_within_its_limit(word: str, limit: int) -> None:
    assert len(plain(word, limit)) <= limit
    assert not set(plain(word, limit)) & set("\n\r\t\x0b\x0c")


def test_shortening_keeps_whole_sentences() -> None:
    long = Text(ja="一つ目です。" + "二つ目はとても長い文です。" * 9, en="First. " + "The second one is long. " * 9)
    assert shortened(long, ja=20, en=20) == Text(ja="一つ目です。二つ目はとても長い文です。", en="First.")
    assert shortened(Text(ja="あ" * 50, en="b" * 50), ja=10, en=10).ja == "あ" * 9 + "…"


def test_places_cite_each_file_once_and_count_the_rest() -> None:
    lines = [Source(kind=SourceKind.WIRE, file="conn.log", line=line) for line in (7, 8, 9)]
    cell = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="端末", cell="C14")
    said = places([cell, *lines])
    assert said.ja == "通信の観測: conn.log 7行、台帳: 台帳.xlsx「端末」C14 ほか2か所"
    assert said.en == 'seen in traffic: conn.log line 7; ledger: 台帳.xlsx "端末" C14 and 2 more places'
    assert place(cell).ja == cell.place()
    assert places([]).ja == "根拠の記録なし"


@pytest.mark.parametrize(
    ("value", "unit", "ja"),
    [
        (0.35, "probability", "35%"),
        (0.09, "share of medical income", "9.0%"),
        (38000, "yen per bed and day", "4万円(1床・1日あたり)"),
        (12_000_000, "yen", "1,200万円"),
        (25000, "yen/bed/month", "2万円(1床・1か月あたり)"),
        (7, "days (median)", "7日"),
        (0.1, "entries a year per published service", "0.1回(1年・公開1件あたり)"),
        (0.0125, "entries a year per box with the hole", "0.013回(1年・装置1台あたり)"),
        (3, "gremlins per moon", "3gremlins(moonあたり)"),
    ],
)
def test_units_are_said_in_words(value: float, unit: str, ja: str) -> None:
    assert measured(value, unit).ja == ja


def test_a_range_does_not_repeat_its_unit() -> None:
    assert bounds(20000, 60000, "yen per bed").ja == "2万円〜6万円"
    assert bounds(0.1, 0.6, "probability").ja == "10%–60%"
    assert bounds(1, 4.5, "hours").ja == "1〜4"
