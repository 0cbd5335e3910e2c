"""One line of the incident log, and the chain that holds the lines together.

Each line carries the hash of the line before it. A line that is changed, taken out or moved no longer fits, and a line
that a power cut left half written stays where it is: the next line names its hash, so that it is known and not lost.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from inmori.prepare.incident_house import House
from inmori.prepare.incident_time import stored
from inmori.text import Text

Kind = Literal["start", "note", "done", "answer"]
FIRST = "0" * 64


class Entry(BaseModel):
    """One line. ``at`` is when it happened, ``known`` when the hospital knew, ``entered`` when it was written down.

    ``corrects`` names an earlier line that this one replaces; ``void`` says that the earlier line does not hold at all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    kind: Kind
    what: str
    by: str
    entered: datetime
    at: datetime | None = None
    known: datetime | None = None
    corrects: int | None = None
    void: bool = False
    inside: bool = False  # not for drafts that leave the house
    duty: str | None = None
    question: str | None = None
    answer: str | None = None
    house: House | None = None
    torn: str | None = None  # SHA-256 of a half-written piece that stands before this line
    before: str = FIRST
    hash: str = ""

    @property
    def happened(self) -> datetime:
        """Return when it happened, as far as anybody wrote it: else when known, else when entered."""
        return self.at or self.known or self.entered


def told(entry: Entry) -> dict[str, Any]:
    """Return what is hashed and written of a line, unset fields left out, ``hash`` not included."""
    data: dict[str, Any] = entry.model_dump(mode="json", exclude={"hash"}, exclude_none=True, exclude_defaults=False)
    for name in ("entered", "at", "known"):
        moment = getattr(entry, name)
        if moment is not None:
            data[name] = stored(moment)
    return {name: value for name, value in data.items() if value is not False}


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 of the line, which includes the hash of the line before."""
    return hashlib.sha256(_canonical(told(entry)).encode()).hexdigest()


def sealed(entry: Entry) -> Entry:
    """Return the line with its hash."""
    return entry.model_copy(update={"hash": hash_of(entry)})


def line_of(entry: Entry) -> str:
    """Return the line as it stands in the file, without its end."""
    return _canonical({**told(entry), "hash": entry.hash})


def _canonical(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def receipt(entry: Entry) -> str:
    """Return the code to copy on paper: the number of the line and the first twelve signs of its hash."""
    return f"{entry.number}-{entry.hash[:4]}-{entry.hash[4:8]}-{entry.hash[8:12]}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not fit, at which line of the file (from 1). ``grave``: somebody or something changed the log."""

    line: int
    words: Text
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Chain:
    """What a log file holds: every readable line in order, what does not fit, and a half-written end."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    tail: bytes = b""  # half-written end, not yet named by a line
    ended: bool = True  # the file ends with the end of a line

    @property
    def whole(self) -> bool:
        """Whether nothing was changed (a half-written line that is accounted for does not count)."""
        return not any(one.grave for one in self.problems)


def read_entry(raw: bytes) -> Entry | None:
    """Return the line, or None if it is not one."""
    try:
        return Entry.model_validate_json(raw)
    except (ValidationError, ValueError):
        return None
