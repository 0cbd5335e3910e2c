"""What tests read off the manual's page of a reader: its headings and the limits that it says hold."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

HEADINGS = (
    "何を渡すか / What to hand over",
    "見分け方 / How it is recognised",
    "分かること / What it gives",
    "分からないこと / What it does not understand",
    "大きさの上限 / Size limits",
    "知らせの例 / Example of a message",
)
LIMIT_LINE = re.compile(r"^- `(\w+)`\(既定 ([^)]+)\): ", re.MULTILINE)
_PAGES = Path(__file__).resolve().parents[2] / "docs" / "manual" / "readers"


@lru_cache
def page_of(format_id: str) -> str:
    return (_PAGES / f"{format_id}.md").read_text("utf-8")


def limits_on(format_id: str) -> tuple[str, ...]:
    """Return the names of the limits that the page says hold for its reader."""
    return tuple(name for name, _ in LIMIT_LINE.findall(page_of(format_id)))
