"""Turns the addresses of access lists into ranges: prefixes, masks, wildcard masks (also those with holes)."""

from __future__ import annotations

from inmori.model.gateway import AddressSet
from inmori.reach.address_space import LAST_ADDRESS, Space, address, address_text, network

_HOLES = 8  # bits of a wildcard mask with holes that are written out, i.e. 256 ranges
ANYWHERE = AddressSet(ranges=(("0.0.0.0", "255.255.255.255"),), names=("any",))
NOWHERE = AddressSet()


def as_ranges(space: Space) -> tuple[tuple[str, str], ...]:
    """Write a space as the model does."""
    return tuple((address_text(first), address_text(last)) for first, last in space.spans)


def address_set(space: Space, name: str) -> AddressSet:
    """Return the addresses of a rule's side, with the words of the file."""
    return AddressSet(ranges=as_ranges(space), names=(name,))


def unknown_addresses(name: str) -> AddressSet:
    """Return a side of a rule whose addresses the file does not tell; ``name`` is shown to people."""
    return AddressSet(names=(name,), unresolved=(name,))


def prefix_bits(mask: str) -> int | None:
    """Return the prefix length of "24", "255.255.255.0" or "0xffffff00"; None for anything else."""
    if mask.isascii() and mask.isdigit() and len(mask) <= 2:
        return int(mask) if int(mask) <= 32 else None
    try:
        number = int(mask, 16) if mask.lower().startswith("0x") and len(mask) <= 10 else address(mask)
    except ValueError:
        return None
    if number is None or number > LAST_ADDRESS:
        return None
    bits = number.bit_count()
    return bits if number == (LAST_ADDRESS << (32 - bits)) & LAST_ADDRESS else None


def host_cidr(written: str, mask: str = "") -> str | None:
    """Return "10.0.0.1/24" from "10.0.0.1/24", "10.0.0.1/255.255.255.0" or address and mask; None if it is none."""
    host, _, inner = written.partition("/")
    bits = prefix_bits(inner or mask or "32")
    return f"{host}/{bits}" if bits is not None and address(host) is not None else None


def wildcard_space(base: str, wildcard: str) -> Space | None:
    """Return the addresses that fit ``base`` where ``wildcard`` has no bits set; None when not understood.

    A mask with holes (0.0.0.254 for even hosts) is written out exactly up to 256 ranges.
    """
    number, free = address(base), address(wildcard)
    if number is None or free is None:
        return None
    low = (free + 1 & ~free).bit_length() - 1 if free != LAST_ADDRESS else 32  # free bits at the lower end
    tail = (1 << low) - 1
    holes = [bit for bit in range(low, 32) if free >> bit & 1]
    if len(holes) > _HOLES:
        return None
    fixed = number & ~free & LAST_ADDRESS
    starts = [fixed]
    for bit in holes:
        starts += [start | 1 << bit for start in starts]
    return Space.of((start, start | tail) for start in starts)


def span_space(written: str) -> Space | None:
    """Return the addresses of "10.0.0.1", "10.0.0.0/24", "10.0.0.0/255.255.255.0" or "10.0.0.1-10.0.0.9"."""
    first, dash, last = written.partition("-")
    if dash:
        low, high = address(first), address(last)
        return None if low is None or high is None or low > high else Space(((low, high),))
    cidr = host_cidr(written)
    return None if cidr is None else network(cidr)
