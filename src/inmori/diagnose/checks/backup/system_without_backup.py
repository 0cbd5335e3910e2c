"""Systems that hold records and appear in no list of backups."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.model import SYSTEM_NAMES, Hosting, System


def check(case: Case) -> Result:
    """Judge systems on site against the list of backups and the ledger's own column."""
    if not case.hospital.backups:
        return Unjudged("no_list")
    covered = {backup.system_kind for backup in case.hospital.backups}
    kinds = case.text.words("kinds")
    bare = [
        system
        for system in case.hospital.systems
        if system.kind in kinds
        and system.kind not in covered
        and system.hosting.value is not Hosting.CLOUD
        and not _in_ledger(case, system)
    ]
    if not bare:
        return []
    names = list({SYSTEM_NAMES[system.kind].ja: SYSTEM_NAMES[system.kind] for system in bare}.values())
    return [
        Hit(
            key="systems",
            device_ids=tuple(dict.fromkeys(device_id for system in bare for device_id in system.device_ids)),
            refs=tuple(system.id for system in bare),
            evidence=tuple(source for backup in case.hospital.backups for source in backup.sources),
            seen=tuple(("system", system.name.value or SYSTEM_NAMES[system.kind].ja) for system in bare),
            # A list that forgets a system is as likely as a system without a backup.
            confidence=0.5,
            values={"systems": named(names, limit=5)},
        )
    ]


def _in_ledger(case: Case, system: System) -> bool:
    devices = (case.hospital.device(device_id) for device_id in system.device_ids)
    return any(bool(sources_of(device.backup)) for device in devices if device)
