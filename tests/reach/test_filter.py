"""One packet at one gateway: the same verdict as a second, naive evaluator, and the cases worth naming."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.model import Gateway
from inmori.model.gateway import (
    Action,
    AddressSet,
    Interface,
    PortSpan,
    Route,
    Rule,
    ServiceSet,
    Tunnel,
    Unread,
)
from inmori.reach.address_space import address
from inmori.reach.answer import Verdict
from inmori.reach.filter import decisions
from inmori.reach.gateway_view import GatewayView
from inmori.reach.service_space import service
from tests.reach import naive_filter
from tests.reach.rule_worlds import HERE, HOSTS, SERVICES, gateway_with, gateways


def decided(
    gateway: Gateway, src: str, dst: str, protocol: str = "tcp", port: int | None = 80
) -> tuple[str, str]:
    number = service(protocol, port)
    assert number is not None
    found = decisions(GatewayView.of(gateway), src=address(src) or 0, dst=address(dst) or 0, service=number)
    assert len(found) == 1
    return found[0].verdict.value, found[0].ref


@settings(max_examples=80, deadline=None)
@given(gateways, st.data())
def test_every_packet_fares_as_the_naive_evaluator_says(gateway: Gateway, data: st.DataObject) -> None:
    view = GatewayView.of(gateway)
    targets = [*HOSTS, "198.51.100.2", "198.51.100.5"]
    for _ in range(40):
        src, dst = data.draw(st.sampled_from(HOSTS)), data.draw(st.sampled_from(targets))
        protocol, port = data.draw(st.sampled_from(SERVICES))
        number = service(protocol, port)
        assert number is not None
        found = decisions(view, src=address(src) or 0, dst=address(dst) or 0, service=number)
        expected = naive_filter.verdict(gateway, src, dst, protocol, port)
        if expected == "local":
            assert [decision.ref for decision in found] == ["local"]
        else:
            assert [decision.verdict.value for decision in found] == [expected], (src, dst, protocol, port)


def rule(number: str, action: Action = Action.ALLOW, **changes: object) -> Rule:
    whole = AddressSet(ranges=(("0.0.0.0", "255.255.255.255"),))
    values = {
        "id": number, "action": action, "source": whole, "destination": whole,
        "service": ServiceSet(ports=(PortSpan(protocol="any"),)), "source_ref": HERE, **changes,
    }  # fmt: skip
    return Rule.model_validate(values)


FQDN = AddressSet(unresolved=("update.example",))
CASES = {
    "no rule at all": ([], "deny", "default"),
    "the first rule that fits decides": ([rule("1"), rule("2", Action.DENY)], "allow", "policy:1"),
    "a disabled rule is passed over": ([rule("1", enabled=False), rule("2", Action.DENY)], "deny", "policy:2"),
    "a name nobody resolves may decide": ([rule("1", destination=FQDN)], "unknown", "update.example"),
    "but not when the next rule says the same": ([rule("1", destination=FQDN), rule("2")], "allow", "policy:2"),
    "a setting that was not read may decide": ([rule("1", unread=("ztna-status",))], "unknown", "ztna-status"),
    "a doubtful deny before an allow": ([rule("1", Action.DENY, source=FQDN), rule("2")], "unknown", "update.example"),
    "everything but the sender": (
        [rule("1", source=AddressSet(ranges=(("10.0.0.1", "10.0.0.1"),), negated=True))], "deny", "default",
    ),
    "everything but somebody else": (
        [rule("1", source=AddressSet(ranges=(("10.0.0.2", "10.0.0.2"),), negated=True))], "allow", "policy:1",
    ),
    "all services but this one": (
        [rule("1", service=ServiceSet(ports=(PortSpan(protocol="tcp", first=80, last=80),), negated=True))], "deny", "default",
    ),
    "everybody but a name nobody resolves": (
        [rule("1", source=AddressSet(unresolved=("VISITORS",), negated=True))], "unknown", "VISITORS",
    ),
    "an interface that does not fit": ([rule("1", from_interfaces=("port3",))], "deny", "default"),
    "a zone stands for its members": ([rule("1", from_interfaces=("LAN",))], "allow", "policy:1"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_rules_in_order(name: str) -> None:
    rules, verdict, ref = CASES[name]
    gateway = gateway_with([]).model_copy(update={"rules": tuple(rules)})
    assert decided(gateway, "10.0.0.1", "10.0.1.1") == (verdict, ref)


def test_users_must_sign_in_and_it_still_passes() -> None:
    gateway = gateway_with([rule("1", users=("staff",))])
    [found] = decisions(
        GatewayView.of(gateway),
        src=address("10.0.0.1") or 0,
        dst=address("10.0.1.1") or 0,
        service=service("tcp", 80) or 0,
    )
    assert (found.verdict, found.users) == (Verdict.ALLOW, ("staff",))


def test_members_of_a_zone_talk_freely_unless_it_is_denied() -> None:
    assert decided(gateway_with([], intrazone_denied=False), "10.0.0.1", "10.0.3.1") == (
        "allow",
        "intrazone:LAN",
    )
    assert decided(gateway_with([], intrazone_denied=True), "10.0.0.1", "10.0.3.1") == ("deny", "default")


def test_one_side_of_a_firewall_is_not_filtered() -> None:
    assert decided(gateway_with([]), "10.0.1.1", "10.0.1.2") == ("allow", "unfiltered")


def test_without_a_route_nothing_arrives() -> None:
    gateway = gateway_with([rule("1")])
    gateway = gateway.model_copy(update={"routes": gateway.routes[1:]})
    assert decided(gateway, "10.0.0.1", "203.0.113.1") == ("deny", "route")


def test_rules_alone_leave_the_interfaces_unknown() -> None:
    """A pasted rule list has no interfaces: what names one may apply, what names none does."""
    bare = Gateway(id="fw", rules=(rule("1", from_interfaces=("port1",)),), source_ref=HERE)
    assert decided(bare, "10.0.0.1", "10.0.1.1")[0] == "unknown"
    assert decided(bare.model_copy(update={"rules": (rule("1"),)}), "10.0.0.1", "10.0.1.1") == (
        "allow",
        "policy:1",
    )


def test_a_routing_protocol_makes_unnamed_inner_networks_uncertain() -> None:
    gateway = gateway_with([rule("1", to_interfaces=("wan1",))])
    spoken = gateway.model_copy(update={"unread": (Unread(what="routing: router ospf", source_ref=HERE),)})
    assert decided(spoken, "10.0.0.1", "10.9.9.9")[0] == "unknown"
    assert decided(spoken, "10.0.0.1", "203.0.113.1") == ("allow", "policy:1")


def test_a_paste_without_routes_leaves_them_open() -> None:
    gateway = gateway_with([rule("1", to_interfaces=("wan1",))]).model_copy(update={"routes": ()})
    assert decided(gateway, "10.0.0.1", "203.0.113.1")[0] == "unknown"
    assert decided(gateway, "10.0.0.1", "10.0.3.1") == ("deny", "default")  # its own networks are certain


PRIVATE_OVER_A_LINE = {
    "to the provider's router": ({}, ("deny", "route")),
    "to a router of the house": ({"via": "10.0.2.2", "interface": "port2"}, ("allow", "policy:1")),
    "by a line that brings its own address": ({"via": None}, ("deny", "route")),
}


@pytest.mark.parametrize("name", PRIVATE_OVER_A_LINE)
def test_the_internet_carries_no_private_address(name: str) -> None:
    changes, expected = PRIVATE_OVER_A_LINE[name]
    gateway = gateway_with([rule("1")])
    default = gateway.routes[0].model_copy(update=changes)
    gateway = gateway.model_copy(update={"routes": (default, *gateway.routes[1:])})
    assert decided(gateway, "10.0.0.1", "10.9.9.9") == expected


def test_a_policy_tunnel_does_carry_its_own_private_network() -> None:
    gateway = gateway_with([rule("1")])
    tunnel = Tunnel(name="HQ", kind="ipsec", remote_networks=("10.9.0.0/16",), source_ref=HERE)
    assert decided(gateway.model_copy(update={"tunnels": (tunnel,)}), "10.0.0.1", "10.9.9.9") == (
        "allow",
        "policy:1",
    )


def test_a_network_of_its_own_comes_before_a_route_of_the_same_length() -> None:
    gateway = gateway_with([rule("1", to_interfaces=("port3",))])
    same = Route(destination="10.0.3.0/24", via="10.0.2.2", interface="port2", source_ref=HERE)
    gateway = gateway.model_copy(update={"routes": (*gateway.routes, same)})
    assert decided(gateway, "10.0.0.1", "10.0.3.1") == ("allow", "policy:1")


def test_two_lines_both_count() -> None:
    gateway = gateway_with([rule("1", to_interfaces=("wan2",))])
    second = Interface(name="wan2", cidr="192.0.2.2/29", source_ref=HERE)
    route = Route(destination="0.0.0.0/0", via="192.0.2.1", interface="wan2", source_ref=HERE)
    gateway = gateway.model_copy(
        update={"interfaces": (*gateway.interfaces, second), "routes": (*gateway.routes, route)}
    )
    found = decisions(
        GatewayView.of(gateway),
        src=address("10.0.0.1") or 0,
        dst=address("203.0.113.1") or 0,
        service=service("tcp", 80) or 0,
    )
    assert {(item.egress, item.verdict.value) for item in found} == {("wan1", "deny"), ("wan2", "allow")}
