"""All findings of a version as they stand today: the list, a finding's page, Today and the API look at this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inmori.diagnose import Diagnosis
from inmori.diagnose.finding import SEVERITY_NAMES, Finding
from inmori.model import Device, Hospital
from inmori.text import Text
from inmori.web.acceptance.families import family_name
from inmori.web.acceptance.models import Acceptance
from inmori.web.acceptance.named import Name, names_of
from inmori.web.acceptance.rests_on import rests_on
from inmori.web.acceptance.services import rows
from inmori.web.acceptance.standing import FindingStanding, State, newest, standing_of
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import document


@dataclass(frozen=True)
class Line:
    """One finding as it stands. ``new`` is None where there is no earlier version to compare with."""

    finding: Finding
    named: Name
    standing: FindingStanding
    new: bool | None

    @property
    def severity(self) -> Text:
        """How grave it is, in words."""
        return SEVERITY_NAMES[self.finding.severity]

    @property
    def family(self) -> Text:
        """Its field, in words."""
        return family_name(self.finding.family)


@dataclass(frozen=True)
class Register:
    """The findings of a version, and the acceptances of findings that it no longer has."""

    version: Version
    diagnosis: Diagnosis
    lines: tuple[Line, ...]
    gone: tuple[Acceptance, ...]

    @cached_property
    def hospital(self) -> Hospital:
        """The hospital itself, read where somebody asks: a large one takes seconds."""
        return _hospital(self.version)

    def line(self, slug: str) -> Line | None:
        """Return the finding of that name in an address."""
        return next((line for line in self.lines if line.named.slug == slug), None)

    def expired(self) -> list[Line]:
        """Return the findings whose acceptance has run out, the oldest day first."""
        return _by_day([line for line in self.lines if line.standing.state is State.EXPIRED])

    def changed(self) -> list[Line]:
        """Return the findings to be decided again because the facts have changed."""
        return _by_day([line for line in self.lines if line.standing.state is State.CHANGED])

    def soon(self, *, today: date) -> list[Line]:
        """Return the findings whose acceptance runs out within thirty days."""
        return _by_day([line for line in self.lines if line.standing.soon(today=today)])


def register(version: Version | None, *, today: date) -> Register | None:
    """Return the findings of a version as they stand; None before it was diagnosed."""
    diagnosis = document(version, Diagnosis, "diagnosis.json") if version else None
    if version is None or diagnosis is None:
        return None
    known = {each.key for each in names_of(version.after)} if version.after and _diagnosed(version.after) else None
    kept = newest(rows())
    # Only what somebody accepted is compared, so that a hospital with thousands of machines waits for nothing else.
    devices = {device.id: device for device in _hospital(version).devices} if kept else {}
    lines = tuple(
        Line(finding, named, _stands(finding, kept.get(named.key), devices, today), None if known is None else named.key not in known)
        for finding, named in zip(diagnosis.findings, names_of(version), strict=True)
    )
    there = {line.named.key for line in lines}
    return Register(version, diagnosis, lines, tuple(row for key, row in sorted(kept.items()) if key not in there))


def _hospital(version: Version) -> Hospital:
    found = document(version, Hospital, "hospital.json")
    assert found is not None, "a diagnosed version has its hospital"
    return found


def _diagnosed(version: Version) -> bool:
    return StoredDocument.objects.filter(version=version, name="diagnosis.json").exists()


def _stands(finding: Finding, row: Acceptance | None, devices: dict[str, Device], today: date) -> FindingStanding:
    return standing_of(row, rests_on(finding, devices), today=today) if row else FindingStanding()


def _by_day(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.standing.row.until if line.standing.row else date.max, line.named.key))
