"""Hours of the hospital's own people, quarter by quarter: no wave takes more than is left, and what lacks is said.

What is left is the year's hours for new work, less those that the other measures of the plan take in their year.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from inmori.plan.renewal import months_after, year_start
from inmori.plan.wave import QuarterHours

REACH_BACK = 24  # months before a cut-over in which its work may be done
_A_YEAR = 365.25


class StaffBook:
    """What each quarter still has. ``others`` are (plan year, hours) of the measures that are no waves."""

    def __init__(self, *, today: date, hours_a_year: float, others: Sequence[tuple[int, float]]) -> None:
        self._today, self._rate = today, hours_a_year / _A_YEAR
        self._others = sorted(others)  # sums do not depend on the order of the plan
        self._taken: dict[date, float] = {}
        self._bought: dict[date, float] = {}

    def free(self, quarter: date) -> float:
        """Return the hours of a quarter that the other measures leave, before any wave."""
        first, last = max(quarter, self._today), next_quarter(quarter)
        hours = max((last - first).days, 0) * self._rate
        for year, taken in self._others:
            begin, end = year_start(self._today, year), year_start(self._today, year + 1)
            days = (min(last, end) - max(first, begin)).days
            hours -= max(days, 0) * taken / max((end - begin).days, 1)
        return max(hours, 0.0)

    def spread(self, hours: float, *, cut_over: date) -> tuple[dict[date, float], float]:
        """Return the hours by quarter, latest first, and those that find no place before the cut-over."""
        quarter, rest = quarter_of(cut_over), hours
        first = quarter_of(max(self._today, months_after(cut_over, -REACH_BACK)))
        found: dict[date, float] = {}
        while rest > 0 and quarter >= first:
            room = self.free(quarter) - self._taken.get(quarter, 0.0)
            taken = min(max(room, 0.0), rest)
            if taken > 0:
                found[quarter], rest = taken, rest - taken
            quarter = quarter_of(quarter - timedelta(days=1))
        return found, rest

    def book(self, hours: float, *, cut_over: date) -> tuple[QuarterHours, ...]:
        """Take the hours; what finds no place is bought in the quarter of the cut-over."""
        found, rest = self.spread(hours, cut_over=cut_over)
        last = quarter_of(cut_over)
        load = []
        for quarter in sorted({*found, *([last] if rest > 0 else [])}):
            own, outside = found.get(quarter, 0.0), rest if quarter == last else 0.0
            load.append(QuarterHours(start=quarter, free=self.free(quarter), own=own, outside=outside))
            self._taken[quarter] = self._taken.get(quarter, 0.0) + own
            self._bought[quarter] = self._bought.get(quarter, 0.0) + outside
        return tuple(load)

    def quarters(self) -> tuple[QuarterHours, ...]:
        """Return every quarter that waves touch, all waves added up."""
        return tuple(
            QuarterHours(
                start=quarter,
                free=self.free(quarter),
                own=min(self._taken.get(quarter, 0.0), self.free(quarter)),
                outside=self._bought.get(quarter, 0.0),
            )
            for quarter in sorted({*self._taken, *self._bought})
        )


def quarter_of(day: date) -> date:
    """Return the first day of a day's calendar quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(quarter: date) -> date:
    """Return the first day of the quarter after."""
    return months_after(quarter, 3)
