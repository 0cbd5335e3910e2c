"""Which part of the world an address lies in: a zone, a vendor's network, the internet, or a network nobody named."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from inmori.model import Gateway, Hospital, Zone, ZoneKind
from inmori.model.gateway import Route
from inmori.reach.address_space import (
    EVERYWHERE,
    NOBODY,
    NOTHING,
    PRIVATE,
    Space,
    address,
    network,
    networks_of,
    prefix_length,
    ranges,
)
from inmori.reach.own_tunnel import between_own

INTERNET = "internet"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """One part of the world. ``id`` is a zone id, "internet", a vendor network's CIDR or "unknown".

    ``vendor``: the name that a route or tunnel gives to whoever lives there.
    """

    id: str
    kind: ZoneKind
    space: Space
    closed: bool = False
    vendor: str = ""

    @property
    def outside(self) -> bool:
        """Whether it lies outside the hospital."""
        return self.kind.outside


class Places:
    """All places of a hospital; every IPv4 address lies in exactly one."""

    def __init__(self, hospital: Hospital) -> None:
        zones = _zone_places(hospital.zones)
        taken = Space.of(span for place in zones for span in place.space.spans)
        own = Space.of(span for place in zones if place.closed for span in place.space.spans)
        vendors = _vendor_places(hospital, taken, own)
        taken = taken | Space.of(span for place in vendors for span in place.space.spans)
        inside = Space.of(
            span for zone in hospital.zones if zone.kind is ZoneKind.INTERNET for span in _space(zone).spans
        )
        internet = (EVERYWHERE - NOBODY - PRIVATE - taken) | (inside - taken)
        rest = EVERYWHERE - taken - internet
        self.all = (
            *zones,
            *vendors,
            Place(INTERNET, ZoneKind.INTERNET, internet),
            Place(UNKNOWN, ZoneKind.UNKNOWN, rest),
        )
        self.internet = self.all[-2]
        table = sorted(
            (first, index) for index, place in enumerate(self.all) for first, _ in place.space.spans
        )
        self._starts = [first for first, _ in table]
        self._index = [index for _, index in table]
        self.by_id = {place.id: place for place in self.all}

    def of(self, number: int) -> Place:
        """Return the place of an address."""
        return self.all[self._index[bisect_right(self._starts, number) - 1]]

    def of_text(self, text: str) -> Place | None:
        """Return the place of an address as text; None for IPv6 and for what is no address."""
        number = address(text)
        return None if number is None else self.of(number)

    def within(self, space: Space) -> tuple[Place, ...]:
        """Return the places that ``space`` touches."""
        return tuple(place for place in self.all if place.space & space)

    @property
    def closed(self) -> tuple[Place, ...]:
        """The closed zones."""
        return tuple(place for place in self.all if place.closed)


def _space(zone: Zone) -> Space:
    return Space.of(span for net in zone.networks for span in network(net.cidr).spans)


def _zone_places(zones: Iterable[Zone]) -> list[Place]:
    """Give every network to its zone; where networks lie in one another, the smaller one wins, then the earlier."""
    found: dict[str, Space] = {}
    taken = NOTHING
    kept = [zone for zone in zones if zone.kind is not ZoneKind.INTERNET]
    nets = [
        (-prefix_length(net.cidr), index, net.cidr)
        for index, zone in enumerate(kept)
        for net in zone.networks
    ]
    for _, index, cidr in sorted(nets):
        zone, space = kept[index], network(cidr) - taken
        taken = taken | space
        found[zone.id] = found.get(zone.id, NOTHING) | space
    return [
        Place(
            zone.id,
            zone.kind,
            found[zone.id],
            closed=zone.kind.closed or zone.closed_by_intent.value is True,
            vendor=zone.name.value or "" if zone.kind is ZoneKind.VENDOR_NET else "",
        )
        for zone in kept
        if found.get(zone.id)
    ]


def _vendor_places(hospital: Hospital, taken: Space, own: Space) -> list[Place]:
    """Return networks that only a tunnel or a route into somebody else's network leads to.

    A network that holds the hospital's ``own`` closed zones is the other house's way home, and nobody's.
    """
    found: list[Place] = []
    for gateway in hospital.gateways:
        home = frozenset(item.name for item in gateway.tunnels if between_own(gateway, item, hospital.gateways))
        for cidr, vendor in [*_tunnelled(gateway, home), *_routed(gateway, hospital, home)]:
            space = network(cidr) - taken
            if network(cidr) & own and not network(cidr).within(own):
                continue
            if space and prefix_length(cidr) > 0:
                taken = taken | space
                written = networks_of(space)
                found.append(
                    Place(
                        written[0] if len(written) == 1 else cidr, ZoneKind.VENDOR_NET, space, vendor=vendor
                    )
                )
    return found


def _tunnelled(gateway: Gateway, home: frozenset[str]) -> Iterable[tuple[str, str]]:
    for tunnel in gateway.tunnels:
        if tunnel.kind != "ipsec" or tunnel.name in home:
            continue
        for cidr in tunnel.remote_networks:
            yield cidr, tunnel.description
        if tunnel.pool:
            for cidr in networks_of(ranges(tunnel.pool.ranges)):
                yield cidr, tunnel.description


def _routed(gateway: Gateway, hospital: Hospital, home: frozenset[str]) -> Iterable[tuple[str, str]]:
    tunnels = {tunnel.name for tunnel in gateway.tunnels} - home
    for route in gateway.routes:
        if prefix_length(route.destination) <= 0 or (route.interface is None and route.via is None):
            continue
        if route.interface in tunnels or leads_to_vendor(route, hospital.zones):
            yield route.destination, route.comment


def leads_to_vendor(route: Route, zones: Iterable[Zone]) -> bool:
    """Whether a route's next router stands in a maintenance segment."""
    via = address(route.via) if route.via else None
    return via is not None and any(zone.kind is ZoneKind.VENDOR and via in _space(zone) for zone in zones)
