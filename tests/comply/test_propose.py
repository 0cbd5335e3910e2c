"""The proposed answers: a no needs one thing shown, a yes needs all of them shown, and silence is never a yes."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.comply import assess
from inmori.comply.answer import ItemAnswer
from inmori.diagnose.finding import Diagnosis, NotJudged
from inmori.model import (
    Backup,
    Controls,
    DeviceKind,
    Fact,
    Hospital,
    Patching,
    Staff,
    SystemKind,
    TextFact,
    Vendor,
    YesNo,
)
from inmori.text import Text
from tests.comply.house import CATALOGUE, LEDGER, TODAY, TOLD, diagnosis, finding, hospital, server


def answer(item: str, *, of: Hospital | None = None, found: Diagnosis | None = None, edition: str = "r7") -> ItemAnswer:
    made = assess(of or hospital(), found or diagnosis(), CATALOGUE, edition=edition, today=TODAY)
    result = made.item(f"checklist-{edition}/{item}")
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("item", "proposed", "basis"),
    [
        ("1-1", "yes", "told"),
        ("2-1", "yes", "seen"),
        ("2-2", "yes", "seen"),
        ("2-3", "yes", "seen"),
        ("2-4", "unknown", "nothing"),
        ("2-5", "unknown", "nothing"),
        ("2-6", "yes", "seen"),
        ("2-7", "unknown", "nothing"),
        ("2-8", "unknown", "nothing"),  # told that passwords differ: a setting, so a word is not enough
        ("2-9", "unknown", "nothing"),
        ("2-10", "unknown", "nothing"),
        ("2-11", "unknown", "nothing"),
        ("2-12", "unknown", "nothing"),
        ("2-13", "unknown", "nothing"),
        ("3-1", "yes", "told"),
        ("3-2", "yes", "seen"),
        ("3-3", "yes", "told"),
        ("4-1", "unknown", "nothing"),  # rules exist, but not seen is whether they cover every item
    ],
)
def test_a_hospital_in_order(item: str, proposed: str, basis: str) -> None:
    found = answer(item)
    assert (found.proposed, found.basis) == (proposed, basis)
    assert (found.task is not None) == (proposed == "unknown")


def test_nothing_known_is_nowhere_a_yes_in_any_edition() -> None:
    for framework in CATALOGUE.frameworks.values():
        if framework.sheet in ("hospital", "pharmacy"):
            made = assess(Hospital(), diagnosis(), CATALOGUE, edition=framework.id, today=TODAY)
            assert made.items
            assert {one.proposed for one in made.items} == {"unknown"}, framework.id
            assert made.known_share() == 0
            assert len(made.tasks()) == len(made.items)
            assert made.route.course == "unknown"


SPOILED: list[tuple[str, str, dict[str, Any], tuple[Any, ...], set[str]]] = [
    ("an unlisted machine", "2-1", {}, (finding("papers/ledger_incomplete", devices=("S2",)),), {"S2"}),
    ("a path nobody listed", "2-2", {}, (finding("remote/unlisted_remote_access"),), {"hospital"}),
    ("an account of a machine long gone", "2-5", {}, (finding("identity/stale_computer_accounts", devices=("S1",)),), {"S1"}),
    ("an unsupported server", "2-6", {}, (finding("lifecycle/unsupported_products", devices=("S1",)),), {"S1"}),
    ("two findings on one server", "2-6", {},
     (finding("lifecycle/unsupported_products", devices=("S1",)), finding("lifecycle/clinical_never_patched")), {"S1", "hospital"}),
    ("one vendor without disclosure", "2-3",
     {"vendors": (Vendor(id="V1", name="北カルテ", disclosure_received=YesNo.of(True, LEDGER)),
                  Vendor(id="V2", name="検査堂", disclosure_received=YesNo.of(False, LEDGER)))}, (), {"V2"}),
    ("a restore never tried", "3-2",
     {"backups": (Backup(id="B1", system_kind=SystemKind.EHR, restore_tested=YesNo.of(False, TOLD), sources=(TOLD,)),)}, (), {"B1"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "item", "change", "findings", "assets"), SPOILED, ids=[row[0] for row in SPOILED])
def test_one_thing_spoils_an_item(
    name: str, item: str, change: dict[str, Any], findings: tuple[Any, ...], assets: set[str]
) -> None:
    found = answer(item, of=hospital(**change), found=diagnosis(*findings))
    assert found.proposed == "no"
    assert {one.asset for one in found.spoilers} == assets
    assert all(one.sources for one in found.spoilers)
    assert found.target_by is not None
    assert found.target_by.isoformat() == "2027-03-31"


@pytest.mark.parametrize(
    ("item", "change"),
    [
        ("2-6", {"devices": (server(1), server(2).model_copy(update={"last_patched": Fact()}))}),
        ("2-6", {"devices": (server(1), server(2).model_copy(update={"os": TextFact()}))}),
        ("2-6", {"devices": ()}),
        ("2-3", {"vendors": (*hospital().vendors, Vendor(id="V3", name="回線社")),
                 "contracts": (*hospital().contracts, hospital().contracts[0].model_copy(
                     update={"id": "C3", "vendor": TextFact.of("回線社", LEDGER)}))}),
        ("2-2", {"contracts": ()}),
        ("3-2", {"backups": ()}),
        ("2-1", {"evidence": hospital().evidence[:1]}),  # a ledger with nothing to hold it against
    ],
)  # fmt: skip
def test_one_unknown_keeps_a_yes_away(item: str, change: dict[str, Any]) -> None:
    assert answer(item).proposed == "yes"
    assert answer(item, of=hospital(**change)).proposed == "unknown"


def test_a_check_that_could_not_judge_keeps_a_yes_away() -> None:
    words = Text(ja="版が分からない", en="version not known")
    open_check = NotJudged(check="remote/gateway_firmware_old_or_exploited", problem_class="info-2", title=words, reason=words, needs=words)
    assert answer("2-6", found=diagnosis(not_judged=(open_check,))).proposed == "unknown"


def test_machines_of_another_class_leave_an_item_alone() -> None:
    of = hospital(devices=(server(1), server(2, kind=DeviceKind.FIREWALL)))
    found = diagnosis(finding("monitoring/no_remote_logging", devices=("S2",), requirements=("checklist-r7/2-11",)))
    logs = answer("2-11", of=of, found=found)
    assert logs.proposed == "unknown", "the item is about servers; a firewall that sends no logs is only related"
    assert [one.decides for one in logs.observed] == [False]
    old = diagnosis(finding("lifecycle/unsupported_products", devices=("S2",)))
    assert answer("2-7-network", of=of, found=old, edition="r6").proposed == "no"
    assert answer("2-7-server", of=of, found=old, edition="r6").proposed == "yes"


def test_what_was_told_of_one_part_of_the_network_does_not_speak_of_another() -> None:
    of = hospital(controls=Controls(patching_clinical=Fact[Patching].of(Patching.NONE, TOLD)))
    assert answer("2-7-server", of=of, edition="r6").proposed == "no"
    assert answer("2-7-network", of=of, edition="r6").proposed == "unknown"


def test_told_yes_and_found_no_stand_side_by_side() -> None:
    found = answer("2-9", found=diagnosis(finding("closed/usb_unrestricted", devices=("S1",))))
    assert (found.proposed, found.contradiction) == ("no", True)
    assert [(one.path, one.answer, one.sources) for one in found.declared] == [("controls.usb_control", "yes", (TOLD,))]
    assert [one.decides for one in found.observed] == [True]


def test_a_finding_speaks_for_every_edition() -> None:
    found = diagnosis(finding("papers/remote_told_otherwise", requirements=("checklist-r7/2-2",)))
    for edition in ("r6", "r7", "r8"):
        seen = answer("2-2", found=found, edition=edition)
        assert [one.finding for one in seen.observed] == ["papers/remote_told_otherwise:x"]
        assert seen.contradiction


@pytest.mark.parametrize("value", ["なし", "未定", ""])
def test_an_empty_word_is_no_person(value: str) -> None:
    assert answer("1-1", of=hospital(staff=Staff(responsible=TextFact.of(value, TOLD)))).proposed == "no"


def test_without_any_vendor_the_items_on_vendors_are_void_only_when_a_list_shows_it() -> None:
    bare = hospital(vendors=(), contracts=(), systems=())
    assert answer("2-3", of=bare).proposed == "unknown"
    listed = bare.evidence[0].model_copy(update={"file": "契約.xlsx", "format": "contract_workbook"})
    assert answer("2-3", of=bare.model_copy(update={"evidence": (*bare.evidence, listed)})).proposed == "not_applicable"
