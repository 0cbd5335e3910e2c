"""Machines an attacker can stand on, reduced to what decides a step: role, place, support, watch, shared logins.

Printers, switches, access points and the like are left out: nothing in this model is stopped by taking them. Their
part as doors (routers, vendors' boxes) is in ``threat.py``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.intel import Lifecycles, Support, lifecycles, support_of
from inmori.model import (
    SYSTEM_NAMES,
    ZONE_NAMES,
    Controls,
    Device,
    DeviceKind,
    Hospital,
    System,
    SystemKind,
    Watch,
    Zone,
    ZoneKind,
)
from inmori.simulate.prior import Unknowns, present
from inmori.text import Text

Role = Literal["server", "client", "instrument"]
Age = Literal["old", "current", "unknown"]
Login = Literal["shared", "unique", "unknown"]  # whether its administrator password opens other machines

# Layers of detection: bits of a node's watch set.
ANTIVIRUS, EDR_BLOCK, EDR_WATCH, NETWORK_WATCH = 1, 2, 4, 8

_ROLES: dict[DeviceKind, Role] = {
    DeviceKind.SERVER: "server",
    DeviceKind.NAS: "server",
    DeviceKind.CLIENT: "client",
    DeviceKind.OQS_TERMINAL: "client",
    DeviceKind.MODALITY: "instrument",
    DeviceKind.MEDICAL_DEVICE: "instrument",
    DeviceKind.RECORDER: "instrument",
}
_SYSTEM_HOME: dict[SystemKind, ZoneKind] = {
    SystemKind.PACS: ZoneKind.DEPT,
    SystemKind.RIS: ZoneKind.DEPT,
    SystemKind.LIS: ZoneKind.DEPT,
    SystemKind.PHYSIOLOGY: ZoneKind.DEPT,
    SystemKind.ENDOSCOPY: ZoneKind.DEPT,
    SystemKind.OQS: ZoneKind.OQS,
    SystemKind.FILE_SHARE: ZoneKind.INFO,
}
ROLE_NAMES: dict[Role, Text] = {
    "server": Text(ja="サーバ", en="servers"),
    "client": Text(ja="端末", en="PCs"),
    "instrument": Text(ja="検査・医療機器", en="instruments"),
}


@dataclass(frozen=True)
class Place:
    """A zone as the attack graph sees it; ``closed`` tells the closed side from the information side."""

    id: str
    name: str
    kind: ZoneKind
    closed: bool


@dataclass(frozen=True)
class Host:
    """One machine, or ``size`` alike machines that the evidence only counts."""

    id: str
    label: str
    role: Role
    places: tuple[str, ...]
    age: Age
    watch: int
    login: Login
    windows: bool
    addresses: tuple[str, ...] = ()
    size: int = 1


def places_of(hospital: Hospital, unknowns: Unknowns) -> dict[str, Place]:
    """Return the zones that can hold an attacker, by id; a hospital without any gets one closed zone."""
    left_out = {ZoneKind.STANDALONE, ZoneKind.LINK}
    found = {
        zone.id: Place(zone.id, zone_name(zone), zone.kind, zone.kind not in (ZoneKind.INFO, ZoneKind.GUEST))
        for zone in sorted(hospital.zones, key=lambda zone: zone.id)
        if zone.kind not in left_out and not zone.kind.outside
    }
    if not any(place.closed for place in found.values()):
        unknowns.note(
            "zones",
            Text(
                ja="閉域の区画が分からないため、一つの診療系の網とみなしました。",
                en="No closed zone is known; one clinical network was assumed.",
            ),
        )
        found["assumed-clinical"] = Place("assumed-clinical", "診療系", ZoneKind.CLINICAL, True)
    if not any(place.kind is ZoneKind.INFO for place in found.values()):
        # Every hospital has mail somewhere; that network is where a phishing campaign lands.
        found["assumed-info"] = Place("assumed-info", "情報系", ZoneKind.INFO, False)
    return found


def zone_name(zone: Zone) -> str:
    """Return the name people use, or the kind."""
    return zone.name.value or ZONE_NAMES[zone.kind].ja


def hosts_of(
    hospital: Hospital, catalogue: Catalogue, places: dict[str, Place], *, today: date, unknowns: Unknowns
) -> dict[str, Host]:
    """Return all machines by id, sorted; those in no known zone are put where most others are."""
    table, controls = lifecycles(catalogue), watched_controls(hospital)
    devices = [device for device in hospital.devices if device.in_use() and _role(device) is not None]
    placed = Counter(zone for device in devices for zone in device.zone_ids() if zone in places)
    home = min(
        (place.id for place in places.values() if place.closed), key=lambda zone: (-placed[zone], zone)
    )
    found: dict[str, Host] = {}
    for device in sorted(devices, key=lambda device: device.id):
        zones = tuple(sorted({zone for zone in device.zone_ids() if zone in places}))
        if not zones and any(hospital.zone_kind(z) is ZoneKind.STANDALONE for z in device.zone_ids()):
            continue
        if not zones:
            unknowns.note(
                "placed",
                Text(
                    ja="区画の分からない機器は、最も機器の多い閉域の区画にあるとみなしました。",
                    en="Machines of unknown zone were put into the closed zone with most machines.",
                ),
            )
        found[device.id] = _host(device, zones or (home,), controls, table, today)
    if not any(host.role == "client" for host in found.values()):
        found |= _assumed_clients(hospital, home, unknowns)
    return found


def system_name(system: System) -> Text:
    """Return the name people use beside the kind, or the kind."""
    kind, own = SYSTEM_NAMES[system.kind], system.name.value
    return Text(ja=own, en=f"{kind.en} ({own})") if own else kind


def servers_of(
    system: System, hosts: dict[str, Host], places: dict[str, Place], controls: Controls, unknowns: Unknowns
) -> tuple[Host, ...]:
    """Return the machines that carry a system; one is assumed where none is known."""
    known = tuple(hosts[device_id] for device_id in sorted(set(system.device_ids)) if device_id in hosts)
    if known:
        return known
    name = system_name(system)
    unknowns.note(
        "servers",
        Text(
            ja="動かすサーバが分からないため、1台とみなしたシステムがあります({names})。",
            en="The servers of some systems are not known; one each was assumed ({names}).",
        ),
        name=name.ja,
    )
    wanted = _SYSTEM_HOME.get(system.kind, ZoneKind.CLINICAL)
    order = sorted(places.values(), key=lambda p: (p.kind is not wanted, p.kind is not ZoneKind.CLINICAL, not p.closed, p.id))
    return (_assumed(f"server of {system.id}", name.ja, "server", order[0].id, controls),)


def _role(device: Device) -> Role | None:
    kind = device.kind.value
    if kind is None:
        return "client"
    if kind is DeviceKind.TABLET and device.os.value and "windows" in device.os.value.casefold():
        return "client"
    return _ROLES.get(kind)


def _host(device: Device, zones: tuple[str, ...], controls: Controls, table: Lifecycles, today: date) -> Host:
    role = _role(device)
    assert role is not None
    written = (device.os.value or "").casefold()
    return Host(
        id=device.id,
        label=device.label(),
        role=role,
        places=zones,
        age=age_of(device, table, today),
        watch=_watch(device, role, controls),
        login=_login(device, controls),
        windows="win" in written or (not written and role != "instrument"),
        addresses=tuple(fact.value for fact in device.addresses if fact.value),
    )


def watched_controls(hospital: Hospital) -> Controls:
    """The controls, with no endpoint detection on machines that no list shows to have it, where there is such a list."""
    controls = hospital.controls
    if controls.endpoint_detection.known or not any(device.edr.known for device in hospital.devices):
        return controls
    return controls.model_copy(update={"endpoint_detection": type(controls.endpoint_detection)(value=Watch.NONE)})


def _login(device: Device, controls: Controls) -> Login:
    own = device.shared_local_admin.value
    told = controls.same_local_admin.value if own is None else own
    return "unknown" if told is None else "shared" if told else "unique"


def _watch(device: Device, role: Role, controls: Controls) -> int:
    """Which layers see this machine. An unknown antivirus counts as present on PCs and servers (93 % have one)."""
    watch = 0
    antivirus = present(device.antivirus)
    if antivirus or (antivirus is None and role != "instrument" and present(controls.antivirus) is not False):
        watch |= ANTIVIRUS
    own, told = present(device.edr), controls.endpoint_detection.value
    if own or (own is None and role != "instrument" and told is not Watch.NONE):
        watch |= EDR_BLOCK | EDR_WATCH
    return watch


_AGES: dict[tuple[int, int, date], tuple[Device, Lifecycles, Age]] = {}


def age_of(device: Device, table: Lifecycles, today: date) -> Age:
    """Return the support state of what an attacker would take; kept per device object, as a planner asks often."""
    key = (id(device), id(table), today)
    kept = _AGES.get(key)
    if kept is None:
        if len(_AGES) > 50_000:
            _AGES.clear()
        # Device and table are kept with the answer so that their ids cannot be given to other objects.
        kept = _AGES.setdefault(key, (device, table, _judged(device, table, today)))
    return kept[2]


def _judged(device: Device, table: Lifecycles, today: date) -> Age:
    parts = [p for p in support_of(device, lifecycles=table, today=today) if p.component in ("os", "firmware")]
    if any(part.status.out for part in parts):
        return "old"
    return "current" if any(part.status is not Support.UNKNOWN for part in parts) else "unknown"


def _assumed_clients(hospital: Hospital, home: str, unknowns: Unknowns) -> dict[str, Host]:
    """PCs that must exist although no evidence lists them: about one and a half per bed, in ten groups."""
    unknowns.note(
        "clients",
        Text(
            ja="端末の一覧がないため、病床数の1.5倍の端末があるとみなしました。",
            en="No list of PCs; one and a half per bed were assumed.",
        ),
    )
    each = max(1, round((hospital.beds.value or 110) * 1.5 / 10))
    names = [f"assumed pcs {number}" for number in range(10)]
    return {name: _assumed(name, "端末", "client", home, hospital.controls, size=each) for name in names}


def _assumed(name: str, label: str, role: Role, place: str, controls: Controls, *, size: int = 1) -> Host:
    """A machine that must exist although no evidence lists it: unknown in every respect that the interview leaves open."""
    blank = Device(id=name)
    watch = _watch(blank, role, controls)
    return Host(name, label, role, (place,), "unknown", watch, _login(blank, controls), True, size=size)

