"""Small hospitals written by hand: a few zones, PCs, servers, one way in, and whatever controls a test asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

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
    RemoteAccess,
    RemoteMethod,
    Staff,
    System,
    SystemKind,
    Zone,
    ZoneKind,
)

TODAY = date(2026, 11, 24)
OLD, NEW = "Windows Server 2012 R2", "Windows Server 2022"


def fact(value: Any) -> Fact[Any]:
    return Fact(value=value, confidence=1.0)


def facts(**values: Any) -> dict[str, Fact[Any]]:
    return {name: fact(value) for name, value in values.items()}


def zone(name: str, kind: ZoneKind, cidr: str) -> Zone:
    return Zone(id=name, kind=kind, name=fact(name), networks=(Network(cidr=cidr),))


def machine(name: str, kind: DeviceKind, *zones: str, address: str = "", os: str = OLD, **more: Any) -> Device:
    return Device(
        id=name,
        name=fact(name),
        kind=fact(kind),
        hostnames=(fact(name.upper()),),
        addresses=(fact(address),) if address else (),
        zones=tuple(fact(each) for each in zones),
        os=fact(os),
        **facts(**more),
    )


def pcs(count: int, where: str, *, os: str = "Windows 7", **more: Any) -> list[Device]:
    return [machine(f"{where}-pc-{n:03}", DeviceKind.CLIENT, where, os=os, **more) for n in range(count)]


def system(kind: SystemKind, *devices: str, hosting: Hosting = Hosting.ON_PREMISES, vendor: str = "") -> System:
    return System(
        id=kind.value, kind=kind, hosting=fact(hosting), device_ids=devices, vendor=fact(vendor) if vendor else Fact()
    )


def backup(kind: SystemKind, *media: BackupMedium, tested: bool | None = None) -> Backup:
    return Backup(id=f"backup-{kind.value}", system_kind=kind, media=media, restore_tested=fact(tested))


def remote(name: str, method: RemoteMethod, *, zones: Sequence[str] = ("clinical",), **more: Any) -> RemoteAccess:
    targets = tuple(more.pop("targets", ()))
    enabled = more.pop("enabled", True)
    return RemoteAccess(
        id=name, vendor=fact(f"{name}社"), method=fact(method), target_zones=tuple(zones), targets=targets,
        enabled=enabled, **facts(**more),
    )  # fmt: skip


ZONES = (
    zone("clinical", ZoneKind.CLINICAL, "10.1.0.0/24"),
    zone("dept", ZoneKind.DEPT, "10.2.0.0/24"),
    zone("info", ZoneKind.INFO, "192.168.0.0/24"),
)


def flat_hospital(*, beds: int = 150, clients: int = 60, remotes: Sequence[RemoteAccess] | None = None,
                  controls: Controls | None = None, backups: Sequence[Backup] = (), **more: Any) -> Hospital:  # fmt: skip
    """A flat closed network of old machines with one password, an EHR, a directory, a PACS, and one vendor VPN."""
    devices = [
        *pcs(clients, "clinical"),
        *pcs(15, "info", os="Windows 11"),
        machine("ehr-server", DeviceKind.SERVER, "clinical", address="10.1.0.10"),
        machine("ad-server", DeviceKind.SERVER, "clinical", address="10.1.0.11", os=NEW),
        machine("pacs-server", DeviceKind.SERVER, "dept", address="10.2.0.10"),
        machine("ct", DeviceKind.MODALITY, "dept", address="10.2.0.20", os="Windows 7"),
    ]
    systems = (
        system(SystemKind.EHR, "ehr-server"),
        system(SystemKind.DIRECTORY, "ad-server"),
        system(SystemKind.PACS, "pacs-server"),
    )
    default = (remote("vendor", RemoteMethod.SSLVPN, second_factor=False, source_limited=False, always_on=True),)
    return Hospital(
        beds=fact(beds),
        zones=ZONES,
        devices=tuple(devices),
        systems=more.pop("systems", systems),
        remote_accesses=tuple(default if remotes is None else remotes),
        backups=tuple(backups),
        controls=controls or Controls(**facts(same_local_admin=True)),
        staff=Staff(it_fte=fact(1.0)),
        **more,
    )


def edited(hospital: Hospital, **controls: Any) -> Hospital:
    """The hospital with these controls."""
    return hospital.model_copy(update={"controls": hospital.controls.model_copy(update=facts(**controls))})


def relocked(hospital: Hospital, *, enabled: bool | None = None, **fields: Any) -> Hospital:
    """The hospital with these fields on every remote path."""
    update: dict[str, Any] = facts(**fields)
    if enabled is not None:
        update["enabled"] = enabled
    remotes = tuple(each.model_copy(update=update) for each in hospital.remote_accesses)
    return hospital.model_copy(update={"remote_accesses": remotes})


def rebuilt(hospital: Hospital, **fields: Any) -> Hospital:
    """The hospital with these fields on every PC and server."""
    update = facts(**fields)
    devices = tuple(
        each.model_copy(update=update) if each.kind.value in (DeviceKind.CLIENT, DeviceKind.SERVER) else each
        for each in hospital.devices
    )
    return hospital.model_copy(update={"devices": devices})
