"""The seven steps, and which of them are done: told by what is there, never by a counter."""

from __future__ import annotations

from dataclasses import dataclass

from inmori.text import Text
from inmori.web.evidence.services import counted
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import present, proposed


@dataclass(frozen=True)
class StartStep:
    """One step: its name, where it is done, whether it is done."""

    number: int
    name: Text
    screen: str
    done: bool


def start_steps() -> tuple[StartStep, ...]:
    """Return the current hospital's steps."""
    now, waiting = present(), proposed()
    shown = now or waiting
    there = _documents(shown)
    rows = (
        (Text(ja="病院をつくる", en="Make the hospital"), "start", True),
        (Text(ja="資料を入れる", en="Hand in evidence"), "start", bool(counted())),
        (Text(ja="列と区画を確かめる", en="Check columns and zones"), "start_columns", now is not None),
        (Text(ja="外とのつながりを確かめる", en="Check outside connections"), "start_outside", now is not None),
        (Text(ja="診断を見る", en="See the findings"), "findings", "outcomes.json" in there),
        (Text(ja="道を比べる", en="Compare the roads"), "roads", "roads.json" in there),
        (Text(ja="印刷する", en="Print"), "documents", "papers/report.pdf" in there),
    )
    return tuple(StartStep(number, *row) for number, row in enumerate(rows, start=1))


def _documents(version: Version | None) -> set[str]:
    if version is None:
        return set()
    return set(StoredDocument.objects.filter(version=version).values_list("name", flat=True))
