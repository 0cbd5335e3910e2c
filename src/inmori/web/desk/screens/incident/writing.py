"""Writing into a log: a line, a correction, a duty met, an answer; and the papers made of it."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.errors import InputError
from inmori.model.document import sha256_of
from inmori.prepare.incident_duty import duty
from inmori.prepare.incident_entry import Entry, receipt
from inmori.prepare.incident_question import QUESTIONS, UNKNOWN, read_answer
from inmori.prepare.incident_time import JST
from inmori.report.documents.incident_papers import PAPERS
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.incident.entry_form import Written, done_entry, fresh, note_entry, sent
from inmori.web.desk.screens.incident.page import Page, QuestionLine, page_of
from inmori.web.desk.screens.incident.views import name_of, shown
from inmori.web.desk.templatetags.words import language, say
from inmori.web.incident import services
from inmori.web.incident.log import log_of
from inmori.web.incident.models import Incident
from inmori.web.incident.papers import ALL, FORM, MADE, TARGETS, arguments_for
from inmori.web.jobs.at_once import at_once
from inmori.web.jobs.worker import work_folder
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_POST
@door(Right.EDIT)
def write(request: HttpRequest, here: Here, incident: int) -> HttpResponse:
    """Add a line: a note, a correction of a line, or that a duty was met."""
    page = page_of(incident)
    written, sure = sent(request.POST, by=name_of(here)), request.POST.get("sure") == "yes"
    corrects, met = _number(request.POST.get("corrects", "")), duty(request.POST.get("duty", ""))
    entry = done_entry(written, met.id, met.name, sure=sure) if met else note_entry(written, sure=sure, corrects=corrects)
    if not written.faults:
        try:
            made = services.add(page.incident, entry, who=here.person, once=written.once)
        except InputError as error:
            written.faults.append(error.message)
        else:
            messages.success(request, say("記録しました。控え番号 ", "Recorded. Receipt ") + receipt(made))
            return redirect("desk:incident_log", tenant_id=here.tenant.id, incident=incident)
    return shown(request, page, written, corrects=corrects, met=met.id if met else "")


@require_GET
@door(Right.SEE)
def question(request: HttpRequest, here: Here, incident: int, question: str) -> HttpResponse:
    """Show one question."""
    page = page_of(incident)
    return _asked(request, page, page.question(question), fresh(name_of(here)))


@require_POST
@door(Right.EDIT)
def answer(request: HttpRequest, here: Here, incident: int, question: str) -> HttpResponse:
    """Take an answer in. Two people may answer at once: both lines stay, the later one holds, and it is said."""
    page = page_of(incident)
    before = page.question(question)
    written = sent({"what": request.POST.get("why", ""), "by": request.POST.get("by", "")}, by=name_of(here))
    why = written.words("what", sure=request.POST.get("sure") == "yes")
    value, other = _value(request, before, written), None
    if not written.faults:
        if before.line != (_number(request.POST.get("seen", "")) or 0) and before.value != value:
            other = before
        entry = Entry(number=0, kind="answer", what="", by=written.words("by", sure=True), entered=written.now, at=written.now)
        try:
            services.answer(page.incident, before.question, value, why, entry=entry, who=here.person)
        except InputError as error:
            written.faults.append(error.message)
    now = page_of(incident)
    if request.headers.get("HX-Request"):
        told = {"line": now.question(question), "form": written, "other": other, "saved": not written.faults, "page": now}
        return render(request, "desk/incident_answer_state.html", told)
    if written.faults:
        return _asked(request, now, now.question(question), written)
    following = _beside(before, 1) if request.POST.get("then") == "next" else question
    if following:
        return redirect("desk:incident_question", tenant_id=here.tenant.id, incident=incident, question=following)
    return redirect("desk:incident_log", tenant_id=here.tenant.id, incident=incident)


@require_POST
@door(Right.DOWNLOAD)
def take(request: HttpRequest, here: Here, incident: int, name: str) -> HttpResponse:
    """Make a draft, all drafts, or what is handed over, in the bounded child, and hand it out. No worker is needed."""
    page = page_of(incident)
    if name not in {ALL, *TARGETS, *(one.id for one in PAPERS)}:
        raise Http404
    return _made(request, here, name, page.incident)


@require_POST
@door(Right.DOWNLOAD)
def form(request: HttpRequest, here: Here) -> HttpResponse:
    """Hand out the log to fill in by hand."""
    return _made(request, here, FORM, None)


def _made(request: HttpRequest, here: Here, what: str, incident: Incident | None) -> HttpResponse:
    now = timezone.now().astimezone(JST)
    drill = incident is not None and incident.drill
    try:
        with work_folder() as folder:
            if incident is not None:
                log = log_of(incident)
                (folder / "incident.jsonl").write_bytes(log.data)
                (folder / "incident_receipts.txt").write_bytes(log.receipts)
            told = arguments_for(what, now=now, language=language(), drill=drill, name=here.tenant.name)
            (folder / "arguments.json").write_text(told, "utf-8")
            at_once("incident", folder)
            path = next((folder / MADE).iterdir())
            file, data = path.name, path.read_bytes()
    except InputError as error:
        messages.error(request, error.message.in_(language()))
        if incident is None:
            return redirect("desk:incident", tenant_id=here.tenant.id)
        return redirect("desk:incident_log", tenant_id=here.tenant.id, incident=incident.number)
    note(here.person, Verb.PAPER_TAKEN, paper=what, incident=incident.number if incident else None, sha256=sha256_of(data))
    response = HttpResponse(data, content_type="application/zip" if file.endswith(".zip") else _WORD)
    response["Content-Disposition"] = f"attachment; filename=\"incident{path.suffix}\"; filename*=UTF-8''{quote(file)}"
    return response


def _value(request: HttpRequest, line: QuestionLine, written: Written) -> str:
    given = request.POST.get("value", "").strip() or UNKNOWN
    try:
        return read_answer(line.question, given[:40])
    except InputError as error:
        written.faults.append(error.message)
        return UNKNOWN


def _asked(request: HttpRequest, page: Page, line: QuestionLine, form: Written) -> HttpResponse:
    told = {"page": page, "line": line, "form": form, "all": len(QUESTIONS), "before": _beside(line, -1), "after": _beside(line, 1),
            "other": None, "saved": False}  # fmt: skip
    return render(request, "desk/incident_question.html", told)


def _beside(line: QuestionLine, step: int) -> str:
    place = line.place - 1 + step
    return QUESTIONS[place].id if 0 <= place < len(QUESTIONS) else ""


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None

