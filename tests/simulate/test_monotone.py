"""With the same luck no lock, watch, separation or copy may make any single campaign worse (facts: D2)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from inmori.catalogue import Catalogue
from inmori.model import BackupMedium, Hospital, Patching, Segmentation, SystemKind, Watch
from inmori.simulate import Draws, draw
from tests.simulate.small_hospital import TODAY, backup, edited, fact, flat_hospital, rebuilt, relocked

TRIALS = 4_000
ONLINE = backup(SystemKind.EHR, BackupMedium.ONLINE, tested=False)


def base() -> Hospital:
    hospital = flat_hospital(backups=[ONLINE])
    return edited(
        hospital, endpoint_detection=Watch.NONE, network_detection=Watch.NONE, segmentation=Segmentation.NONE,
        gateway_patching=Patching.NONE, patching_clinical=Patching.NONE, antivirus="なし",
    )  # fmt: skip


def with_backup(*media: BackupMedium, tested: bool = False) -> Callable[[Hospital], Hospital]:
    return lambda hospital: hospital.model_copy(
        update={"backups": (backup(SystemKind.EHR, *media, tested=tested),)}
    )


def with_generations(count: int) -> Callable[[Hospital], Hospital]:
    kept = backup(SystemKind.EHR, BackupMedium.ONLINE, tested=False).model_copy(update={"generations": fact(count)})
    return lambda hospital: hospital.model_copy(update={"backups": (kept,)})


def controls(**values: object) -> Callable[[Hospital], Hospital]:
    return lambda hospital: edited(hospital, **values)


EDITS: dict[str, Callable[[Hospital], Hospital]] = {
    "second factor at the door": lambda hospital: relocked(hospital, second_factor=True),
    "door for named peers only": lambda hospital: relocked(hospital, source_limited=True),
    "door shut": lambda hospital: relocked(hospital, enabled=False),
    "offline copy": with_backup(BackupMedium.ONLINE, BackupMedium.OFFLINE),
    "immutable copy": with_backup(BackupMedium.ONLINE, BackupMedium.IMMUTABLE),
    "many generations": with_generations(30),
    "restore tested": with_backup(BackupMedium.ONLINE, tested=True),
    "one door for vendors": controls(vendor_gateway=True),
    "gateways patched": controls(gateway_patching=Patching.WEEKLY),
    "clinical patched": controls(patching_clinical=Patching.MONTHLY),
    "peers blocked": controls(peer_block=True),
    "zones filtered": controls(segmentation=Segmentation.FILTERED),
    "zones filtered, own admins": controls(segmentation=Segmentation.FILTERED_SEPARATE_ADMIN),
    "own local passwords": controls(same_local_admin=False),
    "second factor on clinical systems": controls(mfa_clinical=True),
    "old machines locked down": controls(old_os_lockdown=True),
    "endpoints watched in office hours": controls(endpoint_detection=Watch.OFFICE_HOURS),
    "endpoints watched always": controls(endpoint_detection=Watch.ALWAYS),
    "network watched": controls(network_detection=Watch.ALWAYS),
    "antivirus everywhere": controls(antivirus="Some antivirus"),
    "USB restricted": controls(usb_control=True),
    "web filtered": controls(dns_filter=True),
    "logs kept": controls(log_collection=True),
    "paper drilled": controls(paper_drill=True),
    "continuity plan": controls(cyber_bcp=True),
    "responders under contract": controls(response_retainer=True),
    "new machines": lambda hospital: rebuilt(hospital, os="Windows 11"),
    "passwords of machines": lambda hospital: rebuilt(hospital, shared_local_admin=False),
}
# What changes how long, not whether: seen in loss only.
HARMLESS = {"USB restricted", "web filtered"}


@pytest.fixture(scope="module")
def before(catalogue: Catalogue) -> Draws:
    return draw(base(), catalogue, today=TODAY, trials=TRIALS, seed=11)


@pytest.mark.parametrize("name", EDITS)
def test_no_campaign_gets_worse_and_the_total_gets_better(name: str, before: Draws, catalogue: Catalogue) -> None:
    after = draw(EDITS[name](base()), catalogue, today=TODAY, trials=TRIALS, seed=11)
    rounding = 1e-9
    assert np.all(after.weight * after.loss <= before.weight * before.loss * (1 + rounding))
    assert np.all(after.ehr_days <= before.ehr_days * (1 + rounding))
    assert np.all(after.weight <= before.weight * (1 + rounding))
    for service, days in after.service_days.items():
        assert np.all(days <= before.service_days[service] * (1 + rounding)), service
    assert after.expected_yearly_loss < before.expected_yearly_loss * (1 - 1e-6 if name in HARMLESS else 1 - 1e-4)


def test_doubling_all_rates_doubles_the_loss(catalogue: Catalogue) -> None:
    from dataclasses import replace

    doubled = {
        id_: each.model_copy(update={"value": each.value * 2, "low": each.low * 2, "high": each.high * 2})
        if id_.startswith("threat.entry.") else each
        for id_, each in catalogue.quantities.items()
    }  # fmt: skip
    one = draw(base(), catalogue, today=TODAY, trials=TRIALS, seed=11)
    two = draw(base(), replace(catalogue, quantities=doubled), today=TODAY, trials=TRIALS, seed=11)
    assert two.expected_yearly_loss == pytest.approx(2 * one.expected_yearly_loss, rel=1e-9)


def test_common_luck_makes_small_differences_visible(catalogue: Catalogue) -> None:
    one = draw(base(), catalogue, today=TODAY, trials=TRIALS, seed=11)
    two = draw(edited(base(), peer_block=True), catalogue, today=TODAY, trials=TRIALS, seed=11)
    other = draw(edited(base(), peer_block=True), catalogue, today=TODAY, trials=TRIALS, seed=12)
    yen = one.weight * one.loss
    paired, unpaired = (yen - x.weight * x.loss for x in (two, other))
    assert unpaired.var() > 5 * paired.var()
