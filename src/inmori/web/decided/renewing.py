"""Makes what counts follow from what was decided: a new version at once, or by a worker where many machines change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from inmori.ingest.decided import (
    FILE,
    Decided,
    FactDecision,
    Placement,
    decided_fact,
    standing,
    with_decisions,
)
from inmori.ingest.decided_value import DECIDABLE
from inmori.model import Device, Hospital
from inmori.model.document import sha256_of
from inmori.web.decided.hospital_text import (
    AS_READ,
    HOSPITAL,
    DeviceText,
    HospitalText,
    hospital_text,
    reading_of,
)
from inmori.web.decided.models import DecidedFact
from inmori.web.decided.services import applied, decisions_of_line
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions import index, services
from inmori.web.versions.models import StoredDocument, Version


@dataclass(frozen=True)
class Waiting:
    """What the present version lacks: decisions that it does not have, or has and that were taken back."""

    version: Version
    decisions: tuple[FactDecision, ...]
    devices: frozenset[str]


def waiting() -> Waiting | None:
    """Return what the present version lacks, or None where it has all that was decided."""
    version = services.present()
    if version is None:
        return None
    decisions, has = standing(decisions_of_line(version)), applied(version)
    if decisions == has.decisions:
        return None
    told = {each.number: each for each in (*has.decisions, *decisions)}
    changed = {each.number for each in has.decisions} ^ {each.number for each in decisions}
    placed = _placements(has, told.values(), reading=reading_of(version))
    return Waiting(version, decisions, frozenset(placed[number].device_id for number in changed if placed[number].device_id))


def renew(found: Waiting, *, who: Person | None) -> Version:
    """Make the version in which all standing decisions are, from the present one, changing only the machines concerned."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        now = found.version
        read, text = hospital_text(now, as_read=True), hospital_text(now)
        assert read is not None  # decisions are about machines that were read
        assert text is not None
        placed = _placements(applied(now), found.decisions, reading=reading_of(now))
        told = Decided(decisions=found.decisions, placements=tuple(placed[each.number] for each in found.decisions))
        changed = [_decided(read, device, told) for device in sorted(found.devices) if device in read]
        body = told.to_json()
        maker = {"name": FILE, "sha256": sha256_of(body.encode())}
        whole = text.with_devices(changed, made_from=maker)
        version = services.succeed(now, {HOSPITAL: whole, FILE: body}, cause=_cause(found), who=who, day=timezone.localdate())
        if not StoredDocument.objects.filter(version=version, name=AS_READ).exists():
            services.put_copy(now, HOSPITAL, version, AS_READ)
        index.carry(now, version, [each.device() for each in changed])
        settle(version)
    return version


def settle(version: Version) -> None:
    """Note in the rows that this version is the one that they made."""
    DecidedFact.objects.filter(version__isnull=True).update(version=version)


def carry_over(version: Version) -> None:
    """Put on a reading that is about to count all that was decided since it was begun. Call it inside the transaction."""
    now = services.present()
    decisions = standing(decisions_of_line(now))
    if now is not None and now.pk != version.pk:
        version.after = now
        version.save(update_fields=["after"])
    if decisions != applied(version).decisions:
        row = StoredDocument.objects.filter(version=version, name__in=(AS_READ, HOSPITAL)).order_by("name").first()
        assert row is not None  # a reading has a hospital
        raw = services.text_of(row)
        hospital, told = with_decisions(Hospital.from_json(raw, name=HOSPITAL), decisions, reading=row.sha256)
        services.put(version, {AS_READ: raw, HOSPITAL: hospital.to_json(), FILE: told.to_json()})
        index.rebuild(version)
    settle(version)


def _placements(has: Decided, decisions: Iterable[FactDecision], *, reading: str) -> dict[int, Placement]:
    """Return where each decision is: as this reading has found, or, where it was made in this reading, where it says."""
    found = {each.number: each for each in has.placements}
    for each in decisions:
        if each.number not in found:
            here = each.reading == reading
            found[each.number] = Placement(number=each.number, device_id=each.device_id if here else "", why=None if here else "gone")
    return found


def _decided(read: HospitalText, device: str, told: Decided) -> DeviceText:
    fields = read.fields(device)
    last = {each.field: each for each in told.placed_on(device) if each.field in DECIDABLE}
    for name, each in last.items():
        kind: Any = Device.model_fields[name].annotation
        fact = decided_fact(kind.model_validate(fields.raw(name) or {}), each)
        fields.put(name, fact.model_dump(mode="json", exclude_defaults=True))
    return fields


def _cause(found: Waiting) -> str:
    return f"機器の情報を決めた({len(found.devices)}台)"
