"""The calendar file as another program reads it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import load_catalogue
from inmori.plan.roadmap_make import roadmap_of
from inmori.report.calendar import Calendar, CalendarEvent
from inmori.report.documents.roadmap import calendar_of
from inmori.report.writers.ics import escaped, folded, ics
from inmori.text import Text
from tests.plan.road_case import moving_hospital, roads
from tests.report.calendar_parse import parse, text_of
from tests.report.example_documents import HOSTILE

DAY = date(2026, 11, 24)


def text(words: str) -> Text:
    return Text(ja=words, en=words)


def event(title: str, **more: object) -> CalendarEvent:
    base = CalendarEvent(
        id="renewal-ehr", first=DAY, last=DAY, title=text(title), about=text("説明"), category=text("更新")
    )
    return replace(base, **more)  # type: ignore[arg-type]


def written(*events: CalendarEvent) -> bytes:
    calendar = Calendar(key="0123", name=text("病院, 工程表"), day=DAY, events=events)
    return ics(calendar, language="ja", version="0.1.0")


def test_a_day_ends_on_the_day_after() -> None:
    [found] = parse(written(event("更新時期"))).all("VEVENT")
    assert found.properties["DTSTART"] == [({"VALUE": "DATE"}, "20261124")]
    assert found.properties["DTEND"] == [({"VALUE": "DATE"}, "20261125")]
    assert found.one("UID") == "renewal-ehr@0123.inmori"
    assert found.one("DTSTAMP") == "20261124T000000Z"


def test_hours_are_those_of_japan() -> None:
    calendar = parse(written(event("切替", last=date(2026, 11, 25), hours=(18, 18))))
    [found] = calendar.all("VEVENT")
    assert found.properties["DTSTART"] == [({"TZID": "Asia/Tokyo"}, "20261124T180000")]
    assert found.properties["DTEND"] == [({"TZID": "Asia/Tokyo"}, "20261125T180000")]
    [zone] = calendar.all("VTIMEZONE")
    assert zone.one("TZID") == "Asia/Tokyo"
    assert zone.all("STANDARD")[0].one("TZOFFSETTO") == "+0900"


def test_it_reminds() -> None:
    [found] = parse(written(event("期限", remind_days=90))).all("VEVENT")
    assert found.all("VALARM")[0].one("TRIGGER") == "-P90D"
    assert parse(written(event("期限"))).all("VEVENT")[0].all("VALARM") == []


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_stay_inside_their_line(words: str) -> None:
    [found] = parse(written(event(words), )).all("VEVENT")
    said = text_of(found.one("SUMMARY"))
    assert "\r" not in said
    assert set(found.properties) == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP",
    }  # fmt: skip


def test_a_line_end_in_a_name_makes_no_property() -> None:
    [found] = parse(written(event("一\r\nATTENDEE:mailto:x@example.org\n二"))).all("VEVENT")
    assert "ATTENDEE" not in found.properties
    assert "二" in text_of(found.one("SUMMARY"))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_folding_and_escaping_are_undone_by_a_reader(words: str) -> None:
    lines = folded(words).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == words
    assert all(line.startswith(" ") for line in lines[1:])
    plain = "".join(character for character in words if character.isprintable())
    assert text_of(escaped(plain)) == re.sub("[\ufe00-\ufe0f\U000e0100-\U000e01ef]", "", plain)


def test_the_roadmaps_calendar_holds_every_date() -> None:
    roadmap = roadmap_of(moving_hospital(), roads(), load_catalogue(), direction="cloud")
    data = ics(calendar_of(roadmap), language="ja", version="0.1.0")
    assert data == ics(calendar_of(roadmap), language="ja", version="0.1.0")
    events = parse(data).all("VEVENT")
    days = sorted(found.one("DTSTART")[:8] for found in events)
    assert days == sorted(one.on.strftime("%Y%m%d") for one in roadmap.dates)
    ids = [found.one("UID") for found in events]
    assert len(set(ids)) == len(ids)
    titles = {text_of(found.one("SUMMARY")) for found in events}
    assert {one.title.ja for one in roadmap.dates} == titles


def test_a_moved_date_keeps_its_id_and_no_name_is_in_it() -> None:
    roadmap = roadmap_of(moving_hospital(), roads(), load_catalogue(), direction="cloud")
    moved = roadmap.model_copy(
        update={"dates": tuple(one.model_copy(update={"on": date(2030, 1, 1)}) for one in roadmap.dates)}
    )
    before, after = (
        {found.one("UID") for found in parse(ics(calendar_of(each), language="ja", version="1")).all("VEVENT")}
        for each in (roadmap, moved)
    )
    assert before == after
    assert not any("試験病院" in one for one in before)


@pytest.mark.parametrize(
    "data",
    [b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", b"BEGIN:A\r\nEND:B\r\n", b"BEGIN:A\r\n" + b"X:" + b"a" * 80 + b"\r\nEND:A\r\n"],
)
def test_the_reader_of_this_test_does_find_faults(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"CRLF|END|octets"):
        parse(data)
