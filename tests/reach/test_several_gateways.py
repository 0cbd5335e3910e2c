"""Two or three gateways wired at random: every packet walked by hand, router by router, against ``ask`` and the matrix."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from itertools import product

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from inmori.model import Gateway, Hospital, Network, Source, SourceKind, Zone, ZoneKind
from inmori.model.gateway import (
    Action,
    AddressSet,
    Effect,
    Interface,
    PortSpan,
    Route,
    Rule,
    ServiceSet,
    Unread,
)
from inmori.reach import Verdict, ask, zone_matrix
from tests.ingest.gear_oracle import ALLOW, DENY, UNKNOWN, _through

HERE = Source(kind=SourceKind.CONFIG, file="made-up")
NETS = [f"10.{number}.0.0/24" for number in range(5)]
HOSTS = [f"10.{number}.0.{last}" for number in range(5) for last in (1, 2)]
_QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # houses are too large to be made smaller in reasonable time
SERVICES: list[tuple[str, int | None]] = [("tcp", 80), ("tcp", 445), ("udp", 80), ("icmp", None)]

_sides = st.builds(
    AddressSet,
    ranges=st.lists(
        st.one_of(
            st.sampled_from(HOSTS).map(lambda host: (host, host)),
            st.sampled_from(range(5)).map(lambda number: (f"10.{number}.0.0", f"10.{number}.0.255")),
            st.just(("0.0.0.0", "255.255.255.255")),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
    unresolved=st.sampled_from([(), (), (), (), ("FQDN",)]),
    negated=st.sampled_from([False, False, False, True]),
)
_services = st.builds(
    ServiceSet,
    ports=st.lists(
        st.sampled_from([PortSpan(protocol="any"), PortSpan(protocol="tcp", first=80, last=80), PortSpan(protocol="tcp"), PortSpan(protocol="icmp")]),
        min_size=1, max_size=2,
    ).map(tuple),
)  # fmt: skip


@st.composite
def _rules(draw: st.DrawFn, names: list[str], *, lists: bool) -> tuple[Rule, ...]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        named = tuple(draw(st.lists(st.sampled_from(names), max_size=2)))
        inward = draw(st.booleans())
        found.append(
            Rule(
                id=str(number),
                enabled=draw(st.sampled_from([True, True, True, False])),
                action=draw(st.sampled_from([Action.ALLOW, Action.ALLOW, Action.DENY])),
                from_interfaces=named if not lists or inward else (),
                to_interfaces=(tuple(draw(st.lists(st.sampled_from(names), max_size=2))) if not lists else () if inward else named),
                source=draw(_sides),
                destination=draw(_sides),
                service=draw(_services),
                unread=draw(st.sampled_from([(), (), (), ("schedule",)])),
                opens=draw(st.sampled_from([True, True, True, False])),
                source_ref=HERE,
            )
        )  # fmt: skip
    return tuple(found)


@st.composite
def houses(draw: st.DrawFn) -> tuple[Gateway, ...]:
    """Gateways in a tree of networks, so that there is one way between any two; some routes are forgotten."""
    count = draw(st.integers(2, 3))
    attached: list[list[int]] = [[0, 1]]
    unused = [2, 3, 4]
    for _ in range(count - 1):
        shared = draw(st.sampled_from(sorted({net for nets in attached for net in nets})))
        attached.append([shared, unused.pop(0)])
    if unused and draw(st.booleans()):
        attached[draw(st.integers(0, count - 1))].append(unused.pop(0))
    return tuple(_gateway(draw, index, attached) for index in range(count))


def _gateway(draw: st.DrawFn, index: int, attached: list[list[int]]) -> Gateway:
    names = [f"port{net}" for net in attached[index]]
    lists = draw(st.booleans())
    routes = [Route(destination="192.168.99.0/24", source_ref=HERE)]  # so that the table is not taken for an excerpt
    for net, hop in _towards(index, attached).items():
        if draw(st.integers(0, 9)):
            shared = next(one for one in attached[index] if one in attached[hop])
            routes.append(Route(destination=NETS[net], via=f"10.{shared}.0.{250 + hop}", source_ref=HERE))
    unread = ()
    if draw(st.integers(0, 3)) == 0:
        effect = draw(st.sampled_from(list(Effect)))
        interfaces = tuple(draw(st.lists(st.sampled_from(names), max_size=1)))
        unread = (Unread(what="a line", effect=effect, interfaces=interfaces, source_ref=HERE),)
    return Gateway(
        id=f"g{index}",
        filters=draw(st.sampled_from([True, True, True, False])),
        default=draw(st.sampled_from([Action.DENY, Action.ALLOW])),
        per_interface=lists,
        filtered_in=tuple(draw(st.lists(st.sampled_from(names), max_size=1))) if lists else (),
        filtered_out=tuple(draw(st.lists(st.sampled_from(names), max_size=1))) if lists else (),
        interfaces=tuple(
            Interface(name=f"port{net}", cidr=f"10.{net}.0.{250 + index}/24", source_ref=HERE) for net in attached[index]
        ),
        routes=tuple(routes),
        rules=draw(_rules(names, lists=lists)),
        unread=unread,
        source_ref=HERE,
    )


def _towards(index: int, attached: list[list[int]]) -> dict[int, int]:
    """Which neighbour leads to each network that is not one's own."""
    found: dict[int, int] = {}
    seen, edge = {index}, [(other, other) for other in range(len(attached)) if other != index and set(attached[other]) & set(attached[index])]
    while edge:
        here, first = edge.pop(0)
        if here in seen:
            continue
        seen.add(here)
        for net in attached[here]:
            if net not in attached[index]:
                found.setdefault(net, first)
        edge += [(other, first) for other in range(len(attached)) if set(attached[other]) & set(attached[here])]
    return found


def walked(house: tuple[Gateway, ...], src: str, dst: str, protocol: str, port: int | None) -> str:
    """What becomes of a packet, by any gateway that its sender may choose."""
    if IPv4Address(dst) in IPv4Network(f"{src}/24", strict=False):
        return ALLOW
    found = set()
    for gateway in house:
        for item in gateway.interfaces:
            if IPv4Address(src) in IPv4Interface(item.cidr or "").network:
                found.add(_walk(house, gateway, item.name, src, dst, protocol, port))
    return next((answer for answer in (ALLOW, UNKNOWN, DENY) if answer in found), UNKNOWN)


def _walk(house: tuple[Gateway, ...], gateway: Gateway, ingress: str, src: str, dst: str, protocol: str, port: int | None) -> str:  # fmt: skip
    verdict = _through(gateway, ingress, src, dst, protocol, port, None)
    if verdict == DENY or any(IPv4Address(dst) in IPv4Interface(i.cidr or "").network for i in gateway.interfaces):
        return verdict
    via = next(route.via for route in gateway.routes if IPv4Address(dst) in IPv4Network(route.destination))
    for other in house:
        for item in other.interfaces:
            if str(IPv4Interface(item.cidr or "").ip) == via:
                onward = _walk(house, other, item.name, src, dst, protocol, port)
                return DENY if onward == DENY else UNKNOWN if UNKNOWN in (verdict, onward) else ALLOW
    raise AssertionError(via)


def known_nets(house: tuple[Gateway, ...]) -> list[str]:
    return sorted({str(IPv4Interface(item.cidr or "").network) for gateway in house for item in gateway.interfaces})


@settings(max_examples=60, deadline=None, phases=_QUICK)
@given(houses(), st.data())
def test_every_packet_fares_as_when_walked_by_hand(house: tuple[Gateway, ...], data: st.DataObject) -> None:
    hosts = [host for host in HOSTS if str(IPv4Network(f"{host}/24", strict=False)) in known_nets(house)]
    for _ in range(8):
        src, dst = data.draw(st.sampled_from(hosts)), data.draw(st.sampled_from(hosts))
        protocol, port = data.draw(st.sampled_from(SERVICES))
        answer = ask(house, src=src, dst=dst, protocol=protocol, port=port)
        assert answer.verdict.value == walked(house, src, dst, protocol, port), (src, dst, protocol, port, answer.ref)


@settings(max_examples=25, deadline=None, phases=_QUICK)
@given(houses())
def test_a_cell_of_the_matrix_is_what_its_packets_are(house: tuple[Gateway, ...]) -> None:
    nets = known_nets(house)
    zones = tuple(Zone(id=net, kind=ZoneKind.INFO, networks=(Network(cidr=net),)) for net in nets)
    table = zone_matrix(Hospital(gateways=house, zones=zones))
    for one, other in product(nets, nets):
        cell = table.cell(one, other)
        assert cell is not None
        fates = {
            walked(house, src, dst, protocol, port)
            for src, dst in product(_hosts(one), _hosts(other))
            for protocol, port in [*SERVICES, ("tcp", 81), ("gre", None)]
        }
        allowed = {Verdict.ALLOW: {ALLOW}, Verdict.DENY: {DENY}, Verdict.PARTIAL: {ALLOW, DENY, UNKNOWN}, Verdict.UNKNOWN: {UNKNOWN, DENY}}
        assert fates <= allowed[cell.verdict], (one, other, cell.verdict, cell.refs)
        for packet, fate in ((cell.example, ALLOW), (cell.stopped, DENY)):
            if packet is not None:
                assert walked(house, packet.src, packet.dst, packet.protocol, packet.port) == fate, (packet, cell.verdict)


def _hosts(net: str) -> list[str]:
    return [net.replace("0.0/24", f"0.{last}") for last in (1, 2, 9)]
