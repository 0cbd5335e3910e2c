"""The checklist: a person decides, nothing is overwritten or lost, and what cannot stand is said and counts for nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from inmori.catalogue import load_catalogue
from inmori.comply import Decision, assess
from inmori.model import Evidence, Hospital, SourceKind
from inmori.web.answers.models import Answer, Draft
from inmori.web.answers.papers import PAPERS
from inmori.web.answers.services import rows
from inmori.web.answers.standing import ground, standing
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import Verb
from inmori.web.desk.screens.checklist.editions import chosen, editions
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.services import present
from tests.comply.house import hospital as house_on_paper
from tests.web.conftest import House
from tests.web.desk.filled import DAY, diagnosis, fill

ITEM, FULL = "1-1", "checklist-r8/1-1"
FIELDS = {"answer": "yes", "on": DAY.isoformat(), "who": "副院長", "reason": "任命書を見た", "target": "", "evidence": "E1"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, loud_templates: None) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)


def post(house: House, item: str = ITEM, *, role: str = "editor", htmx: bool = True, to: str = "decide/", **fields: str) -> tuple[int, str]:
    headers = {"HX-Request": "true"} if htmx else {}
    response = house.client(role).post(f"/h/{house.tenant.id}/checklist/r8/{item}/{to}", {**FIELDS, **fields}, headers=headers)
    return response.status_code, response.content.decode() or response.get("location", "")


def kept(house: House) -> list[Decision]:
    with tenant_scope(house.tenant.id):
        return [row.decision() for row in rows("checklist-r8")]


def seen(house: House) -> str:
    with tenant_scope(house.tenant.id):
        return str(rows("checklist-r8")[-1].pk)


def acts(house: House, verb: Verb) -> list[dict[str, object]]:
    with tenant_scope(house.tenant.id):
        assert broken_at() is None
        return list(AuditEvent.objects.filter(verb=verb.value).values_list("about", flat=True))


def test_a_decision_stands_with_day_person_reason_and_a_line_in_the_record(ours: House) -> None:
    fill(ours)
    code, state = post(ours)
    assert (code, "保存しました" in state, "任命書を見た" in state) == (200, True, True)
    assert kept(ours) == [Decision(item=FULL, answer="yes", on=DAY, who="副院長", reason="任命書を見た", evidence="E1")]
    assert [(act["item"], act["answer"], act["decided_by"]) for act in acts(ours, Verb.ANSWER_DECIDED)] == [(FULL, "yes", "副院長")]
    page = ours.client("viewer").get(f"/h/{ours.tenant.id}/checklist/r8/{ITEM}/").content.decode()
    assert "任命書を見た" in page
    assert "<form" not in page.split("<main", 1)[1]  # who may not decide gets no form


def test_an_empty_reason_means_the_papers_where_the_answer_is_theirs(ours: House) -> None:
    fill(ours)
    page = ours.client("editor").get(f"/h/{ours.tenant.id}/checklist/r8/{ITEM}/").content.decode()
    assert "資料からの案: はい" in page
    post(ours, reason="")
    assert kept(ours)[0].reason.startswith("資料からの案のとおり: ")


WRONG = {
    "no answer": ({"answer": ""}, "答えを選んでください"),
    "an answer that the form does not offer": ({"answer": "not_applicable"}, "この項目では選べない答えです"),
    "a no without a day": ({"answer": "no"}, "目標日が要ります"),
    "a no with a day beyond the fiscal year": ({"answer": "no", "target": "2027-04-01"}, "2027-03-31"),
    "a no with a day before the decision": ({"answer": "no", "target": "2026-11-23"}, "目標日は確認日から"),
    "a no with no date": ({"answer": "no", "target": "来月"}, "日付の形"),
    "a day that lies ahead": ({"on": "2026-11-25"}, "今日より後"),
    "nobody": ({"who": " "}, "決めた人"),
    "another answer than proposed without a reason": ({"answer": "unknown", "reason": ""}, "理由を書いて"),
    "a reason like a book": ({"reason": "あ" * 2_001}, "長すぎます"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_stand_is_said_kept_as_a_draft_and_counts_for_nothing(case: str, ours: House) -> None:
    fields, words = WRONG[case]
    fill(ours)
    code, state = post(ours, **fields)
    assert (code, words in state, "まだ決定ではありません" in state) == (200, True, True), state
    assert (kept(ours), acts(ours, Verb.ANSWER_DECIDED)) == ([], [])
    again = ours.client("owner").get(f"/h/{ours.tenant.id}/checklist/r8/{ITEM}/").content.decode()
    assert "書きかけがあります" in again
    post(ours)
    with tenant_scope(ours.tenant.id):
        assert not Draft.objects.exists()


def test_a_no_names_its_day(ours: House) -> None:
    fill(ours)
    post(ours, answer="no", target="2027-03-31")
    assert kept(ours)[0].target == date(2027, 3, 31)


def test_a_correction_of_the_same_day_stands_over_the_first_and_both_stay(ours: House) -> None:
    fill(ours)
    post(ours)
    post(ours, answer="no", target="2027-01-31", seen=seen(ours))
    assert [one.answer for one in kept(ours)] == ["yes", "no"]
    page = ours.client("editor").get(f"/h/{ours.tenant.id}/checklist/r8/{ITEM}/").content.decode()
    assert (page.count("1回目"), page.count("2回目")) == (1, 0)
    assert "今年度の残り: 2" in page


def test_three_rounds_a_year_and_no_fourth(ours: House) -> None:
    fill(ours)
    last = ""
    for back in (90, 60, 30, 0):
        _, last = post(ours, on=(DAY - timedelta(days=back)).isoformat(), seen=seen(ours) if kept(ours) else "")
    assert len(kept(ours)) == 3
    assert "すでに3回あります" in last


def test_equal_decisions_are_kept_once(ours: House) -> None:
    fill(ours)
    post(ours)
    post(ours)
    assert (len(kept(ours)), len(acts(ours, Verb.ANSWER_DECIDED))) == (1, 1)


def test_who_comes_second_sees_the_first_before_deciding(ours: House) -> None:
    fill(ours)
    post(ours)
    _, state = post(ours, role="owner", answer="no", target="2027-01-31", seen="0")
    assert "ほかの人が先に決めました" in state
    assert "任命書を見た" in state
    post(ours, role="owner", answer="no", target="2027-01-31", seen=seen(ours))
    assert [one.answer for one in kept(ours)] == ["yes", "no"]


def test_a_decision_can_be_taken_back_and_stays_in_the_table(ours: House) -> None:
    fill(ours)
    post(ours)
    assert post(ours, to="take-back/", row="999999")[0] == 404
    post(ours, to="take-back/", row=seen(ours))
    assert kept(ours) == []
    with tenant_scope(ours.tenant.id):
        assert Answer.objects.count() == 2
    assert len(acts(ours, Verb.ANSWER_DECIDED)) == 2
    assert "まだ決めていません" in ours.client("editor").get(f"/h/{ours.tenant.id}/checklist/r8/{ITEM}/").content.decode()


def test_rows_are_only_added(ours: House) -> None:
    fill(ours)
    post(ours)
    with tenant_scope(ours.tenant.id):
        row = Answer.objects.get()
        row.answer = "no"
        with pytest.raises(ValueError, match="never changed"):
            row.save()


@pytest.mark.parametrize("role", ["viewer", "adviser"])
def test_who_may_not_decide_finds_no_page(role: str, ours: House) -> None:
    fill(ours)
    assert post(ours, role=role)[0] == 404
    post(ours)
    assert post(ours, role=role, to="take-back/", row=seen(ours))[0] == 404
    assert len(kept(ours)) == 1


def test_another_hospitals_decisions_are_not_there(ours: House, theirs: House) -> None:
    fill(ours)
    fill(theirs)
    post(ours)
    assert kept(theirs) == []
    assert "まだ決めていません" in theirs.client("editor").get(f"/h/{theirs.tenant.id}/checklist/r8/{ITEM}/").content.decode()
    assert post(theirs, to="take-back/", row=seen(ours))[0] == 404


def test_without_scripts_one_goes_from_item_to_item(ours: House) -> None:
    fill(ours)
    base = f"/h/{ours.tenant.id}/checklist/r8/"
    assert post(ours, htmx=False, then="2-1") == (302, f"{base}2-1/")
    assert post(ours, htmx=False, then="//elsewhere.example", item="2-1") == (302, f"{base}2-1/")
    assert post(ours, htmx=False, answer="", then="2-2") == (302, f"{base}{ITEM}/")
    assert post(ours, htmx=False, mode="table", seen=seen(ours)) == (302, f"{base}#item-{ITEM}")


def test_every_edition_has_its_table_and_others_have_none(ours: House) -> None:
    fill(ours)
    client = ours.client("viewer")
    for edition in editions():
        page = client.get(f"/h/{ours.tenant.id}/checklist/{edition.short}/")
        count = sum(one.framework == edition.id and one.row for one in load_catalogue().requirements.values())
        assert (page.status_code, page.content.decode().count('<tr id="item-')) == (200, count), edition.id
    for other in ("r8-vendor", "mds", "r8-pharmacy-vendor", "r99"):
        assert client.get(f"/h/{ours.tenant.id}/checklist/{other}/").status_code == 404
    went = client.get(f"/h/{ours.tenant.id}/checklist/?edition=../../..")["location"]
    assert went == f"/h/{ours.tenant.id}/checklist/r8/"


@pytest.mark.parametrize("day, short", [(date(2025, 3, 31), "r6"), (date(2025, 4, 1), "r7"), (date(2026, 11, 24), "r8"), (date(2031, 1, 1), "r8")])
def test_the_edition_of_the_year_is_opened_first(day: date, short: str) -> None:
    assert chosen(day).short == short


def test_only_what_is_not_decided(ours: House) -> None:
    fill(ours)
    post(ours)
    page = ours.client("viewer").get(f"/h/{ours.tenant.id}/checklist/r8/?undecided").content.decode()
    assert (f'id="item-{ITEM}"' in page, 'id="item-2-1"' in page, "17 / 18" in page) == (False, True, True)


def test_decisions_over_kept_proposals_are_what_a_whole_assessment_says(ours: House) -> None:
    version = fill(ours)
    framework = chosen(DAY)
    decided = [
        Decision(item=FULL, answer="yes", on=DAY - timedelta(days=200), who="院長", reason="見た", evidence="E2"),
        Decision(item=FULL, answer="no", on=DAY - timedelta(days=40), who="院長", reason="やめた", target=DAY - timedelta(days=3)),
        Decision(item="checklist-r8/2-1", answer="unknown", on=DAY, who="院長", reason="調べる"),
    ]
    with tenant_scope(ours.tenant.id):
        on = ground(version)
        assert on is not None
        kept = standing(on, framework, decided=decided, today=DAY)
    whole = assess(house_on_paper(), diagnosis("critical", "high"), load_catalogue(), edition="r8", today=DAY, decided=decided)
    assert (kept.items, kept.papers, kept.decided) == (whole.items, whole.papers, whole.decided)


def test_a_papers_number_stays_when_another_comes_before_it(ours: House) -> None:
    fill(ours)
    more = Evidence(file="あたらしい台帳.xlsx", sha256="2" * 64, size=1, format="ledger_workbook", kind=SourceKind.LEDGER)
    first = house_on_paper()
    fill(ours, hospital=Hospital(**{**dict(first), "evidence": (more, *first.evidence)}))
    with tenant_scope(ours.tenant.id):
        version = present()
        assert version is not None
        on = ground(version)
        assert on is not None
        numbers = {one.file: one.number for one in standing(on, chosen(DAY), decided=(), today=DAY).papers}
    assert numbers == {"台帳.xlsx": 1, "資産.csv": 2, "あたらしい台帳.xlsx": 3}


BEGINS = {"xlsx": b"PK", "zip": b"PK", "pdf": b"%PDF"}


def test_papers_are_made_from_what_was_decided_and_each_taking_is_kept(ours: House) -> None:
    fill(ours)
    post(ours)
    base = f"/h/{ours.tenant.id}/checklist/r8/take/"
    for name in PAPERS:
        made = ours.client("adviser").post(f"{base}{name}/")
        assert made.content.startswith(BEGINS[name.rsplit(".", 1)[1]])
        assert f'filename="r8-{name}"' in made["Content-Disposition"]
    assert [act["paper"] for act in acts(ours, Verb.PAPER_TAKEN)] == list(PAPERS)
    assert ours.client("viewer").post(f"{base}checklist.xlsx/").status_code == 404
    assert ours.client("owner").post(f"{base}etc-passwd/").status_code == 404


def test_before_anything_was_read_one_is_led_to_the_beginning(ours: House) -> None:
    assert ours.client("viewer").get(f"/h/{ours.tenant.id}/checklist/r8/")["location"] == f"/h/{ours.tenant.id}/"
    assert post(ours)[0] == 404
