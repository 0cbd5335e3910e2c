"""The systems that stop or run, with what carries them and what is kept of them: the goals of a campaign."""

from __future__ import annotations

from dataclasses import dataclass

from inmori.model import Backup, BackupMedium, Fact, Hospital, Hosting, System, SystemKind
from inmori.simulate.host import Host, Place, servers_of, system_name
from inmori.simulate.prior import Unknowns
from inmori.text import Text

# Restore order: what others stand on comes first. Systems not named here come last.
RESTORE_ORDER = (
    SystemKind.DIRECTORY, SystemKind.EHR, SystemKind.RECEIPT, SystemKind.PHARMACY, SystemKind.LIS, SystemKind.PACS,
    SystemKind.RIS, SystemKind.DIALYSIS, SystemKind.MONITORING, SystemKind.OQS, SystemKind.PHYSIOLOGY,
    SystemKind.ENDOSCOPY, SystemKind.NUTRITION, SystemKind.NURSING_SHIFT, SystemKind.HEALTH_CHECK,
    SystemKind.FILE_SHARE, SystemKind.BACKUP, SystemKind.ANTIVIRUS, SystemKind.ASSET_MANAGEMENT, SystemKind.OTHER,
)  # fmt: skip
CORE = {SystemKind.EHR, SystemKind.RECEIPT}
_MEDIA_ORDER = tuple(BackupMedium)


@dataclass(frozen=True)
class Copies:
    """One backup of a system. ``media`` None: the media are unknown; ``generations`` None: their number is."""

    id: str
    media: tuple[BackupMedium, ...] | None
    tested: bool | None
    generations: int | None


@dataclass(frozen=True)
class Asset:
    """One system as the simulation sees it. ``servers`` is empty when it runs in the cloud of ``vendor``."""

    id: str
    kind: SystemKind
    name: Text
    cloud: bool
    vendor: str
    servers: tuple[Host, ...]
    copies: tuple[Copies, ...]

    @property
    def core(self) -> bool:
        """Whether its loss stops the whole hospital."""
        return self.kind in CORE

    @property
    def goal(self) -> str:
        """Node: the system is encrypted or its data destroyed."""
        return f"stopped:{self.id}"

    @property
    def no_backup(self) -> str:
        """Node: no usable backup of it remains."""
        return f"no backup:{self.id}"


def restored(asset: Asset) -> tuple[int, str]:
    """Sort key: the order in which systems are restored."""
    return (RESTORE_ORDER.index(asset.kind), asset.id)


def assets_of(
    hospital: Hospital, hosts: dict[str, Host], places: dict[str, Place], *, unknowns: Unknowns
) -> tuple[Asset, ...]:
    """Return all systems in restore order; an EHR is assumed where none is known, as every outcome speaks of it."""
    systems = list(hospital.systems)
    if not any(system.kind is SystemKind.EHR for system in systems):
        unknowns.note(
            "ehr",
            Text(
                ja="電子カルテの構成が分からないため、院内のサーバ1台で動くとみなしました。",
                en="How the EHR is built is not known; one server on site was assumed.",
            ),
        )
        hosting = hospital.ehr_hosting if hospital.ehr_hosting.known else Fact[Hosting].of(Hosting.ON_PREMISES)
        systems.append(System(id="assumed-ehr", kind=SystemKind.EHR, hosting=hosting, vendor=hospital.ehr_vendor))
    ordered = sorted(systems, key=lambda system: (RESTORE_ORDER.index(system.kind), system.id))
    return tuple(_asset(system, hospital, hosts, places, unknowns) for system in ordered)


def _asset(
    system: System,
    hospital: Hospital,
    hosts: dict[str, Host],
    places: dict[str, Place],
    unknowns: Unknowns,
) -> Asset:
    cloud = _in_cloud(system, hospital, unknowns)
    return Asset(
        id=system.id,
        kind=system.kind,
        name=system_name(system),
        cloud=cloud,
        vendor=system.vendor.value or hospital.ehr_vendor.value or "cloud",
        servers=() if cloud else servers_of(system, hosts, places, hospital.controls, unknowns),
        copies=_copies(system, hospital.backups, unknowns),
    )


def _in_cloud(system: System, hospital: Hospital, unknowns: Unknowns) -> bool:
    hosting = system.hosting.value
    if hosting is None and system.kind is SystemKind.EHR:
        hosting = hospital.ehr_hosting.value
    if hosting is None and not system.device_ids:
        unknowns.note(
            "hosting",
            Text(
                ja="設置場所が分からないため、院内にあるとみなしたシステムがあります({names})。",
                en="Where some systems run is not known; on site was assumed ({names}).",
            ),
            name=system_name(system).ja,
        )
    return hosting is Hosting.CLOUD


def _copies(system: System, backups: tuple[Backup, ...], unknowns: Unknowns) -> tuple[Copies, ...]:
    own = sorted((backup for backup in backups if backup.system_kind is system.kind), key=lambda backup: backup.id)
    if any(backup.media is None for backup in own) or not own:
        unknowns.note(
            "backup media",
            Text(
                ja="バックアップの媒体が分からないため、全国の傾向で補ったシステムがあります({names})。",
                en="The backup media of some systems are not known; filled with the national tendency ({names}).",
            ),
            name=system_name(system).ja,
        )
    if not own:
        return (Copies("assumed", None, None, None),)
    return tuple(
        Copies(
            id=backup.id,
            media=None if backup.media is None else tuple(m for m in _MEDIA_ORDER if m in backup.media),
            tested=backup.restore_tested.value,
            generations=None if backup.generations.value is None else max(1, int(backup.generations.value)),
        )
        for backup in own
    )
