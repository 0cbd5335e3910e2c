"""Takes apart the frames that the quick loop leaves: IPv6, options, fragments, tunnels, cooked links, and what is no IP.

Whatever is passed over is counted under its name, because unread traffic is unknown traffic.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from struct import unpack_from

from inmori.ingest import heard_neighbour
from inmori.ingest.capture_flow import ACK, TCP, UDP, Conversations, Packet, Way
from inmori.ingest.capture_link import (
    ARP,
    CDP,
    GRE,
    IPV4,
    IPV6,
    LLDP,
    OTHER_KINDS,
    VXLAN_PORTS,
    Layer,
    inside_gre,
    inside_vxlan,
    is_mirror,
    knows_link,
    network_layer,
)
from inmori.ingest.heard import Clue

_DEPTH = 4  # tunnels within tunnels
_ICMP, _ICMP6 = 1, 58
_IP_IN_IP, _IP6_IN_IP = 4, 41
_ECHO = {(_ICMP, 8): 1, (_ICMP, 0): -1, (_ICMP6, 128): 1, (_ICMP6, 129): -1}
_EXTENSIONS = frozenset((0, 43, 60))
_FRAGMENT = 44
_FRAGMENTS_KEPT = 1_024
# Tunnels in UDP that are not unwrapped: port of the receiver -> first bytes, name. CAPWAP carries 802.11 frames.
_UNREAD_TUNNELS = {
    5247: (b"\0", "CAPWAP"), 6081: (b"\0", "GENEVE"), 37008: (b"\1\0\0\1", "TZSP"), 2152: (b"\x30\xff", "GTP"),
}  # fmt: skip

#: Names of IP protocols other than TCP and UDP, as Zeek and the rule model spell them.
PROTOCOLS = {
    1: "icmp", 2: "igmp", 4: "ipip", 6: "tcp", 17: "udp", 41: "ip6ip", 47: "gre", 50: "esp", 51: "ah", 58: "icmp",
    88: "eigrp", 89: "ospf", 103: "pim", 112: "vrrp", 115: "l2tp", 132: "sctp",
}  # fmt: skip


@dataclass
class SlowRoad:
    """The frames that need more than one look. ``tell`` gets clues about cards, with the packet's number and time."""

    conversations: Conversations
    tell: Callable[[Clue, int, float], None]
    claim: Callable[[bytes, bytes, int, float], None]  # by ARP: MAC, address
    other_kinds: Counter[str] = field(default_factory=Counter)
    other_links: Counter[int] = field(default_factory=Counter)
    skipped_tunnels: Counter[str] = field(default_factory=Counter)
    unwrapped: Counter[str] = field(default_factory=Counter)
    fragments: int = 0
    broken: int = 0
    _begun: dict[tuple[bytes, int], Way] = field(default_factory=dict)

    def take(self, number: int, time: float, frame: bytes, wire: int, link: int) -> None:
        """Take in one frame; ``wire`` is its length before it was cut."""
        layer = network_layer(link, frame)
        if layer is None:
            if knows_link(link):
                self.broken += 1
            else:
                self.other_links[link] += 1
            return
        self._layer(number, time, frame, layer, max(0, wire - len(frame)), 0)

    def unwrap(self, way: Way, payload: bytes, number: int, time: float) -> bool:
        """Take in what a UDP payload wraps; ``False`` when it is no tunnel of the gear."""
        ports = way.ports
        if ports[1] in VXLAN_PORTS and (layer := inside_vxlan(payload)) is not None:
            self.unwrapped["VXLAN"] += 1
            self._layer(number, time, payload, layer, 0, 1)
            return True
        for port in ports:
            begins, name = _UNREAD_TUNNELS.get(port, (b"", ""))
            if name and payload.startswith(begins):
                self.skipped_tunnels[name] += 1
                return True
        return False

    def _layer(self, number: int, time: float, frame: bytes, layer: Layer, cut: int, depth: int) -> None:
        rest = frame[layer.at :]
        try:
            if layer.kind == IPV4:
                self._ipv4(number, time, rest, layer, cut, depth)
            elif layer.kind == IPV6:
                self._ipv6(number, time, rest, layer, cut, depth)
            else:
                self._no_ip(number, time, rest, layer)
        except (IndexError, struct.error):
            self.broken += 1

    def _no_ip(self, number: int, time: float, rest: bytes, layer: Layer) -> None:
        self.other_kinds[OTHER_KINDS.get(layer.kind, f"0x{layer.kind:04x}")] += 1
        sender = layer.macs[6:12]
        if layer.kind == ARP and rest[:6] == b"\0\1\x08\0\6\4" and len(rest) >= 28:
            self.claim(rest[8:14], rest[14:18], number, time)
        elif layer.kind in (LLDP, CDP) and len(sender) == 6:
            hear = heard_neighbour.lldp if layer.kind == LLDP else heard_neighbour.cdp
            for clue in hear(rest, sender):
                self.tell(clue, number, time)

    def _ipv4(self, number: int, time: float, rest: bytes, layer: Layer, cut: int, depth: int) -> None:
        header = (rest[0] & 0x0F) * 4
        if rest[0] >> 4 != 4 or header < 20 or len(rest) < header:
            self.broken += 1
            return
        total, ident, fragment, ttl, protocol = unpack_from("!HHHBB", rest, 2)
        size = (total or len(rest) + cut) - header
        body = rest[header : min(len(rest), header + max(0, size))]
        addresses = rest[12:20]
        if fragment & 0x1FFF:
            self._later_fragment(addresses, ident, size)
            return
        self._transport(number, time, layer, protocol, addresses, body, size, ttl, ident << 16, depth)
        if fragment & 0x2000:
            self._first_fragment(addresses, ident, protocol, body)

    def _ipv6(self, number: int, time: float, rest: bytes, layer: Layer, cut: int, depth: int) -> None:
        length, protocol, ttl = unpack_from("!HBB", rest, 4)
        if rest[0] >> 4 != 6 or len(rest) < 40:
            self.broken += 1
            return
        at, size = 40, length or len(rest) + cut - 40
        while protocol in _EXTENSIONS or protocol == _FRAGMENT:
            step = 8 if protocol == _FRAGMENT else 8 + rest[at + 1] * 8
            if protocol == _FRAGMENT and unpack_from("!H", rest, at + 2)[0] & 0xFFF8:
                self.fragments += 1
                return
            protocol = rest[at]
            at, size = at + step, size - step
        body = rest[at : min(len(rest), at + max(0, size))]
        self._transport(number, time, layer, protocol, rest[8:40], body, size, ttl, (size & 0xFFFF) << 16, depth)

    def _transport(
        self, number: int, time: float, layer: Layer, protocol: int, addresses: bytes, body: bytes, size: int,
        ttl: int, fingerprint: int, depth: int,
    ) -> None:  # fmt: skip
        packet = Packet(
            number, time, protocol, addresses + bytes((0, protocol, 0, protocol)), size, macs=layer.macs, ttl=ttl, vlan=layer.vlan,
            fingerprint=fingerprint,
        )  # fmt: skip
        if protocol == TCP:
            offset, flags, _, check = unpack_from("!BBHH", body, 12)
            header = offset >> 2 & 0x3C
            packet = packet._replace(flags=flags, size=size - header, payload=body[header:])
            packet = packet._replace(ends=addresses + body[:4], fingerprint=fingerprint | check)
        elif protocol == UDP:
            (check,) = unpack_from("!H", body, 6)
            packet = packet._replace(
                ends=addresses + body[:4], size=size - 8, payload=body[8:], fingerprint=fingerprint | check
            )
        elif protocol in (_ICMP, _ICMP6):
            self._ping(packet, body)
            return
        elif self._tunnel(packet, body, depth):
            return
        self.conversations.add(packet)

    def _ping(self, packet: Packet, body: bytes) -> None:
        """Only questions and answers are a conversation; messages of routers about other packets are not."""
        role = _ECHO.get((packet.protocol, body[0]))
        if role is None:
            self.other_kinds["ICMP"] += 1
            return
        way = self.conversations.add(packet._replace(flags=ACK, fingerprint=packet.fingerprint | body[2] << 8 | body[3]))
        if way is not None:
            way.role = role

    def _tunnel(self, packet: Packet, body: bytes, depth: int) -> bool:
        """Take in what is wrapped; ``True`` when the packet itself is to be forgotten."""
        inner: Layer | str | None = None
        name = PROTOCOLS.get(packet.protocol, "")
        if packet.protocol == GRE:
            inner = inside_gre(body)
        elif packet.protocol == _IP_IN_IP:
            inner = Layer(b"", 0, IPV4, 0)
        elif packet.protocol == _IP6_IN_IP:
            inner = Layer(b"", 0, IPV6, 0)
        if isinstance(inner, str):
            self.skipped_tunnels[inner] += 1
        elif inner is not None and depth < _DEPTH:
            self.unwrapped["ERSPAN" if packet.protocol == GRE and is_mirror(body) else name.upper()] += 1
            self._layer(packet.number, packet.time, body, inner, 0, depth + 1)
        return packet.protocol == GRE and is_mirror(body)

    def _first_fragment(self, addresses: bytes, ident: int, protocol: int, body: bytes) -> None:
        way = self.conversations.find(protocol, addresses + body[:4])
        if way is not None and len(self._begun) < _FRAGMENTS_KEPT:
            self._begun[addresses, ident] = way

    def _later_fragment(self, addresses: bytes, ident: int, size: int) -> None:
        """Count the octets to the conversation that the first fragment belongs to, if it was seen."""
        self.fragments += 1
        way = self._begun.get((addresses, ident))
        if way is not None:
            way.octets += max(0, size)
        elif len(self._begun) >= _FRAGMENTS_KEPT:
            self._begun.clear()
