"""What is said of one item: the answer, which things spoil it and where that is written, and what a person decided."""

from datetime import date
from typing import Literal

from inmori.catalogue.evidence_topic import AssetClass
from inmori.catalogue.requirement import Answer
from inmori.comply.decision import Decision
from inmori.model import Frozen, Source
from inmori.text import Text

Basis = Literal["seen", "told", "nothing"]

ANSWER_NAMES: dict[Answer, Text] = {
    "yes": Text(ja="はい", en="yes"),
    "no": Text(ja="いいえ", en="no"),
    "unknown": Text(ja="わからない", en="not known"),
    "not_applicable": Text(ja="対象外", en="not applicable"),
}
RECHECK = Text(ja="確認し直す", en="look again")
BASIS_NAMES: dict[Basis, Text] = {
    "seen": Text(ja="資料から", en="from the papers"),
    "told": Text(ja="聞き取りだけ", en="only told"),
    "nothing": Text(ja="根拠なし", en="no evidence"),
}


class AssetAnswer(Frozen):
    """The answer for one machine, vendor, path or copy. ``asset`` is its id; "hospital" for the hospital as a whole."""

    asset: str
    name: str
    kind: AssetClass | None = None
    answer: Answer
    reason: Text
    sources: tuple[Source, ...] = ()
    findings: tuple[str, ...] = ()


class Declared(Frozen):
    """What somebody told, as an answer to the item."""

    path: str
    said: Text
    answer: Answer
    sources: tuple[Source, ...] = ()


class Observed(Frozen):
    """What was found that bears on the item. ``decides``: it is why the answer is "no"; otherwise it is only related.

    ``contradicts``: it shows that two papers, or a paper and what was seen, say opposite things.
    """

    finding: str
    title: Text
    decides: bool
    contradicts: bool = False
    sources: tuple[Source, ...] = ()


class FindOut(Frozen):
    """A task: what to look at or whom to ask, so that an unknown answer becomes known. ``assets`` may be empty."""

    item: str
    what: Text
    assets: tuple[str, ...] = ()
    by: date


class ItemAnswer(Frozen):
    """One item of the edition with its proposed answer, and the decision of a person over it.

    ``assets`` lists what spoils the item or is not known; what is in order is only counted in ``in_order``.
    ``contradiction``: somebody told yes and the papers show no, or the other way round. ``cited`` are the files that speak
    for or against the item. ``recheck`` says why somebody has to look again: what a "yes" rested on is too old by now.
    """

    id: str
    number: str
    text: Text
    address: str
    confidence: str
    proposed: Answer
    basis: Basis
    reason: Text
    overturn: Text | None = None
    in_order: int = 0
    assets: tuple[AssetAnswer, ...] = ()
    declared: tuple[Declared, ...] = ()
    observed: tuple[Observed, ...] = ()
    contradiction: bool = False
    cited: tuple[str, ...] = ()
    recheck: Text | None = None
    shows: Text
    hidden: Text
    decisions: tuple[Decision, ...] = ()
    target_by: date | None = None  # for a "no" without a decision: the last day a target may have
    overdue: bool = False  # the target day of a decided "no" has gone by
    task: FindOut | None = None

    @property
    def decision(self) -> Decision | None:
        """The newest decision of a person."""
        return self.decisions[-1] if self.decisions else None

    @property
    def answer(self) -> Answer:
        """The answer that stands: a person's, else the proposed one; one to be looked at again is not known."""
        standing = self.decision.answer if self.decision else self.proposed
        return "unknown" if self.recheck and standing != "no" else standing

    @property
    def stands(self) -> Text:
        """The answer in words."""
        return RECHECK if self.recheck and self.answer == "unknown" else ANSWER_NAMES[self.answer]

    @property
    def against_papers(self) -> bool:
        """Whether a person said yes where the papers show no."""
        return self.decision is not None and self.decision.answer == "yes" and self.proposed == "no"

    @property
    def spoilers(self) -> tuple[AssetAnswer, ...]:
        """The things that spoil the item."""
        return tuple(one for one in self.assets if one.answer == "no")
