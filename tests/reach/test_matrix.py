"""The matrix of zones, and the zones as they really are."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.model import Hospital, Network, Zone, ZoneKind
from inmori.model.gateway import AddressSet, Interface, InterfaceZone, Route
from inmori.reach import Packet, Verdict, real_zones, zone_matrix
from tests.reach.house import CONF, OFFICE, SERVER, firewall, flow, hospital, rule, vip
from tests.reach.rule_worlds import GUESTS, INSIDE, SERVERS, drawn_rules, gateway_with
from tests.reach.test_atlas import by_hand_one, summary
from tests.reach.test_crossings import switch

OUT = ("port2", "wan1")


def test_cells_say_what_passes_and_show_it() -> None:
    made = hospital(
        rule(1, "192.168.5.0/24", SERVER, "HTTPS", way=("port1", "port2")),
        rule(2, "10.4.12.0/24", "all", way=OUT),
        flows=(flow(OFFICE, SERVER, connections=4), flow(OFFICE, SERVER, 445, connections=9, answered=False)),
    )
    matrix = zone_matrix(made)
    assert matrix.zone_ids == ("jimu", "karte", "bumon", "shikaku", "hoshu", "link", "rack", "internet")
    cell = matrix.cell("jimu", "karte")
    assert cell is not None
    assert (cell.verdict, cell.refs, cell.gateway_ids, cell.seen) == (
        Verdict.PARTIAL,
        ("policy:1",),
        ("fw",),
        4,
    )
    assert cell.example is not None
    assert (cell.example.dst, cell.example.port) == (SERVER, 443)
    assert cell.stopped is not None
    out = matrix.cell("karte", "internet")
    assert out is not None
    assert (out.verdict, out.filtered) == (Verdict.PARTIAL, True)
    back = matrix.cell("internet", "karte")
    assert back is not None
    assert (back.verdict, back.refs, back.example) == (Verdict.DENY, (), None)
    flat = matrix.cell("karte", "bumon")
    assert flat is not None
    assert (flat.verdict, flat.filtered) == (Verdict.ALLOW, False)
    assert matrix.cell("nowhere", "karte") is None


def test_what_is_published_is_a_way_in() -> None:
    made = hospital(
        rule(1, "all", AddressSet(names=("V1",)), "RDP", way=("wan1", "port2"), publications=("V1",)),
        gateway={"publications": (vip(),)},
    )
    cell = zone_matrix(made).cell("internet", "karte")
    assert cell is not None
    assert (cell.verdict, cell.refs) == (Verdict.PARTIAL, ("policy:1",))
    assert cell.example is not None
    assert (cell.example.dst, cell.example.port) == (SERVER, 3389)
    assert cell.example.src == "203.0.113.9"  # an address that is nobody's


def test_a_name_that_nobody_resolves_leaves_the_cell_open() -> None:
    made = hospital(rule(1, SERVER, AddressSet(unresolved=("cloud.example",)), "HTTPS", way=OUT))
    cell = zone_matrix(made).cell("karte", "internet")
    assert cell is not None
    assert (cell.verdict, cell.doubts, cell.refs) == (Verdict.UNKNOWN, ("cloud.example",), ())


def test_without_configuration_every_cell_is_unknown() -> None:
    matrix = zone_matrix(hospital().model_copy(update={"gateways": ()}))
    assert {(cell.verdict, cell.gateway_ids) for cell in matrix.cells} == {(Verdict.UNKNOWN, ())}


@settings(max_examples=25, deadline=None)
@given(st.lists(drawn_rules, max_size=5), st.booleans(), st.sampled_from(list(product("abc", "abc"))))
def test_a_cell_is_what_its_packets_are(rules: list[Any], denied: bool, pair: tuple[str, str]) -> None:
    """Against the naive evaluator over every host and every class of service that the rules can tell apart."""
    gateway = gateway_with(rules, intrazone_denied=denied)
    nets = {"a": INSIDE, "b": SERVERS, "c": GUESTS}
    zones = tuple(
        Zone(id=key, kind=ZoneKind.CLINICAL, networks=(Network(cidr=f"{net}.0/29"),))
        for key, net in nets.items()
    )
    cell = zone_matrix(Hospital(zones=zones, gateways=(gateway,))).cell(*pair)
    assert cell is not None
    near, far = nets[cell.from_zone], nets[cell.to_zone]
    services = [
        *(("tcp", port) for port in (1, 80, 81, 443, 444, 8080)),
        ("udp", 53), ("udp", 80), ("icmp", None), ("esp", None), ("gre", None),
    ]  # fmt: skip
    packets = [
        Packet(src=f"{near}.{src}", dst=f"{far}.{dst}", protocol=protocol, port=port)
        for src, dst, (protocol, port) in product(range(8), range(8), services)
    ]
    assert cell.verdict.value == summary([by_hand_one(gateway, packet) for packet in packets])
    for shown, expected in ((cell.example, "allow"), (cell.stopped, "deny")):
        assert shown is None or by_hand_one(gateway, shown) == expected


# --- zones as they really are -----------------------------------------------------------------------------------


def sets(made: Hospital) -> list[set[str]]:
    return [set(zone.zone_ids) for zone in real_zones(made)]


def test_what_lies_behind_one_interface_is_one_zone() -> None:
    found = real_zones(hospital(rule(1, "192.168.5.0/24", SERVER, "HTTPS", way=("port1", "port2"))))
    assert [set(zone.zone_ids) for zone in found] == [
        {"jimu"},
        {"karte", "bumon", "link", "rack"},
        {"shikaku"},
        {"hoshu"},
    ]
    assert found[1].refs == ("interface:port2",)
    assert found[1].mixed
    assert ZoneKind.DEPT in found[1].kinds
    assert "10.4.30.0/24" in found[1].networks


def inner_firewall(*rules: Any, filters: bool = True) -> Any:
    """The router behind port2 as a gateway of its own, with the departments on a leg apart."""
    feet = (
        ("up", "10.4.255.2/30"),
        ("servers", "10.4.10.1/24"),
        ("pcs", "10.4.12.1/24"),
        ("dept", "10.4.30.1/24"),
    )
    interfaces = tuple(Interface(name=name, cidr=cidr, source_ref=CONF) for name, cidr in feet)
    routes = (Route(destination="0.0.0.0/0", via="10.4.255.1", interface="up", source_ref=CONF),)
    return firewall(*rules, id="inner", interfaces=interfaces, routes=routes, filters=filters)


def test_another_gateway_may_part_them() -> None:
    made = hospital().model_copy(update={"gateways": (firewall(), inner_firewall())})
    assert {"bumon"} in sets(made)
    apart = [zone for zone in real_zones(made) if "karte" in zone.zone_ids]
    assert len(apart) == 2  # servers and PCs are on legs of their own
    joined = made.model_copy(update={"gateways": (firewall(), inner_firewall(filters=False))})
    assert {"karte", "bumon", "link", "rack"} in sets(joined)


def test_a_rule_for_everything_both_ways_makes_one_zone() -> None:
    both = (rule(1, "all", "all", way=("port1", "port2")), rule(2, "all", "all", way=("port2", "port1")))
    found = real_zones(hospital(*both))
    assert {"jimu", "karte", "bumon", "link", "rack"} in [set(zone.zone_ids) for zone in found]
    assert {"policy:1", "policy:2"} <= set(found[0].refs)
    assert sets(hospital(both[0]))[0] == {"jimu"}


def test_a_zone_of_interfaces_that_lets_its_members_talk() -> None:
    zone = InterfaceZone(name="INNER", interfaces=("port1", "port2"))
    open_zone = hospital(gateway={"interface_zones": (zone,)})
    assert {"jimu", "karte", "bumon", "link", "rack"} in sets(open_zone)
    shut = hospital(gateway={"interface_zones": (zone.model_copy(update={"intrazone_denied": True}),)})
    assert {"jimu"} in sets(shut)


def test_a_switch_past_the_firewall_makes_one_zone() -> None:
    made = hospital().model_copy(update={"gateways": (firewall(), switch())})
    assert {"jimu", "karte", "bumon", "rack", "link"} in sets(made)


def test_nothing_known_joins_nothing() -> None:
    made = hospital().model_copy(update={"gateways": ()})
    assert all(len(found) == 1 for found in sets(made))
