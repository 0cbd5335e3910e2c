"""The same field of many machines at once: what would change is shown first, and counts once a person says so.

What waits stands in the page itself, signed for this hospital and person, so that nothing half agreed lies in the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from inmori.errors import InputError
from inmori.ingest.decided_value import DECIDABLE, LONGEST, choices
from inmori.text import Text
from inmori.web.decided import services
from inmori.web.decided.hospital_text import reading_of
from inmori.web.decided.services import Change
from inmori.web.desk.screens.devices.columns import FIELD_TITLES
from inmori.web.desk.screens.devices.deciding import follow
from inmori.web.desk.templatetags.words import language, say
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions
from inmori.web.versions.device_query import Query
from inmori.web.versions.models import Version

HOURS = 12  # how long a page that waits may be confirmed
LISTED = 300  # changes that are listed in full


@require_POST
@door(Right.EDIT)
def bulk(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask for the value of a field for the machines that were ticked, or show what it would change."""
    now, field = versions.present(), request.POST.get("field", "")
    if now is None or field not in DECIDABLE:
        return redirect("desk:devices", tenant_id=here.tenant.id)
    if not _same_reading(request, now):
        messages.warning(request, services.OVERTAKEN.in_(language()))
        return redirect("desk:devices", tenant_id=here.tenant.id)
    devices, every = _meant(request, now), request.POST.get("every") == "1"
    if not devices:
        messages.warning(request, say("機器を選んでください。", "Choose machines first."))
        return redirect("desk:devices", tenant_id=here.tenant.id)
    asked = {"field": field, "title": FIELD_TITLES[field], "devices": devices, "every": every, "choices": choices(field), "longest": LONGEST,
             "kind": "date" if DECIDABLE[field].__name__ == "date" else "text", "query": Query.of(request.POST), "base": now.number, "value": "", "reason": "", "wrong": None}  # fmt: skip
    reason, value = request.POST.get("reason", ""), request.POST.get("value", "")
    if "reason" not in request.POST:
        return render(request, "desk/device_bulk.html", asked)
    try:
        if not reason.strip():
            raise InputError(services.NO_REASON)
        change = Change("", field) if request.POST.get("unknown") else Change.read("", field, value)
    except InputError as error:
        return render(request, "desk/device_bulk.html", asked | {"wrong": error.message, "value": value, "reason": reason})
    return preview(request, here, now, [Change(device, field, change.value) for device in devices], reason=reason)


@require_POST
@door(Right.EDIT)
def confirm(request: HttpRequest, here: Here) -> HttpResponse:
    """Let the changes count that were shown; where something changed meanwhile, show them anew."""
    now = versions.present()
    try:
        waiting = signing.loads(request.POST.get("waiting", ""), salt=_salt(here), max_age=HOURS * 3600)
    except signing.BadSignature:
        messages.error(request, say("もう一度、はじめからやり直してください。", "Please begin again."))
        return redirect("desk:devices", tenant_id=here.tenant.id)
    if now is None:
        return redirect("desk:today", tenant_id=here.tenant.id)
    changes, reason = [Change(*each) for each in waiting["changes"]], request.POST.get("reason") or waiting["reason"]
    try:
        made = services.decide(changes, who=here.person, reason=reason, seen=waiting["seen"], today=timezone.localdate())
    except services.Overtaken as late:
        messages.warning(request, late.message.in_(language()))
        if waiting["reading"] != reading_of(now):
            return redirect("desk:devices", tenant_id=here.tenant.id)  # these numbers may mean other machines now
        return preview(request, here, now, changes, reason=reason)
    except InputError as error:
        messages.error(request, error.message.in_(language()))
        return preview(request, here, now, changes, reason=reason)
    follow(request, here, len(made))
    return redirect("desk:devices", tenant_id=here.tenant.id)


def preview(
    request: HttpRequest, here: Here, now: Version, changes: Sequence[Change], *, reason: str, refused: Sequence[Text] = (), same: int = 0
) -> HttpResponse:
    """Show what changes would do."""
    shown = services.shown(changes, now)
    told: dict[str, Any] = {
        "changes": [[each.change.device, each.change.field, each.change.value] for each in shown], "reason": reason,
        "seen": services.mark_seen([each.change for each in shown], now), "reading": reading_of(now),
    }  # fmt: skip
    return render(request, "desk/device_changes.html", {
        "changes": [(each, FIELD_TITLES[each.change.field]) for each in shown[:LISTED]], "count": len(shown), "more": len(shown) - LISTED,
        "machines": len({each.change.device for each in shown}), "unchanged": len(changes) - len(shown), "reason": reason,
        "refused": refused, "same": same, "waiting": signing.dumps(told, salt=_salt(here), compress=True),
    })  # fmt: skip


def _meant(request: HttpRequest, now: Version) -> list[str]:
    rows = Query.of(request.POST).rows(now) if request.POST.get("every") == "1" else None
    if rows is not None:
        return list(rows.values_list("device", flat=True))
    return list(dict.fromkeys(request.POST.getlist("device")))


def _same_reading(request: HttpRequest, now: Version) -> bool:
    """Whether the numbers on the page that was sent mean the same machines now."""
    base = request.POST.get("base", "")
    then = Version.objects.filter(number=int(base)).first() if base.isdecimal() and len(base) < 9 else None
    return then is not None and reading_of(then) == reading_of(now)


def _salt(here: Here) -> str:
    return f"devices {here.tenant.pk} {here.person.pk}"
