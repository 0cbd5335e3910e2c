"""Asking for papers to edit, and taking one of any version."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from inmori.report.documents.manuscripts import KINDS
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.documents.draft_list import FOLDER
from inmori.web.desk.templatetags.words import language
from inmori.web.jobs import asking
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.models import StoredDocument

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_POST
@door(Right.RUN)
def make(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask for the papers of one kind, or of all kinds."""
    now, only = versions.present(), request.POST.get("only", "")
    if only and only not in {kind.id for kind in KINDS}:
        raise Http404
    if now is None or not StoredDocument.objects.filter(version=now, name="roads.json").exists():
        return redirect("desk:documents", tenant_id=here.tenant.id)
    job = asking.ask_drafts(now, who=here.person, language=language(), only=only)
    return redirect("desk:job", tenant_id=here.tenant.id, job=job.pk)


@require_POST
@door(Right.DOWNLOAD)
def take(request: HttpRequest, here: Here, number: int, name: str) -> HttpResponse:
    """Hand out a paper to edit as it was made of a version."""
    row = StoredDocument.objects.filter(version__number=number, name=f"{FOLDER}{name}").first()
    if row is None:
        raise Http404
    note(here.person, Verb.PAPER_TAKEN, paper=name, version=number, sha256=row.sha256)
    response = HttpResponse(versions.bytes_of(row), content_type=WORD)
    response["Content-Disposition"] = f"attachment; filename=\"draft.docx\"; filename*=UTF-8''{quote(name)}"
    return response
