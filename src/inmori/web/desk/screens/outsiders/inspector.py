"""An inspector's pack: one paper as it was handed out, to read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.outsiders.passage import opened, passage
from inmori.web.tenants.models import Pass
from inmori.web.vendors.models import InspectorPack
from inmori.web.vendors.pack import bytes_of


@require_GET
@passage(Pass.INSPECTOR)
def pack(request: HttpRequest, given: Pass) -> HttpResponse:
    """Say what the link opens."""
    found = get_object_or_404(InspectorPack.objects.defer("body"), given=given)
    opened(request, given)
    return render(request, "desk/inspector.html", {"given": given, "pack": found, "path": request.path})


@require_GET
@passage(Pass.INSPECTOR)
def read(request: HttpRequest, given: Pass) -> HttpResponse:
    """Hand the paper out."""
    found = get_object_or_404(InspectorPack.objects, given=given)
    note(f"{given.label}(リンク)", Verb.PAPER_TAKEN, paper="inspection-pack.pdf", sha256=found.sha256)
    response = HttpResponse(bytes_of(found), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="inspection-pack.pdf"'
    return response
