"""What one payload tells: the service, who of the two serves, and names. Payload itself goes no further than here.

Each protocol family has a file of its own (``heard_<family>.py``) with functions ``bytes -> Heard | None`` that know a
protocol by its bytes; ports only decide where bytes alone are too weak, and the function says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from inmori.model import WeakProtocol

SENDER, RECEIVER = "sender", "receiver"
CLIENT_SPEAKS, SERVER_SPEAKS = 1, -1
ALWAYS = 1 << 30  # each further payload may tell another name (DHCP on a broadcast address)


class Clue(NamedTuple):
    """One thing a payload told about a machine.

    ``about``: ``sender``, ``receiver``, a MAC, or an address (then it only counts when the sender speaks of itself).
    ``field``: ``hostname``, ``lease``, ``note``, ``weak`` (a value of WeakProtocol), or a text field or ``kind`` of Device.
    """

    about: str
    field: str
    value: str


class Heard(NamedTuple):
    """What one payload told. ``role``: whether its sender is the client (1) or the server (-1), 0 when it cannot say.

    ``more``: how many further payloads of the same sender in the same conversation are worth hearing.
    """

    service: str | None
    role: int = 0
    more: int = 0
    clues: tuple[Clue, ...] = ()


class Ports(NamedTuple):
    """Source and destination port; a hint."""

    source: int
    target: int

    def either(self, *known: int) -> bool:
        """Whether one of them is among ``known``."""
        return self.source in known or self.target in known


def weak(about: str, protocol: WeakProtocol) -> Clue:
    """Return the clue that ``about`` talks in a way that must not be relied on."""
    return Clue(about, "weak", protocol.value)


Hearer = Callable[[bytes, Ports], Heard | None]

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?", re.ASCII)
_JAPANESE_HOST = re.compile(r"[\w-]{2,31}")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/()+,:-]*", re.ASCII)


def host_name(text: str) -> str | None:
    """Return a host name without its domain, or ``None`` where the text cannot be one."""
    name = text.strip(" \0").rstrip(".").partition(".")[0]
    if _HOST.fullmatch(name) and not name.isdigit():
        return name
    return name if not name.isascii() and _JAPANESE_HOST.fullmatch(name) else None


def plain_word(text: str, *, longest: int = 80) -> str | None:
    """Return a short text of printable ASCII (a product, a version), or ``None`` where it is something else."""
    text = " ".join(text.strip(" \0").split())[:longest].strip()
    return text if _WORD.fullmatch(text) else None


def named(about: str, text: str) -> tuple[Clue, ...]:
    """Return the clue of a host name, or none."""
    name = host_name(text)
    return (Clue(about, "hostname", name),) if name else ()


def dotted(address: bytes) -> str:
    """Return four bytes as an IPv4 address."""
    return "%d.%d.%d.%d" % tuple(address)  # noqa: UP031 -- three times as fast as an f-string here


def mac_text(mac: bytes) -> str:
    """Return six bytes as a MAC in lower case with colons."""
    return mac.hex(":")
