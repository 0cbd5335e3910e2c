"""Where a way in lands: from addresses, zones and interfaces to the nodes of the attack graph.

A path that names single machines lands on those; one that names networks lands in their zones; one that names
nothing lands anywhere in the closed network, because that is what an unlimited tunnel means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network, ip_network

from inmori.model import Gateway, Hospital, RemoteAccess
from inmori.reach.crossing_kind import Crossing
from inmori.simulate.host import Host, Place


@dataclass(frozen=True)
class Landing:
    """The hospital's addresses and zones, ready to be looked up."""

    hospital: Hospital
    places: dict[str, Place]
    hosts: dict[str, Host]

    def closed(self) -> tuple[str, ...]:
        """All closed places."""
        return tuple(f"net:{place.id}" for place in self.places.values() if place.closed)

    @cached_property
    def by_address(self) -> dict[str, str]:
        """Host id by address."""
        return {address: host.id for host in self.hosts.values() for address in host.addresses}

    @cached_property
    def networks(self) -> tuple[tuple[IPv4Network, str], ...]:
        """Networks with the place they belong to."""
        found = []
        for zone in self.hospital.zones:
            if zone.id in self.places:
                found += [(net, zone.id) for each in zone.networks if (net := network_of(each.cidr)) is not None]
        return tuple(found)

    def places_at(self, written: Iterable[str]) -> tuple[str, ...]:
        """Return the places whose networks overlap what is written."""
        spans = [net for each in written if (net := network_of(each)) is not None]
        return tuple(sorted({place for net, place in self.networks for span in spans if net.overlaps(span)}))

    def nodes(self, *, host_ids: Iterable[str], place_ids: Iterable[str]) -> tuple[str, ...]:
        """Return nodes for hosts if there are any, else for places, else for the whole closed side."""
        hosts = sorted({host for host in host_ids if host in self.hosts})
        if hosts:
            return tuple(f"foot:{host}" for host in hosts)
        places = sorted({place for place in place_ids if place in self.places})
        return tuple(f"net:{place}" for place in places) or self.closed()


def network_of(written: str) -> IPv4Network | None:
    """Read "10.0.0.0/24", "10.0.0.1" or "10.0.0.1/24"; None for anything else."""
    try:
        found = ip_network(written.strip(), strict=False)
    except ValueError:
        return None
    return found if isinstance(found, IPv4Network) else None


def landings_of_remote(landing: Landing, remote: RemoteAccess) -> tuple[str, ...]:
    """Return the nodes that a remote maintenance path opens."""
    spans = {each: network_of(each) for each in remote.targets}
    single = [str(net.network_address) for net in spans.values() if net is not None and net.prefixlen == 32]
    wide = [each for each, net in spans.items() if net is not None and net.prefixlen < 32]
    if wide:
        return landing.nodes(host_ids=(), place_ids=(*landing.places_at(wide), *remote.target_zones))
    hosts = [landing.by_address[address] for address in single if address in landing.by_address]
    return landing.nodes(host_ids=hosts, place_ids=(*remote.target_zones, *landing.places_at(single)))


def landings_of_crossing(landing: Landing, crossing: Crossing) -> tuple[str, ...]:
    """Return the nodes that a crossing opens."""
    inside = crossing.to_zone if crossing.inbound else crossing.from_zone
    return landing.nodes(host_ids=crossing.device_ids, place_ids=(inside,))


def landings_of_gateway(landing: Landing, gateway: Gateway) -> tuple[str, ...]:
    """Return all places that a gateway touches or routes to: whoever owns the box can send to all of them."""
    own = [interface.cidr for interface in gateway.interfaces if interface.cidr]
    routed = [route.destination for route in gateway.routes]
    spans = [net for each in (*own, *routed) if (net := network_of(each)) is not None and net.prefixlen > 0]
    found = {place for net, place in landing.networks for span in spans if net.overlaps(span)}
    return tuple(f"net:{place}" for place in sorted(found))
