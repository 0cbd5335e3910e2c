"""The parts that all readers of network gear share, against brute force: masks, ports, VLANs, lists that must both pass."""

from __future__ import annotations

from ipaddress import IPv4Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.ingest.gear_address import address_set, prefix_bits, span_space, wildcard_space
from inmori.ingest.gear_binding import Binding, bind, both, whole_rule
from inmori.ingest.gear_box import mac_text
from inmori.ingest.port_name import port_number, port_spans, protocol_name, service_set, spans
from inmori.ingest.vlan_number import trunk_vlans, vlan_numbers
from inmori.model import Source, SourceKind
from inmori.model.gateway import Action, Rule
from inmori.reach.address_space import Space, address_text
from inmori.reach.service_space import services

HERE = Source(kind=SourceKind.CONFIG, file="f")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sets(st.integers(0, 31), max_size=7), st.integers(0, 2**32 - 1))
def test_wildcard_masks_bit_by_bit(base: int, free: set[int], other: int) -> None:
    mask = sum(1 << bit for bit in free)
    space = wildcard_space(address_text(base), address_text(mask))
    assert space is not None
    assert space.size == 2 ** len(free)
    for number in (base, other, base ^ (other & mask), base ^ 1):
        assert (number in space) == ((number ^ base) & ~mask == 0)


def test_masks_with_too_many_holes_are_not_guessed() -> None:
    assert wildcard_space("10.0.0.0", "85.85.85.84") is None
    assert wildcard_space("10.0.0.0", "hoge") is None


BITS = {"24": 24, "255.255.255.0": 24, "0xffffff00": 24, "0": 0, "255.0.255.0": None, "33": None, "": None, "0xzz": None}


@pytest.mark.parametrize("mask", BITS)
def test_prefixes_in_every_spelling(mask: str) -> None:
    assert prefix_bits(mask) == BITS[mask]


SPANS = {
    "10.0.0.1": 1, "10.0.0.0/24": 256, "10.0.0.0/255.255.255.0": 256, "10.0.0.1-10.0.0.9": 9, "10.0.0.9-10.0.0.1": None, "host.example": None,
}  # fmt: skip


@pytest.mark.parametrize("written", SPANS)
def test_spans_of_addresses(written: str) -> None:
    found = span_space(written)
    assert (None if found is None else found.size) == SPANS[written]


PORTS = {
    "80": ((80, 80),), "www,https": ((80, 80), (443, 443)), "135-139": ((135, 139),), "netbios_ns-netbios_ssn": ((137, 139),),
    "netbios-ns-netbios-ssn": ((137, 139),), "ftp-data": ((20, 20),), "1024-": ((1024, 65535),), "-1023": ((0, 1023),), "hoge": None,
    "70000": None, "9-1": None, "80,hoge": None,
}  # fmt: skip


@pytest.mark.parametrize("written", PORTS)
def test_ports_by_number_name_and_range(written: str) -> None:
    assert port_spans(written) == PORTS[written]


def test_protocols() -> None:
    assert [protocol_name(word) for word in ("tcp", "6", "ip", "*", "50", "ahp", "0", "hoge", "300")] == [
        "tcp", "tcp", "any", "any", "esp", "ah", "any", None, None,
    ]  # fmt: skip
    assert port_number("65536") is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["tcp", "udp", "icmp", "gre"]), st.integers(0, 65535), st.integers(0, 65535)), max_size=5))
def test_services_survive_being_written_out(parts: list[tuple[str, int, int]]) -> None:
    space = services(span for name, low, high in parts for span in spans((name,), ((min(low, high), max(low, high)),)))
    assert services(service_set(space).ports) == space


VLANS = {"10,12,30-33": {10, 12, 30, 31, 32, 33}, "1-3 5": {1, 2, 3, 5}, "all": set(), "0,4095": set(), "": set(), "5-2": set()}


@pytest.mark.parametrize("written", VLANS)
def test_vlan_lists(written: str) -> None:
    assert vlan_numbers(written) == VLANS[written]


TRUNKS = {
    (): None, ("10,20",): {10, 20}, ("10,20", "add 30"): {10, 20, 30}, ("10,20", "remove 20"): {10}, ("none", "add 7"): {7}, ("10", "all"): None,
}  # fmt: skip


@pytest.mark.parametrize("commands", TRUNKS)
def test_trunks_add_up(commands: tuple[str, ...]) -> None:
    assert trunk_vlans(commands) == TRUNKS[commands]


def test_a_trunk_that_carries_all_but_a_few() -> None:
    found = trunk_vlans(("except 2-4094",))
    assert found == {1}


MACS = {
    "00:1b:8b:aa:bb:01": "00:1b:8b:aa:bb:01", "001b.8baa.bb01": "00:1b:8b:aa:bb:01", "00-1B-8B-AA-BB-01": "00:1b:8b:aa:bb:01",
    "001b8baabb01": "00:1b:8b:aa:bb:01", "ffff.ffff.ffff": None, "00:00:00:00:00:00": None, "hoge": None, "01001b8baabb01": None,
}  # fmt: skip


@pytest.mark.parametrize("written", MACS)
def test_hardware_addresses_in_every_spelling(written: str) -> None:
    assert mac_text(written) == MACS[written]


# --- lists bound to interfaces ----------------------------------------------------------------------------------

HOSTS = [f"10.0.0.{last}" for last in range(1, 7)]
sets = st.tuples(st.integers(1, 6), st.integers(1, 6)).map(
    lambda pair: address_set(Space(((0x0A000000 + min(pair), 0x0A000000 + max(pair)),)), "x")
)
ports = st.sampled_from([((80, 80),), ((80, 90),), ((443, 443),), None])


@st.composite
def entries(draw: st.DrawFn) -> Rule:
    base = whole_rule("", draw(st.sampled_from([Action.ALLOW, Action.DENY])), HERE)
    from inmori.model.gateway import ServiceSet

    return base.model_copy(
        update={"source": draw(sets), "destination": draw(sets), "service": ServiceSet(ports=spans(("tcp",), draw(ports)))}
    )


def passes(rules: list[Rule] | tuple[Rule, ...], closed: bool, src: str, dst: str, port: int) -> bool:
    for item in rules:
        inside = all(
            any(IPv4Address(low) <= IPv4Address(host) <= IPv4Address(high) for low, high in side.ranges)
            for host, side in ((src, item.source), (dst, item.destination))
        )
        if inside and any(span.protocol in ("tcp", "any") and span.first <= port <= span.last for span in item.service.ports):
            return item.action is Action.ALLOW
    return not closed


@settings(max_examples=120, deadline=None)
@given(st.lists(entries(), max_size=4), st.lists(entries(), max_size=4), st.booleans(), st.booleans())
def test_two_lists_that_must_both_pass(one: list[Rule], other: list[Rule], first: bool, second: bool) -> None:
    joined, closed = both(one, other, first_closed=first, second_closed=second)
    for src in HOSTS:
        for dst in HOSTS:
            for port in (80, 85, 443, 22):
                expected = passes(one, first, src, dst, port) and passes(other, second, src, dst, port)
                assert passes(joined, closed, src, dst, port) == expected


def test_lists_too_long_to_be_multiplied_leave_a_doubt() -> None:
    long = [whole_rule(str(n), Action.DENY if n == 7 else Action.ALLOW, HERE) for n in range(200)]
    joined, closed = both(long, long, first_closed=True, second_closed=True)
    assert (len(joined), closed) == (202, True)
    assert [rule.id for rule in joined if rule.unread] == ["7", "both:end"]


def test_a_list_bound_twice_is_one_rule_for_both_and_one_bound_otherwise_is_another() -> None:
    lists = {"A": [whole_rule("10", Action.ALLOW, HERE)]}
    bound = bind(lists, [Binding("v1", True, ("A",), HERE), Binding("v2", True, ("A",), HERE), Binding("v2", False, ("A",), HERE)], kind="list")
    assert [(r.id, r.from_interfaces, r.to_interfaces) for r in bound.rules] == [("A:10", ("v1", "v2"), ()), ("A:10@v2/out", (), ("v2",))]
    assert (bound.filtered_in, bound.filtered_out) == (("v1", "v2"), ("v2",))


def test_a_list_for_a_part_of_the_traffic_can_only_raise_doubt() -> None:
    deny, allow = whole_rule("10", Action.DENY, HERE), whole_rule("20", Action.ALLOW, HERE)
    bound = bind({"P": [deny, allow], "Q": [allow, deny]}, [Binding("v1", True, ("P",), HERE, only="port1")], kind="list")
    assert [(r.id, r.unread) for r in bound.rules if r.action is Action.DENY] == [("P:10", ("port1 only",))]
    assert bound.filtered_in == ()
    bound = bind({"Q": [allow, deny]}, [Binding("v1", True, ("Q",), HERE, only="port1")], kind="list")
    assert bound.rules == ()  # it lets everything pass


def test_a_list_that_is_not_in_the_file_leaves_it_open() -> None:
    bound = bind({}, [Binding("v1", True, ("X",), HERE)], kind="access list")
    assert [(r.action, r.unread) for r in bound.rules] == [
        (Action.ALLOW, ("access list X is not in the file",)), (Action.DENY, ("access list X is not in the file",)),
    ]  # fmt: skip
