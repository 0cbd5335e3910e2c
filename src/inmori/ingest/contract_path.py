"""Which contract a way in belongs to: many hospitals keep no list of remote access, and write the way into the contract.

「拠点間VPN(先方 198.51.100.21、保守網 10.90.1.0/28)により行い」 names the tunnel better than any label does. A path is
joined to the one company whose contract writes the address of its far end. Where the contracts are the only paper
that speaks of ways in, they are the hospital's list: what a contract tells is listed, what none tells is not.
"""

import ipaddress
import re
from collections.abc import Iterable, Sequence

from inmori.ingest.network_value import networks_in
from inmori.ingest.vendors import same_vendor, vendor_key
from inmori.model import Contract, RemoteAccess, RemoteMethod, Source, TextFact, YesNo, Zone

_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\d.])")
_FAR = re.compile(r"リモート|遠隔(?!画像|読影|診断|病理)|(?<![a-z])(?:vpn|ssl-?vpn|ipsec|remote)(?![a-z])|保守回線|回線接続", re.IGNORECASE)
_NO_WAY = re.compile(r"(?:リモート|遠隔)[^、。]{0,10}(?:しない|していない|行わない|不可|禁止|なし|無し|ない)|接続はない|接続は?行わない", re.IGNORECASE)
_WAYS_IN = (RemoteMethod.IPSEC_FIREWALL, RemoteMethod.IPSEC_ROUTER, RemoteMethod.SSLVPN, RemoteMethod.RDP_PORT_FORWARD)
_NARROWEST_SHARE = 16  # 10.0.0.0/8 in a contract names no one's network
_BY_ADDRESS = 0.8
_LISTED = 0.6


def with_contract_vendors(
    paths: Sequence[RemoteAccess], contracts: Sequence[Contract], zones: Sequence[Zone]
) -> tuple[RemoteAccess, ...]:
    """Return the paths; one whose far end a company's contract writes gets that company's name.

    The label of the tunnel stays among its references. Addresses of the hospital itself join nothing.
    """
    own = [net for zone in zones if not zone.kind.outside for item in zone.networks for net in _networks((item.cidr,))]
    written = [(contract, nets) for contract in contracts if contract.vendor.value and (nets := _networks(_texts(contract)))]
    return tuple(_named(path, written, own) for path in paths)


def _named(
    path: RemoteAccess, written: Sequence[tuple[Contract, list[ipaddress.IPv4Network]]], own: Sequence[ipaddress.IPv4Network]
) -> RemoteAccess:
    far = [net for net in _networks((path.peer.value or "", *(ref for ref in path.refs if "/" in ref))) if not any(net.overlaps(one) for one in own)]
    hits = [contract for contract, nets in written if any(_same(one, other) for one in nets for other in far)]
    if not hits or len({vendor_key(hit.vendor.value or "") for hit in hits}) != 1:
        return path
    vendor, label = hits[0].vendor, path.vendor.value or ""
    if same_vendor(label, vendor.value):
        return path
    refs = tuple(dict.fromkeys((*path.refs, *((label,) if label else ()))))
    return path.model_copy(update={"vendor": TextFact.of(vendor.value or "", *vendor.sources, confidence=_BY_ADDRESS), "refs": refs})


def listed_by_contracts(paths: Sequence[RemoteAccess], contracts: Sequence[Contract]) -> tuple[RemoteAccess, ...]:
    """Return paths of a hospital without any list of remote access, judged by what its contracts tell of ways in.

    Without a contract that speaks of one, nothing can be said of any path, and all stay as they are.
    """
    telling = [contract for contract in contracts if contract.vendor.value and tells_of_way(contract)]
    if not telling or any(path.listed.known for path in paths):
        return tuple(paths)
    found = []
    for path in paths:
        hits = [contract for contract in telling if same_vendor(contract.vendor.value, path.vendor.value)]
        if path.method.value in _WAYS_IN and hits:
            listed = YesNo.of(True, *_sources(hits), confidence=_LISTED)
        else:
            listed = YesNo.of(False, *path.sources, confidence=_LISTED)
        found.append(path.model_copy(update={"listed": listed}))
    return tuple(found)


def tells_of_way(contract: Contract) -> bool:
    """Whether a contract says that the company comes in from afar."""
    if contract.remote.value is not None:
        return contract.remote.value
    text = " ".join(_texts(contract))
    return bool(_FAR.search(text)) and not _NO_WAY.search(text)


def _texts(contract: Contract) -> tuple[str, ...]:
    return (*contract.covers, contract.note.value or "")


def _sources(contracts: Iterable[Contract]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for contract in contracts for source in contract.sources))


def _networks(texts: Iterable[str]) -> list[ipaddress.IPv4Network]:
    return networks_in(texts, _ADDRESS)


def _same(one: ipaddress.IPv4Network, other: ipaddress.IPv4Network) -> bool:
    return min(one.prefixlen, other.prefixlen) >= _NARROWEST_SHARE and one.overlaps(other)
