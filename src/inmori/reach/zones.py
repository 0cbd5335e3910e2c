"""Zones as the rules make them: the largest sets of networks with no managed filter between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inmori.model import Frozen, Hospital, ZoneKind
from inmori.reach.address_space import Space, networks_of
from inmori.reach.answer import Verdict
from inmori.reach.atlas import Atlas
from inmori.reach.places import Place, Places


class RealZone(Frozen):
    """Networks (CIDR) with no managed filter between them, and the zones as believed that lie in there.

    ``kinds`` are those of the zones, without doubles. ``refs`` tell why they are one: "interface:port2",
    "intrazone:LAN", "gateway:ID" (a switch or router that does not filter), "policy:12" (everything allowed).
    """

    networks: tuple[str, ...]
    zone_ids: tuple[str, ...] = ()
    kinds: tuple[ZoneKind, ...] = ()
    refs: tuple[str, ...] = ()

    @property
    def mixed(self) -> bool:
        """Whether zones meant to be apart are one in fact."""
        return len(self.zone_ids) > 1


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of one zone that every gateway routes alike."""

    place: Place
    space: Space

    @property
    def at(self) -> int:
        return self.space.spans[0][0]


class _Groups:
    """Sets that grow together (union-find), each with the reasons."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self.refs: list[dict[str, None]] = [{} for _ in range(count)]

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int, refs: Iterable[str]) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self.refs[low] |= dict.fromkeys(refs)
        if low != high:
            self._parent[high] = low
            self.refs[low] |= self.refs[high]

    def sets(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            found.setdefault(self.root(index), []).append(index)
        return found


def real_zones(hospital: Hospital) -> tuple[RealZone, ...]:
    """Return the zones as the known gateways make them.

    Networks behind one interface of a firewall are one zone, for nothing that is managed stands between them, unless
    another gateway filters there. A gateway that does not filter joins what it connects, and so do rules that allow
    everything both ways. Networks of which no gateway knows anything stay apart.
    """
    places = Places(hospital)
    inner = [place for place in places.all if not place.outside and place.kind is not ZoneKind.UNKNOWN]
    atlas = Atlas(hospital.gateways, [place.space for place in inner])
    parts = [_Part(place, part) for place in inner for part in atlas.blocks(place.space)]
    groups = _Groups(len(parts))
    _join_behind_filters(atlas, parts, groups)
    _join_by_switches(atlas, parts, groups)
    _join_by_rules(atlas, parts, groups)
    return tuple(
        _real_zone([parts[index] for index in members], groups.refs[root])
        for root, members in groups.sets().items()
    )


def _real_zone(parts: list[_Part], refs: Iterable[str]) -> RealZone:
    space = Space.of(span for part in parts for span in part.space.spans)
    places = {part.place.id: part.place for part in parts}
    return RealZone(
        networks=networks_of(space),
        zone_ids=tuple(places),
        kinds=tuple(dict.fromkeys(place.kind for place in places.values())),
        refs=tuple(refs),
    )


def _join_behind_filters(atlas: Atlas, parts: list[_Part], groups: _Groups) -> None:
    """Join what all filtering gateways have on one side, if at least one of them knows that side by name."""
    by_side: dict[tuple[str, ...], int] = {}
    filtering = [view for view in atlas.views if view.filters]
    for index, part in enumerate(parts):
        sides, refs = [], []
        for view in filtering:
            hops = view.routing.hops(part.at)
            named = sorted(
                {hop.interface for hop in hops if hop.interface and (hop.specific or hop.connected)}
            )
            side = _side(atlas, view.gateway.id, named)
            sides.append(side)
            refs += [side] if side else []
        if refs:
            first = by_side.setdefault(tuple(sides), index)
            groups.join(first, index, refs if first != index else ())


def _side(atlas: Atlas, gateway_id: str, interfaces: list[str]) -> str:
    """Return the name of a gateway's side; interfaces that talk to each other without a rule are one side."""
    if not interfaces:
        return ""
    view = next(view for view in atlas.views if view.gateway.id == gateway_id)
    gateway = view.gateway
    if gateway.per_interface and view.open_between(interfaces[0], interfaces[0]):
        return f"gateway:{gateway.id}"  # between its interfaces without lists it does not filter
    zone = next(
        (
            zone
            for zone in gateway.interface_zones
            if not zone.intrazone_denied and interfaces[0] in zone.interfaces
        ),
        None,
    )
    return f"intrazone:{zone.name}" if zone else f"interface:{interfaces[0]}"


def _join_by_switches(atlas: Atlas, parts: list[_Part], groups: _Groups) -> None:
    for place, view in enumerate(atlas.views):
        if view.filters:
            continue
        reached = []
        for index, part in enumerate(parts):
            for hop in view.routing.hops(part.at):
                owner = atlas.map.owner(hop.via, but=place)
                # What lies beyond another known gateway is that gateway's to judge.
                if hop.interface and (hop.connected or (hop.specific and owner is None)):
                    reached.append(index)
        for index in reached[1:]:
            groups.join(reached[0], index, (f"gateway:{view.gateway.id}",))


def _join_by_rules(atlas: Atlas, parts: list[_Part], groups: _Groups) -> None:
    """Join sides between which rules allow everything, both ways."""
    sets = groups.sets()
    spaces = {
        root: Space.of(span for index in members for span in parts[index].space.spans)
        for root, members in sets.items()
    }
    roots = list(sets)
    for number, one in enumerate(roots):
        for other in roots[number + 1 :]:
            there = atlas.passage(spaces[one], spaces[other])
            if there.verdict is not Verdict.ALLOW or not there.refs:
                continue
            back = atlas.passage(spaces[other], spaces[one])
            if back.verdict is Verdict.ALLOW:
                groups.join(one, other, (*there.refs, *back.refs))
