"""Era dates as ledgers write them, with the borders of the eras checked."""

from datetime import date

import pytest

from inmori.era import EraBorderError, both_ja, era_ja, read_date

DAYS = {
    "R7.4.1": date(2025, 4, 1),
    "R07/04/01": date(2025, 4, 1),
    "令7.4.1": date(2025, 4, 1),
    "令和７年４月１日": date(2025, 4, 1),
    "R元.5.1": date(2019, 5, 1),
    "H31.4.30": date(2019, 4, 30),
    "S64.1.7": date(1989, 1, 7),
    "平成元年1月8日": date(1989, 1, 8),
    "2026/11/16 12:05:00": date(2026, 11, 16),
    "2026-11-24": date(2026, 11, 24),
    "20 26": None,
    "R7.13.1": None,
    "R7.2.30": None,
    "なし": None,
    "": None,
}
SPANS = {
    "令和元年": (date(2019, 1, 1), date(2019, 12, 31), "year"),
    "H29年9月": (date(2017, 9, 1), date(2017, 9, 30), "month"),
    "R3/12": (date(2021, 12, 1), date(2021, 12, 31), "month"),
    "R6年度": (date(2024, 4, 1), date(2025, 3, 31), "fiscal"),
    "2025年度": (date(2025, 4, 1), date(2026, 3, 31), "fiscal"),
    "2022.04": (date(2022, 4, 1), date(2022, 4, 30), "month"),
    "2024年2月": (date(2024, 2, 1), date(2024, 2, 29), "month"),
}


@pytest.mark.parametrize("text", DAYS)
def test_days(text: str) -> None:
    read = read_date(text)
    assert (read.first if read else None) == DAYS[text]


@pytest.mark.parametrize("text", SPANS)
def test_spans(text: str) -> None:
    read = read_date(text)
    assert read is not None
    assert (read.first, read.last, read.exactness) == SPANS[text]


@pytest.mark.parametrize("text", ["R1.4.30", "令和元年4月1日", "H31.5.1", "S64.1.8", "平成40年1月1日"])
def test_days_outside_their_era_are_errors(text: str) -> None:
    with pytest.raises(EraBorderError):
        read_date(text)


def test_written() -> None:
    assert era_ja(date(2019, 5, 1)) == "令和元年5月1日"
    assert era_ja(date(2019, 4, 30)) == "平成31年4月30日"
    assert both_ja(date(2026, 11, 24)) == "令和8年11月24日(2026-11-24)"
