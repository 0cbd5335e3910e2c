"""Assets (対象): the machines, vendors, paths and copies that an item is about, by the classes the forms use."""

from collections.abc import Iterable

from inmori.catalogue.evidence_topic import AssetClass
from inmori.ingest.vendors import same_vendor
from inmori.model import SYSTEM_NAMES, Device, DeviceKind, Hospital, System, Vendor

_CLASSES: dict[DeviceKind, AssetClass] = {
    DeviceKind.SERVER: "server",
    DeviceKind.NAS: "server",
    DeviceKind.CLIENT: "client",
    DeviceKind.TABLET: "client",
    DeviceKind.OQS_TERMINAL: "client",
    DeviceKind.FIREWALL: "network",
    DeviceKind.ROUTER: "network",
    DeviceKind.L3_SWITCH: "network",
    DeviceKind.L2_SWITCH: "network",
    DeviceKind.ACCESS_POINT: "network",
    DeviceKind.VENDOR_BOX: "network",
    DeviceKind.MOBILE_ROUTER: "network",
    DeviceKind.MODALITY: "medical",
    DeviceKind.MEDICAL_DEVICE: "medical",
}
HOSPITAL = "hospital"  # the id of the asset that stands for the hospital as a whole


def class_of(device: Device) -> AssetClass | None:
    """Return the class of a device; None while nobody says what it is."""
    return _CLASSES.get(device.kind.value, "other") if device.kind.value else None


def devices_of(hospital: Hospital, classes: Iterable[AssetClass]) -> list[Device]:
    """Return the devices in use that an item about ``classes`` may be about: those of unknown kind are among them."""
    wanted = set(classes)
    return [device for device in hospital.devices if device.in_use() and (class_of(device) or "?") in wanted | {"?"}]


def contracted(hospital: Hospital) -> list[Vendor]:
    """Return the vendors that have a contract, supply a system or come in from outside: those the law means."""
    bound = [contract.vendor.value for contract in hospital.contracts]
    bound += [system.vendor.value for system in hospital.systems]
    bound += [access.vendor.value for access in hospital.remote_accesses if access.enabled]
    return [one for one in hospital.vendors if any(same_vendor(one.name, name) for name in bound)]


def systems_of(hospital: Hospital, vendor: Vendor) -> list[System]:
    """Return the systems that a vendor supplies."""
    return [system for system in hospital.systems if same_vendor(vendor.name, system.vendor.value)]


def system_name(system: System) -> str:
    """Return what people call a system."""
    return system.name.value or SYSTEM_NAMES[system.kind].ja


def names_of(hospital: Hospital) -> dict[str, tuple[str, AssetClass]]:
    """Return name and class of everything that has an id and is no device, as findings refer to it."""
    found: dict[str, tuple[str, AssetClass]] = {}
    for system in hospital.systems:
        found[system.id] = (system_name(system), "system")
    for backup in hospital.backups:
        found[backup.id] = (backup.system_name.value or SYSTEM_NAMES[backup.system_kind].ja, "backup")
    for access in hospital.remote_accesses:
        found[access.id] = (access.vendor.value or access.peer.value or access.id, "remote")
    for vendor in hospital.vendors:
        found[vendor.id] = (vendor.name, "vendor")
    return found
