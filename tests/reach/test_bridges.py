"""Machines that carry others' traffic out: who they are, and every router that must not be taken for one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.model import DeviceKind, Flow, Hospital, TextFact
from inmori.reach import Crossing, CrossingKind, crossings
from tests.reach.house import (
    INTERNET_HOST,
    OFFICE,
    OFFICE_SERVER,
    OQS,
    PARTNER,
    PC,
    SERVER,
    device,
    flow,
    hospital,
    rule,
)

TODAY = date(2026, 6, 1)
K = CrossingKind
BRIDGE = "10.4.12.77"
BRIDGE_MAC, CORE_MAC, STRANGE_MAC = "00:11:22:33:44:09", "00:11:22:33:44:02", "9c:8e:99:01:02:03"
USER = device(1, PC, name="KARTE-PC1")
CORE = device(2, "10.4.12.254", kind=DeviceKind.L3_SWITCH, name="CORE")


def over(mac: str | None, *sources: str, to: str = INTERNET_HOST, **more: Any) -> tuple[Flow, ...]:
    return tuple(flow(source, to, first_hop=mac, **more) for source in sources or (PC,))


def found_in(*devices: Any, flows: tuple[Flow, ...], **parts: Any) -> list[Crossing]:
    made = hospital(devices=devices, flows=flows, **parts)
    return [item for item in crossings(made, today=TODAY) if item.id.startswith("bridge:")]


KINDS = {
    "a PC": (DeviceKind.CLIENT, K.DUAL_HOMED_PC),
    "a server": (DeviceKind.SERVER, K.DUAL_HOMED_PC),
    "an instrument": (DeviceKind.MODALITY, K.DUAL_HOMED_PC),
    "a mobile router": (DeviceKind.MOBILE_ROUTER, K.MOBILE_ROUTER),
    "a vendor's box": (DeviceKind.VENDOR_BOX, K.VENDOR_BOX),
    "a router": (DeviceKind.ROUTER, None),
    "a firewall": (DeviceKind.FIREWALL, None),
    "a switch": (DeviceKind.L3_SWITCH, None),
    "a switch under a wrong name": (DeviceKind.L2_SWITCH, None),
    "a Wi-Fi access point": (DeviceKind.ACCESS_POINT, None),
    "nobody knows what": (DeviceKind.OTHER, None),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_owner_of_the_card_decides(name: str) -> None:
    kind, expected = KINDS[name]
    made = hospital(devices=(USER, device(9, BRIDGE, kind=kind, name="HASHI")), flows=over(BRIDGE_MAC))
    found = crossings(made, today=TODAY)
    wanted = [item for item in found if item.kind is expected]
    if expected is None:
        assert [item.kind for item in found] == [K.UNEXPLAINED]  # the flow itself, past the firewall's rules
        assert found[0].id.startswith("seen:")
        return
    [item] = wanted
    assert found == (item,)  # the flow is not told a second time
    assert {BRIDGE, BRIDGE_MAC, "HASHI", PC, "KARTE-PC1"} <= set(item.refs)
    assert (item.from_zone, item.to_zone, item.inbound, item.seen) == ("karte", "internet", False, 3)
    assert item.device_ids == ("D9",)
    assert item.sources


QUIET: dict[str, tuple[tuple[Any, ...], tuple[Flow, ...]]] = {
    "no first hop": ((USER, device(9, BRIDGE)), over(None)),
    "VRRP": ((USER, CORE), over("00:00:5e:00:01:0a")),
    "HSRP": ((USER, CORE), over("00:00:0c:07:ac:01")),
    "HSRP, second version": ((USER, CORE), over("00:00:0c:9f:f0:0a")),
    "the core's card": ((USER, CORE), over(CORE_MAC)),
    "in capitals with dashes": ((USER, CORE), over(CORE_MAC.upper().replace(":", "-"))),
    "another port of the core": ((USER, CORE), over("00:11:22:33:44:4f")),
    "the firewall by its address, whatever the ledger calls it": (
        (USER, device(9, "10.4.255.1", kind=DeviceKind.OTHER)), over(BRIDGE_MAC),
    ),
    "the only card that anybody uses": ((USER,), over(STRANGE_MAC)),
    "no more used than the other": (
        (USER,), (*over(STRANGE_MAC, "10.4.12.40"), *over("9c:8e:99:77:00:01", "10.4.12.41", "10.4.12.42")),
    ),
    "an unknown card that carries inner traffic too": (
        (USER, CORE), (*over(STRANGE_MAC), *over(STRANGE_MAC, to="10.4.30.8")),
    ),
    "an unknown card for two networks": ((USER, CORE), over(STRANGE_MAC, PC, SERVER)),
    "nobody answered": ((USER, device(9, BRIDGE)), over(BRIDGE_MAC, answered=False)),
    "from the office": ((USER, device(9, "192.168.5.77")), over(BRIDGE_MAC, OFFICE)),
    "inside one closed network": ((USER, device(9, BRIDGE)), over(BRIDGE_MAC, to="10.4.12.50")),
    "the target's own card": ((USER, device(9, OFFICE_SERVER)), over(BRIDGE_MAC, to=OFFICE_SERVER)),
    "to the racks": ((USER, device(9, BRIDGE)), over(BRIDGE_MAC, to="10.4.90.5")),
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_what_is_no_bridge(name: str) -> None:
    devices, flows = QUIET[name]
    assert found_in(*devices, flows=flows) == []


def test_an_unknown_card_beside_the_known_way_on() -> None:
    flows = (*over(STRANGE_MAC), *over(STRANGE_MAC, to=PARTNER), *over(CORE_MAC, "10.4.12.40"))
    [found] = found_in(USER, CORE, flows=flows)
    assert (found.kind, found.seen, found.source) == (K.UNEXPLAINED, 6, STRANGE_MAC)
    assert {STRANGE_MAC, PC, "KARTE-PC1"} <= set(found.refs)
    assert found.device_ids == ("D1",)
    assert found.confidence <= 0.6


def test_an_unknown_card_beside_a_card_that_everybody_else_uses() -> None:
    others = [f"10.4.12.{number}" for number in range(40, 46)]
    [found] = found_in(USER, flows=(*over(STRANGE_MAC), *over("00:09:0f:aa:00:01", *others)))
    assert (found.kind, found.confidence) == (K.UNEXPLAINED, 0.4)


def test_a_card_of_a_machine_of_unknown_kind_is_named_but_not_called_a_computer() -> None:
    machine = device(9, BRIDGE, kind=DeviceKind.OTHER, name="HATENA")
    [found] = found_in(USER, CORE, machine, flows=over(BRIDGE_MAC))
    assert (found.kind, found.source, found.device_ids) == (K.UNEXPLAINED, "HATENA", ("D9",))


def test_a_bridge_into_the_office() -> None:
    [found] = found_in(USER, device(9, BRIDGE), flows=over(BRIDGE_MAC, to=OFFICE_SERVER))
    assert (found.kind, found.to_zone) == (K.DUAL_HOMED_PC, "jimu")


def test_a_machine_on_two_networks_that_carries_traffic_is_told_once() -> None:
    made = hospital(devices=(USER, device(9, BRIDGE, "192.168.5.77")), flows=over(BRIDGE_MAC))
    [found] = crossings(made, today=TODAY)
    assert (found.kind, found.seen) == (K.DUAL_HOMED_PC, 3)
    assert {BRIDGE, "192.168.5.77", BRIDGE_MAC, PC} <= set(found.refs)


def test_an_eligibility_terminal_that_carries_others_is_more_than_by_design() -> None:
    terminal = device(9, BRIDGE, OQS, kind=DeviceKind.OQS_TERMINAL)
    kinds = [item.kind for item in crossings(hospital(devices=(USER, terminal), flows=over(BRIDGE_MAC)), today=TODAY)]
    assert kinds == [K.DUAL_HOMED_PC, K.SANCTIONED]


def test_what_went_over_a_bridge_is_not_put_to_a_rule() -> None:
    made = hospital(
        rule(1, "all", "all", way=("port2", "wan1")),
        devices=(USER, device(9, BRIDGE)),
        flows=(*over(BRIDGE_MAC), *over(BRIDGE_MAC, to=PARTNER, port=5938), *over(None, "10.4.12.40", connections=5)),
    )
    found = {item.kind: item.seen for item in crossings(made, today=TODAY)}
    assert found == {K.ANY_RULE: 5, K.DUAL_HOMED_PC: 6, K.REMOTE_TOOL: 3}


def test_the_order_of_evidence_does_not_matter() -> None:
    devices = (USER, CORE, device(9, BRIDGE), device(10, "10.4.10.77", kind=DeviceKind.VENDOR_BOX))
    flows = (
        *over(BRIDGE_MAC, PC, "10.4.12.40"), *over("00:11:22:33:44:0a", SERVER), *over(STRANGE_MAC, "10.4.12.41"),
    )  # fmt: skip
    one = hospital(devices=devices, flows=flows)
    other: Hospital = hospital(devices=devices[::-1], flows=flows[::-1])
    assert crossings(one, today=TODAY) == crossings(other, today=TODAY)


def test_the_line_is_the_first_hop_and_not_the_computer_whose_remark_speaks_of_it() -> None:
    user = device(1, PC, name="KARTE-PC1", notes=(TextFact.of("発注はモバイルルータ経由"),))
    found = crossings(hospital(devices=(user,), flows=over(STRANGE_MAC)), today=TODAY)
    assert [(item.kind, item.id) for item in found] == [(K.MOBILE_ROUTER, f"bridge:{STRANGE_MAC}")]
    assert {STRANGE_MAC, PC} <= set(found[0].refs)
