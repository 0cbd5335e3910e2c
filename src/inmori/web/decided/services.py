"""Takes decisions on machines in and gives them out: the only place that adds rows, each act with its line in the record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from inmori.errors import InputError
from inmori.ingest.decided import FILE, Decided, DeviceMark, FactDecision, mark_of, standing, values_said
from inmori.ingest.decided_value import DECIDABLE, read_value, said, written
from inmori.model import Device
from inmori.text import Text
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.decided.hospital_text import DeviceText, HospitalText, hospital_text, reading_of
from inmori.web.decided.models import DecidedFact
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import current_tenant
from inmori.web.versions.models import Version
from inmori.web.versions.services import document, present

OVERTAKEN = Text(
    ja="画面を開いたあとに、ほかの人が変えたか、資料が読み直されました。いまの値を確かめて、必要ならもう一度決めてください。何も変えていません。",
    en="Since you opened this page somebody else changed this, or the evidence was read anew. Look at what stands now and decide "
    "again if need be. Nothing was changed.",
)
NO_REASON = Text(ja="理由を書いてください。", en="Write the reason.")
_MARKS = ("id", "name", "hostnames", "addresses", "macs", "serials", "asset_numbers", "dhcp")
_LONGEST_REASON = 1_000


class Overtaken(InputError):
    """What a person looked at is no longer what stands."""


@dataclass(frozen=True, order=True)
class Change:
    """A field of a machine and the value it is to have, as decisions spell it; None for unknown."""

    device: str
    field: str
    value: str | None = None

    @classmethod
    def read(cls, device: str, field: str, text: str) -> Change:
        """Read what a person wrote.

        Raises:
            InputError: no such field, or a value that cannot be meant.
        """
        if field not in DECIDABLE:
            raise InputError(Text(ja="この項目はここでは変えられません。", en="This field is not changed here."))
        return cls(device, field, read_value(field, text))


@dataclass(frozen=True)
class Shown:
    """One change as a person looks at it before it counts."""

    change: Change
    name: str
    before: str | None

    @property
    def was(self) -> Text:
        """What stands now, in words."""
        return said(self.change.field, self.before)

    @property
    def becomes(self) -> Text:
        """What will stand, in words."""
        return said(self.change.field, self.change.value)


def decisions_of_line(version: Version | None) -> list[FactDecision]:
    """Return all decisions, taken back ones too, that lead to a version, and those that are not in any version yet."""
    line = _line(version)
    found = [row for row in DecidedFact.objects.order_by("number") if row.version_id is None or row.version_id in line]
    numbers = {row.pk: row.number for row in found}
    return [row.decision(numbers) for row in found if row.takes_back_id is None or row.takes_back_id in numbers]


def applied(version: Version) -> Decided:
    """Return the decisions in a version and where each went."""
    return document(version, Decided, FILE) or Decided()


def shown(changes: Sequence[Change], version: Version) -> list[Shown]:
    """Return what changes would do; those that change nothing are left out."""
    text, decided = hospital_text(version), applied(version)
    if text is None:
        return []
    last = _last(decided)
    found = []
    for change in changes:
        if change.device in text:
            fields = text.fields(change.device)
            before = written(fields.value(change.field))
            # What stands by evidence may be confirmed by a person; what a person decided is not decided twice.
            if before != change.value or (_contested(fields, change.field) and (change.device, change.field) not in last):
                found.append(Shown(change, _name(fields), before))
    return found


def mark_seen(changes: Iterable[Change], version: Version) -> str:
    """Return the hash of what a person looks at who makes these changes: the reading, the values, the last decisions."""
    text, last = hospital_text(version), _last(applied(version))
    if text is None:
        return ""
    told: list[Any] = [reading_of(version)]
    for each in sorted({(change.device, change.field) for change in changes}):
        value = text.fields(each[0]).raw(each[1]) if each[0] in text else "gone"
        told.append([*each, value, last.get(each, 0)])
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def decide(changes: Sequence[Change], *, who: Person, reason: str, seen: str, today: date) -> list[DecidedFact]:
    """Add decisions. ``seen`` is what :func:`mark_seen` gave when the person looked.

    Raises:
        InputError: no reason, or :class:`Overtaken`.
    """
    reason = reason.strip()[:_LONGEST_REASON]
    if not reason:
        raise InputError(NO_REASON)
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        version = present()
        if version is None or mark_seen(changes, version) != seen:
            raise Overtaken(OVERTAKEN)
        read = hospital_text(version, as_read=True)
        assert read is not None  # the mark fits, so there is a hospital
        reading, number = reading_of(version), _next_number()
        rows = [
            _row(each.change, read, reading=reading, number=number + place, who=who, reason=reason, today=today)
            for place, each in enumerate(shown(changes, version))
        ]
        _add(rows)
        if rows:
            fields = sorted({row.field for row in rows})
            told: dict[str, Any] = {"fields": "、".join(fields), "machines": len({row.device for row in rows}), "reason": reason,
                                    "first": rows[0].number, "last": rows[-1].number}  # fmt: skip
            if len(rows) == 1:
                told |= {"machine": rows[0].device, "value": rows[0].value}
            note(who, Verb.FACT_CHANGED, **told)
    return rows


def take_back(numbers: Sequence[int], *, who: Person, today: date) -> list[DecidedFact]:
    """Take decisions back, as far as they stand: they stay in the table and stand no longer."""
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=current_tenant())
        on = {each.number for each in standing(decisions_of_line(present()))} & set(numbers)
        number = _next_number()
        rows = []
        for place, old in enumerate(DecidedFact.objects.filter(number__in=on).order_by("number")):
            rows.append(DecidedFact(number=number + place, device=old.device, reading=old.reading, mark=old.mark, field=old.field,
                                    value=old.value, who=str(who)[:200], on=today, reason="", made_by=who, takes_back=old))  # fmt: skip
        _add(rows)
        if rows:
            note(who, Verb.FACT_CHANGED, taken_back="、".join(str(each) for each in sorted(on)[:50]), count=len(rows))
    return rows


def _row(change: Change, read: HospitalText, *, reading: str, number: int, who: Person, reason: str, today: date) -> DecidedFact:
    fields = read.fields(change.device)
    fact = Device.model_fields[change.field].annotation.model_validate(fields.raw(change.field) or {})  # type: ignore[union-attr]
    return DecidedFact(
        number=number, device=change.device, reading=reading, mark=_mark(fields).model_dump(exclude_defaults=True), field=change.field,
        value=change.value, against=list(values_said(fact)), who=str(who)[:200], on=today, reason=reason, made_by=who,
    )  # fmt: skip


def _mark(fields: DeviceText) -> DeviceMark:
    known = {name: value for name in _MARKS if (value := fields.raw(name)) is not None}
    return mark_of(Device.model_validate_json(json.dumps(known)))


def _add(rows: Sequence[DecidedFact]) -> None:
    for row in rows:
        row.tenant_id = current_tenant()
    DecidedFact.objects.bulk_create(rows, batch_size=500)


def _next_number() -> int:
    return int(DecidedFact.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _line(version: Version | None) -> set[int]:
    """Return the keys of a version and of all that lie before it."""
    after = dict(Version.objects.filter(~Q(state=Version.DROPPED)).values_list("pk", "after_id"))
    line: set[int] = set()
    key = version.pk if version else None
    while key is not None and key not in line:
        line.add(key)
        key = after.get(key)
    return line


def _last(decided: Decided) -> dict[tuple[str, str], int]:
    where = {each.number: each.device_id for each in decided.placements if each.device_id}
    return {(where[each.number], each.field): each.number for each in decided.decisions if each.number in where}


def _contested(fields: DeviceText, field: str) -> bool:
    return bool((fields.raw(field) or {}).get("others"))


def _name(fields: DeviceText) -> str:
    names = [fields.value("name"), *(each.get("value") for each in fields.raw("hostnames") or ())]
    return next((name for name in names if name), fields.id)
