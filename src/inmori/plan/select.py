"""Which things of a hospital an edit touches: the meaning of :class:`inmori.catalogue.measure.Select`."""

from collections.abc import Iterator

from inmori.model import Device, Gateway, Hospital, Hosting, RemoteAccess, System, ZoneKind
from inmori.plan.edit_order import EditOrder
from inmori.plan.edit_value import absent
from inmori.reach.crossing_kind import Crossing


def selected_devices(hospital: Hospital, order: EditOrder) -> Iterator[Device]:
    """Yield the machines in use that the edit names."""
    select = order.select
    carrying = _carriers(hospital, select.systems) if select.systems else None
    crossing = (
        {device for each in _crossings(order) for device in each.device_ids} if select.crossings else None
    )
    for device in hospital.devices:
        fits = (
            device.in_use()
            and named(order, device.id)
            and (not select.kinds or device.kind.value in select.kinds)
            and (not select.zones or bool(zone_kinds(hospital, device).intersection(select.zones)))
            and (carrying is None or device.id in carrying)
            and (crossing is None or device.id in crossing)
            and (not select.unsupported or device.id in order.ground.unsupported)
            and (not select.absent or absent(device, order.edit.field))
        )
        if fits:
            yield device


def selected_remotes(hospital: Hospital, order: EditOrder) -> Iterator[RemoteAccess]:
    """Yield the maintenance paths in force that the edit names; one with an unknown method fits no named method."""
    methods = order.select.methods
    for remote in hospital.remote_accesses:
        if remote.enabled and named(order, remote.id) and (not methods or remote.method.value in methods):
            yield remote


def selected_systems(hospital: Hospital, order: EditOrder) -> Iterator[System]:
    """Yield the systems on site (or of unknown place) that the edit names."""
    for system in hospital.systems:
        wanted = not order.select.systems or system.kind in order.select.systems
        if wanted and named(order, system.id) and on_site(hospital, system):
            yield system


def selected_crossings(hospital: Hospital, order: EditOrder) -> Iterator[Crossing]:
    """Yield the leaks that the edit names, by kind and by the kind of zone at either end."""
    for crossing in _crossings(order):
        ends = {hospital.zone_kind(crossing.from_zone), hospital.zone_kind(crossing.to_zone)}
        if crossing.leak and named(order, crossing.id) and (not order.select.zones or ends.intersection(order.select.zones)):
            yield crossing


def selected_gateways(hospital: Hospital, order: EditOrder) -> Iterator[Gateway]:
    """Yield the gateways whose configuration was read and that the edit names."""
    return (gateway for gateway in hospital.gateways if named(order, gateway.id))


def named(order: EditOrder, thing_id: str) -> bool:
    """Whether an edit that is held to single things names this one."""
    return not order.select.only or thing_id in order.select.only


def on_site(hospital: Hospital, system: System) -> bool:
    """Whether a system must be taken to run on site; where its place is unknown, the interview's word counts."""
    if system.hosting.value is not None:
        return system.hosting.value is Hosting.ON_PREMISES
    return not (system.kind == "ehr" and hospital.ehr_hosting.value is Hosting.CLOUD)


def zone_kinds(hospital: Hospital, device: Device) -> set[ZoneKind]:
    """Return the kinds of zone a device is attached to."""
    return {hospital.zone_kind(zone_id) for zone_id in device.zone_ids()}


def _crossings(order: EditOrder) -> Iterator[Crossing]:
    kinds = order.select.crossings
    return (crossing for crossing in order.ground.crossings if not kinds or crossing.kind in kinds)


def _carriers(hospital: Hospital, kinds: tuple[str, ...]) -> set[str]:
    return {device for system in hospital.systems if system.kind in kinds for device in system.device_ids}
