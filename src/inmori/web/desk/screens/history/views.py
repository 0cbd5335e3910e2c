"""Every act, newest first, and whether the chain is whole."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import VERB_NAMES, Verb
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right

ROWS = 50


@require_GET
@door(Right.SEE)
def history(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the record; asked to, verify it."""
    page = Paginator(AuditEvent.objects.order_by("-number"), ROWS).get_page(request.GET.get("page"))
    lines = [(event, VERB_NAMES[Verb(event.verb)], ", ".join(f"{k}: {v}" for k, v in event.about.items())) for event in page]
    checked = "verify" in request.GET
    return render(request, "desk/history.html", {"page": page, "lines": lines, "checked": checked, "broken": broken_at() if checked else None})
