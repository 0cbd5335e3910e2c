"""NEC UNIVERGE IX: lists in the order of their numbers, NAPT, dynamic lists, tunnels."""

from __future__ import annotations

import pytest

from inmori.ingest import nec_ix
from inmori.model.gateway import Gateway
from tests.ingest.gear_case import TODAY, catalogue, evidence, fate, read, read_text, rule


@pytest.fixture(scope="module")
def line() -> Gateway:
    return read(nec_ix, "ix_line.txt").gateways[0]


@pytest.fixture(scope="module")
def second() -> Gateway:
    return read(nec_ix, "ix_v2.txt").gateways[0]


def test_the_machine(line: Gateway) -> None:
    assert (line.id, line.model, line.version, line.product) == ("nec_ix:MIDORI-IX", "UNIVERGE IX2215", "10.8.21", "UNIVERGE IX")
    assert str(line.source_ref.as_of) == "2026-04-08"
    reading = read(nec_ix, "ix_line.txt")
    assert [(s.addresses, s.macs) for s in reading.sightings[1:]] == [(("192.168.20.101",), ("00:1e:8f:00:00:01",))]


def test_interfaces_and_routes(line: Gateway, second: Gateway) -> None:
    by_name = {item.name: item for item in line.interfaces}
    assert (by_name["GigaEthernet0.1"].role, by_name["GigaEthernet0.1"].cidr) == ("wan", None)
    assert not by_name["GigaEthernet0.0"].up
    assert (by_name["GigaEthernet1.1"].vlan, by_name["GigaEthernet1.0"].description) == (30, "電子カルテ")
    assert [(r.destination, r.via, r.interface) for r in line.routes] == [
        ("0.0.0.0/0", None, "GigaEthernet0.1"), ("10.70.0.0/16", None, "Tunnel0.0"), ("192.0.2.0/24", None, None),
    ]  # fmt: skip
    # Without indentation, as mails leave it.
    assert [(i.name, i.cidr, i.secondary) for i in second.interfaces[:2]] == [
        ("GigaEthernet2.0", "10.0.0.1/24", ()), ("GigaEthernet2:1.0", "10.1.0.1/24", ("10.2.0.1/24",)),
    ]  # fmt: skip


def test_lists_apply_by_their_numbers(line: Gateway) -> None:
    coming = [item.id for item in line.rules if item.from_interfaces == ("GigaEthernet0.1",) and ">" not in item.id]
    assert coming == ["napt GigaEthernet0.1", "web:1", "web:2", "maint:1", "maint:2", "icmp:1"]
    assert [item.id for item in line.rules if item.to_interfaces] == ["smb:1", "flow:1.1"]
    assert not rule(line, "maint:2").opens  # a source port is the caller's choice
    assert line.filtered_in == ("GigaEthernet0.1", "GigaEthernet1.1")
    assert line.filtered_out == ("GigaEthernet0.1",)


ENTRIES = {
    "permit tcp src 10.0.0.0/24 sport any dest 10.1.0.5/32 dport eq 80": (("tcp", 80, 80), ()),
    "permit tcp src any sport any dest any dport range 20 21": (("tcp", 20, 21), ()),
    "permit udp src any sport any dest any dport gt 1023": (("udp", 1024, 65535), ()),
    "permit tcp src any sport any dest any dport lt 1024": (("tcp", 0, 1023), ()),
    "permit 50 src any dest any": (("esp", 0, 65535), ()),
    "permit ip src any dest any": (("any", 0, 65535), ()),
    "10 permit tcp src any sport any dest any dport eq www": (("tcp", 80, 80), ()),
    "deny icmp type 8 src any dest any": (("icmp", 0, 65535), ("icmp type",)),
    "permit icmp type 8 src any dest any": (("icmp", 0, 65535), ()),
    "permit tcp src any sport any dest any dport eq hoge": (("tcp", 0, 65535), ("port",)),
    "permit hoge src any dest any": (("any", 0, 65535), ("protocol",)),
    "permit ip src any dest any hoge": (("any", 0, 65535), ("option",)),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_entries(entry: str) -> None:
    text = f"ip access-list a {entry}\ninterface GigaEthernet0.0\n  ip address 10.0.0.1/24\n  ip filter a 1 in\n  no shutdown\n"
    [found] = read_text(nec_ix, text).rules
    assert ([(s.protocol, s.first, s.last) for s in found.service.ports], found.unread) == ([ENTRIES[entry][0]], ENTRIES[entry][1])


FATES = {
    "8.8.8.8 192.168.20.1 tcp 443": "allow",  # the line's address is not in the file: any of the router's stands for it
    "198.51.100.5 192.168.20.1 tcp 3389": "allow",
    "8.8.8.8 192.168.20.1 tcp 3389": "deny",
    "8.8.8.8 192.168.20.1 tcp 9000": "deny",
    "8.8.8.8 192.168.20.9 tcp 443": "deny",
    "192.168.20.9 8.8.8.8 tcp 443": "allow",
    "192.168.20.9 8.8.8.8 tcp 445": "deny",
    "192.168.20.9 10.70.0.9 tcp 445": "allow",
    "10.70.0.9 192.168.20.9 tcp 3389": "allow",  # the tunnel has no list
    "192.168.30.9 192.168.20.9 tcp 80": "unknown",  # the list is not in the file
    "192.168.20.9 192.0.2.1 tcp 80": "deny",
}


@pytest.mark.parametrize("question", FATES)
def test_what_passes(question: str, line: Gateway) -> None:
    assert fate(line, question) == FATES[question]




def test_what_passes_the_second_one(second: Gateway) -> None:
    assert fate(second, "10.0.0.5 10.1.0.9 tcp 80") == "allow"
    assert fate(second, "10.1.0.5 10.0.0.9 tcp 80") == "allow"
    assert fate(second, "10.0.9.5 10.1.0.9 tcp 80") == "deny"  # reached by the default route, so it comes in there


def test_what_is_published_and_what_leads_to_the_router(line: Gateway) -> None:
    assert [(p.name, p.inner, p.outer_port, p.outer_port_last) for p in line.publications] == [
        ("napt web", "192.168.20.5", 443, None),
        ("napt rdp", "192.168.20.6", 3389, None),
        ("napt GigaEthernet0.1 3", "192.168.20.7", 9000, 9001),
    ]


def test_tunnels(line: Gateway, second: Gateway) -> None:
    [tunnel] = line.tunnels
    assert (tunnel.name, tunnel.peer, tunnel.local_networks, tunnel.remote_networks, tunnel.description) == (
        "Tunnel0.0", "198.51.100.30", ("192.168.20.0/24",), ("10.70.0.0/16",), "画像センター",
    )  # fmt: skip
    [other] = second.tunnels
    assert (other.peer, other.ike_version, other.source_limited, other.interface) == (None, 2, False, "GigaEthernet2.0")


def test_management(line: Gateway, second: Gateway) -> None:
    offers = {item.name: item.management for item in line.interfaces}
    assert offers["GigaEthernet1.0"] == ("ssh", "telnet", "snmp")
    assert offers["GigaEthernet0.1"] == ()
    assert [(a.name, a.source_limited) for a in line.administrators] == [("kanri", False), ("hoshu", False)]
    assert (line.remote_logging, second.remote_logging) == (True, None)


def test_a_napt_without_any_list_opens_what_it_publishes() -> None:
    gateway = read_text(
        nec_ix,
        "ip route default 203.0.113.1\ninterface GigaEthernet0.0\n  ip address 203.0.113.2/29\n  ip napt enable\n"
        "  ip napt service rdp 10.0.0.6 none tcp 3389\n  no shutdown\ninterface GigaEthernet1.0\n  ip address 10.0.0.1/24\n  no shutdown\n",
    )
    assert fate(gateway, "8.8.8.8 203.0.113.2 tcp 3389") == "allow"
    assert fate(gateway, "8.8.8.8 10.0.0.9 tcp 3389") == "deny"


def test_what_is_not_understood_is_told_without_its_words(line: Gateway) -> None:
    assert [part.what for part in line.unread] == ["line: ? (1)"]


def test_a_whole_file_as_the_terminal_shows_it_is_no_excerpt() -> None:
    text = (
        "WKB-IX(config)# show running-config\nCurrent configuration : 4110 bytes\n\n"
        "! NEC Portable Internetwork Core Operating System IX Series IX2215 (magellan-sec) Software, Version 10.7.18, RELEASE SOFTWARE\n"
        "hostname WKB-IX\ntimezone +09 00\ninterface GigaEthernet1.0\n  ip address 10.0.0.1/24\n  no shutdown\n"
    )
    reading = nec_ix.read(evidence(text), catalogue(), today=TODAY)
    assert reading.problems == ()
    assert (reading.gateways[0].model, reading.gateways[0].version) == ("UNIVERGE IX2215", "10.7.18")
