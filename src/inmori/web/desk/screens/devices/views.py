"""The list of machines, one machine, and the list to take away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.diagnose import Diagnosis
from inmori.ingest.decided_value import DECIDABLE
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.decided.hospital_text import HospitalText, hospital_text
from inmori.web.decided.services import applied
from inmori.web.desk.screens.devices.columns import ALL, FIELD_TITLES, Column, chosen, value_in
from inmori.web.desk.screens.devices.facts import facts_of
from inmori.web.desk.screens.devices.table import as_csv, as_xlsx
from inmori.web.desk.screens.devices.words import SUPPORT, kind_words
from inmori.web.desk.templatetags.words import language
from inmori.web.jobs import services as jobs
from inmori.web.jobs.models import Job
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.device_query import COLUMNS, Query
from inmori.web.versions.models import DeviceRow, Version

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NUMBERS = ("findings", "conflicts")


@require_GET
@door(Right.SEE)
def devices(request: HttpRequest, here: Here) -> HttpResponse:
    """Show one page of the list; htmx asks for the table alone while words are typed."""
    now = versions.present()
    if now is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    query, columns = Query.of(request.GET), chosen(request)
    page = query.shown(now)
    # The document is asked only for what the index lacks.
    text = hospital_text(now) if any(column.name not in COLUMNS for column in columns) else None
    told = {
        "query": query, "page": page, "headings": [_heading(query, column) for column in columns],
        "lines": [(row, _cells(row, columns, text)) for row in page], "columns": [(each, each in columns) for each in ALL.values()],
        "zones": _values(now, "zone"), "kinds": [(kind, kind_words(kind)) for kind in _values(now, "kind")], "supports": SUPPORT.items(),
        "before": query.address(page=page.number - 1), "after": query.address(page=page.number + 1),
        "fields": [(name, FIELD_TITLES[name]) for name in DECIDABLE], "working": jobs.live((Job.ASSESS,)),
        "decided": applied(now), "version": now,
    }  # fmt: skip
    return render(request, "desk/devices_table.html" if request.headers.get("HX-Request") else "desk/devices.html", told)


@require_GET
@door(Right.SEE)
def device(request: HttpRequest, here: Here, device: str) -> HttpResponse:
    """Show one machine: every fact with its sources, what is said against it, what was decided, and its findings."""
    now = versions.present()
    text = hospital_text(now) if now else None
    found = text.device(device) if text else None
    if now is None or found is None:
        raise Http404
    diagnosis = versions.document(now, Diagnosis, "diagnosis.json")
    decided = applied(now).placed_on(device)
    facts = list(facts_of(found, decided, now, may_edit=here.may(Right.EDIT)))
    return render(request, "desk/device.html", {
        "device": found, "facts": [each for each in facts if each.sources or each.others],
        "missing": [each for each in facts if not each.sources and not each.others],
        "findings": [finding for finding in diagnosis.findings if device in finding.device_ids] if diagnosis else [],
        "decided": [(each, FIELD_TITLES[each.field]) for each in reversed(decided) if each.field in FIELD_TITLES],
        "working": jobs.live((Job.ASSESS,)),
    })  # fmt: skip


@require_POST
@door(Right.DOWNLOAD)
def export(request: HttpRequest, here: Here) -> HttpResponse:
    """Hand out the machines that are meant, in the columns that this person sees, as a workbook or as CSV."""
    now = versions.present()
    text = hospital_text(now) if now else None
    if now is None or text is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    columns = chosen(request)
    rows = [row for row in Query.of(request.POST).rows(now) if row.device in text]
    if request.POST.get("as") == "xlsx":
        name, kind = "devices.xlsx", XLSX
        data = as_xlsx(rows, text, columns, hospital=here.tenant.name, number=now.number, today=timezone.localdate(), language=language())
    else:
        name, kind = "devices.csv", "text/csv; charset=utf-8"
        data = as_csv(rows, text, columns, number=now.number, language=language())
    note(here.person, Verb.DATA_TAKEN, what=name, version=now.number)
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _heading(query: Query, column: Column) -> tuple[Column, str, str]:
    if not column.sorted_by:
        return column, "", "none"
    mine = column.name == query.order
    return column, query.address(order=column.name, down=mine and not query.down), ("descending" if query.down else "ascending") if mine else "none"


def _cells(row: DeviceRow, columns: tuple[Column, ...], text: HospitalText | None) -> list[tuple[object, bool]]:
    """Return what stands behind the name, and whether it is a number."""
    fields = text.fields(row.device) if text and row.device in text else None
    words: dict[str, object] = {"kind": kind_words(row.kind), "support": SUPPORT[row.support]}
    found: list[tuple[object, bool]] = []
    for column in columns[1:]:
        if column.name in COLUMNS:
            found.append((words.get(column.name, getattr(row, column.name)), column.name in _NUMBERS))
        else:
            found.append((value_in(fields, column.name) if fields else None, False))
    return found


def _values(version: Version, column: str) -> list[str]:
    found = DeviceRow.objects.filter(version=version).order_by(column).values_list(column, flat=True).distinct()
    return [value for value in found if value]
