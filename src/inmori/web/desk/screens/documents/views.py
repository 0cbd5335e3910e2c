"""The papers of the present version: asking for them, taking them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.documents.draft_list import draft_lines
from inmori.web.desk.templatetags.words import language
from inmori.web.jobs import asking
from inmori.web.jobs import services as jobs
from inmori.web.jobs.models import Job
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.models import StoredDocument

NAMES: dict[str, Text] = {
    "report.pdf": Text(ja="報告書(PDF)", en="Report (PDF)"),
    "annex.xlsx": Text(ja="付表(Excel)", en="Annex (Excel)"),
    "index.html": Text(ja="報告書(画面用)", en="Report (for the screen)"),
}
KINDS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


@require_GET
@door(Right.SEE)
def documents(request: HttpRequest, here: Here) -> HttpResponse:
    """Show which papers there are."""
    now = versions.present()
    rows = StoredDocument.objects.filter(version=now, name__startswith="papers/").defer("body").order_by("name") if now else []
    papers = [(row, row.name.removeprefix("papers/"), NAMES.get(row.name.removeprefix("papers/"))) for row in rows]
    ready = bool(now) and StoredDocument.objects.filter(version=now, name="roads.json").exists()
    return render(request, "desk/documents.html", {
        "papers": papers, "ready": ready, "jobs": jobs.live((Job.PAPERS, Job.DRAFTS)), "now": now,
        "drafts": draft_lines(now, language=language()) if now and ready else [],
    })  # fmt: skip


@require_POST
@door(Right.RUN)
def make(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask for the papers to be made."""
    now = versions.present()
    if now is None or not StoredDocument.objects.filter(version=now, name="roads.json").exists():
        return redirect("desk:documents", tenant_id=here.tenant.id)
    job = asking.ask_papers(now, who=here.person, language=language())
    return redirect("desk:job", tenant_id=here.tenant.id, job=job.pk)


@require_POST
@door(Right.DOWNLOAD)
def take(request: HttpRequest, here: Here, name: str) -> HttpResponse:
    """Hand a paper out."""
    now = versions.present()
    row = StoredDocument.objects.filter(version=now, name=f"papers/{name}").first() if now else None
    if now is None or row is None or name not in NAMES:
        raise Http404
    note(here.person, Verb.PAPER_TAKEN, paper=name, version=now.number, sha256=row.sha256)
    response = HttpResponse(versions.bytes_of(row), content_type=KINDS[name.rsplit(".", 1)[1]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
