"""One cutting of both axes for a set of gateways, so that sets of addresses become whole numbers (bit masks).

Between two neighbouring cuts nothing any rule or route says ever changes, so each piece is one bit. Set algebra on
a thousand rules is then a few machine operations instead of a walk over spans, and stays exact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inmori.reach.address_space import EVERYWHERE, LAST_ADDRESS, Space, address, ranges
from inmori.reach.gateway_view import GatewayView
from inmori.reach.service_space import PORTS, protocol_number

_LAST_SERVICE = 256 * PORTS - 1


class Axis:
    """One axis cut into pieces; bit i of a mask is piece i."""

    def __init__(self, spaces: Iterable[Space], *, last: int) -> None:
        cuts = {0}
        for space in spaces:
            for low, high in space.spans:
                cuts |= {low, high + 1}
        self._starts = sorted(cut for cut in cuts if cut <= last)
        self._last = last
        self.full = (1 << len(self._starts)) - 1
        self._known: dict[Space, int] = {}

    def mask(self, space: Space) -> int:
        """Return the pieces of ``space``; its borders must be among the cuts."""
        found = self._known.get(space)
        if found is None:
            found = 0
            for low, high in space.spans:
                first, end = bisect_left(self._starts, low), bisect_right(self._starts, high)
                found |= ((1 << (end - first)) - 1) << first
            self._known[space] = found
        return found

    def member(self, mask: int) -> int:
        """Return the smallest number in a mask that is not empty."""
        return self._starts[(mask & -mask).bit_length() - 1]

    def index(self, number: int) -> int:
        """Return the piece that a number lies in."""
        return bisect_right(self._starts, number) - 1

    def holds(self, mask: int, number: int) -> bool:
        """Whether a number lies in a mask."""
        return bool(mask >> self.index(number) & 1)

    def likely(self, mask: int, wanted: Iterable[int]) -> int:
        """Return the first of ``wanted`` that is in a mask that is not empty, else its smallest number."""
        return next((number for number in wanted if self.holds(mask, number)), self.member(mask))

    def size(self, mask: int) -> int:
        """Return how many numbers a mask holds."""
        return self.space(mask).size

    def space(self, mask: int) -> Space:
        """Return a mask as a space."""
        starts = [*self._starts, self._last + 1]
        spans = []
        index = 0
        while mask >> index:
            bit = (mask >> index) & -(mask >> index)
            index += bit.bit_length() - 1
            spans.append((starts[index], starts[index + 1] - 1))
            index += 1
        return Space.of(spans)


class Box(NamedTuple):
    """A set of packets: every source with every destination and every service."""

    src: int
    dst: int
    service: int

    def __bool__(self) -> bool:
        return bool(self.src and self.dst and self.service)

    def __and__(self, other: Box) -> Box:
        return Box(self.src & other.src, self.dst & other.dst, self.service & other.service)

    def minus(self, other: Box) -> list[Box]:
        """Return what is left without ``other``, in at most three boxes that do not overlap."""
        src, dst = self.src & other.src, self.dst & other.dst
        parts = (
            Box(self.src & ~other.src, self.dst, self.service),
            Box(src, self.dst & ~other.dst, self.service),
            Box(src, dst, self.service & ~other.service),
        )
        return [part for part in parts if part]


def without(boxes: Iterable[Box], taken: Iterable[Box]) -> list[Box]:
    """Return the packets of ``boxes`` that are in none of ``taken``."""
    rest = list(boxes)
    for cut in taken:
        rest = [part for box in rest for part in (box.minus(cut) if box & cut else (box,))]
        if not rest:
            break
    return rest


class Universe:
    """Both axes, cut by all that the gateways' rules, routes and publications say, and by ``spaces``."""

    def __init__(
        self, views: Sequence[GatewayView], spaces: Iterable[Space] = (), services: Iterable[Space] = ()
    ) -> None:
        addresses: list[Space] = list(spaces)
        ports: list[Space] = list(services)
        for view in views:
            addresses += [*view.routing.territories().values(), view.answered_for]
            for match in view.matches:
                addresses += [*match.source.spaces, *match.destination.spaces]
                ports += match.service.spaces
            addresses += [Space(((start, LAST_ADDRESS),)) for start in view.routing.boundaries()]
            for item in view.publications:
                ends = (address(item.inner), address(item.outer))
                addresses += [Space(((end, end),)) for end in ends if end is not None]
                addresses.append(sources_of(item.sources))
                ports.append(
                    published(
                        item.protocol,
                        item.inner_port or item.outer_port,
                        item.outer_port,
                        item.outer_port_last,
                    )
                )
        self.addresses = Axis(addresses, last=LAST_ADDRESS)
        self.services = Axis(ports, last=_LAST_SERVICE)


def sources_of(pairs: tuple[tuple[str, str], ...]) -> Space:
    """Return the sources that a publication answers: all when none are named."""
    return ranges(pairs) if pairs else EVERYWHERE


def published(protocol: str, inner_port: int | None, outer_port: int | None, outer_last: int | None) -> Space:
    """Return the inner services of a publication."""
    number = protocol_number(protocol)
    if number is None:
        return Space(((0, _LAST_SERVICE),))
    if inner_port is None or outer_port is None:
        return Space(((number * PORTS, number * PORTS + PORTS - 1),))
    span = (outer_last or outer_port) - outer_port
    return Space(((number * PORTS + inner_port, number * PORTS + min(inner_port + span, PORTS - 1)),))
