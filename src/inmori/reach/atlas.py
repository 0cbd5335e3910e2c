"""All known gateways as one map of sets: what passes between two sets of addresses, along every way there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inmori.model import Gateway
from inmori.reach.address_space import EVERYWHERE, Space, address, address_text
from inmori.reach.answer import Packet, Verdict
from inmori.reach.filter import UNFILTERED
from inmori.reach.gateway_view import GatewayView
from inmori.reach.path import End, Leg, Map, Path
from inmori.reach.rule_space import Families, GatewaySpace, Piece
from inmori.reach.service_space import ALL_SERVICES, service, service_text
from inmori.reach.universe import Box, Universe, without

# What an example shows first: file sharing, remote desktop, web. An address on the internet is one set aside for
# documentation (RFC 5737), so that no example points at somebody.
_TELLING_SERVICES = tuple(
    number for port in (445, 3389, 443, 80, 22) if (number := service("tcp", port)) is not None
)
_TELLING_ADDRESSES = tuple(number for text in ("203.0.113.9",) if (number := address(text)) is not None)


@dataclass(frozen=True, slots=True)
class Passage:
    """What passes between two sets of addresses.

    ``filtered`` False: on every way no known gateway filters. ``refs`` are the rules that let something pass;
    ``doubts`` what could not be told; ``gateways`` the ids of those on the way (empty: nothing is known).
    """

    verdict: Verdict
    filtered: bool
    refs: tuple[str, ...]
    doubts: tuple[str, ...]
    gateways: tuple[str, ...]
    example: Packet | None
    stopped: Packet | None
    ends: tuple[End, ...]


@dataclass(frozen=True, slots=True)
class _Fate:
    """What becomes of a set of packets: boxes that pass, that may pass, and that are stopped."""

    passing: list[Box]
    maybe: list[Box]
    stopped: list[Box]


class _Reasons:
    """The rules that let something pass and what could not be told, each once, in order."""

    def __init__(self) -> None:
        self.refs: dict[str, None] = {}
        self.doubts: dict[str, None] = {}


class Atlas:
    """The gateways, cut together with the ``spaces`` that will be asked about."""

    def __init__(
        self, gateways: Sequence[Gateway], spaces: Iterable[Space] = (), services: Iterable[Space] = ()
    ) -> None:
        # What forwards nothing (a layer-2 switch) is no station on the way of a packet.
        self.views = tuple(GatewayView.of(gateway) for gateway in gateways if gateway.forwards)
        self.map = Map(self.views)
        self.universe = Universe(self.views, spaces, services)
        self.spaces = tuple(GatewaySpace(view, self.universe) for view in self.views)
        self._own = Space.of(span for view in self.views for span in view.answered_for.spans)
        self._cells = self._cut_by_routes()
        self._blocks: dict[Space, list[Space]] = {}

    def _cut_by_routes(self) -> tuple[Space, ...]:
        """Cut all addresses into sets that every gateway routes alike, so that one member speaks for its set."""
        cuts = sorted({0, *(start for view in self.views for start in view.routing.boundaries())})
        alike: dict[object, list[tuple[int, int]]] = {}
        for start, following in zip(cuts, [*cuts[1:], EVERYWHERE.spans[0][1] + 1], strict=True):
            key = tuple(view.routing.hops(start) for view in self.views)
            alike.setdefault(key, []).append((start, following - 1))
        return tuple(Space.of(spans) for spans in alike.values())

    def blocks(self, space: Space) -> list[Space]:
        """Cut ``space`` into parts that are routed alike."""
        found = self._blocks.get(space)
        if found is None:
            found = [part for cell in self._cells if (part := space & cell)]
            self._blocks[space] = found
        return found

    def passage(self, src: Space, dst: Space, services: Space = ALL_SERVICES) -> Passage:
        """Return what passes from ``src`` to ``dst``; addresses of the gateways themselves are left out."""
        dst = dst - self._own
        axis, ports = self.universe.addresses, self.universe.services
        reasons = _Reasons()
        fates: list[_Fate] = []
        on_the_way: dict[str, None] = {}
        ends: dict[End, None] = {}
        filtered = unknown = False
        for source in self.blocks(src):
            for target in self.blocks(dst):
                box = Box(axis.mask(source), axis.mask(target), ports.mask(services))
                ways = self.map.paths(source.spans[0][0], target.spans[0][0])
                unknown = unknown or not ways
                for way in ways:
                    ends[way.end] = None
                    on_the_way |= dict.fromkeys(self.views[leg.gateway].gateway.id for leg in way.legs)
                    filtered = filtered or self._filters(way)
                if ways:
                    fates.append(_best([self._along(way, box, reasons) for way in ways]))
        passing = [box for fate in fates for box in fate.passing]
        maybe = [box for fate in fates for box in fate.maybe]
        stopped = [box for fate in fates for box in fate.stopped]
        return Passage(
            verdict=_verdict(passing, maybe, stopped, unknown=unknown or not fates),
            filtered=filtered,
            refs=tuple(reasons.refs),
            doubts=tuple(reasons.doubts),
            gateways=tuple(on_the_way),
            example=self.packet(passing[0]) if passing else None,
            stopped=self.packet(stopped[0]) if stopped else None,
            ends=tuple(ends),
        )

    def filtering(self, way: Path) -> list[Leg]:
        """Return the gateways on a way, those left out that do not filter between their two interfaces on it."""
        return [leg for leg in way.legs if self._families(leg) is not None]

    def _families(self, leg: Leg) -> Families | None:
        if leg.ingress == leg.egress and leg.ingress is not None:
            return None
        families = self.spaces[leg.gateway].families(leg.ingress, leg.egress)
        filters = families.maybe or families.stopped or any(piece.ref != UNFILTERED for piece in families.passing)
        return families if filters else None

    def _legs(self, way: Path) -> list[Families]:
        """Return what each filtering gateway on the way does."""
        return [families for leg in way.legs if (families := self._families(leg)) is not None]

    def _filters(self, way: Path) -> bool:
        return way.end is End.DROPPED or bool(self._legs(way))

    def _along(self, way: Path, box: Box, reasons: _Reasons) -> _Fate:
        """Return what becomes of ``box`` along one way: every gateway on it must let a packet pass."""
        if way.end is End.DROPPED:
            return _Fate([], [], [box])
        passing, maybe, stopped = [box], list[Box](), list[Box]()
        refs: dict[str, None] = {}
        for leg in self._legs(way):
            stopped += _cut([*passing, *maybe], leg.stopped, {})
            maybe = [*_cut(maybe, leg.passing, {}), *_cut([*passing, *maybe], leg.maybe, reasons.doubts)]
            passing = _cut(passing, leg.passing, refs)
        if passing:
            reasons.refs.update(refs)
        return _Fate(passing, maybe, stopped)

    def packet(self, box: Box) -> Packet:
        """Return one packet of a box: a service and addresses that a person would expect, where the box has them."""
        axis = self.universe.addresses
        protocol, port = service_text(self.universe.services.likely(box.service, _TELLING_SERVICES))
        src, dst = (
            axis.likely(side, (*_TELLING_ADDRESSES, axis.member(side) + 1)) for side in (box.src, box.dst)
        )
        return Packet(src=address_text(src), dst=address_text(dst), protocol=protocol, port=port)


def _cut(boxes: list[Box], pieces: Iterable[Piece], refs: dict[str, None]) -> list[Box]:
    """Return what of ``boxes`` lies in the pieces, and note whose pieces they are."""
    found: list[Box] = []
    for piece in pieces:
        src, dst, service = piece.box.src, piece.box.dst, piece.box.service
        for box in boxes:
            # Most boxes do not meet, so nothing is made of those that part on one side already.
            if (one := box.src & src) and (other := box.dst & dst) and (kinds := box.service & service):
                found.append(Box(one, other, kinds))
                refs[piece.ref] = None
    return found


def _best(fates: list[_Fate]) -> _Fate:
    """Put several ways between the same ends together: a packet passes if one of them lets it."""
    first, *others = fates
    for other in others:
        blocked = _both([*first.maybe, *first.stopped], [*other.maybe, *other.stopped])
        stopped = _both(first.stopped, other.stopped)
        first = _Fate([*first.passing, *other.passing], without(blocked, stopped), stopped)
    return first


def _both(one: list[Box], other: list[Box]) -> list[Box]:
    return [part for box in one for cut in other if (part := box & cut)]


def _verdict(passing: list[Box], maybe: list[Box], stopped: list[Box], *, unknown: bool) -> Verdict:
    if passing:
        return Verdict.PARTIAL if maybe or stopped or unknown else Verdict.ALLOW
    return Verdict.UNKNOWN if maybe or unknown else Verdict.DENY
