"""Operations that tell: the hospital, its versions, machines, outcomes and roads."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query as Asked
from ninja import Router

from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.plan import Roads
from inmori.simulate import Outcomes
from inmori.web.api.access import ERRORS, caller_in, needs
from inmori.web.api.schemas import (
    DeviceDetailOut,
    DeviceOut,
    DevicesIn,
    DevicesOut,
    FactOut,
    HospitalOut,
    OtherOut,
    VersionOut,
    VersionsOut,
)
from inmori.web.desk.screens.devices.facts import facts_of
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.device_query import Query
from inmori.web.versions.models import Standing, StoredDocument, Version

router = Router(tags=["reading"])
VERSIONS = 100


@router.get("/hospital", response={200: HospitalOut, **ERRORS}, operation_id="hospital")
@needs(Right.SEE)
def hospital(request: HttpRequest) -> HospitalOut:
    """Tell how the hospital stands."""
    tenant, now, waiting = caller_in(request).tenant, versions.present(), versions.proposed()
    standing = Standing.objects.filter(version=now).first() if now else None
    names = ("beds", "devices", "critical", "high", "yearly_loss", "ehr_days", "p_seven_days")
    return HospitalOut(
        id=tenant.id, name=tenant.name, demo=tenant.demo, version=now.number if now else None,
        waiting=waiting.number if waiting else None, **{name: getattr(standing, name, None) for name in names},
    )  # fmt: skip


@router.get("/versions", response={200: VersionsOut, **ERRORS}, operation_id="versions")
@needs(Right.SEE)
def list_versions(request: HttpRequest) -> VersionsOut:
    """Tell which versions there are; the newest hundred."""
    found = list(Version.objects.all()[:VERSIONS])
    return VersionsOut(items=[told(version) for version in found], count=Version.objects.count())


@router.get("/versions/{int:number}", response={200: VersionOut, **ERRORS}, operation_id="version")
@needs(Right.SEE)
def version(request: HttpRequest, number: int) -> VersionOut:
    """Tell one version."""
    return told(version_of(number))


@router.get("/devices", response={200: DevicesOut, **ERRORS}, operation_id="devices")
@needs(Right.SEE)
def devices(request: HttpRequest, asked: Asked[DevicesIn]) -> DevicesOut:
    """List machines as the screen does: words in any width and kana, filters, order, fifty a page."""
    shown = Query(**asked.dict()).shown(present_version())
    rows = [DeviceOut.from_orm(row) for row in shown]
    return DevicesOut(items=rows, count=shown.paginator.count, page=shown.number, pages=shown.paginator.num_pages)


@router.get("/devices/{device}", response={200: DeviceDetailOut, **ERRORS}, operation_id="device")
@needs(Right.SEE)
def device(request: HttpRequest, device: str) -> DeviceDetailOut:
    """Tell all that is known of one machine, with its sources."""
    now = present_version()
    whole = versions.document(now, Hospital, "hospital.json")
    found = next((each for each in whole.devices if each.id == device), None) if whole else None
    if found is None:
        raise Http404
    diagnosis = versions.document(now, Diagnosis, "diagnosis.json")
    facts = [
        FactOut(title=fact.title, value=fact.value, sources=list(fact.sources), confidence=fact.confidence,
                others=[OtherOut(value=value, source=source) for value, source in fact.others])
        for fact in facts_of(found, (), now, may_edit=False)
        if fact.sources
    ]  # fmt: skip
    about = [finding.id for finding in diagnosis.findings if device in finding.device_ids] if diagnosis else []
    return DeviceDetailOut(device=found.id, name=found.label(), facts=facts, findings=about)


@router.get("/outcomes", response={200: Outcomes, **ERRORS}, operation_id="outcomes")
@needs(Right.SEE)
def outcomes(request: HttpRequest) -> HttpResponse:
    """Hand out outcomes.json: what an attack would do, in days and yen with ranges."""
    return stage("outcomes.json")


@router.get("/roads", response={200: Roads, **ERRORS}, operation_id="roads")
@needs(Right.SEE)
def roads(request: HttpRequest) -> HttpResponse:
    """Hand out roads.json: the directions side by side, and the next steps."""
    return stage("roads.json")


def version_of(number: int) -> Version:
    """Return one version of the caller's hospital.

    Raises:
        Http404: there is none.
    """
    found = Version.objects.filter(number=number).first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]


def told(version: Version) -> VersionOut:
    """Return what is told of a version."""
    names = StoredDocument.objects.filter(version=version).order_by("name").values_list("name", flat=True)
    told: dict[str, Any] = {name: getattr(version, name) for name in ("number", "state", "cause", "day", "made_at", "confirmed_at")}
    return VersionOut(**told, documents=list(names))


def present_version() -> Version:
    """Return the version that counts.

    Raises:
        Http404: there is none yet.
    """
    now = versions.present()
    if now is None:
        raise Http404
    return now


def stage(name: str) -> HttpResponse:
    """Hand a document out as it was stored: to the letter what the files of the command line say.

    Raises:
        Http404: that stage has not run.
    """
    row = StoredDocument.objects.filter(version=present_version(), name=name).first()
    if row is None:
        raise Http404
    return HttpResponse(versions.text_of(row), content_type="application/json")
