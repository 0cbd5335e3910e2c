"""Days on which Japan's offices are closed, worked out for any year, so that the last day of a clock needs no network.

The equinoxes follow the usual approximation for 1980 to 2099; the official day is announced each February and has never
differed from it. Holidays moved once by a special law (the Olympic years) lie in the past and are not in here.
"""

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))  # month, which Monday
_DAY = timedelta(days=1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the national holidays of a year (2022 to 2099), those in place of a Sunday and those between two included."""
    days = {date(year, month, day) for month, day in _FIXED}
    days |= {_monday(year, month, which) for month, which in _MONDAYS}
    since = year - 1980
    days.add(date(year, 3, int(20.8431 + 0.242194 * since - since // 4)))
    days.add(date(year, 9, int(23.2488 + 0.242194 * since - since // 4)))
    named = frozenset(days)
    for day in sorted(named):
        if day.weekday() == 6:
            instead = day + _DAY
            while instead in named:
                instead += _DAY
            days.add(instead)
    days |= {day + _DAY for day in named if day + 2 * _DAY in named and day + _DAY not in named}
    return frozenset(days)


def _monday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (which - 1))


def closed(day: date) -> bool:
    """Whether offices are closed: weekend, holiday, 29 December to 3 January."""
    return (
        day.weekday() >= 5
        or (day.month, day.day) >= (12, 29)
        or (day.month, day.day) <= (1, 3)
        or day in holidays(day.year)
    )


def last_day(known: date, days: int) -> date:
    """Return the last day of a term of ``days`` that counts the day of knowing as the first.

    If it falls on a closed day, the next open one.
    """
    day = known + timedelta(days=days - 1)
    while closed(day):
        day += _DAY
    return day
