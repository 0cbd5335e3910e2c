"""Invitations: one use, seven days, for those who hold the link; ending them; the sudo before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from inmori.web.people.models import Person
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Invitation, Membership
from inmori.web.tenants.role import Role
from inmori.web.tenants.scope import tenant_scope
from inmori.web.tenants.services import invite
from tests.web.conftest import BACKEND, House


def invited(house: House, role: Role = Role.EDITOR) -> str:
    owner = Membership.objects.get(tenant=house.tenant, role=Role.OWNER)
    with tenant_scope(house.tenant.id):
        return invite(Here(house.tenant, owner.person, owner), role=role)


@pytest.fixture
def newcomer() -> Client:
    client = Client()
    client.force_login(Person.objects.create_user("new@example.jp"), backend=BACKEND)
    return client


def test_a_link_lets_one_person_in_once(ours: House, newcomer: Client) -> None:
    link = f"/join/{invited(ours)}/"
    assert newcomer.get(f"/h/{ours.tenant.id}/").status_code == 404
    assert ours.tenant.name in newcomer.get(link).content.decode()
    assert newcomer.post(link)["location"] == f"/h/{ours.tenant.id}/"
    assert newcomer.get(f"/h/{ours.tenant.id}/").status_code == 200
    assert newcomer.post(link).status_code == 404


def test_an_old_link_opens_nothing(ours: House, newcomer: Client) -> None:
    link = f"/join/{invited(ours)}/"
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert newcomer.get(link).status_code == 404


def test_the_secret_is_not_kept(ours: House) -> None:
    secret = invited(ours)
    assert secret not in str(Invitation.objects.values())


def test_a_member_who_opens_a_link_gets_its_role_and_no_second_place(ours: House) -> None:
    client = ours.client("viewer")
    client.post(f"/join/{invited(ours, Role.EDITOR)}/")
    places = Membership.objects.filter(tenant=ours.tenant, person=ours.people["viewer"], until__isnull=True)
    assert [place.role for place in places] == [Role.EDITOR]


def test_nobody_opens_an_account_without_an_invitation(ours: House, nobody: Client) -> None:
    form = {"email": "x@example.jp", "password1": "a long enough phrase", "password2": "a long enough phrase"}
    nobody.post("/account/signup/", form)
    assert not Person.objects.filter(email="x@example.jp").exists()
    nobody.get(f"/join/{invited(ours)}/")
    nobody.post("/account/signup/", form)
    assert Person.objects.filter(email="x@example.jp").exists()


def test_admitting_asks_who_one_is_once_more(ours: House) -> None:
    owner = ours.people["owner"]
    owner.set_password("a long enough phrase")
    owner.save()
    response = ours.client("owner").post(f"/h/{ours.tenant.id}/people/invite/", {"role": "viewer"})
    assert response.status_code == 302
    assert "reauthenticate" in response["location"]
    assert not Invitation.objects.exists()


def test_without_a_second_factor_there_is_only_the_way_to_one(ours: House, settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    client = ours.client("owner")
    for path in ("/", f"/h/{ours.tenant.id}/", f"/h/{ours.tenant.id}/history/", "/new/"):
        assert client.get(path)["location"] == "/me/second-factor/", path
    assert client.get("/me/second-factor/").status_code == 200
