"""What vendors answered on our answer sheet, round by round, and exactly what a sheet that came back changes.

A later round stands beside the earlier one: the same day corrects, another day adds. Empty cells take nothing back.
"""

from collections.abc import Sequence
from datetime import date

from inmori.catalogue.requirement import Answer
from inmori.comply.answer import ANSWER_NAMES
from inmori.comply.vendor_question import VendorQuestion
from inmori.model import Frozen
from inmori.text import Text

_EMPTY = Text(ja="空欄", en="empty")
_LONGEST = 60  # characters of a remark that a change shows


class Reply(Frozen):
    """One answer of a vendor. ``row`` is the matrix row, or "<vendor>/" for what is asked of the company once.

    ``on``: the day the vendor checked it; ``target``: by when a "no" becomes a "yes"; ``read_on``: the day it was read back.
    """

    row: str
    question: str
    answer: Answer | None = None
    detail: str = ""
    on: date | None = None
    target: date | None = None
    read_on: date | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return self.answer is None and not self.detail and self.on is None and self.target is None

    def same_words(self, other: "Reply | None") -> bool:
        """Whether both say the same, whenever they were read."""
        mine = (self.answer, self.detail, self.on, self.target)
        return other is not None and mine == (other.answer, other.detail, other.on, other.target)


class ReplyChange(Frozen):
    """One answer that a sheet changed."""

    row: str
    question: str
    name: str
    before: Text
    after: Text

    def told(self) -> Text:
        """Say the change in one line."""
        return Text(ja=f"{self.name}: {self.before.ja} → {self.after.ja}", en=f"{self.name}: {self.before.en} → {self.after.en}")


class Replies(Frozen):
    """All answers after a sheet was read, what it changed, and which answers on record it left empty."""

    replies: tuple[Reply, ...]
    changes: tuple[ReplyChange, ...] = ()
    kept: tuple[str, ...] = ()


def newest(replies: Sequence[Reply]) -> dict[tuple[str, str], Reply]:
    """Return the newest answer to each question of each row."""
    found: dict[tuple[str, str], Reply] = {}
    for one in sorted(replies, key=_order):
        found[one.row, one.question] = one
    return found


def one_before(replies: Sequence[Reply], of: Reply) -> Reply | None:
    """Return the answer of the round before, if there was one."""
    older = [one for one in replies if (one.row, one.question) == (of.row, of.question) and _order(one) < _order(of)]
    return max(older, key=_order) if older else None


def taken_in(
    replies: Sequence[Reply], edited: Sequence[Reply], *, names: dict[str, str], questions: Sequence[VendorQuestion], today: date
) -> Replies:
    """Return the answers after a sheet came back. ``names`` are what people call the rows."""
    numbers = {one.id: one.number for one in questions}
    current = newest(replies)
    kept_all = {(one.row, one.question, one.read_on): one for one in replies}
    changes: list[ReplyChange] = []
    kept: list[str] = []
    for one in edited:
        before = current.get((one.row, one.question))
        name = f"{names.get(one.row, one.row)} {numbers.get(one.question, one.question)}"
        if one.blank and before is not None:
            kept.append(name)
        if one.blank or one.same_words(before):
            continue
        now = one.model_copy(update={"read_on": today})
        kept_all[now.row, now.question, today] = now
        changes.append(ReplyChange(row=one.row, question=one.question, name=name, before=said(before), after=said(now)))
    return Replies(replies=tuple(sorted(kept_all.values(), key=_order)), changes=tuple(changes), kept=tuple(kept))


def said(reply: Reply | None) -> Text:
    """Say an answer in a few words."""
    if reply is None or reply.blank:
        return _EMPTY
    name = ANSWER_NAMES[reply.answer] if reply.answer else _EMPTY
    days = [("確認", "checked", reply.on), ("目標", "target", reply.target)]
    ja = [f"{ja}{day.isoformat()}" for ja, _, day in days if day]
    en = [f"{en} {day.isoformat()}" for _, en, day in days if day]
    detail = reply.detail if len(reply.detail) <= _LONGEST else reply.detail[: _LONGEST - 1] + "…"
    ja, en = ([*ja, detail], [*en, detail]) if detail else (ja, en)
    return Text(
        ja=name.ja + (f"({'、'.join(ja)})" if ja else ""), en=name.en + (f" ({', '.join(en)})" if en else "")
    )


def _order(one: Reply) -> tuple[str, str, date]:
    return one.row, one.question, one.read_on or date.min
