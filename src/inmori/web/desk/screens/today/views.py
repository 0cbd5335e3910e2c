"""Six next steps, what they are for, and how the hospital stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from inmori.diagnose import Diagnosis
from inmori.plan import Roads
from inmori.simulate import Outcomes
from inmori.web.acceptance.register import register
from inmori.web.desk.screens.start.steps import start_steps
from inmori.web.desk.screens.today.accepted import pressing
from inmori.web.jobs import services as jobs
from inmori.web.roadmap.services import roadmap_of_version
from inmori.web.roadmap.urgent import urgent
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions


@require_GET
@door(Right.SEE)
def today(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what to do next."""
    now, day = versions.present(), timezone.localdate()
    roads = versions.document(now, Roads, "roads.json") if now else None
    outcomes = versions.document(now, Outcomes, "outcomes.json") if now else None
    diagnosis = versions.document(now, Diagnosis, "diagnosis.json") if now else None
    roadmap = roadmap_of_version(now) if now else None
    worst = [f for f in diagnosis.findings if f.severity in {"critical", "high"}] if diagnosis else []
    return render(request, "desk/today.html", {
        "now": now, "roads": roads, "outcomes": outcomes, "worst": worst[:5], "worst_count": len(worst),
        "steps": start_steps(), "jobs": jobs.live(), "urgent": urgent(roadmap, today=day),
        "accepted": pressing(register(now, today=day), today=day),
    })  # fmt: skip
