"""The screen of keys: a key and a secret are shown once, stop when told, and are another hospital's business never."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from inmori.web.api.models import Token
from inmori.web.hooks.models import Hook
from inmori.web.tenants.scope import tenant_scope
from tests.web.conftest import House


def test_a_key_is_shown_once_and_works_until_it_is_stopped(ours: House, theirs: House, loud_templates: None) -> None:
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/tokens/"
    client.post(f"{base}make/", {"label": "監視", "access": "read", "days": "30"})
    page = client.get(base).content.decode()
    key = re.search(r"inmori_[\w-]{32}", page)
    assert key is not None
    assert key[0] not in client.get(base).content.decode()
    bearer = {"Authorization": f"Bearer {key[0]}"}
    assert Client().get("/api/v1/hospital", headers=bearer).status_code == 200
    token = Token.objects.get()
    assert theirs.client("owner").post(f"/h/{theirs.tenant.id}/tokens/{token.pk}/stop/").status_code == 404
    assert Client().get("/api/v1/hospital", headers=bearer).status_code == 200
    client.post(f"{base}{token.pk}/stop/")
    assert Client().get("/api/v1/hospital", headers=bearer).status_code == 401
    assert "監視" in client.get(base).content.decode()


@pytest.mark.parametrize("wrong", [{"label": ""}, {"days": "366"}, {"days": "0"}, {"access": "all"}])
def test_a_form_that_makes_no_sense_makes_no_key(wrong: dict[str, str], ours: House) -> None:
    ours.client("owner").post(f"/h/{ours.tenant.id}/tokens/make/", {"label": "監視", "access": "read", "days": "30"} | wrong)
    assert not Token.objects.exists()


def test_an_address_must_be_allowed_by_the_installation(ours: House, settings: Any, loud_templates: None) -> None:
    client, base = ours.client("owner"), f"/h/{ours.tenant.id}/tokens/"
    assert "外のどこにも知らせません" in client.get(base).content.decode()
    settings.DEPLOYMENT = replace(django_settings.DEPLOYMENT, webhooks=("https://watch.example.jp",))
    client.post(f"{base}hooks/", {"address": "https://evil.example/"})
    with tenant_scope(ours.tenant.id):
        assert not Hook.objects.exists()
    client.post(f"{base}hooks/", {"address": "https://watch.example.jp/in"})
    with tenant_scope(ours.tenant.id):
        hook = Hook.objects.get()
    assert "https://watch.example.jp/in" in client.get(base).content.decode()
    client.post(f"{base}hooks/{hook.pk}/stop/")
    assert "https://watch.example.jp/in" not in client.get(base).content.decode()
