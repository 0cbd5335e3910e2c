"""Finds, rule by rule, what the configuration lets across the boundary of a closed zone.

Only what really takes effect counts: what an earlier rule already decided, or a route makes impossible, is no
crossing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from inmori.model import ZoneKind
from inmori.model.gateway import Gateway, Rule, Tunnel
from inmori.reach.address_space import NOTHING, Space, network, ranges
from inmori.reach.answer import Verdict
from inmori.reach.atlas import Atlas
from inmori.reach.places import Place, Places
from inmori.reach.rule_space import GatewaySpace, Piece
from inmori.reach.service_space import ALL_SERVICES
from inmori.reach.unread_doubt import DOUBT

# Where a way leads matters most when it leads far: the first of these that is touched names the crossing.
_FAR_FIRST = (
    ZoneKind.INTERNET,
    ZoneKind.CLOUD,
    ZoneKind.VENDOR_NET,
    ZoneKind.VENDOR,
    ZoneKind.GUEST,
    ZoneKind.INFO,
    ZoneKind.OQS,
    ZoneKind.MGMT,
    ZoneKind.UNKNOWN,
)
_CLOSED_FIRST = (ZoneKind.CLINICAL, ZoneKind.DEPT, ZoneKind.WIFI)
NO_PLACE = (ZoneKind.LINK, ZoneKind.STANDALONE)  # nothing lives there


@dataclass(slots=True)
class Draft:
    """What one rule lets across in one direction. ``inner`` and ``outer`` are the addresses on either side."""

    gateway: Gateway
    rule: Rule
    inbound: bool
    inner: Space = NOTHING
    outer: Space = NOTHING
    services: Space = NOTHING
    inner_places: dict[str, Place] = field(default_factory=dict)
    outer_places: dict[str, Place] = field(default_factory=dict)
    publications: dict[str, None] = field(default_factory=dict)
    tunnels: dict[str, Tunnel] = field(default_factory=dict)
    verdict: Verdict = Verdict.UNKNOWN

    @property
    def key(self) -> tuple[str, str, bool]:
        """What tells drafts apart."""
        return self.gateway.id, self.rule.id, self.inbound

    @property
    def near(self) -> Place:
        """The closed zone that names the crossing."""
        return _first(self.inner_places, _CLOSED_FIRST)

    @property
    def far(self) -> Place:
        """The other side that names the crossing."""
        return _first(self.outer_places, _FAR_FIRST)

    @property
    def meant_tunnels(self) -> tuple[Tunnel, ...]:
        """The tunnels that the rule is about; one to anywhere happens to fit what lies behind a tunnel, too."""
        names = {*self.rule.from_interfaces, *self.rule.to_interfaces}
        zones = {item.name: item.interfaces for item in self.gateway.interface_zones}
        named = names | {member for name in names for member in zones.get(name, ())}
        if self.gateway.per_interface:  # there a list is bound to where packets come in, not to where they go
            named = {name for name in named if self.inbound} | set(self.rule.to_interfaces)
        return tuple(
            item
            for item in self.tunnels.values()
            if item.kind == "sslvpn" or item.name in named or not _far(item) or (bool(self.outer) and self.outer.within(_far(item)))
        )

    @property
    def broad(self) -> bool:
        """Whether (nearly) all services pass: half of all TCP ports and more."""
        tcp = self.services & Space(((6 * 65536, 6 * 65536 + 65535),))
        return self.services == ALL_SERVICES or tcp.size >= 32768


def _far(tunnel: Tunnel) -> Space:
    space = Space.of(span for cidr in tunnel.remote_networks for span in network(cidr).spans)
    return space | (ranges(tunnel.pool.ranges) if tunnel.pool else NOTHING)


def _first(places: dict[str, Place], order: tuple[ZoneKind, ...]) -> Place:
    rank = {kind: number for number, kind in enumerate(order)}
    return min(places.values(), key=lambda place: rank.get(place.kind, len(order)))


def drafts(atlas: Atlas, places: Places) -> dict[tuple[str, str, bool], Draft]:
    """Return one draft for each rule and direction that crosses a boundary, in order of gateways and rules."""
    axis = atlas.universe.addresses
    masks = [(place, axis.mask(place.space)) for place in places.all]
    closed = [(place, mask) for place, mask in masks if place.closed]
    others = [(place, mask) for place, mask in masks if not place.closed and place.kind not in NO_PLACE]
    found: dict[tuple[str, str, bool], Draft] = {}
    if not closed:
        return found
    for view, space in zip(atlas.views, atlas.spaces, strict=True):
        order = {id(match.rule): number for number, match in enumerate(view.matches)}
        # A switch's lists stand inside the hospital's own side: its management network is across no boundary.
        inside = view.gateway.per_interface
        across = [(place, mask) for place, mask in others if not (inside and place.kind is ZoneKind.MGMT)]
        mine: dict[tuple[str, str, bool], Draft] = {}
        for piece in _pieces(space):
            rule = piece.allowing
            # A part that was not understood is told as such by its reader; it is no way across by itself.
            if rule is None or piece.verdict is Verdict.DENY or rule.id.startswith(DOUBT):
                continue
            for inbound in (False, True):
                _add(mine, space, rule, piece, inbound, closed, across, places)
        found |= dict(sorted(mine.items(), key=lambda item: (order.get(id(item[1].rule), 0), item[0][2])))
    return found


def _pieces(space: GatewaySpace) -> Iterable[Piece]:
    sides: list[str | None] = [*space.territories] if space.view.routing.known else [None]
    if space.view.routing.incomplete:
        sides.append(None)
    for ingress in (*sides, *space.unplaced):
        for egress in sides:
            if ingress != egress or ingress is None:
                yield from space.between(ingress, egress)


def _add(
    found: dict[tuple[str, str, bool], Draft],
    space: GatewaySpace,
    rule: Rule,
    piece: Piece,
    inbound: bool,
    closed: list[tuple[Place, int]],
    others: list[tuple[Place, int]],
    places: Places,
) -> None:
    gateway, universe = space.view.gateway, space.universe
    near_side, far_side = (piece.box.dst, piece.box.src) if inbound else (piece.box.src, piece.box.dst)
    abroad = _abroad(space, piece.ingress if inbound else piece.egress)
    near = [(place, near_side & mask) for place, mask in closed if near_side & mask]
    if abroad:
        # Whoever is in the tunnel sits somewhere on the internet, whatever address he is given.
        far = [(places.internet, far_side)] if far_side else []
    else:
        far = [(place, far_side & mask) for place, mask in others if far_side & mask]
    if not near or not far:
        return
    draft = found.setdefault((gateway.id, rule.id, inbound), Draft(gateway, rule, inbound))
    axis = universe.addresses
    for place, mask in near:
        draft.inner |= axis.space(mask)
        draft.inner_places[place.id] = place
    for place, mask in far:
        draft.outer |= axis.space(mask)
        draft.outer_places[place.id] = place
    draft.services |= universe.services.space(piece.box.service)
    if piece.publication:
        draft.publications[piece.publication] = None
    for name in (piece.ingress, piece.egress):
        for item in gateway.tunnels:
            if item.name == name:
                draft.tunnels[item.name] = item
    if piece.verdict is Verdict.ALLOW:
        draft.verdict = Verdict.ALLOW


def _abroad(space: GatewaySpace, interface: str | None) -> bool:
    """Whether an interface is an SSL-VPN, or a tunnel of which nobody knows who is at the other end."""
    people = any(item.kind == "sslvpn" and item.name == interface for item in space.view.gateway.tunnels)
    return people or interface in space.unplaced
