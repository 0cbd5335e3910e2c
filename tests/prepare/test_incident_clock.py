"""Which duty holds, when its clock began and by when: against dates worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inmori.prepare.incident_brief import Brief, brief_of
from inmori.prepare.incident_clock import Clock, left, pressing
from inmori.prepare.incident_duty import DUTIES
from inmori.prepare.incident_entry import Entry
from inmori.prepare.incident_house import House
from inmori.prepare.incident_question import QUESTIONS
from inmori.prepare.incident_time import said_time
from tests.prepare.incident_case import answered, at, chained, line, started

NOW = at("2026-11-24 09:00")


def brief(*lines: Entry, now: datetime = NOW) -> Brief:
    return brief_of(chained(*lines), now=now)


def clock(id: str, *lines: Entry, now: datetime = NOW) -> Clock:
    return brief(*lines, now=now).clock(id)


def limit(one: Clock) -> str | None:
    return said_time(one.limit) if one.limit else None


def test_first_report_is_three_to_five_calendar_days_weekend_or_not() -> None:
    one = clock("ppc_first", started("2026-11-25 22:30"), now=at("2026-11-26 09:00"))
    assert one.aim is not None
    assert said_time(one.aim) == "2026-11-28 22:30"  # a Saturday
    assert limit(one) == "2026-11-30 22:30"
    assert one.state == "due"


@pytest.mark.parametrize(
    ("known", "answers", "last"),
    [
        ("2026-11-24 08:15", {"ransomware": "yes"}, "2027-01-22 23:59"),
        ("2026-11-24 08:15", {"attack": "yes"}, "2027-01-22 23:59"),
        ("2026-11-24 08:15", {"attack": "no", "ransomware": "no"}, "2026-12-23 23:59"),
        ("2026-11-24 08:15", {}, "2026-12-23 23:59"),  # not known yet: the safe side
        ("2026-12-01 23:59", {}, "2027-01-04 23:59"),  # the end of the year
        ("2026-11-30 00:00", {}, "2027-01-04 23:59"),
    ],
)
def test_final_report(known: str, answers: dict[str, str], last: str) -> None:
    lines = [answered(name, value) for name, value in answers.items()]
    assert limit(clock("ppc_final", started(known), *lines, now=at("2026-12-02 09:00"))) == last


def test_the_hour_is_japans_whatever_the_zone_of_the_clock() -> None:
    utc = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # half past midnight of 1 December in Japan
    one = brief_of(chained(started().model_copy(update={"known": utc})), now=datetime(2026, 12, 1, tzinfo=UTC)).clock("ppc_final")
    assert limit(one) == "2027-01-04 23:59"
    assert said_time(datetime(2026, 7, 1, 0, 0, tzinfo=UTC)) == "2026-07-01 09:00"  # no summer time


def test_clocks_start_when_anybody_first_knew() -> None:
    early = line("note", "夜勤が見ていた", at=at("2026-11-24 06:00"), known=at("2026-11-24 06:10"))
    intruded = line("note", "侵入はこの日", at=at("2026-11-20 02:00"))  # when it happened starts nothing
    one = clock("ppc_first", started(), early, intruded)
    assert one.starts == at("2026-11-24 06:10")
    undone = line("note", "誤り", corrects=2, void=True)
    assert clock("ppc_first", started(), early, undone).starts == at("2026-11-24 08:15")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-27 08:15", "due"),
        ("2026-11-27 08:16", "late"),
        ("2026-11-29 08:15", "late"),
        ("2026-11-29 08:16", "overdue"),
    ],
)
def test_states_turn_at_the_minute(now: str, state: str) -> None:
    assert clock("ppc_first", started(), now=at(now)).state == state


def test_a_duty_that_was_met_is_done_and_the_first_time_counts() -> None:
    first = line("done", "電話", duty="mhlw", at=at("2026-11-24 09:30"))
    again = line("done", "第2報", duty="mhlw", at=at("2026-11-25 09:30"))
    one = clock("mhlw", started(), first, again, now=at("2026-12-24 09:00"))
    assert one.state == "done"
    assert one.done is not None
    assert one.done.at == at("2026-11-24 09:30")
    withdrawn = line("note", "かけ間違い", corrects=2, void=True)
    assert clock("mhlw", started(), first, withdrawn).state == "due"


NEEDS = [
    # duty, answers, need
    ("ppc_first", {}, "open"),
    ("ppc_first", {"ransomware": "yes"}, "needed"),
    ("ppc_first", {"ransomware": "yes", "sensitive": "no", "persons": "3"}, "needed"),  # evil intent: one is enough
    ("ppc_first", {"leak": "yes", "sensitive": "yes", "persons": "1"}, "needed"),
    ("ppc_first", {"leak": "yes"}, "open"),
    ("ppc_first", {"leak": "no"}, "not_needed"),
    ("ppc_first", {"leak": "no", "ransomware": "yes"}, "open"),  # a bare no against an intruder
    ("ppc_first", {"leak": "no ログで確認", "ransomware": "yes"}, "not_needed"),
    ("ppc_first", {"leak": "yes", "attack": "no", "ransomware": "no", "sensitive": "no", "payment": "no", "persons": "1000", "public_body": "no"}, "not_needed"),
    ("ppc_first", {"leak": "yes", "attack": "no", "ransomware": "no", "sensitive": "no", "payment": "no", "persons": "1001", "public_body": "no"}, "needed"),
    ("ppc_first", {"leak": "yes", "attack": "no", "ransomware": "no", "sensitive": "no", "payment": "no", "persons": "101", "public_body": "yes"}, "needed"),
    ("ppc_first", {"leak": "yes", "attack": "no", "ransomware": "no", "sensitive": "no", "payment": "no", "persons": "101"}, "open"),
    ("ppc_first", {"leak": "yes", "attack": "no", "ransomware": "no", "sensitive": "no", "payment": "no", "persons": "100"}, "not_needed"),
    ("ppc_first", {"leak": "yes", "attack": "no", "ransomware": "no", "sensitive": "no", "payment": "no"}, "open"),
    ("mhlw", {}, "open"),
    ("mhlw", {"attack": "no"}, "open"),
    ("mhlw", {"attack": "no", "ransomware": "no"}, "not_needed"),
    ("mhlw", {"ransomware": "yes"}, "needed"),
    ("police", {"attack": "yes"}, "needed"),
    ("police", {"ransomware": "no"}, "open"),
    ("eligibility", {}, "open"),
    ("eligibility", {"eligibility": "no"}, "not_needed"),
    ("insurer", {"insured": "no"}, "not_needed"),
    ("vendors", {}, "needed"),
    ("jpcert", {"ransomware": "yes"}, "optional"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "answers", "need"), NEEDS)
def test_needs(id: str, answers: dict[str, str], need: str) -> None:
    lines = [answered(name, *value.split(" ", 1)) for name, value in answers.items()]
    assert clock(id, started(), *lines).verdict.need == need


@pytest.mark.parametrize("id", [one.id for one in DUTIES])
@pytest.mark.parametrize("known", [True, False])
def test_nothing_known_closes_nothing(id: str, known: bool) -> None:
    one = clock(id, started() if known else line("note", "何かおかしい", at=NOW))
    assert one.verdict.need in ("needed", "open", "optional")
    assert one.state != "not_needed"
    if not known and one.verdict.need != "optional":
        assert one.state == "undated"


def test_an_open_duty_names_questions_that_settle_it() -> None:
    names = {one.id for one in QUESTIONS}
    for one in brief(started()).clocks:
        assert set(one.verdict.ask) <= names
        assert bool(one.verdict.ask) == (one.verdict.need == "open")


def test_the_most_pressing_comes_first() -> None:
    order = [one.duty.id for one in pressing(brief(started(), now=at("2026-11-29 09:00")).clocks)]
    assert order[0] == "ppc_first"  # the only limit that has passed
    assert order[-1] == "ppc_final"
    early = [one.duty.id for one in pressing(brief(started(), now=at("2026-11-24 08:20")).clocks)]
    assert early[0] == "staff"


def test_the_last_answer_holds_and_the_evidence_answers_for_the_insurance() -> None:
    house = House(insured=False)
    case = brief(started(house=house), answered("ransomware", "yes"), answered("ransomware", "unknown")).case
    assert case.answer("ransomware") == "unknown"
    assert case.answer("insured") == "no"


def test_a_correction_replaces_only_what_it_says() -> None:
    case = brief(started(), line("note", "一つ", at=at("2026-11-24 08:30")), line("note", "二つ", corrects=2), line("note", "", at=at("2026-11-24 08:40"), corrects=3)).case
    corrected = next(one for one in case.lines if one.number == 2)
    assert corrected.what == "二つ"
    assert corrected.at == at("2026-11-24 08:40")


def test_every_duty_has_its_source_and_basis() -> None:
    for one in DUTIES:
        assert one.source
        assert one.basis in ("reported", "assumption")
        assert all((one.name.ja, one.name.en, one.what.ja, one.what.en))


@pytest.mark.parametrize(
    ("moment", "words"),
    [("2026-11-24 09:00", "あと0分"), ("2026-11-24 10:30", "あと1時間30分"), ("2026-11-26 12:00", "あと2日3時間"), ("2026-11-24 08:00", "1時間0分過ぎ")],
)
def test_time_left(moment: str, words: str) -> None:
    assert left(at(moment), now=NOW).ja == words
