"""The thin index beside the documents: rows for long lists and figures for the fleet, made from the documents alone."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection

from inmori.catalogue import load_catalogue
from inmori.catalogue.lifecycle import Lifecycles, lifecycles
from inmori.diagnose import Diagnosis
from inmori.ingest.decided import is_open
from inmori.intel import support_of
from inmori.model import Device, Hospital
from inmori.model.provenance import Fact
from inmori.plan import Roads
from inmori.report.documents.assessment.values import said
from inmori.simulate import Outcomes
from inmori.web.versions.charting import chart
from inmori.web.versions.models import DeviceRow, Standing, Version
from inmori.web.versions.services import document

_WORST = ("ended", "ends_soon", "paid_only", "unknown", "supported")


def rebuild(version: Version) -> None:
    """Make the index of a version anew, inside the caller's transaction."""
    hospital = document(version, Hospital, "hospital.json")
    if hospital is None:
        return
    diagnosis = document(version, Diagnosis, "diagnosis.json")
    DeviceRow.objects.filter(version=version).delete()
    found = Counter(each for finding in (diagnosis.findings if diagnosis else ()) for each in finding.device_ids)
    known = lifecycles(load_catalogue())
    zones = {zone.id: zone.name.value or zone.id for zone in hospital.zones}
    rows = [
        _row(version, device, found[device.id], known, zone="・".join(zones.get(each, each) for each in _known(device.zones)))
        for device in hospital.devices
    ]
    for row in rows:
        row.tenant_id = version.tenant_id
    DeviceRow.objects.bulk_create(rows, batch_size=500)
    _stand(version, hospital, diagnosis, document(version, Outcomes, "outcomes.json"), document(version, Roads, "roads.json"))
    chart(version)  # here, so that nobody waits for it at a screen


def carry(now: Version, version: Version, changed: Sequence[Device]) -> None:
    """Give a version the index of the one it was made from, with the rows of changed machines made anew."""
    for model in (DeviceRow, Standing):
        _copy(model, now, version)
    known = lifecycles(load_catalogue())
    for start in range(0, len(changed), 500):
        part = changed[start : start + 500]
        copied = DeviceRow.objects.filter(version=version, device__in=[each.id for each in part])
        old = {row.device: row for row in copied}
        copied.delete()
        rows = [_row(version, each, old[each.id].findings, known, zone=old[each.id].zone) for each in part if each.id in old]
        for row in rows:
            row.tenant_id = version.tenant_id
        DeviceRow.objects.bulk_create(rows, batch_size=500)


def _copy(model: type[DeviceRow] | type[Standing], now: Version, version: Version) -> None:
    """Copy rows inside the database: there may be thousands, and they are the same but for the version."""
    name = connection.ops.quote_name
    columns = [name(str(each.column)) for each in model._meta.local_concrete_fields if not each.primary_key and each.name != "version"]
    table, listed = name(model._meta.db_table), ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (version_id, {listed}) SELECT %s, {listed} FROM {table} WHERE version_id = %s AND tenant_id = %s",
            [version.pk, now.pk, model._meta.get_field("tenant").get_db_prep_value(version.tenant_id, connection)],
        )


def folded(text: str) -> str:
    """Return text as it is searched: full and half width, kana of both kinds, and case are one."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    # Hiragana to katakana: the two stand 0x60 apart.
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in plain)


def _row(version: Version, device: Device, findings: int, known: Lifecycles, *, zone: str) -> DeviceRow:
    names = [device.name.value or "", *(_known(device.hostnames))]
    told = {
        "name": names[0] or next(iter(names[1:]), ""),
        "kind": device.kind.value.value if device.kind.value else "",
        "zone": zone,
        "place": " ".join(part for part in (device.department.value, device.location.value) if part),
        "vendor": device.vendor.value or "",
        "product": " ".join(part for part in (device.maker.value, device.model.value) if part),
        "os": " ".join(part for part in (device.os.value, device.os_build.value) if part),
        "address": " ".join(_known(device.addresses)),
    }
    kind = said(device.kind.value).ja if device.kind.value else ""
    words = [*told.values(), *names, kind, *_known(device.macs), *_known(device.serials), *_known(device.asset_numbers), device.id]
    return DeviceRow(
        version=version, device=device.id, **{key: value[:200] for key, value in told.items()},
        support=_support(version, device, known), findings=findings, conflicts=_conflicts(device),
        search=folded(" ".join(words)),
    )  # fmt: skip


def _known(facts: Iterable[Fact[str]]) -> list[str]:
    return [fact.value for fact in facts if fact.value]


def _conflicts(device: Device) -> int:
    facts = (getattr(device, name) for name in type(device).model_fields)
    return sum(1 for fact in facts if isinstance(fact, Fact) and is_open(fact))


def _support(version: Version, device: Device, known: Lifecycles) -> str:
    told = {each.status for each in support_of(device, lifecycles=known, today=version.day)}
    return next((status for status in _WORST if status in told), "unknown")


def _stand(
    version: Version, hospital: Hospital, diagnosis: Diagnosis | None, outcomes: Outcomes | None, roads: Roads | None
) -> None:
    stay = next((road for road in roads.directions if road.id == "stay"), None) if roads else None
    severity = Counter(finding.severity for finding in (diagnosis.findings if diagnosis else ()))
    figures = {
        "beds": hospital.beds.value,
        "devices": len(hospital.devices),
        "critical": severity["critical"],
        "high": severity["high"],
        "yearly_loss": outcomes.expected_yearly_loss.mid if outcomes else None,
        "ehr_days": outcomes.ehr_down_days.mid if outcomes else None,
        "duties_open": len(stay.requirements_open) if stay else None,
        "p_seven_days": outcomes.p_ehr_seven_days.mid if outcomes else None,
    }
    Standing.objects.update_or_create(version=version, defaults=figures)
