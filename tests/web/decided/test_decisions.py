"""A decision makes a version at once, waits for no reading, is undone by a row, and is never over another's decision."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from inmori.errors import InputError
from inmori.ingest.decided import FILE, Decided, FactDecision, by_person, mark_of, standing, with_decisions
from inmori.model import (
    Claim,
    Device,
    DeviceKind,
    Fact,
    Hospital,
    MadeFrom,
    Source,
    SourceKind,
    TextFact,
    YesNo,
)
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import Verb
from inmori.web.decided import renewing, services
from inmori.web.decided.hospital_text import AS_READ, HospitalText, hospital_text, reading_of
from inmori.web.decided.models import DecidedFact
from inmori.web.decided.services import Change
from inmori.web.jobs import asking, stages
from inmori.web.jobs.models import Job
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import index
from inmori.web.versions import services as versions
from inmori.web.versions.models import DeviceRow, Standing, StoredDocument, Version
from tests.web.conftest import House
from tests.web.desk.filled import fill

DAY = date(2026, 11, 24)
LEDGER = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="機器", cell="F7")
TOOL = Source(kind=SourceKind.EXPORT, file="資産.csv", line=4)


def text(value: str, source: Source = LEDGER) -> TextFact:
    return TextFact.of(value, source)


def house_of(*names: str, start: int = 1) -> Hospital:
    """Machines with a number each, of which the first has two operating systems in the papers."""
    devices = tuple(
        Device(
            id=f"D{number:04d}", name=text(name), serials=(text(f"SN-{name}-77"),), kind=Fact[DeviceKind].of(DeviceKind.CLIENT, LEDGER),
            os=TextFact(value="Windows 7", confidence=0.55, sources=(TOOL,), others=(Claim[str](value="Windows 10", source=LEDGER),)),
            department=text("外来"), zones=(text("clinical"),), dhcp=YesNo.of(False, LEDGER),
        )
        for number, name in enumerate(names, start=start)
    )  # fmt: skip
    return Hospital(name=text("試験病院"), devices=devices, made_from=(MadeFrom(name="台帳.xlsx", sha256="0" * 64),))


@pytest.fixture
def filled(ours: House) -> Version:
    return fill(ours, hospital=house_of("受付PC", "会計PC", "検査PC"))


def act(house: House, *changes: Change, reason: str = "現物を見た", seen: str | None = None) -> Version | None:
    """Decide as the editor does who looks at the present version."""
    now = versions.present()
    assert now is not None
    mark = services.mark_seen(changes, now) if seen is None else seen
    services.decide(changes, who=house.people["editor"], reason=reason, seen=mark, today=DAY)
    return asking.follow_decisions(who=house.people["editor"])


def hospital(version: Version | None = None) -> Hospital:
    now = version or versions.present()
    assert now is not None
    found = versions.document(now, Hospital, "hospital.json")
    assert found is not None
    return found


def test_a_decision_makes_a_version_that_counts(ours: House, filled: Version) -> None:
    with tenant_scope(ours.tenant.id):
        version = act(ours, Change("D0001", "os", "Windows 10"), Change("D0002", "vendor", "北メディカル"))
        assert version is not None
        assert (version.state, version.number, version.after) == (Version.CURRENT, filled.number + 1, filled)
        os = hospital().devices[0].os
        assert (os.value, by_person(os.sources[0]), [c.value for c in os.others]) == ("Windows 10", True, ["Windows 7"])
        rows = {row.device: row for row in DeviceRow.objects.filter(version=version)}
        assert (len(rows), rows["D0001"].os, rows["D0001"].conflicts, rows["D0002"].vendor) == (3, "Windows 10", 0, "北メディカル")
        assert (rows["D0002"].conflicts, rows["D0003"].conflicts) == (1, 1)
        assert DeviceRow.objects.filter(version=filled, device="D0001").get().os == "Windows 7", "the earlier version keeps its own"
        assert Standing.objects.filter(version=version).count() == 1
        assert [(j.state, j.arguments["version"]) for j in Job.objects.filter(kind=Job.ASSESS)] == [(Job.WAITING, version.pk)]
        assert [e.about["machines"] for e in AuditEvent.objects.filter(verb=Verb.FACT_CHANGED.value)] == [2]
        assert broken_at() is None


def test_the_version_is_what_the_core_makes_of_the_reading(ours: House, filled: Version) -> None:
    with tenant_scope(ours.tenant.id):
        act(ours, Change("D0001", "os", None), Change("D0003", "support_until", "2027-03-31"))
        act(ours, Change("D0003", "support_until", "2028-03-31"), Change("D0003", "kind", "printer"), Change("D0002", "dhcp", "yes"))
        act(ours, Change("D0003", "kind", "tablet"))
        version = versions.present()
        assert version is not None
        read = StoredDocument.objects.get(version=version, name=AS_READ)
        told = services.decisions_of_line(version)
        want, decided = with_decisions(Hospital.from_json(versions.text_of(read), name="h"), told, reading=read.sha256)
        assert versions.text_of(StoredDocument.objects.get(version=version, name="hospital.json")) == want.to_json()
        assert versions.text_of(StoredDocument.objects.get(version=version, name=FILE)) == decided.to_json()
        assert reading_of(version) == read.sha256 == StoredDocument.objects.get(version=filled, name="hospital.json").sha256


def test_taking_back_lets_the_evidence_speak_again_and_going_back_goes_behind_the_decision(ours: House, filled: Version) -> None:
    who = ours.people["editor"]
    with tenant_scope(ours.tenant.id):
        before = hospital()
        act(ours, Change("D0001", "os", "Windows 10"))
        number = DecidedFact.objects.get().number
        assert len(services.take_back([number], who=who, today=DAY)) == 1
        assert services.take_back([number], who=who, today=DAY) == [], "once"
        asking.follow_decisions(who=who)
        assert [d.os for d in hospital().devices] == [d.os for d in before.devices]
        act(ours, Change("D0001", "os", "Windows 11"))
        assert hospital().devices[0].os.value == "Windows 11"
        versions.go_back(who=who)
        assert asking.follow_decisions(who=who) is None, "undone with its version"
        assert hospital().devices[0].os.value == "Windows 7"
        act(ours, Change("D0002", "vendor", "北"))
        assert hospital().devices[0].os.value == "Windows 7"
        with pytest.raises(ValueError, match="never changed"):
            DecidedFact.objects.first().save()
        assert DecidedFact.objects.count() == 4, "nothing is lost"


def test_what_somebody_else_decided_meanwhile_is_told(ours: House, filled: Version) -> None:
    with tenant_scope(ours.tenant.id):
        mine = Change("D0001", "os", "Windows 10")
        seen = services.mark_seen([mine], filled)
        act(ours, Change("D0002", "vendor", "南"))
        act(ours, mine, seen=seen)  # another machine is no quarrel
        for other in (Change("D0001", "os", "Windows 11"), mine):
            with pytest.raises(services.Overtaken):
                act(ours, other, seen=seen)
        assert hospital().devices[0].os.value == "Windows 10"
        with pytest.raises(InputError):
            act(ours, Change("D0001", "os", "Windows 11"), reason="  ")


def test_numbers_of_another_reading_are_no_address(ours: House, filled: Version) -> None:
    mine = Change("D0001", "os", "Windows 10")
    with tenant_scope(ours.tenant.id):
        seen = services.mark_seen([mine], filled)
    fill(ours, hospital=house_of("新しいPC", "受付PC"))
    with tenant_scope(ours.tenant.id), pytest.raises(services.Overtaken):
        act(ours, mine, seen=seen)


def test_a_reading_made_before_a_decision_counts_with_it(ours: House, filled: Version) -> None:
    """Asked for, then somebody decides, then it is let count: numbers have changed, one machine is gone."""
    who = ours.people["owner"]
    after = house_of("新しいPC", "受付PC")
    with tenant_scope(ours.tenant.id):
        waiting = versions.propose({"hospital.json": after.to_json()}, cause="資料を読んだ", who=who, day=DAY)
        act(ours, Change("D0001", "os", "Windows 10"), Change("D0002", "vendor", "北"))
        assert versions.proposed() == waiting, "the reading goes on waiting"
        asking.let_count(waiting, who=who)
        now = versions.present()
        assert now == waiting
        assert [(d.name.value, d.os.value, d.vendor.value) for d in hospital().devices] == [("新しいPC", "Windows 7", None), ("受付PC", "Windows 10", None)]
        assert [(each.field, why) for each, why in services.applied(now).unplaced()] == [("vendor", "gone")]
        act(ours, Change("D0001", "vendor", "東"))
        told = services.applied(versions.present() or waiting)
        assert [(each.field, why) for each, why in told.unplaced()] == [("vendor", "gone")], "still told"
        assert len(standing(told.decisions)) == 3
    back = fill(ours, hospital=house_of("会計PC"))
    with tenant_scope(ours.tenant.id), transaction.atomic():
        renewing.carry_over(back)
        assert hospital(back).devices[0].vendor.value == "北", "found again when its machine is"


def test_a_decision_of_the_same_value_is_not_made_twice(ours: House, filled: Version) -> None:
    with tenant_scope(ours.tenant.id):
        confirmed = Change("D0001", "os", "Windows 7")
        act(ours, confirmed)
        assert DecidedFact.objects.count() == 1, "what papers contest a person may confirm"
        assert act(ours, confirmed, Change("D0002", "department", "外来")) is None
        assert DecidedFact.objects.count() == 1


def test_a_hospital_taken_apart_is_put_together_again() -> None:
    for case in (house_of("受付PC", "会計PC"), house_of("一台"), Hospital(), Hospital(name=text('"devices": [\n  {\n')), house_of('"\n  },\n  {\n', "x")):
        whole = HospitalText(case.to_json())
        assert whole.ids == tuple(d.id for d in case.devices)
        assert whole.with_devices([whole.fields(each) for each in whole.ids], made_from=None) == case.to_json()
        assert [whole.device(each) for each in whole.ids] == list(case.devices)
    assert HospitalText(Hospital().to_json()).device("D0001") is None


def test_the_index_follows_as_if_made_anew(ours: House, filled: Version) -> None:
    with tenant_scope(ours.tenant.id):
        version = act(ours, Change("D0001", "department", "検査科"), Change("D0001", "kind", "printer"), Change("D0002", "os", None))
        assert version is not None
        names = [f.attname for f in DeviceRow._meta.concrete_fields if f.attname != "id"]
        carried = [tuple(getattr(row, name) for name in names) for row in DeviceRow.objects.filter(version=version).order_by("device")]
        index.rebuild(version)
        assert carried == [tuple(getattr(row, name) for name in names) for row in DeviceRow.objects.filter(version=version).order_by("device")]


def test_another_hospital_sees_none_of_it(ours: House, theirs: House, filled: Version) -> None:
    with tenant_scope(ours.tenant.id):
        act(ours, Change("D0001", "os", "Windows 10"))
    with tenant_scope(theirs.tenant.id):
        assert not DecidedFact.objects.exists()
        assert services.decisions_of_line(None) == []
        assert hospital_text(filled) is None
    assert Decided().unplaced() == ()


def test_the_child_that_reads_puts_decisions_on_what_it_read(tmp_path: Path) -> None:
    one = house_of("受付PC")
    told = FactDecision(number=4, device_id="D0099", reading="earlier", mark=mark_of(one.devices[0]), field="vendor", value="北", who="山田", on=DAY, reason="名刺")
    assert stages._decided(tmp_path, one) == one
    (tmp_path / FILE).write_text(Decided().to_json(), "utf-8")
    assert stages._decided(tmp_path, one) == one
    assert not (tmp_path / AS_READ).exists(), "where nothing was decided, nothing stands beside it"
    (tmp_path / FILE).write_text(Decided(decisions=(told,)).to_json(), "utf-8")
    assert stages._decided(tmp_path, one).devices[0].vendor.value == "北"
    assert (tmp_path / AS_READ).read_text("utf-8") == one.to_json()
    assert Decided.from_json((tmp_path / FILE).read_text("utf-8"), name=FILE).placed_on("D0001") == (told,)
