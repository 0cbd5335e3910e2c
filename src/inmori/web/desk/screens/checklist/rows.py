"""What is shown of one item: the answer that stands, why, what spoils it, and the form to decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inmori.catalogue.requirement import Answer, Requirement
from inmori.comply import ANSWER_NAMES, BASIS_NAMES, Assessment, Decision
from inmori.comply.answer import AssetAnswer, ItemAnswer
from inmori.comply.decision import ROUNDS, fiscal_year, round_of
from inmori.comply.evidence import EvidencePaper
from inmori.text import Text
from inmori.web.answers.models import Answer as AnswerRow
from inmori.web.answers.models import Draft
from inmori.web.desk.screens.checklist.form import KEYS, filled

SPOILERS = 12  # named on a page
LATE = Text(ja="目標日を過ぎています", en="the target day has gone by")
AGAINST = Text(ja="決めた答えは「はい」ですが、資料は「いいえ」を示しています", en="decided yes, while the papers show no")
CONFLICT = Text(ja="資料どうしが食い違っています", en="the papers contradict each other")


@dataclass(frozen=True)
class Round:
    """One decision in the history: which round of which fiscal year, and the row that holds it."""

    number: int
    year: int
    decision: Decision
    answer: Text
    row: int
    newest: bool


@dataclass(frozen=True)
class Row:
    """One item on the page."""

    item: ItemAnswer
    slug: str
    answers: tuple[tuple[Answer, Text, str, bool], ...]  # value, name, key, chosen
    proposed: Text
    basis: Text
    spoilers: tuple[AssetAnswer, ...]
    unknown: tuple[AssetAnswer, ...]
    more: int
    papers: tuple[EvidencePaper, ...]
    rounds: tuple[Round, ...]
    rounds_left: int
    warnings: tuple[Text, ...]
    fields: Mapping[str, str]
    draft: Draft | None
    seen: int
    faults: tuple[Text, ...] = ()
    saved: bool = False


def slug_of(item_id: str) -> str:
    """Return how an item is named in an address."""
    return item_id.split("/", 1)[1]


def row_of(
    item: ItemAnswer,
    requirement: Requirement,
    assessment: Assessment,
    *,
    decided: Sequence[AnswerRow],
    draft: Draft | None,
    who: str,
    today: date,
) -> Row:
    """Return what is shown of an item; ``decided`` are its rows, oldest first."""
    own = [row for row in decided if row.item == item.id]
    fields = filled(item, draft, who=who, today=today)
    allowed = [answer for answer in KEYS if answer == "unknown" or answer in requirement.answers]
    spoilers = [one for one in item.assets if one.answer == "no"]
    unknown = [one for one in item.assets if one.answer == "unknown"]
    this_year = sum(1 for one in item.decisions if fiscal_year(one.on) == fiscal_year(today))
    return Row(
        item=item,
        slug=slug_of(item.id),
        answers=tuple((each, ANSWER_NAMES[each], KEYS[each], each == fields["answer"]) for each in allowed),
        proposed=ANSWER_NAMES[item.proposed],
        basis=BASIS_NAMES[item.basis],
        spoilers=tuple(spoilers[:SPOILERS]),
        unknown=tuple(unknown[:SPOILERS]),
        more=max(len(spoilers) - SPOILERS, 0) + max(len(unknown) - SPOILERS, 0),
        papers=tuple(paper for paper in assessment.papers if paper.file in item.cited),
        rounds=_rounds(item, own),
        rounds_left=max(ROUNDS - this_year, 0),
        warnings=_warnings(item),
        fields=fields,
        draft=draft,
        seen=own[-1].pk if own else 0,
    )


def _rounds(item: ItemAnswer, own: Sequence[AnswerRow]) -> tuple[Round, ...]:
    """The history, newest first. A correction of the same day has taken the place of what it corrects."""
    rows = {row.on: row.pk for row in own}  # oldest first, so the last of a day stays
    found = [
        Round(round_of(one, item.decisions), fiscal_year(one.on), one, ANSWER_NAMES[one.answer], rows[one.on], one is item.decision)
        for one in item.decisions
    ]
    return tuple(reversed(found))


def _warnings(item: ItemAnswer) -> tuple[Text, ...]:
    found = [LATE] if item.overdue else []
    found += [AGAINST] if item.against_papers else []
    found += [CONFLICT] if item.contradiction else []
    return (*found, *((item.recheck,) if item.recheck else ()))
