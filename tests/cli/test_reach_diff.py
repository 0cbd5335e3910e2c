"""``inmori reach --diff``: a rule that went, a translation that came, and nothing said where nothing changed."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.cli.reach_text import change_lines
from inmori.model.gateway import AddressSet
from tests.reach.house import OFFICE, SERVER, addresses, hospital, rule, vip
from tests.reach.test_crossings import TODAY

RDP = rule(7, OFFICE, SERVER, "RDP", way=("port1", "port2"))
WEB = rule(8, OFFICE, SERVER, "HTTPS", way=("port1", "port2"), comment="申請No.2024-11")
OPENED = rule(9, "all", AddressSet(names=("V1",)), "RDP", way=("wan1", "port2"), publications=("V1",))
WIDER = rule(8, addresses("192.168.5.0/24"), SERVER, "HTTPS", way=("port1", "port2"), comment="申請No.2024-11")

# Before, after, what some line must hold.
CASES: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "a rule went": (hospital(RDP, WEB), hospital(WEB), ("jimu → karte: partial → partial (policy:7)", "leak gone")),
    "the only rule went": (hospital(RDP), hospital(), ("jimu → karte: partial → deny (policy:7)",)),
    "a translation came": (
        hospital(WEB, OPENED, gateway={"publications": ()}),
        hospital(WEB, OPENED, gateway={"publications": (vip(),)}),
        ("internet → karte: deny → partial (policy:9)", "new leak"),
    ),
    "a rule was turned off": (
        hospital(RDP, WEB), hospital(RDP.model_copy(update={"enabled": False}), WEB), ("jimu → karte: partial → partial (policy:7)",)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_changed(name: str) -> None:
    before, after, wanted = CASES[name]
    lines = list(change_lines(before, after, TODAY, "en"))
    for text in wanted:
        assert any(text in line for line in lines), lines


def test_nothing_changed() -> None:
    same = hospital(RDP, WEB, OPENED, gateway={"publications": (vip(),)})
    assert list(change_lines(same, same, TODAY, "en")) == ["Nothing changed in who reaches whom."]
