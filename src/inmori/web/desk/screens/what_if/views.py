"""Ticking measures and moving the budget: every figure answered from kept campaigns, within a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from inmori.catalogue.measure import FAMILY_NAMES, Measure
from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.report.wording import yen_brief
from inmori.text import Text
from inmori.units import MAN
from inmori.web.desk.screens.what_if import bench as benches
from inmori.web.desk.screens.what_if import choice, outlook
from inmori.web.desk.screens.what_if.bench import Asked, Bench
from inmori.web.desk.screens.what_if.kept import FOLDER
from inmori.web.desk.screens.what_if.shelf import Full, Making, shelf
from inmori.web.desk.templatetags.words import language
from inmori.web.jobs.asking import ask_what_if, what_if_job
from inmori.web.jobs.services import telling
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import bytes_of, document, present

MOST = 100_000  # ten thousand yen a year: what the field takes
STEPS = 60  # of the slider
TODAY = Text(ja="いま", en="Today")
AFTER = Text(ja="対策のあと", en="After the measures")


@dataclass(frozen=True)
class Choice:
    """One measure on the page."""

    measure: Measure
    ticked: bool
    price: Text
    alone: Text | None
    idle: Text | None
    covered_by: Measure | None
    lacking: tuple[Measure, ...]


@require_GET
@door(Right.SEE)
def what_if(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the measures with what the chosen ones would change; before that, how far the preparation is."""
    version = present()
    asked = _asked(version) if version else None
    if version is None or asked is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    found = shelf.look(asked)
    part = request.headers.get("HX-Target")
    if isinstance(found, Bench):
        if part == "making":
            return HttpResponse(headers={"HX-Refresh": "true"})  # the page that waits is another than the one that is ready
        return render(request, "desk/what_if_board.html" if part == "board" else "desk/what_if.html", _board(found, request))
    told = _making(version, asked, found, here, again="again" in request.GET)
    return render(request, "desk/what_if_state.html" if part == "making" else "desk/what_if_making.html", told)


def _making(version: Version, asked: Asked, found: Making | None, here: Here, *, again: bool) -> dict[str, Any]:
    """Return how far the preparation is: taken out here where a worker has put it away, else the worker's own word."""
    told: dict[str, Any] = {"failed": False, "full": False, "per_cent": None, "seconds": 0, "waiting": False, "trouble": None}
    name = f"{FOLDER}/{asked.key}"
    if found is not None and found.failed:  # what was put away is of no use: it is run anew
        StoredDocument.objects.filter(version=version, name=name).delete()
    elif found is not None:
        return {**told, "seconds": found.seconds}
    kept = StoredDocument.objects.filter(version=version, name=name).first()
    if kept is None:
        return {**told, **_worker_says(version, asked, here, again=again)}
    hospital, diagnosis = document(version, Hospital, "hospital.json"), document(version, Diagnosis, "diagnosis.json")
    assert hospital is not None
    assert diagnosis is not None
    try:
        shelf.order(asked, hospital, diagnosis, data=bytes_of(kept))
    except Full:
        return {**told, "full": True}
    return told


def _worker_says(version: Version, asked: Asked, here: Here, *, again: bool) -> dict[str, Any]:
    """Return what the worker tells of its preparation; asks for one where there is none. One that failed waits for a person."""
    job = what_if_job(version, key=asked.key)
    if job is None or (again and not job.live):
        job = ask_what_if(version, who=here.person, key=asked.key, trials=asked.trials, seed=asked.seed)
    if not job.live:
        return {"failed": True, "trouble": telling(job).trouble}
    said = telling(job)
    seconds = int((timezone.now() - job.asked_at).total_seconds())
    return {"per_cent": round(100 * said.share), "waiting": job.state == job.WAITING, "seconds": seconds}


def _asked(version: Version) -> Asked | None:
    rows = StoredDocument.objects.filter(version=version, name__in=("hospital.json", "diagnosis.json"))
    hashes = dict(rows.values_list("name", "sha256"))
    if len(hashes) < 2:
        return None
    trials = min(benches.TRIALS, settings.DEPLOYMENT.trials)
    return Asked(hashes["hospital.json"], hashes["diagnosis.json"], version.day, trials, benches.SEED)


def _board(bench: Bench, request: HttpRequest) -> dict[str, Any]:
    """Return everything the page shows for what was asked."""
    scene, sent = bench.scene, request.GET
    budget = _budget(sent.get("budget"), otherwise=scene.means.budget / MAN)
    known = {each.id for each in choice.offered(scene) if scene.useful(each.id)}
    automatic = sent.get("by") == "budget"
    if automatic:
        ticked = choice.within(scene, bench.alone, budget=budget * MAN)
    else:
        ticked = tuple(each.id for each in choice.offered(scene) if each.id in known & set(sent.getlist("measure")))
    covered = choice.covered(scene, ticked)
    counted = tuple(name for name in ticked if name not in covered)
    cost = choice.bill(scene, counted)
    now, after = bench.answer(), bench.answer(counted)
    met = choice.requirements_met(scene, counted)
    duties = [each for each in choice.offered(scene) if each.deadline is not None and each.id in known]
    return {
        "budget": round(budget), "most": _most(scene.means.budget / MAN), "step": max(round(_most(scene.means.budget / MAN) / STEPS), 1),
        "basis": scene.means.basis, "automatic": automatic, "families": _families(bench, ticked, covered), "idle": _idle(bench),
        "count": len(counted), "covered": [(scene.measure(name), by) for name, by in sorted(covered.items())],
        "lines": outlook.lines(now, after), "cost": cost, "years": scene.years, "a_year": yen_brief(cost.a_year),
        "over": cost.a_year > budget * MAN, "left": yen_brief(abs(budget * MAN - cost.a_year)), "system": cost.system_once.high > 0 or cost.system_yearly.high > 0,
        "met": len(met), "open": len(scene.open_requirements), "duties_met": [each for each in duties if each.id in counted],
        "duties_open": [each for each in duties if each.id not in counted], "duties": len(duties),
        "pictures": _pictures(now, after, counted), "trials": len(now.draws.loss),
    }  # fmt: skip


def _families(bench: Bench, ticked: tuple[str, ...], covered: Mapping[str, Measure]) -> list[tuple[Text, list[Choice], int]]:
    scene = bench.scene
    lacking = choice.lacking(scene, ticked)
    found: dict[str, list[Choice]] = {}
    for each in choice.offered(scene):
        if not scene.useful(each.id):
            continue
        alone = bench.alone.get(each.id, 0.0)
        worth = Text(ja=f"単独で年{yen_brief(alone).ja}減", en=f"alone {yen_brief(alone).en} less a year") if alone > 0 else None
        found.setdefault(each.family, []).append(
            Choice(each, each.id in ticked, yen_brief(scene.prices[each.id].a_year(scene.years)), worth,
                   choice.why_idle(scene, each, bench.alone), covered.get(each.id), lacking.get(each.id, ()))
        )  # fmt: skip
    return [(FAMILY_NAMES[family], own, sum(one.ticked for one in own)) for family, own in found.items()]


def _idle(bench: Bench) -> list[tuple[Measure, Text | None]]:
    """The measures that would change nothing here, with the reason."""
    scene = bench.scene
    return [(each, scene.applied[each.id].reason) for each in choice.offered(scene) if not scene.useful(each.id)]


def _pictures(now: benches.Answer, after: benches.Answer, counted: tuple[str, ...]) -> list[tuple[Text, SafeString | None]]:
    """The distributions; the SVG is our own, with every word in it escaped by its canvas."""
    shown = [(TODAY, now, "today"), *([(AFTER, after, "after")] if counted else [])]
    drawn = [(title, outlook.picture(each.draws, language=language(), key=f"days-{key}", title=title)) for title, each, key in shown]
    return [(title, mark_safe(svg) if svg else None) for title, svg in drawn]


def _budget(sent: str | None, *, otherwise: float) -> float:
    """Return the budget that was sent, in ten thousand yen a year."""
    text = (sent or "").strip().replace(",", "")
    return min(float(text), float(MOST)) if text.isascii() and text.isdigit() else min(otherwise, float(MOST))


def _most(own: float) -> int:
    """Return where the slider ends: three times the hospital's own budget, in ten thousand yen."""
    return max(100, min(MOST, round(3 * own / 100) * 100))
