"""Handing in evidence, having it read, looking at what would change, and letting it count."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inmori.ingest.evidence_folder import safe_name
from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.text import Text
from inmori.web.corrections.services import lists_since, networks_since
from inmori.web.desk.screens.start import preview
from inmori.web.desk.screens.start.columns import sheets_of
from inmori.web.desk.screens.start.progress import files_of, saying_of
from inmori.web.desk.screens.start.steps import start_steps
from inmori.web.desk.templatetags.words import language, say
from inmori.web.evidence import services as evidence
from inmori.web.evidence.models import Upload
from inmori.web.jobs import asking
from inmori.web.jobs import services as jobs
from inmori.web.jobs.models import Job
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions import services as versions
from inmori.web.versions.difference import difference

LONGEST = 300  # rows of one list on a page
_NO_FILE = Text(ja="ファイルを選んでから「入れる」を押してください。", en="Choose files first.")
_TOO_LARGE = Text(ja="{name} は大きすぎるので受け取っていません(1つのファイルは {most} まで)。", en="{name} is too large and was not taken in (one file may have {most}).")
_TWICE = Text(ja="{name} という名前のファイルが2つありました。あとのものだけを使います。", en="There were two files named {name}; the later one is used.")
_NOT_KEPT = Text(
    ja="{name} を保存できませんでした。この機械のディスクの空きを確かめて、もう一度入れてください。ほかのファイルはそのまま残っています。",
    en="{name} could not be stored. Look at the free space of this machine's disk and hand it in again. The other files are still there.",
)


@require_http_methods(["GET", "POST"])
@door(Right.EDIT)
def start(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the files that are there; take new ones in."""
    if request.method == "POST":
        for text in _taken_in(request, here):
            messages.error(request, text.in_(language()))
        return redirect("desk:start", tenant_id=here.tenant.id)
    said = {"steps": start_steps(), "files": evidence.counted(), "jobs": jobs.live((Job.READ,)), "failed": _failed_reading(),
            "waiting": versions.proposed(), "now": versions.present()}  # fmt: skip
    return render(request, "desk/start.html", said)


def _taken_in(request: HttpRequest, here: Here) -> Iterator[Text]:
    """Put the files of a form away one by one; yields a sentence for each that cannot be."""
    given = request.FILES.getlist("files")
    if not given:
        yield _NO_FILE
    seen: set[str] = set()
    for file in given:
        name = evidence.clean_name(file.name or "")
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            yield _TOO_LARGE.filled(name=name, most=filesizeformat(settings.UPLOAD_MAX_BYTES))
            continue
        if name in seen:
            yield _TWICE.filled(name=name)
        seen.add(name)
        try:
            evidence.add(file.name or "", file.chunks(), who=here.person)
        except OSError:
            yield _NOT_KEPT.filled(name=name)


def _failed_reading() -> Job | None:
    """Return the last reading where it failed: whoever had left the page finds it here."""
    last = Job.objects.filter(tenant_id=current_tenant(), kind=Job.READ).order_by("-pk").first()
    return last if last is not None and last.state == Job.FAILED else None


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
    intake = versions.document(version, Intake, "intake.json") if version else None
    if version is None or hospital is None:
        return redirect("desk:start", tenant_id=here.tenant.id)
    before = versions.document(version.after, Hospital, "hospital.json") if version.after else None
    told, whole = difference(before, hospital), request.GET.get("all", "")
    there = Upload.objects.filter(removed_at__isnull=True, added_at__lte=version.made_at).values_list("name", flat=True)
    files = preview.files(intake, handed_in=[safe_name(name) for name in there]) if intake else ()
    named = {line.name for line in files if line.problems}
    problems = [p for p in intake.problems if p.where.file not in named or p.severity == "note"] if intake else []
    return render(request, "desk/reading.html", {
        "steps": start_steps(), "version": version, "hospital": hospital, "difference": told, "files": files,
        "unread": sum(not line.used for line in files), "parts": preview.parts(hospital, told, whole=whole),
        "problems": problems[: LONGEST if whole == "problems" else preview.SHOWN], "all_problems": len(problems),
        "sheets": sheets_of(intake, version) if intake else (), "zones": intake.zones if intake else (),
        "waits": bool(lists_since(version.made_at) or networks_since(version.made_at)),
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
def discard(request: HttpRequest, here: Here) -> HttpResponse:
    """Drop a reading that waits: nothing that counts is touched, and the files stay."""
    version = versions.proposed()
    if version is not None and str(version.number) == request.POST.get("number"):
        versions.drop(version, who=here.person)
        messages.success(request, say("この読み取り結果を取りやめました。資料は残っています。", "This reading was dropped. The files are still there."))
    return redirect("desk:start", tenant_id=here.tenant.id)


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
    names = [upload.name for upload in evidence.counted()] if found.kind == Job.READ and found.live else []
    return render(request, page, {
        "job": found, "telling": told, "name": Job.NAMES[found.kind], "per_cent": round(100 * told.share),
        "saying": saying_of(told), "files": files_of(found, told, names),
    })  # fmt: skip


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
