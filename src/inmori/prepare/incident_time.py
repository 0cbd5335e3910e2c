"""The time of an incident: Japan's, without a time zone table, as people write it in a hurry.

Japan has had no summer time since 1952, so that nine hours before UTC is the whole rule; a PC that knows no time zones
(Windows without a table) still counts right.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

from inmori.errors import InputError
from inmori.text import Text

JST = timezone(timedelta(hours=9), "JST")
SLACK = timedelta(minutes=10)  # two watches of one house
_WRITTEN = re.compile(
    r"(?:(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[\sT]*)?(\d{1,2})\s*[:時]\s*(\d{1,2})\s*分?"
    r"(?::\d{2})?(?:\+09:00|\s*JST)?"
)
_EXAMPLE = "2026-11-24 08:15"


def read_time(written: str, *, now: datetime, name: str) -> datetime:
    """Read ``2026-11-24 08:15``, ``11/24 8:15`` or ``8:15`` (the day of ``now``) as Japan's time.

    Raises:
        InputError: it is no time, or lies more than ten minutes after ``now``. ``name`` says which one it was.
    """
    cleaned = unicodedata.normalize("NFKC", written).strip()
    match = _WRITTEN.fullmatch(cleaned)
    today = now.astimezone(JST)
    try:
        if match is None:
            raise ValueError
        year, month, day, hour, minute = match.groups()
        found = datetime(
            int(year or today.year), int(month or today.month), int(day or today.day), int(hour), int(minute), tzinfo=JST
        )
        if year is None and month is not None and found > today + timedelta(days=30):
            found = found.replace(year=found.year - 1)  # 12/31 written in January
    except ValueError as error:
        raise InputError(
            Text(
                ja=f"{name}の「{written}」は時刻として読めません。{_EXAMPLE} の形で書いてください。",
                en=f"{name}: {written} is no time. Write it as {_EXAMPLE}.",
            )
        ) from error
    if found > today + SLACK:
        raise InputError(
            Text(
                ja=f"{name}の {said_time(found)} はまだ来ていない時刻です(今は {said_time(today)})。日付と時刻を確かめてください。",
                en=f"{name}: {said_time(found)} has not come yet (now {said_time(today)}). Check day and time.",
            )
        )
    return found


def said_time(moment: datetime) -> str:
    """Return Japan's time as 2026-11-24 08:15."""
    return moment.astimezone(JST).strftime("%Y-%m-%d %H:%M")


def day_and_time(moment: datetime) -> Text:
    """Return the time with its day of the week: 2026-11-24(火) 08:15."""
    local = moment.astimezone(JST)
    ja, en = "月火水木金土日"[local.weekday()], ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[local.weekday()]
    return Text(ja=f"{local:%Y-%m-%d}({ja}){local:%H:%M}", en=f"{en} {local:%Y-%m-%d %H:%M}")


def stored(moment: datetime) -> str:
    """Return the spelling in the log: to the second, in Japan's time."""
    return moment.astimezone(JST).isoformat(timespec="seconds")


def aware(moment: datetime) -> datetime:
    """Return Japan's time; a time without a zone is taken for UTC, which no caller should rely on."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(JST)
