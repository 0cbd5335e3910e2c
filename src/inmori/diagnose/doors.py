"""Machines that stand between the hospital and the outside: what they run is tried from all over the world."""

from inmori.diagnose.case import Case
from inmori.model import Device, DeviceKind, Fact, Gateway, RemoteAccess, RemoteMethod, TextFact

DOORS = {DeviceKind.FIREWALL, DeviceKind.ROUTER, DeviceKind.VENDOR_BOX, DeviceKind.MOBILE_ROUTER}
# Ways in whose box stands inside, at an address of its own.
_OWN_BOX = {RemoteMethod.VENDOR_BOX, RemoteMethod.LTE_ROUTER}


def doors(case: Case) -> list[Device]:
    """Return the doors among the devices, and those of which only a configuration or a list of connections speaks.

    A vendor's box seen at an address that the list names gets its firmware from the list. Made up from a list alone,
    a door carries the id of the gateway or connection and nothing but what is written there.
    """
    found = {device.id: device for device in case.devices if device.kind.value in DOORS}
    known = {device.id for device in case.devices}
    for gateway in case.hospital.gateways:
        if gateway.device_id not in known and gateway.tunnels:
            found[gateway.id] = _of_gateway(gateway)
    for access in case.remote_accesses:
        written = {device.firmware.value for device in found.values()}
        if access.firmware.value is not None and access.firmware.value not in written:
            door = _of_access(case, access)
            found[door.id] = door
    return list(found.values())


def _of_gateway(gateway: Gateway) -> Device:
    version = " ".join(part for part in (gateway.product, gateway.version) if part)
    return Device(
        id=gateway.id,
        name=gateway.name,
        kind=Fact[DeviceKind].of(DeviceKind.FIREWALL, gateway.source_ref),
        model=TextFact.of(gateway.model, gateway.source_ref) if gateway.model else TextFact(),
        firmware=TextFact.of(version, gateway.source_ref) if version else TextFact(),
    )


def _of_access(case: Case, access: RemoteAccess) -> Device:
    if access.method.value in _OWN_BOX:
        for ref in access.refs:
            device = case.device_at.get(ref)
            if device is not None and not device.firmware.known:
                return device.model_copy(update={"firmware": access.firmware})
    return Device(
        id=access.id,
        name=access.product if access.product.known else access.vendor,
        kind=Fact[DeviceKind].of(DeviceKind.VENDOR_BOX, *access.sources),
        model=access.product,
        firmware=access.firmware,
    )
