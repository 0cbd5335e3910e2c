"""Takes the names that people gave to networks in a firewall: interface aliases, address objects, route comments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inmori.catalogue.zone_word import WordRules, words_kind
from inmori.ingest.fortios_network import Place
from inmori.ingest.fortios_objects import Objects
from inmori.ingest.fortios_text import clean
from inmori.ingest.reading import ToldNetwork
from inmori.model import Network, ZoneKind
from inmori.model.gateway import Gateway, Interface
from inmori.reach.address_space import PRIVATE, address_text, network, networks_of, prefix_length
from inmori.reach.routing import addresses_of

_WIDEST, _NARROWEST = (
    8,
    30,
)  # prefix lengths of what is a network of the hospital's, not "everything" and not a host


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    place: Place
    line: int


def told_networks(
    gateway: Gateway, objects: Objects, words: WordRules | None, place: Place
) -> tuple[ToldNetwork, ...]:
    """Return the networks that the file names, with the kind that the words point to (None: no word fits)."""
    objects_by_network = _object_names(objects)
    found: dict[str, ToldNetwork] = {}
    interfaces = {item.name: item for item in gateway.interfaces}
    kinds = {name: _kind(words, f"{item.alias} {item.description}") for name, item in interfaces.items()}
    hops = {route.via for route in gateway.routes if route.via and prefix_length(route.destination) > 0}
    lines = {route.interface for route in gateway.routes if prefix_length(route.destination) == 0}
    for item in interfaces.values():
        for cidr in addresses_of(item):
            net = _network(cidr)
            if net is None or item.role == "tunnel":
                continue
            kind = kinds[item.name]
            hop = any(network(via) and network(via).within(network(net)) for via in hops)
            if item.role == "wan" or (item.name in lines and not network(net).within(PRIVATE)):
                kind = ZoneKind.INTERNET
            elif prefix_length(net) >= 30 or (hop and prefix_length(net) >= 29):
                kind = ZoneKind.LINK  # only routers live there
            name = " ".join(part for part in (item.alias, item.description) if part)
            told = Network(cidr=net, name=name, vlan=item.vlan, sources=(item.source_ref,))
            found.setdefault(net, ToldNetwork(told, kind, item.source_ref))
    for route in gateway.routes:
        net = _network(route.destination)
        if net is None or net in found or not network(net).within(PRIVATE):
            continue
        name = " ".join(part for part in (route.comment, objects_by_network.get(net, "")) if part)
        kind = _beyond(gateway, interfaces, kinds, route.interface) or _kind(words, name)
        told = Network(cidr=net, name=name, sources=(route.source_ref,))
        found[net] = ToldNetwork(told, kind, route.source_ref)
    for node in objects.address_objects():
        net = next(iter(_networks(objects, node.name)), None)
        if net is None or net in found or not network(net).within(PRIVATE):
            continue
        name = objects_by_network.get(net, node.name)
        source = place.at(node)
        found[net] = ToldNetwork(Network(cidr=net, name=name, sources=(source,)), _kind(words, name), source)
    return tuple(found.values())


def _beyond(
    gateway: Gateway,
    interfaces: dict[str, Interface],
    kinds: dict[str, ZoneKind | None],
    interface: str | None,
) -> ZoneKind | None:
    """Return VENDOR_NET for what lies behind a tunnel or behind the router of a maintenance segment."""
    if any(tunnel.name == interface for tunnel in gateway.tunnels):
        return ZoneKind.VENDOR_NET
    return ZoneKind.VENDOR_NET if interface in interfaces and kinds[interface] is ZoneKind.VENDOR else None


def _kind(words: WordRules | None, text: str) -> ZoneKind | None:
    found = words_kind(words, text) if words is not None and text.strip() else None
    return ZoneKind(found) if found in {kind.value for kind in ZoneKind} else None


def _network(cidr: str) -> str | None:
    length = prefix_length(cidr)
    return next(iter(networks_of(network(cidr))), None) if _WIDEST <= length <= _NARROWEST else None


def _networks(objects: Objects, name: str) -> Iterable[str]:
    spans = objects.address(name).space.spans
    if len(spans) == 1:
        first, size = spans[0][0], spans[0][1] - spans[0][0] + 1
        length = 33 - size.bit_length()
        # One network is a power of two of addresses that begins at a multiple of itself.
        if _WIDEST <= length <= _NARROWEST and size & (size - 1) == 0 and first & (size - 1) == 0:
            yield f"{address_text(first)}/{length}"


def _object_names(objects: Objects) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in objects.address_objects():
        for net in _networks(objects, node.name):
            found.setdefault(
                net, " ".join(part for part in (node.name, clean(node.value("comment"))) if part)
            )
    return found
