"""What the API says and takes: names as in the documents, figures with their ranges, texts in both languages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from inmori.text import Text


class Problem(Schema):
    """Why something was refused."""

    detail: str


class Invalid(Schema):
    """Which part of a question makes no sense."""

    detail: list[dict[str, Any]]


class VersionOut(Schema):
    """One state of the hospital. ``documents`` are the stages that have run."""

    number: int
    state: Literal["proposed", "current", "past", "dropped"]
    cause: str
    day: date
    made_at: datetime
    confirmed_at: datetime | None
    documents: list[str]


class HospitalOut(Schema):
    """A hospital at a glance; figures are of the present version, None where nothing is known."""

    id: UUID
    name: str
    demo: bool
    version: int | None
    waiting: int | None = Field(description="number of a reading that waits to be confirmed")
    beds: int | None
    devices: int | None
    critical: int | None = Field(description="findings")
    high: int | None = Field(description="findings")
    yearly_loss: float | None = Field(description="yen a year, middle of the range")
    ehr_days: float | None = Field(description="days without electronic records, given damage")
    p_seven_days: float | None = Field(description="chance of seven such days or more within five years")


class VersionsOut(Schema):
    """Versions, the newest first."""

    items: list[VersionOut]
    count: int


class DevicesIn(Schema):
    """What is asked of the list of machines; an empty text leaves a filter out."""

    words: str = Field(default="", max_length=200)
    zone: str = Field(default="", max_length=120)
    kind: str = Field(default="", max_length=40)
    support: Literal["", "ended", "ends_soon", "paid_only", "supported", "unknown"] = ""
    order: Literal[
        "name", "kind", "zone", "address", "product", "os", "vendor", "place", "support", "findings", "conflicts"
    ] = "name"
    down: bool = False
    page: int = Field(default=1, ge=1, le=1_000_000)


class DeviceOut(Schema):
    """One machine as the list shows it; an empty text is not known."""

    device: str
    name: str
    kind: str
    zone: str
    place: str
    vendor: str
    product: str
    os: str
    address: str
    support: Literal["ended", "ends_soon", "paid_only", "supported", "unknown"]
    findings: int
    conflicts: int


class DevicesOut(Schema):
    """One page of machines."""

    items: list[DeviceOut]
    count: int
    page: int
    pages: int


class OtherOut(Schema):
    """What another source says."""

    value: Text
    source: str


class FactOut(Schema):
    """One known fact of a machine, where it stands, and what is said against it."""

    title: Text
    value: Text
    sources: list[str]
    others: list[OtherOut]
    confidence: int = Field(description="per cent")


class DeviceDetailOut(Schema):
    """One machine with all that is known of it. What is not listed is not known, which is not the same as safe."""

    device: str
    name: str
    facts: list[FactOut]
    findings: list[str]


class EvidenceOut(Schema):
    """One file that counts as evidence. Its content is not handed out."""

    id: int
    name: str
    size: int
    sha256: str
    added_at: datetime


class EvidenceListOut(Schema):
    """All files that count."""

    items: list[EvidenceOut]


class AssessmentIn(Schema):
    """How to assess the present version."""

    budget: float | None = Field(default=None, ge=0, le=1e12, description="yen a year; None for no limit")
    years: int = Field(default=5, ge=1, le=10)


class JobOut(Schema):
    """One piece of work, and how far it is."""

    id: int
    kind: str
    state: Literal["waiting", "running", "done", "failed", "stopped"]
    asked_at: datetime
    ended_at: datetime | None
    share: float
    saying: str
    trouble: Text | None
    version: int | None = Field(description="number of the version that it made or assessed")


class JobsOut(Schema):
    """The newest work first."""

    items: list[JobOut]
