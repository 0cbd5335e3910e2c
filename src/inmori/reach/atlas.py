"""All known gateways as one map of sets: what passes between two sets of addresses, along every way there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inmori.model import Gateway
from inmori.reach.address_space import EVERYWHERE, Space, address, address_text
from inmori.reach.answer import Packet, Verdict
from inmori.reach.filter import UNFILTERED
from inmori.reach.gateway_view import GatewayView
from inmori.reach.path import End, Map, Path
from inmori.reach.rule_space import GatewaySpace, Piece
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
class _Tally:
    """Boxes that pass, those that may pass, and why."""

    passing: list[Box]
    maybe: list[Box]
    refs: dict[str, None]
    doubts: dict[str, None]


class Atlas:
    """The gateways, cut together with the ``spaces`` that will be asked about."""

    def __init__(
        self, gateways: Sequence[Gateway], spaces: Iterable[Space] = (), services: Iterable[Space] = ()
    ) -> None:
        self.views = tuple(GatewayView.of(gateway) for gateway in gateways)
        self.map = Map(self.views)
        self.universe = Universe(self.views, spaces, services)
        self.spaces = tuple(GatewaySpace(view, self.universe) for view in self.views)
        self._own = Space.of(span for view in self.views for span in view.answered_for.spans)
        self._cells = self._cut_by_routes()

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
        return [part for cell in self._cells if (part := space & cell)]

    def passage(self, src: Space, dst: Space, services: Space = ALL_SERVICES) -> Passage:
        """Return what passes from ``src`` to ``dst``; addresses of the gateways themselves are left out."""
        dst = dst - self._own
        axis, ports = self.universe.addresses, self.universe.services
        tally = _Tally([], [], {}, {})
        whole: list[Box] = []
        on_the_way: dict[str, None] = {}
        ends: dict[End, None] = {}
        filtered = False
        unknown = False
        for source in self.blocks(src):
            for target in self.blocks(dst):
                box = Box(axis.mask(source), axis.mask(target), ports.mask(services))
                whole.append(box)
                ways = self.map.paths(source.spans[0][0], target.spans[0][0])
                unknown = unknown or not ways
                for way in ways:
                    ends[way.end] = None
                    on_the_way |= dict.fromkeys(self.views[leg.gateway].gateway.id for leg in way.legs)
                    filtered = self._along(way, box, tally) or filtered
        return self._passage(whole, tally, unknown, filtered, tuple(on_the_way), tuple(ends))

    def _along(self, way: Path, box: Box, tally: _Tally) -> bool:
        """Add what passes along one way; return whether a gateway filters on it."""
        if way.end is End.DROPPED:
            return True
        passing, maybe, filtered = [box], list[Box](), False
        refs: dict[str, None] = {}
        for leg in way.legs:
            if leg.ingress == leg.egress and leg.ingress is not None:
                continue
            pieces = self.spaces[leg.gateway].between(leg.ingress, leg.egress)
            if all(piece.ref == UNFILTERED for piece in pieces):
                continue
            filtered = True
            maybe = [
                *self._cut(maybe, pieces, Verdict.ALLOW, {}),
                *self._cut([*passing, *maybe], pieces, Verdict.UNKNOWN, tally.doubts),
            ]
            passing = self._cut(passing, pieces, Verdict.ALLOW, refs)
        tally.passing.extend(passing)
        tally.maybe.extend(maybe)
        if passing:
            tally.refs.update(refs)
        return filtered

    @staticmethod
    def _cut(boxes: list[Box], pieces: Iterable[Piece], verdict: Verdict, refs: dict[str, None]) -> list[Box]:
        found: list[Box] = []
        for piece in pieces:
            if piece.verdict is not verdict:
                continue
            for box in boxes:
                part = box & piece.box
                if part:
                    found.append(part)
                    refs[piece.ref] = None
        return found

    def _passage(
        self,
        whole: list[Box],
        tally: _Tally,
        unknown: bool,
        filtered: bool,
        gateways: tuple[str, ...],
        ends: tuple[End, ...],
    ) -> Passage:
        rest = without(whole, tally.passing)
        stopped = without(rest, tally.maybe)
        if not whole or (unknown and not tally.passing):
            verdict = Verdict.UNKNOWN
        elif tally.passing:
            verdict = Verdict.PARTIAL if rest else Verdict.ALLOW
        else:
            verdict = Verdict.UNKNOWN if tally.maybe else Verdict.DENY
        return Passage(
            verdict=verdict,
            filtered=filtered,
            refs=tuple(tally.refs),
            doubts=tuple(tally.doubts),
            gateways=gateways,
            example=self.packet(tally.passing[0]) if tally.passing else None,
            stopped=self.packet(stopped[0]) if stopped and not unknown else None,
            ends=ends,
        )

    def packet(self, box: Box) -> Packet:
        """Return one packet of a box: a service and addresses that a person would expect, where the box has them."""
        axis = self.universe.addresses
        protocol, port = service_text(self.universe.services.likely(box.service, _TELLING_SERVICES))
        src, dst = (
            axis.likely(side, (*_TELLING_ADDRESSES, axis.member(side) + 1)) for side in (box.src, box.dst)
        )
        return Packet(src=address_text(src), dst=address_text(dst), protocol=protocol, port=port)
