"""OSCAL against NIST's own schema, where jsonschema is installed, and against trestle's model, where that is."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inmori.comply import Assessment, Decision, assess
from inmori.model import Hospital
from inmori.report.documents.oscal import oscal_catalog, oscal_plan_of_action, oscal_results
from inmori.report.writers.oscal import oscal_json
from tests.comply.house import CATALOGUE, TODAY, diagnosis, finding, hospital

SCHEMA = Path(__file__).resolve().parents[1] / "data" / "oscal" / "oscal_complete_schema.json"
MAKERS: dict[str, Callable[..., Any]] = {"catalog": oscal_catalog, "results": oscal_results, "plan": oscal_plan_of_action}
DECIDED = (
    Decision(item="checklist-r8/2-5", answer="no", on=date(2026, 6, 1), who="佐藤", reason="未整理\n(確認中)", target=date(2026, 12, 1)),
    Decision(item="checklist-r8/2-9", answer="yes", on=date(2026, 6, 1), who=" 情報 担当 ", reason="設定画面", evidence="E1"),
)


@cache
def made(name: str) -> Assessment:
    spoiled = diagnosis(finding("lifecycle/unsupported_products", devices=("S1",)))
    if name == "empty":
        return assess(Hospital(), diagnosis(), CATALOGUE, edition="r8", today=TODAY)
    if name == "guideline":
        return assess(hospital(), spoiled, CATALOGUE, edition="gl7", today=TODAY)
    return assess(hospital(), spoiled, CATALOGUE, edition="r8", today=TODAY, decided=DECIDED)


@cache
def document(kind: str, name: str) -> dict[str, Any]:
    return json.loads(oscal_json(MAKERS[kind](made(name), version="0.1.0")))  # type: ignore[no-any-return]


@cache
def validator() -> Any:
    """Draft 7 with patterns that Python can read: the schema's \\p{L} and \\p{N} are letters and digits of any script."""
    jsonschema = pytest.importorskip("jsonschema")

    def pattern(checker: Any, wanted: str, instance: Any, _: Any) -> Iterator[Any]:
        plain = wanted.replace(r"\p{L}", r"[^\W\d_]").replace(r"\p{N}", r"\d")
        if checker.is_type(instance, "string") and not re.search(plain, instance):
            yield jsonschema.ValidationError(f"{instance!r} does not match {wanted}")

    kind = jsonschema.validators.extend(jsonschema.Draft7Validator, {"pattern": pattern})
    return kind(json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("name", ["house", "empty", "guideline"])
@pytest.mark.parametrize("kind", MAKERS)
def test_the_official_schema_accepts_it(kind: str, name: str) -> None:
    assert [error.message[:200] for error in validator().iter_errors(document(kind, name))] == []


@pytest.mark.parametrize("kind", MAKERS)
def test_the_official_schema_refuses_it_once_it_is_spoiled(kind: str) -> None:
    """The check can fail: without title, and with an id that is none."""
    whole = json.loads(json.dumps(document(kind, "house")))
    (root,) = whole
    del whole[root]["metadata"]["title"]
    assert not validator().is_valid(whole)
    whole = json.loads(json.dumps(document(kind, "house")))
    whole[root]["uuid"] = "1234"
    assert not validator().is_valid(whole)


@pytest.mark.parametrize(
    ("kind", "module", "model"),
    [
        ("catalog", "catalog", "Catalog"),
        ("results", "assessment_results", "AssessmentResults"),
        ("plan", "poam", "PlanOfActionAndMilestones"),
    ],
)
def test_trestle_reads_it(kind: str, module: str, model: str, tmp_path: Path) -> None:
    pytest.importorskip("trestle")
    path = tmp_path / f"{kind}.json"
    path.write_bytes(oscal_json(document(kind, "house")))
    assert getattr(importlib.import_module(f"trestle.oscal.{module}"), model).oscal_read(path) is not None


def ids(value: Any) -> Iterator[str]:
    """Every id that a document gives to something."""
    if isinstance(value, dict):
        yield from ([value["uuid"]] if "uuid" in value else [])
        for part in value.values():
            yield from ids(part)
    elif isinstance(value, list):
        for part in value:
            yield from ids(part)


def references(value: Any) -> Iterator[str]:
    """Every id that a document refers to inside itself."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in ("observation-uuid", "finding-uuid", "risk-uuid"):
                yield part
            elif key == "href" and str(part).startswith("#"):
                yield part[1:]
            else:
                yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


@pytest.mark.parametrize("name", ["house", "empty", "guideline"])
@pytest.mark.parametrize("kind", MAKERS)
def test_ids_are_single_and_references_lead_somewhere(kind: str, name: str) -> None:
    found = list(ids(document(kind, name)))
    assert len(found) == len(set(found))
    assert set(references(document(kind, name))) <= set(found)


def test_the_three_speak_of_the_same_items() -> None:
    controls = {control["id"] for group in document("catalog", "house")["catalog"]["groups"] for control in group["controls"]}
    result = document("results", "house")["assessment-results"]["results"][0]
    reviewed = {one["control-id"] for one in result["reviewed-controls"]["control-selections"][0]["include-controls"]}
    assert reviewed == controls
    assert len(controls) == len(made("house").items)
    states = {one["props"][0]["value"] for one in result["findings"] if one["target"]["status"]["state"] == "satisfied"}
    assert states == {"yes"}, "what is not known is never satisfied"
    plan = document("plan", "house")["plan-of-action-and-milestones"]
    open_items = [one for one in made("house").items if one.answer in ("no", "unknown")]
    assert len(plan["poam-items"]) == len(open_items)
    risk = next(one for one in plan["risks"] if one["title"].startswith("2-⑤"))
    assert risk["deadline"] == "2026-12-01T00:00:00+09:00"


def test_hashes_of_the_evidence_are_told_and_the_files_are_not_enclosed() -> None:
    resources = document("results", "house")["assessment-results"]["back-matter"]["resources"]
    hashes = {one["rlinks"][0]["hashes"][0]["value"] for one in resources if "rlinks" in one}
    assert hashes == {one.sha256 for one in made("house").papers}
    assert "base64" not in json.dumps(resources)


def test_nothing_open_makes_no_plan() -> None:
    whole = made("house")
    done = whole.model_copy(update={"items": tuple(one for one in whole.items if one.answer == "yes")})
    assert done.items
    assert oscal_plan_of_action(done, version="0.1.0") is None


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert oscal_json(oscal_results(made("house"), version="1")) == oscal_json(oscal_results(made("house"), version="1"))
