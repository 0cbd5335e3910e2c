"""What a person changed in the workbook: rows as edited against the assessment as it stands. Nothing else changes."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from inmori.catalogue.requirement import Answer
from inmori.comply.answer import ANSWER_NAMES, ItemAnswer
from inmori.comply.assessment import Assessment
from inmori.comply.decision import Decision
from inmori.comply.vendor_matrix import PAPER_NAMES, Request
from inmori.model import Frozen
from inmori.text import Text

_EMPTY = Text(ja="空欄", en="empty")


class EditedItem(Frozen):
    """The row of one item as a person left it; all empty means that nobody has decided."""

    item: str
    answer: Answer | None = None
    on: date | None = None
    who: str = ""
    reason: str = ""
    target: date | None = None
    evidence: str = ""
    valid_until: date | None = None

    @property
    def blank(self) -> bool:
        """Whether the row holds nothing."""
        return self == EditedItem(item=self.item)

    def decision(self) -> Decision | None:
        """Return the decision of the row; None when it lacks answer or day."""
        if self.answer is None or self.on is None:
            return None
        return Decision(
            item=self.item,
            answer=self.answer,
            on=self.on,
            who=self.who,
            reason=self.reason,
            target=self.target,
            evidence=self.evidence,
            valid_until=self.valid_until,
        )


class Change(Frozen):
    """One row that was changed. ``kind``: an answer, or what was asked of a vendor."""

    kind: Literal["answer", "request"]
    row: str
    name: str
    before: Text
    after: Text

    def told(self) -> Text:
        """Say the change in one line."""
        return Text(
            ja=f"{self.name}: {self.before.ja} → {self.after.ja}", en=f"{self.name}: {self.before.en} → {self.after.en}"
        )


class Changed(Frozen):
    """The changes, and the decisions and requests as they stand after them.

    ``kept`` are rows that are empty in the workbook although something is on record (an older copy, or emptied by hand).
    """

    changes: tuple[Change, ...]
    kept: tuple[str, ...] = ()
    decided: tuple[Decision, ...]
    requests: tuple[Request, ...]


def row_of(item: ItemAnswer) -> EditedItem:
    """Return the row as it is written: the newest decision, or nothing."""
    last = item.decision
    if last is None:
        return EditedItem(item=item.id)
    return EditedItem(
        item=item.id,
        answer=last.answer,
        on=last.on,
        who=last.who.strip(),
        reason=last.reason.strip(),
        target=last.target,
        evidence=last.evidence.strip(),
        valid_until=last.valid_until,
    )


def changed(assessment: Assessment, items: Sequence[EditedItem], requests: Sequence[Request]) -> Changed:
    """Return what the rows change.

    A decision of another day is one more round; one of the same day corrects the round. Rows that the workbook no longer
    has, or has empty, stay as they are: an older copy must not take back what was decided since.
    """
    decided = list(assessment.decided)
    kept: list[str] = []
    changes: list[Change] = []
    edited = {row.item: row for row in items}
    for item in assessment.items:
        row = edited.get(item.id)
        if row is None or row == row_of(item):
            continue
        now = row.decision()
        if now is None:
            kept.append(item.number)
            continue
        changes.append(
            Change(kind="answer", row=item.id, name=item.number, before=_said(item.decision), after=_said(now))
        )
        if item.decision is not None and now.on == item.decision.on:
            decided.remove(item.decision)
        decided.append(now)
    asked, more, empty = _requests(assessment, requests)
    return Changed(changes=(*changes, *more), kept=(*kept, *empty), decided=tuple(decided), requests=asked)


def joined_requests(own: Sequence[Request], noted: Sequence[Request]) -> tuple[Request, ...]:
    """Return what was asked of vendors as two books have it: a day that either knows is known, the first one's counts."""
    found = {(one.row, one.paper): one for one in noted}
    for one in own:
        other = found.get((one.row, one.paper))
        found[one.row, one.paper] = one if other is None else one.model_copy(
            update={name: getattr(one, name) or getattr(other, name) for name in ("asked", "due", "received")}
        )
    return tuple(one for _, one in sorted(found.items()))


def _requests(
    assessment: Assessment, edited: Sequence[Request]
) -> tuple[tuple[Request, ...], list[Change], list[str]]:
    empty: list[str] = []
    kept = {(one.row, one.paper): one for one in assessment.requests}
    names = {row.id: f"{row.vendor} {row.system}".strip() for row in assessment.vendors}
    changes: list[Change] = []
    for one in edited:
        key = (one.row, one.paper)
        before = kept.get(key, Request(row=one.row, paper=one.paper))
        if one == before:
            continue
        name = f"{names.get(one.row, one.row)} {PAPER_NAMES[one.paper].ja}"
        if one == Request(row=one.row, paper=one.paper):
            empty.append(name)
            continue
        changes.append(Change(kind="request", row=one.row, name=name, before=_asked(before), after=_asked(one)))
        kept[key] = one
    return tuple(one for _, one in sorted(kept.items())), changes, empty


def _said(decision: Decision | None) -> Text:
    if decision is None:
        return _EMPTY
    name = ANSWER_NAMES[decision.answer]
    ja = [f"{decision.on.isoformat()} {decision.who}"]
    en = list(ja)
    for value, said_ja, said_en in (
        (decision.target, "目標日", "target"),
        (decision.evidence, "根拠", "evidence"),
        (decision.valid_until, "根拠の期限", "evidence valid until"),
    ):
        if value:
            ja.append(f"{said_ja} {value}")
            en.append(f"{said_en} {value}")
    return Text(ja=f"{name.ja}({' '.join(ja)})", en=f"{name.en} ({', '.join(en)})")


def _asked(request: Request) -> Text:
    days = (("依頼", "asked", request.asked), ("期限", "due", request.due), ("受領", "received", request.received))
    known = [(ja, en, day) for ja, en, day in days if day]
    if not known:
        return _EMPTY
    return Text(
        ja=" ".join(f"{ja}{day.isoformat()}" for ja, _, day in known), en=" ".join(f"{en} {day.isoformat()}" for _, en, day in known)
    )
