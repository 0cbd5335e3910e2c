"""Makes conversations of packets: who spoke to whom, how much, from when to when, over which cards, and what was heard.

One loop looks at every packet and must be quick; everything that happens once in a conversation (meeting it,
recognising it, closing it) is done outside of that loop. Payload is handed to the recognition and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from struct import Struct
from typing import NamedTuple, Protocol

from inmori.ingest.capture_file import Record
from inmori.ingest.capture_link import IPV4, VLAN_TAGS

TCP, UDP = 6, 17
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
# Seconds after the last packet of a way within which the same packet (IP id and checksum of the content, which a
# router does not change) is not another one but was seen at a second port of the mirror.
DUPLICATE_WINDOW = 0.001
QUIET = 60.0  # seconds of silence after which UDP between the same ports is a new conversation
WAYS_KEPT = 50_000  # one-way flows in memory before the quiet ones are written off

# Payloads of each side that recognition may look at: more where a conversation was under way already.
_TCP_HEARD, _TCP_HEARD_LATE, _UDP_HEARD = 2, 4, 2
_TIDY_EVERY = 0xFFF  # packets, as a mask
_RECENT_KEPT = 32_768
_CARDS_KEPT = 4  # pairs of MACs of one way
_LEAST = 54  # Ethernet, IP and TCP without options; what is shorter takes the slow road

# Destination and source MAC, ethertype; IPv4 without options: version, length, id, fragment, protocol, both
# addresses and ports; TCP: offset, flags, checksum. For UDP the last three are read apart.
_PACKET = "BxHHHxBxx12s8xBBxxH"
_plain = Struct("!12sH" + _PACKET).unpack_from
_tagged = Struct("!12s4xH" + _PACKET).unpack_from


class Way:
    """What one end sent to the other. ``role``: 1 the client, -1 the server, 0 unknown. Times are epoch seconds."""

    __slots__ = (
        "connections", "count", "ends", "first", "flags", "heard", "last", "mac", "macs", "number", "octets",
        "peer", "protocol", "role", "service", "ttl", "vlan", "want",
    )  # fmt: skip

    def __init__(self, ends: bytes, protocol: int, number: int, time: float) -> None:
        """``ends``: both addresses, then both ports, as in the packet; ``number``: of the first packet, from 1.

        What has no ports carries its protocol's number in their place.
        """
        self.ends = ends
        self.protocol = protocol
        self.number = number
        self.first = self.last = time
        self.count = self.octets = self.flags = self.role = self.ttl = self.vlan = 0
        self.connections = 1
        self.mac = b""
        self.macs: tuple[bytes, ...] = ()
        self.service: str | None = None
        self.heard = 0
        self.want = _TCP_HEARD_LATE if protocol == TCP else _UDP_HEARD
        self.peer: Way | None = None

    @property
    def ports(self) -> tuple[int, int]:
        """Source and destination port."""
        ends = self.ends
        return ends[-4] << 8 | ends[-3], ends[-2] << 8 | ends[-1]

    @property
    def addresses(self) -> tuple[bytes, bytes]:
        """Source and destination address."""
        ends = self.ends
        return (ends[:4], ends[4:8]) if len(ends) == 12 else (ends[:16], ends[16:32])


class Packet(NamedTuple):
    """One packet that came by the slow road. ``fingerprint``: 32 bits that two different packets rarely share."""

    number: int
    time: float
    protocol: int
    ends: bytes
    size: int  # of the payload on the wire
    payload: bytes = b""  # as far as it was captured
    flags: int = 0
    fingerprint: int = 0
    macs: bytes = b""
    ttl: int = 0
    vlan: int = 0


class Audience(Protocol):
    """Who is told what the loop comes across."""

    def hear(self, way: Way, payload: bytes, number: int) -> None:
        """Take in a payload worth recognising."""
        ...

    def met(self, way: Way, macs: bytes, ttl: int) -> None:
        """A way was seen for the first time, or over other cards (destination and source MAC, 12 bytes)."""
        ...

    def closed(self, way: Way) -> None:
        """A conversation is over; ``way.peer`` is its other half, if there was one."""
        ...

    def slow(self, number: int, time: float, frame: bytes, wire: int, link: int) -> None:
        """Take in a frame that is not plain TCP or UDP in IPv4 on Ethernet."""
        ...


class Conversations:
    """The conversations going on. ``duplicates`` counts packets that were dropped as seen twice."""

    def __init__(self, audience: Audience) -> None:
        """Start with none."""
        self.packets = 0
        self.duplicates = 0
        self._audience = audience
        self._tcp: dict[bytes, Way] = {}
        self._udp: dict[bytes, Way] = {}
        self._others: dict[bytes, Way] = {}
        self._recent: dict[int, Way] = {}  # fingerprint -> where it was seen last

    def take(self, records: Iterable[Record]) -> None:
        """Look at every packet."""
        plain, tcp, udp, recent = _plain, self._tcp, self._udp, self._recent
        hear, slow, open_way, over = self._audience.hear, self._audience.slow, self._open, self._over
        number = duplicates = 0
        for time, data, at, end, wire, link in records:
            number += 1
            if link != 1 or end - at < _LEAST:
                slow(number, time, data[at:end], wire, link)
                continue
            macs, kind, version, total, ident, fragment, protocol, ends, offset, flags, check = plain(data, at)
            ip = at + 14
            if kind in VLAN_TAGS and end - at >= _LEAST + 4:
                macs, kind, version, total, ident, fragment, protocol, ends, offset, flags, check = _tagged(data, at)
                ip += 4
            if kind != IPV4 or version != 0x45 or fragment & 0x3FFF:
                slow(number, time, data[at:end], wire, link)
                continue
            if protocol == TCP:
                way = tcp.get(ends)
                header = 20 + (offset >> 2 & 0x3C)
                if way is None or flags & SYN:
                    way = open_way(tcp, ends, TCP, number, time, flags)
            elif protocol == UDP:
                way = udp.get(ends)
                header, flags = 28, 0
                check = data[ip + 26] << 8 | data[ip + 27]
                if way is None:
                    way = open_way(udp, ends, UDP, number, time, 0)
                elif time - way.last > QUIET:
                    way.connections += 1
            else:
                slow(number, time, data[at:end], wire, link)
                continue
            stamp = ident << 16 | check
            if macs != way.mac:
                over(way, macs, data[ip + 8], data[at + 14] << 8 | data[at + 15] if ip - at > 14 else 0)
            if stamp in recent and recent[stamp] is way and stamp and abs(time - way.last) <= DUPLICATE_WINDOW:
                duplicates += 1
                continue
            recent[stamp] = way
            size = (total or wire - (ip - at)) - header  # a card that cuts packets itself leaves the length at 0
            way.last = time
            way.count += 1
            way.flags |= flags
            if size > 0:
                way.octets += size
                if way.want:
                    way.want -= 1
                    hear(way, data[ip + header : min(end, ip + header + size)], number)
            if not number & _TIDY_EVERY:
                self._tidy(time)
        self.packets += number
        self.duplicates += duplicates

    def add(self, packet: Packet) -> Way | None:
        """Take in one packet that came by the slow road; ``None`` when it was seen before."""
        table = {TCP: self._tcp, UDP: self._udp}.get(packet.protocol, self._others)
        way = table.get(packet.ends)
        if way is None or packet.flags & SYN:
            way = self._open(table, packet.ends, packet.protocol, packet.number, packet.time, packet.flags)
        elif packet.protocol != TCP and packet.time - way.last > QUIET:
            way.connections += 1
        if packet.macs != way.mac:
            self._over(way, packet.macs, packet.ttl, packet.vlan)
        if not packet.number & _TIDY_EVERY:
            self._tidy(packet.time)
        stamp = packet.fingerprint
        if self._recent.get(stamp) is way and stamp and abs(packet.time - way.last) <= DUPLICATE_WINDOW:
            self.duplicates += 1
            return None
        self._recent[stamp] = way
        way.last = packet.time
        way.count += 1
        way.octets += max(0, packet.size)
        way.flags |= packet.flags
        if packet.payload and way.want:
            way.want -= 1
            self._audience.hear(way, packet.payload, packet.number)
        return way

    def find(self, protocol: int, ends: bytes) -> Way | None:
        """Return the way between these ends, if it is going on."""
        return {TCP: self._tcp, UDP: self._udp}.get(protocol, self._others).get(ends)

    def close(self) -> None:
        """Write off everything that is still going on."""
        for table in (self._tcp, self._udp, self._others):
            for way in list(table.values()):
                self._finish(table, way)

    def _open(self, table: dict[bytes, Way], ends: bytes, protocol: int, number: int, time: float, flags: int) -> Way:
        """Return the way for these ends: a new one, or at the opening of TCP the present one if it is not yet over."""
        present = table.get(ends)
        if present is not None:
            other = present.peer
            closed = (present.flags | (other.flags if other else 0)) & (FIN | RST)
            if not closed and not time - present.last > QUIET:
                return present
            self._finish(table, present)
        way = table[ends] = Way(ends, protocol, number, time)
        peer = table.get(_turned(ends))
        if peer is not None and peer.peer is None and peer is not way:
            way.peer, peer.peer = peer, way
        if flags & SYN:
            way.role = -1 if flags & ACK else 1
            way.want = _TCP_HEARD
        return way

    def _over(self, way: Way, macs: bytes, ttl: int, tag: int) -> None:
        """Note over which cards a packet came; while a mirror shows every packet twice this happens often."""
        way.mac = macs
        if macs not in way.macs and len(way.macs) < _CARDS_KEPT:
            way.macs = (*way.macs, macs)
            way.ttl = way.ttl or ttl
            way.vlan = way.vlan or tag & 0x0FFF
            self._audience.met(way, macs, ttl)

    def _finish(self, table: dict[bytes, Way], way: Way) -> None:
        """Hand a conversation over, both halves together."""
        if table.pop(way.ends, None) is None:
            return  # went with its other half
        other = way.peer
        if other is not None:
            table.pop(other.ends, None)
        self._audience.closed(way)
        if other is not None:
            way.peer = other.peer = None  # so that memory is freed at once

    def _tidy(self, time: float) -> None:
        """Forget all but the newest fingerprints, and conversations gone quiet when there are too many."""
        recent = self._recent
        if len(recent) > _RECENT_KEPT:
            newest = list(islice(reversed(recent.items()), _RECENT_KEPT // 16))
            recent.clear()
            recent.update(reversed(newest))
        if len(self._tcp) + len(self._udp) + len(self._others) <= WAYS_KEPT:
            return
        for patience in (2 * QUIET, 10.0, 0.0):
            for table in (self._tcp, self._udp, self._others):
                for way in list(table.values()):
                    latest = max(way.last, way.peer.last) if way.peer else way.last
                    if not time - latest < patience:
                        self._finish(table, way)
            if len(self._tcp) + len(self._udp) + len(self._others) <= WAYS_KEPT // 2:
                return


def _turned(ends: bytes) -> bytes:
    """Return the ends as the other side writes them."""
    if len(ends) == 12:
        return ends[4:8] + ends[:4] + ends[10:] + ends[8:10]
    return ends[16:32] + ends[:16] + ends[34:] + ends[32:34]
