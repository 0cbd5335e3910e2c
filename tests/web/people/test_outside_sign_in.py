"""The house's own sign-in, against a real server: who comes in by it, who does not, and what it does not replace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

from inmori.errors import InputError
from inmori.web.deployment import DIRECTORY, Deployment
from inmori.web.deployment import Directory as Named
from inmori.web.people.models import Person
from tests.web.conftest import House
from tests.web.people.directory import CLIENT, SECRET, Directory, directory


@pytest.fixture
def house_directory(settings: object, tmp_path: Path) -> Iterator[Directory]:
    (tmp_path / "secret").write_text(f"{SECRET}\n", "utf-8")
    with directory(sub="4711", email="viewer@ours.example", email_verified=True, name="閲覧 花子") as found:
        named = Named(found.address, CLIENT, str(tmp_path / "secret"), "院内の認証")
        changed = {
            "DEPLOYMENT": replace(django_settings.DEPLOYMENT, directory=named),
            "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [named.provider()]}},
        }
        for name, value in changed.items():
            setattr(settings, name, value)
        yield found


def sign_in(client: Client, found: Directory):  # type: ignore[no-untyped-def]
    sent = client.post("/account/oidc/directory/login/?process=login")
    assert sent.status_code == 302
    return client.get(found.says_yes(sent["location"]))


def who(client: Client) -> str | None:
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key).email if key else None


def test_the_button_is_there_only_where_there_is_a_directory(ours: House, nobody: Client) -> None:
    assert "oidc" not in nobody.get("/account/login/").content.decode()


def test_an_account_under_the_address_that_the_directory_vouches_for(house_directory: Directory, ours: House, nobody: Client) -> None:
    assert "院内の認証でサインイン" in nobody.get("/account/login/").content.decode()
    assert sign_in(nobody, house_directory)["location"] == "/"
    assert who(nobody) == "viewer@ours.example"
    assert nobody.get(f"/h/{ours.tenant.id}/").status_code == 200


def test_the_address_may_change_once_the_person_is_known(house_directory: Directory, ours: House) -> None:
    sign_in(Client(), house_directory)
    house_directory.person["email"] = "married@ours.example"
    again = Client()
    sign_in(again, house_directory)
    assert who(again) == "viewer@ours.example"


@pytest.mark.parametrize("change", [{"email_verified": False}, {"email": "nobody@else.example"}, {"email": ""}], ids=str)
def test_no_account_is_opened_by_the_directory_alone(change: dict[str, object], house_directory: Directory, ours: House) -> None:
    house_directory.person.update(change)
    before, client = Person.objects.count(), Client()
    answer = sign_in(client, house_directory)
    assert (answer.status_code, who(client), Person.objects.count()) == (403, None, before)
    assert "招待のリンク" in answer.content.decode()


def test_an_invitation_opens_one(house_directory: Directory, ours: House, nobody: Client) -> None:
    from inmori.web.people.adapter import INVITED

    house_directory.person.update(email="New@Ours.example")
    session = nobody.session
    session[INVITED] = "somebody"
    session.save()
    sign_in(nobody, house_directory)
    assert who(nobody) == "new@ours.example"
    assert str(Person.objects.get(email="new@ours.example")) == "閲覧 花子"


def test_a_second_factor_is_still_asked_for(house_directory: Directory, ours: House, nobody: Client, settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    sign_in(nobody, house_directory)
    assert nobody.get(f"/h/{ours.tenant.id}/")["location"] == "/me/second-factor/"


def test_a_token_for_somebody_else_and_a_made_up_way_back_let_nobody_in(house_directory: Directory, ours: House) -> None:
    house_directory.audience = "another program"
    client = Client()
    assert sign_in(client, house_directory).status_code == 403
    assert client.get("/account/oidc/directory/login/callback/?code=once&state=made-up").status_code == 403
    assert who(client) is None


def test_a_directory_that_is_gone_gets_a_page(house_directory: Directory, ours: House, nobody: Client, settings: object) -> None:
    gone = replace(django_settings.DEPLOYMENT.directory, issuer="http://127.0.0.1:9")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [gone.provider()]}}  # type: ignore[attr-defined]
    answer = nobody.post("/account/oidc/directory/login/?process=login")
    assert answer.status_code == 403
    assert "つながりませんでした" in answer.content.decode()


def test_it_is_told_by_the_environment_and_passed_on(tmp_path: Path) -> None:
    given = dict(zip(DIRECTORY, ("https://login.byoin.example/realms/a/", "inmori", str(tmp_path / "none"), ""), strict=True))
    found = Deployment.from_environment(given)
    assert found.directory is not None
    assert (found.directory.origin, found.directory.name) == ("https://login.byoin.example", "院内の認証")
    assert Deployment.from_environment(found.to_environment()) == found
    with pytest.raises(InputError, match="INMORI_OIDC_SECRET_FILE"):
        found.directory.provider()


@pytest.mark.parametrize("issuer", ["http://login.byoin.example", "ftp://x", "login.byoin.example"])
def test_an_address_that_is_not_safe_is_refused(issuer: str) -> None:
    with pytest.raises(InputError, match="INMORI_OIDC_ISSUER"):
        Deployment.from_environment({DIRECTORY[0]: issuer, DIRECTORY[1]: "inmori"})
