"""Machines that stand between the hospital and the outside: what they run is tried from all over the world."""

from inmori.diagnose.case import Case
from inmori.model import Device, DeviceKind, Fact, Gateway, RemoteAccess, TextFact

DOORS = {DeviceKind.FIREWALL, DeviceKind.ROUTER, DeviceKind.VENDOR_BOX, DeviceKind.MOBILE_ROUTER}


def doors(case: Case) -> list[Device]:
    """Return the doors among the devices, and those of which only a configuration or a list of connections speaks.

    Made up from a list, a door carries the id of the gateway or connection and nothing but its maker's words.
    """
    found = [device for device in case.devices if device.kind.value in DOORS]
    known = {device.id for device in case.devices}
    for gateway in case.hospital.gateways:
        if gateway.device_id not in known and gateway.tunnels:
            found.append(_of_gateway(gateway))
    written = {device.firmware.value for device in found}
    for access in case.remote_accesses:
        if access.firmware.value is not None and access.firmware.value not in written:
            written.add(access.firmware.value)
            found.append(_of_access(access))
    return found


def _of_gateway(gateway: Gateway) -> Device:
    version = " ".join(part for part in (gateway.product, gateway.version) if part)
    return Device(
        id=gateway.id,
        name=gateway.name,
        kind=Fact[DeviceKind].of(DeviceKind.FIREWALL, gateway.source_ref),
        model=TextFact.of(gateway.model, gateway.source_ref) if gateway.model else TextFact(),
        firmware=TextFact.of(version, gateway.source_ref) if version else TextFact(),
    )


def _of_access(access: RemoteAccess) -> Device:
    return Device(
        id=access.id,
        name=access.product if access.product.known else access.vendor,
        kind=Fact[DeviceKind].of(DeviceKind.VENDOR_BOX, *access.sources),
        model=access.product,
        firmware=access.firmware,
    )
