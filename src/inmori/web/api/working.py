"""Operations that do: hand evidence in, have it read, let a reading count, have it assessed; and the work itself."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import File, Router, Status, UploadedFile

from inmori.text import Text
from inmori.web.api.access import CONFLICT, ERRORS, caller_in, needs
from inmori.web.api.reading import told, version_of
from inmori.web.api.schemas import (
    AssessmentIn,
    EvidenceListOut,
    EvidenceOut,
    JobOut,
    JobsOut,
    Problem,
    VersionOut,
)
from inmori.web.evidence import services as evidence
from inmori.web.evidence.models import Upload
from inmori.web.jobs import asking
from inmori.web.jobs import services as jobs
from inmori.web.jobs.models import Job, Telling
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.models import Version

router = Router(tags=["working"])
JOBS = 50


@router.get("/evidence", response={200: EvidenceListOut, **ERRORS}, operation_id="evidence")
@needs(Right.SEE)
def evidence_list(request: HttpRequest) -> EvidenceListOut:
    """List the files that count as evidence."""
    return EvidenceListOut(items=[EvidenceOut.from_orm(upload) for upload in evidence.counted()])


@router.post("/evidence", response={201: EvidenceOut, 413: Problem, **ERRORS}, operation_id="evidence_add")
@needs(Right.EDIT)
def evidence_add(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Hand one file in. One of the same name is replaced."""
    if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
        return Status(413, Problem(detail="The file is too large."))
    upload = evidence.add(file.name or "", file.chunks(), who=caller_in(request).person)
    return Status(201, EvidenceOut.from_orm(upload))


@router.delete("/evidence/{int:upload}", response={204: None, **ERRORS}, operation_id="evidence_remove")
@needs(Right.EDIT)
def evidence_remove(request: HttpRequest, upload: int) -> Any:
    """Take a file out of account."""
    found = Upload.objects.filter(pk=upload, removed_at__isnull=True).first()
    if found is None:
        raise Http404
    evidence.remove(found, who=caller_in(request).person)
    return Status(204, None)


@router.post("/readings", response={202: JobOut, **ERRORS, **CONFLICT}, operation_id="read")
@needs(Right.RUN)
def read(request: HttpRequest) -> Any:
    """Have all evidence read into a proposal."""
    if not evidence.counted():
        return Status(409, Problem(detail="There is no evidence yet."))
    return Status(202, job_told(asking.ask_read(who=caller_in(request).person, day=timezone.localdate())))


@router.post("/versions/{int:number}/confirm", response={202: JobOut, **ERRORS, **CONFLICT}, operation_id="version_confirm")
@needs(Right.DECIDE)
def version_confirm(request: HttpRequest, number: int) -> Any:
    """Let the reading that waits count, and have it assessed."""
    version = version_of(number)
    if version.state != Version.PROPOSED:
        return Status(409, Problem(detail="This version does not wait to be confirmed."))
    return Status(202, job_told(asking.let_count(version, who=caller_in(request).person)))


@router.post("/versions/undo", response={200: VersionOut, **ERRORS, **CONFLICT}, operation_id="version_undo")
@needs(Right.DECIDE)
def version_undo(request: HttpRequest) -> Any:
    """Go back to the version before the present one."""
    earlier = versions.go_back(who=caller_in(request).person)
    return Status(409, Problem(detail="There is no earlier version.")) if earlier is None else Status(200, told(earlier))


@router.post("/assessments", response={202: JobOut, **ERRORS, **CONFLICT}, operation_id="assess")
@needs(Right.RUN)
def assess(request: HttpRequest, wish: AssessmentIn) -> Any:
    """Have the present version diagnosed, simulated and planned for."""
    now = versions.present()
    if now is None:
        return Status(409, Problem(detail="No version counts yet."))
    job = asking.ask_assess(now, who=caller_in(request).person, budget=wish.budget, years=wish.years)
    return Status(202, job_told(job))


@router.get("/jobs", response={200: JobsOut, **ERRORS}, operation_id="jobs")
@needs(Right.SEE)
def job_list(request: HttpRequest) -> JobsOut:
    """List the newest work."""
    found = Job.objects.filter(tenant=caller_in(request).tenant)[:JOBS]
    return JobsOut(items=[job_told(job) for job in found])


@router.get("/jobs/{int:job}", response={200: JobOut, **ERRORS}, operation_id="job")
@needs(Right.SEE)
def job(request: HttpRequest, job: int) -> JobOut:
    """Tell how far a piece of work is."""
    return job_told(_job(request, job))


@router.post("/jobs/{int:job}/stop", response={200: JobOut, **ERRORS}, operation_id="job_stop")
@needs(Right.RUN)
def job_stop(request: HttpRequest, job: int) -> JobOut:
    """Stop a piece of work."""
    jobs.stop(_job(request, job), who=caller_in(request).person)
    return job_told(_job(request, job))


def job_told(job: Job) -> JobOut:
    """Return what is told of a piece of work."""
    telling: Telling | None = Telling.objects.select_related("version").filter(job=job).first()
    trouble = telling.trouble if telling else Text(ja="", en="")
    return JobOut(
        id=job.pk, kind=job.kind, state=job.state, asked_at=job.asked_at, ended_at=job.ended_at,  # type: ignore[arg-type]
        share=telling.share if telling else 0.0, saying=telling.saying if telling else "",
        trouble=trouble if trouble.ja else None, version=telling.version.number if telling and telling.version else None,
    )  # fmt: skip


def _job(request: HttpRequest, number: int) -> Job:
    found = Job.objects.filter(pk=number, tenant=caller_in(request).tenant).first()
    if found is None:
        raise Http404
    return found
