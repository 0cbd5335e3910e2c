"""A second opinion on one packet, written without sets: every world in which the doubtful rules match or do not.

Deliberately slow and plain, and sharing nothing with ``inmori.reach`` but the model.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from itertools import product

from inmori.model import Gateway
from inmori.model.gateway import Action, AddressSet, Publication, Rule, ServiceSet

NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "gre": 47, "esp": 50}


def route(gateway: Gateway, address: str) -> tuple[str | None, str | None] | None:
    """(interface, next hop) of the longest matching prefix; None without a route."""
    best: tuple[int, int, str | None, str | None] | None = None
    for interface in gateway.interfaces:
        for cidr in filter(None, (interface.cidr, *interface.secondary)):
            net = IPv4Interface(cidr).network
            if interface.up and net.prefixlen < 32 and IPv4Address(address) in net:
                candidate = (net.prefixlen, 1, interface.name, None)
                best = candidate if best is None or candidate[:2] > best[:2] else best
    for item in gateway.routes:
        net = IPv4Network(item.destination)
        inner = IPv4Network("10.0.0.0/8")
        if (
            net.prefixlen == 0
            and IPv4Address(address) in inner
            and IPv4Address(item.via or "0.0.0.0") not in inner
        ):
            continue  # the line to the internet carries no private address
        if IPv4Address(address) in net and (best is None or (net.prefixlen, 0) > best[:2]):
            best = (net.prefixlen, 0, item.interface, item.via)
    return None if best is None else (best[2], best[3])


def in_set(written: AddressSet, address: str) -> bool | None:
    """Whether an address is in a rule's side: None when only an unresolved name could tell."""
    inside = any(
        IPv4Address(low) <= IPv4Address(address) <= IPv4Address(high) for low, high in written.ranges
    )
    if inside:
        return not written.negated
    return None if written.unresolved else written.negated


def in_services(written: ServiceSet, protocol: str, port: int | None) -> bool | None:
    inside = False
    for span in written.ports:
        same = span.protocol == "any" or span.protocol == protocol
        ports = (
            protocol not in ("tcp", "udp") or span.protocol == "any" or span.first <= (port or 0) <= span.last
        )
        inside = inside or (same and ports)
    if inside:
        return not written.negated
    return None if written.unresolved else written.negated


def names(gateway: Gateway, interface: str | None) -> set[str]:
    zones = {zone.name for zone in gateway.interface_zones if interface in zone.interfaces}
    return {interface or "", *zones}


def fits(gateway: Gateway, rule: Rule, src: str, dst: str, protocol: str, port: int | None, ingress: str, egress: str,
         published: str | None) -> bool | None:  # fmt: skip
    if rule.from_interfaces and not names(gateway, ingress) & set(rule.from_interfaces):
        return False
    if rule.to_interfaces and not names(gateway, egress) & set(rule.to_interfaces):
        return False
    target = published in rule.publications if published else in_set(rule.destination, dst)
    answers = [in_set(rule.source, src), target, in_services(rule.service, protocol, port)]
    if False in answers:
        return False
    return None if None in answers or rule.unread else True


def verdict(gateway: Gateway, src: str, dst: str, protocol: str, port: int | None) -> str:
    """allow, deny, unknown or local for one packet at one gateway."""
    own = {
        str(IPv4Interface(cidr).ip)
        for item in gateway.interfaces
        for cidr in filter(None, (item.cidr, *item.secondary))
    }
    came = route(gateway, src)
    ingress = came[0] if came else None
    for item in gateway.publications:
        inner = translated(gateway, item, src, dst, protocol, port, ingress)
        if inner is not None:
            return _judged(gateway, src, item.inner, protocol, inner, ingress, item.name)
    if dst in own:
        return "local"
    if dst in {item.outer for item in gateway.publications}:
        return "deny"  # answered for, but published to nobody who asks like this
    return _judged(gateway, src, dst, protocol, port, ingress, None)


def translated(
    gateway: Gateway,
    item: Publication,
    src: str,
    dst: str,
    protocol: str,
    port: int | None,
    ingress: str | None,
) -> int | None:
    """The inner port of a packet that a publication rewrites (the packet's own without port forwarding)."""
    if dst != item.outer or (item.interface != "any" and item.interface not in names(gateway, ingress)):
        return None
    if item.sources and not any(
        IPv4Address(low) <= IPv4Address(src) <= IPv4Address(high) for low, high in item.sources
    ):
        return None
    if item.protocol == "any":
        return port or 0
    if protocol != item.protocol or port is None or item.outer_port is None:
        return None
    last = item.outer_port_last or item.outer_port
    if not item.outer_port <= port <= last:
        return None
    return port - item.outer_port + (item.inner_port or item.outer_port)


def _judged(gateway: Gateway, src: str, dst: str, protocol: str, port: int | None, ingress: str | None,
            published: str | None) -> str:  # fmt: skip
    gone = route(gateway, dst)
    if gone is None or gone[0] is None:
        return "deny"
    egress = gone[0]
    if not gateway.filters:
        return "allow"
    if published is None:
        if ingress == egress:
            return "allow"
        for zone in gateway.interface_zones:
            if not zone.intrazone_denied and {ingress, egress} <= set(zone.interfaces):
                return "allow"
    assert ingress is not None
    rules = [rule for rule in gateway.rules if rule.enabled]
    answers = [fits(gateway, rule, src, dst, protocol, port, ingress, egress, published) for rule in rules]
    doubtful = [index for index, answer in enumerate(answers) if answer is None]
    outcomes = set()
    for world in product((True, False), repeat=len(doubtful)):
        known = dict(zip(doubtful, world, strict=True))
        hit = next((rule for index, rule in enumerate(rules) if known.get(index, answers[index])), None)
        outcomes.add(hit.action if hit else gateway.default)
    if len(outcomes) > 1:
        return "unknown"
    return "allow" if outcomes == {Action.ALLOW} else "deny"
