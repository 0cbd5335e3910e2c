"""The map: the picture and the tables say the same, filters keep what they name, evidence is reached, roads are compared."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis
from inmori.diagnose.finding import Finding
from inmori.model import Hospital
from inmori.plan.renewal import delay_years
from inmori.plan.roads import Roads
from inmori.reach import Crossing, CrossingKind, Verdict
from inmori.text import Text
from inmori.web.desk.screens.map import ahead as roads_ahead
from inmori.web.desk.screens.map import comparing
from inmori.web.desk.screens.map.ahead import WAITING, Ahead, charts_ahead, working
from inmori.web.desk.screens.map.change import Change, changes
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import charting
from inmori.web.versions.chart import Chart, Way, chart_of
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import put
from tests.plan.move_case import chosen
from tests.plan.road_case import direction
from tests.plan.road_case import roads as small_roads
from tests.reach.house import (
    IMAGING,
    INTERNET_HOST,
    OFFICE,
    OFFICE_SERVER,
    SERVER,
    TUNNEL_NET,
    addresses,
    contract,
    device,
    flow,
    hospital,
    ipsec,
    listed,
    rule,
    vip,
)
from tests.web.conftest import House
from tests.web.desk.filled import fill

DAY = date(2026, 11, 24)
K = CrossingKind
QUESTIONS = 13  # session, person and place; the version and its documents' hashes
OUT, IN = "fw/policy:1:out", "fw/policy:2:in"
CLINIC = addresses("10.4.10.0/24", "10.4.12.0/24")


def town(**parts: object) -> Hospital:
    """A rule that lets all out, a published service, a vendor's tunnel on the list, an agent with a comment."""
    known = {
        "gateway": {"publications": (vip(),), "tunnels": (ipsec(),)},
        "devices": (device(1, SERVER, zones=_in("karte")), device(2, OFFICE, zones=_in("jimu")), device(3, IMAGING, name="<b>装置</b>", zones=_in("bumon")), device(4)),
        "remote_accesses": (listed("北斗メディカル", TUNNEL_NET, "tunnel:TO_NET"),), "contracts": (contract("北斗メディカル", end=date(2030, 3, 31)),),
        "flows": (flow(SERVER, INTERNET_HOST),),
    }  # fmt: skip
    return hospital(
        rule(1, "all", "all", way=("port2", "wan1")),
        rule(2, "all", SERVER, "RDP", way=("wan1", "port2"), publications=("V1",)),
        rule(3, TUNNEL_NET, SERVER, "RDP", way=("TO_NET", "port2"), comment="保守"),
        rule(4, CLINIC, OFFICE_SERVER, "AGENT", way=("port2", "port1"), comment="配信"),
        **{**known, **parts},  # type: ignore[arg-type]
    )


def _in(*zones: str) -> list[dict[str, str]]:
    return [{"value": zone} for zone in zones]


def found_out() -> Diagnosis:
    told = Text(ja="何でも通す規則", en="a rule for everything")
    one = Finding(id="closed/any_rule:fw/policy:1", check="closed/any_rule", family="closed", severity="high", problem_class="closed-2",
                  title=told, why=told, how=told, refs=("policy:1", "rule-1", SERVER, INTERNET_HOST, "PC001", "00:11:22:33:44:01"), device_ids=("D1",))  # fmt: skip
    return Diagnosis(today=DAY, checks_run=("closed/any_rule",), findings=(one,))


def roads() -> Roads:
    closing = direction("harden", (chosen("close_wide_rules"), chosen("close_publication", year=2)), cost=1e6)
    return small_roads().model_copy(update={"directions": (direction("stay", (), cost=0.0), closing)})


Page = Callable[..., str]


@pytest.fixture
def page(ours: House, loud_templates: None, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr(comparing, "ahead", Ahead())
    monkeypatch.setattr(comparing, "WAIT", 60.0)

    def ask(where: str = "map/", role: str = "viewer", **headers: str) -> str:
        response = ours.client(role).get(f"/h/{ours.tenant.id}/{where}", headers=headers)
        assert response.status_code == 200, where
        return unescape(response.content.decode())

    return ask


def put_in(house: House, it: Hospital, *, diagnosis: Diagnosis | None = None) -> Version:
    version = fill(house, hospital=it, roads=roads())
    with tenant_scope(house.tenant.id):
        put(version, {"diagnosis.json": (diagnosis or found_out()).to_json()})
    return version


def picture(html: str) -> str:
    return html[html.index("<svg") : html.index("</svg>")]


def table(html: str, name: str) -> str:
    return html[html.index(f"roomy {name}") :].partition("</table>")[0]


# --- the map itself


def test_picture_and_table_say_the_same(page: Page, ours: House) -> None:
    put_in(ours, town())
    html = page()
    drawn, ways, zones = picture(html), table(html, "ways"), table(html, "zones")
    for words in ("何でも通す許可", "院内機器のインターネット公開"):
        assert f"想定外: {words}" in drawn
        assert f"想定外: {words}" in ways
    links = re.findall(r"map/way/(\w+)/", ways)
    assert len(links) == ways.count("<tr>") - 1 == len(set(re.findall(r"map/way/(\w+)/", drawn)))
    assert 'role="group"' in drawn
    assert "病院のリモート保守の一覧にある(北斗メディカル)" in ways
    assert "設定のコメントだけ" in ways
    for name in ("karte", "jimu"):
        assert f"devices/?zone={name}" in drawn
        assert f"devices/?zone={name}" in zones
    assert "どの区画にあるか分からない機器が1台" in html
    assert "<b>" not in html


def test_zones_are_as_the_rules_make_them(page: Page, ours: House) -> None:
    put_in(ours, town())
    zones = table(page(), "zones")
    row = next(row for row in zones.split("<tr>") if "10.4.30.0/24" in row)
    assert "診療系(閉域)" in row
    assert "と区切りなし(同じ口(port2)の先にある)" in row
    assert "ほかと区切られている" in next(row for row in zones.split("<tr>") if "192.168.5.0/24" in row)


FILTERS = {
    "?kind=outside": {K.ANY_RULE, K.PUBLISHED_SERVICE, "tunnel"},
    "?kind=between": {"agent"},
    "?kind=leaks": {K.ANY_RULE, K.PUBLISHED_SERVICE},
    "?zone=jimu": {"agent"},
    "?zone=bumon": set(),
    "?findings=1": {K.ANY_RULE},
    "?kind=leaks&zone=karte&findings=1": {K.ANY_RULE},
    "?kind=nonsense&zone=../../etc&findings=2&compare=x": {K.ANY_RULE, K.PUBLISHED_SERVICE, "tunnel", "agent"},
}
SAID = {K.ANY_RULE: "何でも通す許可", K.PUBLISHED_SERVICE: "院内機器のインターネット公開", "tunnel": "10.91.0.0/24", "agent": "AGENT"}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_keeps_what_it_names(query: str, page: Page, ours: House) -> None:
    put_in(ours, town())
    html = page(f"map/{query}")
    shown = table(html, "ways") if "roomy ways" in html else ""
    assert {name for name, words in SAID.items() if words in shown} == FILTERS[query]
    assert ("しぼりこみに合うつながりはありません" in html) is (not FILTERS[query])
    board = page(f"map/{query}", **{"HX-Request": "true"})
    assert board in html
    assert "<html" not in board


def test_a_way_leads_to_its_evidence(page: Page, ours: House) -> None:
    put_in(ours, town())
    html = page()
    keys = {words: re.search(rf"map/way/(\w+)/[^<]*{words}", table(html, "ways")) for words in ("何でも通す許可", "申請・契約のある通信")}
    wide = page(f"map/way/{keys['何でも通す許可'].group(1)}/")  # type: ignore[union-attr]
    for words in ("規則 1", "機器の設定: fw.conf", "通信の観測: conn.log", "認めた根拠が見つからない", "devices/D1/",
                  "/findings/", "何でも通す規則</a>", "3回 観測"):  # fmt: skip
        assert words in wide
    every = "".join(page(f"map/way/{key}/") for key in set(re.findall(r"map/way/(\w+)/", html)))
    for words in ("病院のリモート保守の一覧にある(北斗メディカル)", "病院の一覧にあるか: はい", "終了日: 令和12年", "設定のコメント</dt><dd>配信"):
        assert words in every


def test_a_way_that_is_not_there_is_no_page(ours: House) -> None:
    put_in(ours, town())
    assert ours.client("viewer").get(f"/h/{ours.tenant.id}/map/way/0123456789ab/").status_code == 404


UNKNOWN = {
    "nothing at all": (Hospital(), ["区画を読み取れていません", "読めた設定がありません", "通信の記録がありません", "描けるものがありません", "区画はまだ分かっていません"], []),
    "no gateway": (town(gateway=None, gateways=()), ["読めた設定がありません", "実際の区切りは未確認", "未確認(読めた設定がない)", "分からない"], ["ほかと区切られている", "通信の記録がありません"]),
    "no traffic": (town(flows=()), ["通信の記録がありません", "設定では通る(通信の記録なし)"], ["読めた設定がありません"]),
    "no crossing": (hospital(), ["「ない」と確かめたわけではありません"], []),
}  # fmt: skip


@pytest.mark.parametrize("case", UNKNOWN)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_not_known_is_said(case: str, language: str, page: Page, ours: House) -> None:
    it, said, unsaid = UNKNOWN[case]
    put_in(ours, it, diagnosis=Diagnosis(today=DAY))
    html = page()
    assert [words for words in said if words not in html] == []
    assert [words for words in unsaid if words in html] == []
    if language == "en":
        client = ours.client("viewer")
        client.cookies["inmori_language"] = "en"
        assert re.search("[ぁ-ん]", client.get(f"/h/{ours.tenant.id}/map/").content.decode().partition("<h1>")[2].partition("<footer")[0]) is None


def test_before_the_first_reading_there_is_no_map(ours: House) -> None:
    assert ours.client("viewer").get(f"/h/{ours.tenant.id}/map/")["location"] == f"/h/{ours.tenant.id}/"


# --- before and after


def test_a_road_shows_what_vanishes(page: Page, ours: House) -> None:
    put_in(ours, town())
    html = page("map/?compare=harden")
    assert "消える: 2" in html
    assert "現れる: 0" in html
    assert "消える: 何でも通す許可" in picture(html)
    assert 'stroke-dasharray="1.5 5"' in picture(html)
    assert "変わらない: 2" in html
    still = page("map/?compare=stay")
    assert "消える: 0" in still
    assert "消える: 何でも" not in still
    key = re.search(r"map/way/(\w+)/\?compare=harden", html)
    assert key
    assert "「閉域強化」の5年後" in page(f"map/way/{key.group(1)}/?compare=harden")


def test_the_version_before_shows_what_appeared(page: Page, ours: House) -> None:
    first = town()
    gateway = first.gateways[0]
    put_in(ours, first.model_copy(update={"gateways": (gateway.model_copy(update={"rules": gateway.rules[1:]}),)}))
    put_in(ours, first)
    html = page("map/?compare=previous")
    assert "前の版 → いま" in html
    assert "現れる: 1" in html
    assert "何でも通す許可【現れる】" in picture(html)


def test_a_road_is_followed_as_the_plan_does() -> None:
    it = town()
    found = charts_ahead(it, None, roads(), load_catalogue(), today=DAY)
    assert {name: sum(way.crossing.leak for way in each.ways) for name, each in found.items()} == {"stay": 2, "harden": 0}
    slow = next(m for m in load_catalogue().measures.values() if m.paid_from == "security" and delay_years(m.lead_months))
    late = direction("harden", (chosen(slow.id, year=5), chosen("close_wide_rules", year=5), chosen("no-such-measure")), cost=1.0)
    assert working(late, load_catalogue(), years=5) == {"close_wide_rules"}


def crossing(**parts: Any) -> Crossing:
    told = {"id": "x", "kind": K.ANY_RULE, "from_zone": "karte", "to_zone": "internet", "inbound": False, "allowed": Verdict.ALLOW,
            "services": ("RDP", "SMB"), "device_ids": ("D1", "D2")}  # fmt: skip
    return Crossing.model_validate({**told, **parts})


CHANGED: dict[str, tuple[dict[str, Any], Change]] = {
    "seen less often": ({"seen": 9, "confidence": 0.4}, Change.SAME),
    "now sanctioned": ({"kind": K.SANCTIONED}, Change.NARROWER),
    "only some passes": ({"allowed": Verdict.PARTIAL}, Change.NARROWER),
    "fewer services": ({"services": ("RDP",)}, Change.NARROWER),
    "more machines": ({"device_ids": ("D1", "D2", "D3")}, Change.WIDER),
    "fewer services, more machines": ({"services": ("RDP",), "device_ids": ("D1", "D2", "D3")}, Change.OTHER),
    "another leak": ({"kind": K.UNEXPLAINED}, Change.OTHER),
    "not told any more": ({"allowed": Verdict.UNKNOWN}, Change.SAME),
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_becomes_of_a_way(case: str) -> None:
    parts, expected = CHANGED[case]
    one, other = (Chart(today=DAY, ways=(Way(crossing=each),)) for each in (crossing(), crossing(**parts)))
    assert changes(one, other) == {"x": expected}
    opposite = {Change.NARROWER: Change.WIDER, Change.WIDER: Change.NARROWER}
    assert changes(other, one) == {"x": opposite.get(expected, expected)}
    assert changes(one, Chart(today=DAY)) == {"x": Change.GONE}
    assert changes(Chart(today=DAY), one) == {"x": Change.NEW}


# --- kept, and made once


def test_a_map_is_made_once_and_anew_when_a_document_changes(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Hospital] = []

    def counting(it: Hospital, found: Diagnosis | None, *, today: date) -> Chart:
        made.append(it)
        return chart_of(it, found, today=today)

    monkeypatch.setattr(charting, "chart_of", counting)
    version = fill(ours, hospital=town())
    with tenant_scope(ours.tenant.id):
        one, again = charting.chart(version), charting.chart(version)
        assert one == again
        assert len(made) == 1
        assert not [name for name in StoredDocument.objects.values_list("name", flat=True) if name.startswith("map/") and name.endswith(".json")]
        put(version, {"diagnosis.json": found_out().to_json()})
        other = charting.chart(version)
        assert len(made) == 2
        assert other is not None
        assert [way.findings for way in other.ways if way.crossing.id == OUT] == [("closed/any_rule:fw/policy:1",)]
        put(version, {charting.PRESENT: '{"schema_version": 1, "what": "an earlier Inmori kept"}'})
        assert charting.chart(version) == other


def test_a_large_road_is_waited_for_without_holding_the_page(page: Page, ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    let = threading.Event()
    follow = roads_ahead.charts_ahead
    monkeypatch.setattr(comparing, "charts_ahead", lambda *a, **k: (let.wait(10), follow(*a, **k))[1])
    monkeypatch.setattr(comparing, "WAIT", 0.01)
    put_in(ours, town())
    html = page("map/?compare=harden")
    assert "計算しています" in html
    assert 'hx-get="?compare=harden"' in html
    assert "もう一度表示" in html
    let.set()
    while "計算しています" in (html := page("map/?compare=harden")):
        threading.Event().wait(0.02)
    assert "消える: 2" in html


def test_a_failure_is_told_and_too_many_wait() -> None:
    shelf, let = Ahead(), threading.Event()

    def broken() -> dict[str, Chart]:
        raise MemoryError

    with pytest.raises(MemoryError):
        shelf.ask("a", broken, wait=10)
    assert shelf.ask("a", dict, wait=10) == {}
    for number in range(WAITING):
        assert shelf.ask(number, lambda: (let.wait(10), {})[1], wait=0.0) is None
    assert shelf.ask("one more", dict, wait=10) is None
    let.set()


def test_few_questions_however_many_ways(ours: House, django_assert_num_queries: Callable[[int], Any]) -> None:
    put_in(ours, town(flows=tuple(flow(f"10.4.10.{host}", INTERNET_HOST, 9000 + host) for host in range(10, 60))))
    client, where = ours.client("viewer"), f"/h/{ours.tenant.id}/map/"
    client.get(where)
    with django_assert_num_queries(QUESTIONS):
        html = client.get(where).content.decode()
    assert html.count("map/way/") > 4
