"""Keys: shown once, kept as a hash, stopped by hand, by age and with their maker's right; used on the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from inmori.web.api.models import Token
from inmori.web.api.services import revoke
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.verb import Verb
from inmori.web.evidence import services as evidence
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Membership
from inmori.web.tenants.role import Role
from inmori.web.tenants.scope import tenant_scope
from tests.web.api.test_operations import key_of
from tests.web.conftest import House


def status(key: str) -> int:
    return Client().get("/api/v1/hospital", headers={"Authorization": f"Bearer {key}"}).status_code


def by_hand(house: House) -> None:
    owner = Membership.objects.get(tenant=house.tenant, role=Role.OWNER)
    with tenant_scope(house.tenant.id):
        revoke(Here(house.tenant, owner.person, owner), Token.objects.get())


ENDS: dict[str, Callable[[House], object]] = {
    "revoked": by_hand,
    "its day has come": lambda _: Token.objects.update(expires_at=timezone.now()),
    "its maker has left": lambda _: Membership.objects.filter(role=Role.OWNER).update(until=timezone.now()),
    "its maker may make none any more": lambda _: Membership.objects.filter(role=Role.OWNER).update(role=Role.EDITOR),
}


@pytest.mark.parametrize("case", ENDS)
def test_a_key_works_until(case: str, ours: House) -> None:
    key = key_of(ours, "read")
    assert status(key) == 200
    ENDS[case](ours)
    assert status(key) == 401


def test_the_key_is_not_kept(ours: House) -> None:
    key = key_of(ours, "read")
    with tenant_scope(ours.tenant.id):
        kept = str(list(Token.objects.values())) + str(list(AuditEvent.objects.values()))
    assert key not in kept
    assert key.removeprefix("inmori_") not in kept


def test_the_record_tells_the_program_and_each_day_of_use(ours: House) -> None:
    key = key_of(ours, "write")
    for _ in range(3):
        status(key)
    Client().delete("/api/v1/evidence/4711", headers={"Authorization": f"Bearer {key}"})
    with tenant_scope(ours.tenant.id):
        upload = evidence.add("台帳.csv", [b"a"], who=ours.people["owner"])
    Client().delete(f"/api/v1/evidence/{upload.pk}", headers={"Authorization": f"Bearer {key}"})
    with tenant_scope(ours.tenant.id):
        assert AuditEvent.objects.filter(verb=Verb.DATA_TAKEN).count() == 1
        assert AuditEvent.objects.get(verb=Verb.EVIDENCE_REMOVED).about["through"] == "API: write"
    Token.objects.update(last_used_at=timezone.now() - timedelta(days=1))
    status(key)
    with tenant_scope(ours.tenant.id):
        assert AuditEvent.objects.filter(verb=Verb.DATA_TAKEN).count() == 2


def test_a_browsers_session_opens_no_operation(ours: House) -> None:
    assert ours.client("owner").get("/api/v1/hospital").status_code == 401
