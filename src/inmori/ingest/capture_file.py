"""Reads packets out of a capture (pcap in all byte orders, pcapng) one after another, in constant memory.

The core needs nothing but a binary file object with ``read``; so a capture may come from memory, from disk or out of
a gzip stream, and its size does not matter. A file that was cut off is read up to the cut: captures are copied while
they still run, and the hours before the cut are as good as any.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct
from typing import Protocol

BLOCK = 1 << 20  # bytes asked of the file at once
LARGEST_PACKET = 1 << 20  # a longer record is no packet but a sign of damage (tools stop at 262,144)
_LARGEST_BLOCK = 1 << 24  # of a pcapng block that is skipped unread

#: (time in epoch seconds or NaN, buffer, first byte, end, length on the wire, link type). The buffer is only valid
#: until the next record is asked for.
Record = tuple[float, bytes, int, int, int, int]

_CLASSIC = {
    b"\xd4\xc3\xb2\xa1": ("<", 1e-6),
    b"\xa1\xb2\xc3\xd4": (">", 1e-6),
    b"\x4d\x3c\xb2\xa1": ("<", 1e-9),
    b"\xa1\xb2\x3c\x4d": (">", 1e-9),
}
_SECTION = b"\x0a\x0d\x0d\x0a"
_BYTE_ORDER = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
_INTERFACE, _OLD_PACKET, _SIMPLE_PACKET, _PACKET = 1, 2, 3, 6
_RESOLUTION, _OFFSET = 9, 14  # options of an interface block


class ByteSource(Protocol):
    """What the core asks of a file: the next ``size`` bytes, fewer at the end, none after it."""

    def read(self, size: int = ..., /) -> bytes:
        """Return up to ``size`` bytes."""
        ...


def is_capture(head: bytes) -> bool:
    """Whether the first 12 bytes of a file are those of a capture."""
    return head[:4] in _CLASSIC or (head[:4] == _SECTION and head[8:12] in _BYTE_ORDER)


@dataclass
class CaptureFile:
    """One capture being read. ``packets`` counts the records; the other fields say what was wrong with the file."""

    stream: ByteSource
    packets: int = 0
    cut: bool = False  # the file ends in the middle of a record
    damaged: bool = False  # a record that cannot be one; nothing after it was read
    untimed: int = 0  # packets of a kind that carries no time
    _links: list[tuple[int, float, float]] = field(default_factory=list)  # of the section: link type, unit, offset

    def records(self) -> Iterator[Record]:
        """Yield the packets in the order of the file.

        Raises:
            ValueError: the stream does not begin as a capture does.
        """
        head = self._fill(b"", 12)
        if head[:4] in _CLASSIC:
            return self._classic(head)
        if is_capture(head):
            return self._sections(head)
        raise ValueError("not a capture")

    def _fill(self, data: bytes, size: int) -> bytes:
        """Read until ``data`` has ``size`` bytes or the stream ends."""
        while len(data) < size:
            more = self.stream.read(max(BLOCK, size - len(data)))
            if not more:
                break
            data += more
        return data

    def _classic(self, data: bytes) -> Iterator[Record]:
        order, unit = _CLASSIC[data[:4]]
        data = self._fill(data, 24)
        if len(data) < 24:
            self.cut = True
            return
        (link,) = Struct(order + "I").unpack_from(data, 20)
        link &= 0xFFFF  # the upper bits tell of frame check sequences
        header = Struct(order + "IIII").unpack_from
        at = 24
        while True:
            size = len(data)
            last = size - 16
            while at <= last:
                seconds, fraction, kept, wire = header(data, at)
                start = at + 16
                end = start + kept
                if end > size:
                    break
                self.packets += 1
                yield seconds + fraction * unit, data, start, end, wire, link
                at = end
            if at <= last and kept > LARGEST_PACKET:
                self.damaged = True
                return
            data = data[at:]
            at = 0
            more = self.stream.read(BLOCK)
            if not more:
                self.cut = bool(data)
                return
            data += more

    def _sections(self, data: bytes) -> Iterator[Record]:
        """Walk the blocks of a pcapng file; blocks of other kinds (names, statistics, keys) are passed over unread."""
        order = "<"
        at = 0
        while True:
            if at + 12 > len(data):
                data = self._fill(data[at:], 12)
                at = 0
                if len(data) < 12:
                    self.cut = bool(data)
                    return
            if data[at : at + 4] == _SECTION:
                order = _BYTE_ORDER.get(data[at + 8 : at + 12], "")
                if not order:
                    self.damaged = True
                    return
                numbers = Struct(order + "II").unpack_from
                self._links = []
            kind, length = numbers(data, at)
            if length < 12 or length % 4 or length > _LARGEST_BLOCK:
                self.damaged = True
                return
            if at + length > len(data):
                data = self._fill(data[at:], length)
                at = 0
                if len(data) < length:
                    self.cut = True
                    return
            record = self._block(order, kind, data, at, at + length - 4)
            if record is not None:
                self.packets += 1
                yield record
            at += length

    def _block(self, order: str, kind: int, data: bytes, at: int, end: int) -> Record | None:
        """Return the packet in a block, or ``None``; ``end`` is before the repeated length."""
        if kind == _PACKET and end - at >= 28:
            interface, high, low, kept, wire = Struct(order + "5I").unpack_from(data, at + 8)
            return self._packet(interface, high, low, data, at + 28, kept, wire, end)
        if kind == _OLD_PACKET and end - at >= 28:
            interface, _, high, low, kept, wire = Struct(order + "HHIIII").unpack_from(data, at + 8)
            return self._packet(interface, high, low, data, at + 28, kept, wire, end)
        if kind == _SIMPLE_PACKET and end - at >= 12 and self._links:
            (wire,) = Struct(order + "I").unpack_from(data, at + 8)
            self.untimed += 1
            return math.nan, data, at + 12, min(end, at + 12 + wire), wire, self._links[0][0]
        if kind == _INTERFACE and end - at >= 16:
            (link,) = Struct(order + "H").unpack_from(data, at + 8)
            self._links.append((link, *_clock(order, data, at + 16, end)))
        return None

    def _packet(
        self, interface: int, high: int, low: int, data: bytes, start: int, kept: int, wire: int, end: int
    ) -> Record | None:
        if interface >= len(self._links) or start + kept > end:
            return None
        link, unit, offset = self._links[interface]
        return ((high << 32) | low) * unit + offset, data, start, start + kept, wire, link


def _clock(order: str, data: bytes, at: int, end: int) -> tuple[float, float]:
    """Return the unit of time in seconds and the offset in seconds that an interface's options state."""
    unit, offset = 1e-6, 0.0
    option = Struct(order + "HH").unpack_from
    while at + 4 <= end:
        code, length = option(data, at)
        at += 4
        if code == 0 or at + length > end:
            break
        if code == _RESOLUTION and length == 1:
            power = data[at] & 0x7F
            unit = 2.0**-power if data[at] & 0x80 else 10.0**-power
        elif code == _OFFSET and length == 8:
            offset = float(Struct(order + "q").unpack_from(data, at)[0])
        at += (length + 3) & ~3
    return unit, offset
