"""Makes one Device of each group of records, with every fact settled and every disagreement kept.

Devices are numbered D0001, D0002 … in the order of their first line in the ledger (file, sheet, row), then those that
no ledger knows by host name, then by address: adding a file that tells more about known machines renumbers nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inmori.catalogue.loader import Catalogue
from inmori.catalogue.mac_vendor import mac_vendor
from inmori.ingest.alike_zone import placed_like_others
from inmori.ingest.device_address import address_facts, host_names, zone_facts
from inmori.ingest.device_status import last_seen_of, status_of
from inmori.ingest.identity_key import (
    address_key,
    address_number,
    asset_key,
    host_key,
    mac_key,
    serial_key,
    text_key,
)
from inmori.ingest.intake import Merge
from inmori.ingest.reading import Sighting
from inmori.ingest.reconcile import Group
from inmori.ingest.replaced_machine import replaced
from inmori.ingest.settling import (
    Claims,
    confidence_of,
    identity_facts,
    settled,
    settled_build,
    settled_kind,
    settled_name,
)
from inmori.ingest.settling_product import settled_product
from inmori.ingest.vendors import vendor_key
from inmori.ingest.zoning import ZoneMap
from inmori.intel import Lifecycles, lifecycles, name_products
from inmori.model import (
    Claim,
    Device,
    DeviceKind,
    DeviceStatus,
    Fact,
    Source,
    SourceKind,
    TextFact,
    WeakProtocol,
    YesNo,
)

# Fields that are worked out here from the records as a whole, not settled claim by claim.
_OWN = frozenset(
    ("id", "hostnames", "addresses", "macs", "serials", "asset_numbers", "zones", "status", "last_seen", "notes",
     "records", "kind", "dhcp", "weak_protocols")
)  # fmt: skip
_SETTLED: dict[str, type[Fact[Any]]] = {
    name: info.annotation
    for name, info in Device.model_fields.items()
    if name not in _OWN and isinstance(info.annotation, type) and issubclass(info.annotation, Fact)
}


# Names of software, in which one source says more exactly what another says roughly.
_PRODUCTS = ("os", "database", "firmware", "office")
_OS_KINDS = {"windows": DeviceKind.CLIENT, "windows-server": DeviceKind.SERVER}
_KEYS = {"vendor": vendor_key}
_BOXES = (DeviceKind.FIREWALL, DeviceKind.ROUTER, DeviceKind.L3_SWITCH, DeviceKind.L2_SWITCH, DeviceKind.ACCESS_POINT,
          DeviceKind.VENDOR_BOX, DeviceKind.MOBILE_ROUTER)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merged:
    """The devices in order of their numbers, and how each one with several records came to be."""

    devices: tuple[Device, ...]
    merges: tuple[Merge, ...]
    groups: tuple[Group, ...]  # in the order of the devices


def devices_from(groups: Iterable[Group], zones: ZoneMap, catalogue: Catalogue, *, today: date) -> Merged:
    """Return one device for each group."""
    ordered = sorted(groups, key=_order)
    table = lifecycles(catalogue)
    gone = replaced(ordered, today=today)
    devices = placed_like_others(
        [
            _device(
                f"D{number + 1:04d}", group, zones, catalogue, table=table,
                status=gone.get(number) or status_of(group.sightings, today=today),
            )
            for number, group in enumerate(ordered)
        ]
    )
    merges = tuple(
        Merge(device_id=device.id, label=device.label(), records=device.records)
        for device in devices
        if len(device.records) > 1
    )
    return Merged(devices=devices, merges=merges, groups=tuple(ordered))


def _order(group: Group) -> tuple[int, str, str, int, int, str, int]:
    ledger = [s.source for s in group.sightings if s.source.kind is SourceKind.LEDGER]
    hosts = sorted(key for s in group.sightings for key in map(host_key, s.hostnames) if key)
    numbers = sorted(address_number(key) for s in group.sightings for key in map(address_key, s.addresses) if key)
    host, number = hosts[0] if hosts else "\uffff", numbers[0] if numbers else 1 << 128
    if not ledger:
        return (1, host, "", number, 0, group.sightings[0].source.place(), 0)
    first = min(ledger, key=lambda source: (source.file, source.sheet or "", source.row or source.line or 0))
    return (0, first.file, first.sheet or "", first.row or first.line or 0, 0, host, number)


def _device(
    device_id: str, group: Group, zones: ZoneMap, catalogue: Catalogue, *, table: Lifecycles, status: Fact[DeviceStatus]
) -> Device:
    sightings = group.sightings
    claims: dict[str, Claims] = {}
    for sighting in sightings:
        for name, (value, source) in sighting.facts.items():
            if value is not None and value != "":
                claims.setdefault(name, []).append((value, source))
    addresses = address_facts(sightings)
    macs = identity_facts(_identities(sightings, "macs", mac_key), mac_key)
    facts = {name: settled(kind, claims[name], key=_KEYS.get(name, text_key))
             for name, kind in _SETTLED.items() if name in claims and name not in _PRODUCTS}  # fmt: skip
    if "os_build" in claims:
        facts["os_build"] = settled_build(claims["os_build"])
    if "name" in claims:
        facts["name"] = settled_name(claims["name"])
    facts |= _products(claims, facts, table)
    facts.setdefault("maker", _card_maker(macs, catalogue))
    kind = settled_kind(claims["kind"]) if "kind" in claims else _kind_by_os(facts.get("os"), table)
    kind = _application_server(kind, facts.get("os"), table)
    return Device(
        id=device_id,
        kind=kind,
        status=status,
        hostnames=identity_facts(host_names(sightings), host_key),
        addresses=addresses,
        macs=macs,
        serials=identity_facts(_identities(sightings, "serials", serial_key), serial_key),
        asset_numbers=identity_facts(_identities(sightings, "asset_numbers", asset_key), asset_key),
        dhcp=_dhcp(sightings, claims.get("dhcp", [])),
        zones=zone_facts(addresses, sightings, zones, catalogue),
        last_seen=last_seen_of(sightings),
        weak_protocols=_weak_protocols(sightings),
        notes=identity_facts(((note, s.source) for s in sightings for note in s.notes), str.strip),
        records=group.records,
        **_boxed(kind, facts, table),
    )


def _boxed(kind: Fact[DeviceKind], facts: dict[str, Any], table: Lifecycles) -> dict[str, Any]:
    """Take what a list calls the operating system of a firewall or a switch (FortiOS7.0.12) for its firmware."""
    os = facts.get("os")
    if kind.value not in _BOXES or os is None or not os.value or "firmware" in facts:
        return facts
    if not any(named.cycles for named in name_products(os.value, lifecycles=table)):
        return facts  # 専用OS, 組込み: no more than that there is something
    return {**{name: fact for name, fact in facts.items() if name != "os"}, "firmware": os}


def _kind_by_os(os: Fact[str] | None, table: Lifecycles) -> Fact[DeviceKind]:
    """Take a machine of which nobody says more than its Windows for a PC or a server; a guess."""
    if os is None or not os.value:
        return Fact[DeviceKind]()
    named = name_products(os.value, lifecycles=table)
    kinds = {_OS_KINDS.get(cycle.product) for product in named for cycle in product.cycles}
    kind = kinds.pop() if len(kinds) == 1 else None
    return Fact[DeviceKind](value=kind, confidence=0.5, sources=os.sources) if kind else Fact[DeviceKind]()


def _application_server(kind: Fact[DeviceKind], os: Fact[str] | None, table: Lifecycles) -> Fact[DeviceKind]:
    """Take an "AP" that runs Windows Server for an application server: no access point does (電子カルテAP)."""
    by_os = _kind_by_os(os, table)
    if kind.value is not DeviceKind.ACCESS_POINT or by_os.value is not DeviceKind.SERVER:
        return kind
    told = tuple(Claim[DeviceKind](value=DeviceKind.ACCESS_POINT, source=source) for source in kind.sources)
    return by_os.model_copy(update={"others": (*told, *kind.others)})


def _products(claims: dict[str, Claims], facts: dict[str, Any], table: Lifecycles) -> dict[str, TextFact]:
    if not any(name in claims for name in _PRODUCTS):
        return {}
    builds = {(source.file, source.row or source.line): str(value) for value, source in claims.get("os_build", [])}
    box = " ".join(facts[name].value for name in ("maker", "model") if name in facts and facts[name].value)
    return {
        name: settled_product(
            claims[name],
            table=table,
            builds=builds if name == "os" else {},
            box=box if name == "firmware" else "",
        )
        for name in _PRODUCTS
        if name in claims
    }


def _identities(sightings: Sequence[Sighting], name: str, key: Any) -> list[tuple[str, Any]]:
    return [
        (value if name != "macs" else key(value), sighting.identities.get(value, sighting.source))
        for sighting in sightings
        for value in getattr(sighting, name)
        if key(value)
    ]


def _dhcp(sightings: Sequence[Sighting], claims: Claims) -> YesNo:
    said = [(bool(value), source) for value, source in claims]
    placed = {source for _, source in said}
    said += [(True, s.source) for s in sightings if s.dhcp and s.source not in placed]
    return YesNo.settled(said)


def _weak_protocols(sightings: Sequence[Sighting]) -> tuple[Fact[WeakProtocol], ...]:
    """Return each weak protocol that somebody saw, with all who saw it; that others did not is no contradiction."""
    seen: dict[WeakProtocol, list[Source]] = {}
    for sighting in sightings:
        for protocol in sighting.weak_protocols:
            seen.setdefault(protocol, []).append(sighting.identities.get(protocol.value, sighting.source))
    return tuple(
        Fact[WeakProtocol].of(protocol, *dict.fromkeys(seen[protocol]), confidence=confidence_of(seen[protocol]))
        for protocol in sorted(seen)
    )


def _card_maker(macs: Sequence[TextFact], catalogue: Catalogue) -> TextFact:
    """Return the maker of the network card where nobody names the maker: a hint, with little confidence."""
    for mac in macs:
        name = mac_vendor(catalogue, mac.value or "")
        if name:
            return TextFact(value=name, confidence=0.4, sources=mac.sources)
    return TextFact()
