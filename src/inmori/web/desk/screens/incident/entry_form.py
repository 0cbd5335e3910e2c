"""What a person writes of one line, read as leniently as somebody in a hurry needs, and shown again whole where it cannot stand."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from inmori.errors import InputError
from inmori.prepare.incident_entry import Entry
from inmori.prepare.incident_time import JST, read_time
from inmori.text import Text
from inmori.web.incident.services import LONGEST, NamesAPerson, checked

FIELDS = ("what", "by", "at", "known", "once")
_BY = 120
_EMPTY = Text(ja="何があったかを書いてください。", en="Write what happened.")
_ORDER = Text(ja="起きた日時が、知った日時より後です。どちらかを直してください。", en="It happened after it was known: mend one of the times.")
_AT, _KNOWN = "起きた日時", "知った日時"


@dataclass
class Written:
    """What was sent. ``faults`` say why it is not recorded; ``named`` asks for the word that no patient is meant."""

    values: dict[str, str] = field(default_factory=dict)
    inside: bool = False
    void: bool = False
    faults: list[Text] = field(default_factory=list)
    named: bool = False
    now: datetime = field(default_factory=lambda: timezone.now().astimezone(JST))

    @property
    def once(self) -> str:
        """Return this form's own sign."""
        return self.values["once"]

    def words(self, name: str, *, sure: bool) -> str:
        """Return what stands in a field, judged; a fault is kept."""
        try:
            return checked(self.values[name], sure=sure)
        except NamesAPerson as error:
            self.named = True
            self.faults.append(error.message)
        except InputError as error:
            self.faults.append(error.message)
        return ""

    def time(self, name: str, title: str) -> datetime | None:
        """Return the time in a field; None where it is empty or cannot be read (then a fault is kept)."""
        if not self.values[name].strip():
            return None
        try:
            return read_time(self.values[name], now=self.now, name=title)
        except InputError as error:
            self.faults.append(error.message)
            return None


def fresh(by: str, **values: str) -> Written:
    """Return an empty form: the time is now, the writer is whoever has signed in."""
    written = Written()
    now = written.now.strftime("%Y-%m-%dT%H:%M")
    written.values = {"what": "", "by": by, "at": now, "known": "", "once": secrets.token_urlsafe(12), **values}
    return written


def sent(given: Mapping[str, str], *, by: str) -> Written:
    """Return what was sent, cut to what a field may hold."""
    values = {name: str(given.get(name, ""))[: LONGEST + 1] for name in FIELDS}
    values["once"] = values["once"][:40]
    values["by"] = values["by"].strip()[:_BY] or by
    return Written(values, inside=given.get("inside") == "yes", void=given.get("void") == "yes")


def note_entry(written: Written, *, sure: bool, corrects: int | None = None) -> Entry:
    """Return the line as it would be recorded; look at ``written.faults`` before recording it."""
    what = written.words("what", sure=sure)
    by = written.words("by", sure=True)
    at, known = written.time("at", _AT), written.time("known", _KNOWN)
    if not what and not written.faults and not written.void:
        written.faults.append(_EMPTY)
    if at and known and at > known:
        written.faults.append(_ORDER)
    if corrects is None and at is None:
        at = written.now
    return Entry(number=0, kind="note", what=what, by=by, entered=written.now, at=at, known=known, corrects=corrects,
                 void=written.void and corrects is not None, inside=written.inside)  # fmt: skip


def start_entry(written: Written, *, sure: bool) -> Entry:
    """Return the first line."""
    what, by = written.words("what", sure=sure), written.words("by", sure=True)
    return Entry(number=0, kind="start", what=what, by=by, entered=written.now, known=written.time("known", "気づいた日時"), inside=written.inside)


def done_entry(written: Written, duty: str, name: Text, *, sure: bool) -> Entry:
    """Return the line that a duty was met."""
    what, by = written.words("what", sure=sure), written.words("by", sure=True)
    at = written.time("at", "済んだ日時") or written.now
    return Entry(number=0, kind="done", what=what or name.ja, by=by, entered=written.now, at=at, duty=duty, inside=written.inside)
