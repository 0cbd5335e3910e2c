"""On which day a wave may change over.

Saturdays only, so that a Sunday is left. Never in the first ten days of a month, when claims are made up; systems that
claims hang on never from April to July of an even year, when fees are revised (June). Never earlier than a month
before what is paid for ends, because two systems would be paid for.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from inmori.plan.renewal import months_after
from inmori.plan.wave import Anchor

OVERLAP_DAYS = 31
CLAIMS_UNTIL = 10  # day of the month
FEE_MONTHS = (4, 5, 6, 7)
_SATURDAY = 5
_YEAR = 12


def paid_until(anchors: Iterable[Anchor], *, today: date) -> date | None:
    """Return the day until which a unit is paid for: the last end that binds one of its systems; None when unknown."""
    ends = [one.on if one.on > today or not one.rolls else next_end(one.on, today) for one in anchors if one.kind != "support"]
    return max((on for on in ends if on > today), default=None)


def next_end(on: date, after: date) -> date:
    """Return the first yearly return of a day that lies after another."""
    years = max(after.year - on.year, 0)
    while months_after(on, _YEAR * years) <= after:
        years += 1
    return months_after(on, _YEAR * years)


def target_of(end: date, *, earliest: date) -> date:
    """Return the first yearly return of the end of a contract by which the work can be done."""
    years = 0
    while months_after(end, _YEAR * years) < earliest:
        years += 1
    return months_after(end, _YEAR * years)


def allowed(day: date, *, core: bool) -> bool:
    """Whether a day is fit for a cut-over."""
    revised = core and day.year % 2 == 0 and day.month in FEE_MONTHS
    return day.weekday() == _SATURDAY and day.day > CLAIMS_UNTIL and not revised


def cut_over_day(earliest: date, *, taken: Collection[date], core: bool) -> date:
    """Return the first fit Saturday from a day on that no other wave has taken."""
    day = earliest
    while not allowed(day, core=core) or day in taken:
        day += timedelta(days=1)
    return day


def months_between(first: date, last: date) -> int:
    """Return the months from one day to a later one, begun months counted whole; 0 when it is not later."""
    months = 0
    while months_after(first, months) < last:
        months += 1
    return months
