"""Risk treatment (リスク対応): every "no" of a vendor opens a record, and a person says what the hospital does about it.

An inspector asks for just this record. It is kept from round to round: a "no" that became a "yes" is closed, not erased,
and one that comes again asks for a new decision.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from inmori.model import Frozen, Source
from inmori.text import Text

Choice = Literal["accept", "mitigate", "transfer", "avoid"]
Residual = Literal["high", "medium", "low"]
Standing = Literal["open", "decided", "review_due", "closed"]
Origin = Literal["disclosure", "sheet", "reply"]

CHOICE_NAMES: dict[Choice, Text] = {
    "accept": Text(ja="受容", en="accept"),
    "mitigate": Text(ja="低減", en="mitigate"),
    "transfer": Text(ja="移転", en="transfer"),
    "avoid": Text(ja="回避", en="avoid"),
}
CHOICE_WORDS: dict[Choice, Text] = {
    "accept": Text(ja="そのままにする(理由が要る)", en="leave it, with a reason"),
    "mitigate": Text(ja="院内の対策で小さくする", en="make it smaller by measures of our own"),
    "transfer": Text(ja="契約や保険で相手に負ってもらう", en="let a contract or an insurance bear it"),
    "avoid": Text(ja="使うのをやめる・切り離す", en="stop using it, or cut it off"),
}
RESIDUAL_NAMES: dict[Residual, Text] = {
    "high": Text(ja="大", en="high"),
    "medium": Text(ja="中", en="medium"),
    "low": Text(ja="小", en="low"),
}
STANDING_NAMES: dict[Standing, Text] = {
    "open": Text(ja="未対応", en="open"),
    "decided": Text(ja="決定済み", en="decided"),
    "review_due": Text(ja="見直し期限切れ", en="review overdue"),
    "closed": Text(ja="解消", en="closed"),
}
ORIGIN_NAMES: dict[Origin, Text] = {
    "disclosure": Text(ja="開示書(MDS/SDS)", en="disclosure (MDS/SDS)"),
    "sheet": Text(ja="事業者確認用", en="vendors' sheet"),
    "reply": Text(ja="回答票", en="answer sheet"),
}


class Denial(Frozen):
    """A "no" as it stands today: what was asked of whom, where it is written."""

    id: str
    vendor: str
    system: str
    origin: Origin
    number: str
    subject: Text
    remark: str = ""
    sources: tuple[Source, ...] = ()


class TreatmentDecision(Frozen):
    """What a person decided, and when it is looked at again."""

    choice: Choice
    owner: str
    reason: str
    review: date
    residual: Residual
    on: date


class Treatment(Frozen):
    """One record. ``closed`` is the day on which the "no" was found gone."""

    denial: Denial
    opened: date
    closed: date | None = None
    decisions: tuple[TreatmentDecision, ...] = ()

    @property
    def id(self) -> str:
        """The id of what was denied."""
        return self.denial.id

    @property
    def decision(self) -> TreatmentDecision | None:
        """The newest decision; one made before the "no" came again is past."""
        last = self.decisions[-1] if self.decisions else None
        return last if last is not None and last.on >= self.opened else None

    def standing(self, today: date) -> Standing:
        """Return where the record stands."""
        if self.closed is not None:
            return "closed"
        if self.decision is None:
            return "open"
        return "review_due" if self.decision.review < today else "decided"


class EditedTreatment(Frozen):
    """The row of one record as a person left it."""

    id: str
    choice: Choice | None = None
    owner: str = ""
    reason: str = ""
    review: date | None = None
    residual: Residual | None = None
    on: date | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return self == EditedTreatment(id=self.id)

    def faults(self, *, opened: date, today: date) -> list[Text]:
        """Return everything that keeps the row from being a decision."""
        lacking = [
            words
            for words, value in (
                (Text(ja="対応(受容・低減・移転・回避)", en="treatment (accept, mitigate, transfer, avoid)"), self.choice),
                (Text(ja="担当", en="owner"), self.owner),
                (Text(ja="理由と内容", en="reason and content"), self.reason),
                (Text(ja="見直し日", en="review day"), self.review),
                (Text(ja="残るリスク(大・中・小)", en="residual risk (high, medium, low)"), self.residual),
                (Text(ja="決めた日", en="day of the decision"), self.on),
            )
            if not value
        ]
        found = [Text(ja=f"{one.ja}を書いてください", en=f"write the {one.en}") for one in lacking]
        if self.on and self.on > today:
            found.append(Text(ja="決めた日が今日より後です", en="the day of the decision lies ahead"))
        if self.on and self.on < opened:
            found.append(
                Text(ja=f"決めた日が「いいえ」の分かった日({opened.isoformat()})より前です", en=f"decided before the “no” was known ({opened.isoformat()})")
            )
        if self.on and self.review and self.review <= self.on:
            found.append(Text(ja="見直し日は決めた日より後にしてください", en="the review must lie after the decision"))
        return found

    def decision(self) -> TreatmentDecision:
        """Return the decision of a row without faults."""
        return TreatmentDecision.model_validate(self.model_dump(exclude={"id"}))


class TreatmentChange(Frozen):
    """One record that a person changed."""

    id: str
    name: str
    before: Text
    after: Text

    def told(self) -> Text:
        """Say the change in one line."""
        return Text(ja=f"{self.name}: {self.before.ja} → {self.after.ja}", en=f"{self.name}: {self.before.en} → {self.after.en}")


def row_of_treatment(one: Treatment) -> EditedTreatment:
    """Return the row as it is written: the decision that stands, or nothing."""
    last = one.decision
    return EditedTreatment(id=one.id, **last.model_dump()) if last else EditedTreatment(id=one.id)


def carried_on(earlier: Iterable[Treatment], denials: Sequence[Denial], *, today: date) -> tuple[Treatment, ...]:
    """Return the records of today: new ones opened, those whose "no" is gone closed, all decisions kept."""
    kept = {one.id: one for one in earlier}
    now = {one.id: one for one in denials}
    found = []
    for key in sorted({*kept, *now}):
        before, denial = kept.get(key), now.get(key)
        if before is None:
            found.append(Treatment(denial=now[key], opened=today))
        elif denial is None:
            found.append(before if before.closed else before.model_copy(update={"closed": today}))
        else:
            came_again = {"opened": today, "closed": None} if before.closed else {}
            found.append(before.model_copy(update={"denial": denial, **came_again}))
    return tuple(found)


def decided_rows(
    records: Sequence[Treatment], rows: Sequence[EditedTreatment]
) -> tuple[tuple[Treatment, ...], tuple[TreatmentChange, ...], tuple[str, ...]]:
    """Return the records after edited rows (without faults), the changes, and the names of rows left empty though decided.

    A decision of the same day corrects the one before it; of another day it is one more.
    """
    edited = {row.id: row for row in rows}
    found, changes, kept = [], [], []
    for record in records:
        row, before = edited.get(record.id), row_of_treatment(record)
        if row is not None and row != before:
            name = f"{record.denial.vendor} {record.denial.number}".strip()
            if row.blank:
                kept.append(name)
            else:
                now = row.decision()
                past = [one for one in record.decisions if one.on != now.on]
                after = record.model_copy(update={"decisions": tuple(sorted([*past, now], key=lambda one: one.on))})
                changes.append(TreatmentChange(id=record.id, name=name, before=_said(record.decision), after=_said(now)))
                record = after
        found.append(record)
    return tuple(found), tuple(changes), tuple(kept)


def _said(decision: TreatmentDecision | None) -> Text:
    if decision is None:
        return Text(ja="空欄", en="empty")
    choice, left = CHOICE_NAMES[decision.choice], RESIDUAL_NAMES[decision.residual]
    return Text(
        ja=f"{choice.ja}(担当 {decision.owner}、見直し {decision.review.isoformat()}、残るリスク {left.ja})",
        en=f"{choice.en} ({decision.owner}, review {decision.review.isoformat()}, residual {left.en})",
    )
