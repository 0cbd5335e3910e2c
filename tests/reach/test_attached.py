"""Ways past every rule: gear that does not filter, machines known from paper only, and what each is found by."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.model import (
    DeviceKind,
    Gateway,
    Hospital,
    MergedRecord,
    Network,
    Source,
    SourceKind,
    TextFact,
    Zone,
    ZoneKind,
)
from inmori.model.gateway import Interface, Route
from inmori.reach import CrossingKind, crossings
from tests.reach.house import CONF, ZONES, device, firewall, flow, hospital, ipsec, rule

TODAY = date(2026, 6, 1)
K = CrossingKind


def gear(*feet: tuple[str, str | None], default: str | None = None, **more: Any) -> Gateway:
    interfaces = tuple(
        Interface(name=name, cidr=cidr, source_ref=CONF, **more.pop(name, {})) for name, cidr in feet
    )
    routes = (Route(destination="0.0.0.0/0", interface=default, source_ref=CONF),) if default else ()
    return firewall(id="gear", filters=False, interfaces=interfaces, routes=routes, **more)


LAN, LINE, OFFICE = ("lan1", "10.4.10.250/24"), ("lan2", "203.0.113.9/29"), ("lan3", "192.168.5.250/24")
GEAR: dict[str, tuple[Gateway, set[tuple[CrossingKind, str, str]]]] = {
    "a line to the internet": (gear(LAN, LINE), {(K.DIRECT_ROUTER, "karte", "internet")}),
    "a line whose address the provider gives": (
        gear(LAN, ("pp1", None), default="pp1"), {(K.DIRECT_ROUTER, "karte", "internet")},
    ),
    "the same by its role": (gear(LAN, ("pp1", None), pp1={"role": "wan"}), {(K.DIRECT_ROUTER, "karte", "internet")}),
    "an unused port without address": (gear(LAN, ("lan2", None)), set()),
    "a line that is down": (gear(LAN, LINE, lan2={"up": False}), set()),
    "the closed side is down": (gear(LAN, LINE, lan1={"up": False}), set()),
    "the default route back into the closed network": (gear(LAN, default="lan1"), set()),
    "a tunnel": (gear(LAN, tunnels=(ipsec(name="t1"),)), {(K.DIRECT_ROUTER, "karte", "10.91.0.0/24")}),
    "a tunnel that is off": (gear(LAN, tunnels=(ipsec(name="t1", serving=False),)), set()),
    "a tunnel to the closed network of the other house": (gear(LAN, tunnels=(ipsec(name="t1", remote_networks=("10.4.30.0/24",)),)), set()),
    "a tunnel to all that lies around it": (gear(LAN, tunnels=(ipsec(name="t1", remote_networks=("10.4.24.0/21",)),)), set()),
    "a tunnel to the office of the other house": (
        gear(LAN, tunnels=(ipsec(name="t1", remote_networks=("192.168.5.0/24",)),)), {(K.DIRECT_ROUTER, "karte", "192.168.5.0/24")},
    ),
    "the office": (gear(LAN, OFFICE), {(K.CORE_BYPASS, "karte", "jimu")}),
    "office and internet": (
        gear(LAN, OFFICE, LINE), {(K.CORE_BYPASS, "karte", "jimu"), (K.DIRECT_ROUTER, "karte", "internet")},
    ),
    "the office as a second address of the port": (
        gear(LAN, ("lan3", "10.4.30.1/24"), lan3={"secondary": ("192.168.5.250/24",)}),
        {(K.CORE_BYPASS, "karte", "jimu"), (K.CORE_BYPASS, "bumon", "jimu")},
    ),
    "two closed networks": (gear(LAN, ("lan3", "10.4.30.1/24")), set()),
    "the racks": (gear(LAN, ("lan3", "10.4.90.1/24")), set()),
    "the link to the firewall": (gear(LAN, ("lan3", "10.4.255.2/30")), set()),
    "office and internet only": (gear(OFFICE, LINE), set()),
    "a layer-2 switch with two addresses": (gear(LAN, OFFICE, forwards=False), set()),
}  # fmt: skip


@pytest.mark.parametrize("name", GEAR)
def test_gear_that_does_not_filter(name: str) -> None:
    item, expected = GEAR[name]
    made = hospital().model_copy(update={"gateways": (firewall(), item)})
    found = crossings(made, today=TODAY)
    assert {(each.kind, each.from_zone, each.to_zone) for each in found} == expected
    assert all(each.gateway_id == "gear" and each.sources for each in found)


@pytest.mark.parametrize(("answers", "told"), [(False, False), (True, True)])
def test_guests_who_cannot_answer_are_no_way_out(answers: bool, told: bool) -> None:
    guests = Zone(id="kazoku", kind=ZoneKind.GUEST, networks=(Network(cidr="10.4.77.0/24"),))
    only_among_themselves = rule(1, "all", "10.4.77.0/24", way=("lan4", ""))
    item = gear(LAN, ("lan4", "10.4.77.1/24"), per_interface=True, filtered_in=() if answers else ("lan4",)).model_copy(
        update={"filters": True, "rules": () if answers else (only_among_themselves,)}
    )
    made = hospital().model_copy(update={"zones": (*ZONES, guests), "gateways": (firewall(), item)})
    assert any(each.to_zone == "kazoku" for each in crossings(made, today=TODAY)) is told


def test_traffic_over_the_gear_is_not_denied_by_the_firewall_beside_it() -> None:
    made = hospital(flows=(flow("10.4.10.5", "192.168.5.10", 8080),))
    found = crossings(made.model_copy(update={"gateways": (firewall(), gear(LAN, OFFICE))}), today=TODAY)
    assert K.CORE_BYPASS in {each.kind for each in found}


def without_address(**more: Any) -> Hospital:
    line = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="機器", row=41)
    machine = device(
        1, kind=DeviceKind.MOBILE_ROUTER, zones=(TextFact.of("karte", line),), records=(MergedRecord(source=line, score=0.0),), **more,
    )  # fmt: skip
    return hospital(devices=(machine,))


def test_a_machine_without_address_is_cited_by_its_line_in_the_ledger() -> None:
    [found] = crossings(without_address(), today=TODAY)
    assert [(source.sheet, source.row) for source in found.sources] == [("機器", 41)]


def test_without_records_by_whatever_names_it() -> None:
    made = without_address()
    machine = made.devices[0].model_copy(update={"records": ()})
    [found] = crossings(made.model_copy(update={"devices": (machine,)}), today=TODAY)
    assert [(source.sheet, source.row) for source in found.sources] == [("機器", 1)]
