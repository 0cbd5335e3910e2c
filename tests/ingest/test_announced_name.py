"""NetBIOS names in tshark's lists: who announces itself, who asks for a server, and what a registration says for sure."""

from __future__ import annotations

import pytest

from inmori.ingest.announced_name import AnnouncedNames

Said = list[tuple[str, str, str]]  # sender, name as written, operation
ALL = [(f"10.1.0.{n}", f"PC{n:02d}<00> (Workstation/Redirector)", "") for n in range(1, 6)]
CASES: dict[str, tuple[Said, dict[str, str]]] = {
    "each its own": (ALL, {f"10.1.0.{n}": f"PC{n:02d}" for n in range(1, 6)}),
    "the workgroup is nobody's": ([*ALL, *((sender, "WORKGROUP<00>", "") for sender, _, _ in ALL)], {f"10.1.0.{n}": f"PC{n:02d}" for n in range(1, 6)}),
    "a server that all ask for": ([(f"10.1.0.{n}", "FILESV<20> (Server service)", "") for n in range(9)], {}),
    "two are no habit": (ALL[:2], {}),
    "a registration is sure": ([("10.1.0.9", "KARTE01<00>", "5"), ("10.1.0.9", "KARTE01<20>", "0x05")], {"10.1.0.9": "KARTE01"}),
    "a question is none": ([("10.1.0.9", "KARTE01<00>", "0")], {}),
    "one asks for several": ([*ALL, ("10.1.0.9", "SV1<00>", ""), ("10.1.0.9", "SV2<00>", "")], {f"10.1.0.{n}": f"PC{n:02d}" for n in range(1, 6)}),
    "everybody asks for several": ([(f"10.1.0.{n}", f"SV{n}{k}<00>", "") for n in range(4) for k in range(2)], {}),
    "no name": ([("10.1.0.1", "*<00>", ""), ("10.1.0.1", "", ""), ("10.1.0.1", "PC<1c>", "5")], {}),
}


@pytest.mark.parametrize("name", CASES)
def test_whose_name_it_is(name: str) -> None:
    said, owners = CASES[name]
    names = AnnouncedNames()
    for number, (sender, written, operation) in enumerate(said, start=2):
        names.hear(sender, written, operation, line=number, time=1.0)
    assert {sender: own for sender, own, _, _ in names.owned()} == owners
