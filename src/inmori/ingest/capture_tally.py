"""Adds conversations up while a capture is read, and makes flows of the sums at the end.

A client speaks to the same server thousands of times a day. So each conversation only touches one small sum here;
what the rules of traffic make of it (``flow_tally``) is worked out once for each sum.
"""

from __future__ import annotations

from collections.abc import Mapping

from inmori.ingest.capture_mac import MacTable
from inmori.ingest.flow_tally import Connection, FlowTally, Place, fuller_service, place_of
from inmori.ingest.reading import Sighting
from inmori.ingest.wire_host import WireHosts
from inmori.model import Flow

_Key = tuple[str, str, str, int | None]
_HOPS_KEPT = 8  # pairs of cards of one pair of addresses
_PLACES_KEPT = 100_000


class _Sum:
    __slots__ = ("connection", "last", "times")

    def __init__(self, connection: Connection, times: int, last: float) -> None:
        self.connection = connection
        self.times = times
        self.last = last


class CaptureTally:
    """The conversations of one capture, added up. ``group_records`` counts what went to nobody in particular."""

    def __init__(self, file: str) -> None:
        """``file``: name for the places of what was seen."""
        self.group_records = 0
        self.v6_addresses: frozenset[str] = frozenset()
        self._tally = FlowTally(file)
        self._sums: dict[_Key, _Sum] = {}
        self._hops: dict[tuple[str, str], dict[bytes, int]] = {}  # MACs of the client's frames -> how often
        self._places: dict[str, Place] = {}

    def place(self, address: str) -> Place:
        """Return where an address can be."""
        place = self._places.get(address)
        if place is None:
            if len(self._places) > _PLACES_KEPT:
                self._places.clear()
            place = self._places[address] = place_of(address)
        return place

    def add(self, connection: Connection, *, times: int, last: float) -> None:
        """Take in a conversation that was held ``times`` times, the last of them ending at ``last``."""
        port = connection.dst_port if connection.protocol in ("tcp", "udp") else None
        key = (connection.src, connection.dst, connection.protocol, port)
        total = self._sums.get(key)
        if total is None:
            self._sums[key] = _Sum(connection, times, last)
            return
        known = total.connection
        total.times += times
        if last > total.last:
            total.last = last
        known.bytes_out += connection.bytes_out
        known.bytes_in += connection.bytes_in
        known.answered = known.answered or connection.answered
        known.service = fuller_service(known.service, connection.service)
        if connection.line < known.line:
            known.line = connection.line
        if known.src_port < 0:
            known.src_port = connection.src_port  # now it was seen sending
        if connection.time is not None and (known.time is None or connection.time < known.time):
            known.time = connection.time

    def note_cards(self, src: str, dst: str, macs: tuple[bytes, ...]) -> None:
        """Note over which cards (destination and source MAC) the client's packets came."""
        hops = self._hops.setdefault((src, dst), {})
        for pair in macs:
            if len(pair) == 12 and (pair in hops or len(hops) < _HOPS_KEPT):
                hops[pair] = hops.get(pair, 0) + 1

    def settle(self, hosts: WireHosts) -> tuple[Sighting, ...]:
        """Close the sums; return one sighting for each inner address that sent something or answered."""
        ends: dict[str, float] = {}
        for total in self._sums.values():
            connection, last = total.connection, total.last
            self._tally.add(connection, times=total.times, last=last)
            for address, lives in ((connection.src, connection.src_port >= 0), (connection.dst, connection.answered)):
                if lives and last > ends.get(address, 0.0):
                    ends[address] = last
        self.group_records += self._tally.group_records
        self.v6_addresses = frozenset(self._tally.v6_addresses)
        for address, last in ends.items():
            if ":" in address:
                hosts.last(address, last)
        sightings = self._tally.sightings()
        for sighting in sightings:
            address = sighting.addresses[0]
            hosts.see(address, sighting.source.line or 1, ends.get(address))
        return sightings

    def flows(self, cards: MacTable, owners: Mapping[str, str]) -> tuple[Flow, ...]:
        """Return the flows, after :meth:`settle`."""
        first_hops: dict[tuple[str, str], str | None] = {}
        for (src, dst), pairs in self._hops.items():
            usual = sorted(pairs, key=lambda pair: (-pairs[pair], pair)) if len(pairs) > 1 else pairs
            inside = self.place(dst) is Place.INSIDE
            first_hops[src, dst] = cards.next_hop(usual, owner=owners.get(dst), target=dst, inside=inside)
        return self._tally.flows(first_hops)
