"""Edits of systems and their backups: a system moves to a cloud service, a copy is added, a restore is tried."""

from inmori.model import (
    Backup,
    BackupMedium,
    Device,
    DeviceKind,
    DeviceStatus,
    Fact,
    Hospital,
    Hosting,
    System,
    SystemKind,
)
from inmori.plan.closing import door_of_remote, shut
from inmori.plan.edit_device import addresses_of, with_devices, without_traces
from inmori.plan.edit_order import EditOrder
from inmori.plan.edit_value import absent, planned
from inmori.plan.select import named, on_site, selected_systems


def move(hospital: Hospital, order: EditOrder) -> tuple[Hospital, int]:
    """Move the named systems to the cloud: their servers leave the site, and with them the vendors' ways to them.

    Where no system is known at all, the interview's word on the EHR is what moves.
    """
    moving = tuple(selected_systems(hospital, order))
    hosting = Fact[Hosting].of(Hosting.CLOUD, planned(order.measure))
    kinds = {system.kind for system in moving}
    names_ehr = SystemKind.EHR in order.select.systems and not order.select.only
    if not any(system.kind is SystemKind.EHR for system in hospital.systems) and names_ehr:
        kinds |= {SystemKind.EHR} if hospital.ehr_hosting.value is not Hosting.CLOUD else set()
    if not kinds:
        return hospital, 0
    ids = {system.id for system in moving}
    systems = tuple(
        system.model_copy(update={"hosting": hosting, "device_ids": ()}) if system.id in ids else system
        for system in hospital.systems
    )
    backups = tuple(
        backup.model_copy(update={"media": (BackupMedium.CLOUD,)}) if backup.system_kind in kinds else backup
        for backup in hospital.backups
    )
    update: dict[str, object] = {"systems": systems, "backups": backups}
    if SystemKind.EHR in kinds:
        update["ehr_hosting"] = hosting
    leaving = _servers_leaving(hospital, moving)
    hospital = _without_ways_to(hospital, leaving)
    return _retire(hospital.model_copy(update=update), leaving, measure=order.measure), max(len(moving), 1)


def add_medium(hospital: Hospital, order: EditOrder) -> tuple[Hospital, int]:
    """Add a kind of copy for the named systems on site.

    Where the media of a backup are known, the new one joins them. Where they are not, the copy stands beside what is
    there: nothing is taken away from what the unknown backup may be.
    """
    medium = BackupMedium(order.value)
    wanted = order.select.systems
    local = {s.kind for s in hospital.systems if on_site(hospital, s) and named(order, s.id)}
    away = {system.kind for system in hospital.systems} - {s.kind for s in hospital.systems if on_site(hospital, s)}
    having = {backup.system_kind for backup in hospital.backups if medium in (backup.media or ())}
    told = {backup.system_kind for backup in hospital.backups} - away if not order.select.only else set()
    lacking = {kind for kind in local | told if kind in wanted or not wanted} - having
    if not lacking:
        return hospital, 0
    backups: list[Backup] = []
    joined: set[SystemKind] = set()
    for backup in hospital.backups:
        if backup.system_kind in lacking - joined and backup.media is not None:
            joined.add(backup.system_kind)
            backup = backup.model_copy(update={"media": (*backup.media, medium)})
        backups.append(backup)
    for kind in sorted(lacking - joined):
        backups += _beside(hospital, order, kind, medium)
    return hospital.model_copy(update={"backups": tuple(backups)}), len(lacking)


def _beside(hospital: Hospital, order: EditOrder, kind: SystemKind, medium: BackupMedium) -> list[Backup]:
    """A copy beside a backup of unknown media; one that nothing is known of is written down as unknown first."""
    source = (planned(order.measure),)
    known = [backup.id for backup in hospital.backups if backup.system_kind is kind]
    unknown = [] if known else [Backup(id=f"plan-unknown-{kind}", system_kind=kind, sources=source)]
    # An id that sorts after those there are: the copies keep their order, and with it their luck.
    last = max(known, default=f"plan-unknown-{kind}")
    return [*unknown, Backup(id=f"{last}+{order.measure}", system_kind=kind, media=(medium,), sources=source)]


def set_system(hospital: Hospital, order: EditOrder) -> tuple[Hospital, int]:
    """Set a field of the named systems on site; with ``absent`` only of those that do not say it yet."""
    changed = {
        system.id: order.on(system)
        for system in selected_systems(hospital, order)
        if not order.select.absent or absent(system, order.edit.field)
    }
    systems = tuple(changed.get(system.id, system) for system in hospital.systems)
    count = sum(new is not old for new, old in zip(systems, hospital.systems, strict=True))
    return (hospital.model_copy(update={"systems": systems}), count) if count else (hospital, 0)


def set_backup(hospital: Hospital, order: EditOrder) -> tuple[Hospital, int]:
    """Set a field of the backups of the named systems."""
    wanted = order.select.systems
    backups = tuple(
        order.on(backup)
        if named(order, backup.id) and (not wanted or backup.system_kind in wanted)
        else backup
        for backup in hospital.backups
    )
    changed = sum(new is not old for new, old in zip(backups, hospital.backups, strict=True))
    return (hospital.model_copy(update={"backups": backups}), changed) if changed else (hospital, 0)


def _servers_leaving(hospital: Hospital, moving: tuple[System, ...]) -> set[str]:
    """Servers that carry only what moves: one that also carries a system that stays cannot be switched off."""
    ids = {system.id for system in moving}
    staying = {device for system in hospital.systems if system.id not in ids for device in system.device_ids}
    carrying = {device for system in moving for device in system.device_ids} - staying
    return {
        d.id
        for d in hospital.devices
        if d.id in carrying and d.kind.value in (DeviceKind.SERVER, DeviceKind.NAS)
    }


def _retire(hospital: Hospital, device_ids: set[str], *, measure: str) -> Hospital:
    if not device_ids:
        return hospital
    status = Fact[DeviceStatus].of(DeviceStatus.RETIRED, planned(measure))
    changed: dict[str, Device] = {
        device.id: device.model_copy(update={"status": status})
        for device in hospital.devices
        if device.id in device_ids and device.in_use()
    }
    return without_traces(with_devices(hospital, changed), device_ids)


def _without_ways_to(hospital: Hospital, device_ids: set[str]) -> Hospital:
    """Close the maintenance paths that lead to nothing but machines that leave."""
    addresses = addresses_of(hospital, device_ids)
    closed = {
        r.id for r in hospital.remote_accesses if r.enabled and r.targets and addresses.issuperset(r.targets)
    }
    if not closed:
        return hospital
    for remote in hospital.remote_accesses:
        if remote.id in closed:
            hospital = shut(hospital, door_of_remote(remote))
    remotes = tuple(
        r.model_copy(update={"enabled": False}) if r.id in closed else r for r in hospital.remote_accesses
    )
    return hospital.model_copy(update={"remote_accesses": remotes})
