"""What the API says and takes of the papers: the report, and the drafts to edit."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from inmori.text import Text
from inmori.web.api.example import example

PAPER = {"kind": "report", "name": "report.pdf", "version": 3, "title": {"ja": "報告書(PDF)", "en": "Report (PDF)"}, "size": 812345,
         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "made_at": "2026-11-24T10:00:00+09:00"}  # fmt: skip


class PaperOut(Schema):
    """One file that can be taken."""

    model_config = example(**PAPER)

    kind: Literal["report", "draft"]
    name: str
    version: int = Field(description="number of the version that it was made of")
    title: Text
    size: int
    sha256: str
    made_at: datetime


class PapersOut(Schema):
    """The papers of all versions, the newest version first."""

    model_config = example(items=[PAPER])

    items: list[PaperOut]


class PapersIn(Schema):
    """In which language the report is made."""

    model_config = example(language="ja")

    language: Literal["ja", "en"] = "ja"


class DraftsIn(Schema):
    """Which papers to edit are made; an empty kind means all."""

    model_config = example(language="ja", only="cyber_bcp")

    language: Literal["ja", "en"] = "ja"
    only: str = Field(default="", max_length=40)
