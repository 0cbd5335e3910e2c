"""The list of machines, and one machine."""

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from inmori.diagnose import Diagnosis
from inmori.model import DEVICE_KIND_NAMES, DeviceKind, Hospital
from inmori.report.writers.neutralise import neutralised
from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.devices.facts import facts_of
from inmori.web.desk.templatetags.words import language
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.device_query import COLUMNS, Query
from inmori.web.versions.models import DeviceRow, Version

TITLES: dict[str, Text] = {
    "name": Text(ja="機器", en="Machine"),
    "kind": Text(ja="種類", en="Kind"),
    "zone": Text(ja="区画", en="Zone"),
    "address": Text(ja="アドレス", en="Address"),
    "product": Text(ja="製品", en="Product"),
    "os": Text(ja="OS", en="OS"),
    "vendor": Text(ja="事業者", en="Vendor"),
    "place": Text(ja="場所", en="Place"),
    "support": Text(ja="サポート", en="Support"),
    "findings": Text(ja="指摘", en="Findings"),
    "conflicts": Text(ja="食い違い", en="Conflicts"),
}
SUPPORT: dict[str, Text] = {
    "ended": Text(ja="終了", en="ended"),
    "ends_soon": Text(ja="まもなく終了", en="ends soon"),
    "paid_only": Text(ja="有償のみ", en="paid only"),
    "supported": Text(ja="あり", en="supported"),
    "unknown": Text(ja="不明", en="unknown"),
}


@require_GET
@door(Right.SEE)
def devices(request: HttpRequest, here: Here) -> HttpResponse:
    """Show one page of the list; htmx asks for the table alone while words are typed."""
    now = versions.present()
    if now is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    query = Query.of(request.GET)
    headings = [(TITLES[name], query.address(order=name, down=name == query.order and not query.down),
                 ("descending" if query.down else "ascending") if name == query.order else "none") for name in COLUMNS]  # fmt: skip
    page = query.shown(now)
    for row in page:
        row.words = {"kind": _kind(row.kind), "support": SUPPORT[row.support]}  # type: ignore[attr-defined]
    told = {
        "query": query, "page": page, "headings": headings, "zones": _values(now, "zone"),
        "kinds": [(kind, _kind(kind)) for kind in _values(now, "kind")], "supports": SUPPORT.items(),
        "before": query.address(page=page.number - 1), "after": query.address(page=page.number + 1),
    }  # fmt: skip
    return render(request, "desk/devices_table.html" if request.headers.get("HX-Request") else "desk/devices.html", told)


@require_GET
@door(Right.SEE)
def device(request: HttpRequest, here: Here, device: str) -> HttpResponse:
    """Show one machine: every known fact with its sources, what is said against it, and its findings."""
    now = versions.present()
    hospital = versions.document(now, Hospital, "hospital.json") if now else None
    found = next((each for each in hospital.devices if each.id == device), None) if hospital else None
    if now is None or found is None:
        raise Http404
    diagnosis = versions.document(now, Diagnosis, "diagnosis.json")
    about = [finding for finding in diagnosis.findings if device in finding.device_ids] if diagnosis else []
    return render(request, "desk/device.html", {"device": found, "facts": list(facts_of(found)), "findings": about})


@require_POST
@door(Right.DOWNLOAD)
def export(request: HttpRequest, here: Here) -> HttpResponse:
    """Hand out the machines that are meant as CSV, in the columns of the list."""
    now = versions.present()
    if now is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([TITLES[name].in_(language()) for name in COLUMNS])
    for row in Query.of(request.POST).rows(now):
        cells = {**{name: getattr(row, name) for name in COLUMNS}, "kind": _kind(row.kind).in_(language()),
                 "support": SUPPORT[row.support].in_(language())}  # fmt: skip
        writer.writerow([neutralised(str(cells[name])) for name in COLUMNS])
    note(here.person, Verb.DATA_TAKEN, what="devices.csv", version=now.number)
    # Excel in Japan takes UTF-8 for what it is only with a byte order mark.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="devices.csv"'
    return response


def _kind(kind: str) -> Text:
    return DEVICE_KIND_NAMES[DeviceKind(kind)] if kind else Text(ja="不明", en="unknown")


def _values(version: Version, column: str) -> list[str]:
    found = DeviceRow.objects.filter(version=version).order_by(column).values_list(column, flat=True).distinct()
    return [value for value in found if value]
