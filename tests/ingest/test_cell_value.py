"""What people and tools write into cells, and what it means."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.era import EraBorderError
from inmori.ingest.cell_value import (
    asset_number,
    date_of,
    dates_inside,
    is_ditto,
    number_of,
    says_none,
    says_unknown,
    text_of,
    yes_no,
)

TEXTS: dict[str, tuple[Any, str]] = {
    "full width": ("ＰＣ－０１", "PC-01"),
    "circled and square": ("①㈱", "1(株)"),
    "blanks collapsed, line kept": ("  内科　 外来 \r\n 2階 ", "内科 外来\n2階"),
    "long mark stays a letter": ("サーバー", "サーバー"),
    "half-width kana": ("ﾌﾟﾘﾝﾀ", "プリンタ"),
    "whole number": (12.0, "12"),
    "fraction": (1.5, "1.5"),
    "no number": (float("nan"), "nan"),
    "date": (date(2026, 4, 1), "2026-04-01"),
    "true": (True, "true"),
}


@pytest.mark.parametrize(("value", "wanted"), TEXTS.values(), ids=TEXTS)
def test_text(value: Any, wanted: str) -> None:
    assert text_of(value) == wanted


@pytest.mark.parametrize("text", ["", "-", "ー", "―", "不明", "N/A", "#N/A", "#REF!", "未確認", "?", "？"])
def test_unknown_is_not_none(text: str) -> None:
    assert says_unknown(text_of(text))
    assert not says_none(text_of(text))


@pytest.mark.parametrize("text", [
    "わからない", "分からない", "分かりません", "よく分からない。", "判らず", "把握していない", "確認できず", "不明?", "不明(要調査)", "？？", "調査中", "照会中", "回答待ち", "未把握", "…", "・", "don't know",
])  # fmt: skip
def test_people_say_that_they_do_not_know(text: str) -> None:
    assert says_unknown(text_of(text))


@pytest.mark.parametrize("text", ["わからないように隠してある", "未確認ソフトあり", "不明瞭な音", "node-1", "none", "対象外", "未来", "確認済", "1"])
def test_what_only_begins_like_not_knowing(text: str) -> None:
    assert not says_unknown(text_of(text))


@pytest.mark.parametrize("text", ["なし", "無", "×", "✕", "未導入", "None"])
def test_none_is_not_unknown(text: str) -> None:
    assert says_none(text_of(text))
    assert not says_unknown(text_of(text))


@pytest.mark.parametrize(("text", "wanted"), [
    ("○", True), ("◯", True), ("有り", True), ("はい", True), ("YES", True), ("済", True), ("1", True),
    ("×", False), ("無", False), ("未実施", False), ("No", False), ("FALSE", False),
    ("-", None), ("", None), ("不明", None), ("週1回", None), ("対象外", None),
])  # fmt: skip
def test_yes_no(text: str, wanted: bool | None) -> None:
    assert yes_no(text) is wanted


@pytest.mark.parametrize("mark", ["〃", "″", "”", '"', "同上", " 々 ", "ditto"])
def test_ditto(mark: str) -> None:
    assert is_ditto(mark)


@pytest.mark.parametrize("value", ["", "同上サーバ", "-", 5.0, "同上線用ルータ"])
def test_not_ditto(value: Any) -> None:
    assert not is_ditto(value)


DATES: dict[str, tuple[Any, date | None, date | None]] = {
    "date cell": (date(2025, 4, 1), date(2025, 4, 1), date(2025, 4, 1)),
    "date cell with time": (datetime(2025, 4, 1, 9, 0), date(2025, 4, 1), date(2025, 4, 1)),
    "era, dots": ("R7.4.1", date(2025, 4, 1), date(2025, 4, 1)),
    "era, words, full width": ("令和７年４月１日", date(2025, 4, 1), date(2025, 4, 1)),
    "first year": ("令和元年6月", date(2019, 6, 1), date(2019, 6, 30)),
    "fiscal year": ("H25年度", date(2013, 4, 1), date(2014, 3, 31)),
    "month": ("R3/12", date(2021, 12, 1), date(2021, 12, 31)),
    "year": ("2020年", date(2020, 1, 1), date(2020, 12, 31)),
    "time of day": ("2026/11/16 2:38", date(2026, 11, 16), date(2026, 11, 16)),
    "day of the week": ("2026/11/16(月)", date(2026, 11, 16), date(2026, 11, 16)),
    "eight digits": ("20260401", date(2026, 4, 1), date(2026, 4, 1)),
    "eight digits as number": (20260401.0, date(2026, 4, 1), date(2026, 4, 1)),
    "a year as number": (2019.0, date(2019, 1, 1), date(2019, 12, 31)),
    "day count": (45748.0, date(2025, 4, 1), date(2025, 4, 1)),
    "not a date": ("未定", None, None),
    "no such day": ("2025/2/30", None, None),
    "two-digit year is nobody's": ("25/4/1", None, None),
    "small number": (12.0, None, None),
}


@pytest.mark.parametrize(("value", "first", "last"), DATES.values(), ids=DATES)
def test_date(value: Any, first: date | None, last: date | None) -> None:
    found = date_of(value)
    assert (found and found.written.first, found and found.written.last) == (first, last)


def test_only_a_day_count_is_assumed() -> None:
    assert [bool(found and found.assumed) for found in map(date_of, (45748.0, 2019.0, "R7.4.1", date(2025, 4, 1)))] == [
        True, False, False, False,
    ]  # fmt: skip


def test_day_counts_of_1904_workbooks() -> None:
    found = date_of(44286.0, starts_1904=True)
    assert found is not None
    assert found.written.first == date(2025, 4, 1)


def test_an_era_past_its_end_is_reported() -> None:
    with pytest.raises(EraBorderError):
        date_of("R1.4.30")


@pytest.mark.parametrize(("text", "wanted"), [
    ("更新日:R7.4.1", [date(2025, 4, 1)]),
    ("2025年4月1日～2026年3月31日", [date(2025, 4, 1), date(2026, 3, 31)]),
    ("R3.4~令和8年3月31日", [date(2021, 4, 1), date(2026, 3, 31)]),
    ("2024/04 - 2029/03", [date(2024, 4, 1), date(2029, 3, 31)]),
    ("2025年 事務PCで偽警告", [date(2025, 1, 1)]),
    ("バージョン10.0.19045", []),
])  # fmt: skip
def test_dates_inside(text: str, wanted: list[date]) -> None:
    found = [w.first if index == 0 else w.last for index, w in enumerate(dates_inside(text))]
    assert found == wanted


@pytest.mark.parametrize(("value", "wanted"), [
    ("約340台", 340), ("2億5,100万円", 251_000_000), ("25億1000万円", 2_510_000_000), ("１，２００，０００円", 1_200_000), ("1.5人", 1.5),
    ("120万", 1_200_000), ("340台(うち予備5台)", 340), ("▲5", -5), (780.0, 780), ("なし", None), ("", None), (float("nan"), None),
])  # fmt: skip
def test_number(value: Any, wanted: float | None) -> None:
    assert number_of(value) == wanted


@pytest.mark.parametrize(("value", "digits", "wanted", "lost"), [
    ("00123", 0, "00123", False), ("Ｍ－００７", 0, "M-007", False), (123.0, 0, "123", True), (123.0, 5, "00123", False),
])  # fmt: skip
def test_asset_numbers_keep_their_zeros(value: Any, digits: int, wanted: str, lost: bool) -> None:
    assert asset_number(value, digits=digits) == (wanted, lost)


AMOUNTS: dict[str, float | None] = {
    "8千万": 80e6, "8千万円": 80e6, "2千5百万円": 25e6, "１億２千万": 120e6, "3億5千": 350e6, "12百万円": 12e6, "1,200千円": 1.2e6, "1.5億": 150e6, "2 億 5,100 万": 251e6,
    "約１２０万円（税別）": 1.2e6, "年額 ¥1,320,000-（税込）": 1.32e6, "税別 250,000": 250_000, "百二十万円": 1.2e6, "二名": 2, "十万円": 100_000, "100〜150万円": 1.25e6,
    "1000円から2000円": 1500, "1~2人": 1.5, "月８万": 80_000, "▲3万": -30_000, "一式 1,200,000円": 1.2e6, "千葉システム": None, "数百万円": None, "何十台": None, "一式": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), AMOUNTS.items())
def test_amounts_as_people_say_them(text: str, wanted: float | None) -> None:
    assert number_of(text) == (None if wanted is None else pytest.approx(wanted))


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_hundred_millions_and_ten_thousands(large: int, small: int) -> None:
    written = f"{large:,}億{small}万円" if small else f"{large}億円"
    assert number_of(written) == large * 10**8 + small * 10**4


@given(st.one_of(st.text(max_size=30), st.floats(), st.dates(), st.datetimes(), st.booleans(), st.integers()))
def test_no_cell_breaks_a_reader(value: Any) -> None:
    text_of(value)
    number_of(value)
    asset_number(value)
    is_ditto(value)
    with contextlib.suppress(EraBorderError):
        date_of(value)


@given(st.dates(min_value=date(1960, 1, 1), max_value=date(2060, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    from inmori.era import era_ja

    for written in (day.isoformat(), f"{day:%Y/%m/%d}", f"{day.year}.{day.month}.{day.day}", era_ja(day)):
        found = date_of(written)
        assert found is not None
        assert (found.written.first, found.written.exactness) == (day, "day")
