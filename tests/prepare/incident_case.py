"""Short ways to write an incident log in a test."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from inmori.prepare.incident_entry import FIRST, Entry, sealed
from inmori.prepare.incident_time import JST


def at(written: str) -> datetime:
    """2026-11-24 08:15 in Japan."""
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=JST)


def line(kind: Any, what: str = "", **more: Any) -> Entry:
    fields = {"by": "記録係", "entered": at("2026-11-24 09:00"), **more}
    return Entry(number=0, kind=kind, what=what, **fields)


def chained(*lines: Entry) -> tuple[Entry, ...]:
    """The lines numbered and joined."""
    made: list[Entry] = []
    for number, one in enumerate(lines, start=1):
        before = made[-1].hash if made else FIRST
        made.append(sealed(one.model_copy(update={"number": number, "before": before})))
    return tuple(made)


def started(known: str = "2026-11-24 08:15", **more: Any) -> Entry:
    return line("start", "画面に脅迫文が出た", known=at(known), **more)


def answered(question: str, value: str, why: str = "") -> Entry:
    return line("answer", why, question=question, answer=value)
