"""Papers apart from answers: one serves many items, each has version, day and expiry, and an old one lowers a yes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.cli.comply_text import assessment_lines
from inmori.comply import RECHECK, Assessment, Decision, assess
from inmori.comply.evidence import papers_of, valid_days
from inmori.comply.grounds import decision_recheck
from inmori.model import DateFact, Evidence, Hospital, SourceKind
from tests.comply.house import CATALOGUE, LEDGER, TODAY, TOLD, diagnosis, finding, hospital, server

ID = "checklist-r8"
RESPONSIBLE, LISTED, PATCHED, REACHED = f"{ID}/1-1", f"{ID}/2-1", f"{ID}/2-6", f"{ID}/3-1"


def dated(told: date | None = None, ledger: date | None = None, *, sha: str = "0" * 64) -> Hospital:
    """The house with a day on its interview and on its ledger."""
    made = hospital(
        evidence=(
            Evidence(file="台帳.xlsx", sha256=sha, size=1, format="ledger_workbook", kind=SourceKind.LEDGER),
            Evidence(file="hospital.yaml", sha256="2" * 64, size=1, format="interview", kind=SourceKind.TOLD),
        )
    )
    days = {"hospital.yaml": told, "台帳.xlsx": ledger}
    return Hospital.model_validate(_with_days(made.model_dump(mode="json"), days))


def _with_days(value: Any, days: dict[str, date | None]) -> Any:
    """Write the day of its file into every source."""
    if isinstance(value, list):
        return [_with_days(one, days) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _with_days(part, days) for key, part in value.items()}
    if "file" in found and "as_of" in found:
        found["as_of"] = days.get(found["file"])
    return found


def assessed(of: Hospital, **more: Any) -> Assessment:
    return assess(of, diagnosis(), CATALOGUE, edition="r8", today=TODAY, **more)


def test_one_paper_serves_many_items_and_says_what_it_shows() -> None:
    papers = {one.file: one for one in assessed(dated()).papers}
    assert {RESPONSIBLE, REACHED} <= set(papers["hospital.yaml"].serves)
    assert PATCHED in papers["台帳.xlsx"].serves
    assert "機器2件" in papers["台帳.xlsx"].shows.ja
    assert "バックアップ1件" in papers["hospital.yaml"].shows.ja
    assert papers["hospital.yaml"].shows.ja.endswith("病院の方針と対策")


@pytest.mark.parametrize(
    ("told", "age", "answer"),
    [
        (None, "undated", "yes"),  # a paper without a day is told as such and carries on
        (date(2026, 11, 1), "current", "yes"),
        (date(2025, 11, 24), "current", "yes"),  # the 365th day
        (date(2025, 11, 23), "expired", "unknown"),
        (date(2027, 1, 1), "undated", "yes"),  # a day that lies ahead is no day of the paper
    ],
)
def test_an_expired_paper_lowers_a_yes(told: date | None, age: str, answer: str) -> None:
    made = assessed(dated(told=told))
    paper = next(one for one in made.papers if one.file == "hospital.yaml")
    item = made.item(REACHED)
    assert item is not None
    assert (paper.age, item.proposed, item.answer) == (age, answer, answer)
    if answer == "unknown":
        assert item.stands == RECHECK
        assert item.recheck is not None
        assert paper.label in item.recheck.ja
        assert item.task is not None
        assert item.task.what == item.recheck


def test_an_expired_paper_does_not_lower_a_no() -> None:
    off = dated(told=date(2020, 1, 1))
    off = off.model_copy(update={"controls": off.controls.model_copy(update={"contact_list": type(off.controls.contact_list).of(False, TOLD.model_copy(update={"as_of": date(2020, 1, 1)}))})})
    item = assessed(off).item(REACHED)
    assert item is not None
    assert (item.proposed, item.recheck) == ("no", None)


def test_what_a_second_paper_still_shows_stays() -> None:
    """A machine known from an old ledger and from a fresh export is in order; from the old ledger alone it is not."""
    old = LEDGER.model_copy(update={"as_of": date(2024, 1, 1)})
    fresh = LEDGER.model_copy(update={"file": "資産.csv", "kind": SourceKind.EXPORT, "as_of": date(2026, 11, 1)})
    found = {}
    for name, sources in (("both", (old, fresh)), ("old", (old,))):
        devices = tuple(server(number).model_copy(update={"last_patched": DateFact.of(date(2026, 11, 1), *sources)}) for number in (1, 2))
        item = assessed(hospital(devices=devices)).item(PATCHED)
        assert item is not None
        found[name] = (item.proposed, item.in_order)
    # The fresh file's other sources carry the day 2026-11-01; the ledger's newest day is 2024.
    assert found == {"both": ("yes", 2), "old": ("unknown", 0)}


def test_versions_and_numbers_count_on() -> None:
    first = papers_of(dated(), CATALOGUE, today=TODAY)
    assert [(one.label, one.file, one.version) for one in first] == [("E1", "hospital.yaml", 1), ("E2", "台帳.xlsx", 1)]
    changed = dated(sha="9" * 64)
    added = Evidence(file="a.conf", sha256="3" * 64, size=1, format="fortios", kind=SourceKind.CONFIG)
    second = papers_of(changed.model_copy(update={"evidence": (added, *changed.evidence)}), CATALOGUE, today=TODAY, before=first)
    assert [(one.label, one.file, one.version, one.replaced) for one in second] == [
        ("E1", "hospital.yaml", 1, ""),
        ("E2", "台帳.xlsx", 2, "0" * 64),
        ("E3", "a.conf", 1, ""),
    ]
    third = papers_of(changed, CATALOGUE, today=TODAY, before=second)
    assert third[1].version == 2, "the same content again is no new version"


@pytest.mark.parametrize("kind", list(SourceKind))
def test_every_kind_of_paper_has_a_time(kind: SourceKind) -> None:
    assert 30 <= valid_days(kind, CATALOGUE) <= 731


@pytest.mark.parametrize(
    ("change", "yearly", "lowered"),
    [
        ({}, True, False),
        ({"valid_until": date(2026, 11, 24)}, True, False),
        ({"valid_until": date(2026, 11, 23)}, True, True),
        ({"answer": "no", "target": date(2026, 12, 1), "valid_until": date(2026, 7, 1)}, True, False),  # a no stands
        ({"on": date(2026, 3, 31)}, True, True),  # the fiscal year before
        ({"on": date(2026, 3, 31)}, False, False),  # a guideline is not answered anew every year
        ({"evidence": "E1"}, True, True),
        ({"evidence": "E1、E2"}, True, False),  # one of the papers still holds
        ({"evidence": "E9"}, True, False),
        ({"evidence": "USE10型の手順書"}, True, False),  # no number of a paper
        ({"evidence": "任命書(e1)"}, True, True),
    ],
)
def test_when_a_decision_has_to_be_looked_at_again(change: dict[str, Any], yearly: bool, lowered: bool) -> None:
    papers = papers_of(dated(told=date(2024, 1, 1), ledger=date(2026, 11, 1)), CATALOGUE, today=TODAY)
    fields = {"item": REACHED, "answer": "yes", "on": date(2026, 6, 1), "who": "佐藤", "reason": "見た", **change}
    again = decision_recheck(Decision(**fields), papers, today=TODAY, yearly=yearly)
    assert (again is not None) is lowered
    assert again is None or "確認し直す" in again.ja


def test_a_lowered_decision_is_not_counted_as_yes_and_makes_a_task() -> None:
    said = Decision(item=f"{ID}/2-4", answer="yes", on=date(2026, 6, 1), who="佐藤", reason="権限表", valid_until=date(2026, 9, 30))
    made = assessed(dated(), decided=(said,))
    item = made.item(f"{ID}/2-4")
    assert item is not None
    assert (item.answer, item.stands) == ("unknown", RECHECK)
    assert item.task is not None
    assert made.counts()["unknown"] == sum(1 for one in made.items if one.answer == "unknown")
    assert any(task.item == item.id for task in made.tasks())


def test_a_yes_against_the_papers_stands_and_is_shown_as_such() -> None:
    """People may know better than the papers; but nobody who reads the answer shall miss it."""
    spoiled = diagnosis(finding("lifecycle/unsupported_products", devices=("S1",)))
    said = Decision(item=PATCHED, answer="yes", on=date(2026, 11, 1), who="佐藤", reason="先月入れ替えた")
    made = assess(hospital(), spoiled, CATALOGUE, edition="r8", today=TODAY, decided=(said,))
    item = made.item(PATCHED)
    assert item is not None
    assert (item.answer, item.proposed, item.against_papers) == ("yes", "no", True)
    assert any("決めた答えは「はい」、資料は「いいえ」" in line for line in assessment_lines(made, "ja"))
    assert [one.number for one in made.items if one.against_papers] == [item.number]
