"""Closed days and terms against dates looked up on a wall calendar and counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inmori.prepare.incident_calendar import closed, holidays, last_day

# As announced (2026, 2027) or printed in almanacs; the substitutes and the day between two holidays included.
KNOWN = {
    2024: "1-1 1-8 2-11 2-12 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-22 9-23 10-14 11-3 11-4 11-23",
    2025: "1-1 1-13 2-11 2-23 2-24 3-20 4-29 5-3 5-4 5-5 5-6 7-21 8-11 9-15 9-23 10-13 11-3 11-23 11-24",
    2026: "1-1 1-12 2-11 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-20 8-11 9-21 9-22 9-23 10-12 11-3 11-23",
    2027: "1-1 1-11 2-11 2-23 3-21 3-22 4-29 5-3 5-4 5-5 7-19 8-11 9-20 9-23 10-11 11-3 11-23",
}


@pytest.mark.parametrize("year", KNOWN)
def test_holidays_are_those_of_the_calendar(year: int) -> None:
    wanted = {date(year, *map(int, day.split("-"))) for day in KNOWN[year].split()}
    assert holidays(year) == wanted


@pytest.mark.parametrize(
    ("known", "days", "last"),
    [
        ("2026-11-24", 30, "2026-12-23"),  # a Wednesday
        ("2026-11-24", 60, "2027-01-22"),  # a Friday
        ("2026-12-01", 30, "2027-01-04"),  # 30 December: closed until the 3rd, the 4th is a Monday
        ("2026-11-29", 30, "2026-12-28"),  # the last working day of the year
        ("2026-11-30", 30, "2027-01-04"),  # 29 December
        ("2026-04-02", 30, "2026-05-01"),  # a Friday
        ("2026-04-03", 30, "2026-05-07"),  # Saturday 2 May, Sunday 3, holidays 4 and 5, in place of Sunday 6
        ("2026-08-23", 30, "2026-09-24"),  # 21 Monday, 22 between, 23 equinox
        ("2028-01-31", 30, "2028-02-29"),  # leap day
        ("2026-12-05", 60, "2027-02-02"),
        ("2026-12-14", 60, "2027-02-12"),  # day 60 is 11 February, a holiday
        ("2026-12-13", 60, "2027-02-10"),  # 18 days of December, 31 of January, 10 more
    ],
)
def test_last_day_of_a_term(known: str, days: int, last: str) -> None:
    assert last_day(date.fromisoformat(known), days).isoformat() == last


def test_a_term_never_ends_on_a_closed_day_and_never_early() -> None:
    day = date(2026, 1, 1)
    while day < date(2028, 1, 1):
        for days in (30, 60):
            end = last_day(day, days)
            assert not closed(end)
            assert timedelta(0) <= end - (day + timedelta(days=days - 1)) <= timedelta(days=6)
        day += timedelta(days=1)
