"""AlliedWare Plus: a core switch with hardware lists that end open, and an AR router with its firewall."""

from __future__ import annotations

import pytest

from inmori.ingest import alliedware_plus
from inmori.model import DeviceKind
from inmori.model.gateway import Action, Gateway
from tests.ingest.gear_case import fate, read, read_text, rule


@pytest.fixture(scope="module")
def core() -> Gateway:
    return read(alliedware_plus, "awplus_core.cfg").gateways[0]


@pytest.fixture(scope="module")
def router() -> Gateway:
    return read(alliedware_plus, "awplus_ar.cfg").gateways[0]


def test_the_machine() -> None:
    switch, wall = read(alliedware_plus, "awplus_core.cfg").sightings[0], read(alliedware_plus, "awplus_ar.cfg").sightings[0]
    assert {name: value for name, (value, _) in switch.facts.items()} == {
        "kind": DeviceKind.L3_SWITCH, "maker": "アライドテレシス", "model": "x530-28", "firmware": "AlliedWare Plus 5.5.3",
    }  # fmt: skip
    assert wall.facts["kind"][0] is DeviceKind.FIREWALL
    assert (switch.hostnames, wall.hostnames) == (("SAKURA-CORE",), ("WAKABA-AR",))


def test_ranges_of_ports_and_names_of_vlans(core: Gateway) -> None:
    by_name = {item.name: item for item in core.interfaces}
    assert [name for name in by_name if name.startswith("port")] == ["port1.0.1", "port1.0.2", "port1.0.3", "port1.0.4", "port1.0.5"]
    assert (by_name["vlan10"].alias, by_name["vlan30"].alias, by_name["vlan30"].description) == ("EMR", "KENSA", "検査")
    assert by_name["port1.0.5"].vlan == 40


RANGES = {
    "port1.0.1-1.0.3": ("port1.0.1", "port1.0.2", "port1.0.3"),
    "port1.0.9-port1.0.10": ("port1.0.9", "port1.0.10"),
    "port1.0.1,port2.0.5-2.0.6": ("port1.0.1", "port2.0.5", "port2.0.6"),
    "vlan10": ("vlan10",),
    "sa1-2": ("sa1", "sa2"),
    "port1.0.5-1.0.1": ("port1.0.5-1.0.1",),
}


@pytest.mark.parametrize("written", RANGES)
def test_port_ranges(written: str) -> None:
    from inmori.ingest.alliedware_plus_access import port_names

    assert port_names(written) == RANGES[written]


def test_hardware_lists_end_open(core: Gateway) -> None:
    assert core.filtered_in == ()
    assert rule(core, "map M-DEPT:end@vlan30").action is Action.ALLOW
    assert [item.id for item in core.rules if item.from_interfaces == ("vlan30",)] == [
        "map M-DEPT:1.DEPT:10", "map M-DEPT:1.DEPT:20", "map M-DEPT:1.DEPT:30", "map M-DEPT:1.DEPT:40", "map M-DEPT:end@vlan30",
    ]  # fmt: skip


FATES = {
    "10.20.30.5 10.20.10.5 tcp 443": "allow",
    "10.20.30.5 10.20.10.5 tcp 445": "deny",
    "10.20.30.5 10.20.10.5 icmp": "allow",
    "10.20.30.5 10.20.40.5 tcp 445": "allow",  # no entry speaks of it, so it passes
    "10.20.10.5 10.20.30.5 tcp 445": "allow",  # lists are for what comes in
    "10.20.40.5 10.20.10.5 tcp 22": "unknown",  # one port has a list
    "10.20.40.5 10.20.10.5 tcp 23": "allow",  # that list stops source ports only, which a caller chooses
    "10.20.50.5 10.20.10.5 tcp 443": "deny",
    "10.20.50.5 8.8.8.8 tcp 443": "allow",
    "10.20.10.5 192.0.2.7 tcp 443": "deny",
    "10.20.10.5 172.25.1.1 tcp 443": "allow",
}


@pytest.mark.parametrize("question", FATES)
def test_what_passes_the_switch(question: str, core: Gateway) -> None:
    assert fate(core, question) == FATES[question]


def test_management_of_the_switch(core: Gateway) -> None:
    offers = {item.name: item.management for item in core.interfaces}
    assert offers["vlan10"] == ("http", "telnet", "snmp")  # no service ssh
    assert offers["vlan50"] == ()  # its list stops calls to the switch too
    assert [(a.name, a.source_limited) for a in core.administrators] == [("manager", True), ("hoshu", True)]
    assert core.remote_logging is True


def test_a_switch_with_one_address_does_not_route() -> None:
    text = "hostname S\nvlan database\n vlan 10 name A\n!\ninterface port1.0.1\n switchport access vlan 10\n!\ninterface vlan10\n ip address 10.0.0.5/24\n"
    assert not read_text(alliedware_plus, text).forwards
    assert read_text(alliedware_plus, f"{text}interface vlan20\n ip address 10.0.1.5/24\n").forwards


WALL = {
    "192.168.5.9 8.8.8.8 tcp 443": "allow",
    "8.8.8.8 192.168.6.9 tcp 3389": "deny",
    "192.168.6.9 192.168.5.20 tcp 443": "deny",
    "192.168.6.9 192.168.5.20 tcp 2576": "allow",
    "192.168.6.9 192.168.5.20 tcp 2581": "deny",
    "10.44.1.1 192.168.5.9 tcp 80": "unknown",  # an application that the file does not define
    "192.168.5.9 10.44.1.1 tcp 80": "deny",
}


@pytest.mark.parametrize("question", WALL)
def test_what_passes_the_firewall(question: str, router: Gateway) -> None:
    assert fate(router, question) == WALL[question]


def test_rules_of_the_firewall_go_by_number(router: Gateway) -> None:
    assert [item.id for item in router.rules] == ["10", "20", "25", "30", "40"]
    assert not router.per_interface
    assert rule(router, "10").from_interfaces == ("vlan1", "vlan2")
    assert rule(router, "30").publications == ("portfwd 20",)
    assert rule(router, "25").logged is True
    assert [(p.interface, p.inner, p.outer_port) for p in router.publications] == [("ppp0", "192.168.5.20", 3389)]


def test_a_firewall_that_does_not_protect_lets_everything_pass() -> None:
    text = "zone private\n network lan\n  ip subnet 10.0.0.0/24\n!\nfirewall\n rule 10 deny any from private to private\n!\ninterface vlan1\n ip address 10.0.0.1/24\n!\ninterface vlan2\n ip address 10.0.1.1/24\n"
    gateway = read_text(alliedware_plus, text)
    assert fate(gateway, "10.0.0.5 10.0.1.5 tcp 80") == "allow"
    assert "firewall: its rules are not in force (no protect)" in [part.what for part in gateway.unread]


def test_the_tunnel_of_the_router(router: Gateway) -> None:
    [tunnel] = router.tunnels
    assert (tunnel.name, tunnel.peer, tunnel.interface, tunnel.remote_networks) == ("tunnel0", "198.51.100.9", "ppp0", ("10.44.0.0/16",))


def test_the_older_language_is_declined() -> None:
    from tests.ingest.gear_case import evidence

    old = 'SET SYSTEM NAME="AT"\nENABLE IP\nADD IP INTERFACE=vlan1 IPADDRESS=10.0.0.1 MASK=255.255.255.0\nCREATE VLAN="a" VID=10\nADD VLAN="a" PORT=1-4\n'
    assert alliedware_plus.recognise(evidence(old)) == 0.0
