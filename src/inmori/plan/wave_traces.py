"""What a move leaves behind: machines switched off, vendors' ways closed, connections to be made anew, what stays."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.model import (
    DEVICE_KIND_NAMES,
    REMOTE_METHOD_NAMES,
    Device,
    DeviceKind,
    Hospital,
    RemoteAccess,
)
from inmori.plan.edit_order import EditOrder
from inmori.plan.edit_system import move
from inmori.plan.ground import Ground
from inmori.plan.select import on_site
from inmori.plan.wave_needs import carriers_of, name_of
from inmori.plan.wave_units import Unit
from inmori.text import Text

# What a hospital keeps however far it goes into the cloud, because a person or an instrument stands before it.
STAYING = (
    DeviceKind.MODALITY,
    DeviceKind.MEDICAL_DEVICE,
    DeviceKind.OQS_TERMINAL,
    DeviceKind.CARD_READER,
    DeviceKind.PRINTER,
)
_SEATS = (DeviceKind.CLIENT, DeviceKind.TABLET)
_SHOWN = 6


def moved(hospital: Hospital, catalogue: Catalogue, unit: Unit, *, today: date) -> Hospital:
    """Return the hospital after a unit has moved."""
    for name in unit.measures:
        for edit in catalogue.measures[name].edits:
            if edit.op == "move_system":
                hospital, _ = move(hospital, EditOrder(edit, name, Ground(today=today)))
    return hospital


def switched_off(before: Hospital, after: Hospital) -> tuple[Text, ...]:
    """Return the machines that are in use before and not after."""
    gone = {d.id for d in before.devices if d.in_use()} - {d.id for d in after.devices if d.in_use()}
    return _told([_machine(device) for device in before.devices if device.id in gone])


def replaced(hospital: Hospital, unit: Unit) -> tuple[Text, ...]:
    """Return the machines that carry the unit's systems: a renewal on site takes new ones."""
    carried = {device for system in hospital.systems if system.id in unit.systems for device in system.device_ids}
    return _told([_machine(device) for device in hospital.devices if device.id in carried and device.in_use()])


def links_vanished(before: Hospital, after: Hospital) -> tuple[Text, ...]:
    """Return the vendors' ways in that are open before and closed after."""
    still = {remote.id for remote in after.remote_accesses if remote.enabled}
    return tuple(_way(one) for one in before.remote_accesses if one.enabled and one.id not in still)


def reconnected(hospital: Hospital, unit: Unit) -> tuple[Text, ...]:
    """Return what stays and was seen talking with the servers that go: each needs a new connection.

    Seats of staff are left out: they open the new system as they opened the old one.
    """
    carried = carriers_of(hospital)
    going = {address for address, system in carried.items() if system in unit.systems}
    homes = {fact.value: device for device in hospital.devices for fact in device.addresses if fact.value}
    named = {system.id: name_of(system) for system in hospital.systems}
    systems: dict[str, Text] = {}
    kinds: dict[DeviceKind, set[str]] = {}
    for flow in hospital.flows:
        ends = [end for end in (flow.src, flow.dst) if end not in going]
        if not flow.answered or len(ends) != 1 or ends[0] not in homes:
            continue
        other, device = carried.get(ends[0]), homes[ends[0]]
        if other is not None:
            systems[other] = named[other]
        elif device.kind.value is not None and device.kind.value not in _SEATS and device.in_use():
            kinds.setdefault(device.kind.value, set()).add(device.id)
    return (*(systems[one] for one in sorted(systems)), *(_count(k, len(kinds[k])) for k in DeviceKind if k in kinds))


def stays_on_site(hospital: Hospital, moving: Sequence[str]) -> tuple[Text, ...]:
    """Return systems that stay, then instruments, terminals, printers and machines that stand in two zones."""
    names = dict.fromkeys(
        (name_of(one).ja, name_of(one).en)
        for one in hospital.systems
        if one.id not in moving and on_site(hospital, one)
    )
    counts = Counter(d.kind.value for d in hospital.devices if d.in_use() and d.kind.value in STAYING)
    bridges = sum(d.in_use() and d.kind.value in _SEATS and len(set(d.zone_ids())) > 1 for d in hospital.devices)
    return (
        *(Text(ja=ja, en=en) for ja, en in names),
        *(_count(kind, counts[kind]) for kind in STAYING if counts[kind]),
        *((Text(ja=f"橋渡しの端末 {bridges}台", en=f"bridge PCs: {bridges}"),) if bridges else ()),
    )


def _machine(device: Device) -> Text:
    kind = DEVICE_KIND_NAMES[device.kind.value] if device.kind.value else Text(ja="機器", en="machine")
    label = device.name.value or device.label()
    return Text(ja=f"{label}({kind.ja})", en=f"{label} ({kind.en})")


def _way(remote: RemoteAccess) -> Text:
    method = REMOTE_METHOD_NAMES[remote.method.value] if remote.method.value else Text(ja="方法不明", en="method unknown")
    ja, en = remote.vendor.value or "事業者不明", remote.vendor.value or "unknown vendor"
    return Text(ja=f"{ja}の{method.ja}", en=f"{en}: {method.en}")


def _count(kind: DeviceKind, count: int) -> Text:
    name = DEVICE_KIND_NAMES[kind]
    return Text(ja=f"{name.ja} {count}台", en=f"{name.en}: {count}")


def _told(names: list[Text]) -> tuple[Text, ...]:
    more = len(names) - _SHOWN
    if more <= 0:
        return tuple(names)
    return (*names[:_SHOWN], Text(ja=f"ほか{more}台", en=f"and {more} more"))
