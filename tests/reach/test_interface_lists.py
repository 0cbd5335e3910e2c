"""Routers and switches whose lists are bound to interfaces: judged coming in, and again going out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.model import Gateway, Hospital, Network, Zone, ZoneKind
from inmori.model.gateway import Action, AddressSet, Interface, PortSpan, Route, Rule, ServiceSet, Tunnel
from inmori.reach import ask, crossings, real_zones
from inmori.reach.address_space import address
from inmori.reach.atlas import Atlas
from inmori.reach.crossing_kind import CrossingKind
from inmori.reach.filter import decisions
from inmori.reach.gateway_view import GatewayView
from inmori.reach.service_space import service
from tests.ingest import gear_oracle
from tests.reach.rule_worlds import HERE, HOSTS, SERVICES, addresses, gateway_with, services

NAMES = ("port1", "port2", "port3", "wan1")
sides = st.one_of(
    st.tuples(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2).map(tuple), st.just(())),
    st.tuples(st.just(()), st.lists(st.sampled_from(NAMES), min_size=1, max_size=2).map(tuple)),
    st.just(((), ())),
)
listed = st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(tuple)


@st.composite
def drawn(draw: st.DrawFn) -> Rule:
    inward, outward = draw(sides)
    return Rule(
        id="",
        enabled=draw(st.sampled_from([True, True, True, False])),
        opens=draw(st.sampled_from([True, True, True, False])),
        action=draw(st.sampled_from([Action.ALLOW, Action.DENY])),
        from_interfaces=inward,
        to_interfaces=outward,
        source=draw(addresses),
        destination=draw(addresses),
        service=draw(services),
        publications=draw(st.sampled_from([(), (), ("VIP",)])),
        unread=draw(st.sampled_from([(), (), (), ("time-range",)])),
        source_ref=HERE,
    )


@st.composite
def switches(draw: st.DrawFn) -> Gateway:
    gateway = gateway_with(draw(st.lists(drawn(), max_size=6)))
    changes = {
        "per_interface": True,
        "filtered_in": draw(listed),
        "filtered_out": draw(listed),
        "interface_zones": (),
    }
    return gateway.model_copy(update=changes)


@settings(max_examples=120, deadline=None)
@given(switches(), st.data())
def test_every_packet_fares_as_the_naive_evaluator_says(gateway: Gateway, data: st.DataObject) -> None:
    view = GatewayView.of(gateway)
    for _ in range(40):
        src, dst = (
            data.draw(st.sampled_from(HOSTS)),
            data.draw(st.sampled_from([*HOSTS, "198.51.100.2", "198.51.100.5"])),
        )
        protocol, port = data.draw(st.sampled_from(SERVICES))
        number = service(protocol, port)
        assert number is not None
        found = decisions(view, src=address(src) or 0, dst=address(dst) or 0, service=number)
        expected = gear_oracle.verdict(gateway, src, dst, protocol, port)
        if expected == "local":
            assert [decision.ref for decision in found] == ["local"]
        elif dst != "198.51.100.5":  # published to some only; answered for by the gateway otherwise
            assert [decision.verdict.value for decision in found] == [expected], (src, dst, protocol, port)


@settings(max_examples=60, deadline=None)
@given(switches())
def test_sets_say_what_packets_say(gateway: Gateway) -> None:
    atlas = Atlas([gateway])
    view, axis, ports = atlas.views[0], atlas.universe.addresses, atlas.universe.services
    for ingress in NAMES:
        for egress in NAMES:
            if ingress == egress:
                continue
            pieces = [p for p in atlas.spaces[0].between(ingress, egress) if p.publication is None]
            for src in HOSTS:
                for dst in HOSTS:
                    if not (axis.holds(atlas.spaces[0].territories.get(ingress, 0), address(src) or 0)
                            and axis.holds(atlas.spaces[0].territories.get(egress, 0), address(dst) or 0)):  # fmt: skip
                        continue
                    number = service("tcp", 80) or 0
                    hit = [p for p in pieces if axis.holds(p.box.src, address(src) or 0) and axis.holds(p.box.dst, address(dst) or 0)
                           and ports.holds(p.box.service, number)]  # fmt: skip
                    [decision] = decisions(view, src=address(src) or 0, dst=address(dst) or 0, service=number)
                    assert [(p.verdict, p.ref) for p in hit] == [(decision.verdict, decision.ref)]


def rule(number: str, action: Action, **changes: object) -> Rule:
    whole = AddressSet(ranges=(("0.0.0.0", "255.255.255.255"),))
    values = {
        "id": number, "action": action, "source": whole, "destination": whole,
        "service": ServiceSet(ports=(PortSpan(protocol="any"),)), "source_ref": HERE, **changes,
    }  # fmt: skip
    return Rule.model_validate(values)


def switch(*rules: Rule, **changes: object) -> Gateway:
    ports = (
        Interface(name="Vlan10", cidr="10.0.10.1/24", source_ref=HERE),
        Interface(name="Vlan20", cidr="10.0.20.1/24", source_ref=HERE),
        Interface(name="Vlan30", cidr="10.0.30.1/24", source_ref=HERE),
    )
    values = {
        "id": "sw", "per_interface": True, "default": Action.ALLOW, "interfaces": ports, "rules": rules, "source_ref": HERE, **changes,
    }  # fmt: skip
    return Gateway.model_validate(values)


WEB = ServiceSet(ports=(PortSpan(protocol="tcp", first=80, last=80),))
IN10 = {"from_interfaces": ("Vlan10",)}
OUT20 = {"to_interfaces": ("Vlan20",)}
LISTS: dict[str, tuple[Gateway, str, str]] = {
    "no list at all": (switch(filters=False), "allow", "unfiltered"),
    "a list elsewhere": (switch(rule("x", Action.DENY, from_interfaces=("Vlan30",))), "allow", "unfiltered"),
    "let in": (switch(rule("a", Action.ALLOW, **IN10), filtered_in=("Vlan10",)), "allow", "policy:a"),
    "not let in": (switch(rule("a", Action.ALLOW, service=WEB, **IN10), filtered_in=("Vlan10",)), "deny", "default"),
    "a list that ends open": (switch(rule("a", Action.DENY, service=WEB, **IN10)), "allow", "default"),
    "let in, but not out": (
        switch(rule("a", Action.ALLOW, **IN10), rule("b", Action.DENY, **OUT20), filtered_in=("Vlan10",)), "deny", "policy:b"),
    "let in and out": (
        switch(rule("a", Action.ALLOW, **IN10), rule("b", Action.ALLOW, **OUT20), filtered_in=("Vlan10",), filtered_out=("Vlan20",)),
        "allow", "policy:a"),
    "stopped on the way out for want of a rule": (switch(filtered_out=("Vlan20",)), "deny", "default"),
    "replies only": (switch(rule("a", Action.ALLOW, opens=False, **IN10), filtered_in=("Vlan10",)), "deny", "default"),
    "doubt on the way out": (
        switch(rule("a", Action.ALLOW, **IN10), rule("b", Action.DENY, unread=("time-range N",), **OUT20)), "unknown", "time-range N"),
    "doubt does not matter where it is stopped anyway": (
        switch(rule("a", Action.DENY, unread=("x",), **IN10), filtered_out=("Vlan20",)), "deny", "default"),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_on_the_way_in_and_out(name: str) -> None:
    gateway, verdict, ref = LISTS[name]
    answer = ask([gateway], src="10.0.10.5", dst="10.0.20.5", protocol="tcp", port=443)
    assert (answer.verdict.value, answer.ref) == (verdict, ref)


def test_a_layer_2_switch_is_no_station() -> None:
    core = switch(filters=False)
    access = Gateway(
        id="l2",
        forwards=False,
        interfaces=(Interface(name="Vlan10", cidr="10.0.10.9/24", source_ref=HERE),),
        source_ref=HERE,
    )
    answer = ask([access, core], src="10.0.10.5", dst="10.0.20.5", protocol="tcp", port=443)
    assert (answer.verdict.value, answer.gateway_id) == ("allow", "sw")


def hospital(gateway: Gateway, kinds: dict[str, ZoneKind]) -> Hospital:
    zones = tuple(Zone(id=name, kind=kind, networks=(Network(cidr=name),)) for name, kind in kinds.items())
    return Hospital(gateways=(gateway,), zones=zones)


KINDS = {"10.0.10.0/24": ZoneKind.CLINICAL, "10.0.20.0/24": ZoneKind.INFO, "10.0.30.0/24": ZoneKind.DEPT}


def test_interfaces_without_lists_are_one_zone_and_those_with_are_apart() -> None:
    found = real_zones(hospital(switch(rule("a", Action.DENY, from_interfaces=("Vlan30",))), KINDS))
    assert sorted(zone.zone_ids for zone in found) == [("10.0.10.0/24", "10.0.20.0/24"), ("10.0.30.0/24",)]


def test_a_switch_joins_what_no_list_keeps_apart() -> None:
    """Clinical and information networks meet at the switch; the department's own list does not change that."""
    gateway = switch(
        rule("a", Action.DENY, from_interfaces=("Vlan30",)), rule("b", Action.DENY, to_interfaces=("Vlan30",))
    )
    found = [item for item in crossings(hospital(gateway, KINDS)) if item.kind is CrossingKind.CORE_BYPASS]
    assert [(item.from_zone, item.to_zone) for item in found] == [("10.0.10.0/24", "10.0.20.0/24")]


def test_a_tunnel_into_a_closed_network_is_found_beside_a_filtered_line() -> None:
    tunnel = Tunnel(
        name="tunnel1", kind="ipsec", peer="198.51.100.7", remote_networks=("10.99.0.0/16",), source_ref=HERE
    )
    gateway = switch(rule("a", Action.DENY, from_interfaces=("pp1",)), tunnels=(tunnel,))
    found = [item for item in crossings(hospital(gateway, KINDS)) if item.kind is CrossingKind.DIRECT_ROUTER]
    assert {item.from_zone for item in found} == {"10.0.10.0/24", "10.0.30.0/24"}
    assert all("198.51.100.7" in item.refs for item in found)


def behind_a_firewall(*entries: Rule) -> Hospital:
    """A switch with a list for the clinical network, then a firewall that lets that network out to the web."""
    core = Gateway(
        id="core", per_interface=True, default=Action.ALLOW, rules=entries, filtered_in=("Vlan10",), source_ref=HERE,
        interfaces=(
            Interface(name="Vlan10", cidr="10.0.10.1/24", source_ref=HERE),
            Interface(name="Vlan90", cidr="10.0.90.1/24", source_ref=HERE),
            Interface(name="Vlan98", cidr="10.0.98.2/30", source_ref=HERE),
        ),
        routes=(Route(destination="0.0.0.0/0", via="10.0.98.1", source_ref=HERE),),
    )  # fmt: skip
    wall = Gateway(
        id="wall", rules=(rule("1", Action.ALLOW, service=WEB, from_interfaces=("port2",), to_interfaces=("wan1",)),), source_ref=HERE,
        interfaces=(
            Interface(name="port2", cidr="10.0.98.1/30", source_ref=HERE),
            Interface(name="wan1", cidr="203.0.113.2/29", source_ref=HERE),
        ),
        routes=(
            Route(destination="0.0.0.0/0", via="203.0.113.1", interface="wan1", source_ref=HERE),
            Route(destination="10.0.10.0/24", via="10.0.98.2", source_ref=HERE),
        ),
    )  # fmt: skip
    found = hospital(core, {"10.0.10.0/24": ZoneKind.CLINICAL, "10.0.90.0/24": ZoneKind.GUEST})
    return found.model_copy(update={"gateways": (core, wall)})


BEYOND = {
    "the list lets everything out": (rule("a", Action.ALLOW, **IN10), [("wall", "1"), ("core", "a")]),
    "the list lets out towards the web only": (
        rule("a", Action.ALLOW, service=WEB, destination=AddressSet(ranges=(("203.0.113.9", "203.0.113.9"),)), **IN10), [("wall", "1")]),
    "the list lets nothing out": (rule("a", Action.DENY, **IN10), []),
}  # fmt: skip


@pytest.mark.parametrize("name", BEYOND)
def test_a_list_that_hands_on_to_a_firewall_tells_only_of_what_the_firewall_does_not(name: str) -> None:
    """The way to the internet is the firewall's to tell; the way to the guests beside it is the list's own."""
    entry, expected = BEYOND[name]
    found = [item for item in crossings(behind_a_firewall(entry)) if item.rule_id]
    assert sorted((item.gateway_id, item.rule_id) for item in found) == sorted(expected)
    zones = {item.gateway_id: item.to_zone for item in found}
    assert zones.get("wall", "internet") == "internet"
    assert zones.get("core", "10.0.90.0/24") == "10.0.90.0/24"


def test_what_only_the_way_in_leaves_open_is_told_as_a_way_in() -> None:
    """The clinical network's list is for what comes out of it; from the guests' network nothing stops anybody."""
    found = [item for item in crossings(behind_a_firewall(rule("a", Action.DENY, **IN10))) if not item.rule_id]
    assert [(item.from_zone, item.to_zone, item.inbound) for item in found] == [("10.0.90.0/24", "10.0.10.0/24", True)]
