"""docs/story.md as a test: the sample's papers against the truth they were made from.

The floors are below what was measured (see the note beside each): they guard the line, they are not the goal.
"""

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.lifecycle import lifecycles
from inmori.cli.main import run
from inmori.intel import out_of_support
from inmori.model import Device, Hospital
from inmori.reach import crossings
from tests.story.conftest import ROOT

TODAY_ARGUMENTS = ["--today", "2026-11-24"]


def strong_keys(device: dict[str, Any]) -> set[str]:
    """Identifiers that belong to one machine only."""
    hostname = {device["hostname"].lower()} if device.get("hostname") else set()
    return hostname | {mac.lower() for mac in device.get("macs", [])} | {device.get("serial") or "-"} - {"-"}


def our_keys(device: Device) -> set[str]:
    facts = (*device.hostnames, *device.macs, *device.serials)
    return {fact.value if fact in device.serials else fact.value.lower() for fact in facts if fact.value}


@pytest.fixture(scope="session")
def matched(hospital: Hospital, truth: dict[str, Any]) -> dict[str, list[Device]]:
    """True device id -> our devices that share a strong identifier with it."""
    owners: dict[str, list[Device]] = defaultdict(list)
    for device in hospital.devices:
        for key in our_keys(device):
            owners[key].append(device)
    return {
        true["id"]: list({d.id: d for key in sorted(strong_keys(true)) for d in owners.get(key, [])}.values())
        for true in truth["devices"]
    }


def test_devices_are_found_and_not_split(matched: dict[str, list[Device]], truth: dict[str, Any]) -> None:
    named = [true["id"] for true in truth["devices"] if true["discoverable"] and true["hostname"]]
    found = [matched[device] for device in named]
    assert sum(bool(ours) for ours in found) / len(named) >= 0.95
    assert sum(len(ours) > 1 for ours in found) / len(named) <= 0.03


def test_scrapped_machines_are_not_counted(hospital: Hospital, truth: dict[str, Any]) -> None:
    stale = {stale["hostname"].lower() for stale in truth["stale"]}
    counted = {
        fact.value.lower() for device in hospital.devices if device.in_use() for fact in device.hostnames if fact.value
    }
    assert len(stale & counted) <= 1


def test_zones(matched: dict[str, list[Device]], hospital: Hospital, truth: dict[str, Any]) -> None:
    judged = [true for true in truth["devices"] if len(matched[true["id"]]) == 1]
    right = sum(
        bool({hospital.zone_kind(zone).value for zone in matched[true["id"]][0].zone_ids()} & set(true["zones"]))
        for true in judged
    )
    assert right / len(judged) >= 0.9


def test_support_verdicts(matched: dict[str, list[Device]], truth: dict[str, Any]) -> None:
    table, today = lifecycles(load_catalogue()), date(2026, 11, 24)
    wrong_alarm = missed = ended = 0
    for true in truth["devices"]:
        if len(matched[true["id"]]) != 1 or not true["eol"]["determinable"]:
            continue
        says = out_of_support(matched[true["id"]][0], lifecycles=table, today=today) is True
        ended += true["eol"]["status"] == "eol"
        missed += true["eol"]["status"] == "eol" and not says
        wrong_alarm += true["eol"]["status"] == "supported" and says
    assert missed / ended <= 0.1
    assert wrong_alarm <= 4


def test_leaks_that_these_papers_can_show(hospital: Hospital, truth: dict[str, Any]) -> None:
    refs = {ref.lower() for crossing in crossings(hospital) if crossing.leak for ref in crossing.refs}
    missed = [
        leak["kind"]
        for leak in truth["boundary"]["leaks"]
        if not refs & {key.lower() for key in leak["strong_keys"]}
    ]
    assert missed == []


def test_sanctioned_crossings_are_not_called_leaks(hospital: Hospital, truth: dict[str, Any]) -> None:
    allowed = {f"policy:{crossing['policy']}" for crossing in truth["boundary"]["allowed_sanctioned"]}
    accused = {ref for crossing in crossings(hospital) if crossing.leak for ref in crossing.refs}
    assert allowed & accused == set()


def test_all_five_problem_classes_are_found(assessed: Path) -> None:
    diagnosis = json.loads((assessed / "diagnosis.json").read_text("utf-8"))
    classes = {finding["problem_class"] for finding in diagnosis["findings"]}
    assert classes == {"info-1", "info-2", "closed-1", "closed-2", "closed-3"}


def test_no_secret_of_the_evidence_is_in_any_result(assessed: Path) -> None:
    config = (ROOT / "examples" / "minato" / "fortigate.conf").read_text("utf-8")
    secrets = set(re.findall(r"(?:ENC|psksecret|passwd|password)\s+(\S{8,})", config)) - {"ENC"}
    secrets |= {"$1$aaaaaaaa$bbbbbbbbbbbbbbbbbbbbbb"}
    assert len(secrets) >= 4, "the sample must hold secrets, or this proves nothing"
    for path in assessed.iterdir():
        content = path.read_bytes()
        assert [secret for secret in secrets if secret.encode() in content] == [], path.name


def test_stage_by_stage_with_one_thread_gives_the_same_bytes_as_in_one_go(assessed: Path, tmp_path: Path) -> None:
    out = str(tmp_path)
    evidence = str(ROOT / "examples" / "minato")
    assert run(["ingest", evidence, "--out", out, *TODAY_ARGUMENTS]) == 0
    assert run(["diagnose", out, *TODAY_ARGUMENTS]) == 0
    assert run(["simulate", out, *TODAY_ARGUMENTS, "--trials", "4000", "--threads", "1"]) == 0
    assert run(["plan", out, *TODAY_ARGUMENTS, "--no-search", "--threads", "1"]) == 0
    assert run(["report", out]) == 0
    files = sorted(path.name for path in assessed.iterdir())
    assert len(files) >= 8
    assert [name for name in files if (assessed / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def test_findings_set_the_exit_code(assessed: Path) -> None:
    assert run(["diagnose", str(assessed), *TODAY_ARGUMENTS, "--fail-on", "critical"]) == 1
    assert run(["diagnose", str(assessed), *TODAY_ARGUMENTS]) == 0


def test_results_of_another_hospital_are_refused(assessed: Path, tmp_path: Path) -> None:
    for name in ("hospital.json", "diagnosis.json", "intake.json", "outcomes.json", "roads.json"):
        (tmp_path / name).write_bytes((assessed / name).read_bytes())
    text = (tmp_path / "hospital.json").read_text("utf-8").replace("みなと汐凪病院", "別の病院")
    (tmp_path / "hospital.json").write_text(text, "utf-8")
    assert run(["plan", str(tmp_path), *TODAY_ARGUMENTS]) == 2
