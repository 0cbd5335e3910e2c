"""Beginning, the page of one incident, its clocks by themselves, its check, and its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.errors import InputError
from inmori.model import Hospital
from inmori.prepare.incident_chain import cut_short
from inmori.prepare.incident_duty import duty
from inmori.prepare.incident_entry import Chain
from inmori.text import Text
from inmori.web.desk.screens.incident.entry_form import Written, fresh, note_entry, sent, start_entry
from inmori.web.desk.screens.incident.page import Page, page_of
from inmori.web.desk.templatetags.words import language, say
from inmori.web.incident import services
from inmori.web.incident.first_minutes import STEPS, first_minutes
from inmori.web.incident.log import verified
from inmori.web.incident.models import Incident
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right

_NO_RECEIPT = Text(ja="控え番号は 12-ab12-cd34-ef56 の形で書いてください。", en="A receipt looks like 12-ab12-cd34-ef56.")
_NO_REASON = Text(ja="理由を書いてください。", en="Write the reason.")


@require_GET
@door(Right.SEE)
def incident(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what to do at once, the way to begin a log, and the logs there are."""
    return _start(request, here, fresh(name_of(here), known=_now()))


@require_POST
@door(Right.EDIT)
def begin(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin a log, of an incident or of a drill."""
    written = sent(request.POST, by=name_of(here))
    entry = start_entry(written, sure=request.POST.get("sure") == "yes")
    if written.faults:
        return _start(request, here, written)
    drill = request.POST.get("mode") == "drill"
    made = services.begin(here.tenant, who=here.person, entry=entry, drill=drill, once=written.once)
    return redirect("desk:incident_log", tenant_id=here.tenant.id, incident=made.number)


@require_GET
@door(Right.SEE)
def log(request: HttpRequest, here: Here, incident: int) -> HttpResponse:
    """Show an incident; the form may be set to correct a line or to say that a duty was met."""
    page = page_of(incident)
    form = fresh(name_of(here))
    return shown(request, page, form, corrects=_line(request, page), met=request.GET.get("done", ""))


@require_GET
@door(Right.SEE)
def clocks(request: HttpRequest, here: Here, incident: int) -> HttpResponse:
    """Show the clocks by themselves, and that others have written meanwhile; asked for by the page once a minute."""
    page = page_of(incident)
    seen = request.GET.get("seen", "")
    newer = page.number - int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    return render(request, "desk/incident_clocks.html", {"page": page, "newer": max(newer, 0)})


@require_GET
@door(Right.SEE)
def verify(request: HttpRequest, here: Here, incident: int) -> HttpResponse:
    """Check the log against itself, against the hospital's record, and against a receipt that was noted on paper."""
    page = page_of(incident)
    chain, noted, wrong = verified(page.incident), request.GET.get("receipt", "").strip(), None
    if noted:
        number, _, code = noted.partition("-")
        code = code.replace("-", "").strip().lower()
        if not (number.isascii() and number.isdigit() and len(number) < 9 and code):
            wrong = _NO_RECEIPT
        elif (problem := cut_short(chain, lines=int(number), hash=code)) is not None:
            chain = Chain(chain.entries, (*chain.problems, problem), chain.tail, chain.ended)
    return render(request, "desk/incident_verify.html", {"page": page, "chain": chain, "receipt": noted[:40], "wrong": wrong})


@require_POST
@door(Right.DECIDE)
def end(request: HttpRequest, here: Here, incident: int) -> HttpResponse:
    """End an incident with a reason, or go on with one that was ended."""
    page = page_of(incident)
    again = page.incident.ended_at is not None
    written = sent(request.POST, by=name_of(here))
    if not written.values["what"].strip():
        written.faults.append(_NO_REASON)
    entry = note_entry(written, sure=request.POST.get("sure") == "yes")
    if written.faults:
        return shown(request, page, fresh(name_of(here)), ending=written)
    before = say("対応を再開する。理由: ", "Reopened: ") if again else say("対応を終える。理由: ", "Ended: ")
    try:
        (services.reopen if again else services.end)(page.incident, entry.model_copy(update={"what": f"{before}{entry.what}"}), who=here.person)
    except InputError as error:
        messages.error(request, error.message.in_(language()))
    return redirect("desk:incident_log", tenant_id=here.tenant.id, incident=incident)


def shown(
    request: HttpRequest, page: Page, form: Written, *, corrects: int | None = None, met: str = "", ending: Written | None = None
) -> HttpResponse:
    """Show the page of an incident with a form as it stands."""
    entry = next((one for one in page.chain.entries if one.number == corrects), None)
    if entry is not None and not form.faults:
        form.values |= {"what": entry.what, "at": f"{entry.happened:%Y-%m-%dT%H:%M}"}
    told = {"page": page, "form": form, "corrects": entry, "met": duty(met), "newer": 0, "ending": ending or fresh(form.values["by"], at="")}
    return render(request, "desk/incident_log.html", told)


def name_of(here: Here) -> str:
    """Return by what name a person writes, unless the form says otherwise."""
    return str(here.person)


def _now() -> str:
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M")


def _line(request: HttpRequest, page: Page) -> int | None:
    given = request.GET.get("correct", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


def _start(request: HttpRequest, here: Here, form: Written) -> HttpResponse:
    hospital = services.hospital_here()
    told = {"form": form, "incidents": Incident.objects.all(), "steps": STEPS, "read": hospital is not None,
            "first": first_minutes(hospital or Hospital(), today=timezone.localdate())}  # fmt: skip
    return render(request, "desk/incident.html", told)
