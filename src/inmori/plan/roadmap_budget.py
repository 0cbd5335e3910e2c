"""What a roadmap costs in each year, by the days on which its tasks begin: it moves when people move the days."""

from collections.abc import Iterable
from datetime import date, timedelta

from inmori.catalogue.loader import Catalogue
from inmori.model import Frozen
from inmori.plan.renewal import year_start
from inmori.plan.roadmap import Roadmap
from inmori.units import Interval


class RoadmapYear(Frozen):
    """One year of the roadmap, both days included. ``capital`` falls in the year a task begins, ``yearly`` from then on.

    ``systems`` is what is paid with the renewal of a system and not from the budget for security. All in yen, widest
    reading (prices may err together).
    """

    number: int
    first: date
    last: date
    tasks: int
    capital: Interval
    yearly: Interval
    systems: Interval

    @property
    def security(self) -> Interval:
        """Return what the year takes from the budget for security."""
        return self.capital + self.yearly


def roadmap_years(roadmap: Roadmap, catalogue: Catalogue) -> tuple[RoadmapYear, ...]:
    """Return the years of the roadmap; tasks without a day of beginning are in none."""
    dated = [(item, _year_of(item.start, roadmap)) for item in roadmap.items if item.start is not None]
    other = {measure.id for measure in catalogue.measures.values() if measure.paid_from != "security"}
    found = []
    for number in range(1, roadmap.years + 1):
        begun = [item for item, year in dated if year == number]
        running = [item for item, year in dated if year <= number]
        found.append(
            RoadmapYear(
                number=number,
                first=year_start(roadmap.today, number),
                last=year_start(roadmap.today, number + 1) - timedelta(days=1),
                tasks=len(begun),
                capital=_yen(item.capital for item in begun if item.measure not in other),
                yearly=_yen(item.yearly for item in running if item.measure not in other),
                systems=_yen(
                    [item.capital for item in begun if item.measure in other] + [item.yearly for item in running if item.measure in other]
                ),
            )
        )
    return tuple(found)


def _yen(prices: Iterable[Interval]) -> Interval:
    """Add up what is paid in one year: a price "a year" is then plain yen."""
    found = list(prices)
    return Interval(
        low=sum(one.low for one in found), mid=sum(one.mid for one in found), high=sum(one.high for one in found), unit="yen"
    )


def _year_of(day: date, roadmap: Roadmap) -> int:
    """Return the year of a day; what began before the roadmap was made counts in its first."""
    return max((year for year in range(1, roadmap.years + 40) if year_start(roadmap.today, year) <= day), default=1)
