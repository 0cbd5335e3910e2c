"""Days for people's calendars, with no format in sight; ``writers/ics.py`` writes them."""

from dataclasses import dataclass
from datetime import date

from inmori.text import Text


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One day or several. ``id`` stays the same when the day moves, so that a calendar replaces the entry.

    With ``hours`` (from, to on the last day, Japan time) it is an appointment; without, it takes whole days.
    ``remind_days`` before it the calendar speaks up; 0 is never.
    """

    id: str
    first: date
    last: date
    title: Text
    about: Text
    category: Text
    hours: tuple[int, int] | None = None
    remind_days: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar of one hospital as of a day; ``key`` tells hospitals apart without naming them."""

    key: str
    name: Text
    day: date
    events: tuple[CalendarEvent, ...]
