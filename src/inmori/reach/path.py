"""Which gateways a packet meets on its way, hop by hop: only they can stop it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from inmori.reach.address_space import address
from inmori.reach.gateway_view import GatewayView
from inmori.reach.routing import Hop, addresses_of, live_interfaces


class End(StrEnum):
    """How a way through the known gateways ends."""

    SEGMENT = "segment"  # both on one network: no gateway in between
    DELIVERED = "delivered"  # the last gateway has the destination on its own network
    BEYOND = "beyond"  # handed to a router or line whose configuration was not given
    DROPPED = "dropped"  # no route


@dataclass(frozen=True, slots=True)
class Leg:
    """One gateway on the way (by its place in the list), with the interfaces; None: the file does not tell."""

    gateway: int
    ingress: str | None
    egress: str | None


@dataclass(frozen=True, slots=True)
class Path:
    """The gateways in order, and how the way ends."""

    legs: tuple[Leg, ...]
    end: End


KEPT = 1 << 16  # answers; a survey asks for the same few addresses again and again


class Map:
    """The known gateways and which addresses are theirs."""

    def __init__(self, views: Sequence[GatewayView]) -> None:
        self.views = tuple(views)
        self.starts = lru_cache(KEPT)(self._starts)
        self.paths = lru_cache(KEPT)(self._paths)
        self._owners: dict[int, list[tuple[int, str]]] = {}
        for index, view in enumerate(self.views):
            for interface in live_interfaces(view.gateway.interfaces).values():
                for cidr in addresses_of(interface):
                    number = address(cidr.split("/")[0])
                    if number is not None:
                        self._owners.setdefault(number, []).append((index, interface.name))

    def owner(self, via: str | None, *, but: int) -> tuple[int, str] | None:
        """Return (gateway, interface) of a next router when it is a known gateway other than ``but``."""
        number = address(via) if via else None
        owners = self._owners.get(number, []) if number is not None else []
        return next((owner for owner in owners if owner[0] != but), None)

    def ways(self, index: int, number: int) -> tuple[Hop, ...]:
        """Return where a gateway sends an address; one hop to an unknown interface when the file cannot tell."""
        routing = self.views[index].routing
        hops = routing.hops(number)
        if not routing.certain(number) or (not hops and not routing.known):
            return (Hop(interface="", specific=False),)
        return hops

    def _starts(self, src: int) -> list[tuple[int, str | None]]:
        """Return the gateways that a packet from ``src`` may meet first, with the interface it comes in by.

        On a network with several gateways any of them may be the sender's choice, so all count.
        """
        every = [(index, hop) for index in range(len(self.views)) for hop in self.ways(index, src)]
        every = [(index, hop) for index, hop in every if hop.interface is not None]
        for wanted in (
            [(index, hop) for index, hop in every if hop.connected],
            [(index, hop) for index, hop in every if hop.specific],
            [(index, hop) for index, hop in every if hop.interface],
            every,  # only gateways of which the file does not tell the routes
        ):
            if wanted:
                # A gateway that would answer through another known one is not the first to be met.
                nearest = [(index, hop) for index, hop in wanted if self.owner(hop.via, but=index) is None]
                return list(dict.fromkeys((index, hop.interface or None) for index, hop in nearest or wanted))
        return []

    def same_segment(self, src: int, dst: int) -> bool:
        """Whether some gateway has both on one of its own networks."""
        for view in self.views:
            mine = {hop.interface for hop in view.routing.hops(src) if hop.connected}
            if any(hop.connected and hop.interface in mine for hop in view.routing.hops(dst)):
                return True
        return False

    def _paths(self, src: int, dst: int) -> tuple[Path, ...]:
        """Return all ways from ``src`` to ``dst``; empty when no gateway knows anything."""
        if self.same_segment(src, dst):
            return (Path((), End.SEGMENT),)
        found: list[Path] = []
        for index, ingress in self.starts(src):
            found += self._from(index, ingress, dst, (), frozenset((index,)))
        return tuple(dict.fromkeys(found))

    def _from(
        self, index: int, ingress: str | None, dst: int, before: tuple[Leg, ...], met: frozenset[int]
    ) -> list[Path]:
        found: list[Path] = []
        hops = self.ways(index, dst)
        if not hops:
            return [Path((*before, Leg(index, ingress, None)), End.DROPPED)]
        for hop in hops:
            legs = (*before, Leg(index, ingress, hop.interface or None))
            if hop.interface is None:
                found.append(Path(legs, End.DROPPED))
                continue
            if hop.connected:
                found.append(Path(legs, End.DELIVERED))
                continue
            onward = self.owner(hop.via, but=index)
            if onward is None or onward[0] in met:
                found.append(Path(legs, End.BEYOND))
            else:
                found += self._from(onward[0], onward[1], dst, legs, met | {onward[0]})
        return found
