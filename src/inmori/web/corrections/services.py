"""Takes corrections of the reading in and gives them out; each with its line in the record, in the same transaction."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from inmori.errors import InputError
from inmori.ingest.column_field import FIELD_NAMES, may_mean
from inmori.ingest.zone_decision import ZoneDecision, ZoneDecisions
from inmori.model import ZoneKind
from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.corrections.models import ListReading, NetworkKind
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant

_LETTERS = re.compile(r"[A-Z]{1,3}")
_SHAPE = re.compile(r"[0-9a-f]{1,40}")
STRANGE = Text(ja="選んだものが、この一覧の選択肢にありません。画面を開き直してください。", en="That is not among the choices. Open the page anew.")


def list_readings() -> dict[str, ListReading]:
    """Return the corrections of lists that stand, by the fingerprint of their headings."""
    newest = {row.shape: row for row in ListReading.objects.order_by("pk")}
    return {shape: row for shape, row in sorted(newest.items()) if row.kind}


def network_kinds() -> dict[str, NetworkKind]:
    """Return what was said of networks and stands, by network."""
    newest = {row.network: row for row in NetworkKind.objects.order_by("pk")}
    return {network: row for network, row in sorted(newest.items()) if row.kind}


def correct_list(shape: str, *, kind: str, columns: Mapping[str, str], who: Person) -> bool:
    """Say how lists with these headings are to be read; columns that were named before stay named unless named anew.

    No ``kind`` takes all that was said of them back. Returns whether that changes anything.

    Raises:
        InputError: no such kind of list, or no such field in it.
    """
    known = kind == "" or kind in FIELD_NAMES
    if not (known and _SHAPE.fullmatch(shape) and all(_LETTERS.fullmatch(c) and may_mean(f, kind) for c, f in columns.items())):
        raise InputError(STRANGE)
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        before = list_readings().get(shape)
        same_kind = before is not None and before.kind == kind
        named = {**(before.columns if before is not None and same_kind else {}), **columns} if kind else {}
        if (before is None and not kind) or (before is not None and same_kind and before.columns == named):
            return False
        row = ListReading(shape=shape, kind=kind, columns=named, made_by=who)
        row.save()
        told = " ".join(f"{letter}={field or '-'}" for letter, field in sorted(columns.items()))
        note(who, Verb.READING_CORRECTED, list=shape, kind=kind, columns=told, row=row.pk)
    return True


def say_network(network: str, *, kind: str, on: date, who: Person) -> bool:
    """Say what a network is for; no ``kind`` takes that back. Returns whether that changes anything.

    Raises:
        InputError: no such kind of zone.
    """
    if (kind and kind not in set(ZoneKind)) or len(network) > 50:
        raise InputError(STRANGE)
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        before = network_kinds().get(network)
        if (before.kind if before else "") == kind:
            return False
        row = NetworkKind(network=network, kind=kind, on=on, made_by=who)
        row.save()
        note(who, Verb.READING_CORRECTED, network=network, kind=kind, row=row.pk)
    return True


def columns_text() -> str:
    """Return what stands of lists as the file of corrections that the reading takes."""
    parts = []
    for shape, row in list_readings().items():
        lines = ["[[sheet]]", f"shape = {json.dumps(shape)}", f"kind = {json.dumps(row.kind)}", "[sheet.columns]"]
        parts.append("\n".join([*lines, *(f"{letter} = {json.dumps(field)}" for letter, field in sorted(row.columns.items()))]))
    return "\n\n".join(parts)


def zone_decisions() -> ZoneDecisions:
    """Return what stands of networks as the reading takes it."""
    kinds = network_kinds()
    return ZoneDecisions(decisions=tuple(ZoneDecision(network=n, kind=ZoneKind(row.kind), on=row.on) for n, row in kinds.items()))


def inputs() -> dict[str, object]:
    """Return what decides a reading besides the files: nothing where nothing was said."""
    columns, zones = columns_text(), zone_decisions()
    told: dict[str, object] = {"columns": columns} if columns else {}
    return told | ({"zones": zones.sha256} if zones.decisions else {})


def lists_since(moment: datetime) -> frozenset[str]:
    """Return the lists of which something was said after a moment: a reading begun before does not know it."""
    return frozenset(ListReading.objects.filter(made_at__gt=moment).values_list("shape", flat=True))


def networks_since(moment: datetime) -> frozenset[str]:
    """Return the networks of which something was said after a moment."""
    return frozenset(NetworkKind.objects.filter(made_at__gt=moment).values_list("network", flat=True))
