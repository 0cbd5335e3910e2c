"""Findings on screen: found, sorted and grouped; one with why, how, who and how much; accepted, and open again on Today."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inmori.diagnose import Diagnosis
from inmori.diagnose.finding import Finding, NotJudged
from inmori.model import Device, Fact, Hospital, TextFact, Zone, ZoneKind
from inmori.text import Text
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import index
from inmori.web.versions import services as versions
from tests.plan.road_case import roads
from tests.report.example_documents import finding
from tests.web.conftest import House
from tests.web.desk.filled import DAY

UNTIL = DAY + timedelta(days=20)
FIELDS = {"who": "院長", "reason": "三月の更新まで", "until": UNTIL.isoformat(), "seen": "0"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, loud_templates: None) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)


def hospital(devices: int = 3) -> Hospital:
    zones = (Zone(id="Z1", kind=ZoneKind.CLINICAL, name=TextFact.of("診療系")), Zone(id="Z2", kind=ZoneKind.INFO, name=TextFact.of("情報系")))
    return Hospital(zones=zones, devices=tuple(
        Device(id=f"D{n}", hostnames=(Fact.of(f"PC-{n}"),), zones=(Fact.of(f"Z{1 + n % 2}"),)) for n in range(1, devices + 1)))  # fmt: skip


def found(*changed: Finding) -> tuple[Finding, ...]:
    return changed or (
        finding(1, "high", "closed-2", "VPNに二つ目の確認がない", devices=("D1",)).model_copy(
            update={"measures": ("vpn_mfa",), "requirements": ("checklist-r7/2-13", "checklist-r8/1-1"), "family": "remote"}),
        finding(2, "critical", "closed-1", "<script>alert(1)</script>", devices=("D1", "D2")).model_copy(update={"measures": ()}),
        finding(3, "low", "info-1", "書類がない").model_copy(update={"family": "papers"}),
    )  # fmt: skip


def fill(house: House, findings: tuple[Finding, ...] = (), *, devices: int = 3) -> None:
    unjudged = NotJudged(check="c", problem_class="info-1", title=Text(ja="無線の分離", en="w"), reason=Text(ja="図がない", en="r"),
                         needs=Text(ja="配線図", en="n"))  # fmt: skip
    diagnosis = Diagnosis(today=DAY, findings=findings or found(), not_judged=(unjudged,))
    documents = {"hospital.json": hospital(devices).to_json(), "diagnosis.json": diagnosis.to_json(), "roads.json": roads().to_json()}
    with tenant_scope(house.tenant.id):
        version = versions.propose(documents, cause="試験", who=house.people["owner"], day=DAY)
        versions.confirm(version, who=house.people["owner"])
        index.rebuild(version)


@pytest.fixture
def base(ours: House) -> str:
    fill(ours)
    return f"/h/{ours.tenant.id}/"


def titles(page: str) -> list[str]:
    return re.findall(r"findings/[a-z0-9-]+/\">([^<]+)</a>", page)


def address(client: Client, base: str, of: str = "check-1:VPNに二つ目の確認") -> str:
    location: str = client.get(f"{base}findings/", {"is": of}).headers["location"]
    return location


VPN, SCRIPT, PAPER = "VPNに二つ目の確認がない", "&lt;script&gt;alert(1)&lt;/script&gt;", "書類がない"
ASKED = {
    "": [SCRIPT, VPN, PAPER],
    "severity=low": [PAPER],
    "family=remote": [VPN],
    "zone=診療系": [SCRIPT],  # D2 stands there
    "words=pc-1": [SCRIPT, VPN],
    "words=ｖｐｎ": [VPN],
    "state=accepted": [],
    "state=open": [SCRIPT, VPN, PAPER],
    "state=new": [],  # there is no earlier version to be new against
    "order=machines": [SCRIPT, VPN, PAPER],
    "order=title": [SCRIPT, VPN, PAPER],
    "group=zone": [VPN, SCRIPT, PAPER],
    "group=family": [SCRIPT, VPN, PAPER],
    "severity=worst&family=<b>&state=x&order=y&group=z&page=-1": [SCRIPT, VPN, PAPER],
    "page=99": [SCRIPT, VPN, PAPER],
}


@pytest.mark.parametrize("question", ASKED)
def test_the_list_is_filtered_sorted_and_grouped(question: str, base: str, ours: House) -> None:
    page = ours.client("viewer").get(f"{base}findings/?{question}", headers={"HX-Request": "true"}).content.decode()
    assert titles(page) == ASKED[question]
    assert "<html" not in page


def test_the_page_says_what_could_not_be_judged(base: str, ours: House) -> None:
    page = ours.client("viewer").get(f"{base}findings/").content.decode()
    assert "無線の分離" in page
    assert "安全という意味ではありません" in page
    assert "複数の区画</h2>" not in page
    assert "複数の区画 (1)" in ours.client("viewer").get(f"{base}findings/?group=zone").content.decode()


def test_one_finding_tells_why_how_who_how_much_and_from_where(base: str, ours: House) -> None:
    client = ours.client("viewer")
    page = client.get(address(client, base)).content.decode()
    for words in ("一台が乗っ取られると", "要らない許可を止め", "ファイアウォールの保守会社", "はじめに", "円(", "院内の手間", "仮定", "閉域強化: 1年目",
                  "fortigate.conf 233行", "policy:1", "PC-1", "#task-vpn_mfa", "checklist/r8/1-1/", "checklist/r8/2-13/"):  # fmt: skip
        assert words in page, words
    assert "accept/" not in page  # who may not decide gets no form
    other = client.get(address(client, base, "check-2:<script>al")).content.decode()
    assert "値段のついた打ち手がありません" in other
    assert "<script>alert" not in other


def test_accepting_and_taking_back(base: str, ours: House) -> None:
    client = ours.client("editor")
    at = address(client, base)
    assert client.post(f"{at}accept/", FIELDS).headers["location"] == at
    page = client.get(at).content.decode()
    assert "期限つきで受け入れ中" in page
    assert "受け入れても安全にはなりません" in page
    listed = client.get(f"{base}findings/?state=accepted").content.decode()
    assert titles(listed) == [VPN]
    assert "受け入れても安全にはなりません" in listed
    assert "30日以内に受け入れの期限が来る指摘" in client.get(base).content.decode()
    row = re.search(r'name="row" value="(\d+)"', page)
    assert row is not None
    assert client.post(f"{at}take-back/", {"row": "999"}).status_code == 404
    assert client.post(f"{at}take-back/", {"row": row[1]}).status_code == 302
    page = client.get(at).content.decode()
    assert "取り消し<div" in page
    assert "<strong>期限つきで受け入れ中</strong>" not in page


@pytest.mark.parametrize(("changed", "said"), [
    ({"until": ""}, "日付を書いて"), ({"until": "来年"}, "日付の形"), ({"until": "2028-01-01"}, "1年先"), ({"reason": " "}, "理由を書いて"),
    ({"who": "あ" * 121}, "長すぎます"), ({"seen": "7"}, "ほかの人が先に"), ({"seen": "x" * 50, "until": "2026-11-24"}, "明日から"),
])  # fmt: skip
def test_what_cannot_stand_is_said_and_nothing_is_lost(changed: dict[str, str], said: str, base: str, ours: House) -> None:
    client = ours.client("editor")
    at = address(client, base)
    page = client.post(f"{at}accept/", {**FIELDS, **changed}).content.decode()
    assert said in page
    assert "まだ受け入れていません" in page
    if "reason" not in changed:
        assert f">{FIELDS['reason']}</textarea>" in page
    assert titles(client.get(f"{base}findings/?state=accepted").content.decode()) == []


def test_the_day_passes_and_today_says_so(base: str, ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = ours.client("editor")
    at = address(client, base)
    client.post(f"{at}accept/", FIELDS)
    monkeypatch.setattr(timezone, "localdate", lambda *_: UNTIL + timedelta(days=1))
    for page in (client.get(base), client.get(at), client.get(f"{base}findings/?state=again")):
        assert "受け入れの期限が切れました" in page.content.decode()
    assert "30日以内に受け入れの期限" not in client.get(base).content.decode()


def test_a_machine_joins_and_it_is_asked_again(base: str, ours: House) -> None:
    client = ours.client("editor")
    at = address(client, base)
    client.post(f"{at}accept/", FIELDS)
    one = found()[0]
    fill(ours, (one.model_copy(update={"device_ids": ("D1", "D3")}), finding(4, "medium", "info-1", "新しい指摘")))
    page = client.get(at).content.decode()
    assert "機器が1台加わりました: PC-3" in page
    assert "もう一度決めてください" in page
    today = client.get(base).content.decode()
    assert "前の版より後に見つかった指摘" in today
    assert "新しい指摘" in today
    assert titles(client.get(f"{base}findings/?state=new").content.decode()) == ["新しい指摘"]
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    client.post(f"{at}accept/", {**FIELDS, "seen": seen[1]})
    assert titles(client.get(f"{base}findings/?state=accepted").content.decode()) == [VPN]


def test_a_finding_that_is_not_there(base: str, ours: House) -> None:
    client = ours.client("editor")
    for at in ("findings/nothing/", "findings/?is=nothing"):
        assert client.get(base + at).status_code == 404
    assert client.post(f"{base}findings/nothing/accept/", FIELDS).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "adviser"])
def test_who_may_not_decide_accepts_nothing(role: str, base: str, ours: House) -> None:
    client = ours.client(role)
    assert client.post(f"{address(client, base)}accept/", FIELDS).status_code == 404


def test_hundreds_of_findings_on_thousands_of_machines_cost_no_more_questions(ours: House, theirs: House) -> None:
    asked = {}
    for house, count, machines in ((ours, 1, 3), (theirs, 300, 300)):
        every = tuple(f"D{n}" for n in range(1, machines + 1))
        fill(house, tuple(finding(n, "high", "closed-1", f"指摘{n}", devices=every) for n in range(count)), devices=machines)
        client, base = house.client("editor"), f"/h/{house.tenant.id}/"
        client.get(f"{base}findings/")
        for at in (f"{base}findings/", address(client, base, "check-0:指摘0")):
            client.get(at)
            with CaptureQueriesContext(connection) as queries:
                page = client.get(at).content.decode()
            asked.setdefault(at.count("/"), []).append(len(queries))
        assert page.count("/devices/D") == min(machines, 50)
    assert all(len(set(counts)) == 1 for counts in asked.values()), asked
    assert max(counts[0] for counts in asked.values()) < 40
    assert titles(client.get(f"{base}findings/?page=6").content.decode()) != []
