"""Where two sources disagree (食い違い): both sayings stay, with their places, and the more direct one was believed."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from inmori.model import Claim, Device, Fact, Hospital, Source
from inmori.model.attribute import Attribute, attributes_of
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.assessment.values import said
from inmori.report.wording import SOURCE_KIND_NAMES
from inmori.text import Text


@dataclass(frozen=True, slots=True)
class Dispute:
    """One field of one thing: what was believed with its places, and each other saying with its place."""

    subject: str
    field: str
    title: Text
    believed: Text
    sources: tuple[Source, ...]
    others: tuple[tuple[Text, Source], ...]


# What a person should look at first: is it in use, where is it, what runs on it.
_FIRST = {"status": 0, "zones": 1, "addresses": 2, "os": 3}


def disputes_of(materials: Materials) -> tuple[Dispute, ...]:
    """Return every disagreement, those about being in use first, then by thing and field."""
    found = list(_all(materials))
    return tuple(sorted(found, key=lambda one: (_FIRST.get(one.field, 9), one.subject, one.field)))


def facts_of(thing: BaseModel) -> Iterator[tuple[Attribute, Fact[object]]]:
    """Yield the declared fields of a thing that are facts; a field with several facts comes several times."""
    for attribute in attributes_of(type(thing)):
        value = getattr(thing, attribute.name)
        for fact in value if isinstance(value, tuple) else (value,):
            if isinstance(fact, Fact):
                yield attribute, fact


def shown(materials: Materials, field: str, value: object) -> Text:
    """Return the words for a field's value; zones are stored by id and shown by name."""
    return materials.zone_name(value) if field == "zones" and isinstance(value, str) else said(value)


def _all(materials: Materials) -> Iterator[Dispute]:
    for subject, thing in _things(materials.hospital, materials):
        for attribute, fact in facts_of(thing):
            others = disagreeing(fact)
            if others:
                yield Dispute(
                    subject=subject,
                    field=attribute.name,
                    title=attribute.title,
                    believed=shown(materials, attribute.name, fact.value),
                    sources=fact.sources,
                    others=tuple((shown(materials, attribute.name, claim.value), claim.source) for claim in others),
                )


def _things(hospital: Hospital, materials: Materials) -> Iterator[tuple[str, BaseModel]]:
    name = materials.hospital_name.ja
    yield from ((name, thing) for thing in (hospital, hospital.staff, hospital.controls))
    yield from ((device.label(), device) for device in hospital.devices)
    yield from ((system.name.value or system.id, system) for system in hospital.systems)
    yield from ((access.vendor.value or access.id, access) for access in hospital.remote_accesses)
    yield from ((contract.vendor.value or contract.id, contract) for contract in hospital.contracts)
    yield from ((backup.system_name.value or backup.id, backup) for backup in hospital.backups)
    yield from ((said(zone.name.value).ja, zone) for zone in hospital.zones)


def sentence(dispute: Dispute) -> Text:
    """Say what the others said: 廃棄・撤去済み(台帳)."""
    ja = "、".join(f"{value.ja}({SOURCE_KIND_NAMES[source.kind].ja})" for value, source in dispute.others[:3])
    en = ", ".join(f"{value.en} ({SOURCE_KIND_NAMES[source.kind].en})" for value, source in dispute.others[:3])
    more = len(dispute.others) - 3
    return Text(ja=f"{ja} ほか{more}件", en=f"{en} and {more} more") if more > 0 else Text(ja=ja, en=en)


def disagreeing(fact: Fact[object]) -> tuple[Claim[object], ...]:
    """Return the claims that really say something else; "10.0.17763" is "10.0.17763.3089" told less exactly."""
    return tuple(claim for claim in fact.others if not _less_exact(claim.value, fact.value))


def _less_exact(one: object, other: object) -> bool:
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    first, second = sorted((one.casefold().strip(), other.casefold().strip()), key=len)
    return bool(first) and second.startswith(first) and not second[len(first) : len(first) + 1].isalnum()


def device_disputes(device: Device) -> int:
    """Count the fields of a device about which sources disagree."""
    return sum(1 for _, fact in facts_of(device) if disagreeing(fact))
