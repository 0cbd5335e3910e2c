"""The order of recovery: nothing before what it rests on, clinical weight in a column of its own, the safest copy first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.model import Backup, BackupMedium, Fact, Hospital, Hosting, System, SystemKind
from inmori.prepare.restore_order import restore_order


def systems(*kinds: SystemKind, hosting: Hosting | None = None) -> tuple[System, ...]:
    fact = Fact[Hosting].of(hosting) if hosting else Fact[Hosting]()
    return tuple(System(id=f"{kind}-{number}", kind=kind, hosting=fact) for number, kind in enumerate(kinds))


@given(st.lists(st.sampled_from(SystemKind), max_size=12))
def test_nothing_runs_before_what_it_rests_on(kinds: list[SystemKind]) -> None:
    steps = restore_order(Hospital(systems=systems(*kinds)), None)
    turn = {one.system.id: one.order for one in steps}
    assert sorted(turn.values()) == list(range(1, len(kinds) + 1))
    assert sorted(one.clinical for one in steps) == list(range(1, len(kinds) + 1))
    for one in steps:
        assert all(turn[other] < one.order for other in one.rests_on)


def test_what_matters_most_to_patients_is_not_what_returns_first() -> None:
    steps = restore_order(Hospital(systems=systems(SystemKind.EHR, SystemKind.DIRECTORY, SystemKind.RECEIPT)), None)
    assert [one.system.kind for one in steps] == [SystemKind.DIRECTORY, SystemKind.EHR, SystemKind.RECEIPT]
    assert min(steps, key=lambda one: one.clinical).system.kind is SystemKind.EHR


def test_a_system_in_the_cloud_rests_on_nothing_here() -> None:
    local, away = systems(SystemKind.DIRECTORY), systems(SystemKind.EHR, hosting=Hosting.CLOUD)
    steps = restore_order(Hospital(systems=(*local, *away)), None)
    assert steps[1].rests_on == ()


@pytest.mark.parametrize(
    "media, wanted",
    [
        ([(BackupMedium.ONLINE,), (BackupMedium.OFFLINE,)], "B1"),
        ([(BackupMedium.SEPARATE_LOGIN,), (BackupMedium.ONLINE,)], "B0"),
        ([None, (BackupMedium.ONLINE,)], "B1"),
        ([(BackupMedium.ONLINE, BackupMedium.IMMUTABLE), (BackupMedium.CLOUD,)], "B0"),
    ],
)
def test_of_several_copies_the_one_hardest_to_reach_is_used(media: list[tuple[BackupMedium, ...] | None], wanted: str) -> None:
    backups = tuple(Backup(id=f"B{number}", system_kind=SystemKind.EHR, media=one) for number, one in enumerate(media))
    step = restore_order(Hospital(systems=systems(SystemKind.EHR), backups=backups), None)[0]
    assert step.backup is not None
    assert step.backup.id == wanted
    assert step.days is None
