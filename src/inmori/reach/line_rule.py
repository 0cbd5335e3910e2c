"""Keeps a rule that names a line to the internet from seeming to lead inside, where the file tells no routes.

An excerpt of a firewall often has rules and interfaces and no routes. Then every address may lie behind any interface,
and "to wan1, to all" would reach the wards. Nobody on the internet carries private addresses: what the rule itself says
of its interface decides. Where routes are told, they decide and this module has no say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from inmori.model.gateway import Gateway, Interface
from inmori.reach.address_space import NOTHING, PRIVATE, PUBLIC, Space, address, network, ranges
from inmori.reach.routing import addresses_of
from inmori.reach.rule_match import Reading, RuleMatch

_LINE_NAME = re.compile(r"(?:wan|ppp|pppoe|pp|dialer|untrust|outside|internet|inet|isp|sd-?wan|virtual-wan-link)(?:[\W_]?\d+)*", re.IGNORECASE)


def confined_to_lines(gateway: Gateway, matches: Iterable[RuleMatch]) -> tuple[RuleMatch, ...]:
    """Return the rules; a side whose interfaces are all lines to the internet loses the private addresses.

    Left alone: a gateway with routes, and private networks that the line itself or a tunnel of the gateway holds.
    """
    matches = tuple(matches)
    lines = _lines(gateway)
    if gateway.routes or not lines:
        return matches
    inner = PRIVATE - _carried(gateway, lines)
    return tuple(_confined(match, lines, inner) for match in matches) if inner else matches


def _confined(match: RuleMatch, lines: frozenset[str], inner: Space) -> RuleMatch:
    rule = match.rule
    if rule.from_interfaces and lines.issuperset(rule.from_interfaces):
        match = replace(match, source=_less(match.source, inner))
    if rule.to_interfaces and lines.issuperset(rule.to_interfaces):
        match = replace(match, destination=_less(match.destination, inner))
    return match


def _less(reading: Reading, inner: Space) -> Reading:
    sure = reading.sure - inner
    return Reading(sure, sure if reading.possible is reading.sure else reading.possible - inner)


def _lines(gateway: Gateway) -> frozenset[str]:
    """Return the names of interfaces, and of zones made of them alone, that lead to the internet."""
    found = {item.name for item in gateway.interfaces if _is_line(item)}
    zones = {zone.name for zone in gateway.interface_zones if zone.interfaces and found.issuperset(zone.interfaces)}
    told = {item.name for item in gateway.interfaces} | {zone.name for zone in gateway.interface_zones}
    # A name that the excerpt does not explain is known by its sound alone.
    named = {
        name
        for rule in gateway.rules
        for name in (*rule.from_interfaces, *rule.to_interfaces)
        if name not in told and _LINE_NAME.fullmatch(name)
    }
    return frozenset(found | zones | named)


def _is_line(item: Interface) -> bool:
    if item.role in ("wan", "tunnel"):
        return item.role == "wan"
    first = address(item.cidr.split("/")[0]) if item.cidr else None
    if first is not None:
        return first in PUBLIC
    return bool(_LINE_NAME.fullmatch(item.name))


def _carried(gateway: Gateway, lines: frozenset[str]) -> Space:
    """Return the private addresses that may come by a line: its own network and what tunnels bring; all if that is not told."""
    found = NOTHING
    for item in gateway.interfaces:
        if item.name in lines:
            found |= Space.of(span for cidr in addresses_of(item) for span in network(cidr).spans)
    for tunnel in gateway.tunnels:
        far = Space.of(span for cidr in tunnel.remote_networks for span in network(cidr).spans)
        far |= ranges(tunnel.pool.ranges) if tunnel.pool else NOTHING
        if not far:
            return PRIVATE
        found |= far
    return found
