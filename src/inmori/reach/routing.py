"""Where a gateway would send an address: the interface decides which rules apply, so it comes before all rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from inmori.model import Gateway
from inmori.model.gateway import Interface, Route
from inmori.reach.address_space import (
    EVERYWHERE,
    NOTHING,
    PRIVATE,
    PUBLIC,
    Space,
    address,
    network,
    prefix_length,
    ranges,
)


@dataclass(frozen=True, slots=True)
class Hop:
    """One way on from a gateway. ``interface`` None: the address is dropped (black hole).

    ``via`` is the next router; ``connected``: the address lies on the interface's own network; ``specific``: the
    route says more than "everything else".
    """

    interface: str | None
    via: str | None = None
    connected: bool = False
    specific: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    space: Space
    length: int
    rank: int  # connected before tunnel pools before static routes
    hop: Hop


class Routing:
    """The routing table of one gateway as its configuration gives it.

    Equal routes (two lines to the internet) both count: which one is taken is not in the file.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._zones = {zone.name: zone.interfaces for zone in gateway.interface_zones}
        up = live_interfaces(gateway.interfaces)
        self.own = Space.of(
            (number, number)
            for interface in gateway.interfaces
            for cidr in addresses_of(interface)
            if (number := address(cidr.split("/")[0])) is not None
        )
        entries = [*_connected(up), *_pools(gateway), *self._static(gateway, up)]
        self._starts, self._hops = _table(entries)
        # A routing protocol may know more than the file, and a paste without its routes leaves them open: then
        # nothing but what the file names is certain.
        self.incomplete = not gateway.routes or any(
            part.what.startswith("routing:") for part in gateway.unread
        )
        self.known = bool(entries)

    def _static(self, gateway: Gateway, up: dict[str, Interface]) -> Iterable[_Entry]:
        down = {interface.name for interface in gateway.interfaces} - set(up)
        for route in gateway.routes:
            interface = route.interface
            if interface is None and route.via is not None:
                interface = _interface_towards(route.via, up)
                if interface is None:
                    continue
            if interface in down:
                continue
            length = prefix_length(route.destination)
            space = network(route.destination)
            if length == 0 and self._is_line(route, up):
                # Nobody on the internet carries private addresses; only a tunnel of the gateway itself does.
                space = space - (PRIVATE - _tunnelled(gateway))
            yield _Entry(space, length, 2, Hop(interface, route.via, specific=length > 0))

    def _is_line(self, route: Route, up: dict[str, Interface]) -> bool:
        """Whether a default route leads onto a line to the internet, not to another router of the house."""
        via = address(route.via) if route.via else None
        if via is not None:
            return via in PUBLIC
        names = self._zones.get(route.interface or "", (route.interface or "",))
        return any(_towards_internet(up[name]) for name in names if name in up)

    def hops(self, number: int) -> tuple[Hop, ...]:
        """Return the ways on for an address; empty when there is no route."""
        index = bisect_right(self._starts, number) - 1
        return self._hops[index] if index >= 0 else ()

    def certain(self, number: int) -> bool:
        """Whether the file alone tells where the address goes.

        A routing protocol inside a hospital carries private networks; what the file routes by name stays certain.
        """
        if not self.incomplete:
            return True
        hops = self.hops(number)
        return any(hop.connected or hop.specific for hop in hops) or (bool(hops) and number in PUBLIC)

    def boundaries(self) -> tuple[int, ...]:
        """Return the addresses at which the way on changes."""
        return tuple(self._starts)

    def territories(self) -> dict[str, Space]:
        """Return the addresses behind each interface; with equal routes an address lies behind several."""
        spans: dict[str, list[tuple[int, int]]] = {}
        ends = [*(start - 1 for start in self._starts[1:]), EVERYWHERE.spans[0][1]]
        for start, end, hops in zip(self._starts, ends, self._hops, strict=True):
            for interface in dict.fromkeys(hop.interface for hop in hops if hop.interface is not None):
                spans.setdefault(interface, []).append((start, end))
        return {interface: Space.of(found) for interface, found in sorted(spans.items())}

    def names_of(self, interface: str) -> frozenset[str]:
        """Return the names by which a rule may speak of an interface: its own, its zones', its members'."""
        zones = (name for name, members in self._zones.items() if interface in members)
        return frozenset((interface, *zones, *self._zones.get(interface, ())))


def _towards_internet(interface: Interface) -> bool:
    if interface.role in ("wan", "tunnel"):
        return interface.role == "wan"
    first = address(interface.cidr.split("/")[0]) if interface.cidr else None
    return first is None or first in PUBLIC


def _tunnelled(gateway: Gateway) -> Space:
    return Space.of(
        span for tunnel in gateway.tunnels for cidr in tunnel.remote_networks for span in network(cidr).spans
    )


def addresses_of(interface: Interface) -> tuple[str, ...]:
    """Return the primary and secondary addresses of an interface, each with its prefix."""
    return (*((interface.cidr,) if interface.cidr else ()), *interface.secondary)


def live_interfaces(interfaces: Iterable[Interface]) -> dict[str, Interface]:
    """Return the interfaces that are up and whose parent is up."""
    by_name = {interface.name: interface for interface in interfaces}

    def up(interface: Interface) -> bool:
        seen: set[str] = set()
        here: Interface | None = interface
        while here is not None and here.name not in seen:
            if not here.up:
                return False
            seen.add(here.name)
            here = by_name.get(here.parent or "")
        return True

    return {name: interface for name, interface in by_name.items() if up(interface)}


def _connected(up: dict[str, Interface]) -> Iterable[_Entry]:
    for interface in up.values():
        for cidr in addresses_of(interface):
            # A host address on its own (loopback, tunnel end) has no neighbours.
            if prefix_length(cidr) < 32:
                yield _Entry(network(cidr), prefix_length(cidr), 0, Hop(interface.name, connected=True))


def _pools(gateway: Gateway) -> Iterable[_Entry]:
    for tunnel in gateway.tunnels:
        pool = ranges(tunnel.pool.ranges) if tunnel.pool else NOTHING
        # People in a tunnel have single addresses, so the pool counts as host routes.
        if pool:
            yield _Entry(pool, 32, 1, Hop(tunnel.name))


def _interface_towards(via: str, up: dict[str, Interface]) -> str | None:
    number = address(via)
    if number is None:
        return None
    found = [
        (prefix_length(cidr), interface.name)
        for interface in up.values()
        for cidr in addresses_of(interface)
        if number in network(cidr)
    ]
    return max(found)[1] if found else None


def _table(entries: list[_Entry]) -> tuple[list[int], list[tuple[Hop, ...]]]:
    """Cut the address axis where a route begins or ends, and give each piece its longest-prefix hops."""
    cuts = {0}
    for entry in entries:
        for first, last in entry.space.spans:
            cuts |= {first, last + 1}
    starts = sorted(cut for cut in cuts if cut <= EVERYWHERE.spans[0][1])
    best: list[list[_Entry]] = [[] for _ in starts]
    for entry in entries:
        for first, last in entry.space.spans:
            for index in range(bisect_right(starts, first) - 1, bisect_right(starts, last)):
                best[index].append(entry)
    merged_starts: list[int] = []
    merged: list[tuple[Hop, ...]] = []
    for start, candidates in zip(starts, best, strict=True):
        hops = _longest(candidates)
        if not merged or merged[-1] != hops:
            merged_starts.append(start)
            merged.append(hops)
    return merged_starts, merged


def _longest(candidates: list[_Entry]) -> tuple[Hop, ...]:
    if not candidates:
        return ()
    length = max(entry.length for entry in candidates)
    longest = [entry for entry in candidates if entry.length == length]
    rank = min(entry.rank for entry in longest)
    return tuple(dict.fromkeys(entry.hop for entry in longest if entry.rank == rank))
