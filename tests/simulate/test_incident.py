"""Nothing out of reach: a hospital as Tsurugi Handa was, whose only copies were online, mostly loses them too.

What is asserted of the incidents on record stands in tests/validation/test_replay.py; the papers there know of more copies.
"""

from __future__ import annotations

import numpy as np

from inmori.catalogue import Catalogue
from inmori.model import (
    BackupMedium,
    Controls,
    DeviceKind,
    Hospital,
    Patching,
    RemoteMethod,
    Segmentation,
    Staff,
    SystemKind,
    Watch,
    ZoneKind,
)
from inmori.simulate.compile import compile_hospital
from inmori.simulate.simulate import run_trials
from tests.simulate.small_hospital import TODAY, backup, fact, facts, machine, pcs, remote, system, zone

NOBODY_WATCHES = {"endpoint_detection": Watch.NONE, "network_detection": Watch.NONE}


def handa() -> Hospital:
    """Tsurugi Handa 2021: 120 beds; a maintenance VPN box never updated, "closed so safe", one flat network, one
    administrator password, no usable copy out of reach; normal care again after about 65 days."""
    return Hospital(
        beds=fact(120),
        zones=(zone("clinical", ZoneKind.CLINICAL, "10.0.0.0/16"), zone("info", ZoneKind.INFO, "192.168.0.0/24")),
        devices=(
            *pcs(200, "clinical", os="Windows 7", antivirus="なし"),
            *pcs(20, "info", os="Windows 10"),
            *(machine(f"server-{n}", DeviceKind.SERVER, "clinical", os="Windows Server 2012") for n in range(10)),
        ),
        systems=(
            system(SystemKind.EHR, "server-0", "server-1"),
            system(SystemKind.DIRECTORY, "server-2"),
            system(SystemKind.PACS, "server-3"),
            system(SystemKind.LIS, "server-4"),
            system(SystemKind.RECEIPT, "server-5"),
        ),
        remote_accesses=(
            remote("vendor", RemoteMethod.SSLVPN, second_factor=False, source_limited=False, always_on=True,
                   shared_account=True, product="FortiGate-60E", firmware="FortiOS 6.0.4"),
        ),
        backups=tuple(
            backup(kind, BackupMedium.ONLINE, tested=False) for kind in (SystemKind.EHR, SystemKind.RECEIPT)
        ),
        controls=Controls(
            **facts(same_local_admin=True, segmentation=Segmentation.NONE, gateway_patching=Patching.NONE,
                    patching_clinical=Patching.NONE, cyber_bcp=False, **NOBODY_WATCHES)
        ),
        staff=Staff(it_fte=fact(1.0)),
    )  # fmt: skip


def test_online_copies_are_mostly_gone_with_the_ehr(catalogue: Catalogue) -> None:
    results = run_trials(compile_hospital(handa(), catalogue, today=TODAY), catalogue, trials=8_000, seed=3, threads=2)
    own = np.array([door.archetype == "vpn_hole" for door in results.campaigns.compiled.doors])
    weight = results.damage * own[results.campaigns.door]
    assert (weight * (results.recovery.ehr_days > 0)).sum() / weight.sum() > 0.8
    assert 0.6 < (weight * results.campaigns.backup_lost()[:, 1]).sum() / weight.sum() < 0.95  # NPA: 79 of 99 not restored
