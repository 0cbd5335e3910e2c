"""Edits of machines: replaced, unplugged from a network, taken out of use."""

from typing import Any

from inmori.model import (
    DateFact,
    Device,
    DeviceKind,
    DeviceStatus,
    Hospital,
    RemoteAccess,
    TextFact,
    YesNo,
)
from inmori.plan.edit_order import EditOrder
from inmori.plan.edit_value import planned

GATEWAYS = (DeviceKind.FIREWALL, DeviceKind.ROUTER)
NETWORK_GEAR = (*GATEWAYS, DeviceKind.L3_SWITCH, DeviceKind.L2_SWITCH, DeviceKind.ACCESS_POINT)


def with_devices(hospital: Hospital, changed: dict[str, Device]) -> Hospital:
    """Return the hospital with these devices in place of their namesakes."""
    devices = tuple(changed.get(device.id, device) for device in hospital.devices)
    return hospital.model_copy(update={"devices": devices})


def renewed(device: Device, order: EditOrder) -> Device:
    """Return the device as it will be once replaced: new and patched; itself when it already is.

    Network gear carries the order's value as its firmware, everything else as its OS. What the old machine had
    besides (database, build, old support dates) is no longer known.
    """
    field = "firmware" if device.kind.value in NETWORK_GEAR else "os"
    system = _successor(device, order.value)
    if getattr(device, field).value == system:
        return device
    source, today = planned(order.measure), order.ground.today
    update: dict[str, Any] = {
        "os_build": TextFact(),
        "firmware": TextFact(),
        "database": TextFact(),
        "office": TextFact(),
        "support_until": DateFact(),
        "purchased": DateFact.of(today, source),
        "last_patched": DateFact.of(today, source),
        "patch_forbidden": YesNo.of(False, source),
        field: TextFact.of(system, source),
    }
    return device.model_copy(update=update)


def with_new_gateways(hospital: Hospital, replaced: dict[str, Device]) -> Hospital:
    """Forget the version of gateways whose machines were replaced, and of the ways in that run on them.

    The rules move over as they are: a new box with old rules is no safer than its rules.
    """
    gateways = tuple(
        gateway.model_copy(update={"version": ""}) if gateway.device_id in replaced else gateway
        for gateway in hospital.gateways
    )
    boxes = [device for device in replaced.values() if device.kind.value in GATEWAYS]
    remotes = tuple(
        remote.model_copy(update={"firmware": TextFact()})
        if remote.firmware.known and any(_runs_on(remote, box) for box in boxes)
        else remote
        for remote in hospital.remote_accesses
    )
    return hospital.model_copy(update={"gateways": gateways, "remote_accesses": remotes})


def _runs_on(remote: RemoteAccess, box: Device) -> bool:
    """Whether a path names the box: by its model, or by an address or host name of it."""
    product, model = (remote.product.value or "").casefold(), (box.model.value or "").casefold()
    named = {fact.value for fact in (*box.addresses, *box.hostnames) if fact.value}
    return bool(model and model in product) or not named.isdisjoint(remote.refs)


def _successor(device: Device, value: Any) -> str:
    """What a replaced machine will carry: a text, or a text for each word of the old OS, so that a tablet stays one."""
    if not isinstance(value, dict):
        return str(value)
    written = (device.os.value or "").casefold()
    return next((str(new) for word, new in value.items() if word in written), str(value["other"]))


def speaking(device: Device, *, without: frozenset[str]) -> Device:
    """Return the device without these weak protocols; itself where none of them was seen."""
    kept = tuple(fact for fact in device.weak_protocols if fact.value not in without)
    if len(kept) == len(device.weak_protocols):
        return device
    return device.model_copy(update={"weak_protocols": kept})


def detached(hospital: Hospital, device: Device, *, kinds: tuple[str, ...]) -> Device:
    """Return the device without its attachment to zones of these kinds, addresses there included.

    A machine that is attached nowhere else keeps its line: it would be retired, not unplugged.
    """
    leaving = [fact for fact in device.zones if fact.value and hospital.zone_kind(fact.value) in kinds]
    staying = tuple(fact for fact in device.zones if fact not in leaving)
    if not leaving or not staying:
        return device
    networks = [
        network.cidr
        for zone in hospital.zones
        for network in zone.networks
        if zone.id in {fact.value for fact in leaving}
    ]
    kept = tuple(fact for fact in device.addresses if not _in_any(fact.value, networks))
    return device.model_copy(update={"zones": staying, "addresses": kept})


def addresses_of(hospital: Hospital, device_ids: set[str]) -> frozenset[str]:
    """Return all addresses of the named devices."""
    return frozenset(f.value for d in hospital.devices if d.id in device_ids for f in d.addresses if f.value)


def without_traces(hospital: Hospital, device_ids: set[str]) -> Hospital:
    """Set aside the traffic of machines that will be gone."""
    gone = addresses_of(hospital, device_ids)
    kept = tuple(flow for flow in hospital.flows if flow.src not in gone and flow.dst not in gone)
    return hospital if len(kept) == len(hospital.flows) else hospital.model_copy(update={"flows": kept})


def retired(device: Device) -> bool:
    """Whether the device is out of use."""
    return device.status.value is DeviceStatus.RETIRED


def _in_any(address: str | None, networks: list[str]) -> bool:
    from ipaddress import ip_address, ip_network

    try:
        return address is not None and any(
            ip_address(address) in ip_network(each, strict=False) for each in networks
        )
    except ValueError:
        return False
