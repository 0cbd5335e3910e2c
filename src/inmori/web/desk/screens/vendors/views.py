"""The matrix of vendors and systems, the days of each paper, and what vendors wrote into their forms."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inmori.comply.vendor_matrix import PAPER_NAMES, STATE_NAMES, Paper, PaperState, VendorRow
from inmori.text import Text
from inmori.web.desk.screens.checklist.editions import editions
from inmori.web.desk.screens.vendors.forms import DaysForm
from inmori.web.desk.templatetags.words import language, say
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.models import Pass
from inmori.web.tenants.role import Right
from inmori.web.vendors import services
from inmori.web.vendors.models import VendorForm
from inmori.web.vendors.pack import hand_out_pack
from inmori.web.versions import services as versions

FORMS = 100  # newest first


@dataclass(frozen=True)
class Cell:
    """One paper of one row."""

    paper: Paper
    name: Text
    state: PaperState
    state_name: Text


@dataclass(frozen=True)
class Line:
    """One row of the matrix; ``first`` is where its vendor's name stands."""

    row: VendorRow
    cells: tuple[Cell, ...]
    first: bool


@require_GET
@door(Right.SEE)
def vendors(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what was asked of whom, and what came."""
    on = services.register(today=timezone.localdate())
    lines: list[Line] = []
    for row in on.rows if on else ():
        cells = (_cell("disclosure", row.disclosure), _cell("sheet", row.sheet))
        lines.append(Line(row, cells, not lines or lines[-1].row.vendor != row.vendor))
    written = Count("answers", filter=~Q(answers__answer=""))
    forms = VendorForm.objects.select_related("given", "accepted_by").annotate(written=written)[:FORMS]
    now = timezone.now()
    return render(request, "desk/vendors.html", {
        "register": on, "lines": lines, "vendors": on.vendors() if on else (), "late": len(on.waiting()) if on else 0,
        "forms": [(form, form.given.open(now=now)) for form in forms],
        "editions": editions(), "link": request.session.pop("outside_link", ""),
        "packs": Pass.objects.filter(tenant=here.tenant, kind=Pass.INSPECTOR, revoked_at__isnull=True, expires_at__gt=now),
    })  # fmt: skip


@require_POST
@door(Right.EDIT)
def days(request: HttpRequest, here: Here) -> HttpResponse:
    """Note the days of one paper."""
    form = DaysForm(request.POST)
    if form.is_valid():
        for change in services.note_days(form.request(), today=timezone.localdate(), who=here.person):
            messages.success(request, change.in_(language()))
    else:
        messages.error(request, say("日付を確かめてください。", "Check the days."))
    return redirect("desk:vendors", tenant_id=here.tenant.id)


@require_POST
@door(Right.ADMIT, afresh=True)
def hand_out(request: HttpRequest, here: Here) -> HttpResponse:
    """Make a vendor's form; its link is shown once, on the next page."""
    try:
        secret = services.hand_out(here, request.POST.get("vendor", ""), today=timezone.localdate())
    except LookupError:
        messages.error(request, say("その事業者は見つかりません。", "There is no such vendor."))
        return redirect("desk:vendors", tenant_id=here.tenant.id)
    request.session["outside_link"] = request.build_absolute_uri(f"/v/{secret}/")
    return redirect("desk:vendors", tenant_id=here.tenant.id)


@require_POST
@door(Right.ADMIT, afresh=True)
def hand_out_inspector(request: HttpRequest, here: Here) -> HttpResponse:
    """Make the inspector's pack of one edition; its link is shown once, on the next page."""
    framework = next((each for each in editions() if each.id == request.POST.get("edition")), None)
    now = versions.present()
    secret = None
    if framework is not None and now is not None:
        secret = hand_out_pack(here, now, framework, today=timezone.localdate(), language=language())
    if secret is None:
        messages.error(request, say("先に資料を読み取り、診断してください。", "Have evidence read and assessed first."))
    else:
        request.session["outside_link"] = request.build_absolute_uri(f"/i/{secret}/")
    return redirect("desk:vendors", tenant_id=here.tenant.id)


@require_http_methods(["GET", "POST"])
@door(Right.DECIDE)
def form(request: HttpRequest, here: Here, form: int) -> HttpResponse:
    """Show what a vendor wrote and what it would change; let it count, or give it back."""
    found, today = get_object_or_404(VendorForm.objects, pk=form), timezone.localdate()
    on = services.register(today=today)
    if on is None:
        raise Http404
    if request.method == "GET":
        after = services.changes_of(found, on=on, today=today)
        return render(request, "desk/vendor_answers.html", {"form": found, "changes": after.changes})
    if request.POST.get("act") == "accept":
        count = services.accept(found, who=here.person, today=today)
        messages.success(request, say("受け入れました。変わった答え: ", "Accepted. Answers changed: ") + str(count))
    elif request.POST.get("act") == "return":
        services.reopen(found, who=here.person)
    return redirect("desk:vendors", tenant_id=here.tenant.id)


def _cell(paper: Paper, state: PaperState) -> Cell:
    return Cell(paper, PAPER_NAMES[paper], state, STATE_NAMES[state.state])
