"""One line for each hospital of a person: how it stands, who got worse, who is late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from inmori.text import Text
from inmori.web.people.models import Person
from inmori.web.versions.across import FleetLine, across_hospitals

COLUMNS: dict[str, tuple[Text, Callable[[FleetLine], Any]]] = {
    "name": (Text(ja="病院", en="Hospital"), lambda line: line.place.tenant.name),
    "devices": (Text(ja="機器", en="Machines"), lambda line: line.standing and line.standing.devices),
    "critical": (Text(ja="至急の指摘", en="Critical findings"), lambda line: line.standing and line.standing.critical),
    "loss": (Text(ja="1年の見込み損失", en="Expected loss a year"), lambda line: line.standing and line.standing.yearly_loss),
    "days": (Text(ja="止まる日数", en="Days down when hit"), lambda line: line.standing and line.standing.ehr_days),
    "duties": (Text(ja="未達の項目", en="Duties open"), lambda line: line.standing and line.standing.duties_open),
    "overdue": (Text(ja="期限切れ", en="Overdue tasks"), lambda line: line.overdue),
    "regressed": (Text(ja="前の版より", en="Against the version before"), lambda line: line.regressed),
}


@require_GET
def fleet(request: HttpRequest) -> HttpResponse:
    """Show one's hospitals, in the order that was asked for; what is not known stands last."""
    assert isinstance(request.user, Person)
    order = request.GET.get("order", "name")
    order = order if order in COLUMNS else "name"
    down = request.GET.get("down") == "1"
    value = COLUMNS[order][1]
    lines = across_hospitals(request.user, today=timezone.localdate())
    known = sorted((line for line in lines if value(line) is not None), key=value, reverse=down)
    # A heading turns its own order round; figures begin with the largest, names with the first.
    heads = [(key, name, not down if key == order else key != "name", key == order) for key, (name, _) in COLUMNS.items()]
    return render(request, "desk/fleet.html", {
        "lines": [*known, *(line for line in lines if value(line) is None)], "heads": heads, "down": down,
        "regressed": sum(line.regressed for line in lines), "late": sum(bool(line.overdue) for line in lines),
    })  # fmt: skip
