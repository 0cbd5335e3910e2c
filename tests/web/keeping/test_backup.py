"""A backup brings every row and file back, or changes nothing; on both databases, since all web tests run on both."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
import pyrage
import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection

from inmori.errors import ContradictionError, InputError
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import Verb
from inmori.web.commands import backup as backup_verb
from inmori.web.commands import restore as restore_verb
from inmori.web.evidence import services as evidence
from inmori.web.evidence.models import Upload
from inmori.web.keeping import archive
from inmori.web.keeping.archive import NotWhole, Seal
from inmori.web.keeping.backup import LAST, restore, take
from inmori.web.keeping.rows import rows_of, tables
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import services
from tests.web.api.test_operations import key_of
from tests.web.conftest import House, house
from tests.web.jobs.test_lease import asked

SEAL = Seal(lambda key: key[::-1], lambda locked: locked[::-1])  # the passphrase's slowness is tested once, below


def filled() -> tuple[House, House]:
    """Two hospitals with something in every kind of table."""
    both = house("ours"), house("theirs")
    for each in both:
        owner = each.people["owner"]
        with tenant_scope(each.tenant.id):
            evidence.add("台帳.csv", [b"a" * 70_000, each.tenant.name.encode()], who=owner)
            version = services.propose({"hospital.json": '{"名": "港"}'}, cause="資料を読んだ", who=owner, day=date(2026, 11, 24))
            services.put_bytes(version, "papers/report.pdf", bytes(range(256)) * 40)
            services.confirm(version, who=owner)
        asked(each)
        key_of(each, "read")
    return both


def everything() -> dict[str, list[dict[str, Any]]]:
    return {model._meta.label: list(rows_of(model)) for model in tables()}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != LAST}  # fmt: skip


def elsewhere(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    monkeypatch.setattr(settings, "DEPLOYMENT", replace(settings.DEPLOYMENT, data=folder))
    return folder


def test_every_row_and_file_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled()
    settings.DEPLOYMENT.secret()
    take(tmp_path / "a.backup", seal=SEAL)
    rows, kept = everything(), files(settings.DEPLOYMENT.folder)
    assert all(rows[label] for label in ("audit.AuditEvent", "evidence.Upload", "versions.StoredDocument", "api.Token", "jobs.Job"))

    data = elsewhere(monkeypatch, tmp_path / "new")
    stranger = Person.objects.create_user("stranger@example.jp")
    house("third")
    restored = restore(tmp_path / "a.backup", seal=SEAL, replace=True)
    assert everything() == rows
    assert files(data) == kept
    assert (restored.hospitals, restored.files) == (2, 2)
    assert not Person.objects.filter(email=stranger.email).exists()
    with tenant_scope(Tenant.objects.get(name="theirs").pk):
        evidence.vault().take(Tenant.objects.get(name="theirs").pk, Upload.objects.get().sha256, to=tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"a" * 70_000 + b"theirs"
    house("after")  # new rows are numbered after those that came back
    connection.check_constraints()


def test_what_stands_there_is_not_thrown_away_unasked(tmp_path: Path) -> None:
    filled()
    take(tmp_path / "a.backup", seal=SEAL)
    before = everything()
    with pytest.raises(InputError, match="--replace"):
        restore(tmp_path / "a.backup", seal=SEAL)
    with pytest.raises(InputError, match="すでにあります"):
        take(tmp_path / "a.backup", seal=SEAL)
    assert everything() == before


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def one_bit(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) * 2 // 3] ^= 1
    path.write_bytes(bytes(raw))


SPOILT: dict[str, Callable[[Path], object]] = {
    "cut in half": cut,
    "one bit changed": one_bit,
    "something else": lambda path: path.write_bytes(b"PK\x03\x04" * 1000),
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_file_changes_nothing(case: str, tmp_path: Path) -> None:
    filled()
    take(tmp_path / "a.backup", seal=SEAL)
    SPOILT[case](tmp_path / "a.backup")
    rows, kept = everything(), files(settings.DEPLOYMENT.folder)
    with pytest.raises(NotWhole):
        restore(tmp_path / "a.backup", seal=SEAL, replace=True)
    assert everything() == rows
    assert files(settings.DEPLOYMENT.folder) == kept


def forge_record(_folder: Path) -> None:
    with tenant_scope(Tenant.objects.get(name="ours").pk):
        AuditEvent.objects.filter(number=2).update(who="別人")


def lose_evidence(folder: Path) -> None:
    next((folder / "evidence").rglob("*.age")).unlink()


@pytest.mark.parametrize("spoil, words", [(forge_record, "2 番でつながりません"), (lose_evidence, "足りません")])
def test_a_backup_that_contradicts_itself_changes_nothing(
    spoil: Callable[[Path], None], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled()
    source = settings.DEPLOYMENT.folder
    spoil(source)
    take(tmp_path / "a.backup", seal=SEAL)
    data = elsewhere(monkeypatch, tmp_path / "new")
    (data / "evidence").mkdir(parents=True)
    (data / "evidence" / "mine").write_text("stays")
    rows = everything()
    with pytest.raises(ContradictionError, match=words):
        restore(tmp_path / "a.backup", seal=SEAL, replace=True)
    assert everything() == rows
    assert files(data) == {"evidence/mine": b"stays"}


@pytest.mark.parametrize("change", ["migrations", "a column", "a table"])
def test_another_versions_backup_is_refused(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled()
    honest = archive.write

    def other(path: Path, entries: Any, *, about: dict[str, Any], seal: Seal) -> dict[str, Any]:
        held = list(entries)
        if change == "migrations":
            about["migrations"] = [*about["migrations"], "versions.0099_later"]
        if change == "a column":
            at = next(n for n, each in enumerate(held) if each.name.startswith("rows/people.Person/"))
            row = json.loads(held[at].content.splitlines()[0]) | {"shoe_size": 43}
            held[at] = archive.Entry(held[at].name, json.dumps(row).encode() + b"\n")
        if change == "a table":
            held.append(archive.Entry("rows/people.Shoe/000000.jsonl", b"{}\n"))
        return honest(path, held, about=about, seal=seal)

    monkeypatch.setattr(archive, "write", other)
    take(tmp_path / "a.backup", seal=SEAL)
    rows = everything()
    with pytest.raises(InputError, match="別の版"):
        restore(tmp_path / "a.backup", seal=SEAL, replace=True)
    assert everything() == rows


@pytest.mark.parametrize("name", ["../outside", "/tmp/inmori-outside", "a/../../outside"])
def test_no_file_is_laid_outside_the_folder(name: str, tmp_path: Path) -> None:
    archive.write(tmp_path / "a.backup", [archive.Entry(name, b"x")], about={}, seal=SEAL)
    (tmp_path / "into").mkdir()
    with pytest.raises(NotWhole):
        archive.unpack(tmp_path / "a.backup", into=tmp_path / "into", seal=SEAL)
    assert not (tmp_path / "outside").exists()


def test_a_failure_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Any:
        yield archive.Entry("a", b"x" * 100_000)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        archive.write(tmp_path / "a.backup", broken(), about={}, seal=SEAL)
    assert list(tmp_path.glob("*backup*")) == []


def test_the_commands_with_a_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "passphrase").write_text("いろはにほへとちりぬるを わかよ\n", "utf-8")
    (tmp_path / "short").write_text("short")
    asked_for: list[str] = []
    monkeypatch.setattr(Seal, "with_passphrase", lambda given: asked_for.append(given) or SEAL)
    for module in (backup_verb, restore_verb):
        monkeypatch.setattr(module, "stand_on", lambda *_: None)
        monkeypatch.setattr(module, "bring_up_to_date", lambda: None)
    filled()
    file, secret = str(tmp_path / "a.backup"), ["--passphrase-file", str(tmp_path / "passphrase")]

    def run(verb: click.Command, *words: str) -> str:
        done = CliRunner().invoke(verb, words, catch_exceptions=False)
        return f"{done.exit_code} {done.output}"

    with pytest.raises(InputError, match="12文字"):
        run(backup_verb.command, file, "--passphrase-file", str(tmp_path / "short"))
    assert run(backup_verb.command, file, *secret).startswith("0 ")
    assert b"owner@" not in Path(file).read_bytes()
    told = run(restore_verb.command, file, *secret, "--replace")
    assert "2 病院(資料 2 件)" in told
    with tenant_scope(Tenant.objects.get(name="ours").pk):
        assert AuditEvent.objects.last().verb == Verb.DATA_RESTORED
        assert broken_at() is None
    assert set(asked_for) == {"いろはにほへとちりぬるを わかよ"}


def test_a_passphrase_locks_the_key() -> None:
    seal = Seal.with_passphrase("いろはにほへとちりぬるを")
    locked = seal.lock(b"AGE-SECRET-KEY-1")
    assert b"AGE-SECRET" not in locked
    assert locked.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert seal.unlock(locked) == b"AGE-SECRET-KEY-1"


def test_a_wrong_passphrase_is_told(tmp_path: Path) -> None:
    def wrong(_locked: bytes) -> bytes:
        raise pyrage.DecryptError("Decryption failed")  # what the library says, which the commands were seen to meet

    archive.write(tmp_path / "a.backup", [], about={}, seal=SEAL)
    (tmp_path / "into").mkdir()
    with pytest.raises(NotWhole, match="合言葉が違う"):
        archive.unpack(tmp_path / "a.backup", into=tmp_path / "into", seal=Seal(SEAL.lock, wrong))
