"""A backup of an older version is brought to this version's tables, with its own keys and with nothing lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings

from inmori.errors import InputError
from inmori.web.audit.services import broken_at
from inmori.web.keeping import archive
from inmori.web.keeping.backup import restore, take
from inmori.web.people.models import Person
from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import tenant_scope
from tests.web.keeping.test_backup import SEAL, elsewhere, everything, filled
from tests.web.people.test_second_factor_secrets import code_of, in_the_open

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SEALING = "people.0002_seal_second_factors"


def made_before_sealing(path: Path, monkeypatch: pytest.MonkeyPatch, *, also: str | None = None) -> None:
    honest = archive.write

    def older(path: Path, entries: Any, *, about: dict[str, Any], seal: archive.Seal) -> dict[str, Any]:
        about |= {"version": "0.5.0", "migrations": [name for name in about["migrations"] if name != SEALING] + ([also] if also else [])}
        return honest(path, entries, about=about, seal=seal)

    with monkeypatch.context() as patch:
        patch.setattr(archive, "write", older)
        take(path, seal=SEAL)


def test_an_older_backup_is_brought_forward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled()
    person = Person.objects.get(email="owner@ours.example")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    settings.DEPLOYMENT.secret()
    made_before_sealing(tmp_path / "a.backup", monkeypatch)
    before = everything()

    data = elsewhere(monkeypatch, tmp_path / "new")
    restore(tmp_path / "a.backup", seal=SEAL, replace=True)
    after = everything()
    assert SECRET not in in_the_open()
    assert TOTP(Authenticator.objects.get()).validate_code(code_of(SECRET)), "sealed with the key that came back"
    for told in (before, after):
        told["mfa.Authenticator"] = [row | {"data": None} for row in told["mfa.Authenticator"]]
    assert json.dumps(after, sort_keys=True) == json.dumps(before, sort_keys=True)
    with tenant_scope(Tenant.objects.get(name="ours").pk):
        assert broken_at() is None
    assert not list(data.glob(".restoring-*"))


def test_a_newer_backup_names_the_version_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled()
    made_before_sealing(tmp_path / "a.backup", monkeypatch, also="people.0099_later")
    with pytest.raises(InputError, match=r"inmori\[web\]==0\.5\.0"):
        restore(tmp_path / "a.backup", seal=SEAL, replace=True)
