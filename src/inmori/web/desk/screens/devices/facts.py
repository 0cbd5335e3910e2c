"""What is known of one machine, field by field, with who says so, who says otherwise, and what a person decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inmori.ingest.decided import FactDecision, by_person, is_open, values_said
from inmori.ingest.decided_value import DECIDABLE, LONGEST, choices, written
from inmori.ingest.decided_value import said as decided_said
from inmori.model import Device
from inmori.model.attribute import attributes_of
from inmori.model.provenance import Fact
from inmori.report.documents.assessment.values import said
from inmori.text import Text
from inmori.web.decided.services import Change, mark_seen
from inmori.web.versions.models import Version


@dataclass(frozen=True)
class Known:
    """One fact: its field's name, the value, where it stands, and what other sources say."""

    field: str
    title: Text
    help: Text | None
    value: Text
    sources: tuple[str, ...]
    others: tuple[tuple[Text, str], ...]
    confidence: int  # per cent
    open: bool
    decided: FactDecision | None
    form: FieldForm | None


@dataclass(frozen=True)
class FieldForm:
    """How a person decides a field: what sources say to choose from, what may be written, and what was looked at."""

    field: str
    said: tuple[tuple[str, Text], ...]
    choices: tuple[tuple[str, Text], ...]
    kind: str  # of input
    now: str
    seen: str
    longest: int = LONGEST


def facts_of(device: Device, decided: Sequence[FactDecision], version: Version, *, may_edit: bool) -> Iterator[Known]:
    """Yield the fields of a machine: what is known, and what a person could still tell."""
    last = {each.field: each for each in decided}
    for attribute in attributes_of(Device):
        held = getattr(device, attribute.name)
        form = _form(device, attribute.name, version) if may_edit and attribute.name in DECIDABLE else None
        for fact in held if isinstance(held, tuple) else (held,):
            if isinstance(fact, Fact):
                yield Known(
                    attribute.name, attribute.title, attribute.help, said(fact.value),
                    tuple(source.place() for source in fact.sources),
                    tuple((said(other.value), other.source.place()) for other in fact.others), round(100 * fact.confidence),
                    is_open(fact), last.get(attribute.name) if any(map(by_person, fact.sources)) else None, form,
                )  # fmt: skip


def _form(device: Device, field: str, version: Version) -> FieldForm:
    fact: Fact[Any] = getattr(device, field)
    kind = DECIDABLE[field]
    now = written(fact.value)
    return FieldForm(
        field, tuple((value, decided_said(field, value)) for value in values_said(fact)), choices(field),
        "date" if kind.__name__ == "date" else "text", now or "", mark_seen([Change(device.id, field)], version),
    )  # fmt: skip
