"""Builds captures byte by byte: frames, tunnels, files. What went in is known, so it is the truth to compare with."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count

from inmori.ingest.flow_tally import JST

START = datetime(2027, 3, 2, 9, 0, tzinfo=JST).timestamp()
SYN, ACK, FIN, RST, PSH = 2, 16, 1, 4, 8
PC_MAC, SERVER_MAC, ROUTER_MAC = "00:17:42:00:00:01", "d4:be:d9:00:00:02", "90:6c:ac:00:00:03"
_idents = count(1)


def mac(text: str) -> bytes:
    return bytes.fromhex(text.replace(":", ""))


def ip(text: str) -> bytes:
    return bytes(map(int, text.split(".")))


def eth(payload: bytes, *, kind: int = 0x0800, src: str = PC_MAC, dst: str = SERVER_MAC, vlans: Sequence[int] = ()) -> bytes:
    """An Ethernet frame; ``vlans``: tags, outermost first (two make QinQ)."""
    tags = b""
    for number, vlan in enumerate(vlans):
        tags += struct.pack("!HH", 0x88A8 if number < len(vlans) - 1 else 0x8100, vlan)
    return mac(dst) + mac(src) + tags + struct.pack("!H", kind) + payload


def ipv4(src: str, dst: str, protocol: int, payload: bytes, *, ident: int | None = None, ttl: int = 128, options: bytes = b"",
         fragment: int = 0) -> bytes:  # fmt: skip
    number = next(_idents) & 0xFFFF if ident is None else ident
    size = 20 + len(options)
    head = struct.pack("!BBHHHBBH", 0x40 | size // 4, 0, size + len(payload), number, fragment, ttl, protocol, 0)
    return head + ip(src) + ip(dst) + options + payload


def ipv6(src: bytes, dst: bytes, protocol: int, payload: bytes, *, extensions: bytes = b"", first: int | None = None) -> bytes:
    body = extensions + payload
    return struct.pack("!IHBB", 0x60000000, len(body), protocol if first is None else first, 64) + src + dst + body


def tcp(sport: int, dport: int, flags: int = ACK, payload: bytes = b"", *, seq: int = 0, check: int | None = None, options: bytes = b"") -> bytes:
    size = 20 + len(options)
    total = (sum(payload) + sport + dport + flags * 7 + seq * 31) & 0xFFFF if check is None else check
    return struct.pack("!HHIIBBHHH", sport, dport, seq, 0, size // 4 << 4, flags, 8192, total, 0) + options + payload


def udp(sport: int, dport: int, payload: bytes = b"", *, check: int | None = None) -> bytes:
    total = (sum(payload) + sport + dport) & 0xFFFF if check is None else check
    return struct.pack("!HHHH", sport, dport, 8 + len(payload), total) + payload


def arp(sender_mac: str, sender_ip: str, target_ip: str, *, reply: bool = False) -> bytes:
    body = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 2 if reply else 1) + mac(sender_mac) + ip(sender_ip) + bytes(6) + ip(target_ip)
    return eth(body, kind=0x0806, src=sender_mac, dst="ff:ff:ff:ff:ff:ff")


def talk(client: str, server: str, port: int, said: Iterable[tuple[bool, bytes]], *, sport: int = 50_000, protocol: int = 6,
         macs: tuple[str, str] = (PC_MAC, SERVER_MAC), opening: bool = True, closing: bool = True) -> list[bytes]:  # fmt: skip
    """The frames of one conversation; ``said``: (whether the client speaks, payload)."""

    def frame(out: bool, flags: int, payload: bytes = b"") -> bytes:
        ends = (client, server, sport, port) if out else (server, client, port, sport)
        src, dst = macs if out else macs[::-1]
        body = tcp(*ends[2:], flags, payload, seq=next(_idents)) if protocol == 6 else udp(*ends[2:], payload)
        return eth(ipv4(ends[0], ends[1], protocol, body), src=src, dst=dst)

    if protocol != 6:
        return [frame(out, 0, payload) for out, payload in said]
    frames = [frame(True, SYN), frame(False, SYN | ACK), frame(True, ACK)] if opening else []
    frames += [frame(out, PSH | ACK, payload) for out, payload in said]
    return frames + ([frame(True, FIN | ACK), frame(False, FIN | ACK), frame(True, ACK)] if closing else [])


def pcap(frames: Iterable[bytes], *, order: str = "<", nano: bool = False, link: int = 1, start: float = START, step: float = 0.01,
         snap: int = 65_535) -> bytes:  # fmt: skip
    magic = 0xA1B23C4D if nano else 0xA1B2C3D4
    out = bytearray(struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snap, link))  # bytes would be copied for each frame
    for number, frame in enumerate(frames):
        at = start + number * step
        fraction = int(at % 1 * (1e9 if nano else 1e6))
        kept = frame[:snap]
        out += struct.pack(order + "IIII", int(at), fraction, len(kept), len(frame)) + kept
    return bytes(out)


def block(kind: int, body: bytes, order: str = "<") -> bytes:
    body += bytes(-len(body) % 4)
    return struct.pack(order + "II", kind, len(body) + 12) + body + struct.pack(order + "I", len(body) + 12)


def section(order: str = "<") -> bytes:
    return block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1), order)


def interface(link: int = 1, *, order: str = "<", resolution: int | None = None, offset: int | None = None) -> bytes:
    options = b""
    if resolution is not None:
        options += struct.pack(order + "HHB3x", 9, 1, resolution)
    if offset is not None:
        options += struct.pack(order + "HHq", 14, 8, offset)
    options += struct.pack(order + "HH", 0, 0) if options else b""
    return block(1, struct.pack(order + "HHI", link, 0, 0) + options, order)


def packet(frame: bytes, ticks: int, *, order: str = "<", number: int = 0) -> bytes:
    return block(6, struct.pack(order + "IIIII", number, ticks >> 32, ticks & 0xFFFFFFFF, len(frame), len(frame)) + frame, order)


def pcapng(frames: Iterable[bytes], *, order: str = "<", start: float = START, step: float = 0.01) -> bytes:
    packets = (packet(frame, int((start + number * step) * 1e6), order=order) for number, frame in enumerate(frames))
    return section(order) + interface(order=order) + b"".join(packets)
