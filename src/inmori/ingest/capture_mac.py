"""Tells whose a MAC is: a gateway's MAC carries the addresses of everybody behind it and never stands for any of them.

Three kinds of evidence, best first: what a card says of itself by ARP; a time-to-live that has been counted down (then
the card only forwarded the packet); and how many addresses a card sent for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inmori.ingest.flow_tally import Place, place_of
from inmori.ingest.heard import dotted, mac_text

FRESH_TTLS = frozenset((1, 30, 32, 60, 64, 100, 128, 200, 255))  # with which systems send out a packet
_ADDRESSES_KEPT = 16  # of one card; more say nothing new
_CARDS_KEPT = 100_000
_OWN_IN_NETWORK = 3  # addresses that one machine may claim in one network; above this it answers for others
_NONE = bytes(4)


def is_group(mac: bytes) -> bool:
    """Whether a MAC is broadcast, multicast or none at all."""
    return not mac or bool(mac[0] & 1) or mac == bytes(6)


@dataclass
class MacTable:
    """Which card (MAC, 6 bytes) sent for which IPv4 address (4 bytes)."""

    _carried: dict[bytes, dict[bytes, bool]] = field(default_factory=dict)  # card -> address -> sent it out fresh
    _claims: dict[bytes, set[bytes]] = field(default_factory=dict)  # address -> cards that say it is theirs
    _claimed_by: dict[bytes, set[bytes]] = field(default_factory=dict)
    _forwarding: dict[bytes, bool] = field(default_factory=dict)  # judged when all was seen

    def meet(self, mac: bytes, address: bytes, ttl: int) -> None:
        """Note that ``mac`` sent a packet of ``address``."""
        if len(address) != 4 or address == _NONE or is_group(mac):
            return
        carried = self._carried.get(mac)
        if carried is None:
            if len(self._carried) >= _CARDS_KEPT:
                return
            carried = self._carried[mac] = {}
        if address in carried or len(carried) < _ADDRESSES_KEPT:
            carried[address] = carried.get(address, True) and ttl in FRESH_TTLS

    def claim(self, mac: bytes, address: bytes) -> None:
        """Note that ``mac`` said by ARP that ``address`` is its own."""
        if address == _NONE or is_group(mac) or len(self._claims) >= _CARDS_KEPT:
            return
        self._claims.setdefault(address, set()).add(mac)
        self._claimed_by.setdefault(mac, set()).add(address)

    def owners(self) -> Mapping[str, str]:
        """Return address -> MAC, as text, where it is clear; addresses that changed hands are left out.

        To be asked when everything was seen.
        """
        self._forwarding = {mac: self._judged(mac) for mac in self._carried}
        found: dict[str, str] = {}
        carriers: dict[bytes, list[bytes]] = {}
        for mac, addresses in self._carried.items():
            if not self._forwards(mac):
                for address in addresses:
                    carriers.setdefault(address, []).append(mac)
        for address in sorted({*self._claims, *carriers}):
            claims = [mac for mac in self._claims.get(address, ()) if not self._answers_for_others(mac)]
            cards = claims or ([] if address in self._claims else carriers[address])
            if len(cards) == 1:
                found[dotted(address)] = mac_text(cards[0])
        return found

    def next_hop(self, pairs: Iterable[bytes], *, owner: str | None, target: str, inside: bool) -> str | None:
        """Return the MAC to which the sender itself handed its packets for ``target``, if that is not the target's.

        ``pairs``: destination and source MAC of the frames (12 bytes), the most frequent first. ``owner``: MAC of the
        target as far as :meth:`owners` tells. Asked after :meth:`owners`.
        """
        for pair in pairs:
            destination, source = pair[:6], pair[6:]
            if is_group(destination) or self._forwards(source):
                continue
            hop = mac_text(destination)
            if owner is None and inside and not self._known_gateway(destination, target):
                return None  # may be the target's own card
            return hop if owner != hop else None
        return None

    def _known_gateway(self, mac: bytes, target: str) -> bool:
        others = {dotted(address) for address in self._claimed_by.get(mac, ())}
        return self._forwards(mac) or bool(others and target not in others)

    def _forwards(self, mac: bytes) -> bool:
        return self._forwarding.get(mac, False)

    def _judged(self, mac: bytes) -> bool:
        """Whether a card sent packets that are not its own machine's."""
        carried = self._carried.get(mac, {})
        if not all(carried.values()):
            return True
        strange = [address for address in carried if mac not in self._claims.get(address, ())]
        if any(place_of(dotted(address)) is Place.OUTSIDE for address in strange):
            return True
        return len(strange) > 1 or bool(strange and self._claimed_by.get(mac))

    def _answers_for_others(self, mac: bytes) -> bool:
        networks: dict[bytes, int] = {}
        for address in self._claimed_by[mac]:
            networks[address[:3]] = networks.get(address[:3], 0) + 1
        return max(networks.values()) > _OWN_IN_NETWORK
