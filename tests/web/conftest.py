"""Django on a database in memory, people of every role, and a hospital of their own and another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.template import engines
from django.test import Client

from inmori.web.people.models import Person
from inmori.web.tenants.models import Membership, Tenant
from inmori.web.tenants.role import Role
from inmori.web.tenants.services import make_tenant

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _ground(settings: object, tmp_path: Path, db: None) -> None:
    """Data in a folder of the test's own; a quick hasher; no second factor unless the test is about it."""
    changed = {
        "DEPLOYMENT": replace(django_settings.DEPLOYMENT, data=tmp_path / "data"),
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "SECOND_FACTOR_REQUIRED": False,
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    }
    for name, value in changed.items():
        setattr(settings, name, value)


class Loud(str):
    """What Django puts where a template names something that is not there: here it fails instead of staying silent."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"a template names {name}, which is not there")


@pytest.fixture
def loud_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Loud("%s"))


@dataclass(frozen=True)
class House:
    """A hospital and its people by role."""

    tenant: Tenant
    people: dict[str, Person]

    def client(self, role: str) -> Client:
        """A browser in which the person of this role has signed in."""
        client = Client()
        client.force_login(self.people[role], backend=BACKEND)
        return client


def house(name: str) -> House:
    """Make a hospital with one person of every role."""
    people = {role.value: Person.objects.create_user(f"{role.value}@{name}.example") for role in Role}
    tenant = make_tenant(name, owner=people["owner"])
    for role in Role:
        if role is not Role.OWNER:
            Membership.objects.create(tenant=tenant, person=people[role.value], role=role, granted_by=people["owner"])
    return House(tenant, people)


@pytest.fixture
def ours() -> House:
    return house("ours")


@pytest.fixture
def theirs() -> House:
    return house("theirs")


@pytest.fixture
def nobody() -> Iterator[Client]:
    return Client()
