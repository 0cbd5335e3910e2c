"""The sample hospital against the answers its papers were made from: decided where the evidence decides, unknown elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inmori.cli.main import run
from inmori.comply import Assessment, assess
from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from tests.comply.house import CATALOGUE, TODAY

ROOT = Path(__file__).resolve().parents[2]
# Which of the truth's questions bear on which item. An item is a yes only if all of them are: the form knows no "partly".
QUESTIONS: dict[str, tuple[str, ...]] = {
    "checklist-r7/1-1": ("responsible_person",),
    "checklist-r7/2-1": ("ledger_exists",),
    "checklist-r7/2-2": ("remote_maintenance_known",),
    "checklist-r7/2-3": ("sds_collected",),
    "checklist-r7/2-4": ("id_per_user",),
    "checklist-r7/2-5": ("stale_accounts",),
    "checklist-r7/2-6": ("patch_server", "patch_network", "eol_none"),
    "checklist-r7/2-8": ("pw_shared",),
    "checklist-r7/2-9": ("usb",),
    "checklist-r7/2-10": ("mfa_remote",),
    "checklist-r7/2-11": ("log_server",),
    "checklist-r7/2-13": ("fw_access_limit", "fw_source_limit"),
    "checklist-r7/3-1": ("contact_list",),
    "checklist-r7/3-2": ("backup_multi", "backup_offline", "restore_test"),
    "checklist-r7/3-3": ("cyber_bcp",),
}
# The yearly forms ask the same things: one answer, whatever the sheet.
FORMS = ("checklist-r8", "checklist-r7-pharmacy", "checklist-r8-pharmacy")
QUESTIONS |= {key.replace("checklist-r7", form): asked for key, asked in QUESTIONS.items() for form in FORMS}
QUESTIONS |= {
    "checklist-r6/1-1": ("responsible_person",),
    "checklist-r6/2-1": ("ledger_exists",),
    "checklist-r6/2-2": ("remote_maintenance_known",),
    "checklist-r6/2-3": ("sds_collected",),
    "checklist-r6/2-5-client": ("stale_accounts",),
    "checklist-r6/2-6-server": ("log_server",),
    "checklist-r6/2-7-server": ("patch_server",),
    "checklist-r6/2-7-network": ("patch_network",),
    "checklist-r6/2-9-network": ("fw_access_limit", "fw_source_limit"),
    "checklist-r6/3-1": ("contact_list",),
    "checklist-r6/3-2": ("backup_multi", "restore_test"),
    "checklist-r6/3-3": ("cyber_bcp",),
    "fee-2024/training": ("training",),
    "fee-2024/backup": ("backup_multi", "backup_offline"),
    "fee-2024/bcp": ("cyber_bcp",),
    "fee-2026/training": ("training",),
    "fee-2026/backup": ("backup_multi", "backup_offline"),
    "fee-2026/bcp": ("cyber_bcp",),
    "bcp-table/1-1": ("ledger_exists",),
    "bcp-table/1-2": ("responsible_person", "contact_list", "training", "restore_test"),
    "bcp-table/2-2": ("edr",),
    "bcp-table/3-3": ("cyber_bcp",),
    "bcp-table/4-1": ("cyber_bcp",),
    "bcp-table/4-3": ("restore_test",),
    "guideline-6.0/management-3-4": ("cyber_bcp",),
    "guideline-6.0/management-3-4-1": ("backup_multi", "restore_test"),
    "guideline-6.0/planning-7": ("training",),
    "guideline-6.0/planning-7-3": ("stale_accounts",),
    "guideline-6.0/planning-9-1": ("ledger_exists", "remote_maintenance_known"),
    "guideline-6.0/operations-7": ("usb",),
    "guideline-6.0/operations-8-1": ("patch_server", "patch_network"),
    "guideline-6.0/operations-8-eol": ("eol_none",),
    "guideline-6.0/operations-8-5": ("pw_shared",),
    "guideline-6.0/operations-10-1": ("remote_maintenance_known",),
    "guideline-6.0/operations-11-1": ("backup_multi", "backup_offline"),
    "guideline-6.0/operations-13-11": ("fw_access_limit", "fw_source_limit"),
    "guideline-6.0/operations-13-zero-trust": ("net_separated",),
    "guideline-6.0/operations-14-1": ("id_per_user", "pw_shared"),
    "guideline-6.0/operations-14-5": ("mfa_remote",),
    "guideline-6.0/operations-17": ("log_server",),
    "guideline-6.0/operations-18": ("av_all",),
    "guideline-7.0/2fa": ("mfa_remote",),
    "guideline-7.0/password": ("pw_shared",),
    "guideline-7.0/vendor-selection": ("sds_collected",),
    "guideline-7.0/backup-bcp": ("backup_multi", "cyber_bcp"),
}
UNSEEN = (
    *("checklist-r7/2-4", "checklist-r7/2-7", "checklist-r7/2-11", "checklist-r7/2-12", "checklist-r7/4-1"),
    *("checklist-r8/2-4", "checklist-r8/2-7", "checklist-r8/2-12", "checklist-r8/4-1"),
    *("guideline-6.0/planning-10", "guideline-6.0/operations-12", "guideline-6.0/operations-13-13", "guideline-6.0/planning-3"),
    *("guideline-7.0/approval", "guideline-7.0/cloud", "guideline-7.0/planning", "guideline-7.0/outsourced-10"),
    *("fee-2026/offline-rule", "bcp-table/2-1"),
)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> tuple[Hospital, Diagnosis]:
    out = tmp_path_factory.mktemp("minato")
    assert run(["ingest", str(ROOT / "examples" / "minato"), "--out", str(out), "--today", str(TODAY)]) == 0
    assert run(["diagnose", str(out), "--today", str(TODAY)]) == 0
    return (
        Hospital.from_json((out / "hospital.json").read_text("utf-8"), name="hospital.json"),
        Diagnosis.from_json((out / "diagnosis.json").read_text("utf-8"), name="diagnosis.json"),
    )


@pytest.fixture(scope="module")
def assessed(results: tuple[Hospital, Diagnosis]) -> dict[str, Assessment]:
    editions = sorted({item.split("/")[0] for item in QUESTIONS})
    return {edition: assess(*results, CATALOGUE, edition=edition, today=TODAY) for edition in editions}


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    known: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "minato_truth.json").read_text("utf-8"))
    return known


@pytest.mark.parametrize("item", QUESTIONS)
def test_the_answer_is_the_truth(item: str, assessed: dict[str, Assessment], truth: dict[str, Any]) -> None:
    said = {row["id"]: row["answer"] for row in truth["checklist"]}
    answers = {said[question] for question in QUESTIONS[item]}
    expected = "no" if answers & {"いいえ", "一部"} else "unknown" if "不明" in answers else "yes"
    found = assessed[item.split("/")[0]].item(item)
    assert found is not None
    assert found.proposed == expected, found.reason.ja


@pytest.mark.parametrize("item", UNSEEN)
def test_what_the_papers_do_not_show_is_not_known(item: str, assessed: dict[str, Assessment]) -> None:
    found = assessed[item.split("/")[0]].item(item)
    assert found is not None
    assert found.proposed == "unknown"
    assert found.task is not None


@pytest.mark.parametrize("edition", ["checklist-r6", "checklist-r7", *FORMS, "guideline-6.0"])
def test_the_contradictions_are_shown(edition: str, assessed: dict[str, Assessment]) -> None:
    """Believed closed, limited by the disclosure, nothing beside the list: the three of the truth file."""
    shown = {
        one.finding.split(":")[0]
        for item in assessed[edition].items
        if item.contradiction
        for one in item.observed
        if one.contradicts
    }
    assert {"closed/believed_closed_but_open", "papers/disclosed_remote_differs", "papers/remote_told_otherwise"} <= shown


def test_every_spoiler_says_where_it_is_written(assessed: dict[str, Assessment]) -> None:
    for assessment in assessed.values():
        for item in assessment.items:
            assert all(one.sources or item.basis == "told" for one in item.spoilers), item.id


def test_the_route_is_closed_by_silent_contracts(assessed: dict[str, Assessment]) -> None:
    route = assessed["checklist-r7"].route
    assert route.course == "all_parts"
    assert {one.system for one in route.breaking} >= {"ehr", "receipt", "pacs", "lis"}


def test_the_same_papers_give_the_same_bytes(results: tuple[Hospital, Diagnosis], assessed: dict[str, Assessment]) -> None:
    again = assess(*results, CATALOGUE, edition="r8", today=TODAY)
    assert again.to_json() == assessed["checklist-r8"].to_json()
    assert Assessment.from_json(again.to_json(), name="compliance.json") == again
