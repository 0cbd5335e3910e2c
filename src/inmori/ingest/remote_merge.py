"""Joins the hospital's own list of remote maintenance with what configuration and traffic show.

A path on both is one path with both claims; what only the configuration knows is the finding nobody asked for
(``listed`` False). A line of the list that no configuration confirms stays: it may run over a box we have no file of.
"""

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inmori.ingest.network_value import networks_in
from inmori.ingest.settling import settled
from inmori.ingest.vendors import same_vendor
from inmori.ingest.zoning import ZoneMap
from inmori.model import (
    Device,
    Fact,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    TextFact,
    YesNo,
    ZoneKind,
)

_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?")
_THRESHOLD = 4.0  # a peer address alone joins; method and vendor together do; one of them alone does not
_GUESSED = 0.4  # confidence of a vendor that only the targets' maintenance tells
_ALIKE = ({RemoteMethod.IPSEC_ROUTER, RemoteMethod.IPSEC_FIREWALL},)  # a list often says only "VPN"
_FACTS: dict[str, type[Fact[Any]]] = {
    name: info.annotation
    for name, info in RemoteAccess.model_fields.items()
    if isinstance(info.annotation, type) and issubclass(info.annotation, Fact)
}


def merged_remote(
    listed: Sequence[RemoteAccess],
    derived: Sequence[RemoteAccess],
    zones: ZoneMap,
    devices: Sequence[Device] = (),
) -> tuple[RemoteAccess, ...]:
    """Return all paths, those of the list first, renumbered R01, R02 …; ``target_zones`` are worked out anew.

    A path whose vendor nobody names leads to machines of ``devices``; if all of them are maintained by one company, it
    is taken for the vendor with little confidence.
    """
    partner = _partners(listed, derived)
    paths = [
        _joined(path, derived[partner[index]]) if index in partner else path for index, path in enumerate(listed)
    ]
    taken = set(partner.values())
    paths += [_unlisted(path, bool(listed)) for index, path in enumerate(derived) if index not in taken]
    keepers = _keepers(devices)
    return tuple(
        _placed(_with_keeper(path, keepers), f"R{number:02d}", zones) for number, path in enumerate(paths, start=1)
    )


def _keepers(devices: Sequence[Device]) -> dict[str, TextFact]:
    """Who maintains the machine at an address."""
    return {
        address.value: device.vendor
        for device in devices
        if device.vendor.value and device.in_use()
        for address in device.addresses
        if address.value
    }


def _with_keeper(path: RemoteAccess, keepers: Mapping[str, TextFact]) -> RemoteAccess:
    targets = [keepers.get(target) for target in path.targets]
    if path.vendor.known or not targets or None in targets:
        return path
    first = targets[0]
    assert first is not None
    if not all(fact is not None and same_vendor(fact.value, first.value) for fact in targets):
        return path
    vendor = TextFact(value=first.value, confidence=_GUESSED, sources=first.sources)
    return path.model_copy(update={"vendor": vendor})


def _partners(listed: Sequence[RemoteAccess], derived: Sequence[RemoteAccess]) -> dict[int, int]:
    scores = [
        (-points, i, j)
        for i, one in enumerate(listed)
        for j, other in enumerate(derived)
        if (points := _points(one, other)) >= _THRESHOLD
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scores):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return partner


def _points(one: RemoteAccess, other: RemoteAccess) -> float:
    peers, other_peers = _addresses((one.peer.value,)), _addresses((other.peer.value,))
    points = 0.0
    if peers & other_peers:
        points += 5.0
    elif peers and other_peers:
        points -= 4.0
    mine, theirs = one.method.value, other.method.value
    if mine is not None and theirs is not None:
        alike = any(mine in family and theirs in family for family in _ALIKE)
        points += 2.5 if mine is theirs else 1.0 if alike else -3.0
    if same_vendor(one.vendor.value, other.vendor.value):
        points += 2.0
    elif one.vendor.known and other.vendor.known and not peers & other_peers:
        points -= 1.5  # at one peer's address sits one partner, whatever the tunnel was labelled
    if _overlap(one.targets, other.targets):
        points += 2.0
    # The list names the door itself (the firewall's own address) where the configuration names what lies behind it.
    if (_addresses((*one.refs, *one.targets)) - peers) & (_addresses(other.refs) - other_peers):
        points += 2.0
    # A firewall has one SSL-VPN portal, whoever comes through it.
    if mine is theirs is RemoteMethod.SSLVPN:
        points += 1.5
    return points


def _addresses(texts: Iterable[str | None]) -> set[str]:
    return {match.partition("/")[0] for text in texts if text for match in _ADDRESS.findall(text)}


def _overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(a.overlaps(b) for a in _networks(one) for b in _networks(other) if min(a.prefixlen, b.prefixlen) >= 16)


def _networks(texts: Sequence[str]) -> list[ipaddress.IPv4Network]:
    return networks_in(texts, _ADDRESS)


def _joined(path: RemoteAccess, other: RemoteAccess) -> RemoteAccess:
    changes: dict[str, Any] = {}
    for name, kind in _FACTS.items():
        mine, theirs = getattr(path, name), getattr(other, name)
        if name == "vendor" and mine.known:
            changes[name] = mine  # the hospital knows its companies; a tunnel's label ("vendor_ehr") is no name
        elif name == "authentication" and mine.known:
            changes[name] = mine  # ID/PW of the list and IKEv2 or a group's name of the configuration are two locks of one door
        elif mine.known and theirs.known:
            changes[name] = settled(kind, _claims(mine) + _claims(theirs))
        else:
            changes[name] = mine if mine.known else theirs
    changes["listed"] = path.listed if path.listed.known else YesNo.of(True, *path.sources)
    changes["targets"] = tuple(dict.fromkeys((*path.targets, *other.targets)))
    changes["refs"] = tuple(dict.fromkeys((*path.refs, *other.refs)))
    changes["sources"] = tuple(dict.fromkeys((*path.sources, *other.sources)))
    changes["enabled"] = other.enabled
    return path.model_copy(update=changes)


def _claims(fact: Fact[Any]) -> list[tuple[Any, Source]]:
    sources = fact.sources or (Source(kind=SourceKind.DERIVED, file=""),)
    return [*((fact.value, source) for source in sources), *((c.value, c.source) for c in fact.others)]


def _unlisted(path: RemoteAccess, list_given: bool) -> RemoteAccess:
    """Mark what is on no list; without any list, nobody can say what is missing on it."""
    listed = YesNo.of(False, *path.sources) if list_given else YesNo()
    return path.model_copy(update={"listed": listed})


def _placed(path: RemoteAccess, path_id: str, zones: ZoneMap) -> RemoteAccess:
    found = dict.fromkeys(path.target_zones)
    for target in path.targets:
        for address in _ADDRESS.findall(target):
            known = zones.network_of(address.partition("/")[0])
            # The list often names the door on the internet side, which is not what lies behind it.
            if known is not None and known.kind.value is not ZoneKind.INTERNET:
                found.setdefault(known.zone_id)
    return path.model_copy(update={"id": path_id, "target_zones": tuple(sorted(found))})
