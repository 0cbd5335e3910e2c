"""The roadmap's dates as calendar entries; a cut-over is an evening and a Sunday, everything else a whole day."""

from datetime import timedelta

from inmori.model import sha256_of
from inmori.plan.roadmap import DATE_NAMES, Roadmap, RoadmapDate
from inmori.report.calendar import Calendar, CalendarEvent
from inmori.text import Text

_REMIND = {"legal": 90, "renewal": 365, "contract": 120, "support": 180, "subsidy": 60, "wave": 30, "measure": 14}
_EVENING, _NEXT_EVENING = 18, 18
_HOURS_NOTE = Text(ja="時刻は目安です(土曜の夕方から日曜の夕方)。", en="Hours are a guide (Saturday evening to Sunday evening).")


def calendar_of(roadmap: Roadmap) -> Calendar:
    """Return the calendar; a day that has gone by is left out already by the roadmap."""
    name = Text(
        ja=f"{roadmap.hospital} 工程表({roadmap.direction_name.ja})",
        en=f"{roadmap.hospital} roadmap ({roadmap.direction_name.en})",
    )
    return Calendar(
        key=sha256_of(f"inmori:{roadmap.hospital}".encode())[:16],
        name=name,
        day=roadmap.today,
        events=tuple(_event(one) for one in roadmap.dates),
    )


def _event(one: RoadmapDate) -> CalendarEvent:
    night = one.id.endswith("-cut-over")
    about = one.about
    if night:
        about = Text(ja=f"{about.ja}{_HOURS_NOTE.ja}", en=f"{about.en} {_HOURS_NOTE.en}")
    return CalendarEvent(
        id=one.id,
        first=one.on,
        last=one.on + timedelta(days=1) if night else one.on,
        title=one.title,
        about=about,
        category=DATE_NAMES[one.kind],
        hours=(_EVENING, _NEXT_EVENING) if night else None,
        remind_days=_REMIND[one.kind],
    )
