"""Accepting until a day: rows are only added, the day and the facts end it by themselves, and nothing is counted less."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from inmori.diagnose import Diagnosis
from inmori.errors import InputError
from inmori.model import Device, Fact, Hospital
from inmori.text import Text
from inmori.web.acceptance import services
from inmori.web.acceptance.models import Acceptance
from inmori.web.acceptance.register import Line, Register, register
from inmori.web.acceptance.services import Terms, latest_day
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import Verb
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import index
from inmori.web.versions import services as versions
from inmori.web.versions.models import Standing, Version
from tests.report.example_documents import finding
from tests.web.conftest import House
from tests.web.desk.filled import DAY

UNTIL = DAY + timedelta(days=90)
TERMS = Terms("院長", "三月の更新まで", UNTIL)
HOSPITAL = Hospital(devices=tuple(Device(id=f"D{n}", hostnames=(Fact.of(f"PC-{n}"),)) for n in range(1, 4)))


def fill(house: House, *devices: str, severity: str = "high", others: int = 0) -> Version:
    """Let a reading count in which a finding has these machines, beside ``others`` without any."""
    found = [finding(1, severity, "closed-1", "指摘", devices=devices), *(finding(n, "low", "closed-1", "他") for n in range(2, 2 + others))]
    documents = {"hospital.json": HOSPITAL.to_json(), "diagnosis.json": Diagnosis(today=DAY, findings=tuple(found)).to_json()}
    with tenant_scope(house.tenant.id):
        version = versions.propose(documents, cause="試験", who=house.people["owner"], day=DAY)
        versions.confirm(version, who=house.people["owner"])
        index.rebuild(version)
    return version


def look(house: House, *, today: date = DAY) -> Register:
    with tenant_scope(house.tenant.id):
        found = register(versions.present(), today=today)
    assert found is not None
    return found


def first(house: House, *, today: date = DAY) -> Line:
    return next(line for line in look(house, today=today).lines if line.finding.title.ja == "指摘")


def accept(house: House, terms: Terms = TERMS, *, seen: int = 0, today: date = DAY, version: Version | None = None) -> bool:
    found, line = look(house), first(house)
    with tenant_scope(house.tenant.id):
        devices = {device.id: device for device in found.hospital.devices}
        return services.accept(line.finding, line.named.key, terms, version=version or found.version, devices=devices,
                               who=house.people["editor"], seen=seen, today=today)  # fmt: skip


def row_of(house: House) -> Acceptance:
    row = first(house).standing.row
    assert row is not None
    return row


def test_it_holds_through_its_last_day_and_ends_by_itself(ours: House) -> None:
    fill(ours, "D1")
    assert accept(ours)
    days = {DAY: "accepted", UNTIL: "accepted", UNTIL + timedelta(days=1): "expired", UNTIL + timedelta(days=999): "expired"}
    assert {day: first(ours, today=day).standing.state.value for day in days} == days
    assert first(ours, today=UNTIL + timedelta(days=1)).standing.why[0].ja == "受け入れの期限が切れました"
    assert [len(look(ours, today=day).soon(today=day)) for day in (UNTIL - timedelta(days=31), UNTIL - timedelta(days=30), UNTIL)] == [0, 1, 1]
    assert len(look(ours, today=UNTIL + timedelta(days=1)).expired()) == 1


NEXT: dict[str, tuple[dict[str, object], str]] = {
    "the same": ({"devices": ("D1",)}, "accepted"),
    "less grave": ({"devices": ("D1",), "severity": "low"}, "accepted"),
    "graver": ({"devices": ("D1",), "severity": "critical"}, "changed"),
    "one more machine": ({"devices": ("D1", "D2")}, "changed"),
}


@pytest.mark.parametrize("case", NEXT)
def test_a_new_version(case: str, ours: House) -> None:
    fill(ours, "D1")
    accept(ours)
    told, state = dict(NEXT[case][0]), NEXT[case][1]
    fill(ours, *told.pop("devices"), **told)  # type: ignore[misc, arg-type]
    line = first(ours)
    assert line.standing.state.value == state
    assert bool(line.standing.why) == (state == "changed")
    if state == "changed":
        assert accept(ours, seen=row_of(ours).pk)  # asked again, and decided on the facts of now
        assert first(ours).standing.accepted


def test_what_is_gone_is_told_and_what_comes_back_is_known(ours: House) -> None:
    fill(ours, "D1")
    accept(ours)
    with tenant_scope(ours.tenant.id):
        documents = {"hospital.json": HOSPITAL.to_json(), "diagnosis.json": Diagnosis(today=DAY).to_json()}
        versions.confirm(versions.propose(documents, cause="", who=None, day=DAY), who=ours.people["owner"])
    assert [row.title for row in look(ours).gone] == [Text(ja="指摘", en="Finding 1")]
    fill(ours, "D1")
    assert (first(ours).standing.accepted, look(ours).gone, first(ours).new) == (True, (), True)


def test_rows_are_only_added(ours: House) -> None:
    fill(ours, "D1")
    assert accept(ours)
    row = row_of(ours)
    assert not accept(ours, seen=row.pk)  # an equal one is not added twice
    assert accept(ours, Terms("院長", "もう少し", UNTIL + timedelta(days=9)), seen=row.pk)
    with tenant_scope(ours.tenant.id):
        with pytest.raises(ValueError, match="never changed"):
            row.save()
        assert services.take_back(row_of(ours), who=ours.people["editor"], today=DAY)
    assert first(ours).standing.row == row  # the earlier one stands again, as it was
    with tenant_scope(ours.tenant.id):
        assert not services.take_back(Acceptance.objects.order_by("pk")[1], who=ours.people["editor"], today=DAY)
        assert Acceptance.objects.count() == 3
        acts = AuditEvent.objects.filter(verb__in=[Verb.FINDING_ACCEPTED, Verb.FINDING_REOPENED]).order_by("number")
        assert [each.verb for each in acts] == ["finding.accepted", "finding.accepted", "finding.reopened"]
        assert acts[0].about["until"] == UNTIL.isoformat()
        assert broken_at() is None


WRONG = {
    "no day": (Terms("院長", "理由", None), "日付を書いて"),
    "today": (Terms("院長", "理由", DAY), "期限は明日から"),
    "a day and a year ahead": (Terms("院長", "理由", date(2027, 11, 25)), "2027-11-24"),
    "nobody": (Terms(" ", "理由", UNTIL), "決めた人"),
    "no reason": (Terms("院長", "\n", UNTIL), "理由を書いて"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_stand_is_refused(case: str, ours: House) -> None:
    fill(ours, "D1")
    terms, said = WRONG[case]
    with pytest.raises(InputError) as refused:
        accept(ours, terms)
    assert said in refused.value.message.ja
    assert first(ours).standing.row is None


def test_a_year_is_a_year_on_leap_days_too() -> None:
    assert latest_day(date(2028, 2, 29)) == date(2029, 2, 28)
    assert latest_day(date(2027, 2, 28)) == date(2028, 2, 28)


def test_two_people_or_two_versions_at_once(ours: House) -> None:
    old = fill(ours, "D1")
    accept(ours)
    with pytest.raises(InputError, match="ほかの人が先に"):
        accept(ours, Terms("事務長", "別の理由", UNTIL))
    fill(ours, "D1")
    with pytest.raises(InputError, match="新しい読み取り結果"):
        accept(ours, Terms("事務長", "別の理由", UNTIL), seen=row_of(ours).pk, version=old)


def test_an_accepted_finding_is_counted_as_before(ours: House, monkeypatch: pytest.MonkeyPatch) -> None:
    version = fill(ours, "D1", others=2)
    accept(ours)
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    with tenant_scope(ours.tenant.id):
        index.rebuild(version)
        standing = Standing.objects.get(version=version)
        found = versions.document(version, Diagnosis, "diagnosis.json")
    assert (standing.critical, standing.high) == (0, 1)
    assert found is not None
    assert len(found.findings) == 3  # what the report on paper is made of
    assert len(look(ours).lines) == 3


def test_another_hospitals_acceptance_is_no_ones_here(ours: House, theirs: House) -> None:
    fill(ours, "D1")
    fill(theirs, "D1")
    accept(theirs)
    assert first(theirs).standing.accepted
    assert first(ours).standing.row is None
