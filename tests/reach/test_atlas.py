"""All packets at once: sets against trying every packet with the naive evaluator, for one gateway and for two in a row."""

from __future__ import annotations

import random
import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.model import Gateway
from inmori.model.gateway import Action, AddressSet, Interface, PortSpan, Route, ServiceSet
from inmori.reach.address_space import Space, address, network
from inmori.reach.answer import Packet, Verdict
from inmori.reach.atlas import Atlas
from inmori.reach.path import End
from inmori.reach.service_space import service
from tests.reach import naive_filter
from tests.reach.rule_worlds import (
    GUESTS,
    HERE,
    INSIDE,
    OUTSIDE,
    SERVERS,
    SERVICES,
    drawn_rules,
    gateway_with,
    gateways,
)
from tests.reach.test_filter import rule

PLACES = [INSIDE, SERVERS, GUESTS, OUTSIDE]
LAST = (1, 2, 3, 5)


def host_space(net: str) -> Space:
    return Space.of((number, number) for last in LAST if (number := address(f"{net}.{last}")) is not None)


def service_space() -> Space:
    return Space.of((number, number) for item in SERVICES if (number := service(*item)) is not None)


def by_hand(gateways: list[Gateway], source: str, target: str) -> list[str]:
    """Verdicts of all packets between two networks, published addresses tried as well."""
    found = []
    for first, last, (protocol, port) in product(LAST, LAST, SERVICES):
        packet = Packet(src=f"{source}.{first}", dst=f"{target}.{last}", protocol=protocol, port=port)
        if len(gateways) == 1:
            found.append(by_hand_one(gateways[0], packet))
        else:
            found.append(combined(gateways, packet))
    return found


def combined(gateways: list[Gateway], packet: Packet) -> str:
    answers = [
        naive_filter.verdict(gateway, packet.src, packet.dst, packet.protocol, packet.port)
        for gateway in gateways
    ]
    return next(word for word in ("deny", "unknown", "allow") if word in answers)


def summary(verdicts: list[str]) -> str:
    if "allow" in verdicts:
        return "allow" if set(verdicts) == {"allow"} else "partial"
    return "unknown" if "unknown" in verdicts else "deny"


def by_hand_one(gateway: Gateway, packet: Packet) -> str:
    answers = [naive_filter.verdict(gateway, packet.src, packet.dst, packet.protocol, packet.port)]
    for item in gateway.publications:
        port = item.outer_port if item.outer_port is not None else packet.port
        fits = item.outer_port is None or packet.port == item.inner_port
        came = naive_filter.route(gateway, packet.src)
        if item.inner == packet.dst and fits and naive_filter.translated(
            gateway, item, packet.src, item.outer, packet.protocol, port, came and came[0]
        ) is not None:  # fmt: skip
            answers.append(naive_filter.verdict(gateway, packet.src, item.outer, packet.protocol, port))
    return next(word for word in ("allow", "unknown", "deny") if word in answers)


@settings(max_examples=60, deadline=None)
@given(gateways, st.sampled_from(list(product(PLACES, PLACES))))
def test_sets_say_what_all_packets_say(gateway: Gateway, pair: tuple[str, str]) -> None:
    source, target = pair
    atlas = Atlas([gateway], [host_space(net) for net in PLACES], [service_space()])
    found = atlas.passage(host_space(source), host_space(target), service_space())
    if source == OUTSIDE and target == OUTSIDE:
        return  # both beyond the line: nothing of it is the firewall's to say
    verdicts = by_hand([gateway], source, target)
    assert found.verdict.value == summary(verdicts)
    if found.example:
        assert by_hand_one(gateway, found.example) == "allow"
    if found.stopped:
        assert by_hand_one(gateway, found.stopped) == "deny"
    assert (found.example is not None) == ("allow" in verdicts)
    assert (found.stopped is not None) == ("deny" in verdicts)


def inner_gateway(rules: list[object]) -> Gateway:
    """A second firewall: the router that ``gateway_with`` has behind port2, with the servers on its own network."""
    made = gateway_with(rules)  # type: ignore[arg-type]
    return made.model_copy(
        update={
            "id": "inner",
            "interfaces": (
                Interface(name="port1", cidr="10.0.2.2/30", source_ref=HERE),
                Interface(name="port2", cidr=f"{SERVERS}.254/24", source_ref=HERE),
            ),
            "interface_zones": (),
            "routes": (Route(destination="0.0.0.0/0", via="10.0.2.1", interface="port1", source_ref=HERE),),
            "publications": (),
        }
    )


@settings(max_examples=30, deadline=None)
@given(
    st.lists(drawn_rules, max_size=4),
    st.lists(drawn_rules, max_size=4),
    st.sampled_from([INSIDE, GUESTS]),
    st.booleans(),
)
def test_two_gateways_in_a_row_must_both_let_it_pass(
    outer_rules: list[object], inner_rules: list[object], other: str, towards: bool
) -> None:
    outer, inner = gateway_with(outer_rules), inner_gateway(inner_rules)  # type: ignore[arg-type]
    outer = outer.model_copy(update={"publications": ()})
    source, target = (other, SERVERS) if towards else (SERVERS, other)
    atlas = Atlas([outer, inner], [host_space(net) for net in PLACES], [service_space()])
    found = atlas.passage(host_space(source), host_space(target), service_space())
    assert found.verdict.value == summary(by_hand([outer, inner], source, target))
    assert found.gateways == (("fw", "inner") if towards else ("inner", "fw"))


def test_nothing_known_is_unknown() -> None:
    found = Atlas([]).passage(network("10.0.0.0/24"), network("10.0.1.0/24"))
    assert (found.verdict, found.gateways) == (Verdict.UNKNOWN, ())


def test_one_network_has_nothing_in_between() -> None:
    found = Atlas([gateway_with([])], [network("10.0.0.0/25"), network("10.0.0.128/25")]).passage(
        network("10.0.0.0/25"), network("10.0.0.128/25")
    )
    assert (found.verdict, found.filtered, found.ends) == (Verdict.ALLOW, False, (End.SEGMENT,))


@pytest.mark.parametrize(
    ("rules", "refs"), [([rule("1")], ("policy:1",)), ([rule("1", Action.DENY), rule("2")], ())]
)
def test_only_rules_that_take_effect_are_named(rules: list[object], refs: tuple[str, ...]) -> None:
    spaces = [network(f"{INSIDE}.0/24"), network(f"{SERVERS}.0/24")]
    atlas = Atlas([gateway_with(rules)], spaces)  # type: ignore[arg-type]
    assert atlas.passage(*spaces).refs == refs


def two_lines(rules: list[object]) -> Gateway:
    made = gateway_with(rules)  # type: ignore[arg-type]
    second = Interface(name="wan2", cidr="192.0.2.2/29", source_ref=HERE)
    route = Route(destination="0.0.0.0/0", via="192.0.2.1", interface="wan2", source_ref=HERE)
    return made.model_copy(update={"interfaces": (*made.interfaces, second), "routes": (*made.routes, route)})


LINES = {
    "neither line": ([], Verdict.DENY),
    "the second line": ([rule("1", to_interfaces=("wan2",))], Verdict.ALLOW),
    "a doubt on one, a stop on the other": ([rule("1", to_interfaces=("wan2",), unread=("x",))], Verdict.UNKNOWN),
    "some by one, some by the other": (
        [rule("1", to_interfaces=("wan1",), source=AddressSet(ranges=((f"{INSIDE}.1", f"{INSIDE}.1"),)))], Verdict.PARTIAL,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_of_two_lines_one_is_enough(name: str) -> None:
    rules, verdict = LINES[name]
    spaces = [host_space(INSIDE), host_space(OUTSIDE)]
    found = Atlas([two_lines(rules)], spaces).passage(*spaces)
    assert found.verdict is verdict
    assert (found.stopped is None) == (verdict in (Verdict.ALLOW, Verdict.UNKNOWN))


def test_what_is_published_is_not_stopped_because_its_own_address_is() -> None:
    """The inner machine's own address is denied from outside, yet the published one leads to it."""
    gateway = gateway_with([rule("1", destination=AddressSet(), publications=("VIP",))])
    inner, web = network(f"{SERVERS}.2/32"), Space(((6 * 65536 + 80, 6 * 65536 + 80),))
    found = Atlas([gateway], [host_space(OUTSIDE), inner], [web]).passage(host_space(OUTSIDE), inner, web)
    assert (found.verdict, found.stopped) == (Verdict.ALLOW, None)


def test_rules_that_overlap_at_random_do_not_explode() -> None:
    """Groups of twenty hosts each, four hundred rules: cutting boxes out of boxes takes minutes and more."""
    chance = random.Random(11)

    def group(net: str) -> AddressSet:
        return AddressSet(ranges=tuple((f"{net}.{last}",) * 2 for last in chance.sample(range(1, 250), 20)))

    rules = [
        rule(
            str(number), chance.choice([Action.ALLOW, Action.ALLOW, Action.DENY]), source=group(INSIDE), destination=group(SERVERS),
            service=ServiceSet(ports=tuple(PortSpan(protocol="tcp", first=p, last=p) for p in chance.sample(range(100, 130), 3))),
        )
        for number in range(400)
    ]  # fmt: skip
    spaces = [network(f"{INSIDE}.0/24"), network(f"{SERVERS}.0/24")]
    start = time.perf_counter()
    found = Atlas([gateway_with(rules)], spaces).passage(*spaces)
    assert found.verdict is Verdict.PARTIAL
    assert time.perf_counter() - start < 15.0
