"""What the API says and takes of findings, and of living with one until a day."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from inmori.text import Text
from inmori.units import Interval
from inmori.web.api.example import example

TITLE = {"ja": "業者の入口に二つ目の確認がない", "en": "A vendor's way in has no second factor"}
LINE = {
    "finding": "remote-no-second-factor-3f9a0c12b7de", "id": "remote/no_second_factor:paths", "severity": "high", "family": "remote",
    "title": TITLE, "zones": ["診療系(閉域)"], "machines": 2, "state": "accepted", "until": "2027-03-31", "why_again": [], "new": False,
}  # fmt: skip
ACCEPTED = {"row": 12, "who": "院長", "reason": "三月の更新まで、使う間だけ開ける", "on": "2026-11-24", "until": "2027-03-31",
            "version": 3, "takes_back": None, "made_at": "2026-11-24T10:00:00+09:00"}  # fmt: skip


class FindingsIn(Schema):
    """What is asked of the list of findings; an empty text leaves a filter out."""

    model_config = example(words="vpn", severity="high", state="open", order="severity", page=1)

    words: str = Field(default="", max_length=200)
    severity: Literal["", "critical", "high", "medium", "low"] = ""
    family: str = Field(default="", max_length=40)
    zone: str = Field(default="", max_length=120)
    state: Literal["", "open", "accepted", "again", "new"] = Field(
        default="", description="open: also those to decide again; again: the day or the facts have gone; new: not in the version before"
    )
    order: Literal["severity", "machines", "until", "title"] = "severity"
    page: int = Field(default=1, ge=1, le=999_999)


class FindingOut(Schema):
    """One finding as the list shows it. Only ``accepted`` is not open; figures of loss count all of them alike."""

    model_config = example(**LINE)

    finding: str = Field(description="name in addresses; stays the same in a new version")
    id: str = Field(description="id in diagnosis.json")
    severity: Literal["critical", "high", "medium", "low"]
    family: str
    title: Text
    zones: list[str]
    machines: int
    state: Literal["open", "accepted", "expired", "changed"]
    until: date | None = Field(description="last day of the newest acceptance")
    why_again: list[Text] = Field(description="why an acceptance holds no longer")
    new: bool | None = Field(description="not in the version before; None where there is none")


class FindingsOut(Schema):
    """One page of findings."""

    model_config = example(items=[LINE], count=1, page=1, pages=1, all=61, accepted=1)

    items: list[FindingOut]
    count: int
    page: int
    pages: int
    all: int = Field(description="findings, whatever was asked")
    accepted: int


class EvidencePlaceOut(Schema):
    """Where something stands in the evidence."""

    model_config = example(place="fortigate.conf 233行", kind="config", as_of="2026-11-12")

    place: str
    kind: str
    as_of: date | None


class SeenOut(Schema):
    """What was seen, as the evidence has it."""

    model_config = example(what="rule", value="VENDOR-RDP (27)")

    what: str
    value: str


class MendingOut(Schema):
    """A measure against a finding, and what it costs here; ranges are those of the prices."""

    model_config = example(
        measure="vpn_mfa", name={"ja": "VPNに二つ目の確認", "en": "A second factor on the VPN"},
        who={"ja": "ファイアウォールの保守会社", "en": "The firewall's maintenance company"},
        once={"low": 1e5, "mid": 2e5, "high": 5e5, "unit": "yen"}, yearly={"low": 0, "mid": 0, "high": 0, "unit": "yen/year"},
        hours={"low": 4, "mid": 8, "high": 16, "unit": "hours"}, basis=["assumption"], roads={"harden": 1},
    )  # fmt: skip

    measure: str
    name: Text
    who: Text
    once: Interval
    yearly: Interval
    hours: Interval
    basis: list[Literal["measured", "reported", "assumption"]] = Field(description="on what the figures rest")
    roads: dict[str, int] = Field(description="the roads that have it, with the plan year in which they begin it")


class AcceptanceOut(Schema):
    """One row of a finding's history: an acceptance, or the taking back of one."""

    model_config = example(**ACCEPTED)

    row: int
    who: str
    reason: str
    on: date
    until: date
    version: int
    takes_back: int | None = Field(description="the row that this one takes back")
    made_at: datetime


class FindingDetailOut(FindingOut):
    """One finding with all that is known of it."""

    model_config = example(
        **LINE, why={"ja": "盗まれたパスワードで入れる", "en": "A stolen password opens it"}, how={"ja": "足す", "en": "Add one"},
        confidence=90, devices=["D0027"], requirements=["checklist-r8/2-13"], seen=[{"what": "rule", "value": "VENDOR-RDP (27)"}],
        evidence=[{"place": "fortigate.conf 233行", "kind": "config", "as_of": "2026-11-12"}], mending=[], history=[ACCEPTED], row=12,
    )  # fmt: skip

    why: Text
    how: Text
    confidence: int = Field(description="per cent")
    devices: list[str]
    requirements: list[str]
    seen: list[SeenOut]
    evidence: list[EvidencePlaceOut]
    mending: list[MendingOut]
    history: list[AcceptanceOut] = Field(description="the newest first")
    row: int | None = Field(description="the newest acceptance that was not taken back")


class AcceptIn(Schema):
    """Until when a finding is accepted, by whom and why. It does not make it safe."""

    model_config = example(who="院長", reason="三月の更新まで、使う間だけ開ける", until="2027-03-31", seen=0)

    who: str = Field(min_length=1, max_length=120)
    reason: str = Field(min_length=1, max_length=2_000)
    until: date = Field(description="from tomorrow to a year from now")
    seen: int = Field(default=0, ge=0, description="``row`` as it was when this was decided, 0 for none")


class RowIn(Schema):
    """Which row is taken back."""

    model_config = example(row=12)

    row: int = Field(ge=1)
