"""Writing through the API does what the screens do: nothing is overwritten, what cannot stand is refused with its reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from inmori.web.acceptance.models import Acceptance
from inmori.web.answers.models import Answer
from inmori.web.jobs.models import Job
from inmori.web.roadmap.models import KeptRoadmap
from inmori.web.tenants.scope import tenant_scope
from tests.web.api.test_operations import DAY, Rows, furnished
from tests.web.conftest import House


@pytest.fixture
def rows(ours: House, monkeypatch: pytest.MonkeyPatch) -> Rows:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    return furnished(ours)


def ask(rows: Rows, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {rows.key['write']}"}
    response = Client().generic(method, f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers)
    return response.status_code, response.json()


def test_a_finding_is_accepted_anew_and_taken_back(rows: Rows, ours: House) -> None:
    at = f"/findings/{rows.places['finding']}"
    terms = {"who": "院長", "reason": "もう少し", "until": "2027-02-28", "seen": rows.places["row"]}
    assert ask(rows, "POST", f"{at}/accept", {**terms, "until": "2027-11-25"})[1]["detail"][0]["ja"].startswith("期限は明日から")
    code, told = ask(rows, "POST", f"{at}/accept", terms)
    assert (code, told["state"], told["until"], len(told["history"])) == (200, "accepted", "2027-02-28", 2)
    assert ask(rows, "POST", f"{at}/accept", {**terms, "reason": "別の理由"})[0] == 409  # decided on what is no longer so
    assert ask(rows, "POST", f"{at}/take-back", {"row": rows.places["row"]})[0] == 404  # not the newest
    code, told = ask(rows, "POST", f"{at}/take-back", {"row": told["row"]})
    assert (code, told["state"], told["row"]) == (200, "accepted", rows.places["row"])
    assert ask(rows, "GET", "/findings?state=accepted")[1]["accepted"] == 1
    with tenant_scope(ours.tenant.id):
        assert Acceptance.objects.count() == 3


NOT_TERMS = {"no day": {"until": None}, "no reason": {"reason": ""}, "a word": {"until": "next year"}, "an endless name": {"who": "a" * 121}}


@pytest.mark.parametrize("case", NOT_TERMS)
def test_terms_that_make_no_sense(case: str, rows: Rows) -> None:
    given = {"who": "院長", "reason": "理由", "until": "2027-02-28", "seen": rows.places["row"], **NOT_TERMS[case]}
    assert ask(rows, "POST", f"/findings/{rows.places['finding']}/accept", given)[0] == 422


def test_an_item_is_decided_and_taken_back(rows: Rows, ours: House) -> None:
    assert [each["edition"] for each in ask(rows, "GET", "/checklists")[1]["items"] if each["due"]] == ["r8"]
    at, decided = "/checklists/r8/1-1", {"answer": "no", "on": "2026-11-24", "who": "副院長", "reason": "任命書がない"}
    assert "目標日" in ask(rows, "POST", f"{at}/decide", decided)[1]["detail"][0]["ja"]
    code, told = ask(rows, "POST", f"{at}/decide", {**decided, "target": "2027-03-31"})
    assert (code, told["answer"], told["decided"], told["target"]) == (200, "no", True, "2027-03-31")
    assert ask(rows, "POST", f"{at}/decide", {**decided, "answer": "yes"})[0] == 409
    assert ask(rows, "GET", "/checklists/r8")[1]["counts"]["no"] >= 1
    code, told = ask(rows, "POST", f"{at}/take-back", {"row": told["row"]})
    assert (code, told["decided"], told["decisions"]) == (200, False, [])
    assert [ask(rows, "GET", path)[0] for path in ("/checklists/r99", "/checklists/r8/no-such-item")] == [404, 404]
    with tenant_scope(ours.tenant.id):
        assert Answer.objects.count() == 2


def test_a_task_is_written_and_nobody_is_overwritten(rows: Rows, ours: House) -> None:
    at = "/roadmap/tasks/cyber_bcp"
    code, told = ask(rows, "PATCH", at, {"owner": "山田", "state": "doing"})
    assert (code, told["task"]["owner"], told["task"]["state"], told["overtaken"]) == (200, "山田", "doing", [])
    code, told = ask(rows, "PATCH", at, {"owner": "佐藤", "note": "見積り中", "seen": {"owner": ""}})
    assert (told["task"]["owner"], told["task"]["note"], told["overtaken"]) == ("山田", "見積り中", ["owner"])
    assert ask(rows, "PATCH", at, {"start": "2027-03-01", "due": "2027-02-01"})[0] == 422
    assert ask(rows, "PATCH", at, {"due": "1999-01-01"})[0] == 422
    assert ask(rows, "PATCH", at, {"due": "2026-11-01", "start": None})[1]["task"]["overdue"]
    assert ask(rows, "PATCH", "/roadmap/tasks/nothing", {})[0] == 404
    assert ask(rows, "POST", "/roadmap/road", {"road": "nowhere"})[0] == 422
    assert ask(rows, "POST", "/roadmap/road", {"road": "cloud"})[1]["direction"] == "cloud"
    with tenant_scope(ours.tenant.id):
        item = KeptRoadmap.objects.get().document().item("cyber_bcp")
    assert item is not None
    assert (item.owner, item.note) == ("山田", "見積り中")


def test_papers_are_asked_for_and_listed(rows: Rows) -> None:
    assert [each["name"] for each in ask(rows, "GET", "/papers")[1]["items"]] == ["report.pdf"]
    assert [ask(rows, "POST", path, body)[1]["kind"] for path, body in (("/papers", {"language": "en"}), ("/drafts", {}))] == [Job.PAPERS, Job.DRAFTS]
    assert ask(rows, "POST", "/drafts", {"only": "no such paper"})[0] == 422
    assert ask(rows, "GET", f"/papers/{int(rows.places['number']) - 1}/hospital.json")[0] == 404  # a document is no paper


def test_the_record_is_told_and_verified(rows: Rows) -> None:
    told = ask(rows, "GET", "/history")[1]
    assert told["items"][0]["number"] == told["count"]
    assert told["items"][1]["hash"] == told["items"][0]["before"]
    assert ask(rows, "GET", "/history/check")[1] | {"lines": 0} == {"whole": True, "lines": 0, "broken_at": None}
