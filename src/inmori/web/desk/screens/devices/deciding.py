"""A person decides a field of one machine, looks back at all that was decided, and takes something back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inmori.errors import InputError
from inmori.ingest.decided import FactDecision, standing
from inmori.ingest.decided_value import said
from inmori.text import Text
from inmori.web.decided import services
from inmori.web.decided.hospital_text import hospital_text
from inmori.web.decided.models import DecidedFact
from inmori.web.decided.services import Change
from inmori.web.desk.screens.devices.columns import FIELD_TITLES
from inmori.web.desk.templatetags.words import language, say
from inmori.web.jobs import asking
from inmori.web.tenants.access import Here, door
from inmori.web.tenants.role import Right
from inmori.web.versions import services as versions

WHY_NOT: dict[str, Text] = {
    "gone": Text(ja="この機器は、いまの資料に見つかりません", en="this machine is not found in the present evidence"),
    "several": Text(ja="あてはまる機器がいくつもあり、どれか決められません", en="several machines fit, and it cannot be told which"),
    "no_mark": Text(ja="機器を見分ける番号や名前がありません", en="there is no number or name to know the machine by"),
    "no_field": Text(ja="この項目は、いまの版では扱えません", en="this field is not known any more"),
}
_SHOWN = 12  # decisions of one act that are listed in full


@dataclass(frozen=True)
class Act:
    """What one person decided at once for one reason."""

    who: str
    on: object
    reason: str
    numbers: tuple[int, ...]
    lines: tuple[tuple[FactDecision, Text, Text], ...]
    more: int

    @property
    def last(self) -> int:
        """The last number of the act."""
        return self.numbers[-1]


@require_POST
@door(Right.EDIT)
def decide(request: HttpRequest, here: Here, device: str) -> HttpResponse:
    """Take in what a person decided on one field."""
    now = versions.present()
    text = hospital_text(now) if now else None
    if text is None or device not in text:
        raise Http404
    field = request.POST.get("field", "")
    picked = request.POST.get("pick") or request.POST.get("value", "")
    try:
        change = Change(device, field) if request.POST.get("unknown") and field in FIELD_TITLES else Change.read(device, field, picked)
        made = services.decide([change], who=here.person, reason=request.POST.get("reason", ""), seen=request.POST.get("seen", ""),
                               today=timezone.localdate())  # fmt: skip
    except InputError as error:
        title = FIELD_TITLES[field].in_(language()) if field in FIELD_TITLES else field
        messages.error(request, f"{title}: {error.message.in_(language())}")
    else:
        follow(request, here, len(made))
    return redirect(reverse("desk:device", args=[here.tenant.id, device]) + (f"#{field}" if field in FIELD_TITLES else ""))


@require_GET
@door(Right.SEE)
def decisions(request: HttpRequest, here: Here) -> HttpResponse:
    """Show all that was decided and stands, by act, and what is on no machine."""
    now = versions.present()
    decided = standing(services.decisions_of_line(now))
    unplaced = services.applied(now).unplaced() if now else ()
    return render(request, "desk/device_decisions.html", {
        "acts": acts_of(decided), "unplaced": [(each, FIELD_TITLES.get(each.field), said_of(each), WHY_NOT[why]) for each, why in unplaced],
    })  # fmt: skip


@require_POST
@door(Right.EDIT)
def take_back(request: HttpRequest, here: Here) -> HttpResponse:
    """Take decisions back: one, or all from one number to another that were decided at once."""
    try:
        first, last = int(request.POST.get("first", "")), int(request.POST.get("last", ""))
    except ValueError:
        first, last = 1, 0  # no number, nothing to take back
    numbers = list(DecidedFact.objects.filter(number__gte=first, number__lte=last, takes_back__isnull=True).values_list("number", flat=True))
    made = services.take_back(numbers, who=here.person, today=timezone.localdate())
    if made:
        asking.follow_decisions(who=here.person)
        messages.success(request, say("取り消しました: ", "Taken back: ") + f"{len(made)}{say('件', '')}")
    else:
        messages.warning(request, say("取り消すものがありません。", "There is nothing to take back."))
    back = request.POST.get("device", "")
    if back and now_has(back):
        return redirect("desk:device", tenant_id=here.tenant.id, device=back)
    return redirect("desk:devices_decisions", tenant_id=here.tenant.id)


def follow(request: HttpRequest, here: Here, count: int) -> None:
    """Make the version that a decision asks for, and say so."""
    version = asking.follow_decisions(who=here.person)
    if version is None or not count:
        messages.info(request, say("変わるところはありませんでした。", "Nothing changed."))
        return
    messages.success(request, Text(
        ja=f"{count}件を決めました(版 {version.number})。診断と試算をやり直しています。取り消しは「決めたこと」からできます。",
        en=f"{count} decided (version {version.number}). Diagnosis and simulation are being made anew. It can be undone under “Decisions”.",
    ).in_(language()))  # fmt: skip


def now_has(device: str) -> bool:
    """Whether a machine is in the present version."""
    now = versions.present()
    text = hospital_text(now) if now else None
    return text is not None and device in text


def said_of(decision: FactDecision) -> Text:
    """Return the value of a decision in words."""
    return said(decision.field, decision.value) if decision.field in FIELD_TITLES else Text(ja=decision.value or "", en=decision.value or "")


def acts_of(decided: Iterable[FactDecision]) -> list[Act]:
    """Return decisions by act, the newest first: those in a row of one person for one reason."""
    found = []
    for (who, on, reason), group in groupby(decided, key=lambda each: (each.who, each.on, each.reason)):
        each = list(group)
        lines = tuple((one, FIELD_TITLES.get(one.field, Text(ja=one.field, en=one.field)), said_of(one)) for one in each[:_SHOWN])
        found.append(Act(who, on, reason, tuple(one.number for one in each), lines, len(each) - len(lines)))
    return found[::-1]
