"""Reads addresses and MACs as people write them, and tells apart what is an address from what was meant to be one.

A slip of the pen ("10.35..12.59", an octet over 255) is reported and not used: guessing the address of a machine
is worse than not knowing it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Network, IPv6Address

from inmori.ingest.cell_value import folded_dashes, line_of, says_none, says_unknown, text_of
from inmori.ingest.table import CellValue

_DHCP = re.compile(r"dhcp|自動(取得|割当|割り当て|設定)?|動的|可変|\bauto(matic)?\b", re.IGNORECASE)
_IPV6 = re.compile(r"(?<![0-9a-z:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w+)?(?![0-9a-z:])", re.IGNORECASE)
# Japanese letters may touch an address (10.0.0.1及び10.0.0.2), Latin ones may not (v10.0.0.1a).
_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z_.])\d+(?:\.+\d+)+\.?(?:/\d{1,2}(?![\d.])|/255(?:\.\d+){3})?(?::\d{1,5})?(?![0-9A-Za-z_.])"
)
# Blanks beside the dots of one address (172.20.5 .13); with a fifth number it could not be told where it begins.
_SPACED = re.compile(r"(?<![0-9A-Za-z_.])(?<!\d\. )(?<!\d \.)\d{1,3}(?:\s?\.\s?\d{1,3}){3}(?!\s?\.\s?\d)(?![0-9A-Za-z_])")
_ENUMERATION = re.compile(r"(?<!\d)\d{1,2}(?!\d)")  # 1) 10.0.0.1 2) 10.0.0.2
_RANGE = re.compile(r"\d+\.\d+\.\d+\.\d+\s*(?:~|〜|から|-)\s*(?:[\d.]+)")
_REMARKS = re.compile(r"固定|静的|static|有線|無線|予備|仮想|vip|lan\s*\d?|wi-?fi|eth\d|ip|[()\[\],、;/・:|&と及び]|\s|v[46]")
_NOWHERE = ("0.0.0.0", "255.255.255.255")


@dataclass(frozen=True, slots=True)
class WrittenAddresses:
    """What an address cell says. ``slips`` were meant as addresses and are none; ``rest`` is other text in it."""

    values: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    dhcp: bool = False
    none: bool = False  # なし: known to have no address
    ipv6: tuple[str, ...] = ()
    rest: str = ""


# An address of a machine in its plain form: nothing in it needs another look.
USUAL_ADDRESS = re.compile(r"(?!0\.|127\.|169\.254\.|255\.)(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}", re.ASCII)


def addresses_of(value: CellValue, *, prefix: str = "") -> WrittenAddresses:
    """Read the IPv4 addresses of a cell.

    ``prefix`` holds the first octets where the heading states them ("192.168.10") and the cells only the rest.
    """
    if isinstance(value, bool):
        return WrittenAddresses()
    if isinstance(value, int | float):
        return _from_number(float(value), prefix)
    if not isinstance(value, str):
        return WrittenAddresses(slips=(text_of(value),))  # Excel made a date or a time of it
    if USUAL_ADDRESS.fullmatch(value):
        return WrittenAddresses(values=(value,))
    return _from_text(value, prefix)


def _from_number(number: float, prefix: str) -> WrittenAddresses:
    digits = str(int(number)) if number.is_integer() and 0 <= number < 1e12 else ""
    if prefix and digits:
        return _completed(digits, prefix)
    if len(digits) in (10, 11, 12):  # 192168001001 behind the number format 000.000.000.000
        padded = digits.zfill(12)
        address = _valid(".".join(str(int(padded[i : i + 3])) for i in (0, 3, 6, 9)))
        if address:
            return WrittenAddresses(values=(address,))
    return WrittenAddresses(slips=(text_of(number),))


# Several rests of addresses below a heading with the first octets: 5.11、5.12
_BETWEEN_RESTS = re.compile(r"\s*[、,;&と]\s*|\s+")
_REST = re.compile(r"\.?\d{1,3}(?:\.\d{1,3})?")
_STRAY_BLANK = re.compile(r"(?<=\d)\s+(?=\.\d)|(?<=\.\d\.)\s+(?=\d)|(?<=\.\d\d\.)\s+(?=\d)|(?<=\.\d\d\d\.)\s+(?=\d)")
_PLAIN = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}", re.ASCII)


def _from_text(written: str, prefix: str) -> WrittenAddresses:
    if _PLAIN.fullmatch(written) and not written.startswith("169.254.") and (address := _valid(written)):
        return WrittenAddresses(values=(address,))
    text = line_of(folded_dashes(text_of(written))).replace("。", ".").replace("・", ".")
    if says_unknown(text):
        return WrittenAddresses()
    if says_none(text):
        return WrittenAddresses(none=True)
    if prefix and re.fullmatch(r"\.?\d{1,3}(\.\d{1,3})?", text):
        return _completed(text.lstrip("."), prefix)
    if prefix and len(parts := _BETWEEN_RESTS.split(text)) > 1 and all(_REST.fullmatch(part) for part in parts):
        each = [_completed(part.lstrip("."), prefix) for part in parts]
        return WrittenAddresses(
            values=tuple(dict.fromkeys(value for one in each for value in one.values)),
            slips=tuple(slip for one in each for slip in one.slips),
        )
    # A blank beside a dot (172.20.5 .13) is a blank; behind the first number it may be a list's "1. 10.0.0.1".
    if (whole := _STRAY_BLANK.sub("", text)) != text and USUAL_ADDRESS.fullmatch(whole):
        return WrittenAddresses(values=(whole,))
    if text.isdigit() and len(text) == 12:
        return _from_number(float(text), "")
    ipv6 = tuple(match[0] for match in _IPV6.finditer(text) if _is_ipv6(match[0]))
    for found in ipv6:
        text = text.replace(found, " ")
    ranges = tuple(match[0] for match in _RANGE.finditer(text))
    for found in ranges:
        text = text.replace(found, " ")
    text = _SPACED.sub(lambda match: re.sub(r"\s", "", match[0]), text)
    values: list[str] = []
    slips = list(ranges)
    for match in _NUMBERS.finditer(text):
        address = _valid(match[0])
        if address is None:
            slips.append(match[0])
        elif address and address not in values:
            values.append(address)
    rest = _NUMBERS.sub(" ", text)
    dhcp = bool(_DHCP.search(rest)) or any(v.startswith("169.254.") for v in values)
    remains = _REMARKS.sub("", _DHCP.sub("", rest.lower()))
    if len(values) > 1:
        remains = _ENUMERATION.sub("", remains)
    if not values and not slips and not dhcp and re.search(r"\d", remains) and re.search(r"[.,]", rest):
        slips.append(text)  # 10.35.l2.5, 192,168,0,1
    return WrittenAddresses(
        values=tuple(v for v in values if not v.startswith("169.254.")),
        slips=tuple(slips),
        dhcp=dhcp,
        ipv6=tuple(v for v in ipv6 if not v.lower().startswith("fe80")),
        rest=rest.strip() if remains else "",
    )


def _completed(rest: str, prefix: str) -> WrittenAddresses:
    whole = f"{prefix}.{rest}"
    address = _valid(whole) if whole.count(".") == 3 else None
    return WrittenAddresses(values=(address,)) if address else WrittenAddresses(slips=(rest,))


def _valid(token: str) -> str | None:
    """Return the address in ``token`` in plain form, "" when it names no machine, ``None`` when it is no address."""
    head, _, mask = token.partition("/")
    octets = head.partition(":")[0].split(".")
    if len(octets) != 4 or not all(o.isdigit() and len(o) <= 3 and int(o) <= 255 for o in octets):
        return None
    address = ".".join(str(int(octet)) for octet in octets)
    if mask and octets[3].strip("0") == "" and mask not in ("32", "255.255.255.255"):
        return None  # a network, not a machine
    return "" if address in _NOWHERE or address.startswith("127.") else address


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text.partition("%")[0])
    except AddressValueError:
        return False
    return True


_MAC = re.compile(
    r"(?<![0-9A-Fa-f])(?<![0-9][0-9A-Fa-f][:-])(?<![0-9A-Fa-f][0-9][:-])"  # not the rear of something longer
    r"(?:[0-9A-Fa-f]{2}(?:\s?[:.-]\s?|\s)){5}[0-9A-Fa-f]{2}(?![:-]?[0-9A-Fa-f])"
    r"|(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{4}[.:-]){2}[0-9A-Fa-f]{4}(?![0-9A-Fa-f])"
    r"|(?<![0-9A-Fa-f])[0-9A-Fa-f]{6}[:-][0-9A-Fa-f]{6}(?![0-9A-Fa-f])"
    r"|(?<![0-9A-Za-z])[0-9A-Fa-f]{12}(?![0-9A-Za-z])"
)
_USUAL_MAC = re.compile(r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}")
_MAC_LIKE = re.compile(r"(?:[0-9A-Za-z]{1,3}[:-]){3,}[0-9A-Za-z]{1,3}|(?<![0-9A-Za-z])[0-9A-Fa-f]{8,16}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class WrittenMacs:
    """The MACs of a cell (lower case, colons), and what was meant as one and is none."""

    values: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()


def usual_mac(written: str) -> str | None:
    """Return the MAC of a cell in the usual spelling, "" for one of no machine, ``None`` for any other text."""
    if not _USUAL_MAC.fullmatch(written):
        return None
    mac = written.lower().replace("-", ":")
    return mac if _of_a_machine(mac) else ""


def macs_of(value: CellValue) -> WrittenMacs:
    """Read the MACs of a cell in any spelling: 00:17:42:28:83:54, 00-17-…, 0017.4228.8354, 001742288354."""
    text = line_of(folded_dashes(text_of(value)))
    if (usual := usual_mac(text)) is not None:
        return WrittenMacs(values=(usual,) if usual else ())
    if says_unknown(text) or says_none(text):
        return WrittenMacs()
    values: list[str] = []
    for match in _MAC.finditer(text):
        digits = re.sub(r"[^0-9a-f]", "", match[0].lower())
        mac = ":".join(digits[i : i + 2] for i in range(0, 12, 2))
        if mac not in values and _of_a_machine(mac):
            values.append(mac)
    rest = _MAC.sub(" ", text)
    return WrittenMacs(values=tuple(values), slips=tuple(match[0] for match in _MAC_LIKE.finditer(rest)))


def _of_a_machine(mac: str) -> bool:
    """Whether a MAC can belong to one machine: not all zeros, not all ones, no group address."""
    return mac[1] in "02468ace" and mac != "00:00:00:00:00:00"


def networks_in(texts: Iterable[str], written: re.Pattern[str]) -> list[IPv4Network]:
    """Return the addresses and networks that ``written`` finds, in order; an address alone is a network of one."""
    found = []
    for text in texts:
        for match in written.findall(text):
            try:
                found.append(IPv4Network(match, strict=False))
            except ValueError:
                continue
    return found
