"""To which card a sender handed its packets, from logs that name the cards of both ends (Zeek, Suricata).

The card that a frame went to is the target's own, or that of the router that takes it on: a router nobody has listed shows
here and nowhere else. ``capture_mac`` judges which it is; packets themselves are not at hand, so their age is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inmori.ingest.capture_mac import MacTable
from inmori.ingest.flow_tally import Connection, FlowTally, Place, place_of, turned
from inmori.model import Flow

_HOPS_KEPT = 8  # pairs of cards of one pair of addresses
_FRESH = 64  # as if just sent out: logs do not tell


@dataclass
class CardTally(FlowTally):
    """A tally of flows that also keeps the cards of both ends."""

    cards: MacTable = field(default_factory=MacTable)
    _hops: dict[tuple[str, str], dict[bytes, int]] = field(default_factory=dict)

    def add(self, connection: Connection, *, times: int = 1, last: float | None = None) -> bool:
        """Take in one connection and, where the log names them, its cards."""
        if connection.src_mac and connection.dst_mac:
            way = turned(connection)
            self.note_cards(way.src, way.dst, way.src_mac or "", way.dst_mac or "", times=times)
        return super().add(connection, times=times, last=last)

    def note_cards(self, src: str, dst: str, src_mac: str, dst_mac: str, *, times: int = 1) -> None:
        """Note the cards (aa:bb:cc:dd:ee:ff) of a conversation that ``src`` began."""
        ends = []
        for address, mac in ((dst, dst_mac), (src, src_mac)):
            card = bytes.fromhex(mac.replace(":", ""))
            if address.count(".") == 3 and ":" not in address:
                self.cards.meet(card, bytes(map(int, address.split("."))), _FRESH)
            ends.append(card)
        hops = self._hops.setdefault((src, dst), {})
        pair = b"".join(ends)
        if pair in hops or len(hops) < _HOPS_KEPT:
            hops[pair] = hops.get(pair, 0) + times

    def flows(self, first_hops: Mapping[tuple[str, str], str | None] | None = None) -> tuple[Flow, ...]:
        """Return the flows with the first hop where it is not the target itself."""
        owners = self.cards.owners()
        found = dict(first_hops or {})
        for (src, dst), pairs in self._hops.items():
            usual = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
            inside = place_of(dst) is Place.INSIDE
            found[src, dst] = self.cards.next_hop(usual, owner=owners.get(dst), target=dst, inside=inside)
        return super().flows(found)
