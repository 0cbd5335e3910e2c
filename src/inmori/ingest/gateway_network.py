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
_SMALL_LINK_PREFIX = 29  # so small a network with a next hop in it is a transfer network too


def networks_from(
    gateways: Iterable[Gateway], catalogue: Catalogue, *, told: Iterable[ToldNetwork] = ()
) -> tuple[ToldNetwork, ...]:
    """Return every network that the gateways are attached to or send traffic for.

    What the reader of the same file has told already is left to it: it knows the names of its own format better.
    """
    already = {(network, item.source.file) for item in told if (network := _network(item.network.cidr))}
    found: list[ToldNetwork] = []
    for gateway in gateways:
        for interface in gateway.interfaces:
            found += _interface_networks(interface, gateway, catalogue)
        found += _far_networks(gateway, catalogue)
    return tuple(item for item in found if (_network(item.network.cidr), item.source.file) not in already)


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
        hop = any(_within(route.via, network) for route in gateway.routes)
        found = _interface_kind(network, interface, kind, hop=hop)
        yield _told(network, name, found, interface.source_ref, interface.vlan)


def _interface_kind(
    network: ipaddress.IPv4Network, interface: Interface, by_words: ZoneKind | None, *, hop: bool
) -> ZoneKind | None:
    if interface.role == "wan" or (by_words is None and place_of(str(network[0])) is Place.OUTSIDE):
        return ZoneKind.INTERNET
    link = network.prefixlen >= _LINK_PREFIX or (hop and network.prefixlen >= _SMALL_LINK_PREFIX)
    return ZoneKind.LINK if link else by_words


def _within(address: str | None, network: ipaddress.IPv4Network) -> bool:
    try:
        return address is not None and ipaddress.IPv4Address(address) in network
    except ValueError:
        return False


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
