"""The fleet: one line for each of one's own hospitals, and nobody else's; who got worse, who is late, in any order."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from inmori.web.roadmap.models import KeptRoadmap
from inmori.web.tenants.models import Membership
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
