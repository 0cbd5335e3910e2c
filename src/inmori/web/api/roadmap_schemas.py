"""What the API says and takes of the roadmap."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from inmori.text import Text
from inmori.units import Interval
from inmori.web.api.example import example

FieldWord = Literal["start", "due", "owner", "state", "note"]
StateWord = Literal["todo", "doing", "done"]
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
TASK = {
    "measure": "vpn_mfa", "name": {"ja": "VPNに二つ目の確認", "en": "A second factor on the VPN"}, "why": {"ja": "入口", "en": "A door"},
    "who": {"ja": "ファイアウォールの保守会社", "en": "The firewall's maintenance company"}, "owner": "山田", "start": "2026-12-01",
    "due": "2027-03-31", "state": "doing", "note": "", "edited": ["owner", "state"], "overdue": False, "hours": 8,
    "capital": {"low": 1e5, "mid": 2e5, "high": 5e5, "unit": "yen"}, "yearly": {"low": 0, "mid": 0, "high": 0, "unit": "yen/year"},
}  # fmt: skip


class TaskOut(Schema):
    """One measure as a task. ``who`` is what the plan proposes, ``owner`` whom the hospital named."""

    model_config = example(**TASK)

    measure: str
    name: Text
    why: Text
    who: Text
    owner: str
    start: date | None
    due: date | None
    state: StateWord
    note: str
    edited: list[FieldWord] = Field(description="fields that a person wrote; no later plan changes them")
    overdue: bool
    hours: float
    capital: Interval
    yearly: Interval


class RoadmapOut(Schema):
    """The road that is followed, as tasks."""

    model_config = example(direction="harden", name={"ja": "閉域強化", "en": "Harden"}, years=5, items=[TASK])

    direction: str
    name: Text
    years: int
    items: list[TaskOut]


class TaskSeen(Schema):
    """Fields of a task as a program saw them."""

    model_config = example(owner="", state="todo")

    owner: str | None = Field(default=None, max_length=80)
    start: date | None = None
    due: date | None = None
    state: StateWord | None = None
    note: str | None = Field(default=None, max_length=500)


class TaskIn(Schema):
    """What is written into a task. Fields that are not sent stay as they are; null empties a day.

    ``seen`` are the fields as they were when this was written: one that somebody else changed since stays, and is named.
    """

    model_config = example(owner="山田", due="2027-03-31", state="doing", seen={"owner": "", "state": "todo"})

    owner: str = Field(default="", max_length=80)
    start: date | None = Field(default=None, ge=FIRST, le=LAST)
    due: date | None = Field(default=None, ge=FIRST, le=LAST)
    state: StateWord = "todo"
    note: str = Field(default="", max_length=500)
    seen: TaskSeen | None = None


class TaskWrittenOut(Schema):
    """The task as it stands now, and the fields that were not written because somebody else had changed them."""

    model_config = example(task=TASK, overtaken=[])

    task: TaskOut
    overtaken: list[FieldWord]


class RoadIn(Schema):
    """Which road is followed."""

    model_config = example(road="cloud")

    road: str = Field(min_length=1, max_length=20)
