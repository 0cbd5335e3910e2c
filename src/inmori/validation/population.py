"""Draws hospitals as Japanese hospitals are, by the national shares in the catalogue (``prior.`` and ``population.``).

One hospital stands for what a survey would meet at random; together they must show the national marginals. Shares
that nobody has counted are assumptions and say so in the catalogue, so a match here is support, not proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inmori.catalogue import Catalogue
from inmori.model import (
    Backup,
    BackupMedium,
    Controls,
    Device,
    DeviceKind,
    Fact,
    Hospital,
    Hosting,
    Network,
    Patching,
    RemoteAccess,
    RemoteMethod,
    Segmentation,
    Staff,
    System,
    SystemKind,
    Watch,
    Zone,
    ZoneKind,
)
from inmori.simulate.compile import USUAL_GENERATIONS

if TYPE_CHECKING:
    import numpy as np

CLIENTS_PER_BED = 0.8  # PCs on the closed side; the information side holds a fourth of that
OLD_SERVER, NEW_SERVER = "Windows Server 2012 R2", "Windows Server 2022"
OLD_CLIENT, NEW_CLIENT = "Windows 7", "Windows 11"
_SERVERS = (
    ("ehr", SystemKind.EHR, "clinical"),
    ("directory", SystemKind.DIRECTORY, "clinical"),
    ("receipt", SystemKind.RECEIPT, "clinical"),
    ("pacs", SystemKind.PACS, "dept"),
    ("lis", SystemKind.LIS, "dept"),
)


def hospitals(catalogue: Catalogue, *, count: int, seed: int, first: int = 0) -> Iterator[Hospital]:
    """Yield ``count`` hospitals from number ``first`` on; number n is the same whatever the count."""
    import numpy as np

    for number in range(first, first + count):
        yield _Draw(catalogue, np.random.default_rng([seed, number])).hospital()


@dataclass
class _Draw:
    """One hospital being drawn."""

    catalogue: Catalogue
    random: np.random.Generator

    def share(self, quantity: str) -> float:
        return self.catalogue.quantities[quantity].value

    def has(self, quantity: str) -> bool:
        return bool(self.random.random() < self.share(quantity))

    def one_of(self, *choices: tuple[Any, float]) -> Any:
        """Return one choice by its share; the last takes what is left."""
        at = self.random.random()
        for choice, share in choices:
            at -= share
            if at < 0:
                return choice
        return choices[-1][0]

    def hospital(self) -> Hospital:
        small, middle = self.share("population.beds.small"), self.share("population.beds.middle")
        low, high = self.one_of(((20, 100), small), ((100, 200), middle), ((200, 400), 1.0))
        beds = int(self.random.integers(low, high))
        cloud = self.has("population.cloud_ehr")
        old = self.has("population.old_servers")
        fte = self.share("population.it_fte") * float(self.random.choice([0.3, 0.5, 1.0, 2.0])) * max(beds / 150, 0.5)
        return Hospital(
            beds=_fact(beds),
            zones=_ZONES,
            devices=(*_servers(old=old, cloud=cloud), *_clients(beds, old=old)),
            systems=_systems(cloud=cloud),
            remote_accesses=self._remotes(),
            backups=self._backups(),
            controls=self._controls(),
            staff=Staff(it_fte=_fact(round(fte, 1))),
        )

    def _controls(self) -> Controls:
        watched = self.has("prior.endpoint_watch")
        always = self.share("population.watch.always") / self.share("prior.endpoint_watch")
        watch = self.one_of((Watch.ALWAYS, always), (Watch.OFFICE_HOURS, 1.0)) if watched else Watch.NONE
        patching = self.one_of(
            (Patching.NONE, self.share("population.patching.none")),
            (Patching.YEARLY, self.share("population.patching.yearly")),
            (Patching.WEEKLY, self.share("population.patching.weekly")),
            (Patching.MONTHLY, 1.0),
        )
        return Controls(
            antivirus=_fact("あり" if self.has("population.antivirus") else "なし"),
            endpoint_detection=_fact(watch),
            network_detection=_fact(Watch.OFFICE_HOURS if self.has("prior.network_watch") else Watch.NONE),
            log_collection=_fact(self.has("prior.logs_kept")),
            same_local_admin=_fact(self.has("prior.same_local_admin")),
            peer_block=_fact(self.has("prior.peer_block")),
            segmentation=_fact(Segmentation.FILTERED if self.has("prior.segmented") else Segmentation.NONE),
            usb_control=_fact(self.has("prior.usb_control")),
            old_os_lockdown=_fact(self.has("population.lockdown")),
            patching_clinical=_fact(Patching.MONTHLY if self.has("prior.patched") else Patching.NONE),
            patching_info=_fact(Patching.MONTHLY if self.has("prior.patched") else Patching.YEARLY),
            gateway_patching=_fact(patching),
            dns_filter=_fact(self.has("prior.dns_filter")),
            mfa_clinical=_fact(self.has("prior.mfa_clinical")),
            mfa_cloud=_fact(self.has("prior.mfa_cloud")),
            vendor_gateway=_fact(self.has("prior.vendor_gateway")),
            cyber_bcp=_fact(self.has("population.cyber_bcp")),
        )

    def _remotes(self) -> tuple[RemoteAccess, ...]:
        found = []
        if self.has("prior.vendor_vpn"):
            most = int(self.share("population.vendors"))
            for number in range(int(self.random.integers(1, most + 1))):
                method = self.one_of(
                    (RemoteMethod.SSLVPN, self.share("population.way.sslvpn")),
                    (RemoteMethod.VENDOR_BOX, self.share("population.way.box")),
                    (RemoteMethod.IPSEC_ROUTER, 1.0),
                )
                found.append(self._remote(f"vendor{number}", method))
        if self.has("population.published"):
            found.append(self._remote("published", RemoteMethod.RDP_PORT_FORWARD))
        return tuple(found)

    def _remote(self, name: str, method: RemoteMethod) -> RemoteAccess:
        return RemoteAccess(
            id=name,
            vendor=_fact(name),
            method=_fact(method),
            target_zones=("clinical",) if self.random.random() < 0.5 else ("dept",),
            enabled=True,
            second_factor=_fact(self.has("prior.remote_second_factor")),
            source_limited=_fact(self.has("prior.source_limited")),
            always_on=_fact(self.has("prior.always_on")),
            shared_account=_fact(self.has("prior.shared_account")),
        )

    def _backups(self) -> tuple[Backup, ...]:
        if not self.has("population.backup"):
            return tuple(Backup(id=f"backup-{name}", system_kind=kind, media=()) for name, kind, _ in _SERVERS)
        media = [BackupMedium.ONLINE, *([BackupMedium.OFFLINE] if self.has("prior.offline_backup") else [])]
        tested = _fact(self.has("prior.restore_tested"))
        generations = _fact(USUAL_GENERATIONS if self.has("prior.generations") else 1)
        return tuple(
            Backup(id=f"backup-{name}", system_kind=kind, media=tuple(media), restore_tested=tested, generations=generations)
            for name, kind, _ in _SERVERS
        )


def _fact(value: Any) -> Fact[Any]:
    return Fact(value=value, confidence=1.0)


def _zone(name: str, kind: ZoneKind, cidr: str) -> Zone:
    return Zone(id=name, kind=kind, name=_fact(name), networks=(Network(cidr=cidr),))


_ZONES = (
    _zone("clinical", ZoneKind.CLINICAL, "10.1.0.0/16"),
    _zone("dept", ZoneKind.DEPT, "10.2.0.0/16"),
    _zone("info", ZoneKind.INFO, "192.168.0.0/16"),
)


def _machine(name: str, kind: DeviceKind, zone: str, system: str) -> Device:
    return Device(id=name, name=_fact(name), kind=_fact(kind), zones=(_fact(zone),), os=_fact(system))


def _servers(*, old: bool, cloud: bool) -> tuple[Device, ...]:
    system = OLD_SERVER if old else NEW_SERVER
    own = [each for each in _SERVERS if not (cloud and each[0] in ("ehr", "receipt"))]
    return tuple(_machine(f"{name}-server", DeviceKind.SERVER, zone, system) for name, _, zone in own)


def _clients(beds: int, *, old: bool) -> tuple[Device, ...]:
    closed = max(10, round(beds * CLIENTS_PER_BED))
    return (
        *(
            _machine(f"pc-{n:03}", DeviceKind.CLIENT, "clinical", OLD_CLIENT if old and n % 3 == 0 else NEW_CLIENT)
            for n in range(closed)
        ),
        *(_machine(f"office-{n:03}", DeviceKind.CLIENT, "info", NEW_CLIENT) for n in range(max(5, closed // 4))),
        _machine("ct", DeviceKind.MODALITY, "dept", OLD_CLIENT),
    )


def _systems(*, cloud: bool) -> tuple[System, ...]:
    found = []
    for name, kind, _ in _SERVERS:
        outside = cloud and name in ("ehr", "receipt")
        found.append(
            System(
                id=name,
                kind=kind,
                hosting=_fact(Hosting.CLOUD if outside else Hosting.ON_PREMISES),
                device_ids=() if outside else (f"{name}-server",),
                vendor=_fact("cloud vendor") if outside else Fact(),
            )
        )
    return tuple(found)
