"""Finds the network packet inside a frame: under VLAN tags, on cooked and raw links, and inside tunnels of the gear.

A mirror port often sends what it copies inside a tunnel of its own (ERSPAN, VXLAN, GRE). What is wrapped is the
traffic that matters; what cannot be unwrapped is named, so that nobody takes it for silence.
"""

from __future__ import annotations

import struct
from struct import Struct
from typing import NamedTuple

ETHERNET = 1
IPV4, IPV6, ARP, LLDP = 0x0800, 0x86DD, 0x0806, 0x88CC
CDP = 0x2000  # ethertype of Cisco's SNAP frames

VLAN_TAGS = frozenset((0x8100, 0x88A8, 0x9100, 0x9200))
_PPPOE = 0x8864
_PPP = {0x0021: IPV4, 0x0057: IPV6}
_NULL, _LOOP, _SLL, _SLL2 = 0, 108, 113, 276
_RAW = frozenset((12, 14, 101, 228, 229))
# How the systems that write null/loopback captures number IPv4 and IPv6.
_FAMILIES = {2: IPV4, 10: IPV6, 24: IPV6, 28: IPV6, 30: IPV6}
_LENGTH_AT_MOST = 1535  # in the place of an ethertype: an IEEE 802.3 length

GRE = 47
VXLAN_PORTS = frozenset((4789, 8472))
_GRE_BRIDGED, _ERSPAN, _ERSPAN_3 = 0x6558, 0x88BE, 0x22EB
_GRE_CHECKSUM, _GRE_ROUTING, _GRE_KEY, _GRE_SEQUENCE, _GRE_VERSION = 0x8000, 0x4000, 0x2000, 0x1000, 0x0007

_two = Struct("!H").unpack_from

#: Names for what is no IP, by ethertype; shown in the note on what was passed over.
OTHER_KINDS = {
    ARP: "ARP", LLDP: "LLDP", CDP: "CDP", 0x888E: "802.1X", 0x8863: "PPPoE", _PPPOE: "PPPoE", 0x8847: "MPLS",
    0x8848: "MPLS", 0x88E5: "MACsec", 0x8892: "PROFINET", 0x88A4: "EtherCAT", 0x8137: "IPX", 0x809B: "AppleTalk",
    0x88F7: "PTP", 0x9000: "loop test", 0x8809: "LACP", 0x8899: "loop detection", 0x8902: "CFM", 0x893A: "1905.1",
    0: "802.3",
}  # fmt: skip

#: Names of link types that are met and not read.
OTHER_LINKS = {105: "802.11", 127: "802.11 (radiotap)", 119: "802.11 (Prism)", 189: "USB", 220: "USB", 249: "USB",
               9: "PPP", 50: "PPP", 51: "PPPoE", 195: "802.15.4", 187: "Bluetooth", 201: "Bluetooth",
               239: "netfilter log", 253: "netlink", 252: "upper PDU"}  # fmt: skip


class Layer(NamedTuple):
    """Where the network packet begins in the frame, and what carried it.

    ``macs``: destination then source (12 bytes), empty where the link has none; cooked links have no destination, so
    it is zeros there. ``vlan``: number of the outermost tag, 0 for none. ``kind``: ethertype, 0 for other 802.3.
    """

    macs: bytes
    vlan: int
    kind: int
    at: int


def network_layer(link: int, frame: bytes) -> Layer | None:
    """Return the network layer of a frame; ``None`` when its link type is not known or the frame is too short."""
    try:
        if link == ETHERNET:
            return ethernet(frame, 0)
        if link in _RAW:
            return Layer(b"", 0, {4: IPV4, 6: IPV6}.get(frame[0] >> 4, 0), 0)
        if link == _SLL:
            return _tagged(_cooked(frame, 6), _two(frame, 14)[0], frame, 16)
        if link == _SLL2:
            return _tagged(_cooked(frame, 12), _two(frame, 0)[0], frame, 20)
        if link in (_NULL, _LOOP):
            family = min(int.from_bytes(frame[:4], "big"), int.from_bytes(frame[:4], "little"))
            return Layer(b"", 0, _FAMILIES.get(family, 0), 4)
    except (IndexError, struct.error):
        pass
    return None


def knows_link(link: int) -> bool:
    """Whether frames of this link type can be read."""
    return link in _RAW or link in (ETHERNET, _SLL, _SLL2, _NULL, _LOOP)


def ethernet(frame: bytes, at: int) -> Layer:
    """Return the network layer of the Ethernet frame that begins at ``at``.

    Raises:
        struct.error, IndexError: too short.
    """
    (kind,) = _two(frame, at + 12)
    return _tagged(frame[at : at + 12], kind, frame, at + 14)


def _cooked(frame: bytes, at: int) -> bytes:
    """Return the sender's MAC of a cooked frame, whose length field comes right before it (SLL2: one byte wide)."""
    length = frame[at - 1]
    return bytes(6) + frame[at : at + 6] if length == 6 else b""


def _tagged(macs: bytes, kind: int, frame: bytes, at: int) -> Layer:
    vlan = 0
    while kind in VLAN_TAGS:
        tag, kind = struct.unpack_from("!HH", frame, at)
        vlan = vlan or tag & 0x0FFF
        at += 4
    if kind == _PPPOE:
        if frame[at + 1] == 0 and (inner := _PPP.get(_two(frame, at + 6)[0])) is not None:
            return Layer(macs, vlan, inner, at + 8)
    elif kind <= _LENGTH_AT_MOST:
        if frame[at : at + 3] == b"\xaa\xaa\x03":
            return Layer(macs, vlan, _two(frame, at + 6)[0], at + 8)
        kind = 0
    return Layer(macs, vlan, kind, at)


def inside_gre(packet: bytes) -> Layer | str:
    """Return what a GRE packet carries (``packet`` begins at the GRE header), or the name of what is not read."""
    try:
        flags, kind = struct.unpack_from("!HH", packet, 0)
        if flags & _GRE_VERSION or flags & _GRE_ROUTING:
            return "PPTP" if flags & _GRE_VERSION == 1 else "GRE"
        at = 4 + 4 * sum(bool(flags & bit) for bit in (_GRE_CHECKSUM, _GRE_KEY, _GRE_SEQUENCE))
        if kind in (IPV4, IPV6):
            return Layer(b"", 0, kind, at)
        if kind == _GRE_BRIDGED:
            return ethernet(packet, at)
        if kind == _ERSPAN:  # type I has neither sequence number nor a header of its own
            return ethernet(packet, at + 8 if flags & _GRE_SEQUENCE else at)
        if kind == _ERSPAN_3:
            return _erspan_3(packet, at)
    except (IndexError, struct.error):
        pass
    return "GRE"


def is_mirror(packet: bytes) -> bool:
    """Whether a GRE packet is ERSPAN: then the outer packet is the mirror's own and no traffic of the house."""
    return len(packet) >= 4 and _two(packet, 2)[0] in (_ERSPAN, _ERSPAN_3)


def _erspan_3(packet: bytes, at: int) -> Layer | str:
    (word,) = _two(packet, at + 10)
    at += 20 if word & 1 else 12  # the last bit tells of eight more bytes
    frame_type = word >> 10 & 0x1F
    if frame_type == 0:
        return ethernet(packet, at)
    if frame_type == 2:
        return Layer(b"", 0, {4: IPV4, 6: IPV6}.get(packet[at] >> 4, 0), at)
    return "ERSPAN"


def inside_vxlan(payload: bytes) -> Layer | None:
    """Return what a VXLAN datagram carries; ``None`` when it is none."""
    if len(payload) < 22 or payload[0] & 0x08 == 0 or payload[1:3] != b"\0\0" or payload[7]:
        return None
    try:
        return ethernet(payload, 8)
    except (IndexError, struct.error):
        return None
