"""What is known of one machine, field by field, with who says so and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inmori.model import Device
from inmori.model.attribute import attributes_of
from inmori.model.provenance import Fact
from inmori.report.documents.assessment.values import said
from inmori.text import Text


@dataclass(frozen=True)
class Known:
    """One fact: its field's name, the value, where it stands, and what other sources say."""

    title: Text
    value: Text
    sources: tuple[str, ...]
    others: tuple[tuple[Text, str], ...]
    confidence: int  # per cent


def facts_of(device: Device) -> Iterator[Known]:
    """Yield what is known of a machine; unknown fields are left out, they are told as a count."""
    for attribute in attributes_of(Device):
        held = getattr(device, attribute.name)
        for fact in held if isinstance(held, tuple) else (held,):
            if isinstance(fact, Fact) and fact.value is not None:
                yield Known(
                    attribute.title, said(fact.value), tuple(source.place() for source in fact.sources),
                    tuple((said(other.value), other.source.place()) for other in fact.others), round(100 * fact.confidence),
                )  # fmt: skip
