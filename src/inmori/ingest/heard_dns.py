"""Hears name service. Whom a machine asks is a flow; what it asks for is not kept; what it says of itself is its name."""

from __future__ import annotations

from struct import unpack_from

from inmori.ingest.heard import CLIENT_SPEAKS, SERVER_SPEAKS, Clue, Heard, Ports, dotted, named

_HEADER = 12
_ADDRESS = 1
_OWN_NAME_PORTS = (5353, 5355)  # mDNS, LLMNR: every machine answers for itself
_RECORDS_AT_MOST = 32


def dns(data: bytes, ports: Ports) -> Heard | None:
    """A DNS message (RFC 1035 section 4); also mDNS and LLMNR, which tell the sender's own name."""
    if len(data) < _HEADER:
        return None
    flags, questions, answers, authorities, others = unpack_from("!HHHHH", data, 2)
    own = ports.either(*_OWN_NAME_PORTS)
    if flags >> 11 & 0x0F not in (0, 4, 5) or questions > (16 if own else 1) or flags & 0x40:
        return None
    if answers > 200 or authorities > 50 or others > 50 or not (questions or answers or own):
        return None
    after = _HEADER
    for _ in range(questions):
        end = _skip_name(data, after)
        if end is None or end + 4 > len(data) or data[end + 2] & 0x7F or data[end + 3] not in (1, 255):
            # Bytes alone are too weak where the packet is cut inside the question.
            return Heard("dns", _role(flags, own)) if ports.either(53) else None
        after = end + 4
    if own:
        return Heard("dns", 0, 20, _own_names(data, after, answers) if flags & 0x8000 else ())
    if not questions and not ports.either(53):
        return None
    return Heard("dns", _role(flags, own))


def dns_tcp(data: bytes, ports: Ports) -> Heard | None:
    """A DNS message behind its length."""
    if int.from_bytes(data[:2], "big") < _HEADER or not ports.either(53):
        return None
    return dns(data[2:], ports)


def _role(flags: int, own: bool) -> int:
    return 0 if own else SERVER_SPEAKS if flags & 0x8000 else CLIENT_SPEAKS


def _skip_name(data: bytes, at: int) -> int | None:
    """Return the position behind a name; ``None`` when it is none or runs out of the packet."""
    while at < len(data):
        length = data[at]
        if length == 0:
            return at + 1
        if length & 0xC0:
            return at + 2 if length & 0xC0 == 0xC0 else None
        at += 1 + length
    return None


def _own_names(data: bytes, at: int, count: int) -> tuple[Clue, ...]:
    clues: tuple[Clue, ...] = ()
    for _ in range(min(count, _RECORDS_AT_MOST)):
        end = _skip_name(data, at)
        if end is None or end + 10 > len(data):
            break
        kind, _, _, size = unpack_from("!HHIH", data, end)
        value = data[end + 10 : end + 10 + size]
        if kind == _ADDRESS and len(value) == 4 and 0 < data[at] < 64:
            label = data[at + 1 : at + 1 + data[at]].decode("utf-8", "replace")
            clues = (*clues, *named(dotted(value), label))
        at = end + 10 + size
    return clues
