"""A calendar as iCalendar (RFC 5545): any calendar program takes it, and a newer file replaces the older entries.

Lines end with CRLF and are folded at 75 octets, never inside a character. Times are Japan's; Japan has known no other
since 1951, so one rule describes the zone.
"""

from datetime import date, timedelta

from inmori.report.calendar import Calendar, CalendarEvent
from inmori.report.writers.neutralise import printable
from inmori.text import Language

ZONE = "Asia/Tokyo"
_OCTETS = 75
_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19510909T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def ics(calendar: Calendar, *, language: Language, version: str) -> bytes:
    """Return the calendar file; the same calendar gives the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Inmori//Inmori {version}//{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(calendar.name.in_(language))}",
        f"X-WR-TIMEZONE:{ZONE}",
        *_ZONE_LINES,
    ]
    for event in calendar.events:
        lines += _event(event, calendar, language)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    """Return text as RFC 5545 wants it: backslash, semicolon, comma and line ends are written with a backslash."""
    text = printable(text, keep="\n").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """Return the line in pieces of at most 75 octets; each further piece begins with a blank."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = "", 1  # the blank
        piece += character
        size += octets
    return "\r\n ".join([*pieces, piece])


def _event(event: CalendarEvent, calendar: Calendar, language: Language) -> list[str]:
    title = event.title.in_(language)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.id)}@{calendar.key}.inmori",
        f"DTSTAMP:{_day(calendar.day)}T000000Z",
        *_when(event),
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(event.about.in_(language))}",
        f"CATEGORIES:{escaped(event.category.in_(language))}",
        "TRANSP:TRANSPARENT",
    ]
    if event.remind_days:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"TRIGGER:-P{event.remind_days}D",
            f"DESCRIPTION:{escaped(title)}",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def _when(event: CalendarEvent) -> tuple[str, str]:
    if event.hours is None:  # the end of whole days is the day after
        after = event.last + timedelta(days=1)
        return f"DTSTART;VALUE=DATE:{_day(event.first)}", f"DTEND;VALUE=DATE:{_day(after)}"
    begin, end = event.hours
    return (
        f"DTSTART;TZID={ZONE}:{_day(event.first)}T{begin:02d}0000",
        f"DTEND;TZID={ZONE}:{_day(event.last)}T{end:02d}0000",
    )


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")
