"""What somebody applied for is no leak when a shortcut carries it past the firewall that allows it; the shortcut is."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.model.gateway import Interface, Route
from inmori.reach import crossings
from inmori.reach.crossing_kind import Crossing
from inmori.reach.crossing_kind import CrossingKind as K
from tests.reach.house import CONF, OFFICE_SERVER, SERVER, firewall, flow, hospital, rule

REASONED = rule(9, SERVER, OFFICE_SERVER, "AGENT", way=("port2", "port1"), comment="パターン配信")


def beside(*rules: Any, port: int = 8080, dst: str = OFFICE_SERVER, src: str = SERVER, shortcut: bool = True) -> list[Crossing]:
    """Return what is told of one flow: two firewalls' rules, and a core switch that joins servers and office."""
    feet = (("up", "10.4.255.2/30"), ("Vlan10", "10.4.10.254/24"), ("Vlan5", "192.168.5.254/24"))
    core = firewall(id="core", product="IOS", filters=False, interfaces=tuple(Interface(name=name, cidr=cidr, source_ref=CONF) for name, cidr in feet if shortcut or name != "Vlan5"),
                    routes=(Route(destination="0.0.0.0/0", via="10.4.255.1", interface="up", source_ref=CONF),))  # fmt: skip
    second = firewall(id="second", interfaces=(Interface(name="x1", cidr="192.168.5.99/24", source_ref=CONF),), routes=())
    made = hospital().model_copy(update={"gateways": (firewall(*rules), core, second), "flows": (flow(src, dst, port),)})
    return [item for item in crossings(made) if item.kind is not K.CORE_BYPASS and item.seen]


CASES: dict[str, tuple[dict[str, Any], list[K]]] = {
    "what the rule is for": ({}, [K.SANCTIONED]),
    "another service": ({"port": 8081}, [K.UNEXPLAINED]),
    "another machine": ({"src": "10.4.10.77"}, [K.UNEXPLAINED]),
    "files, which tell by themselves": ({"port": 445}, [K.FILE_TO_INFO]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_traffic_beside_the_firewall(case: str) -> None:
    way, kinds = CASES[case]
    assert [item.kind for item in beside(REASONED, **way)] == kinds


def test_a_rule_without_a_reason_excuses_nothing() -> None:
    assert [item.kind for item in beside(REASONED.model_copy(update={"comment": ""}))] == [K.UNEXPLAINED]


def test_on_the_way_through_the_firewall_nothing_changes() -> None:
    [found] = beside(REASONED, shortcut=False)
    assert (found.kind, found.rule_id, found.seen) == (K.SANCTIONED, "9", 3)
