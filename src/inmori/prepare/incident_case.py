"""What the log says as a whole: the lines that hold after corrections, when the clocks began, and the answers so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from inmori.prepare.incident_entry import Entry
from inmori.prepare.incident_house import House
from inmori.prepare.incident_question import NO, QUESTIONS, UNKNOWN, YES


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that holds: yes, no, unknown or a number; the reason written with it; the line it stands in."""

    value: str
    why: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """One incident. ``known`` is the earliest moment at which any part of the hospital knew: every clock starts there."""

    house: House
    lines: tuple[Entry, ...]  # those that hold, by when things happened
    known: datetime | None
    answers: dict[str, Answer]
    done: dict[str, Entry]  # duty -> the line that says it was met

    def answer(self, id: str) -> str:
        """Return the answer to a question, "unknown" if nobody gave one."""
        return self.answers[id].value

    def is_yes(self, id: str) -> bool:
        """Whether it was answered with yes."""
        return self.answer(id) == YES

    def is_no(self, id: str) -> bool:
        """Whether it was answered with no."""
        return self.answer(id) == NO

    @property
    def persons(self) -> int | None:
        """Return the greatest number of persons there may be, None if unknown."""
        value = self.answer("persons")
        return int(value) if value.isdigit() else None


def case_of(entries: Sequence[Entry]) -> Case:
    """Return the incident that these lines of a log tell."""
    holding = effective(entries)
    house = next((one.house for one in reversed(entries) if one.house is not None), House())
    known = [one.known for one in holding if one.known is not None]
    return Case(
        house=house,
        lines=tuple(sorted(holding, key=lambda one: (one.happened, one.number))),
        known=min(known, default=None),
        answers=_answers(holding, house),
        done=_done(holding),
    )


def effective(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the lines that hold: a correction takes the place of the line it names and keeps what it does not say anew."""
    found: dict[int, Entry] = {}
    stands_in: dict[int, int] = {}  # number of a correction -> number of the line it finally corrects
    for one in entries:
        if one.corrects is None:
            found[one.number] = one
            continue
        root = stands_in.get(one.corrects, one.corrects)
        stands_in[one.number] = root
        old = found.get(root)
        if one.void:
            found.pop(root, None)
        elif old is None:
            found[one.number] = one
        else:
            changes = {"what": one.what or old.what, "by": one.by, "entered": one.entered, "at": one.at or old.at,
                       "known": one.known or old.known, "inside": one.inside or old.inside}  # fmt: skip
            found[root] = old.model_copy(update=changes)
    return tuple(found[number] for number in sorted(found))


def _answers(holding: Sequence[Entry], house: House) -> dict[str, Answer]:
    found = {one.id: Answer(UNKNOWN, "", None) for one in QUESTIONS}
    if house.insured is not None:
        found["insured"] = Answer(YES if house.insured else NO, "", None)
    for one in holding:
        if one.kind == "answer" and one.question in found and one.answer is not None:
            found[one.question] = Answer(one.answer, one.what, one.number)
    return found


def _done(holding: Sequence[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for one in holding:
        if one.kind == "done" and one.duty is not None:
            found.setdefault(one.duty, one)  # the first time counts; later lines are follow-ups
    return found
