"""Sets of addresses against Python's own sets."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.model.gateway import PortSpan
from inmori.reach.address_space import (
    PRIVATE,
    PUBLIC,
    Space,
    address,
    address_text,
    network,
    networks_of,
    prefix_length,
    ranges,
)
from inmori.reach.service_space import ALL_SERVICES, service, service_text, services, written

spaces = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5).map(Space.of)


def members(space: Space) -> set[int]:
    return {number for first, last in space.spans for number in range(first, last + 1)}


@settings(max_examples=300, deadline=None)
@given(spaces, spaces)
def test_algebra_is_that_of_sets(one: Space, other: Space) -> None:
    assert members(one | other) == members(one) | members(other)
    assert members(one & other) == members(one) & members(other)
    assert members(one - other) == members(one) - members(other)
    assert one.within(other) == (members(one) <= members(other))
    assert one.size == len(members(one))
    assert (one == other) == (members(one) == members(other))
    assert all((number in one) == (number in members(one)) for number in range(42))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)), max_size=4))
def test_a_space_written_as_networks_is_the_same_space(spans: list[tuple[int, int]]) -> None:
    space = Space.of(spans)
    back = Space.of(span for cidr in networks_of(space) for span in network(cidr).spans)
    assert back == space


def test_addresses_are_those_of_the_standard_library() -> None:
    for text in ("0.0.0.0", "10.35.98.1", "255.255.255.255"):
        assert address(text) == int(ipaddress.ip_address(text))
        assert address_text(address(text) or 0) == text
    assert [address(text) for text in ("", "10.0.0.256", "fe80::1", "host")] == [None] * 4
    assert ranges((("10.0.0.9", "10.0.0.1"), ("x", "y"))) == Space()


ODD = ["010.0.0.1", "1.2.3", "1.2.3.4.5", "+1.2.3.4", " 1.2.3.4", "1.2.3.4 ", "1..2.3", "1.2.3.٣", "1.2.3.0004", "0.0.0.0", "00.0.0.0", "1.2.3.4/33", "1.2.3.4/",
       "1.2.3.4/024", "1.2.3.4/255.255.255.0", "1.2.3.4/0.0.0.255", "1.2.3.4/-1", "1.2.3.4/٣", "/24", "1.2.3.4", "1.2.3.4/24/8", "10.1.2.3/0"]  # fmt: skip


@given(st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,4}){2,4}(/[0-9]{1,3})?", fullmatch=True) | st.sampled_from(ODD))
@settings(max_examples=300, deadline=None)
def test_what_is_an_address_or_a_network_is_as_the_standard_library_has_it(text: str) -> None:
    try:
        number: int | None = int(ipaddress.IPv4Address(text))
    except ValueError:
        number = None
    assert address(text) == number
    try:
        net: ipaddress.IPv4Network | None = ipaddress.IPv4Network(text.strip(), strict=False)
    except ValueError:
        net = None
    assert prefix_length(text) == (net.prefixlen if net else -1)
    assert network(text) == (Space(((int(net[0]), int(net[-1])),)) if net else Space())


@pytest.mark.parametrize("text", ["192.0.2.1", "198.51.100.7", "203.0.113.9", "8.8.8.8", "100.64.0.1"])
def test_addresses_set_aside_for_documents_stand_for_the_internet(text: str) -> None:
    assert (address(text) or 0) in PUBLIC


@pytest.mark.parametrize(
    "text", ["10.1.2.3", "172.31.0.1", "192.168.255.255", "127.0.0.1", "169.254.9.9", "224.0.0.251"]
)
def test_private_and_special_addresses_do_not(text: str) -> None:
    assert (address(text) or 0) not in PUBLIC
    assert (
        ((address(text) or 0) in PRIVATE) == ipaddress.ip_address(text).is_private
        if text[:3] in ("10.", "172", "192")
        else True
    )


def test_services_are_one_axis() -> None:
    assert service_text(service("tcp", 443) or 0) == ("tcp", 443)
    assert service_text(service("icmp", None) or 0) == ("icmp", None)
    assert service_text(service("ip-89", None) or 0) == ("ospf", None)
    assert service("tunnel-of-love", 1) is None
    assert services((PortSpan(protocol="any"),)) == ALL_SERVICES
    web = services(
        (PortSpan(protocol="tcp", first=443, last=443), PortSpan(protocol="udp", first=500, last=501))
    )
    assert written(web) == ("tcp/443", "udp/500-501")
    assert written(ALL_SERVICES) == ("any",)
    assert (service("tcp", 443) or 0) not in ALL_SERVICES - web
