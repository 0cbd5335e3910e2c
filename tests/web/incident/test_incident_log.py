"""The log in the browser: nothing is lost or changed unseen, no patient's name is stored, and the command line reads it on."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from inmori.cli.incident_file import read_log
from inmori.errors import InputError
from inmori.prepare.incident_case import case_of
from inmori.prepare.incident_entry import Entry
from inmori.prepare.incident_time import JST
from inmori.report.incident_export import LOG, RECEIPTS
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.incident import services
from inmori.web.incident.first_minutes import first_minutes
from inmori.web.incident.log import log_of, verified
from inmori.web.incident.models import Incident, LogLine
from inmori.web.incident.papers import arguments_for, write_incident
from inmori.web.tenants.scope import tenant_scope
from tests.comply.house import hospital
from tests.web.conftest import House
from tests.web.desk.filled import fill

AT = datetime(2026, 11, 24, 8, 15, tzinfo=JST)


def entry(what: str, minutes: int = 0, **more: object) -> Entry:
    when = AT + timedelta(minutes=minutes)
    return Entry(number=0, kind="note", what=what, by="記録係", entered=when, at=when).model_copy(update=more)


def begun(house: House, *, drill: bool = False, once: str = "") -> Incident:
    first = Entry(number=0, kind="start", what="画面に英語の文", by="記録係", entered=AT, known=AT)
    return services.begin(house.tenant, who=house.people["editor"], entry=first, drill=drill, once=once)


def test_lines_join_and_the_command_line_reads_and_verifies_them(ours: House, tmp_path: Path) -> None:
    with tenant_scope(ours.tenant.id):
        incident = begun(ours)
        for number in range(3):
            services.add(incident, entry(f"{number}番目\nの行", number), who=ours.people["editor"])
        log = log_of(incident)
        assert verified(incident).whole
    (tmp_path / LOG).write_bytes(log.data)
    (tmp_path / RECEIPTS).write_bytes(log.receipts)
    read = read_log(tmp_path)
    assert read.whole
    assert not read.problems
    assert len(read.entries) == 4
    assert case_of(read.entries).known == AT


CHANGES = {
    "a word": (lambda rows: rows[1].update(line=rows[1]["line"].replace("電話", "無視")), "変えられて"),
    "the last lines cut off": (lambda rows: rows.pop(), "失われて"),
    "a line taken out": (lambda rows: rows.pop(1), "抜けて"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_in_the_database_is_told(name: str, ours: House) -> None:
    change, word = CHANGES[name]
    with tenant_scope(ours.tenant.id):
        incident = begun(ours)
        services.add(incident, entry("電話した"), who=ours.people["editor"])
        services.add(incident, entry("回線を抜いた", 1), who=ours.people["editor"])
        rows = list(LogLine.objects.order_by("number").values())
        change(rows)
        LogLine.objects.all().delete()
        for row in rows:
            LogLine.objects.bulk_create([LogLine(**row)])
        chain = verified(incident)
        assert not chain.whole
        assert word in "".join(one.words.ja for one in chain.problems if one.grave)


def test_a_log_written_anew_as_a_whole_does_not_fit_the_record(ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        incident, other = begun(ours), begun(ours)
        services.add(incident, entry("回線を抜いた"), who=ours.people["editor"])
        services.add(other, entry("抜かなかった"), who=ours.people["editor"])
        for row in LogLine.objects.filter(incident=incident):
            false = LogLine.objects.get(incident=other, number=row.number)
            LogLine.objects.filter(pk=row.pk).update(line=false.line, hash=false.hash)
        assert log_of(incident).chain.whole, "the chain alone cannot know"
        assert not verified(incident).whole
        assert broken_at() is None


def test_a_line_cannot_be_saved_over(ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        begun(ours)
        with pytest.raises(ValueError, match="never changed"):
            LogLine.objects.get().save()


def test_a_form_sent_twice_adds_one_line_and_two_writers_lose_none(ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        first, again = begun(ours, once="a"), begun(ours, once="a")
        assert (first.pk, Incident.objects.count()) == (again.pk, 1)
        stale = Incident.objects.get()
        services.add(first, entry("一人目"), who=ours.people["editor"], once="b")
        services.add(stale, entry("二人目"), who=ours.people["owner"], once="c")
        services.add(stale, entry("二人目"), who=ours.people["owner"], once="c")
        assert [one.what for one in log_of(first).chain.entries] == ["画面に英語の文", "一人目", "二人目"]
        assert AuditEvent.objects.filter(verb="incident.noted").count() == 3


def test_an_ended_incident_takes_no_line_until_it_is_reopened(ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        incident, who = begun(ours), ours.people["owner"]
        services.end(incident, entry("終える"), who=who)
        with pytest.raises(InputError, match="再開"):
            services.add(incident, entry("忘れていた行"), who=who)
        services.reopen(incident, entry("再開"), who=who)
        services.add(incident, entry("忘れていた行"), who=who)
        assert log_of(incident).chain.whole


NAMES = {
    "田中一郎さんのカルテ": True, "患者ID 12345": True, "昭和太郎 78歳が入院中": True,
    "患者さんへの案内を貼った": False, "電話: 県警サイバー対策課": False, "60代の入院患者1名を転院": False,
}  # fmt: skip


@pytest.mark.parametrize(("words", "named"), NAMES.items())
def test_a_patients_name_is_not_recorded_unless_somebody_says_it_is_none(words: str, named: bool) -> None:
    if named:
        with pytest.raises(services.NamesAPerson):
            services.checked(words, sure=False)
    assert services.checked(words, sure=True) == words
    assert named or services.checked(words, sure=False) == words


def test_a_drill_is_marked_on_what_is_handed_over(ours: House, tmp_path: Path) -> None:
    fill(ours)
    with tenant_scope(ours.tenant.id):
        incident = begun(ours, drill=True)
        log = log_of(incident)
        assert log.chain.entries[0].house is not None
        assert (log.chain.entries[0].house.name or "").startswith("【訓練】")
        assert log.chain.entries[0].house.systems, "what the papers have goes into the log at the start"
    (tmp_path / LOG).write_bytes(log.data)
    (tmp_path / RECEIPTS).write_bytes(log.receipts)
    told = json.loads(arguments_for("mhlw", now=AT, language="ja", drill=True, name=""))
    write_incident(tmp_path, told, lambda _what, _share: None)
    (made,) = (tmp_path / "made").iterdir()
    with ZipFile(made) as word:
        assert made.name.startswith("訓練_")
        assert "【訓練】厚生労働省" in word.read("word/document.xml").decode()


def test_an_empty_hospital_has_steps_and_lines_to_fill_in() -> None:
    from inmori.model import Hospital

    empty, known = first_minutes(Hospital(), today=AT.date()), first_minutes(hospital(), today=AT.date())
    assert empty.cuts
    assert all(not one.known for one in empty.cuts if one.kind in ("backup", "remote", "line"))
    assert not empty.vendors
    assert known.vendors
    assert all(one.route or one.gap for one in (*empty.inside, *empty.outside, *known.vendors))


def test_a_hospital_takes_its_logs_along(ours: House, tmp_path: Path) -> None:
    with tenant_scope(ours.tenant.id):
        services.add(begun(ours), entry("回線を抜いた"), who=ours.people["editor"])
    response = ours.client("owner").post(f"/h/{ours.tenant.id}/settings/take/")
    (tmp_path / "all.zip").write_bytes(b"".join(response))  # type: ignore[call-overload]
    with ZipFile(tmp_path / "all.zip") as taken:
        taken.extractall(tmp_path)
    assert read_log(tmp_path / "incidents" / "1").whole
