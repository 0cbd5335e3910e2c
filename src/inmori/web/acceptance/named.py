"""The names under which findings are found again, kept beside a version's documents: making them asks for the whole hospital.

A hospital of thousands of machines takes seconds to read, and Today, the list and the API need no more of it than this.
"""

from __future__ import annotations

from typing import ClassVar

from inmori import __version__
from inmori.diagnose import Diagnosis
from inmori.errors import InputError
from inmori.model import Document, Frozen, Hospital
from inmori.web.acceptance.rests_on import keys_of, slug_of
from inmori.web.versions.charting import made_from
from inmori.web.versions.index import folded
from inmori.web.versions.models import Version
from inmori.web.versions.services import document, put_beside

KEPT = "findings/named"
_INPUTS = ("hospital.json", "diagnosis.json")


class Name(Frozen):
    """One finding's stable key, its name in an address, the zones of its machines, and its words folded for searching."""

    finding: str
    key: str
    slug: str
    zones: tuple[str, ...]
    search: str  # words of both languages and the machines' names


class Names(Document):
    """The names of all findings of a version, in the order of its diagnosis."""

    FORM: ClassVar[int] = 1  # raised when what is kept changes its meaning

    form: int = FORM
    names: tuple[Name, ...] = ()


def names_of(version: Version) -> tuple[Name, ...]:
    """Return the names of a version's findings, made where they are not kept for these documents by this Inmori."""
    fresh = made_from(version, _INPUTS)
    try:
        kept = document(version, Names, KEPT)
    except InputError:  # kept by an earlier Inmori
        kept = None
    if kept is not None and (kept.form, kept.inmori_version, kept.made_from) == (Names.FORM, __version__, fresh):
        return kept.names
    hospital = document(version, Hospital, "hospital.json")
    diagnosis = document(version, Diagnosis, "diagnosis.json")
    if hospital is None or diagnosis is None:
        return ()
    made = Names(names=_made(hospital, diagnosis), made_from=fresh, inmori_version=__version__)
    put_beside(version, KEPT, made.to_json())
    return made.names


def _made(hospital: Hospital, diagnosis: Diagnosis) -> tuple[Name, ...]:
    devices = {device.id: device for device in hospital.devices}
    labels = {zone.id: zone.name.value or zone.id for zone in hospital.zones}
    found = []
    for finding, key in zip(diagnosis.findings, keys_of(diagnosis.findings, devices), strict=True):
        machines = [devices[each] for each in finding.device_ids if each in devices]
        words = [finding.title.ja, finding.title.en, finding.id, *(value for _, value in finding.seen), *(each.label() for each in machines)]
        touched = {fact.value for each in machines for fact in each.zones if fact.value}
        zones = [zone for zone in labels if zone in touched] + sorted(touched - labels.keys())
        named = tuple(dict.fromkeys(labels.get(zone, zone) for zone in zones))
        found.append(Name(finding=finding.id, key=key, slug=slug_of(key), zones=named, search=folded(" ".join(words))))
    return tuple(found)
