"""The day in Japan of a time in epoch seconds, as scanners and servers write it; nonsense gives no day."""

import re
from datetime import date, datetime

from inmori.ingest.flow_tally import JST

_EARLIEST, _LATEST = 631_152_000, 7_258_118_400  # 1990 to 2200


def day_of_epoch(seconds: str | None) -> date | None:
    """Return the day of a time written in whole seconds since 1970; ``None`` for none, or outside 1990 to 2200."""
    if not seconds or not re.fullmatch(r"[0-9]{1,12}", seconds) or not _EARLIEST < int(seconds) < _LATEST:
        return None
    return datetime.fromtimestamp(int(seconds), tz=JST).date()
