"""Operations on findings: the list, one with all that is known of it, accepting it until a day, taking that back."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query as Asked
from ninja import Router, Status

from inmori.diagnose import Diagnosis
from inmori.errors import InputError
from inmori.text import Text
from inmori.web.acceptance import services
from inmori.web.acceptance.models import Acceptance
from inmori.web.acceptance.register import Line, Register, register
from inmori.web.api.access import CONFLICT, ERRORS, caller_in, needs, refused
from inmori.web.api.finding_schemas import (
    AcceptanceOut,
    AcceptIn,
    EvidencePlaceOut,
    FindingDetailOut,
    FindingOut,
    FindingsIn,
    FindingsOut,
    MendingOut,
    RowIn,
    SeenOut,
)
from inmori.web.api.reading import stage
from inmori.web.api.schemas import Problem
from inmori.web.desk.screens.findings.mending import Mending, mendings
from inmori.web.desk.screens.findings.query import Query
from inmori.web.tenants.role import Right
from inmori.web.versions.services import present

router = Router(tags=["findings"])


@router.get("/diagnosis", response={200: Diagnosis, **ERRORS}, operation_id="diagnosis")
@needs(Right.SEE)
def diagnosis(request: HttpRequest) -> HttpResponse:
    """Hand out diagnosis.json: what is wrong, and what could not be judged."""
    return stage("diagnosis.json")


@router.get("/findings", response={200: FindingsOut, **ERRORS}, operation_id="findings")
@needs(Right.SEE)
def findings(request: HttpRequest, asked: Asked[FindingsIn]) -> FindingsOut:
    """List findings as the screen does, fifty a page. What could not be judged stands in ``/diagnosis``."""
    found = _register()
    shown = Query(**asked.dict()).shown(found.lines)
    accepted = sum(line.standing.accepted for line in found.lines)
    return FindingsOut(items=[FindingOut(**_told(line)) for line in shown], count=shown.paginator.count, page=shown.number,
                       pages=shown.paginator.num_pages, all=len(found.lines), accepted=accepted)  # fmt: skip


@router.get("/findings/{finding}", response={200: FindingDetailOut, **ERRORS}, operation_id="finding")
@needs(Right.SEE)
def finding(request: HttpRequest, finding: str) -> FindingDetailOut:
    """Tell all that is known of one finding, and what would mend it."""
    return _detail(finding)


@router.post("/findings/{finding}/accept", response={200: FindingDetailOut, **ERRORS, **CONFLICT}, operation_id="finding_accept")
@needs(Right.DECIDE)
def finding_accept(request: HttpRequest, finding: str, terms: AcceptIn) -> Any:
    """Accept a finding until a day. It is open again when the day has passed, or when it grows graver or touches more."""
    found, line = _line(finding)
    today, given = timezone.localdate(), services.Terms(terms.who, terms.reason, terms.until)
    faults: Sequence[Text] = services.faults_of(given, today=today)
    if faults:
        return refused(faults)
    devices = {device.id: device for device in found.hospital.devices}
    try:
        services.accept(line.finding, line.named.key, given, version=found.version, devices=devices,
                        who=caller_in(request).person, seen=terms.seen, today=today)  # fmt: skip
    except InputError as error:
        return Status(409, Problem(detail=error.message.en))
    return _detail(finding)


@router.post("/findings/{finding}/take-back", response={200: FindingDetailOut, **ERRORS}, operation_id="finding_take_back")
@needs(Right.DECIDE)
def finding_take_back(request: HttpRequest, finding: str, which: RowIn) -> FindingDetailOut:
    """Take back the acceptance that stands; it stays in the history."""
    _, line = _line(finding)
    row = line.standing.row
    if row is None or row.pk != which.row:
        raise Http404
    services.take_back(row, who=caller_in(request).person, today=timezone.localdate())
    return _detail(finding)


def _register() -> Register:
    found = register(present(), today=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _line(slug: str) -> tuple[Register, Line]:
    found = _register()
    line = found.line(slug)
    if line is None:
        raise Http404
    return found, line


def _told(line: Line) -> dict[str, Any]:
    one, standing = line.finding, line.standing
    return {
        "finding": line.named.slug, "id": one.id, "severity": one.severity, "family": one.family, "title": one.title,
        "zones": list(line.named.zones), "machines": len(one.device_ids), "state": standing.state.value,
        "until": standing.row.until if standing.row else None, "why_again": list(standing.why), "new": line.new,
    }  # fmt: skip


def _detail(slug: str) -> FindingDetailOut:
    found, line = _line(slug)
    one, row = line.finding, line.standing.row
    return FindingDetailOut(
        **_told(line), why=one.why, how=one.how, confidence=round(100 * one.confidence), devices=list(one.device_ids),
        requirements=list(one.requirements), seen=[SeenOut(what=what, value=value) for what, value in one.seen],
        evidence=[EvidencePlaceOut(place=each.place(), kind=each.kind.value, as_of=each.as_of) for each in one.evidence],
        mending=[_mending(each) for each in mendings(one, found.version, found.hospital)],
        history=[_row(each) for each in services.history(line.named.key)], row=row.pk if row else None,
    )  # fmt: skip


def _mending(one: Mending) -> MendingOut:
    return MendingOut(
        measure=one.measure.id, name=one.measure.name, who=one.measure.who, once=one.once, yearly=one.yearly, hours=one.price.hours,
        basis=sorted(one.bases), roads=dict(one.begun),
    )  # fmt: skip


def _row(row: Acceptance) -> AcceptanceOut:
    return AcceptanceOut(row=row.pk, who=row.who, reason=row.reason, on=row.on, until=row.until, version=row.version,
                         takes_back=row.takes_back_id, made_at=row.made_at)  # fmt: skip
