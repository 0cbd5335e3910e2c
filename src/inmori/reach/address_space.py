"""Exact sets of numbers on one axis (IPv4 addresses, or services), so that "everything but" has an answer.

A :class:`Space` is a sorted tuple of spans that neither overlap nor touch; all operations keep that form, so two
spaces with the same members are equal.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]  # first and last member, both inside

LAST_ADDRESS = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Space:
    """A set of non-negative whole numbers."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Space:
        """Make a space of any spans; those turned round (first > last) hold nothing."""
        merged: list[Span] = []
        for first, last in sorted(span for span in spans if span[0] <= span[1]):
            if merged and first <= merged[-1][1] + 1:
                if last > merged[-1][1]:
                    merged[-1] = (merged[-1][0], last)
            else:
                merged.append((first, last))
        return cls(tuple(merged))

    def __bool__(self) -> bool:
        """Whether it holds anything."""
        return bool(self.spans)

    def __contains__(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.spans)

    def __or__(self, other: Space) -> Space:
        return Space.of((*self.spans, *other.spans))

    def __and__(self, other: Space) -> Space:
        found: list[Span] = []
        mine, theirs = self.spans, other.spans
        i = j = 0
        while i < len(mine) and j < len(theirs):
            first, last = max(mine[i][0], theirs[j][0]), min(mine[i][1], theirs[j][1])
            if first <= last:
                found.append((first, last))
            if mine[i][1] < theirs[j][1]:
                i += 1
            else:
                j += 1
        return Space(tuple(found))

    def __sub__(self, other: Space) -> Space:
        found: list[Span] = []
        cuts = other.spans
        j = 0
        for first, last in self.spans:
            while j < len(cuts) and cuts[j][1] < first:
                j += 1
            start, k = first, j
            while k < len(cuts) and cuts[k][0] <= last:
                if cuts[k][0] > start:
                    found.append((start, cuts[k][0] - 1))
                start = cuts[k][1] + 1
                k += 1
            if start <= last:
                found.append((start, last))
        return Space(tuple(found))

    def within(self, other: Space) -> bool:
        """Whether every member is in ``other``."""
        return not self - other

    @property
    def size(self) -> int:
        """How many members."""
        return sum(last - first + 1 for first, last in self.spans)

    @property
    def first(self) -> int | None:
        """The smallest member."""
        return self.spans[0][0] if self.spans else None


NOTHING = Space()
EVERYWHERE = Space(((0, LAST_ADDRESS),))


@lru_cache(maxsize=65536)
def address(text: str) -> int | None:
    """Return an IPv4 address as a number; None for anything else (IPv6, names, slips of the pen)."""
    parts = text.split(".")
    if len(parts) != 4 or not text.isascii():
        return None
    number = 0
    for part in parts:
        # As the standard library has it: no signs, no blanks, and no leading zero, which some read as octal.
        if not part.isdigit() or len(part) > 3 or (part[0] == "0" and part != "0"):
            return None
        value = int(part)
        if value > 255:
            return None
        number = number << 8 | value
    return number


def address_text(number: int) -> str:
    """Write a number as an IPv4 address."""
    return f"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


@lru_cache(maxsize=65536)
def network(cidr: str) -> Space:
    """Return the addresses of a network; host bits may be set. Nothing for what is no IPv4 network."""
    host, _, bits = cidr.partition("/")
    first = address(host)
    if first is not None and bits.isdigit() and bits.isascii() and 0 <= int(bits) <= 32:
        free = (1 << (32 - int(bits))) - 1
        return Space(((first & ~free, first | free),))
    try:
        net = ipaddress.IPv4Network(cidr.strip(), strict=False)
    except ValueError:
        return NOTHING
    return Space(((int(net.network_address), int(net.broadcast_address)),))


@lru_cache(maxsize=65536)
def prefix_length(cidr: str) -> int:
    """Return the prefix length of a network; -1 for what is no IPv4 network."""
    host, _, bits = cidr.partition("/")
    if bits.isdigit() and bits.isascii() and int(bits) <= 32 and address(host) is not None:
        return int(bits)
    try:
        return ipaddress.IPv4Network(cidr.strip(), strict=False).prefixlen
    except ValueError:
        return -1


def ranges(pairs: Iterable[tuple[str, str]]) -> Space:
    """Return the addresses of ("first", "last") pairs; a pair that is no IPv4 range adds nothing."""
    return _ranges(tuple(pairs))


@lru_cache(maxsize=16384)
def _ranges(pairs: tuple[tuple[str, str], ...]) -> Space:
    spans = []
    for low, high in pairs:
        first, last = address(low), address(high)
        if first is not None and last is not None:
            spans.append((first, last))
    return Space.of(spans)


def networks_of(space: Space) -> tuple[str, ...]:
    """Write a space as the fewest CIDR networks."""
    found: list[str] = []
    for first, last in space.spans:
        while first <= last:
            # The largest block that may begin here and does not reach past the end.
            aligned = (first & -first).bit_length() - 1 if first else 32
            bits = min(aligned, (last - first + 1).bit_length() - 1)
            found.append(f"{address_text(first)}/{32 - bits}")
            first += 1 << bits
    return tuple(found)


PRIVATE = Space.of(
    span
    for cidr in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")  # RFC 1918
    for span in network(cidr).spans
)
# Never routed to somebody: "this network", loopback, link-local, multicast, reserved and broadcast.
NOBODY = Space.of(
    span
    for cidr in ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3")
    for span in network(cidr).spans
)
# Shared space of carriers (RFC 6598) counts as outside: a mobile line or a provider's network uses it.
PUBLIC = EVERYWHERE - PRIVATE - NOBODY
