"""Brings names, numbers and addresses of machines into one spelling, and drops those that identify nothing.

Two records are compared by these keys, never by what was typed: full-width letters, hyphens, domains and the classic
fillers ("To Be Filled By O.E.M.", なし) would otherwise split one machine or join many.
"""

import ipaddress
import re
import unicodedata
from functools import lru_cache

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc"), "-")
_HEX = re.compile(r"[0-9a-f]{12}")
_NOT_WORD = re.compile(r"[\W_]+")
# Letters that are read and typed for digits; serial numbers are compared with them folded.
_CONFUSED = str.maketrans({"o": "0", "i": "1", "l": "1"})

_FILLERS = frozenset(
    (
        *("なし", "無し", "無", "不明", "未定", "未設定", "未登録", "対象外", "同上", "調査中", "確認中", "別途"),
        *("none", "null", "nil", "na", "nan", "tbd", "unknown", "default", "empty", "blank", "invalid", "oem"),
        *("defaultstring", "tobefilledbyoem", "systemserialnumber", "serialnumber", "chassisserialnumber"),
        *("notspecified", "notapplicable", "notavailable", "baseboardserialnumber"),
        *("localhost", "hostname", "computername", "windows", "pc", "desktop", "client", "server", "workstation"),
    )
)
_VIRTUAL_ROUTERS = ("00:00:5e:00:01", "00:00:5e:00:02", "00:00:0c:07:ac", "00:05:73:a0")
# Adapters that a hypervisor or a VPN client gives to every PC alike.
_SHARED_ADAPTERS = ("00:50:56:c0:00", "0a:00:27:00:00", "02:00:4c:4f:4f:50", "00:05:9a:3c:78:00", "00:09:0f:fe:00")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip().casefold()


def _telling(key: str, *, shortest: int) -> bool:
    return len(key) >= shortest and key not in _FILLERS and len(set(key)) > 1


@lru_cache(maxsize=65_536)
def serial_key(text: str) -> str:
    """Return the comparable serial number; empty when it identifies nothing."""
    key = _NOT_WORD.sub("", _plain(text))
    if not _telling(key, shortest=4) or key in "0123456789" * 2:
        return ""
    return key.translate(_CONFUSED)


@lru_cache(maxsize=65_536)
def asset_key(text: str) -> str:
    """Return the comparable asset number; empty when it identifies nothing."""
    key = _NOT_WORD.sub("", _plain(text))
    return key if key not in _FILLERS and len(key) >= 2 and any(letter.isdigit() for letter in key) else ""


@lru_cache(maxsize=65_536)
def host_key(text: str) -> str:
    """Return the comparable host name without its domain; empty when it identifies nothing."""
    key = _plain(text).split(".")[0].strip().rstrip("$")
    return key if _telling(_NOT_WORD.sub("", key), shortest=2) else ""


@lru_cache(maxsize=65_536)
def mac_key(text: str) -> str:
    """Return the MAC as ``00:11:22:33:44:55``; empty for none, group addresses and shared adapters."""
    digits = _NOT_WORD.sub("", _plain(text))
    if not _HEX.fullmatch(digits) or len(set(digits)) == 1 or int(digits[1], 16) & 1:
        return ""
    key = ":".join(digits[index : index + 2] for index in range(0, 12, 2))
    return "" if key.startswith(_VIRTUAL_ROUTERS + _SHARED_ADAPTERS) else key


def locally_administered(mac: str) -> bool:
    """Whether a MAC in key form was made up by software (random Wi-Fi address, virtual machine): it has no vendor."""
    return bool(int(mac[1], 16) & 2)


@lru_cache(maxsize=65_536)
def address_key(text: str) -> str:
    """Return the address in its one spelling; empty when it is none or nobody's in particular."""
    try:
        parsed = ipaddress.ip_address(_plain(text))
    except ValueError:
        return ""
    special = parsed.is_unspecified or parsed.is_multicast or parsed.is_loopback or parsed.is_link_local
    return "" if special or parsed.packed[0] in (0, 255) else str(parsed)


@lru_cache(maxsize=65_536)
def address_number(key: str) -> int:
    """Return the number of an address in key form: an address is looked up many times for each time it is new."""
    return int(ipaddress.ip_address(key))


@lru_cache(maxsize=65_536)
def text_key(text: str) -> str:
    """Return a free text without spelling differences, for comparing models, makers and places."""
    return _NOT_WORD.sub("", _plain(text))
