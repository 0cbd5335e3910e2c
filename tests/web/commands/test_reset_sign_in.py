"""A lone owner who has lost everything is let in again by the operator, once, and every hospital's record says so."""

from __future__ import annotations

import re

import click
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from inmori.errors import InputError
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.commands import reset_sign_in
from inmori.web.keeping.serving import leave_word
from inmori.web.tenants.scope import tenant_scope
from inmori.web.tenants.services import make_tenant
from tests.web.conftest import House

NEW = "あたらしいパスワードはながいほどよい"


def run(monkeypatch: pytest.MonkeyPatch, *words: str, said: str = "y\n") -> str:
    for name in ("stand_on", "bring_up_to_date"):
        monkeypatch.setattr(reset_sign_in, name, lambda *_: None)
    done = CliRunner().invoke(reset_sign_in.command, words, input=said, standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.output


def test_a_lost_owner_comes_back_with_a_new_second_factor(
    ours: House, theirs: House, monkeypatch: pytest.MonkeyPatch, settings: object, loud_templates: None
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    owner = ours.people["owner"]
    second = make_tenant("second", owner=owner)
    TOTP.activate(owner, generate_totp_secret())
    signed_in = ours.client("owner")
    told = run(monkeypatch, "OWNER@ours.example ")
    link = re.search(r"http://localhost:8765(/account/password/reset/key/\S+/)", told)
    assert link, told
    assert "ours" in told
    assert "second" in told
    assert not Authenticator.objects.exists()
    assert signed_in.get("/").status_code == 302, "what was open is signed out"
    for tenant, count in ((ours.tenant, 1), (second, 1), (theirs.tenant, 0)):
        with tenant_scope(tenant.id):
            assert AuditEvent.objects.filter(verb="sign_in.reset", who="inmori reset-sign-in").count() == count
            assert broken_at() is None

    browser = Client()
    page = browser.get(link[1], follow=True)
    assert "新しいパスワードを決める" in page.content.decode()
    done = browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True)
    assert "パスワードを決めました" in done.content.decode()
    assert "このリンクは使えません" in Client().get(link[1], follow=True).content.decode(), "it works once"
    browser.post("/account/login/", {"login": "owner@ours.example", "password": NEW})
    assert browser.get("/", follow=True).redirect_chain[-1][0] == "/me/second-factor/"


def test_only_the_password(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    TOTP.activate(ours.people["owner"], generate_totp_secret())
    leave_word(settings.DEPLOYMENT, address="0.0.0.0", port=9000)
    told = run(monkeypatch, "owner@ours.example", "--keep-second-factor", "--yes")
    assert "http://localhost:9000/account/" in told
    assert Authenticator.objects.count() == 1
    with tenant_scope(ours.tenant.id):
        assert AuditEvent.objects.get(verb="sign_in.reset").about["second_factor_removed"] is False


def test_nobody_and_nothing_without_a_yes(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="サインインする人はいません"):
        run(monkeypatch, "nobody@ours.example")
    TOTP.activate(ours.people["owner"], generate_totp_secret())
    with pytest.raises(click.Abort):
        run(monkeypatch, "owner@ours.example", said="n\n")
    assert Authenticator.objects.count() == 1
