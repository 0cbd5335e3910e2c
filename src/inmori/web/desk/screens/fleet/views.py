"""One line for each hospital of a person: how it stands, who got worse, who is late; side by side, and acts in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.catalogue import load_catalogue
from inmori.text import Text
from inmori.web.desk.screens.fleet import together
from inmori.web.desk.screens.fleet.compare import side_by_side
from inmori.web.desk.screens.fleet.forms import MOST, TogetherForm
from inmori.web.desk.templatetags.words import language, say
from inmori.web.people.models import Person
from inmori.web.tenants.role import Right
from inmori.web.versions.across import FleetLine, across_hospitals

PRESSING: dict[str, Callable[[FleetLine], bool]] = {"worse": lambda line: line.regressed, "late": lambda line: bool(line.overdue)}
COMPARED = 8  # hospitals side by side on one page
TOLD = 12  # outcomes told one by one

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
    shown = [*known, *(line for line in lines if value(line) is None)]
    pressing = PRESSING.get(request.GET.get("only", ""))
    ticked = _ids(request.GET.getlist("compare"))
    beside = [line for line in shown if line.place.tenant_id in ticked][:COMPARED]
    return render(request, "desk/fleet.html", {
        "lines": [line for line in shown if pressing(line)] if pressing else shown, "all": len(lines), "heads": heads, "down": down,
        "regressed": [line for line in lines if line.regressed], "late": sum(bool(line.overdue) for line in lines),
        "only": request.GET.get("only") if pressing else "", "order": order, "ticked": ticked,
        "beside": beside, "compared": side_by_side(beside) if len(beside) > 1 else (), "few": bool(ticked) and len(beside) < 2,
        "acting": any(Right.RUN in line.place.rights for line in lines),
        "measures": sorted((each for each in load_catalogue().measures.values() if each.directions), key=lambda each: (each.family, each.id)),
    })  # fmt: skip


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do one act in every hospital that is ticked, as far as each of them allows."""
    assert isinstance(request.user, Person)
    tenants, form = _ids(request.POST.getlist("compare")), TogetherForm(request.POST)
    if not tenants:
        messages.warning(request, say("先に病院に印をつけてください。", "Tick hospitals first."))
    elif len(tenants) > MOST or not form.is_valid():
        words = [str(each) for errors in form.errors.values() for each in errors] or [say("一度に多すぎます。", "Too many at once.")]
        for each in words:
            messages.error(request, each)
    elif form.cleaned_data["act"] == "compare":
        beside = [("compare", str(each)) for each in tenants[:COMPARED]]
        return redirect(f"{reverse('desk:fleet')}?{urlencode([('order', request.POST.get('order', 'name')), *beside])}")
    else:
        _tell(request, _done(request.user, tenants, form.cleaned_data))
    return redirect("desk:fleet")


def _done(person: Person, tenants: Iterable[UUID], asked: dict[str, Any]) -> list[together.Outcome]:
    if asked["act"] == "assess":
        return together.together(person, tenants, need=Right.RUN, act=together.assess)
    if asked["act"] == "read":
        return together.together(person, tenants, need=Right.RUN, act=partial(together.read, today=timezone.localdate()))
    written = partial(together.assign, measure=asked["measure"], owner=asked["owner"], due=asked["due"])
    return together.together(person, tenants, need=Right.EDIT, act=written)


def _tell(request: HttpRequest, found: list[together.Outcome]) -> None:
    good = sum(each.good for each in found)
    messages.success(request, say(f"{len(found)}病院のうち{good}病院で行いました。", f"Done in {good} of {len(found)} hospitals."))
    for each in [each for each in found if not each.good][:TOLD]:
        messages.warning(request, f"{each.name}: {each.words.in_(language())}")


def _ids(sent: Iterable[str]) -> list[UUID]:
    """Return the hospitals that were ticked; what is no such name is left out."""
    found = []
    for each in sent:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
