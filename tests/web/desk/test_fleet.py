"""The fleet: one line for each of one's own hospitals, and nobody else's; who got worse, who is late, in any order."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.fleet.compare import side_by_side
from inmori.web.evidence.models import Upload
from inmori.web.jobs.models import Job
from inmori.web.roadmap.models import KeptRoadmap
from inmori.web.tenants.models import Membership, Tenant
from inmori.web.tenants.role import Role
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.across import FleetLine, across_hospitals
from inmori.web.versions.models import Standing
from tests.web.conftest import House, house
from tests.web.desk.filled import fill


@pytest.fixture
def partner(ours: House, theirs: House) -> House:
    """The adviser of ``ours`` advises ``theirs`` too; a third hospital is none of their business."""
    Membership.objects.create(tenant=theirs.tenant, person=ours.people["adviser"], role=Role.ADVISER)
    third = house("third")
    for each, severities in ((ours, ("critical",)), (theirs, ("low",)), (third, ("critical",))):
        fill(each, severities=severities)
    return ours


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', page)


def test_only_ones_own_hospitals_in_the_order_asked_for(partner: House, theirs: House, loud_templates: None) -> None:
    client = partner.client("adviser")
    assert names(client.get("/fleet/").content.decode()) == ["ours", "theirs"]
    assert names(client.get("/fleet/?order=critical").content.decode()) == ["theirs", "ours"]
    assert names(client.get("/fleet/?order=critical&down=1").content.decode()) == ["ours", "theirs"]
    assert names(client.get("/fleet/?order=no-such-order").content.decode()) == ["ours", "theirs"]
    Membership.objects.filter(tenant=theirs.tenant, person=partner.people["adviser"]).update(until=timezone.now())
    assert names(client.get("/fleet/").content.decode()) == ["ours"]
    assert "一覧で比べる" not in client.get("/?list").content.decode()


def lines(of: House) -> dict[str, FleetLine]:
    found = across_hospitals(of.people["adviser"], today=timezone.localdate())
    return {line.place.tenant.name: line for line in found}


def test_who_got_worse_and_who_is_late(partner: House, theirs: House) -> None:
    fill(partner, severities=("critical", "critical"))
    fill(theirs, severities=())
    assert {name: line.regressed for name, line in lines(partner).items()} == {"ours": True, "theirs": False}
    with tenant_scope(partner.tenant.id):
        today = timezone.localdate()
        KeptRoadmap(made_from="", open_due=[str(today - timedelta(days=1)), str(today)]).save()
    assert {name: line.overdue for name, line in lines(partner).items()} == {"ours": 1, "theirs": None}
    page = partner.client("adviser").get("/fleet/").content.decode()
    assert "悪くなった" in page


@pytest.mark.parametrize("now, before, worse", [
    ({"critical": 2}, {"critical": 1}, True),
    ({"critical": 1}, {"critical": 2}, False),
    ({"duties_open": 5}, {"duties_open": 4}, True),
    ({"duties_open": 5}, {"duties_open": None}, False),
    ({"yearly_loss": 1.2e6}, {"yearly_loss": 1e6}, True),
    ({"yearly_loss": 1.04e6}, {"yearly_loss": 1e6}, False),  # noise of the simulation
    ({"yearly_loss": None}, {"yearly_loss": 1e6}, False),
], ids=str)  # fmt: skip
def test_what_counts_as_worse(ours: House, now: dict[str, float], before: dict[str, float], worse: bool) -> None:
    place = Membership.objects.filter(tenant=ours.tenant).get(role=Role.OWNER)
    line = FleetLine(place, None, Standing(**now), Standing(**before), None)
    assert line.regressed is worse
    assert not FleetLine(place, None, Standing(**now), None, None).regressed


def test_a_hospital_with_nothing_in_it_stands_last(partner: House, theirs: House, loud_templates: None) -> None:
    empty = house("aaa")
    Membership.objects.create(tenant=empty.tenant, person=partner.people["adviser"], role=Role.ADVISER)
    client = partner.client("adviser")
    assert names(client.get("/fleet/?order=loss").content.decode())[-1] == "aaa"
    assert names(client.get("/fleet/?order=loss&down=1").content.decode())[-1] == "aaa"

def side(client: Client, *tenants: Tenant) -> str:
    sent = {"act": "compare", "compare": [str(each.id) for each in tenants]}
    return client.post("/fleet/act/", sent, follow=True).content.decode()


def test_side_by_side_shows_the_ticked_and_nobody_elses(partner: House, theirs: House, loud_templates: None) -> None:
    client = partner.client("adviser")
    third = Tenant.objects.get(name="third")
    page = side(client, partner.tenant, theirs.tenant, third)
    assert re.findall(r'<th scope="col">(ours|theirs|third)</th>', page) == ["ours", "theirs"]
    row = re.search(r"至急の指摘</th><td>1(.*?)</td><td>0(.*?)</td>", page)
    assert row is not None
    assert ("最も悪い" in row[1], "最もよい" in row[2]) == (True, True)
    assert "二つ以上" in side(client, third)
    assert client.get("/fleet/?compare=not-a-hospital&only=worse").status_code == 200


@pytest.mark.parametrize("values, marks", [
    ((1, 2, None), ["best", "worst", ""]), ((2, 2), ["", ""]), ((None, 3), ["", ""]), ((3, 1, 2), ["worst", "best", ""]),
], ids=str)  # fmt: skip
def test_best_and_worst_are_of_what_is_known(values: tuple[int | None, ...], marks: list[str], ours: House) -> None:
    place = Membership.objects.filter(tenant=ours.tenant).get(role=Role.OWNER)
    lines = [FleetLine(place, None, Standing(critical=1, beds=10, yearly_loss=value), None, None) for value in values]
    rows = {row.name.en: row for row in side_by_side(lines)}
    assert [mark for _, mark in rows["Expected loss a year"].cells] == marks
    assert [mark for _, mark in rows["Expected loss a year and bed"].cells] == marks
    assert {mark for _, mark in rows["Beds"].cells} == {""}


def acts(tenant: Tenant, verb: Verb) -> int:
    with tenant_scope(tenant.id):
        assert broken_at() is None
        return AuditEvent.objects.filter(verb=verb.value).count()


def test_an_act_in_several_is_done_by_each_ones_rights_and_stands_in_each_record(partner: House, theirs: House) -> None:
    person, third = partner.people["adviser"], Tenant.objects.get(name="third")
    viewed = house("viewed")
    fill(viewed)
    Membership.objects.create(tenant=viewed.tenant, person=person, role=Role.VIEWER)
    everyone = [partner.tenant, theirs.tenant, third, viewed.tenant]
    sent = {"act": "assess", "compare": [str(each.id) for each in everyone]}
    page = partner.client("adviser").post("/fleet/act/", sent, follow=True).content.decode()
    assert "3病院のうち2病院で行いました" in page, "a hospital that is none of theirs is not even counted"
    assert "viewed: あなたの役割ではできません" in page
    assert {job.tenant_id for job in Job.objects.all()} == {partner.tenant.id, theirs.tenant.id}
    assert [acts(each, Verb.JOB_ASKED) for each in everyone] == [1, 1, 0, 0]
    Job.objects.update(state=Job.DONE)
    again = partner.client("adviser").post("/fleet/act/", sent, follow=True).content.decode()
    assert "診断は済んでいます" in again
    assert Job.objects.count() == 2


def test_one_task_is_written_into_several_roadmaps(partner: House, theirs: House) -> None:
    client = partner.client("adviser")
    sent = {"act": "assign", "measure": "vpn_mfa", "owner": "情報係", "due": "2027-03-31", "compare": [str(partner.tenant.id), str(theirs.tenant.id)]}
    assert "2病院のうち2病院" in client.post("/fleet/act/", sent, follow=True).content.decode()
    for each in (partner.tenant, theirs.tenant):
        with tenant_scope(each.id):
            item = KeptRoadmap.objects.get().document().item("vpn_mfa")
        assert item is not None
        assert (item.owner, str(item.due)) == ("情報係", "2027-03-31")
        assert acts(each, Verb.TASK_CHANGED) == 2
    assert "もうそうなっています" in client.post("/fleet/act/", sent, follow=True).content.decode()
    assert "この対策は工程表にありません" in client.post("/fleet/act/", {**sent, "measure": "cloud_lis"}, follow=True).content.decode()


@pytest.mark.parametrize("sent, words", [
    ({"act": "assess"}, "先に病院に印"),
    ({"act": "delete"}, ""),
    ({"act": "assign", "measure": "no-such", "owner": "a"}, "対策を選んで"),
    ({"act": "assign", "measure": "vpn_mfa"}, "担当か期限"),
    ({"act": "assign", "measure": "vpn_mfa", "due": "0001-01-01"}, "年を確かめて"),
], ids=str)  # fmt: skip
def test_what_makes_no_sense_is_not_done(partner: House, sent: dict[str, str], words: str) -> None:
    ticked = {} if sent["act"] == "assess" else {"compare": str(partner.tenant.id)}
    page = partner.client("adviser").post("/fleet/act/", {**sent, **ticked}, follow=True).content.decode()
    assert words in page
    assert not Job.objects.exists()
    assert acts(partner.tenant, Verb.TASK_CHANGED) == 0


def test_evidence_is_read_again_only_where_there_is_some(partner: House, theirs: House) -> None:
    with tenant_scope(theirs.tenant.id):
        Upload(name="a.xlsx", size=1, sha256="0" * 64).save()
    sent = {"act": "read", "compare": [str(partner.tenant.id), str(theirs.tenant.id)]}
    page = partner.client("adviser").post("/fleet/act/", sent, follow=True).content.decode()
    assert "ours: 資料がありません" in page
    assert [(job.tenant_id, job.kind) for job in Job.objects.all()] == [(theirs.tenant.id, Job.READ)]


def test_what_got_worse_is_told(partner: House) -> None:
    fill(partner, severities=("critical", "critical"))
    page = partner.client("adviser").get("/fleet/?only=worse").content.decode()
    assert re.search(r"至急の指摘 1(\.0)? → 2", page)
    assert names(page) == ["ours"]
