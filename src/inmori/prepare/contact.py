"""Who is called when something happens, how, and what is missing: the content of every contact list and chart."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from inmori.text import Text

Circle = Literal["inside", "vendor", "authority", "support", "region"]
Hours = Literal["always", "office", "unknown"]


@dataclass(frozen=True, slots=True)
class Contact:
    """One place to call. ``route`` None: no number or address is known, and ``gap`` says what is missing.

    ``verified_on`` is the day the route was last confirmed by its source; "low" confidence means it was only recalled
    and must be checked before it is hung up.
    """

    id: str
    circle: Circle
    name: Text
    serves: Text  # systems it looks after, or what it is for
    route: str | None
    hours: Hours
    when: Text
    ready: Text  # what to have at hand when calling
    verified_on: date | None = None
    confidence: Literal["high", "medium", "low"] = "high"
    source: str = ""
    gap: Text | None = None
