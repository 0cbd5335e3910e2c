"""The roadmap as it stands, writing into a task, choosing the road, taking the papers away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.catalogue import load_catalogue
from inmori.errors import InputError
from inmori.plan import Roads
from inmori.plan.roadmap import STATE_NAMES, Roadmap, RoadmapItem
from inmori.plan.roadmap_budget import roadmap_years
from inmori.plan.roadmap_change import FIELD_NAMES
from inmori.text import Text
from inmori.web.desk.screens.roadmap.chart import charts
from inmori.web.desk.screens.roadmap.forms import SeenForm, TaskForm, seen_values
from inmori.web.desk.templatetags.words import language, say
from inmori.web.roadmap import services
from inmori.web.roadmap.urgent import overdue
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.models import Version


@dataclass(frozen=True)
class TaskLine:
    """A task, whether it is late, and its fields as the page shows them."""

    item: RoadmapItem
    late: bool
    seen: list[tuple[str, object]]

    @classmethod
    def of(cls, item: RoadmapItem, *, today: date) -> TaskLine:
        """Look a task over."""
        return cls(item, item.state != "done" and overdue(item.due, today=today), seen_values(item))


@require_GET
@door(Right.SEE)
def roadmap(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the roadmap of the road that is followed."""
    version, shown = present_roadmap()
    if version is None or shown is None:
        return render(request, "desk/roadmap.html", {"roadmap": None})
    roads = versions.document(version, Roads, "roads.json")
    assert roads is not None
    lines = [TaskLine.of(item, today=timezone.localdate()) for item in shown.items]
    kept_by_hand = [item for item in shown.dropped if item.edited]
    return render(request, "desk/roadmap.html", {
        "roadmap": shown, "years": roadmap_years(shown, load_catalogue()), "budget": roads.budget_yen, "charts": charts(shown, language()),
        "lines": lines, "late": sum(line.late for line in lines), "done": sum(item.state == "done" for item in shown.items),
        "states": STATE_NAMES.items(), "dropped": kept_by_hand,
        "roads": [*roads.directions, *([roads.best] if roads.best else [])],
    })  # fmt: skip


@require_POST
@door(Right.EDIT)
def task(request: HttpRequest, here: Here, measure: str) -> HttpResponse:
    """Take in what was written into a task; htmx gets the line below the fields, a plain form the page."""
    form, seen = TaskForm(request.POST), SeenForm(request.POST)
    version = versions.present()
    if version is None or not seen.is_valid():
        raise Http404
    if not form.is_valid():
        words = [str(error) for errors in form.errors.values() for error in errors]
        return _answered(request, here, measure, seen=[(f"was-{k}", request.POST.get(f"was-{k}", "")) for k in form.fields], wrong=words)
    written = services.write(version, row=form.row(measure), seen=seen.row(measure), who=here.person)
    item = written.roadmap.item(measure) if written else None
    if written is None or item is None:
        raise Http404
    line = TaskLine.of(item, today=timezone.localdate())
    now = dict(line.seen)
    other = [(FIELD_NAMES[name], now[f"was-{name}"]) for name in written.overtaken]
    return _answered(request, here, measure, seen=line.seen, late=line.late, saved=bool(written.changes), other=other)


@require_POST
@door(Right.DECIDE)
def road(request: HttpRequest, here: Here) -> HttpResponse:
    """Follow another road."""
    version = versions.present()
    try:
        if version is not None:
            services.follow(version, request.POST.get("road", ""), who=here.person)
    except InputError as error:
        messages.error(request, error.message.in_(language()))
    return redirect("desk:roadmap", tenant_id=here.tenant.id)


def present_roadmap() -> tuple[Version | None, Roadmap | None]:
    """Return the version that counts and its roadmap."""
    version = versions.present()
    return version, services.roadmap_of_version(version) if version else None


def _answered(
    request: HttpRequest, here: Here, measure: str, *, seen: list[tuple[str, object]], late: bool = False, saved: bool = False,
    wrong: list[str] | None = None, other: Sequence[tuple[Text, object]] = (),
) -> HttpResponse:  # fmt: skip
    if request.headers.get("HX-Request"):
        told = {"seen": seen, "late": late, "saved": saved, "wrong": wrong or [], "other": other}
        return render(request, "desk/roadmap_task_state.html", told)
    for words in wrong or []:
        messages.error(request, words)
    for name, now in other:
        messages.warning(request, say("ほかの人が先に変えました: ", "Changed by somebody else meanwhile: ") + f"{name.in_(language())} {now}")
    return redirect(f"/h/{here.tenant.id}/roadmap/#task-{measure}")
