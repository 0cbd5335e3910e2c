"""An incident as its page shows it: what is due next, the duties, the lines of the log, and how the questions stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils import timezone

from inmori.prepare.contact import Contact
from inmori.prepare.incident_brief import Brief, brief_of
from inmori.prepare.incident_clock import STATE_NAMES, Clock, left, pressing, term_words
from inmori.prepare.incident_duty import duty
from inmori.prepare.incident_entry import Chain, Entry, receipt
from inmori.prepare.incident_privacy import may_name_a_person
from inmori.prepare.incident_question import QUESTIONS, UNKNOWN, Question, said_answer
from inmori.prepare.incident_time import JST, said_time
from inmori.report.documents.incident_papers import PAPERS
from inmori.text import Text
from inmori.web.incident.log import log_of
from inmori.web.incident.models import Incident

_BEGUN = Text(ja="記録を始めた", en="log begun")
_OPEN = ("overdue", "late", "due", "undated")


@dataclass(frozen=True)
class DutyLine:
    """One duty with its clock, as words. ``drafts`` is the id of the report to send, "" for none."""

    clock: Clock
    state: Text
    left: Text | None
    term: Text
    contact: Contact | None
    ask: tuple[Question, ...]
    draft: str
    open: bool
    done: str


@dataclass(frozen=True)
class LogRow:
    """One line of the log. ``replaced`` is the number of a later line that corrects or withdraws it."""

    entry: Entry
    happened: str
    known: str
    entered: str
    words: Text
    replaced: int | None
    inside: bool


@dataclass(frozen=True)
class QuestionLine:
    """One question and the answer that holds; ``value`` is "unknown" as long as nobody knows."""

    question: Question
    place: int
    value: str
    said: Text
    why: str
    by: str
    line: int

    @property
    def open(self) -> bool:
        """Whether it is still to be found out."""
        return self.value == UNKNOWN


@dataclass(frozen=True)
class Page:
    """One incident at one moment."""

    incident: Incident
    chain: Chain
    brief: Brief

    @property
    def next(self) -> DutyLine | None:
        """Return what is wanted next."""
        waiting = pressing(self.brief.clocks)
        return _duty_line(waiting[0], self.brief) if waiting else None

    @property
    def known(self) -> str:
        """Return when anybody first knew; empty where nobody wrote it."""
        return said_time(self.brief.case.known) if self.brief.case.known else ""

    @property
    def duties(self) -> list[DutyLine]:
        """Return all duties, the most pressing first."""
        return [_duty_line(one, self.brief) for one in self.brief.clocks]

    @property
    def rows(self) -> list[LogRow]:
        """Return the lines of the log, the newest first."""
        return [_row(one, self.chain.entries) for one in reversed(self.chain.entries)]

    @property
    def questions(self) -> list[QuestionLine]:
        """Return the questions in order, with their answers."""
        return [self.question(one.id) for one in QUESTIONS]

    @property
    def last(self) -> str:
        """Return the newest line's receipt, to be copied on paper."""
        return receipt(self.chain.entries[-1]) if self.chain.entries else ""

    @property
    def number(self) -> int:
        """Return the number of the newest line."""
        return self.chain.entries[-1].number if self.chain.entries else 0

    @property
    def drafts(self) -> list[tuple[str, Text, list[DutyLine]]]:
        """Return every report with the duties that it is for."""
        duties = self.duties
        return [(one.id, one.name, [line for line in duties if line.draft == one.id]) for one in PAPERS]

    def question(self, id: str) -> QuestionLine:
        """Return one question.

        Raises:
            Http404: there is none of this name.
        """
        place, asked = next(((place, one) for place, one in enumerate(QUESTIONS, start=1) if one.id == id), (0, None))
        if asked is None:
            raise Http404
        found = self.brief.case.answers[id]
        written = next((one for one in self.chain.entries if one.number == found.line), None)
        return QuestionLine(asked, place, found.value, said_answer(found.value), found.why, written.by if written else "", found.line or 0)


def page_of(number: int, *, now: datetime | None = None) -> Page:
    """Return an incident of the current hospital.

    Raises:
        Http404: there is none of this number.
    """
    incident = Incident.objects.filter(number=number).first()
    if incident is None:
        raise Http404
    chain = log_of(incident).chain
    return Page(incident, chain, brief_of(chain.entries, now=(now or timezone.now()).astimezone(JST)))


def _duty_line(clock: Clock, brief: Brief) -> DutyLine:
    moment = clock.next
    waiting = clock.state in _OPEN
    ask = tuple(one for one in QUESTIONS if one.id in clock.verdict.ask)
    done = f"{said_time(clock.done.happened)} {clock.done.by}" if clock.done else ""
    return DutyLine(
        clock, STATE_NAMES[clock.state], left(moment, now=brief.now) if moment and waiting else None, term_words(clock),
        brief.contact(clock.duty.contact) if clock.duty.contact else None, ask, clock.duty.draft or "", waiting, done,
    )  # fmt: skip


def _row(entry: Entry, entries: Sequence[Entry]) -> LogRow:
    replaced = next((one.number for one in reversed(entries) if one.corrects == entry.number), None)
    return LogRow(
        entry, said_time(entry.happened), said_time(entry.known) if entry.known else "", said_time(entry.entered), _words(entry), replaced,
        entry.inside or may_name_a_person(entry.what),
    )  # fmt: skip


def _words(entry: Entry) -> Text:
    """Return what a line says besides its own words: the duty it met, the question it answered, the line it corrects."""
    if entry.kind == "start":
        return _BEGUN
    if entry.corrects is not None:
        if entry.void:
            return Text(ja=f"{entry.corrects}番を取り消し", en=f"line {entry.corrects} withdrawn")
        return Text(ja=f"{entry.corrects}番の訂正", en=f"line {entry.corrects} corrected")
    met = duty(entry.duty) if entry.duty else None
    if met is not None:
        return Text(ja=f"済み: {met.name.ja}", en=f"done: {met.name.en}")
    asked = next((one for one in QUESTIONS if one.id == entry.question), None)
    if asked is not None and entry.answer is not None:
        found = said_answer(entry.answer)
        return Text(ja=f"{asked.words.ja} → {found.ja}", en=f"{asked.words.en} → {found.en}")
    return Text(ja="", en="")
