"""What the API says of the record of who did what."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from inmori.text import Text
from inmori.web.api.example import example

EVENT = {
    "number": 41, "at": "2026-11-24T10:00:00+09:00", "who": "山田 <yamada@example.jp>", "verb": "finding.accepted",
    "name": {"ja": "指摘を期限つきで受け入れ", "en": "Finding accepted until a date"}, "about": {"until": "2027-03-31"},
    "before": "0" * 64, "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}  # fmt: skip


class EventOut(Schema):
    """One line of the record."""

    model_config = example(**EVENT)

    number: int
    at: datetime
    who: str
    verb: str
    name: Text = Field(description="the act, for people")
    about: dict[str, Any]
    before: str = Field(description="hash of the line before")
    hash: str


class HistoryOut(Schema):
    """One page of the record, the newest first."""

    model_config = example(items=[EVENT], count=41, page=1, pages=1)

    items: list[EventOut]
    count: int
    page: int
    pages: int


class CheckOut(Schema):
    """Whether the record is whole."""

    model_config = example(whole=True, lines=41, broken_at=None)

    whole: bool
    lines: int
    broken_at: int | None = Field(description="number of the first line that does not fit")


class PageIn(Schema):
    """Which page; one beyond the end is the last."""

    model_config = example(page=1)

    page: int = Field(default=1, ge=1, le=1_000_000)
