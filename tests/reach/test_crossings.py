"""Every kind of crossing from what makes it, and its narrow, explained neighbour that is none of the kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.model import DateFact, DeviceKind, Hospital, RemoteMethod, TextFact, YesNo
from inmori.model.gateway import Action, AddressSet, Interface, Route
from inmori.reach import Crossing, CrossingKind, Verdict, crossings
from tests.reach.house import (
    CONF,
    IMAGING,
    INTERNET_HOST,
    OFFICE,
    OFFICE_SERVER,
    OQS,
    PARTNER,
    PC,
    SECOND,
    SERVER,
    TUNNEL_NET,
    VENDOR_NET,
    addresses,
    contract,
    device,
    firewall,
    flow,
    hospital,
    ipsec,
    listed,
    rule,
    sslvpn,
    vip,
)

TODAY = date(2026, 6, 1)
OUT, IN = ("port2", "wan1"), ("wan1", "port2")
K = CrossingKind
CLINIC = addresses("10.4.10.0/24", "10.4.12.0/24")

# name: (hospital, expected kinds of the crossings in any order)
RULES: dict[str, tuple[Hospital, list[CrossingKind]]] = {
    "no rule, no crossing": (hospital(), []),
    "a disabled rule is none": (hospital(rule(1, "all", "all", way=OUT, enabled=False)), []),
    "a rule that an earlier deny empties": (
        hospital(rule(1, "all", "all", way=OUT, action=Action.DENY), rule(2, "all", "all", way=OUT)), [],
    ),
    "a rule between two closed zones": (hospital(rule(1, "10.4.30.0/24", "10.4.10.0/24", way=("port2", "port2"))), []),
    "office to the internet": (hospital(rule(1, "192.168.5.0/24", "all", way=("port1", "wan1"))), []),
    "everything out": (hospital(rule(1, "all", "all", way=OUT, comment="閲覧用")), [K.ANY_RULE]),
    "everything out, to be removed soon": (hospital(rule(1, CLINIC, "all", way=OUT, comment="一時")), [K.ANY_RULE]),
    "the web for a whole closed network": (hospital(rule(1, CLINIC, "all", "WEB", way=OUT, comment="閲覧")), [K.ANY_RULE]),
    "everything between office and clinic": (
        hospital(rule(1, "192.168.5.0/24", SERVER, way=("port1", "port2"), comment="申請No.3")), [K.ANY_RULE],
    ),
    "an agent to its server": (
        hospital(rule(1, CLINIC, OFFICE_SERVER, "AGENT", way=("port2", "port1"), comment="ウイルス対策の配信")), [K.SANCTIONED],
    ),
    "the same without a word": (hospital(rule(1, CLINIC, OFFICE_SERVER, "AGENT", way=("port2", "port1"))), [K.UNEXPLAINED]),
    "the same as a test": (
        hospital(rule(1, CLINIC, OFFICE_SERVER, "AGENT", way=("port2", "port1"), comment="test")), [K.UNEXPLAINED],
    ),
    "one office machine reads charts": (
        hospital(rule(1, OFFICE, SERVER, "HTTPS", way=("port1", "port2"), comment="地域連携室 申請No.21")), [K.SANCTIONED],
    ),
    "remote desktop from the whole office": (
        hospital(rule(1, "192.168.5.0/24", SERVER, "RDP", way=("port1", "port2"), comment="管理")), [K.UNEXPLAINED],
    ),
    "billing to the eligibility terminals": (
        hospital(rule(1, SERVER, "10.4.40.3-10.4.40.5", "SMB", way=("port2", "port3"), comment="資格確認連携")), [K.SANCTIONED],
    ),
    "files to the office": (
        hospital(rule(1, "10.4.10.0/24", OFFICE_SERVER, "SMB", way=("port2", "port1"), comment="統計データ")), [K.FILE_TO_INFO],
    ),
    "files to the office by SFTP": (
        hospital(rule(1, SERVER, OFFICE_SERVER, "SFTP", way=("port2", "port1"), comment="日報")), [K.FILE_TO_INFO],
    ),
    "files from one server, applied for": (
        hospital(rule(1, SERVER, OFFICE_SERVER, "SMB", way=("port2", "port1"), comment="統計 申請番号:2024-7")), [K.SANCTIONED],
    ),
    "files to the office and elsewhere by any service": (
        hospital(rule(1, "10.4.10.0/24", OFFICE_SERVER, way=("port2", "port1"))), [K.ANY_RULE],
    ),
    "images to a reading centre": (
        hospital(rule(1, IMAGING, PARTNER, "HTTPS", way=OUT, comment="遠隔読影")), [K.SANCTIONED],
    ),
    "the same, and nobody knows": (hospital(rule(1, IMAGING, PARTNER, "HTTPS", way=OUT)), [K.UNEXPLAINED]),
    "updates by name": (
        hospital(rule(1, CLINIC, AddressSet(unresolved=("update.example",), names=("UPD",)), "HTTPS", way=OUT, comment="定義更新")),
        [K.SANCTIONED],
    ),
    "published to everybody": (
        hospital(
            rule(1, "all", AddressSet(names=("V1",)), "RDP", way=IN, comment="保守", publications=("V1",)), gateway={"publications": (vip(),)}
        ),
        [K.PUBLISHED_SERVICE],
    ),
    "published to one contractor": (
        hospital(
            rule(1, PARTNER, AddressSet(names=("V1",)), "RDP", way=IN, comment="北斗メディカル 保守", publications=("V1",)),
            gateway={"publications": (vip(),)}, contracts=(contract("北斗メディカル株式会社", end=date(2027, 3, 31)),),
        ),
        [K.SANCTIONED],
    ),
    "published, with no rule that uses it": (hospital(gateway={"publications": (vip(),)}), []),
    "published into the office": (
        hospital(
            rule(1, "all", AddressSet(names=("V1",)), "HTTPS", way=("wan1", "port1"), publications=("V1",)),
            gateway={"publications": (vip(OFFICE_SERVER, 443),)},
        ),
        [],
    ),
    "the internet let straight in": (hospital(rule(1, "all", "10.4.10.0/24", way=IN)), [K.PUBLISHED_SERVICE]),
    "people with a password": (
        hospital(rule(1, "all", CLINIC, way=("ssl.root", "port2"), users=("STAFF",)), gateway={"tunnels": (sslvpn(),)}),
        [K.SSLVPN_PASSWORD_ONLY],
    ),
    "people whose second factor is not known": (
        hospital(rule(1, "all", CLINIC, way=("ssl.root", "port2")), gateway={"tunnels": (sslvpn(second_factor=None),)}),
        [K.SSLVPN_UNKNOWN_FACTOR],
    ),
    "the same, applied for: still not known to be safe": (
        hospital(
            rule(1, "all", SERVER, "RDP", way=("ssl.root", "port2"), comment="医師自宅 申請No.3"),
            gateway={"tunnels": (sslvpn(second_factor=None),)},
        ),
        [K.SSLVPN_UNKNOWN_FACTOR],
    ),
    "people with a token, to one server": (
        hospital(
            rule(1, "all", SERVER, "RDP", way=("ssl.root", "port2"), comment="医師自宅"), gateway={"tunnels": (sslvpn(second_factor=True),)}
        ),
        [K.SANCTIONED],
    ),
    "a vendor on the list": (
        hospital(
            rule(1, VENDOR_NET, SERVER, "RDP", way=("port4", "port2"), comment="保守"),
            remote_accesses=(listed("北斗メディカル(株)", targets=(SERVER,)),),
        ),
        [K.SANCTIONED],
    ),
    "a vendor under contract": (
        hospital(
            rule(1, VENDOR_NET, SERVER, "RDP", way=("port4", "port2")), contracts=(contract("㈱北斗メディカル", end=date(2027, 3, 31)),)
        ),
        [K.SANCTIONED],
    ),
    "a vendor whose contract has ended": (
        hospital(
            rule(1, VENDOR_NET, SERVER, "RDP", way=("port4", "port2"), comment="保守"),
            contracts=(contract("北斗メディカル", end=date(2024, 3, 31)),),
        ),
        [K.STALE_TUNNEL],
    ),
    "a contract that renews itself": (
        hospital(
            rule(1, VENDOR_NET, SERVER, "RDP", way=("port4", "port2"), comment="保守"),
            contracts=(contract("北斗メディカル", end=date(2024, 3, 31), auto_renewal=YesNo.of(True)),),
        ),
        [K.SANCTIONED],
    ),
    "a vendor let in everywhere": (
        hospital(rule(1, VENDOR_NET, CLINIC, way=("port4", "port2"), comment="北斗メディカル 保守")), [K.ANY_RULE],
    ),
    "a tunnel without a word": (
        hospital(rule(1, TUNNEL_NET, SERVER, "RDP", way=("TO_NET", "port2")), gateway={"tunnels": (ipsec(),)}), [K.UNEXPLAINED],
    ),
    "a single machine with every way out": (hospital(rule(1, "10.4.30.200", "all", way=OUT)), [K.VENDOR_BOX]),
    "only VPN ports": (hospital(rule(1, "10.4.30.200", "all", "IPSEC", way=OUT, comment="保守")), [K.VENDOR_BOX]),
    "a known computer with every way out": (
        hospital(rule(1, SERVER, "all", way=OUT), devices=(device(1, SERVER, kind=DeviceKind.SERVER),)), [K.ANY_RULE],
    ),
    "a remote tool by its port": (hospital(rule(1, IMAGING, "all", "ANYDESK", way=OUT)), [K.REMOTE_TOOL]),
    "a remote tool by its name": (hospital(rule(1, IMAGING, "all", way=OUT, comment="TeamViewer用")), [K.REMOTE_TOOL]),
    "a remote tool by its traffic": (
        hospital(rule(1, IMAGING, "all", way=OUT, comment="更新用"), flows=(flow(IMAGING, INTERNET_HOST, 7070),)), [K.REMOTE_TOOL],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_kinds_of_what_rules_allow(name: str) -> None:
    made, expected = RULES[name]
    found = crossings(made, today=TODAY)
    assert [crossing.kind for crossing in found] == expected
    assert all(crossing.rule_id == "1" for crossing in found)
    assert all(0.0 < crossing.confidence <= 1.0 for crossing in found)


def only(made: Hospital) -> Crossing:
    [found] = crossings(made, today=TODAY)
    return found


def test_a_published_service_names_everything_to_look_for() -> None:
    found = only(
        hospital(
            rule(27, "all", AddressSet(names=("V1",)), "RDP", way=IN, publications=("V1",)),
            gateway={"publications": (vip(),)},
            devices=(device(7, SERVER, kind=DeviceKind.SERVER, name="KARTE-SV"),),
            flows=(flow(INTERNET_HOST, SERVER, 3389, connections=9),),
        )
    )
    assert {"policy:27", "rule-27", "V1", SERVER, INTERNET_HOST, "KARTE-SV", "00:11:22:33:44:07"} <= set(
        found.refs
    )
    assert (found.from_zone, found.to_zone, found.inbound, found.seen) == ("internet", "karte", True, 9)
    assert (found.allowed, found.device_ids, found.gateway_id) == (Verdict.ALLOW, ("D7",), "fw")


def test_people_in_the_tunnel_come_from_the_internet_with_their_addresses() -> None:
    found = only(
        hospital(
            rule(28, addresses("10.4.99.10-10.4.99.20"), CLINIC, way=("ssl.root", "port2"), users=("STAFF",)),
            gateway={"tunnels": (sslvpn(),)},
            flows=(flow("10.4.99.11", SERVER, 3389),),
        )
    )
    assert {"ssl.root", "policy:28", "STAFF", "VPN_POOL", "10.4.99.11"} <= set(found.refs)
    assert (found.from_zone, found.inbound, found.seen) == ("internet", True, 3)


def test_traffic_belongs_to_the_first_rule_that_lets_it_pass() -> None:
    made = hospital(
        rule(1, SERVER, PARTNER, "HTTPS", way=OUT, comment="読影"),
        rule(2, "all", "all", way=OUT),
        flows=(flow(SERVER, PARTNER), flow(SERVER, INTERNET_HOST), flow(PC, INTERNET_HOST, connections=5)),
    )
    found = {crossing.rule_id: crossing for crossing in crossings(made, today=TODAY)}
    assert (found["1"].seen, found["2"].seen) == (3, 8)
    assert PC in found["2"].refs


def test_telling_traffic_under_a_wide_rule_stands_on_its_own() -> None:
    made = hospital(
        rule(1, "all", "all", way=OUT),
        rule(2, "10.4.10.0/24", "192.168.5.0/24", way=("port2", "port1")),
        flows=(
            flow(PC, INTERNET_HOST),
            flow(IMAGING, INTERNET_HOST, 5938),
            flow("10.4.30.200", PARTNER, 4500, "udp"),
            flow(SERVER, OFFICE, 445),
        ),
    )
    found = {(crossing.kind, crossing.source) for crossing in crossings(made, today=TODAY)}
    assert found == {
        (K.ANY_RULE, "all"), (K.ANY_RULE, "10.4.10.0/24"), (K.REMOTE_TOOL, IMAGING), (K.VENDOR_BOX, "10.4.30.200"),
        (K.FILE_TO_INFO, SERVER),
    }  # fmt: skip


LOOSE = {
    "a denied attempt that nobody answered": (flow(PC, INTERNET_HOST, answered=False), None),
    "answered although denied": (flow(PC, INTERNET_HOST), (K.UNEXPLAINED, Verdict.DENY)),
    "a remote tool past the rules": (flow(PC, INTERNET_HOST, 5938), (K.REMOTE_TOOL, Verdict.DENY)),
    "a VPN past the rules": (flow(PC, INTERNET_HOST, 500, "udp"), (K.VENDOR_BOX, Verdict.DENY)),
    "files past the rules": (flow(PC, OFFICE, 445), (K.FILE_TO_INFO, Verdict.DENY)),
    "somebody from outside": (flow(INTERNET_HOST, PC, 3389), (K.PUBLISHED_SERVICE, Verdict.DENY)),
    "names from the gateway": (flow(PC, "192.168.5.1", 53, "udp"), None),
    "a broadcast": (flow(PC, "192.168.5.255", 137, "udp"), None),
    "multicast": (flow(PC, "239.255.255.250", 1900, "udp"), None),
    "inside one zone": (flow(PC, SERVER), None),
    "between closed zones": (flow(PC, IMAGING, 104), None),
    "to the racks on the same side": (flow(PC, "10.4.90.5", 22), None),
    "IPv6": (flow("fe80::1", "2001:db8::1"), None),
}


@pytest.mark.parametrize("name", LOOSE)
def test_traffic_that_no_rule_accounts_for(name: str) -> None:
    item, expected = LOOSE[name]
    found = crossings(hospital(flows=(item,)), today=TODAY)
    assert [(crossing.kind, crossing.allowed) for crossing in found] == ([expected] if expected else [])
    for crossing in found:
        assert crossing.rule_id is None
        assert PC in crossing.refs


def test_traffic_without_any_configuration_is_unknown() -> None:
    made = hospital(flows=(flow(PC, INTERNET_HOST), flow(PC, PARTNER))).model_copy(update={"gateways": ()})
    found = only(made)
    assert (found.allowed, found.seen, found.gateway_id) == (Verdict.UNKNOWN, 6, None)


MACHINES: dict[str, tuple[Any, list[CrossingKind]]] = {
    "one foot on each side": (device(1, PC, OFFICE), [K.DUAL_HOMED_PC]),
    "a load balancer": (device(1, PC, OFFICE, kind=DeviceKind.SERVER, called=TextFact.of("負荷分散装置 BIG-IP")), []),
    "the next hop of a route": (device(1, "10.4.255.2", PC, OFFICE, kind=DeviceKind.SERVER), []),
    "a firewall has feet everywhere": (device(1, PC, OFFICE, kind=DeviceKind.FIREWALL), []),
    "so has a switch": (device(1, PC, OFFICE, kind=DeviceKind.L3_SWITCH), []),
    "the configured gateway by its address": (device(1, "192.168.5.1", PC, kind=DeviceKind.OTHER), []),
    "two closed zones": (device(1, PC, IMAGING), []),
    "a management card": (device(1, SERVER, "10.4.90.5", kind=DeviceKind.SERVER), []),
    "an eligibility terminal by design": (device(1, PC, OQS, kind=DeviceKind.OQS_TERMINAL), [K.SANCTIONED]),
    "a zone on record without an address": (device(1, PC, zones=(TextFact.of("jimu"),)), [K.DUAL_HOMED_PC]),
    "a mobile router by kind": (device(1, "10.4.10.200", kind=DeviceKind.MOBILE_ROUTER), [K.MOBILE_ROUTER]),
    "a mobile router by words": (
        device(1, "10.4.10.200", kind=DeviceKind.OTHER, called=TextFact.of("LTEルータ(業者)")),
        [K.MOBILE_ROUTER],
    ),
    "a portable X-ray unit": (
        device(1, "10.4.30.9", kind=DeviceKind.MODALITY, called=TextFact.of("モバイルX線撮影装置")),
        [],
    ),
    "a mobile router in the office": (device(1, OFFICE, kind=DeviceKind.MOBILE_ROUTER), []),
    "a vendor's box on record": (device(1, "10.4.30.200", kind=DeviceKind.VENDOR_BOX), [K.VENDOR_BOX]),
    "a maintenance router on record": (
        device(1, "10.4.30.200", kind=DeviceKind.ROUTER, called=TextFact.of("リモート保守ルータ")),
        [K.DIRECT_ROUTER],
    ),
}


@pytest.mark.parametrize("name", MACHINES)
def test_machines_that_cross_by_themselves(name: str) -> None:
    machine, expected = MACHINES[name]
    found = crossings(hospital(devices=(machine,)), today=TODAY)
    assert [crossing.kind for crossing in found] == expected
    for crossing in found:
        assert crossing.device_ids == ("D1",)
        assert "00:11:22:33:44:01" in crossing.refs


def test_both_feet_seen_is_firmer_than_two_lines_of_paper() -> None:
    machine = device(1, PC, OFFICE)
    quiet = only(hospital(devices=(machine,)))
    talking = [flow(PC, SERVER), flow(OFFICE, OFFICE_SERVER)]
    loud = only(hospital(devices=(machine,), flows=tuple(talking)))
    assert (quiet.seen, loud.seen) == (0, 6)
    assert loud.confidence > quiet.confidence


def switch(**more: Any) -> Any:
    feet = (
        ("Vlan10", "10.4.10.254/24"),
        ("Vlan5", "192.168.5.254/24"),
        ("Vlan30", "10.4.30.254/24"),
        ("Vlan90", "10.4.90.254/24"),
    )
    interfaces = tuple(Interface(name=name, cidr=cidr, source_ref=CONF) for name, cidr in feet)
    return firewall(id="core", product="IOS", filters=False, interfaces=interfaces, routes=(), **more)


def test_a_switch_that_goes_round_the_firewall() -> None:
    made = hospital().model_copy(update={"gateways": (firewall(), switch())})
    found = crossings(made, today=TODAY)
    assert {(item.kind, item.from_zone, item.to_zone) for item in found} == {
        (K.CORE_BYPASS, "karte", "jimu"), (K.CORE_BYPASS, "bumon", "jimu"),
    }  # fmt: skip
    assert {"Vlan10", "Vlan5", "10.4.10.254", "192.168.5.254"} <= set(
        found[1].refs if found[1].from_zone == "karte" else found[0].refs
    )


def test_a_router_wired_into_the_closed_network() -> None:
    router = firewall(
        id="rtx", product="RTX", filters=False, routes=(),
        interfaces=(Interface(name="lan1", cidr="10.4.10.250/24", source_ref=CONF),), tunnels=(ipsec(name="1"),),
    )  # fmt: skip
    found = only(hospital().model_copy(update={"gateways": (firewall(), router)}))
    assert (found.kind, found.to_zone) == (K.DIRECT_ROUTER, TUNNEL_NET)
    assert {"tunnel:1", "198.51.100.20", "lan1"} <= set(found.refs)


def test_the_order_and_the_ids_do_not_depend_on_the_order_of_evidence() -> None:
    flows = tuple(flow(f"10.4.12.{last}", INTERNET_HOST, 8000 + last % 3) for last in range(1, 30))
    devices = tuple(device(number, f"10.4.12.{number}", f"192.168.5.{number}") for number in range(60, 66))
    rules = (
        rule(1, "all", "all", "WEB", way=OUT),
        rule(2, SECOND, OFFICE_SERVER, "SMB", way=("port2", "port1")),
    )
    one = crossings(hospital(*rules, flows=flows, devices=devices), today=TODAY)
    other = crossings(hospital(*rules, flows=flows[::-1], devices=devices), today=TODAY)
    assert [item.id for item in one] == [item.id for item in other]
    assert len({item.id for item in one}) == len(one)
    assert crossings(hospital(*rules, flows=flows, devices=devices), today=TODAY) == one


def test_zones_meant_to_be_closed_count_whatever_their_kind() -> None:
    made = hospital(rule(1, "10.4.90.0/24", "all", way=OUT))
    assert crossings(made, today=TODAY) == ()
    zones = tuple(
        zone.model_copy(update={"closed_by_intent": YesNo.of(True)}) if zone.id == "rack" else zone
        for zone in made.zones
    )
    [found] = crossings(made.model_copy(update={"zones": zones}), today=TODAY)
    assert (found.kind, found.from_zone) == (K.ANY_RULE, "rack")


def test_a_rule_for_any_interface_crosses_both_ways() -> None:
    found = crossings(hospital(rule(1, "all", "all")), today=TODAY)
    assert {(item.kind, item.inbound) for item in found} == {(K.ANY_RULE, False), (K.PUBLISHED_SERVICE, True)}


def two_in_a_row(outer_rules: tuple[Any, ...], inner_rules: tuple[Any, ...]) -> Hospital:
    """The firewall to the internet and the office, and behind its port2 another one next to the closed networks."""
    feet = (("up", "10.4.255.2/30"), ("servers", "10.4.10.1/24"), ("pcs", "10.4.12.1/24"))
    interfaces = tuple(Interface(name=name, cidr=cidr, source_ref=CONF) for name, cidr in feet)
    routes = (Route(destination="0.0.0.0/0", via="10.4.255.1", interface="up", source_ref=CONF),)
    inner = firewall(*inner_rules, id="inner", interfaces=interfaces, routes=routes)
    return hospital().model_copy(update={"gateways": (firewall(*outer_rules), inner)})


ROWS = {
    "the inner one denies": ((rule(1, "192.168.5.0/24", SERVER, "SMB", way=("port1", "port2")),), (), []),
    "the outer one denies": ((), (rule(2, "192.168.5.0/24", SERVER, "SMB", way=("up", "servers")),), []),
    "both allow: told by the inner one": (
        (rule(1, "192.168.5.0/24", SERVER, "SMB", way=("port1", "port2")),), (rule(2, "all", "all", "SMB", way=("up", "servers")),),
        [("inner", "2")],
    ),
    "both allow, but not the same": (
        (rule(1, "192.168.5.0/24", SERVER, "SMB", way=("port1", "port2")),), (rule(2, "192.168.5.0/24", "all", "RDP", way=("up", "servers")),), [],
    ),
    "outwards": (
        (rule(1, "10.4.12.0/24", "all", way=OUT),), (rule(2, "10.4.12.0/24", "all", "WEB", way=("pcs", "up")),), [("inner", "2")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_two_firewalls_in_a_row_make_one_crossing_if_both_let_it_pass(name: str) -> None:
    outer, inner, expected = ROWS[name]
    found = crossings(two_in_a_row(outer, inner), today=TODAY)
    assert [(crossing.gateway_id, crossing.rule_id) for crossing in found] == expected


def test_traffic_through_two_firewalls_goes_to_the_crossing_it_belongs_to() -> None:
    made = two_in_a_row(
        (rule(1, "10.4.12.0/24", "all", way=OUT),),
        (rule(2, "10.4.12.0/24", "all", "WEB", way=("pcs", "up")),),
    )
    found = only(made.model_copy(update={"flows": (flow(PC, INTERNET_HOST),)}))
    assert (found.gateway_id, found.seen) == ("inner", 3)


def test_a_rule_towards_the_internet_lets_nobody_into_private_networks() -> None:
    """The departments are on no route of this firewall: what is sent there over the line never arrives."""
    made = hospital(rule(1, "192.168.5.0/24", "all", way=("port1", "wan1")))
    routes = tuple(route for route in made.gateways[0].routes if route.destination != "10.4.30.0/24")
    assert (
        crossings(
            made.model_copy(update={"gateways": (made.gateways[0].model_copy(update={"routes": routes}),)})
        )
        == ()
    )


def test_people_in_a_tunnel_whose_pool_is_not_told() -> None:
    made = hospital(
        rule(1, "all", SERVER, "RDP", way=("ssl.root", "port2")), gateway={"tunnels": (sslvpn(pool=None),)}
    )
    found = only(made)
    assert (found.kind, found.from_zone, found.to_zone) == (K.SSLVPN_PASSWORD_ONLY, "internet", "karte")


def test_a_remote_tool_among_the_ports_of_a_few_machines() -> None:
    allow = rule(1, addresses("10.4.30.60-10.4.30.63"), "all", "VIEW", way=OUT, comment="更新")
    found = only(hospital(allow, flows=(flow("10.4.30.61", INTERNET_HOST, 5938),)))
    assert (found.kind, found.seen) == (K.REMOTE_TOOL, 3)


def test_a_vendor_known_from_other_evidence_for_the_same_tunnel() -> None:
    """The firewall's own words name nobody; the merged list of remote paths does, and his contract has ended."""
    path = listed("みどりメディカル", "TO_NET").model_copy(update={"listed": YesNo()})
    made = hospital(
        rule(1, TUNNEL_NET, SERVER, way=("TO_NET", "port2")), gateway={"tunnels": (ipsec(),)}, remote_accesses=(path,),
        contracts=(contract("有限会社みどりメディカル", end=date(2024, 3, 31)),),
    )  # fmt: skip
    assert only(made).kind is K.STALE_TUNNEL


def test_a_mobile_line_on_record_and_on_the_list_is_one() -> None:
    line = listed("回線会社", method=RemoteMethod.LTE_ROUTER).model_copy(update={"target_zones": ("karte",)})
    router = device(1, "10.4.10.250", kind=DeviceKind.MOBILE_ROUTER)
    assert [item.kind for item in crossings(hospital(remote_accesses=(line,)), today=TODAY)] == [
        K.MOBILE_ROUTER
    ]
    assert [
        item.id for item in crossings(hospital(remote_accesses=(line,), devices=(router,)), today=TODAY)
    ] == ["device:D1:mobile"]


def test_the_newest_date_of_the_evidence_decides_without_today() -> None:
    ended = contract("北斗メディカル", end=date(2024, 3, 31))
    allow = rule(1, VENDOR_NET, SERVER, "RDP", way=("port4", "port2"), comment="保守")
    assert [item.kind for item in crossings(hospital(allow, contracts=(ended,)))] == [K.SANCTIONED]
    later = contract("南星システム", start=DateFact.of(date(2025, 4, 1)))
    assert [item.kind for item in crossings(hospital(allow, contracts=(ended, later)))] == [K.STALE_TUNNEL]
