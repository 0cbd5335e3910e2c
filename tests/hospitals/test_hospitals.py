"""Hospitals that the product was not made with, against the truth that their papers were made from.

The floors stand below what was measured (beside each, with what keeps it down); they guard the line and are not the goal.
"""

from __future__ import annotations

import json
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from inmori.catalogue import load_catalogue
from inmori.catalogue.lifecycle import lifecycles
from inmori.comply import assess
from inmori.diagnose import Diagnosis
from inmori.intel import out_of_support
from inmori.reach import crossings
from tests.hospitals.conftest import HERE, HOSPITALS, Assessed
from tests.hospitals.paper import TODAY
from tests.hospitals.scoring import Matching, discoverable, lower, match, share, zone_kinds

CATALOGUE = load_catalogue()
# Recall and precision of machines, share of right zones, of ended products found, of leaks and of remote paths found.
FLOORS: dict[str, dict[str, float]] = {
    # measured: 1.00 1.00 0.99 1.00 1.00 1.00 (one machine without an address has no zone)
    "suzukake": {"recall": 0.98, "precision": 0.98, "zones": 0.97, "ended": 0.95, "leaks": 1.0, "links": 1.0},
    # measured: 1.00 1.00 0.99 1.00 1.00 1.00
    "kitahama": {"recall": 0.98, "precision": 0.98, "zones": 0.97, "ended": 0.95, "leaks": 1.0, "links": 1.0},
    # measured: 1.00 1.00 0.98 0.94 1.00 1.00 (7.2 of the firewall's system is told by the contract only)
    "kaede": {"recall": 0.98, "precision": 0.98, "zones": 0.97, "ended": 0.92, "leaks": 1.0, "links": 1.0},
    # measured: 1.00 1.00 -    1.00 1.00 1.00 (nothing in its papers tells a zone)
    "tachibana": {"recall": 0.98, "precision": 0.98, "zones": 0.0, "ended": 0.95, "leaks": 1.0, "links": 1.0},
    # Written blind against the readers (then: 1.00 0.80 0.75 0.92 1.00 1.00). measured: all 1.00
    "wakaba": {"recall": 0.98, "precision": 0.98, "zones": 0.98, "ended": 0.95, "leaks": 1.0, "links": 1.0},
    # Written blind, too (then: 1.00 0.89 0.80 1.00 1.00 0.80). measured: 1.00 0.99 0.99 1.00 1.00 1.00 (the slip of the pen
    # in the address of the MRI, 23 for 32, is proposed and not mended)
    "shiosai": {"recall": 0.98, "precision": 0.98, "zones": 0.97, "ended": 0.95, "leaks": 1.0, "links": 1.0},
    # Written blind, too (then: 1.00 0.97 0.52 0.79 0.50 0.80). measured: 1.00 1.00 0.99 1.00 1.00 1.00 (nothing names the
    # network between router and firewall)
    "asagiri": {"recall": 0.98, "precision": 0.98, "zones": 0.98, "ended": 0.98, "leaks": 1.0, "links": 1.0},
}

# What Inmori still gets wrong on the hospitals written blind; an entry goes when its fault is mended.
KNOWN: dict[str, dict[str, set[str]]] = {}


def known(assessed: Assessed, fault: str) -> set[str]:
    return KNOWN.get(assessed.name, {}).get(fault, set())


@pytest.fixture(scope="session")
def matched(assessed: Assessed) -> Matching:
    return match(assessed.truth, assessed.hospital)


@pytest.fixture(scope="session")
def floors(assessed: Assessed) -> dict[str, float]:
    return FLOORS[assessed.name]


def test_machines(assessed: Assessed, matched: Matching, floors: dict[str, float]) -> None:
    found = [true["id"] in matched.partner for true in discoverable(assessed.truth)]
    assert share(found) >= floors["recall"]
    assert sum(found) / (sum(found) + len(matched.extra)) >= floors["precision"]


def test_what_is_gone_is_not_counted(assessed: Assessed, matched: Matching) -> None:
    gone = [matched.partner.get(true["id"]) for true in assessed.truth["stale"]]
    counted = {device.label() for device in gone if device is not None and device.in_use()}
    assert counted - known(assessed, "counted though gone") == set()


def test_what_is_there_is_counted(assessed: Assessed, matched: Matching) -> None:
    there = [matched.partner.get(true["id"]) for true in discoverable(assessed.truth)]
    assert [device.label() for device in there if device is not None and not device.in_use()] == []


def test_zones(assessed: Assessed, matched: Matching, floors: dict[str, float]) -> None:
    right = [
        bool(zone_kinds(assessed.hospital, matched.partner[true["id"]]) & set(true["zones"]))
        for true in discoverable(assessed.truth)
        if true["id"] in matched.partner and true["zones"] and true["zones"] != ["unknown"]
    ]
    assert share(right) >= floors["zones"]


def test_support(assessed: Assessed, matched: Matching, floors: dict[str, float]) -> None:
    table = lifecycles(CATALOGUE)
    ended: list[bool] = []
    alarms: list[str] = []
    for true in discoverable(assessed.truth):
        device = matched.partner.get(true["id"])
        says = device is not None and out_of_support(device, lifecycles=table, today=TODAY) is True
        if true["eol"]["determinable"] and true["eol"]["status"] == "eol":
            ended.append(says)
        elif true["eol"]["determinable"] and says:
            alarms.append(f"{true['hostname']}: {true['os']}")
    assert share(ended) >= floors["ended"]
    assert alarms == []


def test_leaks(assessed: Assessed, floors: dict[str, float]) -> None:
    refs = [lower(crossing.refs) for crossing in crossings(assessed.hospital, today=TODAY) if crossing.leak]
    found = [any(lower(leak["strong_keys"]) & one for one in refs) for leak in assessed.truth["boundary"]["leaks"]]
    assert share(found) >= floors["leaks"]


def test_what_somebody_applied_for_is_no_leak(assessed: Assessed) -> None:
    boundary = assessed.truth["boundary"]
    allowed = {f"policy:{one['policy']}" for one in boundary["allowed_sanctioned"]}
    silent = {f"policy:{number}" for number in boundary["disabled_or_denied"]}
    accused = {ref for crossing in crossings(assessed.hospital, today=TODAY) if crossing.leak and crossing.rule_id for ref in crossing.refs}
    assert accused & allowed == set()
    assert accused & silent == set(), "a rule that is off, over or a denial lets nothing through"


def test_remote_paths(assessed: Assessed, floors: dict[str, float]) -> None:
    paths = [lower((*access.refs, *access.targets, access.peer.value or "")) for access in assessed.hospital.remote_accesses]
    found = [any(lower(link["strong_keys"]) & path for path in paths) for link in assessed.truth["remote_links"]]
    assert share(found) >= floors["links"]


def test_the_hospital_itself(assessed: Assessed) -> None:
    told, hospital = assessed.truth["hospital"], assessed.hospital
    assert (hospital.name.value, hospital.beds.value) == (told["name"], told["beds"])
    assert hospital.yearly_revenue_yen.value == told.get("annual_revenue_yen")


def test_no_secret_and_no_name_of_a_person_is_in_any_result(assessed: Assessed) -> None:
    forbidden = assessed.truth["must_not_appear"]
    papers = b"".join(content_of(path) for path in (HERE / assessed.name / "evidence").iterdir()).decode("utf-8", "replace")
    assert len(forbidden) >= 3, "without secrets in the papers this proves nothing"
    assert any(name in papers for name in forbidden)
    named = [name for name in forbidden if name not in known(assessed, "kept")]
    found = {path.name: [name for name in named if name.encode() in content_of(path)] for path in sorted(assessed.out.iterdir())}
    assert {name: hits for name, hits in found.items() if hits} == {}


def content_of(path: Path) -> bytes:
    if path.suffix != ".xlsx":
        data = path.read_bytes()
        return data.decode("utf-16").encode() if data[:2] == b"\xff\xfe" else data
    with zipfile.ZipFile(path) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def test_what_is_wrong_is_said_and_nothing_else_is_accused(assessed: Assessed) -> None:
    said = {finding["check"] for finding in assessed.diagnosis["findings"]}
    assert set(assessed.truth["expected_checks"]) - said - known(assessed, "not said") == set()
    assert set(assessed.truth["wrong_checks"]) & said - known(assessed, "wrongly said") == set()


def test_what_cannot_be_told_is_said_to_be_unknown(assessed: Assessed) -> None:
    asked = set(assessed.truth["not_judgeable"])
    accused = {finding["check"] for finding in assessed.diagnosis["findings"]}
    open_ = {one["check"] for one in assessed.diagnosis["not_judged"]}
    assert asked & accused == set(), "an alarm that no paper supports"
    assert asked - open_ == set(), "silence where nobody knows"


@pytest.mark.parametrize("edition", ["r6", "r8", "r7-pharmacy", "bcp", "gl6", "gl7", "fee-2026"])
def test_the_duties_are_answered_as_the_papers_allow(edition: str, assessed: Assessed) -> None:
    """What the papers were made to show refuses an item; what they cannot show is nowhere a yes."""
    diagnosis = Diagnosis.from_json((assessed.out / "diagnosis.json").read_text("utf-8"), name="diagnosis.json")
    made = assess(assessed.hospital, diagnosis, CATALOGUE, edition=edition, today=TODAY)
    shown = set(assessed.truth["expected_checks"]) - known(assessed, "not said")
    unseen = set(assessed.truth["not_judgeable"])
    for item in made.items:
        requirement = CATALOGUE.requirements[item.id]
        topic = CATALOGUE.topics[requirement.topic]
        everywhere = not topic.by_class or not requirement.assets
        if everywhere and shown & set(topic.spoils) - set(topic.hospital_wide):
            assert item.proposed in ("no", "not_applicable"), item.id
        if unseen & set(topic.spoils):
            assert item.proposed != "yes", item.id
        if item.proposed == "no":
            assert item.spoilers or any(told.answer == "no" for told in item.declared), item.id
        assert (item.task is not None) == (item.proposed == "unknown"), item.id


@pytest.mark.parametrize("name", HOSPITALS)
def test_the_papers_are_those_that_the_script_writes(name: str, tmp_path: Path) -> None:
    import_module(f"tests.hospitals.make_{name}").make(tmp_path)
    assert json.loads((tmp_path / name / "truth.json").read_text("utf-8")) == truth_of(name)
    committed = sorted((HERE / name / "evidence").iterdir())
    assert [path.name for path in committed] == sorted(path.name for path in (tmp_path / name / "evidence").iterdir())
    for path in committed:
        assert meaning_of(path) == meaning_of(tmp_path / name / "evidence" / path.name), path.name


def meaning_of(path: Path) -> bytes:
    """As ``content_of``, but a workbook by its cells: openpyxl writes the same cells otherwise where lxml is there."""
    if path.suffix != ".xlsx":
        return content_of(path)
    book = CalamineWorkbook.from_path(str(path))
    cells = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    return repr((cells, [(sheet.name, str(sheet.visible)) for sheet in book.sheets_metadata])).encode()


def truth_of(name: str) -> Any:
    return json.loads((HERE / name / "truth.json").read_text("utf-8"))
