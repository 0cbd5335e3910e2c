"""What the tests of network gear share: reading a file of theirs, and asking one packet twice."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from inmori.catalogue import Catalogue, load_catalogue
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from inmori.model.gateway import Gateway, Rule
from inmori.reach import ask
from tests.ingest.gear_oracle import verdict

FILES = Path(__file__).parent / "gear_files"
TODAY = date(2026, 3, 2)
SECRET = "S3CRET"


@lru_cache
def catalogue() -> Catalogue:
    return load_catalogue()


def evidence(text: str | bytes, name: str = "gear.txt") -> EvidenceFile:
    return EvidenceFile(name=name, data=text if isinstance(text, bytes) else text.encode())


def read(reader: ModuleType, name: str) -> Reading:
    reading: Reading = reader.read(evidence((FILES / name).read_bytes(), name), catalogue(), today=TODAY)
    return reading


def read_text(reader: ModuleType, text: str) -> Gateway:
    reading: Reading = reader.read(evidence(text), catalogue(), today=TODAY)
    return reading.gateways[0]


def rule(gateway: Gateway, number: str) -> Rule:
    return next(item for item in gateway.rules if item.id == number)


def fate(gateway: Gateway, question: str) -> str:
    """allow, deny, unknown or local for "SRC DST PROTOCOL [PORT]", by reach and by the naive evaluator, which must agree."""
    src, dst, protocol, *port = question.split()
    number = int(port[0]) if port else None
    expected = verdict(gateway, src, dst, protocol, number)
    if expected != "local":
        answer = ask([gateway], src=src, dst=dst, protocol=protocol, port=number)
        assert answer.verdict.value == expected, (question, answer.ref, expected)
    return expected
