"""What the API says and takes: names as in the documents, figures with their ranges, texts in both languages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from inmori.text import Text
from inmori.web.api.example import example

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
VERSION = {"number": 3, "state": "current", "cause": "資料を読んだ", "day": "2026-11-24", "made_at": "2026-11-24T10:00:00+09:00",
           "confirmed_at": "2026-11-24T10:05:00+09:00", "documents": ["diagnosis.json", "hospital.json"]}
DEVICE = {"device": "D0235", "name": "MNTC0139", "kind": "client", "zone": "診療系(閉域)", "place": "内科受付", "vendor": "", "product": "",
          "os": "Windows 10 22H2", "address": "10.35.12.170", "support": "ended", "findings": 2, "conflicts": 1}
OTHER = {"value": {"ja": "Windows 11", "en": "Windows 11"}, "source": "機器台帳.xlsx「端末PC」E124"}
FACT = {"title": {"ja": "OS", "en": "OS"}, "value": {"ja": "Windows 10 22H2", "en": "Windows 10 22H2"},
        "sources": ["資産管理ツール_端末一覧.csv 99行"], "others": [OTHER], "confidence": 80}
EVIDENCE = {"id": 4, "name": "機器台帳.xlsx", "size": 48213, "sha256": HASH, "added_at": "2026-11-24T10:00:00+09:00"}
JOB = {"id": 9, "kind": "assess", "state": "running", "asked_at": "2026-11-24T10:05:00+09:00", "ended_at": None, "share": 0.4,
       "saying": "試算しています", "trouble": None, "version": 3}


class Problem(Schema):
    """Why something was refused."""

    model_config = example(detail="Not Found")

    detail: str


class Invalid(Schema):
    """Which part of a question makes no sense."""

    model_config = example(detail=[{"loc": ["body", "until"], "type": "value_error", "msg": "the day must lie ahead"}])

    detail: list[dict[str, Any]]


class VersionOut(Schema):
    """One state of the hospital. ``documents`` are the stages that have run."""

    model_config = example(**VERSION)

    number: int
    state: Literal["proposed", "current", "past", "dropped"]
    cause: str
    day: date
    made_at: datetime
    confirmed_at: datetime | None
    documents: list[str]


class HospitalOut(Schema):
    """A hospital at a glance; figures are of the present version, None where nothing is known."""

    model_config = example(id="3f9a0c12-b7de-4c1a-9a55-0c0b7e6f1d20", name="みなと汐凪病院", demo=False, version=3, waiting=None, beds=148, devices=399,
                           critical=6, high=21, yearly_loss=7.3e6, ehr_days=17.6, p_seven_days=0.2)

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

    model_config = example(items=[VERSION], count=1)

    items: list[VersionOut]
    count: int


class DevicesIn(Schema):
    """What is asked of the list of machines; an empty text leaves a filter out."""

    model_config = example(words="内科 端末", zone="診療系(閉域)", support="ended", order="name")

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

    model_config = example(**DEVICE)

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

    model_config = example(items=[DEVICE], count=1, page=1, pages=1)

    items: list[DeviceOut]
    count: int
    page: int
    pages: int


class OtherOut(Schema):
    """What another source says."""

    model_config = example(**OTHER)

    value: Text
    source: str


class FactOut(Schema):
    """One known fact of a machine, where it stands, and what is said against it."""

    model_config = example(**FACT)

    title: Text
    value: Text
    sources: list[str]
    others: list[OtherOut]
    confidence: int = Field(description="per cent")


class DeviceDetailOut(Schema):
    """One machine with all that is known of it. What is not listed is not known, which is not the same as safe."""

    model_config = example(device="D0235", name="MNTC0139", facts=[FACT], findings=["closed/dual_homed:D0235"])

    device: str
    name: str
    facts: list[FactOut]
    findings: list[str]


class EvidenceOut(Schema):
    """One file that counts as evidence. Its content is not handed out."""

    model_config = example(**EVIDENCE)

    id: int
    name: str
    size: int
    sha256: str
    added_at: datetime


class EvidenceListOut(Schema):
    """All files that count."""

    model_config = example(items=[EVIDENCE])

    items: list[EvidenceOut]


class AssessmentIn(Schema):
    """How to assess the present version."""

    model_config = example(budget=5e6, years=5)

    budget: float | None = Field(default=None, ge=0, le=1e12, description="yen a year; None for no limit")
    years: int = Field(default=5, ge=1, le=10)


class JobOut(Schema):
    """One piece of work, and how far it is."""

    model_config = example(**JOB)

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

    model_config = example(items=[JOB])

    items: list[JobOut]
