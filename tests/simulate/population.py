"""A drawn population of small hospitals with the national shares of what they have and lack (facts: regulation 8.3)."""

from __future__ import annotations

import numpy as np

from inmori.model import (
    BackupMedium,
    Controls,
    Hospital,
    Patching,
    RemoteAccess,
    RemoteMethod,
    Segmentation,
    SystemKind,
    Watch,
)
from tests.simulate.small_hospital import backup, facts, flat_hospital, rebuilt, remote


def population(count: int, *, seed: int) -> list[Hospital]:
    return [_one(np.random.default_rng([seed, number])) for number in range(count)]


def _one(random: np.random.Generator) -> Hospital:
    def chance(share: float) -> bool:
        return bool(random.random() < share)

    controls = Controls(
        **facts(
            antivirus="あり" if chance(0.93) else "なし",
            endpoint_detection=random.choice([Watch.NONE, Watch.OFFICE_HOURS, Watch.ALWAYS], p=[0.86, 0.09, 0.05]),
            network_detection=Watch.OFFICE_HOURS if chance(0.04) else Watch.NONE,
            same_local_admin=chance(0.7),
            segmentation=Segmentation.FILTERED if chance(0.2) else Segmentation.NONE,
            gateway_patching=random.choice(
                [Patching.NONE, Patching.YEARLY, Patching.MONTHLY, Patching.WEEKLY], p=[0.1, 0.5, 0.35, 0.05]
            ),
            patching_clinical=Patching.MONTHLY if chance(0.3) else Patching.NONE,
            patching_info=Patching.MONTHLY if chance(0.6) else Patching.YEARLY,
            mfa_clinical=chance(0.1),
            usb_control=chance(0.4),
            dns_filter=chance(0.6),
            peer_block=chance(0.05),
            old_os_lockdown=chance(0.05),
            log_collection=chance(0.25),
        )
    )
    media = [BackupMedium.ONLINE, *([BackupMedium.OFFLINE] if chance(0.49) else [])]
    hospital = flat_hospital(
        beds=int(random.integers(20, 200)),
        clients=int(random.integers(30, 150)),
        controls=controls,
        remotes=_remotes(random),
        backups=[backup(kind, *media, tested=chance(0.15)) for kind in (SystemKind.EHR, SystemKind.PACS)],
    )
    return hospital if chance(0.4) else rebuilt(hospital, os="Windows Server 2022")


def _remotes(random: np.random.Generator) -> list[RemoteAccess]:
    found = []
    if random.random() < 0.88:
        for number in range(int(random.integers(1, 5))):
            method = random.choice([RemoteMethod.SSLVPN, RemoteMethod.IPSEC_ROUTER, RemoteMethod.VENDOR_BOX],
                                   p=[0.4, 0.45, 0.15])  # fmt: skip
            found.append(_remote(random, f"vendor{number}", method))
    if random.random() < 0.03:
        found.append(_remote(random, "published", RemoteMethod.RDP_PORT_FORWARD))
    return found


def _remote(random: np.random.Generator, name: str, method: RemoteMethod) -> RemoteAccess:
    return remote(
        name, method, second_factor=bool(random.random() < 0.12), source_limited=bool(random.random() < 0.4),
        always_on=bool(random.random() < 0.5), shared_account=bool(random.random() < 0.6),
        zones=("clinical",) if random.random() < 0.7 else ("dept",),
    )  # fmt: skip
