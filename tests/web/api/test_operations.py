"""Every operation of the API, as its own description lists them, with every key, in one's own hospital and another's.

An operation without a line in CASES fails, and so does an address under the API that the description does not tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from jsonschema import Draft202012Validator

from inmori.diagnose import Diagnosis
from inmori.model import Device
from inmori.web.acceptance.models import Acceptance
from inmori.web.acceptance.register import register
from inmori.web.acceptance.services import Terms, accept
from inmori.web.acceptance.services import rows as acceptances
from inmori.web.answers.models import Answer
from inmori.web.api.models import Token
from inmori.web.api.services import make
from inmori.web.api.urls import api
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.audit.verb import Verb
from inmori.web.evidence import services as evidence
from inmori.web.jobs import asking
from inmori.web.jobs.models import Job
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Membership
from inmori.web.tenants.role import Right, Role
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import index, services
from inmori.web.versions.models import Version
from tests.comply.house import hospital as house_on_paper
from tests.plan.road_case import roads
from tests.report.example_documents import finding, outcomes
from tests.web.conftest import House
from tests.web.jobs.test_lease import asked


@dataclass(frozen=True)
class Case:
    """What a key that may gets in a hospital with one version that waits, and in another's where it names a row."""

    need: Right
    own: int
    other: int | None = None  # None: the operation names no row, and tells of its own hospital whatever the key


CASES = {
    "GET /hospital": Case(Right.SEE, 200),
    "GET /versions": Case(Right.SEE, 200),
    "GET /versions/{number}": Case(Right.SEE, 200, 404),
    "GET /devices": Case(Right.SEE, 200),
    "GET /devices/{device}": Case(Right.SEE, 200, 404),
    "GET /diagnosis": Case(Right.SEE, 200),
    "GET /findings": Case(Right.SEE, 200),
    "GET /findings/{finding}": Case(Right.SEE, 200, 404),
    "POST /findings/{finding}/accept": Case(Right.DECIDE, 200, 404),
    "POST /findings/{finding}/take-back": Case(Right.DECIDE, 200, 404),
    "GET /checklists": Case(Right.SEE, 200),
    "GET /checklists/{edition}": Case(Right.SEE, 200),
    "GET /checklists/{edition}/{item}": Case(Right.SEE, 200),
    "POST /checklists/{edition}/{item}/decide": Case(Right.DECIDE, 200),
    "POST /checklists/{edition}/{item}/take-back": Case(Right.DECIDE, 404),  # nothing was decided; test_writing walks the rest
    "GET /roadmap": Case(Right.SEE, 200),
    "PATCH /roadmap/tasks/{measure}": Case(Right.EDIT, 200),
    "POST /roadmap/road": Case(Right.DECIDE, 200),
    "GET /papers": Case(Right.SEE, 200),
    "POST /papers": Case(Right.RUN, 202),
    "POST /drafts": Case(Right.RUN, 202),
    "GET /papers/{number}/{name}": Case(Right.DOWNLOAD, 200, 404),
    "GET /history": Case(Right.SEE, 200),
    "GET /history/check": Case(Right.SEE, 200),
    "GET /outcomes": Case(Right.SEE, 200),
    "GET /roads": Case(Right.SEE, 200),
    "GET /evidence": Case(Right.SEE, 200),
    "POST /evidence": Case(Right.EDIT, 201),
    "DELETE /evidence/{upload}": Case(Right.EDIT, 204, 404),
    "POST /readings": Case(Right.RUN, 202),
    "POST /versions/{number}/confirm": Case(Right.DECIDE, 202, 404),
    "POST /versions/undo": Case(Right.DECIDE, 409),
    "POST /assessments": Case(Right.RUN, 202),
    "GET /jobs": Case(Right.SEE, 200),
    "GET /jobs/{job}": Case(Right.SEE, 200, 404),
    "POST /jobs/{job}/stop": Case(Right.RUN, 200, 404),
}
DAY = date(2026, 11, 24)
BODIES: dict[str, dict[str, Any]] = {
    "POST /assessments": {"budget": 5e6, "years": 5},
    "POST /findings/{finding}/accept": {"who": "院長", "reason": "更新まで", "until": "2027-03-31"},
    "POST /checklists/{edition}/{item}/decide": {"answer": "yes", "on": "2026-11-24", "who": "副院長", "reason": "任命書"},
    "POST /checklists/{edition}/{item}/take-back": {"row": 4711},
    "PATCH /roadmap/tasks/{measure}": {"owner": "山田"},
    "POST /roadmap/road": {"road": "cloud"},
    "POST /papers": {"language": "ja"},
    "POST /drafts": {"only": "cyber_bcp"},
}
REPORT = b"%PDF-1.7 a report"


def description() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="")))
    return told


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        for method, told in methods.items():
            yield f"{method.upper()} {path}", told


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)


ALL = dict(operations())
TOLD = description()


@dataclass(frozen=True)
class Rows:
    """What there is of a hospital to name."""

    key: dict[str, str]  # by access
    places: dict[str, str | int]


def key_of(house: House, access: str) -> str:
    owner = Membership.objects.get(tenant=house.tenant, role=Role.OWNER)
    with tenant_scope(house.tenant.id):
        return make(Here(house.tenant, owner.person, owner), label=access, access=access)


def furnished(house: House, *, numbers: int = 1) -> Rows:
    """A hospital with evidence, ``numbers`` past versions, one that counts, one that waits, and a job."""
    owner = house.people["owner"]
    hospital = house_on_paper(devices=(Device(id=f"D-{house.tenant.name}"),))
    found = Diagnosis(today=DAY, findings=(finding(1, "high", "closed-1", house.tenant.name, devices=(f"D-{house.tenant.name}",)),))
    with tenant_scope(house.tenant.id):
        upload = evidence.add("台帳.csv", [b"a"], who=owner)
        for _ in range(numbers):
            version = services.propose({"hospital.json": hospital.to_json(), "diagnosis.json": found.to_json()}, cause=house.tenant.name, who=owner, day=DAY)  # fmt: skip
            services.confirm(version, who=owner)
            Version.objects.update(after=None)
        index.rebuild(version)
        services.put(version, {"outcomes.json": outcomes().to_json(), "roads.json": roads().to_json()})
        services.put_bytes(version, "papers/report.pdf", REPORT)
        line = register(version, today=DAY).lines[0]  # type: ignore[union-attr]
        accept(line.finding, line.named.key, Terms("事務長", house.tenant.name, date(2027, 1, 31)), version=version, devices={}, who=owner, seen=0, today=DAY)
        row = Acceptance.objects.get().pk
        waiting = services.propose({"hospital.json": hospital.to_json()}, cause=house.tenant.name, who=owner, day=DAY)
    job = asked(house, "furnished")
    places = {"number": waiting.number, "device": f"D-{house.tenant.name}", "upload": upload.pk, "job": job.pk, "finding": line.named.slug,
              "row": row, "edition": "r8", "item": "1-1", "measure": "cyber_bcp", "name": "report.pdf"}
    return Rows({access: key_of(house, access) for access in (Token.READ, Token.WRITE)}, places)


def call(name: str, key: str | None, places: dict[str, str | int]) -> Any:
    method, path = name.split(" ")
    if name == "GET /papers/{number}/{name}":
        places = {**places, "number": int(places["number"]) - 1}  # of the version that counts
    body = {"row": places["row"]} if name == "POST /findings/{finding}/take-back" else BODIES.get(name, {})
    if name == "POST /findings/{finding}/accept":
        body = {"seen": places["row"], **body}
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    address = "/api/v1" + path.format(**places)
    program = Client(enforce_csrf_checks=True)  # a program has no page of ours with a mark in it
    if name == "POST /evidence":
        return program.post(address, {"file": SimpleUploadedFile("新.csv", b"b")}, headers=headers)
    return program.generic(method, address, json.dumps(body), content_type="application/json", headers=headers)



def as_described(name: str, response: Any) -> None:
    """Fail where the description does not tell of such an answer, or tells of another shape."""
    told = TOLD["paths"][name.split(" ")[1]][name.split(" ")[0].lower()]["responses"][str(response.status_code)]
    if "content" not in told:
        assert response.content == b""
    elif "application/json" in told["content"]:
        schema = told["content"]["application/json"]["schema"] | {"components": TOLD["components"]}
        Draft202012Validator(schema).validate(response.json())


def test_every_operation_has_its_case() -> None:
    assert set(ALL) == set(CASES)


def test_every_address_is_told_in_the_description() -> None:
    mounted = next(each for each in get_resolver().url_patterns if str(each.pattern) == "api/v1/")
    found = {"/" + str(each.pattern).replace("<int:", "<").replace("<", "{").replace(">", "}") for each in mounted.url_patterns}
    assert found - {"/", "/openapi.json"} == set(description()["paths"])


@pytest.mark.parametrize("name", CASES)
def test_an_operation_with_every_key(name: str, ours: House, theirs: House) -> None:
    case, rows = CASES[name], furnished(ours)
    others = furnished(theirs, numbers=3)  # its numbers are none of ours
    allowed = {access: case.need in rights for access, rights in Token.RIGHTS.items()}

    for access, may in allowed.items():
        if case.other is not None:
            response = call(name, rows.key[access], others.places)
            assert response.status_code == (case.other if may else 403)
            as_described(name, response)
    for wrong in (None, "inmori_wrong", ""):
        response = call(name, wrong, rows.places)
        assert response.status_code == 401
        as_described(name, response)
    for access, may in allowed.items():
        response = call(name, rows.key[access], rows.places)
        assert response.status_code == (case.own if may else 403), response.content
        as_described(name, response)
        assert theirs.tenant.name not in response.content.decode()
        assert str(theirs.tenant.id) not in response.content.decode()
    with tenant_scope(ours.tenant.id):
        assert broken_at() is None
    with tenant_scope(theirs.tenant.id):
        assert Version.objects.get(state=Version.PROPOSED).number == others.places["number"]
        assert len(evidence.counted()) == 1
        assert [row.pk for row in acceptances()] == [others.places["row"]]
        assert not Answer.objects.exists()
    assert not Job.objects.filter(tenant=theirs.tenant).exclude(state=Job.WAITING, stop_asked=False).exists()


@pytest.mark.parametrize("name", CASES)
def test_every_refusal_is_described(name: str) -> None:
    assert {"401", "403", "404", "422"} <= set(ALL[name]["responses"])


@pytest.mark.parametrize("name", [name for name, told in ALL.items() if "requestBody" in told and name != "POST /evidence"])
def test_what_is_taken_is_typed_with_an_example(name: str) -> None:
    assert "$ref" in ALL[name]["requestBody"]["content"]["application/json"]["schema"]


def test_the_examples_are_what_the_description_says() -> None:
    """Each shape of our own has one; those of the stages' documents are described in docs/schema."""
    schemas = TOLD["components"]["schemas"]
    own = {name for name in schemas if name.endswith(("In", "Out")) or name in {"Problem", "Invalid"}}
    assert {name for name in own if "example" not in schemas[name]} == set()
    for name in sorted(own):
        Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": TOLD["components"]}).validate(schemas[name]["example"])
        assert set(schemas[name]["example"]) <= set(schemas[name]["properties"]), name


def test_no_key_may_invite_or_delete() -> None:
    assert not {Right.ADMIT, Right.OWN} & {right for rights in Token.RIGHTS.values() for right in rights}


@pytest.mark.parametrize("question", ["page=0", "page=x", "order=secret", "support=no", "down=perhaps", "words=" + "a" * 201])
def test_a_question_that_makes_no_sense_is_refused(question: str, ours: House) -> None:
    rows = furnished(ours)
    response = Client().get(f"/api/v1/devices?{question}", headers={"Authorization": f"Bearer {rows.key['read']}"})
    assert response.status_code == 422


def test_a_document_is_handed_out_as_it_was_made(ours: House) -> None:
    rows = furnished(ours)
    assert call("GET /outcomes", rows.key["read"], {}).content.decode() == outcomes().to_json()
    taken = call("GET /papers/{number}/{name}", rows.key["write"], rows.places)
    assert (taken.content, taken["content-type"]) == (REPORT, "application/pdf")
    with tenant_scope(ours.tenant.id):
        act = AuditEvent.objects.get(verb=Verb.PAPER_TAKEN)
    assert (act.about["paper"], act.about["through"]) == ("report.pdf", "API: write")


def test_the_description_is_there_for_everyone(ours: House, nobody: Client) -> None:
    response = nobody.get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert response.json()["components"]["securitySchemes"]["Key"]["scheme"] == "bearer"


def test_reading_through_the_api(ours: House) -> None:
    rows = furnished(ours)
    places = rows.places
    assert call("POST /readings", rows.key["write"], places).json()["kind"] == Job.READ
    with tenant_scope(ours.tenant.id):
        assert asking.ask_read(who=ours.people["owner"], day=Job.objects.first().asked_at.date()).kind == Job.READ
    confirmed = call("POST /versions/{number}/confirm", rows.key["write"], places).json()
    assert confirmed["kind"] == Job.ASSESS
    assert call("GET /hospital", rows.key["read"], places).json()["version"] == places["number"]
