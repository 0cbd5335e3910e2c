"""The directions side by side: money, days, what is certain and what is not; and asking for the best mix within a budget."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from inmori.plan import Roads
from inmori.simulate import Outcomes
from inmori.units import MAN
from inmori.web.desk.screens.roads.sections import sections_of
from inmori.web.desk.templatetags.words import language, say
from inmori.web.jobs import asking
from inmori.web.jobs import services as jobs
from inmori.web.jobs.models import Job
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions

MOST = 100_000  # ten thousand yen a year
HORIZONS = (3, 5, 7, 10)  # years


class SearchForm(forms.Form):
    """A yearly budget in ten thousand yen, and over how many years."""

    budget = forms.IntegerField(min_value=0, max_value=MOST, required=False)
    years = forms.TypedChoiceField(choices=[(each, each) for each in HORIZONS], coerce=int, required=False)


@require_GET
@door(Right.SEE)
def roads(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the roads of the present version."""
    now = versions.present()
    found = versions.document(now, Roads, "roads.json") if now else None
    if now is None or found is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    shown = [*found.directions, *([found.best] if found.best else [])]
    return render(request, "desk/roads.html", {
        "roads": found, "shown": shown, "sections": _sections(found, versions.document(now, Outcomes, "outcomes.json")),
        "live": jobs.live((Job.SEARCH,)), "horizons": HORIZONS, "most": MOST,
        "budget": round(found.budget_yen / MAN) if found.budget_yen is not None else "",
    })  # fmt: skip


@require_POST
@door(Right.RUN)
def search(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask for the best mix within the budget."""
    version, form = versions.present(), SearchForm(request.POST)
    if version is None or versions.document(version, Roads, "roads.json") is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    if not form.is_valid():
        messages.error(request, say("予算を0から100000万円までの数で書いてください。", "Write the budget as a number from 0 to 100000."))
        return redirect("desk:roads", tenant_id=here.tenant.id)
    asked = form.cleaned_data["budget"]
    job = asking.ask_search(version, who=here.person, budget=None if asked is None else asked * MAN, years=form.cleaned_data["years"] or asking.YEARS)
    if job.state == Job.DONE:
        messages.info(request, say("同じ条件ではもう探してあります。下がその結果です。", "It was searched for already; the result stands below."))
        return redirect("desk:roads", tenant_id=here.tenant.id)
    return redirect("desk:job", tenant_id=here.tenant.id, job=job.pk)


def _sections(found: Roads, outcomes: Outcomes | None) -> list[dict[str, Any]]:
    """The paper's sections; a drawing is our own SVG, with every word in it escaped where it was drawn."""
    told = sections_of(found, outcomes, language=language())
    for section in told:
        for block in section["blocks"]:
            if block["kind"] == "figure":
                block["svg"] = mark_safe(block["svg"])
            elif block["kind"] == "bullets":
                block["lines"] = block["items"]  # a template would call the dictionary's own ``items``
    return told
