"""Operations on the checklists: the editions, the items with the answers proposed, deciding, taking a decision back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status

from inmori.catalogue import load_catalogue
from inmori.catalogue.requirement import Framework
from inmori.comply import Assessment, Decision, framework_of
from inmori.comply.answer import ItemAnswer
from inmori.comply.decision import faults_of
from inmori.errors import InputError
from inmori.web.answers import services
from inmori.web.answers.models import Answer
from inmori.web.answers.standing import ground, standing
from inmori.web.api.access import CONFLICT, ERRORS, caller_in, needs, refused
from inmori.web.api.checklist_schemas import (
    ChecklistOut,
    DecisionIn,
    DecisionOut,
    EditionOut,
    EditionsOut,
    ItemDetailOut,
    ItemOut,
)
from inmori.web.api.finding_schemas import RowIn
from inmori.web.api.schemas import Problem
from inmori.web.desk.screens.checklist.editions import chosen, editions
from inmori.web.desk.screens.checklist.rows import slug_of
from inmori.web.tenants.role import Right
from inmori.web.versions.services import present

router = Router(tags=["checklist"])


@dataclass(frozen=True)
class _Edition:
    framework: Framework
    rows: list[Answer]
    assessment: Assessment
    today: date


@router.get("/checklists", response={200: EditionsOut, **ERRORS}, operation_id="checklists")
@needs(Right.SEE)
def checklists(request: HttpRequest) -> EditionsOut:
    """List the editions that a hospital answers."""
    return EditionsOut(items=[EditionOut(**_named(each, timezone.localdate())) for each in editions()])


@router.get("/checklists/{edition}", response={200: ChecklistOut, **ERRORS}, operation_id="checklist")
@needs(Right.SEE)
def checklist(request: HttpRequest, edition: str) -> ChecklistOut:
    """Tell all items of an edition, with the answer that stands and the one that the papers propose."""
    found = _edition(edition)
    items = [ItemOut(**_told(each)) for each in found.assessment.items]
    return ChecklistOut(**_named(found.framework, found.today), items=items, counts=found.assessment.counts(),
                        undecided=sum(not each.decided for each in items))  # fmt: skip


@router.get("/checklists/{edition}/{item}", response={200: ItemDetailOut, **ERRORS}, operation_id="checklist_item")
@needs(Right.SEE)
def checklist_item(request: HttpRequest, edition: str, item: str) -> ItemDetailOut:
    """Tell one item with what people decided on it."""
    return _detail(edition, item)


@router.post("/checklists/{edition}/{item}/decide", response={200: ItemDetailOut, **ERRORS, **CONFLICT}, operation_id="checklist_decide")
@needs(Right.DECIDE)
def checklist_decide(request: HttpRequest, edition: str, item: str, decided: DecisionIn) -> Any:
    """Add a decision on an item. Earlier ones stay."""
    found = _edition(edition)
    requirement = load_catalogue().requirements[_item(found, item).id]
    decision = Decision(item=requirement.id, **decided.dict(exclude={"seen"}))
    faults = faults_of(decision, requirement, today=found.today)
    if faults:
        return refused(faults)
    try:
        services.decide(requirement, decision, who=caller_in(request).person, seen=decided.seen, today=found.today)
    except InputError as error:
        return Status(409, Problem(detail=error.message.en))
    return _detail(edition, item)


@router.post("/checklists/{edition}/{item}/take-back", response={200: ItemDetailOut, **ERRORS}, operation_id="checklist_take_back")
@needs(Right.DECIDE)
def checklist_take_back(request: HttpRequest, edition: str, item: str, which: RowIn) -> ItemDetailOut:
    """Take a decision back; it stays in the record."""
    row = next((row for row in _edition(edition).rows if row.pk == which.row and slug_of(row.item) == item), None)
    if row is None:
        raise Http404
    services.take_back(row, who=caller_in(request).person)
    return _detail(edition, item)


def _edition(short: str) -> _Edition:
    try:
        framework = framework_of(load_catalogue(), short)
    except InputError as error:
        raise Http404 from error
    version, today = present(), timezone.localdate()
    on = ground(version) if version else None
    if on is None:
        raise Http404
    rows = services.rows(framework.id)
    return _Edition(framework, rows, standing(on, framework, decided=[row.decision() for row in rows], today=today), today)


def _item(found: _Edition, slug: str) -> ItemAnswer:
    item = next((each for each in found.assessment.items if slug_of(each.id) == slug), None)
    if item is None:
        raise Http404
    return item


def _detail(edition: str, slug: str) -> ItemDetailOut:
    found = _edition(edition)
    item = _item(found, slug)
    own = [row for row in found.rows if row.item == item.id]
    allowed = dict.fromkeys((*load_catalogue().requirements[item.id].answers, "unknown"))
    return ItemDetailOut(
        **_told(item), answers=list(allowed), spoiled_by=[each.name for each in item.assets if each.answer == "no"],
        decisions=[_decision(row) for row in reversed(own)], row=own[-1].pk if own else None,
    )  # fmt: skip


def _named(framework: Framework, today: date) -> dict[str, Any]:
    return {"edition": framework.short, "id": framework.id, "name": framework.name, "fiscal_year": framework.fiscal_year,
            "due": framework == chosen(today)}  # fmt: skip


def _told(item: ItemAnswer) -> dict[str, Any]:
    same = ("id", "number", "text", "answer", "proposed", "basis", "reason", "overdue", "contradiction", "recheck")
    target = item.decision.target if item.decision else None
    return {name: getattr(item, name) for name in same} | {"item": slug_of(item.id), "decided": item.decision is not None, "target": target}


def _decision(row: Answer) -> DecisionOut:
    told: dict[str, Any] = {name: getattr(row, name) for name in ("answer", "on", "who", "reason", "target", "evidence")}
    return DecisionOut(row=row.pk, **told)
