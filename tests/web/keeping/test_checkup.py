"""Each thing that can be wrong with an installation is found, said once, and gone when mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from inmori.web.audit.models import AuditEvent
from inmori.web.commands import check_deployment
from inmori.web.keeping import checkup, heartbeat
from inmori.web.keeping.backup import LAST
from inmori.web.keeping.serving import leave_word
from inmori.web.tenants.scope import tenant_scope
from tests.web.conftest import House
from tests.web.keeping.test_backup import filled


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> House:
    """An installation with nothing wrong."""
    ours, _ = filled()
    data = settings.DEPLOYMENT.folder
    data.chmod(0o700)
    settings.DEPLOYMENT.secret()
    (data / LAST).write_text(json.dumps({"at": timezone.now().isoformat()}))
    monkeypatch.setattr(heartbeat, "_last", [0.0])
    heartbeat.beat()
    leave_word(settings.DEPLOYMENT, address="127.0.0.1")
    # A full disk of the machine that tests is not what is tested.
    monkeypatch.setattr(checkup.shutil, "disk_usage", lambda _: type("Disk", (), {"free": 50, "total": 100}))
    return ours


def found() -> list[tuple[bool, str]]:
    return [(remark.serious, remark.what.en) for remark in checkup.remarks(backup_days=7)]


def test_a_sound_installation_has_no_remark(sound: House) -> None:
    assert found() == []


def beyond(**changed: Any) -> None:
    deployment = replace(settings.DEPLOYMENT, hosts=("inmori.example.jp",), **changed)
    leave_word(deployment, address="0.0.0.0")


def shorten() -> None:
    (settings.DEPLOYMENT.folder / "secret.key").write_text("short")


def old_backup() -> None:
    (settings.DEPLOYMENT.folder / LAST).write_text(json.dumps({"at": (timezone.now() - timedelta(days=8)).isoformat()}))


def forget_evidence() -> None:
    next((settings.DEPLOYMENT.folder / "evidence").rglob("*.age")).unlink()


WRONG: dict[str, tuple[Callable[[], object], list[tuple[bool, str]]]] = {
    "no https": (beyond, [(True, "Reachable from other machines, without HTTPS.")]),
    "https": (lambda: beyond(https=True), []),
    "one factor for all the world": (lambda: beyond(https=True, one_factor=True), [(True, "Signing in asks for no second factor.")]),
    "one factor on one's own machine": (lambda: leave_word(replace(settings.DEPLOYMENT, one_factor=True), address="127.0.0.1"),
                                        [(False, "Signing in asks for no second factor.")]),
    "a short secret": (shorten, [(True, "The signing key (secret.key) is too short.")]),
    "no backup": (lambda: (settings.DEPLOYMENT.folder / LAST).unlink(), [(True, "No backup in the last 7 days.")]),
    "an old backup": (old_backup, [(True, "No backup in the last 7 days.")]),
    "no worker, and work waits": (lambda: cache.clear(), [(True, "No worker is running.")]),
    "evidence lost": (forget_evidence, [(True, "1 files of evidence are missing.")]),
    "evidence left over": (lambda: (settings.DEPLOYMENT.folder / "evidence" / "gone").mkdir(), [(False, "Evidence of a hospital that is gone")]),
    "a restore cut off": (lambda: (settings.DEPLOYMENT.folder / ".restoring-x").mkdir(), [(True, "A restore was cut off")]),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_found(case: str, sound: House) -> None:
    spoil, expected = WRONG[case]
    spoil()
    got = found()
    assert [serious for serious, _ in got] == [serious for serious, _ in expected]
    assert all(words in told for (_, words), (_, told) in zip(expected, got, strict=True))


def test_a_folder_open_to_others_is_found(sound: House) -> None:
    settings.DEPLOYMENT.folder.chmod(0o755)
    assert (True, f"Other users of this machine can read {settings.DEPLOYMENT.folder}.") in found()


def test_a_record_that_was_changed_is_found(sound: House) -> None:
    with tenant_scope(sound.tenant.id):
        AuditEvent.objects.filter(number=2).update(who="別人")
    assert found() == [(True, "The record of ours does not fit at line 2.")]


def test_the_exit_code_tells_serious_from_minor(sound: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_deployment, "stand_on", lambda *_: None)

    def code() -> Any:
        return CliRunner().invoke(check_deployment.command, [], standalone_mode=False).return_value

    assert code() == 0
    (settings.DEPLOYMENT.folder / "evidence" / "gone").mkdir()
    assert code() == 0
    old_backup()
    assert code() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has such walls")
def test_a_table_without_its_wall_is_found(sound: House) -> None:
    connection.check_constraints()  # what waits for the end of the transaction forbids changing the table
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE evidence_upload NO FORCE ROW LEVEL SECURITY")
    assert (True, "Table evidence_upload has no wall between hospitals.") in found()
