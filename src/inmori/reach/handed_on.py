"""Which addresses a gateway hands on to another known gateway that filters: that one is at the boundary, not this one.

A core switch's list lets a machine out towards the firewall, and the firewall decides about the world outside. Only
the outer of the two makes a crossing; the inner would report the same way a second time, and wider than it is.
"""

from __future__ import annotations

from inmori.reach.address_space import EVERYWHERE, Space
from inmori.reach.atlas import Atlas


class HandedOn:
    """For every gateway of an atlas, the addresses that lie beyond another one that filters on the way there."""

    def __init__(self, atlas: Atlas) -> None:
        self._map = atlas.map
        spans: list[list[tuple[int, int]]] = [[] for _ in atlas.views]
        for cell in atlas.blocks(EVERYWHERE):
            number = cell.spans[0][0]
            for index in range(len(atlas.views)):
                if self._handed(index, number):
                    spans[index] += cell.spans
        self._spaces = [Space.of(found) for found in spans]
        self.masks = {
            view.gateway.id: atlas.universe.addresses.mask(space)
            for view, space in zip(atlas.views, self._spaces, strict=True)
        }

    def holds(self, index: int, number: int) -> bool:
        """Whether a gateway (by its place in the atlas) hands an address on."""
        return number in self._spaces[index]

    def _handed(self, index: int, number: int) -> bool:
        """Whether every way of a gateway to an address leads through another one that filters."""
        hops = [hop for hop in self._map.ways(index, number) if hop.interface is not None]
        return bool(hops) and all(self._beyond(index, hop.via, number, frozenset((index,))) for hop in hops)

    def _beyond(self, index: int, via: str | None, number: int, met: frozenset[int]) -> bool:
        owner = self._map.owner(via, but=index)
        if owner is None or owner[0] in met:
            return False
        following, ingress = owner
        view = self._map.views[following]
        answers = []
        for hop in self._map.ways(following, number):
            if hop.interface is None:
                continue
            filters = not hop.interface or (hop.interface != ingress and not view.open_between(ingress, hop.interface))
            answers.append(filters or self._beyond(following, hop.via, number, met | {following}))
        return bool(answers) and all(answers)
