"""Reads interfaces, zones, static routes and VPNs of PAN-OS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inmori.ingest.config_text import at, free_text
from inmori.ingest.gear_address import as_ranges, host_cidr, span_space
from inmori.ingest.gear_management import OFFERS
from inmori.ingest.panos_objects import Objects
from inmori.ingest.panos_tree import Node
from inmori.model import Source
from inmori.model.gateway import AddressSet, Interface, InterfaceZone, Route, Tunnel
from inmori.reach.address_space import NOTHING, address, network, networks_of, prefix_length

_KINDS = ("ethernet", "aggregate-ethernet", "loopback", "vlan", "tunnel")


def interfaces(device: Node, objects: Objects, source: Source) -> tuple[Interface, ...]:
    """Return the interfaces with their sub-interfaces, and the management port as a mere address."""
    profiles = {node.name: node for node in device.under("network", "profiles", "interface-management-profile")}
    found: list[Interface] = []
    for kind in _KINDS:
        holders = device.under("network", "interface", kind)
        if kind in ("loopback", "vlan", "tunnel"):
            units = device.under("network", "interface", kind, "units")
            found += [_interface(node, node, kind, None, objects, profiles, source) for node in units]
            holders = tuple(node for node in holders if node.name != "units" and node.name.startswith(kind))
        for node in holders:
            layer = node.at("layer3") or node
            found.append(_interface(node, layer, kind, None, objects, profiles, source))
            for unit in layer.under("units"):
                found.append(_interface(unit, unit, kind, node.name, objects, profiles, source))
    return (*found, *_management(device, source))


def _interface(
    node: Node,
    layer: Node,
    kind: str,
    parent: str | None,
    objects: Objects,
    profiles: dict[str, Node],
    source: Source,
) -> Interface:
    cidrs = [cidr for name in layer.values("ip") if (cidr := _own(name, objects))]
    profile = profiles.get(layer.value("interface-management-profile"))
    tag = layer.value("tag")
    leased = layer.at("dhcp-client") is not None or layer.at("pppoe") is not None
    return Interface(
        name=node.name,
        description=free_text(node.value("comment") or layer.value("comment")),
        cidr=cidrs[0] if cidrs else None,
        secondary=tuple(cidrs[1:]),
        vlan=int(tag) if tag.isdigit() and 0 < int(tag) < 4095 else None,
        parent=parent,
        role="tunnel" if kind == "tunnel" else "wan" if leased else "",
        up=node.value("link-state") != "down",
        management=tuple(name for name in OFFERS if profile is not None and profile.on(name)),
        source_ref=at(source, node.line),
    )


def _own(name: str, objects: Objects) -> str | None:
    """Return an interface's address, which may be an address object; the prefix is the object's own."""
    cidr = host_cidr(name)
    if cidr is not None:
        return cidr
    space, unknown = objects.address(name)
    written = networks_of(space)
    return written[0] if len(written) == 1 and not unknown else None


def _management(device: Node, source: Source) -> Iterator[Interface]:
    system = device.at("deviceconfig", "system")
    host = system.value("ip-address") if system else ""
    if system is None or address(host) is None:
        return
    service = system.at("service") or Node("service", 0)
    offers = [
        name
        for name, on_by_default in (("http", False), ("https", True), ("ssh", True), ("telnet", False), ("snmp", False))
        if service.value(f"disable-{name}", default="no" if on_by_default else "yes") == "no"
    ]
    # The management port passes nothing on, so it is an address without a network.
    yield Interface(
        name="management", cidr=f"{host}/32", management=tuple(offers), source_ref=at(source, system.line)
    )


def zones(vsys: Node) -> tuple[InterfaceZone, ...]:
    """Return the zones; what passes inside them is written as rules."""
    return tuple(
        InterfaceZone(name=node.name, interfaces=node.values("network", "layer3"), intrazone_denied=True)
        for node in vsys.under("zone")
    )


def routes(device: Node, objects: Objects, source: Source) -> tuple[Route, ...]:
    """Return the static routes of all virtual routers, nearest metric first."""
    found: list[tuple[int, Route]] = []
    holder = device.at("network")
    for table in holder.everywhere("static-route") if holder is not None else ():
        for node in table.children.values():
            metric = node.value("metric", default="10")
            found += [(int(metric) if metric.isdigit() else 10, route) for route in _route(node, objects, source)]
    found.sort(key=lambda pair: pair[0])
    leased = [
        Route(destination="0.0.0.0/0", interface=node.name, comment="dhcp", source_ref=at(source, node.line))
        for node in device.under("network", "interface", "ethernet")
        if node.at("layer3", "dhcp-client") is not None
        and node.value("layer3", "dhcp-client", "create-default-route", default="yes") == "yes"
    ]
    return (*(route for _, route in found), *leased)


def _route(node: Node, objects: Objects, source: Source) -> Iterator[Route]:
    destination = node.value("destination")
    cidr = host_cidr(destination) if "/" in destination else None
    written = (cidr,) if cidr else networks_of(objects.address(destination)[0]) if destination else ()
    if ":" in destination:
        return
    via = node.value("nexthop", "ip-address")
    hop = host_cidr(via) if via else None
    dropped = node.at("nexthop", "discard") is not None
    for target in written:
        yield Route(
            destination=target,
            via=hop.split("/")[0] if hop and not dropped else None,
            interface=None if dropped else node.value("interface") or None,
            comment=free_text(node.name),
            source_ref=at(source, node.line),
        )


def tunnels(device: Node, vsys: Sequence[Node], found: Iterable[Route], source: Source) -> tuple[Tunnel, ...]:
    """Return IPsec tunnels to other places and GlobalProtect for people, each by the name of its tunnel interface."""
    known = tuple(found)
    items = [_ipsec(device, node, known, source) for node in device.under("network", "tunnel", "ipsec")]
    for part in vsys:
        profiles = {node.name: node for node in part.under("authentication-profile")}
        for node in part.under("global-protect", "global-protect-gateway"):
            items.append(_people(device, node, profiles, source))
    return tuple(items)


def _ipsec(device: Node, node: Node, known: tuple[Route, ...], source: Source) -> Tunnel:
    name = node.value("tunnel-interface") or node.name
    gateway = device.at("network", "ike", "gateway", node.value("auto-key", "ike-gateway"))
    peer = gateway.value("peer-address", "ip") if gateway else ""
    peer = peer or (gateway.value("peer-address", "fqdn") if gateway else "")
    version = gateway.value("protocol", "version", default="ikev1") if gateway else ""
    ids = node.under("auto-key", "proxy-id")
    far = [one.value("remote") for one in ids]
    far += [route.destination for route in known if route.interface == name]
    described = free_text(node.value("comment") or node.name)
    return Tunnel(
        name=name,
        kind="ipsec",
        interface=gateway.value("local-address", "interface") if gateway else "",
        peer=peer.split("/")[0] or None,
        local_networks=_networks(one.value("local") for one in ids),
        remote_networks=_networks(far),
        ike_version=2 if version.startswith("ikev2") else 1 if version else None,
        proposal=node.value("auto-key", "ipsec-crypto-profile"),
        serving=not node.on("disabled") and not (gateway is not None and gateway.on("disabled")),
        source_limited=bool(peer),
        description=described,
        source_ref=at(source, node.line),
    )


def _networks(written: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in written:
        cidr = host_cidr(text) if text else None
        if cidr and prefix_length(cidr) > 0:
            found |= dict.fromkeys(networks_of(network(cidr)))
    return tuple(found)


def _people(device: Node, node: Node, profiles: dict[str, Node], source: Source) -> Tunnel:
    # The portal's settings name an entry of the network's own, and that entry names the interface whose zone rules use.
    named = node.value("remote-user-tunnel")
    bound = device.at("network", "tunnel", "global-protect-gateway", named) if named else None
    face = bound.value("tunnel-interface") if bound is not None else ""
    space, written = NOTHING, list[str]()
    pools = [one for part in (node, bound) if part is not None for one in part.everywhere("ip-pool")]
    for holder in pools:
        for text in holder.children:
            pool = span_space(text)
            if pool is not None:
                space, written = space | pool, [*written, text]
    names = [one.value("authentication-profile") for one in node.under("client-auth")]
    return Tunnel(
        name=face or node.value("tunnel-interface") or named or node.name,
        kind="sslvpn",
        interface=node.value("local-address", "interface")
        or (bound.value("local-address", "interface") if bound is not None else ""),
        pool=AddressSet(ranges=as_ranges(space), names=tuple(written)) if space else None,
        port=443,
        second_factor=_factor(node, [profiles.get(name) for name in names if name]),
        source_limited=False,
        groups=tuple(dict.fromkeys(name for name in names if name)),
        description=node.name,
        source_ref=at(source, node.line),
    )


def _factor(node: Node, profiles: Sequence[Node | None]) -> bool | None:
    """Return True where a certificate or a second factor is asked for, False where only a local password is."""
    if node.value("certificate-profile") and profiles:
        return True
    answers: list[bool | None] = []
    for profile in profiles:
        if profile is None:
            answers.append(None)
        elif profile.on("multi-factor-auth", "mfa-enable"):
            answers.append(True)
        else:
            answers.append(False if profile.at("method", "local-database") is not None else None)
    if answers and all(answer is True for answer in answers):
        return True
    return False if answers and all(answer is False for answer in answers) else None
