"""Choosing the story, the timetable, one scene at a time, the result, and the way of the result into the evidence."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from inmori.errors import InputError
from inmori.model.document import sha256_of
from inmori.prepare.exercise import LEAST, MOST
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.exercise.page import CAUSES, held, now, page_of, stories
from inmori.web.desk.templatetags.words import language, say
from inmori.web.exercise import services
from inmori.web.exercise.papers import NAMES
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right

KINDS = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


@require_GET
@door(Right.SEE)
def exercises(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the stories to choose from, and the exercises there were."""
    told = {"stories": stories(), "held": held(), "least": LEAST, "most": MOST}
    return render(request, "desk/exercises.html", told)


@require_POST
@door(Right.EDIT)
def make(request: HttpRequest, here: Here) -> HttpResponse:
    """Make an exercise."""
    path, minutes = request.POST.get("path", "1"), request.POST.get("minutes", "90")
    whole = all(each.isascii() and each.isdigit() and len(each) < 5 for each in (path, minutes))
    try:
        made = services.make(here.tenant, who=here.person, path=int(path) if whole else 1, minutes=int(minutes) if whole else 90)
    except InputError as error:
        messages.error(request, error.message.in_(language()))
        return redirect("desk:exercises", tenant_id=here.tenant.id)
    return redirect("desk:exercise", tenant_id=here.tenant.id, exercise=made.number)


@require_GET
@door(Right.SEE)
def exercise(request: HttpRequest, here: Here, exercise: int) -> HttpResponse:
    """Show the timetable, who takes part, and the papers."""
    return render(request, "desk/exercise.html", {"page": page_of(exercise), "papers": NAMES.items(), "faults": ()})


@require_GET
@door(Right.SEE)
def scene(request: HttpRequest, here: Here, exercise: int, scene: int) -> HttpResponse:
    """Show one scene as the facilitator needs it."""
    page = page_of(exercise)
    told = {"page": page, "scene": page.scene(scene), "before": scene - 1, "after": scene + 1 if scene < len(page.play.turns) else 0,
            "all": len(page.play.turns), "faults": (), "points": ("0", "1", "2")}  # fmt: skip
    return render(request, "desk/exercise_scene.html", told)


@require_GET
@door(Right.SEE)
def result(request: HttpRequest, here: Here, exercise: int) -> HttpResponse:
    """Show how it went, what to mend, and the record of it."""
    told = {"page": page_of(exercise), "faults": (), "points": ("0", "1", "2"), "causes": CAUSES}
    return render(request, "desk/exercise_result.html", told)


@require_POST
@door(Right.EDIT)
def begin(request: HttpRequest, here: Here, exercise: int) -> HttpResponse:
    """Begin to play: from now on each scene has its time by the clock."""
    services.begin(page_of(exercise).exercise, who=here.person, now=now())
    return redirect("desk:exercise_scene", tenant_id=here.tenant.id, exercise=exercise, scene=1)


@require_POST
@door(Right.EDIT)
def write(request: HttpRequest, here: Here, exercise: int) -> HttpResponse:
    """Take in what was written on any of the pages."""
    page = page_of(exercise)
    names = request.POST.getlist("fields")[:400]
    fields = [(name, request.POST.get(name, "").strip(), request.POST.get(f"was-{name}", "")) for name in names]
    faults = services.write(page.exercise, fields, who=here.person)
    if request.headers.get("HX-Request"):
        return render(request, "desk/exercise_state.html", {"faults": faults, "saved": True})
    for fault in faults:
        messages.error(request, fault.in_(language()))
    if not faults:
        messages.success(request, say("保存しました", "Saved"))
    then = request.POST.get("then", "")
    if then.isascii() and then.isdigit() and len(then) < 4:
        return redirect("desk:exercise_scene", tenant_id=here.tenant.id, exercise=exercise, scene=int(then))
    return redirect("desk:exercise_result" if then == "result" else "desk:exercise", tenant_id=here.tenant.id, exercise=exercise)


@require_POST
@door(Right.DOWNLOAD)
def take(request: HttpRequest, here: Here, exercise: int, name: str) -> HttpResponse:
    """Make a paper in the bounded child and hand it out."""
    page = page_of(exercise)
    if name not in NAMES:
        raise Http404
    try:
        file, data = services.paper(page.exercise, name, tenant=here.tenant, language=language())
    except InputError as error:
        messages.error(request, error.message.in_(language()))
        return redirect("desk:exercise", tenant_id=here.tenant.id, exercise=exercise)
    note(here.person, Verb.PAPER_TAKEN, paper=name, exercise=exercise, sha256=sha256_of(data))
    ending = file.rsplit(".", 1)[1]
    response = HttpResponse(data, content_type=KINDS[ending])
    response["Content-Disposition"] = f"attachment; filename=\"exercise.{ending}\"; filename*=UTF-8''{quote(file)}"
    return response


@require_POST
@door(Right.EDIT)
def hand_in(request: HttpRequest, here: Here, exercise: int) -> HttpResponse:
    """Put the filled workbook among the evidence."""
    try:
        services.hand_in(page_of(exercise).exercise, tenant=here.tenant, who=here.person)
    except InputError as error:
        messages.error(request, error.message.in_(language()))
    else:
        messages.success(request, say("資料に加えました。次の読み取りから、訓練を行った日として数えます。", "Among the evidence now: the next reading counts the day."))
    return redirect("desk:exercise_result", tenant_id=here.tenant.id, exercise=exercise)
