"""The incident's pages: begun without any assessment, written by two people, questions that settle terms, papers, the end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from inmori.web.desk.screens.incident import writing
from inmori.web.incident.log import log_of
from inmori.web.incident.models import Incident, LogLine
from inmori.web.jobs.stages import run
from inmori.web.tenants.scope import tenant_scope
from tests.web.conftest import House
from tests.web.desk.filled import fill

NOTE = {"what": "回線を抜いた", "at": "", "known": "", "by": "当直 甲", "once": "n1"}


def begin(house: House, client: Client, **more: str) -> str:
    sent = {"known": "2026-11-24T08:15", "what": "画面に英語の文", "by": "事務", "mode": "real", "once": "s1", **more}
    answer = client.post(f"/h/{house.tenant.id}/incident/begin/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["location"])


def entries(house: House, number: int = 1) -> list[str]:
    with tenant_scope(house.tenant.id):
        return [one.what for one in log_of(Incident.objects.get(number=number)).chain.entries]


def test_a_hospital_with_no_papers_begins_writes_and_sees_its_terms(ours: House, loud_templates: None) -> None:
    client = ours.client("editor")
    page = client.get(f"/h/{ours.tenant.id}/incident/").content.decode()
    assert "電源は切らない" in page
    assert "要記入" in page
    assert "いま起きている" in page
    log = begin(ours, client)
    assert client.post(f"{log}write/", NOTE).status_code == 302
    page = client.get(log).content.decode()
    assert "回線を抜いた" in page
    assert "当直 甲" in page
    assert "個人情報保護委員会への速報" in page
    assert "2026-11-27 08:15、期限 2026-11-29 08:15" in page, "three to five days from when it was known"
    assert client.get(f"{log}verify/").content.decode().count("書かれたときのまま") == 1


def test_a_name_is_refused_kept_in_the_form_and_nowhere_else(ours: House) -> None:
    client = ours.client("editor")
    log = begin(ours, client)
    named = {**NOTE, "what": "鈴木花子さんの検査が止まった"}
    page = client.post(f"{log}write/", named).content.decode()
    assert "まだ記録していません" in page
    assert "鈴木花子さんの検査が止まった</textarea>" in page
    assert 'name="sure"' in page
    assert entries(ours) == ["画面に英語の文"]
    assert client.post(f"{log}questions/care/answer/", {"value": "yes", "why": "鈴木花子さん"}).status_code == 200
    assert client.post(f"{log}end/", {"what": "鈴木花子さんの件は済んだ", "by": ""}).status_code == 200
    assert client.post(f"/h/{ours.tenant.id}/incident/begin/", {"what": "鈴木花子さんが", "known": ""}).status_code == 200
    assert entries(ours) == ["画面に英語の文"]
    with tenant_scope(ours.tenant.id):
        assert not Incident.objects.filter(ended_at__isnull=False).exists()
        assert Incident.objects.count() == 1
    assert client.post(f"{log}write/", {**named, "what": "業者の鈴木花子さんに電話", "sure": "yes"}).status_code == 302
    assert entries(ours)[-1] == "業者の鈴木花子さんに電話"


@pytest.mark.parametrize(("field", "value", "word"), [
    ("at", "2999-01-01T00:00", "まだ来ていない"), ("at", "きのう", "時刻として読めません"), ("what", "  ", "何があったか"),
    ("what", "あ" * 4_001, "4000文字まで"), ("corrects", "99", "直したい行がありません"),
])  # fmt: skip
def test_what_cannot_stand_is_said_and_what_was_typed_is_not_lost(field: str, value: str, word: str, ours: House) -> None:
    client = ours.client("editor")
    log = begin(ours, client)
    answer = client.post(f"{log}write/", {**NOTE, field: value})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert word in page
    assert 'value="当直 甲"' in page
    assert entries(ours) == ["画面に英語の文"]


def test_two_people_answer_at_once_and_both_answers_stay(ours: House) -> None:
    one, two = ours.client("editor"), ours.client("owner")
    log = begin(ours, one)
    asked = f"{log}questions/attack/"
    seen = re.search(r'name="seen" value="(\d+)"', two.get(asked).content.decode())
    assert seen is not None
    assert "30日目" in one.get(log).content.decode()
    first = one.post(f"{asked}answer/", {"value": "yes", "seen": seen[1], "by": "甲"}, headers={"HX-Request": "true"})
    assert "記録しました" in first.content.decode()
    second = two.post(f"{asked}answer/", {"value": "no", "seen": seen[1], "by": "乙"}, headers={"HX-Request": "true"}).content.decode()
    assert "ほかの人が先に答えていました" in second
    assert "甲" in second
    with tenant_scope(ours.tenant.id):
        given = [(e.answer, e.by) for e in log_of(Incident.objects.get()).chain.entries if e.kind == "answer"]
    assert given == [("yes", "甲"), ("no", "乙")]
    one.post(f"{asked}answer/", {"value": "yes", "by": "甲"})
    one.post(f"{asked}answer/", {"value": "yes", "by": "甲"})
    with tenant_scope(ours.tenant.id):
        assert LogLine.objects.count() == 4, "the same answer is not written twice"
    assert "60日目" in one.get(log).content.decode()
    assert "答えとして読めません" in one.post(f"{log}questions/persons/answer/", {"value": "たくさん"}).content.decode()


def test_a_duty_is_met_a_line_corrected_and_the_other_browser_is_told(ours: House) -> None:
    client = ours.client("editor")
    log = begin(ours, client)
    assert "厚生労働省への報告(第1報)" in client.get(f"{log}?done=mhlw").content.decode()
    client.post(f"{log}write/", {**NOTE, "what": "", "duty": "mhlw", "once": "d"})
    client.post(f"{log}write/", {**NOTE, "once": "n"})
    client.post(f"{log}write/", {**NOTE, "what": "抜いていなかった", "corrects": "3", "once": "c"})
    page = client.get(log).content.decode()
    assert "済み: 厚生労働省への報告(第1報)" in page
    assert "3番の訂正" in page
    assert 'class="what gone"' in page
    assert "3行書き足しました" in client.get(f"{log}clocks/?seen=1").content.decode()
    assert "書き足しました" not in client.get(f"{log}clocks/?seen=4").content.decode()


def test_viewers_read_and_the_end_has_a_reason(ours: House, loud_templates: None) -> None:
    client, viewer = ours.client("owner"), ours.client("viewer")
    log = begin(ours, client, mode="drill")
    page = viewer.get(log).content.decode()
    assert "【訓練】" in page
    assert "<textarea" not in page
    assert viewer.post(f"{log}write/", NOTE).status_code == 404
    assert viewer.get(f"{log}questions/attack/").status_code == 200
    assert "理由を書いて" in client.post(f"{log}end/", {"what": ""}).content.decode()
    assert client.post(f"{log}end/", {"what": "訓練を終えた", "by": "院長"}).status_code == 302
    assert "終えられています" in client.get(log).content.decode()
    assert "再開する" in client.post(f"{log}write/", NOTE).content.decode()
    assert client.post(f"{log}end/", {"what": "続きがある", "by": "院長"}).status_code == 302
    assert entries(ours) == ["画面に英語の文", "対応を終える。理由: 訓練を終えた", "対応を再開する。理由: 続きがある"]
    assert client.get(f"/h/{ours.tenant.id}/incident/7/").status_code == 404


def test_drafts_and_sets_are_handed_out_without_a_worker(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def here(kind: str, folder: Path) -> None:
        run(kind, folder, tell=lambda _what, _share: None)

    monkeypatch.setattr(writing, "at_once", here)  # the child itself is run by tests/web/jobs
    fill(ours)
    client = ours.client("editor")
    log = begin(ours, client)
    assert client.post(f"{log}take/staff/").content.startswith(b"PK")
    assert client.post(f"/h/{ours.tenant.id}/incident/form/").content.startswith(b"PK")
    assert client.post(f"{log}take/nothing/").status_code == 404
    assert "%E8%81%B7" in str(client.post(f"{log}take/staff/")["Content-Disposition"])
