"""What the API says and takes of the checklists."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from inmori.text import Text
from inmori.web.api.example import example

AnswerWord = Literal["yes", "no", "unknown", "not_applicable"]
EDITION = {"edition": "r8", "id": "checklist-r8", "name": {"ja": "チェックリスト(令和8年度)", "en": "Checklist (FY2026)"},
           "fiscal_year": 2026, "due": True}  # fmt: skip
ITEM = {
    "item": "1-1", "id": "checklist-r8/1-1", "number": "1-1", "text": {"ja": "安全管理責任者を置いている", "en": "Somebody is responsible"},
    "answer": "yes", "proposed": "yes", "basis": "told", "reason": {"ja": "聞き取り票にある", "en": "The interview says so"},
    "decided": True, "overdue": False, "contradiction": False, "recheck": None, "target": None,
}  # fmt: skip
DECISION = {"row": 7, "answer": "yes", "on": "2026-11-24", "who": "副院長", "reason": "任命書を見た", "target": None, "evidence": "E1"}


class EditionOut(Schema):
    """One edition that a hospital answers."""

    model_config = example(**EDITION)

    edition: str = Field(description="name in addresses")
    id: str
    name: Text
    fiscal_year: int | None
    due: bool = Field(description="whether it is that of this fiscal year")


class EditionsOut(Schema):
    """The editions, the newest first."""

    model_config = example(items=[EDITION])

    items: list[EditionOut]


class ItemOut(Schema):
    """One item: the answer that stands, and what the papers propose."""

    model_config = example(**ITEM)

    item: str = Field(description="name in addresses")
    id: str
    number: str
    text: Text
    answer: AnswerWord = Field(description="that stands: a person's, else the proposed one")
    proposed: AnswerWord
    basis: Literal["seen", "told", "nothing"]
    reason: Text = Field(description="of what is proposed")
    decided: bool
    overdue: bool = Field(description="the target day of a decided no has gone by")
    contradiction: bool
    recheck: Text | None
    target: date | None


class ChecklistOut(Schema):
    """An edition as it stands today."""

    model_config = example(**EDITION, items=[ITEM], counts={"yes": 1, "no": 0, "unknown": 0, "not_applicable": 0}, undecided=0)

    edition: str
    id: str
    name: Text
    fiscal_year: int | None
    due: bool
    items: list[ItemOut]
    counts: dict[AnswerWord, int]
    undecided: int


class DecisionOut(Schema):
    """One decision of a person."""

    model_config = example(**DECISION)

    row: int
    answer: AnswerWord
    on: date
    who: str
    reason: str
    target: date | None
    evidence: str


class ItemDetailOut(ItemOut):
    """One item with what people decided on it."""

    model_config = example(**ITEM, answers=["yes", "no", "unknown"], spoiled_by=[], decisions=[DECISION], row=7)

    answers: list[AnswerWord] = Field(description="that may be decided")
    spoiled_by: list[str] = Field(description="names of what keeps it from a yes")
    decisions: list[DecisionOut] = Field(description="not taken back, the newest first")
    row: int | None = Field(description="the newest decision")


class DecisionIn(Schema):
    """What a person decided on an item. A no needs a target day inside its fiscal year."""

    model_config = example(answer="yes", on="2026-11-24", who="副院長", reason="任命書を見た", target=None, evidence="E1", seen=0)

    answer: AnswerWord
    on: date
    who: str = Field(min_length=1, max_length=120)
    reason: str = Field(min_length=1, max_length=2_000)
    target: date | None = None
    evidence: str = Field(default="", max_length=200)
    seen: int = Field(default=0, ge=0, description="``row`` as it was when this was decided, 0 for none")
