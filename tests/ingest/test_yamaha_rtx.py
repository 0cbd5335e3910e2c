"""Yamaha routers as hospitals hand them over: saved configurations and wrapped terminal output; and no secret kept."""

from __future__ import annotations

import pytest

from inmori.ingest import yamaha_rtx
from inmori.model import DeviceKind
from inmori.model.gateway import Action, Gateway
from tests.ingest.gear_case import fate, read, read_text, rule


@pytest.fixture(scope="module")
def clinic() -> Gateway:
    return read(yamaha_rtx, "rtx_clinic.conf").gateways[0]


@pytest.fixture(scope="module")
def pasted() -> Gateway:
    return read(yamaha_rtx, "rtx_pasted.txt").gateways[0]


# --- the machine, its interfaces and routes ---------------------------------------------------------------------


def test_the_header_tells_model_revision_serial_and_date() -> None:
    reading = read(yamaha_rtx, "rtx_clinic.conf")
    gateway, box = reading.gateways[0], reading.sightings[0]
    assert (gateway.id, gateway.product, gateway.model, gateway.version) == (
        "yamaha_rtx:KAIGAN-RT", "Yamaha RT", "RTX830", "Rev.15.02.31",
    )  # fmt: skip
    assert str(gateway.source_ref.as_of) == "2026-02-03"
    assert (box.serials, box.macs) == (("M4A012345",), ("ac:44:f2:10:20:30", "ac:44:f2:10:20:31"))
    assert {name: value for name, (value, _) in box.facts.items()} == {
        "kind": DeviceKind.ROUTER, "maker": "ヤマハ", "model": "RTX830", "firmware": "Rev.15.02.31",
    }  # fmt: skip


def test_interfaces_of_all_kinds(clinic: Gateway) -> None:
    by_name = {item.name: item for item in clinic.interfaces}
    assert by_name["lan1"].cidr == "192.168.40.1/24"
    assert by_name["lan1"].secondary == ("192.168.41.1/24",)
    vlan = by_name["lan1/1"]
    assert (vlan.vlan, vlan.parent, vlan.alias, vlan.cidr) == (60, "lan1", "検査室", "192.168.60.1/24")
    assert (by_name["pp1"].role, by_name["pp1"].cidr, by_name["pp1"].alias) == ("wan", "203.0.113.9/32", "FLETS KAIGAN")
    assert [name for name, item in by_name.items() if not item.up] == ["pp2", "tunnel8", "lan3"]
    assert by_name["tunnel7"].description == "検査センター"


def test_what_is_managed_from_where(clinic: Gateway, pasted: Gateway) -> None:
    offers = {item.name: item.management for item in clinic.interfaces}
    assert offers["lan1"] == ("ssh", "telnet", "snmp")  # httpd host none
    assert offers["pp1"] == ()  # let through by the NAT, but not by the filter
    # Without a line TELNET and the web page answer everybody inside; the masquerade keeps the line out.
    offers = {item.name: item.management for item in pasted.interfaces}
    assert offers["lan1"] == ("http", "telnet")
    assert offers["lan2"] == ()


def test_routes(clinic: Gateway, pasted: Gateway) -> None:
    found = [(route.destination, route.via, route.interface) for route in clinic.routes]
    assert found == [
        ("0.0.0.0/0", None, "pp1"),
        ("0.0.0.0/0", None, "pp2"),
        ("10.90.0.0/16", None, "tunnel7"),
        ("172.20.0.0/16", "192.168.40.254", None),
        ("192.0.2.0/24", None, None),
    ]
    assert (pasted.routes[0].destination, pasted.routes[0].interface) == ("0.0.0.0/0", "lan2")


def test_who_may_manage(clinic: Gateway) -> None:
    assert [(item.name, item.source_limited, item.second_factor) for item in clinic.administrators] == [
        ("hoshu", True, False), ("kanri", False, False),
    ]  # fmt: skip
    assert clinic.remote_logging is True


def test_reserved_leases_in_every_spelling() -> None:
    found = [(s.addresses, s.macs) for s in read(yamaha_rtx, "rtx_clinic.conf").sightings[1:]]
    assert found == [
        (("192.168.40.101",), ("00:1b:8b:aa:bb:01",)),
        (("192.168.40.102",), ("00:1b:8b:aa:bb:02",)),
        (("192.168.40.103",), ("00:1b:8b:aa:bb:03",)),
        (("192.168.40.30",), ("00:1b:8b:aa:bb:30",)),
    ]


# --- filters ----------------------------------------------------------------------------------------------------


def test_filters_apply_in_the_order_bound_and_only_where_bound(clinic: Gateway) -> None:
    coming = [item.id for item in clinic.rules if item.from_interfaces == ("pp1",) and item.name.startswith("ip filter")]
    assert coming == ["11", "13", "16", "12", "14", "15", "99"]
    assert all(item.name != "ip filter 77" for item in clinic.rules)
    assert clinic.filtered_in == ("lan1", "pp1", "tunnel7")
    assert clinic.filtered_out == ("pp1",)


def test_each_part_of_a_filter(clinic: Gateway, pasted: Gateway) -> None:
    fourteen = rule(clinic, "14")
    assert fourteen.source.ranges == (("198.51.100.0", "198.51.100.15"), ("198.51.100.200", "198.51.100.200"))
    assert (fourteen.logged, rule(clinic, "16").logged) == (True, False)
    assert [(s.protocol, s.first, s.last) for s in rule(clinic, "20").service.ports] == [("udp", 137, 139), ("tcp", 137, 139)]
    assert not rule(clinic, "13").opens  # established
    assert not rule(pasted, "200003").opens  # SYN and ACK together
    assert not rule(pasted, "200020").opens  # a source port is the caller's choice
    assert rule(pasted, "200021").opens
    assert rule(pasted, "200024").unread == ("protocol",)
    assert rule(clinic, "dynamic 80").unread == ("ip filter dynamic",)


FLAGS = {
    "tcpflag=0x0002/0x0017": True,  # SYN without ACK, FIN, RST
    "tcpflag=0x0010/0x0010": False,
    "tcpflag!=0x0000/0x0007": True,
    "tcpfin": False,
    "tcprst": False,
    "tcp": True,
    "tcpfin,tcprst": False,
    "tcpsyn": True,
}


@pytest.mark.parametrize("protocol", FLAGS)
def test_filters_that_can_meet_a_new_connection(protocol: str) -> None:
    gateway = read_text(
        yamaha_rtx,
        f"ip lan1 address 10.0.0.1/24\nip lan1 secure filter in 1\nip filter 1 pass * * {protocol} * *\ntelnetd host lan\n",
    )
    assert gateway.rules[0].opens is FLAGS[protocol]


def test_a_wrapped_line_is_one_line_again(pasted: Gateway) -> None:
    coming = [item.id for item in pasted.rules if item.name.startswith("ip filter")]
    assert coming == ["200000", "200001", "200002", "200003", "200020", "200021", "200022", "200023", "200024", "200030"]


def test_named_filter_sets_and_missing_filters() -> None:
    gateway = read_text(
        yamaha_rtx,
        "ip lan1 address 10.0.0.1/24\nip lan2 address 10.0.1.1/24\nip filter set OFFICE in 1 5\nip filter 1 pass 10.0.0.0/24 * tcp * 80\n"
        "ip lan1 secure filter name OFFICE\ntelnetd host lan\n",
    )
    assert [item.id for item in gateway.rules] == ["1", "5?", "5??"]
    assert fate(gateway, "10.0.0.5 10.0.1.5 tcp 80") == "allow"
    assert fate(gateway, "10.0.0.5 10.0.1.5 tcp 81") == "unknown"


def test_policy_filters_leave_everything_open_to_doubt() -> None:
    text = "ip lan1 address 10.0.0.1/24\nip lan2 address 10.0.1.1/24\nip policy filter set enable 101\nip policy filter 1 pass-log * * * * *\n"
    gateway = read_text(yamaha_rtx, f"# FWX120 Rev.11.03.27 (x)\n{text}")
    assert fate(gateway, "10.0.0.5 10.0.1.5 tcp 80") == "unknown"


FATES = {
    "203.0.113.1 203.0.113.9 tcp 8080": "allow",  # outer 8080 is inner 80
    "203.0.113.1 203.0.113.9 tcp 443": "deny",  # filter 16 comes before 12 in the order bound
    "8.8.8.8 203.0.113.9 tcp 13389": "deny",
    "198.51.100.5 203.0.113.9 tcp 13389": "allow",
    "198.51.100.200 203.0.113.9 tcp 13389": "allow",
    "8.8.8.8 192.168.40.11 tcp 80": "deny",  # nothing inside can be called past the masquerade
    "8.8.8.8 192.168.60.10 tcp 80": "deny",
    "192.168.40.7 8.8.8.8 tcp 443": "allow",
    "192.168.40.7 8.8.8.8 tcp 139": "deny",
    "192.168.40.7 192.0.2.9 tcp 80": "deny",  # gateway null
    "192.168.41.7 192.168.60.7 tcp 445": "allow",  # out of the VLAN nothing is filtered
    "10.90.1.5 192.168.60.7 tcp 104": "allow",
    "10.90.1.5 192.168.60.7 tcp 105": "deny",
    "10.90.2.5 192.168.60.7 tcp 104": "deny",
    "192.168.60.7 10.90.1.5 tcp 445": "allow",
    "192.168.40.7 192.168.40.1 tcp 22": "local",
    "192.168.40.201 192.168.60.7 tcp 445": "allow",  # somebody who has dialled in
}


@pytest.mark.parametrize("question", FATES)
def test_what_passes(question: str, clinic: Gateway) -> None:
    assert fate(clinic, question) == FATES[question]


PASTED = {
    "8.8.8.8 10.40.0.1 tcp 5900": "allow",
    "8.8.8.8 10.40.0.1 tcp 445": "allow",  # all else goes to one machine, and filter 200022 asks for a source port only
    "8.8.8.8 10.40.0.1 udp 161": "unknown",  # filter 200024 is not understood
    "10.40.0.5 10.60.0.5 tcp 445": "allow",
}


@pytest.mark.parametrize("question", PASTED)
def test_what_passes_at_the_pasted_one(question: str, pasted: Gateway) -> None:
    # The line's address is leased: what is sent to "its address" is sent to any address of the router.
    assert fate(pasted, question) == PASTED[question]


def test_no_filter_at_all_lets_everything_pass() -> None:
    gateway = read_text(
        yamaha_rtx,
        "ip lan1 address 10.0.0.1/24\nip lan2 address 10.0.1.1/24\nip route default gateway 10.0.1.254\nip filter 1 reject * *\n",
    )
    assert not gateway.filters
    assert fate(gateway, "10.0.0.5 8.8.8.8 tcp 80") == "allow"


def test_a_router_that_does_not_route() -> None:
    assert not read_text(yamaha_rtx, "ip routing off\nip lan1 address 10.0.0.1/24\ntelnetd host lan\nip route default gateway 10.0.0.2\n").forwards


# --- NAT and VPN ------------------------------------------------------------------------------------------------


def test_what_is_published(clinic: Gateway) -> None:
    found = [(item.name, item.interface, item.outer, item.outer_port, item.inner, item.inner_port) for item in clinic.publications]
    assert found[:3] == [
        ("nat 1000:1", "pp1", "203.0.113.9", 8080, "192.168.40.10", 80),
        ("nat 1000:1", "pp1", "203.0.113.9", 443, "192.168.40.10", 443),
        ("nat 1000:2", "pp1", "203.0.113.9", 13389, "192.168.40.20", 3389),
    ]
    assert all(item.inner != "192.168.40.1" for item in clinic.publications)  # that is the router itself


PAIRS = {
    "tcp 8009=https,8089,82=www": [(8009, None, 443), (8089, None, 8089), (82, None, 80)],
    "udp 5000-5010": [(5000, 5010, 5000)],
    "tcp *": [(None, None, None)],
    "tcp,udp 53": [(53, None, 53), (53, None, 53)],
    "esp": [(None, None, None)],
    "tcp hoge": [],
}


@pytest.mark.parametrize("written", PAIRS)
def test_static_entries_in_every_spelling(written: str) -> None:
    gateway = read_text(
        yamaha_rtx,
        "ip lan2 address 203.0.113.2/29\nip lan1 address 10.0.0.1/24\nip lan2 nat descriptor 7\nnat descriptor type 7 masquerade\n"
        f"nat descriptor masquerade static 7 1 10.0.0.5 {written}\nip route default gateway 203.0.113.1\n",
    )
    assert [(p.outer_port, p.outer_port_last, p.inner_port) for p in gateway.publications] == PAIRS[written]
    assert [part.what for part in gateway.unread] == ([] if PAIRS[written] else ["nat descriptor: nat 7:1"])


def test_static_nat_gives_one_address_for_another() -> None:
    gateway = read_text(
        yamaha_rtx,
        "ip lan2 address 203.0.113.2/29\nip lan1 address 10.0.0.1/24\nip lan2 nat descriptor 7\nnat descriptor type 7 nat-masquerade\n"
        "nat descriptor static 7 1 203.0.113.4=10.0.0.4 2\nip route default gateway 203.0.113.1\n",
    )
    assert [(p.outer, p.inner, p.protocol) for p in gateway.publications] == [
        ("203.0.113.4", "10.0.0.4", "any"), ("203.0.113.5", "10.0.0.5", "any"),
    ]  # fmt: skip
    # No filter is bound, so what is published is open; the rest of the inside cannot be called.
    assert fate(gateway, "8.8.8.8 203.0.113.5 tcp 3389") == "allow"
    assert fate(gateway, "8.8.8.8 10.0.0.9 tcp 3389") == "deny"


def test_a_masquerade_towards_a_private_line_hides_nothing_from_its_neighbours() -> None:
    """The line itself lies in the hospital: its machines can send to what is behind, whatever the NAT does."""
    gateway = read_text(
        yamaha_rtx,
        "ip lan2 address 192.168.1.2/24\nip lan1 address 10.0.0.1/24\nip lan2 nat descriptor 7\nnat descriptor type 7 masquerade\n"
        "ip route default gateway 192.168.1.1\n",
    )
    assert fate(gateway, "192.168.1.50 10.0.0.9 tcp 3389") == "allow"
    assert fate(gateway, "8.8.8.8 10.0.0.9 tcp 3389") == "deny"


def test_tunnels(clinic: Gateway) -> None:
    found = {item.name: item for item in clinic.tunnels}
    assert list(found) == ["tunnel7", "tunnel8", "pp anonymous"]
    seven = found["tunnel7"]
    assert (seven.peer, seven.interface, seven.ike_version, seven.remote_networks, seven.description) == (
        "198.51.100.77", "pp1", 2, ("10.90.0.0/16",), "検査センター",
    )  # fmt: skip
    assert (found["tunnel8"].peer, found["tunnel8"].source_limited, found["tunnel8"].serving) == (None, False, False)
    people = found["pp anonymous"]
    assert people.pool is not None
    assert people.pool.ranges == (("192.168.40.200", "192.168.40.203"),)
    assert (people.users, people.second_factor, people.serving) == (("yamada", "suzuki"), False, True)


def test_a_line_that_comes_by_a_tunnel_is_no_vpn() -> None:
    gateway = read_text(
        yamaha_rtx,
        "ip lan1 address 10.0.0.1/24\nip route default gateway tunnel 1\ntunnel select 1\n tunnel encapsulation map-e\n tunnel enable 1\n",
    )
    assert gateway.tunnels == ()
    assert next(item.role for item in gateway.interfaces if item.name == "tunnel1") == "wan"


def test_what_is_not_modelled_is_told(pasted: Gateway, clinic: Gateway) -> None:
    assert [part.what for part in pasted.unread] == [
        "routing: ospf", "bridge member: one segment with another place", "line: ? (1)",
    ]  # fmt: skip
    assert [part.what for part in clinic.unread] == ["line: ? (1)"]


def test_the_nat_rule_explains_itself(clinic: Gateway) -> None:
    first = clinic.rules[0]
    assert (first.id, first.action, first.from_interfaces) == ("nat descriptor 1000", Action.DENY, ("pp1",))
    assert first.source_ref.line is not None


def test_lans_that_are_one_segment_are_filtered_at_the_bridge_and_not_between_them() -> None:
    gateway = read_text(
        yamaha_rtx,
        "# RTX1210 Rev.14.01.42 (Tue Jul 12 2022)\nbridge member bridge1 lan1 lan3\nip bridge1 address 10.0.0.1/24\nip bridge1 secure filter in 1 9\n"
        "ip lan2 address 192.168.5.1/24\nip filter 1 reject 10.0.0.0/24 192.168.5.0/24 * * *\nip filter 9 pass * * * * *\n",
    )
    assert [item.name for item in gateway.interfaces] == ["bridge1", "lan2"]
    assert gateway.unread == ()
    assert fate(gateway, "10.0.0.5 192.168.5.9 tcp 445") == "deny"
    assert fate(gateway, "192.168.5.9 10.0.0.5 tcp 445") == "allow"
