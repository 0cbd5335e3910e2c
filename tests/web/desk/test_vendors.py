"""Vendors: the matrix, a form by link that shows its own vendor's questions alone, and answers that wait to be accepted."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from inmori.comply.vendor_register import VendorRegister
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import Verb
from inmori.web.tenants.models import Pass
from inmori.web.tenants.scope import tenant_scope
from inmori.web.vendors import services
from inmori.web.vendors.models import VendorAnswer, VendorForm
from tests.web.conftest import House
from tests.web.desk.filled import DAY, fill

MINE, OTHER = "北カルテ", "検査堂"


@pytest.fixture
def base(ours: House, loud_templates: None) -> str:
    fill(ours)
    return f"/h/{ours.tenant.id}/vendors/"


def link(house: House, base: str, vendor: str = MINE) -> str:
    page = house.client("owner").post(f"{base}link/", {"vendor": vendor}, follow=True).content.decode()
    found = re.search(r"http://testserver(/v/[^/]+/)", page)
    assert found is not None
    return found[1]


def register(house: House) -> VendorRegister:
    with tenant_scope(house.tenant.id):
        found = services.register(today=timezone.localdate())
    assert found is not None
    return found


def acts(house: House, verb: Verb) -> int:
    with tenant_scope(house.tenant.id):
        return AuditEvent.objects.filter(verb=verb.value).count()


def test_a_form_shows_its_own_vendors_questions_alone(base: str, ours: House, nobody: Client) -> None:
    page = nobody.get(link(ours, base)).content.decode()
    assert MINE in page
    for secret in (OTHER, "サーバ1", "指摘1", "192.168.", "山手", "/h/"):
        assert secret not in page, secret
    rows = set(re.findall(r'name="row" value="([^"]+)"', page))
    assert rows == {"北カルテ/", "北カルテ/ehr"}
    assert acts(ours, Verb.PASS_OPENED) == 1
    nobody.get(link(ours, base))


def test_answers_are_kept_as_they_are_written_sent_once_and_count_when_accepted(base: str, ours: House, nobody: Client) -> None:
    form = link(ours, base)
    answer = {"row": "北カルテ/ehr", "question": "vendor/remote-factor", "answer": "no", "detail": "password: hunter2abc", "target": "2027-03-31"}
    assert "保存しました" in nobody.post(f"{form}answer/", answer, headers={"HX-Request": "true"}).content.decode()
    with tenant_scope(ours.tenant.id):
        assert "hunter2abc" not in VendorAnswer.objects.get().detail
    assert 'value="no" checked' in nobody.get(form).content.decode(), "closing the page loses nothing"
    assert not register(ours).replies
    nobody.post(f"{form}send/")
    assert "送信しました" in nobody.get(form).content.decode()
    assert "すでに送信済み" in nobody.post(f"{form}answer/", {**answer, "answer": "yes"}, headers={"HX-Request": "true"}).content.decode()
    assert acts(ours, Verb.VENDOR_ANSWERED) == 1
    assert not register(ours).replies, "nothing counts before a person has accepted it"
    with tenant_scope(ours.tenant.id):
        number = VendorForm.objects.get().pk
    client = ours.client("editor")
    assert "いいえ" in client.get(f"{base}form/{number}/").content.decode()
    assert ours.client("adviser").post(f"{base}form/{number}/", {"act": "accept"}).status_code == 404
    for _ in range(2):
        client.post(f"{base}form/{number}/", {"act": "accept"})
    after = register(ours)
    assert [(one.row, one.question, one.answer) for one in after.replies] == [("北カルテ/ehr", "vendor/remote-factor", "no")]
    assert {row.sheet.state for row in after.of_vendor(MINE)} == {"received"}
    assert {row.sheet.state for row in after.of_vendor(OTHER)} == {"not_asked"}
    assert acts(ours, Verb.VENDOR_ACCEPTED) == 1
    with tenant_scope(ours.tenant.id):
        assert broken_at() is None


@pytest.mark.parametrize("sent", [
    {"row": "検査堂/lis", "question": "vendor/remote", "answer": "yes"},
    {"row": "北カルテ/ehr", "question": "vendor/no-such", "answer": "yes"},
    {"row": "北カルテ/ehr", "question": "vendor/remote", "answer": "maybe"},
    {"row": "北カルテ/ehr", "question": "vendor/remote", "answer": "yes", "target": "soon"},
    {},
], ids=str)  # fmt: skip
def test_what_does_not_belong_to_the_form_is_not_taken(base: str, ours: House, nobody: Client, sent: dict[str, str]) -> None:
    page = nobody.post(f"{link(ours, base)}answer/", sent, headers={"HX-Request": "true"}).content.decode()
    assert "保存できません" in page
    with tenant_scope(ours.tenant.id):
        assert not VendorAnswer.objects.exists()


def test_a_form_that_was_given_back_can_be_written_again(base: str, ours: House, nobody: Client) -> None:
    form = link(ours, base)
    nobody.post(f"{form}answer/", {"row": "北カルテ/ehr", "question": "vendor/remote", "answer": "yes"})
    nobody.post(f"{form}send/")
    with tenant_scope(ours.tenant.id):
        number = VendorForm.objects.get().pk
    ours.client("owner").post(f"{base}form/{number}/", {"act": "return"})
    assert "この内容で送る" in nobody.get(form).content.decode()


def test_an_ended_or_stopped_link_opens_nothing(base: str, ours: House, nobody: Client) -> None:
    form = link(ours, base)
    assert nobody.get(form.replace("/v/", "/i/")).status_code == 404, "a link opens what it was made for"
    Pass.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert nobody.get(form).status_code == 404
    Pass.objects.update(expires_at=timezone.now() + timedelta(days=1))
    ours.client("owner").post(f"/h/{ours.tenant.id}/passes/{Pass.objects.get().pk}/stop/")
    for path in (form, f"{form}answer/", f"{form}send/"):
        assert {nobody.get(path).status_code, nobody.post(path).status_code} <= {404, 405}, path


def test_an_empty_form_is_not_sent(base: str, ours: House, nobody: Client) -> None:
    form = link(ours, base)
    nobody.post(f"{form}send/")
    assert "この内容で送る" in nobody.get(form).content.decode()


def test_days_are_noted_and_stay(base: str, ours: House) -> None:
    client = ours.client("editor")
    client.post(f"{base}days/", {"row": "検査堂/lis", "paper": "disclosure", "asked": "2026-09-01", "due": "", "received": ""})
    link(ours, base, vendor=MINE)
    link(ours, base, vendor=OTHER)
    row = register(ours).of_vendor(OTHER)[0]
    assert (str(row.disclosure.asked), row.sheet.state) == ("2026-09-01", "asked")
    page = client.get(base).content.decode()
    assert "期限切れ" in page
    client.post(f"{base}days/", {"row": "nobody/", "paper": "sheet", "asked": "2026-09-01"})
    client.post(f"{base}days/", {"row": "検査堂/lis", "paper": "sheet", "asked": "yesterday"})
    assert len(register(ours).requests) == 3


def test_a_link_needs_proof_of_who_one_is(ours: House) -> None:
    fill(ours)
    owner = ours.people["owner"]
    owner.set_password("a long enough phrase")
    owner.save()
    for path in ("link", "inspector"):
        response = ours.client("owner").post(f"/h/{ours.tenant.id}/vendors/{path}/", {"vendor": MINE, "edition": "checklist-r8"})
        assert "reauthenticate" in response["location"], path
    assert not Pass.objects.exists()


def test_an_inspector_reads_the_pack_as_it_was_handed_out(base: str, ours: House, nobody: Client) -> None:
    page = ours.client("owner").post(f"{base}inspector/", {"edition": "checklist-r8"}, follow=True).content.decode()
    found = re.search(r"http://testserver(/i/[^/]+/)", page)
    assert found is not None
    assert f"{found[1]}read/" in nobody.get(found[1]).content.decode()
    before = nobody.get(f"{found[1]}read/").content
    assert before.startswith(b"%PDF")
    fill(ours, severities=("low",))
    assert nobody.get(f"{found[1]}read/").content == before
    assert acts(ours, Verb.PAPER_TAKEN) == 2
    assert nobody.post(found[1]).status_code == 405
    Pass.objects.update(revoked_at=timezone.now())
    assert {nobody.get(found[1]).status_code, nobody.get(f"{found[1]}read/").status_code} == {404}


def test_the_hospital_of_the_tests_has_two_vendors(base: str, ours: House) -> None:
    assert {MINE, OTHER} <= set(register(ours).vendors())
    assert DAY.year == 2026
