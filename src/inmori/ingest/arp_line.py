"""One line of an ARP or MAC table, from whatever device it was pasted: an address and a card, or a card and a port."""

import re
from dataclasses import dataclass

from inmori.ingest.config_text import ConfigLine
from inmori.ingest.identity_key import mac_key
from inmori.ingest.network_value import macs_of

_ADDRESS = re.compile(r"(?<![\w.:-])\(?(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\)?(?![\w.]|/\d)")
_CARD = re.compile(
    r"(?<![\w.:-])(?:[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}"
    r"|[0-9A-Fa-f]{4}(?:[:-][0-9A-Fa-f]{4}){2}|[0-9A-Fa-f]{6}-[0-9A-Fa-f]{6})(?![\w:.-])"
)
_PORT = re.compile(
    r"(?<![\w.])((?:(?:Ten|Twenty\w+|Forty|Hundred)?(?:Gig|Gigabit|Fast)?\s?Ethernet|Gi|Te|Fa|Tw|Fo|Hu|Et|Eth|Po|Port-channel|port|sa|po|ge|xe|ae|lan|LAN|lag)"
    r"-?\d+(?:[/.:]\d+)*|\d+/\d+(?:/\d+)*)(?![\w.])",
    re.IGNORECASE,
)
_VLAN = re.compile(r"(?<![\w.])(?:vlan\s?)(\d{1,4})(?!\d)", re.IGNORECASE)
# Ports of a MAC table that are the switch itself, and the age that Cisco gives its own addresses.
_OWN_PORT = re.compile(r"(?<!\w)(?:CPU|Router|Switch|self)(?!\w)", re.IGNORECASE)
_OWN_AGE = re.compile(r"^(?:Internet)?\s*-\s")
_DEAD = re.compile(r"incomplete|FAILED|不完全|\bunresolved\b", re.IGNORECASE)
_NOTHING = re.compile(r"^[\s+|=*-]*$")


@dataclass(frozen=True, slots=True)
class CardLine:
    """What a line says. ``own``: of the device itself. ``address`` is empty in a MAC table, ``port`` in an ARP table."""

    line: int
    mac: str
    address: str = ""
    port: str = ""
    vlan: int | None = None
    own: bool = False


def card_line(line: ConfigLine) -> CardLine | None:
    """Read one line; ``None`` when it has no card, a broadcast or group card, or no answer came."""
    text = line.text
    cards = _CARD.findall(text)
    if len(cards) != 1 or _DEAD.search(text):
        return None
    mac = card_text(cards[0])
    if not mac or int(mac[1], 16) & 1 or mac == "00:00:00:00:00:00":
        return None
    rest = _CARD.sub(" ", text)
    addresses = [found for found in _ADDRESS.findall(rest) if not found.startswith(("255.", "0."))]
    rest = _ADDRESS.sub(" ", rest)
    if len(addresses) > 1 or (addresses and not usable(addresses[0])):
        return None
    if addresses:
        own = _OWN_AGE.match(rest) is not None
        return CardLine(line.number, mac, addresses[0], vlan=_vlan(rest), own=own)
    port = _PORT.search(re.sub(r"(?i)vlan\s?\d+", " ", rest))
    own = _OWN_PORT.search(rest) is not None
    if port is None and not own:
        return None
    return CardLine(line.number, mac, port=port[1] if port else "", vlan=_vlan(rest), own=own)


def mentions_card(text: str) -> bool:
    """Whether a line has the form of a line of such a table, be there an answer or not."""
    return _CARD.search(text) is not None or _DEAD.search(text) is not None


def card_text(written: str) -> str:
    """Return a card in plain form; BSD leaves out leading zeros (0:a0:de:1:2:3)."""
    parts = written.split(":")
    if len(parts) == 6:
        written = ":".join(part.zfill(2) for part in parts)
    found = macs_of(written).values
    return found[0] if found else ""


def known_card(mac: str) -> str:
    """Return the card if it can stand for a machine; "" for virtual routers and adapters that many PCs share."""
    return mac_key(mac)


def is_ruler(text: str) -> bool:
    """Whether a line is empty or only draws a line under a heading."""
    return _NOTHING.match(text) is not None


def usable(address: str) -> bool:
    """Whether an address written with dots can be that of a machine in a network."""
    octets = [int(octet) for octet in address.split(".")]
    return all(octet <= 255 for octet in octets) and octets[0] not in (0, 127) and octets[0] < 224 and octets[:2] != [169, 254]


def _vlan(text: str) -> int | None:
    named = _VLAN.search(text)
    if named:
        return int(named[1])
    first = re.match(r"[*+\s]*(\d{1,4})\s", text)
    return int(first[1]) if first and 1 <= int(first[1]) <= 4094 else None
