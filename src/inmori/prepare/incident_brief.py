"""All that a report of an incident is written from: the case, its clocks, and the moment it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inmori.prepare.authority import authority, on_day
from inmori.prepare.contact import Contact
from inmori.prepare.incident_case import Case, case_of
from inmori.prepare.incident_clock import Clock, clocks_of
from inmori.prepare.incident_entry import Entry
from inmori.prepare.incident_house import House
from inmori.prepare.incident_time import JST, aware


@dataclass(frozen=True, slots=True)
class Brief:
    """One incident at one moment."""

    case: Case
    clocks: tuple[Clock, ...]
    now: datetime

    @property
    def house(self) -> House:
        """Return what is known of the hospital."""
        return self.case.house

    @property
    def today(self) -> date:
        """Return the day in Japan."""
        return self.now.astimezone(JST).date()

    def clock(self, duty: str) -> Clock:
        """Return the clock of one duty."""
        return next(one for one in self.clocks if one.duty.id == duty)

    def contact(self, id: str) -> Contact:
        """Return an authority as it may be printed today."""
        return on_day(authority(id), today=self.today)


def brief_of(entries: Sequence[Entry], *, now: datetime, house: House | None = None) -> Brief:
    """Return the incident that a log tells; ``house`` takes the place of what the log holds of the hospital."""
    case = case_of(entries)
    if house is not None:
        case = Case(house=house, lines=case.lines, known=case.known, answers=case.answers, done=case.done)
    return Brief(case, clocks_of(case, now=now), aware(now))
