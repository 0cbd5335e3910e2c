"""The database holds no secret of a second factor in the open, and what was written before still opens."""

from __future__ import annotations

import importlib
import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.apps import apps
from django.conf import settings
from django.db import connection

from inmori.web.evidence.vault import KEY_FILE
from inmori.web.people.models import Person
from tests.web.keeping.test_backup import SEAL


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def in_the_open() -> str:
    """All that the table says, as a thief would read it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        return json.dumps([str(row[0]) for row in cursor.fetchall()])


@pytest.fixture
def person() -> Person:
    return Person.objects.create_user("owner@example.jp")


def test_new_secrets_are_sealed_and_work(person: Person) -> None:
    secret = generate_totp_secret()
    totp = TOTP.activate(person, secret)
    codes = RecoveryCodes.activate(person)
    told = in_the_open()
    assert secret not in told
    assert told.count("age:") == 2
    assert TOTP(Authenticator.objects.get(pk=totp.instance.pk)).validate_code(code_of(secret))
    first = codes.generate_codes()
    assert RecoveryCodes(Authenticator.objects.get(pk=codes.instance.pk)).generate_codes() == first
    assert not any(code in told for code in first)


def test_secrets_from_before_open_and_are_sealed_by_the_migration(person: Person) -> None:
    secret, seed = generate_totp_secret(), RecoveryCodes.generate_seed()
    totp = Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": secret})
    codes = Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": seed, "used_mask": 5})
    before = RecoveryCodes(codes).generate_codes()
    assert TOTP(totp).validate_code(code_of(secret))

    migration = importlib.import_module("inmori.web.people.migrations.0002_seal_second_factors")
    for _ in range(2):  # once more changes nothing
        migration.seal_all(apps, None)
        told = in_the_open()
        assert secret not in told
        assert seed not in told
        assert told.count("age:") == 2
    codes.refresh_from_db()
    assert codes.data["used_mask"] == 5
    assert RecoveryCodes(codes).generate_codes() == before


def test_the_key_that_opens_them_is_in_a_backup(person: Person, tmp_path: object) -> None:
    from pathlib import Path

    from inmori.web.keeping.archive import unpack
    from inmori.web.keeping.backup import take

    TOTP.activate(person, generate_totp_secret())
    place = Path(str(tmp_path))
    take(place / "a.backup", seal=SEAL)
    (place / "out").mkdir()
    unpack(place / "a.backup", into=place / "out", seal=SEAL)
    assert (place / "out" / KEY_FILE).read_bytes() == (settings.DEPLOYMENT.folder / KEY_FILE).read_bytes()
