"""The findings, the gravest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.text import Text
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions

GRAVITY: dict[str, Text] = {
    "critical": Text(ja="至急", en="critical"),
    "high": Text(ja="重要", en="high"),
    "medium": Text(ja="中", en="medium"),
    "low": Text(ja="低", en="low"),
}


@require_GET
@door(Right.SEE)
def findings(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what is wrong, and what could not be judged."""
    now = versions.present()
    diagnosis = versions.document(now, Diagnosis, "diagnosis.json") if now else None
    hospital = versions.document(now, Hospital, "hospital.json") if now else None
    if diagnosis is None or hospital is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    names = {device.id: device.label() for device in hospital.devices}
    order = list(GRAVITY)
    shown = [
        {"finding": finding, "gravity": GRAVITY[finding.severity],
         "machines": [(each, names[each]) for each in finding.device_ids if each in names][:12],
         "more": max(len(finding.device_ids) - 12, 0), "places": [source.place() for source in finding.evidence[:8]]}
        for finding in sorted(diagnosis.findings, key=lambda finding: (order.index(finding.severity), finding.id))
    ]  # fmt: skip
    return render(request, "desk/findings.html", {"shown": shown, "not_judged": diagnosis.not_judged})
