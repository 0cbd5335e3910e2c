"""An installation with nobody in it, and what becomes of where one was going."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from inmori.errors import InputError
from inmori.web.deployment import TRIALS, Deployment
from inmori.web.people.models import Person
from tests.web.conftest import House

PHRASE = "a long enough phrase"


@pytest.mark.parametrize("path", ["/", "/new/", "/account/login/", "/h/8a2e9a51-5d3c-4a0e-9a75-0a5f3a6b1c2d/", "/join/x/", "/nowhere/"])
def test_with_nobody_there_every_address_leads_to_the_first_account(nobody: Client, path: str) -> None:
    assert nobody.get(path)["location"] == "/account/signup/"


def test_the_first_person_is_welcomed_and_the_second_needs_an_invitation(nobody: Client) -> None:
    assert "はじめまして" in nobody.get("/account/signup/").content.decode()
    nobody.post("/me/language/", {"language": "en", "next": "/"})
    assert "Welcome to Inmori" in nobody.get("/account/signup/").content.decode()
    nobody.post("/account/signup/", {"email": "jimu@byoin.example", "name": "山田", "password1": PHRASE, "password2": PHRASE})
    assert [str(person) for person in Person.objects.all()] == ["山田"]
    stranger = Client()
    assert stranger.get("/")["location"].startswith("/account/login/")
    assert "招待" in stranger.get("/account/signup/").content.decode()


def test_who_has_just_chosen_a_password_need_not_type_it_again(nobody: Client) -> None:
    nobody.post("/account/signup/", {"email": "jimu@byoin.example", "password1": PHRASE, "password2": PHRASE})
    assert nobody.get("/account/2fa/totp/activate/").status_code == 200


def test_the_way_to_a_second_factor_does_not_lose_where_one_was_going(ours: House, settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    client, goal = ours.client("viewer"), f"/h/{ours.tenant.id}/history/?page=2"
    assert client.get(goal)["location"] == "/me/second-factor/"
    TOTP.activate(ours.people["viewer"], "JBSWY3DPEHPK3PXP")
    assert client.get("/")["location"] == goal
    assert client.get("/")["location"] == f"/h/{ours.tenant.id}/"


@pytest.mark.parametrize("given, trials", [("", 8_000), ("100", 100), ("20000", 20_000)])
def test_how_many_attacks_are_played_can_be_said(given: str, trials: int) -> None:
    found = Deployment.from_environment({TRIALS: given})
    assert found.trials == trials
    assert Deployment.from_environment(found.to_environment()) == found


@pytest.mark.parametrize("given", ["99", "200001", "many", "-5", "1e4"])
def test_a_number_of_attacks_that_makes_no_sense_is_refused(given: str) -> None:
    with pytest.raises(InputError):
        Deployment.from_environment({TRIALS: given})
