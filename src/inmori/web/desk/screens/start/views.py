"""Handing in evidence, having it read, looking at what would change, and letting it count."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.web.desk.screens.start.steps import start_steps
from inmori.web.desk.templatetags.words import say
from inmori.web.evidence import services as evidence
from inmori.web.evidence.models import Upload
from inmori.web.jobs import asking
from inmori.web.jobs import services as jobs
from inmori.web.jobs.models import Job
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.difference import difference

LONGEST = 300  # rows of one list on a page


@require_http_methods(["GET", "POST"])
@door(Right.EDIT)
def start(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the files that are there; take new ones in."""
    if request.method == "POST":
        for file in request.FILES.getlist("files"):
            evidence.add(file.name or "", file.chunks(), who=here.person)
        return redirect("desk:start", tenant_id=here.tenant.id)
    said = {"steps": start_steps(), "files": evidence.counted(), "jobs": jobs.live((Job.READ,)),
            "waiting": versions.proposed(), "now": versions.present()}  # fmt: skip
    return render(request, "desk/start.html", said)


@require_POST
@door(Right.EDIT)
def remove(request: HttpRequest, here: Here, upload: int) -> HttpResponse:
    """Take a file out of account."""
    evidence.remove(get_object_or_404(Upload.objects, pk=upload, removed_at__isnull=True), who=here.person)
    return redirect("desk:start", tenant_id=here.tenant.id)


@require_POST
@door(Right.RUN)
def read(request: HttpRequest, here: Here) -> HttpResponse:
    """Have all files read."""
    if not evidence.counted():
        messages.warning(request, say("先に資料を入れてください。", "Hand in a file first."))
        return redirect("desk:start", tenant_id=here.tenant.id)
    job = asking.ask_read(who=here.person, day=timezone.localdate())
    return redirect("desk:job", tenant_id=here.tenant.id, job=job.pk)


@require_GET
@door(Right.SEE)
def reading(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what a reading says and what it would change."""
    version = versions.proposed() or versions.present()
    hospital = versions.document(version, Hospital, "hospital.json") if version else None
    if version is None or hospital is None:
        return redirect("desk:start", tenant_id=here.tenant.id)
    before = version.after if version.state == version.PROPOSED else None
    told = difference(versions.document(before, Hospital, "hospital.json") if before else None, hospital)
    return render(request, "desk/reading.html", {
        "steps": start_steps(), "version": version, "hospital": hospital, "difference": told, "longest": LONGEST,
        "intake": versions.document(version, Intake, "intake.json"),
    })  # fmt: skip


@require_GET
@door(Right.SEE)
def outside(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the ways to the outside that a reading found."""
    version = versions.proposed() or versions.present()
    hospital = versions.document(version, Hospital, "hospital.json") if version else None
    if version is None or hospital is None:
        return redirect("desk:start", tenant_id=here.tenant.id)
    return render(request, "desk/outside.html", {"steps": start_steps(), "version": version, "hospital": hospital})


@require_POST
@door(Right.DECIDE)
def confirm(request: HttpRequest, here: Here) -> HttpResponse:
    """Let a reading count, and have it assessed."""
    version = versions.proposed()
    if version is None or str(version.number) != request.POST.get("number"):
        messages.warning(request, say("確認待ちの読み取り結果が変わりました。もう一度見てください。", "The waiting reading has changed. Look again."))
        return redirect("desk:start_reading", tenant_id=here.tenant.id)
    job = asking.let_count(version, who=here.person)
    return redirect("desk:job", tenant_id=here.tenant.id, job=job.pk)


@require_POST
@door(Right.DECIDE)
def undo(request: HttpRequest, here: Here) -> HttpResponse:
    """Go back to the version before."""
    if versions.go_back(who=here.person) is None:
        messages.warning(request, say("戻れる版がありません。", "There is no earlier version."))
    return redirect("desk:start", tenant_id=here.tenant.id)


@require_GET
@door(Right.SEE)
def job(request: HttpRequest, here: Here, job: int) -> HttpResponse:
    """Show how far a piece of work is; htmx asks again until it ends."""
    found = _job(here, job)
    told = jobs.telling(found)
    page = "desk/job_state.html" if request.headers.get("HX-Request") else "desk/job.html"
    return render(request, page, {"job": found, "telling": told, "name": Job.NAMES[found.kind], "per_cent": round(100 * told.share)})


@require_POST
@door(Right.RUN)
def stop(request: HttpRequest, here: Here, job: int) -> HttpResponse:
    """Stop a piece of work."""
    jobs.stop(_job(here, job), who=here.person)
    return redirect("desk:job", tenant_id=here.tenant.id, job=job)


def _job(here: Here, number: int) -> Job:
    found = Job.objects.filter(pk=number, tenant_id=here.tenant.id).first()
    if found is None:
        raise Http404
    return found
