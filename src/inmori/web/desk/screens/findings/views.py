"""The list of findings, one finding with all that is known of it, accepting it until a day, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.diagnose.finding import PROBLEM_CLASS_NAMES, SEVERITY_NAMES
from inmori.errors import InputError
from inmori.text import Text
from inmori.web.acceptance import services
from inmori.web.acceptance.families import FAMILIES, family_name
from inmori.web.acceptance.register import Line, Register, register
from inmori.web.acceptance.standing import NOT_SAFE
from inmori.web.desk.screens.findings.form import FIELDS, read, seen, written
from inmori.web.desk.screens.findings.mending import mendings
from inmori.web.desk.screens.findings.query import GROUPS, ORDERS, STATES, Query, grouped
from inmori.web.desk.screens.findings.touched import duties_of, machines_of, places_of, words_of
from inmori.web.desk.templatetags.words import language
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions.services import present

MACHINES, PLACES = 50, 25  # on a page
ACCEPTED = Text(ja="期限つきで受け入れました。", en="Accepted until the day you named.")
TAKEN_BACK = Text(ja="受け入れを取り消しました。指摘は未対応にもどりました。", en="Taken back: the finding is open again.")


@require_GET
@door(Right.SEE)
def findings(request: HttpRequest, here: Here) -> HttpResponse:
    """Show one page of what is wrong, and what could not be judged; htmx asks for the list alone."""
    found = register(present(), today=timezone.localdate())
    if found is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    if wanted := request.GET.get("is"):  # a finding's own id, as the other screens know it
        line = next((line for line in found.lines if line.finding.id == wanted), None)
        if line is None:
            raise Http404
        return redirect("desk:finding", tenant_id=here.tenant.id, finding=line.named.slug)
    query = Query.of(request.GET)
    among = query.lines(found.lines)
    page = query.shown(found.lines)
    told = {
        "query": query, "page": page, "all": len(found.lines), "groups": grouped(page, query.group, among=among),
        "severities": SEVERITY_NAMES.items(), "families": _families(found), "zones": _zones(found), "states": STATES.items(),
        "orders": ORDERS.items(), "groupings": GROUPS.items(), "not_judged": found.diagnosis.not_judged, "gone": found.gone,
        "accepted": sum(line.standing.accepted for line in found.lines), "not_safe": NOT_SAFE,
        "before": query.address(page=page.number - 1), "after": query.address(page=page.number + 1),
    }  # fmt: skip
    return render(request, "desk/findings_list.html" if request.headers.get("HX-Request") else "desk/findings.html", told)


@require_GET
@door(Right.SEE)
def finding(request: HttpRequest, here: Here, finding: str) -> HttpResponse:
    """Show one finding."""
    found, line = _line(finding)
    return _shown(request, here, found, line)


@require_POST
@door(Right.DECIDE)
def accept(request: HttpRequest, here: Here, finding: str) -> HttpResponse:
    """Accept a finding until a day; what cannot stand is shown again with what is wrong in it."""
    found, line = _line(finding)
    terms, faults = read(request.POST)
    today = timezone.localdate()
    if terms is not None:
        faults = services.faults_of(terms, today=today)
    if terms is not None and not faults:
        devices = {device.id: device for device in found.hospital.devices}
        try:
            services.accept(line.finding, line.named.key, terms, version=found.version, devices=devices, who=here.person,
                            seen=seen(request.POST), today=today)  # fmt: skip
        except InputError as error:
            faults = [error.message]
    if faults:
        return _shown(request, here, found, line, faults=faults, fields=written(request.POST))
    messages.success(request, ACCEPTED.in_(language()))
    return redirect("desk:finding", tenant_id=here.tenant.id, finding=finding)


@require_POST
@door(Right.DECIDE)
def take_back(request: HttpRequest, here: Here, finding: str) -> HttpResponse:
    """Take back the acceptance that stands."""
    _, line = _line(finding)
    row = line.standing.row
    if row is None or str(row.pk) != request.POST.get("row"):
        raise Http404
    services.take_back(row, who=here.person, today=timezone.localdate())
    messages.success(request, TAKEN_BACK.in_(language()))
    return redirect("desk:finding", tenant_id=here.tenant.id, finding=finding)


def _line(slug: str) -> tuple[Register, Line]:
    found = register(present(), today=timezone.localdate())
    line = found.line(slug) if found else None
    if found is None or line is None:
        raise Http404
    return found, line


def _shown(
    request: HttpRequest, here: Here, found: Register, line: Line, *, faults: Sequence[Text] = (), fields: Mapping[str, str] | None = None
) -> HttpResponse:
    """Show a finding; ``fields`` are what a person wrote and could not stand."""
    one, today, row = line.finding, timezone.localdate(), line.standing.row
    machines = machines_of(one, {device.id: device for device in found.hospital.devices})
    told = {
        "line": line, "finding": one, "gravity": SEVERITY_NAMES[one.severity], "family": family_name(one.family),
        "problem": PROBLEM_CLASS_NAMES[one.problem_class], "confidence": round(100 * one.confidence),
        "mendings": mendings(one, found.version, found.hospital), "duties": duties_of(one, today=today),
        "places": Paginator(places_of(one), PLACES).get_page(request.GET.get("places")), "words": words_of(one), "count": len(machines),
        "machines": Paginator(machines, MACHINES).get_page(request.GET.get("machines")),
        "history": services.history(line.named.key), "not_safe": NOT_SAFE, "faults": faults,
        "fields": fields or {**dict.fromkeys(FIELDS, ""), "who": str(here.person)}, "seen": row.pk if row else 0,
        "last": services.latest_day(today),
    }  # fmt: skip
    return render(request, "desk/finding.html", told)


def _families(found: Register) -> list[tuple[str, Text]]:
    there = {line.finding.family for line in found.lines}
    return [(family, name) for family, name in FAMILIES.items() if family in there]


def _zones(found: Register) -> list[str]:
    return sorted({zone for line in found.lines for zone in line.named.zones})
