"""Adds up the records of a conn.log by sort: those that are alike in all that decides what a record means.

A sort has the same ends and service, and either all its records were answered or none. What its records mean is worked
out once, by the rules of traffic in ``flow_tally``; of the others only counts and times are needed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from inmori.ingest.flow_tally import EARLIEST, LATEST, WELL_KNOWN, Connection, FlowTally, Place, place_of

ANY_PORT = WELL_KNOWN  # stands for every port of a client that no rule of traffic looks at


class Sum(NamedTuple):
    """The records of one sort: what they have in common, how many, octets, first and last time (NaN: none known)."""

    connection: Connection
    times: int
    octets_out: int
    octets_in: int
    first: float
    last: float


class Sums(Protocol):
    """Whoever adds up by sort."""

    def sums(self) -> Iterable[Sum]:
        """Return the sums."""
        ...


class SingleSums:
    """Records that were read one by one, added up."""

    def __init__(self) -> None:
        """Start with none."""
        self._sums: dict[tuple[object, ...], Sum] = {}

    def add(self, seen: Connection) -> bool:
        """Take in one record; ``False`` when an address in it is none."""
        if not has_addresses(seen):
            return False
        time = seen.time if seen.time is not None and EARLIEST < seen.time < LATEST else math.nan
        key = (seen.src, seen.dst, seen.dst_port, seen.protocol, seen.service, seen.src_inside, seen.dst_inside, seen.src_mac,
               seen.dst_mac, seen.answered, seen.began, min(seen.src_port, ANY_PORT))  # fmt: skip
        total = self._sums.get(key)
        if total is None:
            self._sums[key] = Sum(seen, 1, seen.bytes_out, seen.bytes_in, time, time)
        else:
            self._sums[key] = Sum(
                total.connection, total.times + 1, total.octets_out + seen.bytes_out, total.octets_in + seen.bytes_in,
                time if math.isnan(total.first) or time < total.first else total.first,
                time if math.isnan(total.last) or time > total.last else total.last,
            )  # fmt: skip
        return True

    def sums(self) -> Iterable[Sum]:
        """Return the sums."""
        return self._sums.values()


def has_addresses(connection: Connection) -> bool:
    """Whether both ends of a connection are addresses."""
    return Place.INVALID not in (place_of(connection.src), place_of(connection.dst))


def settle(parts: Iterable[Sums], tally: FlowTally) -> None:
    """Hand everything that was added up to the tally of flows, in the order in which the sorts were met."""
    for total in sorted((total for part in parts for total in part.sums()), key=lambda total: total.connection.line):
        connection = total.connection
        connection.bytes_out, connection.bytes_in = total.octets_out, total.octets_in
        connection.time = None if math.isnan(total.first) else total.first
        tally.add(connection, times=total.times, last=None if math.isnan(total.last) else total.last)
