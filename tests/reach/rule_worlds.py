"""Small made-up gateways for property tests: a handful of addresses, so that every packet can be tried."""

from __future__ import annotations

from hypothesis import strategies as st

from inmori.model import Gateway, Source, SourceKind
from inmori.model.gateway import (
    Action,
    AddressSet,
    Interface,
    InterfaceZone,
    PortSpan,
    Publication,
    Route,
    Rule,
    ServiceSet,
)

HERE = Source(kind=SourceKind.CONFIG, file="made-up")
INSIDE = "10.0.0"  # on port1
SERVERS = "10.0.1"  # behind a router on port2
GUESTS = "10.0.3"  # on port3, which may share a zone with port1
OUTSIDE = "203.0.113"  # by default over wan1
HOSTS = [f"{net}.{last}" for net in (INSIDE, SERVERS, GUESTS, OUTSIDE) for last in (1, 2, 3, 5)]
SERVICES: list[tuple[str, int | None]] = [
    ("tcp", 79), ("tcp", 80), ("tcp", 81), ("tcp", 443), ("tcp", 8080), ("udp", 53), ("udp", 80), ("icmp", None), ("esp", None),
]  # fmt: skip
_NAMES = ("port1", "port2", "port3", "wan1", "LAN")

hosts = st.sampled_from(HOSTS)
nets = st.sampled_from(
    [(f"{net}.0", f"{net}.255") for net in (INSIDE, SERVERS, GUESTS, OUTSIDE)]
    + [("0.0.0.0", "255.255.255.255")]
)
spans = st.one_of(
    nets, hosts.map(lambda host: (host, host)), hosts.map(lambda host: (host, host.rsplit(".", 1)[0] + ".9"))
)
addresses = st.builds(
    AddressSet,
    ranges=st.lists(spans, min_size=0, max_size=2).map(tuple),
    unresolved=st.sampled_from([(), (), (), ("FQDN",)]),
    negated=st.sampled_from([False, False, False, True]),
)
ports = st.sampled_from(
    [
        PortSpan(protocol="any"),
        PortSpan(protocol="tcp", first=80, last=80),
        PortSpan(protocol="tcp", first=80, last=443),
        PortSpan(protocol="udp", first=53, last=53),
        PortSpan(protocol="icmp"),
        PortSpan(protocol="esp"),
        PortSpan(protocol="tcp", first=8080, last=8080),
    ]
)
services = st.builds(
    ServiceSet,
    ports=st.lists(ports, min_size=1, max_size=2).map(tuple),
    unresolved=st.sampled_from([(), (), (), ("CLOUD",)]),
    negated=st.sampled_from([False, False, False, True]),
)
interfaces = st.lists(st.sampled_from(_NAMES), max_size=2).map(tuple)
drawn_rules = st.builds(
    Rule,
    id=st.just(""),
    enabled=st.sampled_from([True, True, True, False]),
    action=st.sampled_from([Action.ALLOW, Action.ALLOW, Action.DENY]),
    from_interfaces=interfaces,
    to_interfaces=interfaces,
    source=addresses,
    destination=addresses,
    service=services,
    publications=st.sampled_from([(), (), ("VIP",), ("VIP", "WEB")]),
    unread=st.sampled_from([(), (), (), (), ("schedule office",)]),
    source_ref=st.just(HERE),
)


def gateway_with(
    rules: list[Rule], *, intrazone_denied: bool = True, default: Action = Action.DENY
) -> Gateway:
    """The made-up firewall: three inner interfaces, one line, two published addresses."""
    return Gateway(
        id="fw",
        default=default,
        interfaces=(
            Interface(name="port1", cidr=f"{INSIDE}.254/24", source_ref=HERE),
            Interface(name="port2", cidr="10.0.2.1/30", source_ref=HERE),
            Interface(name="port3", cidr=f"{GUESTS}.254/24", source_ref=HERE),
            Interface(name="wan1", cidr="198.51.100.2/29", source_ref=HERE),
        ),
        interface_zones=(InterfaceZone(name="LAN", interfaces=("port1", "port3"), intrazone_denied=intrazone_denied),),
        routes=(
            Route(destination="0.0.0.0/0", via="198.51.100.1", interface="wan1", source_ref=HERE),
            Route(destination=f"{SERVERS}.0/24", via="10.0.2.2", interface="port2", source_ref=HERE),
        ),
        rules=tuple(rule.model_copy(update={"id": str(number)}) for number, rule in enumerate(rules, start=1)),
        publications=(
            Publication(
                name="VIP", interface="wan1", outer="198.51.100.2", inner=f"{SERVERS}.2", protocol="tcp",
                outer_port=8080, inner_port=80, source_ref=HERE,
            ),
            Publication(name="WEB", interface="any", outer="198.51.100.5", inner=f"{SERVERS}.3", protocol="any",
                sources=((f"{OUTSIDE}.1", f"{OUTSIDE}.2"), (f"{INSIDE}.0", f"{INSIDE}.255")), source_ref=HERE),
        ),
        source_ref=HERE,
    )  # fmt: skip


gateways = st.builds(
    gateway_with,
    st.lists(drawn_rules, max_size=6),
    intrazone_denied=st.booleans(),
    default=st.sampled_from([Action.DENY, Action.DENY, Action.ALLOW]),
)
