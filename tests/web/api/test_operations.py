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
from jsonschema import Draft202012Validator

from inmori.model import Hospital
from inmori.web.api.models import Token
from inmori.web.api.services import make
from inmori.web.api.urls import api
from inmori.web.audit.services import broken_at
from inmori.web.evidence import services as evidence
from inmori.web.jobs import asking
from inmori.web.jobs.models import Job
from inmori.web.tenants.access import Here
from inmori.web.tenants.models import Membership
from inmori.web.tenants.role import Right, Role
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import index, services
from inmori.web.versions.models import Version
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
    "GET /findings": Case(Right.SEE, 200),
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
BODIES: dict[str, dict[str, Any]] = {"POST /assessments": {"budget": 5e6, "years": 5}}
# The one stored document of each stage; what it says is another test's business, so the shape alone must be right.
DIAGNOSIS = {"schema_version": "1", "today": "2026-11-24"}


def description() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="")))
    return told


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description()["paths"].items():
        for method, told in methods.items():
            yield f"{method.upper()} {path}", told


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
    hospital = Hospital.model_validate({"devices": [{"id": f"D-{house.tenant.name}"}]})
    with tenant_scope(house.tenant.id):
        upload = evidence.add("台帳.csv", [b"a"], who=owner)
        for _ in range(numbers):
            version = services.propose({"hospital.json": hospital.to_json(), "diagnosis.json": json.dumps(DIAGNOSIS)}, cause=house.tenant.name, who=owner, day=date(2026, 11, 24))  # fmt: skip
            services.confirm(version, who=owner)
            Version.objects.update(after=None)
        index.rebuild(version)
        services.put(version, {"outcomes.json": "{}", "roads.json": "{}"})
        waiting = services.propose({"hospital.json": hospital.to_json()}, cause=house.tenant.name, who=owner, day=date(2026, 11, 24))
    job = asked(house, "furnished")
    places = {"number": waiting.number, "device": f"D-{house.tenant.name}", "upload": upload.pk, "job": job.pk}
    return Rows({access: key_of(house, access) for access in (Token.READ, Token.WRITE)}, places)


def call(name: str, key: str | None, places: dict[str, str | int]) -> Any:
    method, path = name.split(" ")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    address = "/api/v1" + path.format(**places)
    program = Client(enforce_csrf_checks=True)  # a program has no page of ours with a mark in it
    if name == "POST /evidence":
        return program.post(address, {"file": SimpleUploadedFile("新.csv", b"b")}, headers=headers)
    return program.generic(method, address, json.dumps(BODIES.get(name, {})), content_type="application/json", headers=headers)


AS_STORED = ("GET /findings", "GET /outcomes", "GET /roads")  # here they hold next to nothing


def as_described(name: str, response: Any) -> None:
    """Fail where the description does not tell of such an answer, or tells of another shape."""
    told = TOLD["paths"][name.split(" ")[1]][name.split(" ")[0].lower()]["responses"][str(response.status_code)]
    if "content" not in told:
        assert response.content == b""
    elif name not in AS_STORED or response.status_code != 200:
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
    allowed = {Token.READ: case.need is Right.SEE, Token.WRITE: True}

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
    with tenant_scope(ours.tenant.id):
        assert broken_at() is None
    with tenant_scope(theirs.tenant.id):
        assert Version.objects.get(state=Version.PROPOSED).number == others.places["number"]
        assert len(evidence.counted()) == 1
    assert not Job.objects.filter(tenant=theirs.tenant).exclude(state=Job.WAITING, stop_asked=False).exists()


@pytest.mark.parametrize("name", CASES)
def test_every_refusal_is_described(name: str) -> None:
    assert {"401", "403", "404", "422"} <= set(ALL[name]["responses"])


@pytest.mark.parametrize("question", ["page=0", "page=x", "order=secret", "support=no", "down=perhaps", "words=" + "a" * 201])
def test_a_question_that_makes_no_sense_is_refused(question: str, ours: House) -> None:
    rows = furnished(ours)
    response = Client().get(f"/api/v1/devices?{question}", headers={"Authorization": f"Bearer {rows.key['read']}"})
    assert response.status_code == 422


def test_a_document_is_handed_out_as_it_was_made(ours: House) -> None:
    rows = furnished(ours)
    assert call("GET /findings", rows.key["read"], {}).json() == DIAGNOSIS


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
