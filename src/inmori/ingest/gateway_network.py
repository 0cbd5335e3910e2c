"""What a gateway's configuration says about networks: its own interfaces, the far ends of its tunnels, its routes.

Works on the neutral model, so that it serves every reader of configurations alike.
"""

import ipaddress
from collections.abc import Iterable, Iterator, Sequence

from inmori.catalogue.loader import Catalogue
from inmori.ingest.flow_tally import Place, place_of
from inmori.ingest.reading import ToldNetwork
from inmori.ingest.zoning import zone_word
from inmori.model import Gateway, Network, Source, ZoneKind
from inmori.model.gateway import Interface

_LINK_PREFIX = 30  # two addresses: nothing but the two ends can live there


def networks_from(gateways: Iterable[Gateway], catalogue: Catalogue) -> tuple[ToldNetwork, ...]:
    """Return every network that the gateways are attached to or send traffic for."""
    found: list[ToldNetwork] = []
    for gateway in gateways:
        for interface in gateway.interfaces:
            found += _interface_networks(interface, gateway, catalogue)
        found += _far_networks(gateway, catalogue)
    return tuple(found)


def _interface_networks(interface: Interface, gateway: Gateway, catalogue: Catalogue) -> Iterator[ToldNetwork]:
    # The description is the fullest; the name of the interface ("port3") says least.
    words = (interface.description, interface.alias, interface.name)
    name = next((word for word in words[:2] if word), interface.name)
    member = [zone.name for zone in gateway.interface_zones if interface.name in zone.interfaces]
    kind = next((kind for word in (*words, *member) if (kind := zone_word(word, catalogue))), None)
    for cidr in filter(None, (interface.cidr, *interface.secondary)):
        network = _network(cidr)
        if network is None:
            continue
        yield _told(network, name, _interface_kind(network, interface, kind), interface.source_ref, interface.vlan)


def _interface_kind(
    network: ipaddress.IPv4Network, interface: Interface, by_words: ZoneKind | None
) -> ZoneKind | None:
    if interface.role == "wan" or (by_words is None and place_of(str(network[0])) is Place.OUTSIDE):
        return ZoneKind.INTERNET
    return ZoneKind.LINK if network.prefixlen >= _LINK_PREFIX else by_words


def _far_networks(gateway: Gateway, catalogue: Catalogue) -> Iterator[ToldNetwork]:
    attached = [network for interface in gateway.interfaces if (network := _network(interface.cidr or ""))]
    tunnels = {tunnel.name for tunnel in gateway.tunnels}
    for tunnel in gateway.tunnels:
        for cidr in tunnel.remote_networks:
            network = _network(cidr)
            if network is not None and not _covers(network, attached):
                yield _told(network, tunnel.description or tunnel.name, ZoneKind.VENDOR_NET, tunnel.source_ref)
    for route in gateway.routes:
        network = _network(route.destination)
        if network is None:
            continue
        far = route.interface in tunnels and not _covers(network, attached)
        kind = ZoneKind.VENDOR_NET if far else zone_word(route.comment, catalogue)
        yield _told(network, route.comment, kind, route.source_ref)


def _covers(network: ipaddress.IPv4Network, attached: Sequence[ipaddress.IPv4Network]) -> bool:
    """Whether a far network overlaps one of the house's own: then it is written too widely to mean the far end."""
    return any(network.overlaps(own) for own in attached)


def _told(
    network: ipaddress.IPv4Network, name: str, kind: ZoneKind | None, source: Source, vlan: int | None = None
) -> ToldNetwork:
    return ToldNetwork(Network(cidr=str(network), name=name, vlan=vlan, sources=(source,)), kind, source)


def _network(cidr: str) -> ipaddress.IPv4Network | None:
    try:
        network = ipaddress.ip_network(cidr, strict=False)
    except ValueError:
        return None
    return network if isinstance(network, ipaddress.IPv4Network) and network.prefixlen else None


def pooled(gateways: Iterable[Gateway]) -> tuple[tuple[int, int], ...]:
    """Return the ranges (first, last as numbers) that VPN gateways hand out to people outside."""
    found = [
        (int(ipaddress.IPv4Address(first)), int(ipaddress.IPv4Address(last)))
        for gateway in gateways
        for tunnel in gateway.tunnels
        if tunnel.pool is not None
        for first, last in tunnel.pool.ranges
        if ":" not in first
    ]
    return tuple(sorted(found))
