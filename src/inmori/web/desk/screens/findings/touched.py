"""What a finding touches: machines, and requirements of the checklists with the page that answers each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inmori.catalogue import load_catalogue
from inmori.catalogue.requirement import Requirement
from inmori.diagnose.finding import SEEN_NAMES, Finding
from inmori.model import Device
from inmori.report.documents.assessment.duties import duty
from inmori.report.wording import SOURCE_KIND_NAMES
from inmori.text import Text
from inmori.web.desk.screens.checklist.editions import chosen, editions
from inmori.web.desk.screens.checklist.rows import slug_of


@dataclass(frozen=True)
class Duty:
    """One requirement. ``edition`` and ``item`` name the page of the checklist; empty where a hospital does not answer it."""

    requirement: Requirement
    name: Text
    edition: str
    item: str


@dataclass(frozen=True)
class Place:
    """One place in the evidence: of which kind, where, and when it was true."""

    kind: Text
    where: str
    as_of: date | None


def duties_of(finding: Finding, *, today: date) -> list[Duty]:
    """Return the requirements that a finding touches, those of this fiscal year's checklist first.

    Checks name items of one edition; in another edition the same topic asks the same.
    """
    known, now = load_catalogue(), chosen(today).id
    found = [known.requirements[name] for name in finding.requirements if name in known.requirements]
    topics = {each.topic for each in found if each.topic}
    yearly = [each for each in known.requirements.values() if each.framework == now and each.row and each.topic in topics]
    return [_duty(each) for each in dict.fromkeys((*yearly, *found))]


def _duty(requirement: Requirement) -> Duty:
    edition = next((each.short for each in editions() if each.id == requirement.framework), "")
    return Duty(requirement, duty(requirement), edition if requirement.row else "", slug_of(requirement.id))


def places_of(finding: Finding) -> list[Place]:
    """Return where the evidence stands, the most direct kind first."""
    ordered = sorted(finding.evidence, key=lambda each: (-each.kind.directness, each.place()))
    return [Place(SOURCE_KIND_NAMES[each.kind], each.place(), each.as_of) for each in ordered]


def words_of(finding: Finding) -> list[tuple[Text, str]]:
    """Return what was seen, as the evidence has it."""
    return [(SEEN_NAMES.get(what, Text(ja=what, en=what)), value) for what, value in finding.seen]


def machines_of(finding: Finding, devices: Mapping[str, Device]) -> list[tuple[str, str]]:
    """Return the machines with their names; one that is not listed any more is left out."""
    return [(each, devices[each].label()) for each in finding.device_ids if each in devices]
