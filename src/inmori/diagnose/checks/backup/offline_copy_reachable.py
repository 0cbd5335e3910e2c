"""Copies told to be off the network, and a backup device that PCs were seen talking to."""

from inmori.catalogue.zone_word import words_kind
from inmori.diagnose.backup_name import system_names
from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import Backup, BackupMedium, Device, DeviceKind, Flow, SystemKind

_PCS = (DeviceKind.CLIENT, DeviceKind.TABLET)
_STORES = (DeviceKind.NAS, DeviceKind.TAPE, DeviceKind.SERVER)


def check(case: Case) -> Result:
    """Judge backups with no copy on the network as told, by answered connections from PCs to backup devices."""
    told = [backup for backup in case.hospital.backups if _all_off(backup)]
    if not told:
        return Unjudged("not_told")
    boxes = [device for device in case.devices if _keeps_backups(case, device)]
    if not boxes:
        return Unjudged("no_device")
    if not case.hospital.flows:
        return Unjudged("no_traffic")
    flows = {device.id: _from_pcs(case, device) for device in boxes}
    reached = [device for device in boxes if flows[device.id]]
    if not reached:
        return []
    labels, talks = case.labels(d.id for d in reached), [flow for d in reached for flow in flows[d.id]]
    return [
        Hit(
            key="devices",
            device_ids=tuple(device.id for device in reached),
            refs=tuple(backup.id for backup in told),
            evidence=(
                *(source for backup in told for source in backup.sources),
                *(source for flow in talks for source in flow.sources),
            ),
            seen=(
                *(("media", text.ja) for text in system_names(told)),
                *(("path", f"{flow.src} → {flow.dst} {flow.protocol}/{flow.port or '-'}") for flow in talks[:10]),
            ),
            confidence=0.65,
            values={
                "names": named(labels),
                "systems": named(system_names(told)),
                "pcs": len({flow.src for flow in talks}),
            },
        )
    ]


def _all_off(backup: Backup) -> bool:
    """Whether every copy that was told of is off the network; one more copy on it would be no contradiction."""
    return bool(backup.media) and set(backup.media or ()) == {BackupMedium.OFFLINE}


def _keeps_backups(case: Case, device: Device) -> bool:
    if device.kind.value not in _STORES:
        return False
    carried = any(device.id in s.device_ids for s in case.hospital.systems if s.kind is SystemKind.BACKUP)
    rules = case.catalogue.words.get("system")
    texts = [fact.value for fact in (device.name, *device.hostnames) if fact.value]
    said = rules is not None and any(words_kind(rules, text) == SystemKind.BACKUP for text in texts)
    return carried or said or device.kind.value is DeviceKind.TAPE


def _from_pcs(case: Case, device: Device) -> list[Flow]:
    own = {fact.value for fact in device.addresses if fact.value}
    return [
        flow
        for flow in case.hospital.flows
        if flow.dst in own
        and flow.answered
        and (caller := case.device_at.get(flow.src)) is not None
        and caller.kind.value in _PCS
    ]
