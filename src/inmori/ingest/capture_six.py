"""Tells which machines speak IPv6: an IPv6 address is tied to a machine by the card that sends for it.

The rest of the evidence (ledgers, firewalls) knows machines by IPv4 and MAC; so what is heard over IPv6 is told of the
machine with that card. An address that only a router sends for stays a flow and is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address

from inmori.ingest.capture_mac import FRESH_TTLS, is_group
from inmori.ingest.heard import mac_text
from inmori.ingest.wire_host import WireHosts

_CARDS_KEPT = 20_000
_ADDRESSES_KEPT = 16  # of one card; machines change theirs every day, routers send for hundreds


@dataclass
class SixTable:
    """Which card (MAC, 6 bytes) sent for which IPv6 address (as text)."""

    _carried: dict[bytes, dict[str, None]] = field(default_factory=dict)
    _forwarding: set[bytes] = field(default_factory=set)

    def meet(self, mac: bytes, address: str, hops: int) -> None:
        """Note that ``mac`` sent a packet of ``address``; ``hops``: its hop limit."""
        if is_group(mac) or address == "::":
            return
        if mac not in self._carried and len(self._carried) >= _CARDS_KEPT:
            return
        carried = self._carried.setdefault(mac, {})
        if hops not in FRESH_TTLS or (len(carried) >= _ADDRESSES_KEPT and address not in carried):
            self._forwarding.add(mac)
        else:
            carried[address] = None

    def settle(self, hosts: WireHosts, owners: Mapping[str, str]) -> tuple[str, ...]:
        """Tell the machines of their IPv6 addresses; return all addresses that machines have, link-local ones left out.

        ``owners``: IPv4 address -> MAC where it is clear.
        """
        machines: dict[str, list[str]] = {}
        for four, mac in owners.items():
            machines.setdefault(mac, []).append(four)
        found: set[str] = set()
        for card, addresses in sorted(self._own()):
            fours = machines.get(card, ())
            subject = fours[0] if len(fours) == 1 else card
            for address in sorted(addresses):
                hosts.adopt(subject, address)
                if not IPv6Address(address).is_link_local:
                    found.add(address)
                    hosts.tell(subject, "ipv6", address, hosts.line_of(subject))
        return tuple(sorted(found))

    def _own(self) -> Iterable[tuple[str, Iterable[str]]]:
        """Yield the cards that send for nobody else."""
        senders: dict[str, int] = {}
        for carried in self._carried.values():
            for address in carried:
                senders[address] = senders.get(address, 0) + 1
        for mac, carried in self._carried.items():
            own = [address for address in carried if senders[address] == 1]
            if own and mac not in self._forwarding:
                yield mac_text(mac), own
