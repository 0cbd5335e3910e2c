"""The frameworks: how many rows each edition has, how sure they are, and that nothing recalled is called certain."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.requirement import Requirement
from inmori.catalogue.serving import measures_serving, requirements_served
from inmori.report.documents.assessment.duties import duty

CATALOGUE = load_catalogue()
ROWS = {
    "checklist-r6": 18,
    "checklist-r6-vendor": 14,
    "checklist-r6-pharmacy": 18,
    "checklist-r6-pharmacy-vendor": 14,
    "checklist-r7": 18,
    "checklist-r7-vendor": 13,
    "checklist-r7-pharmacy": 18,
    "checklist-r7-pharmacy-vendor": 13,
    "checklist-r8": 18,
    "checklist-r8-vendor": 13,
    "checklist-r8-pharmacy": 18,
    "checklist-r8-pharmacy-vendor": 13,
    "bcp-table": 21,
    "guideline-6.0": 53,
    "guideline-7.0": 16,
    "sds-5.0": 28,
    "mds-5.0": 19,
    "vendor-guideline-2.0": 14,
    "ehr-standard-2026": 15,
    "fee-2024": 6,
    "fee-2026": 6,
    "fee-2026-outpatient": 10,
}
# Chapters of guideline 6.0, by part: each must appear, so that no chapter is forgotten.
CHAPTERS = {"経営管理編": 5, "企画管理編": 16, "システム運用編": 18}


def rows(framework: str) -> list[Requirement]:
    return [one for one in CATALOGUE.requirements.values() if one.framework == framework and one.row]


def source(requirement: Requirement) -> str:
    framework = CATALOGUE.frameworks.get(requirement.framework)
    return requirement.source or (framework.source if framework else "")


def test_the_editions_and_their_rows() -> None:
    assert {one: len(rows(one)) for one in CATALOGUE.frameworks} == ROWS


def test_every_item_says_where_it_is_known_from() -> None:
    assert [one.id for one in CATALOGUE.requirements.values() if not source(one)] == []


def test_what_was_only_recalled_is_of_low_confidence() -> None:
    """A source of the item's own that is memory or inference alone; one that also names a page read is not."""
    recalled = [one for one in CATALOGUE.requirements.values() if one.source.startswith(("記憶", "章の題名の記憶")) or "推定" in one.source]
    assert len(recalled) > 25
    assert [one.id for one in recalled if one.confidence != "low"] == []


@pytest.mark.parametrize("framework", [one for one in ROWS if one.endswith(("vendor", "pharmacy"))])
def test_a_form_that_was_not_seen_is_nowhere_of_high_confidence(framework: str) -> None:
    seen = {"checklist-r7-vendor/2-7", "checklist-r7-vendor/2-8"}  # read in the ministry's draft manual
    assert {one.id for one in rows(framework) if one.confidence == "high"} <= seen


@pytest.mark.parametrize("edition", ["r6", "r7", "r8"])
def test_a_pharmacy_answers_the_hospitals_items(edition: str) -> None:
    def facts(framework: str) -> list[tuple[object, ...]]:
        return [(one.number, one.topic, one.gate, one.assets, one.answers) for one in rows(framework)]

    assert facts(f"checklist-{edition}-pharmacy") == facts(f"checklist-{edition}")
    assert facts(f"checklist-{edition}-pharmacy-vendor") == facts(f"checklist-{edition}-vendor")
    assert "薬局" in rows(f"checklist-{edition}-pharmacy")[0].text.ja
    assert not any("医療機関へ" in one.text.ja for one in rows(f"checklist-{edition}-pharmacy-vendor"))


@pytest.mark.parametrize(("part", "chapters"), CHAPTERS.items())
def test_no_chapter_of_guideline_6_is_forgotten(part: str, chapters: int) -> None:
    """Numbers like 企画管理編 7③・13⑤⑦ count for both chapters, システム運用編 6・13 for 6 and 13."""
    numbers: set[int] = set()
    for one in rows("guideline-6.0"):
        current = ""
        for piece in one.number.replace("・", " ").split():
            if piece.endswith("編"):
                current = piece
            elif current == part and (digits := "".join(c for c in piece.split(".")[0][:2] if c.isascii() and c.isdigit())):
                numbers.add(int(digits))
            if piece.startswith(part) and piece != part:
                numbers.add(int("".join(c for c in piece if c.isdigit())[:2]))
    assert sorted(set(range(1, chapters + 1)) - numbers) == []


def test_ids_of_the_guideline_name_their_part() -> None:
    for one in rows("guideline-6.0"):
        assert one.id.split("/")[1].startswith(one.part), one.id
        assert one.part in ("management", "planning", "operations"), one.id


def test_only_the_parts_that_the_route_spares_are_relieved() -> None:
    relieved = [one for one in CATALOGUE.requirements.values() if one.relieved]
    assert {one.part for one in relieved} == {"management", "planning", "operations"}
    assert {one.framework for one in relieved} == {"guideline-7.0"}
    assert all("not_applicable" in one.answers for one in relieved)
    assert not any(one.met_by_route for one in relieved)
    assert [one.id for one in CATALOGUE.requirements.values() if one.met_by_route] == ["guideline-7.0/maintenance-outsourced"]


def test_beds_that_spare_an_item_allow_it_to_be_void() -> None:
    spared = {one.id: one.from_beds for one in CATALOGUE.requirements.values() if one.from_beds}
    assert spared == {"fee-2024/responsible": 200, "fee-2026/responsible": 200}
    assert all("not_applicable" in CATALOGUE.requirements[one].answers for one in spared)


@pytest.mark.parametrize(("framework", "official"), [("sds-5.0", 58), ("mds-5.0", 41)])
def test_the_annex_says_how_many_questions_it_has(framework: str, official: int) -> None:
    heading = CATALOGUE.frameworks[framework]
    assert heading.official_count == official > len(rows(framework))
    assert heading.note is not None
    assert f"{official}問" in heading.note.ja
    assert f"{len(rows(framework))}行" in heading.note.ja
    assert {one.confidence for one in rows(framework)} == {"low"}
    products = {one.id.split("/")[1] for one in rows("mds-5.0")}
    assert products < {one.id.split("/")[1] for one in rows("sds-5.0")}


def test_the_disclosure_duties_are_numbered_through() -> None:
    assert [one.number for one in rows("ehr-standard-2026")][:9] == [f"D-M-{n:02}" for n in range(1, 10)]


def test_parts_of_a_row_are_told_in_both_languages() -> None:
    points = [point for one in CATALOGUE.requirements.values() for point in one.points]
    assert len(points) > 80
    assert all(point.ja.strip() and point.en.strip() for point in points)


def test_what_evidence_can_refuse_some_measure_can_mend() -> None:
    """A topic that makes an answer no without any measure for it would leave a hospital without a way out."""
    for one in CATALOGUE.requirements.values():
        topic = CATALOGUE.topics.get(one.topic)
        if topic and (topic.spoils or topic.declared or topic.proof):
            assert measures_serving(CATALOGUE, one.id), one.id


def test_measures_and_requirements_see_each_other() -> None:
    for measure in CATALOGUE.measures.values():
        served = {one.id for one in requirements_served(CATALOGUE, measure)}
        assert set(measure.requirements) <= served
    pairs = {(m.id, one.id) for m in CATALOGUE.measures.values() for one in requirements_served(CATALOGUE, m)}
    back = {(m.id, key) for key in CATALOGUE.requirements for m in measures_serving(CATALOGUE, key)}
    assert pairs == back


@pytest.mark.parametrize(
    ("requirement", "measure", "serves"),
    [
        ("checklist-r8-pharmacy/3-2", "offline_backup", True),  # named in another edition only
        ("bcp-table/5-3", "cyber_bcp", True),  # writing the plan covers its rows
        ("bcp-table/5-3", "rule_logging", False),  # which names another row of the same table
        ("guideline-6.0/operations-18", "antivirus_all", True),
        ("fee-2026/drill", "paper_drill", True),
        ("checklist-r7/1-1", "staff_training", False),  # training appoints nobody
    ],
)
def test_which_measure_serves_what(requirement: str, measure: str, serves: bool) -> None:
    assert (measure in {one.id for one in measures_serving(CATALOGUE, requirement)}) is serves


def test_a_report_calls_what_measures_name_by_a_human_name() -> None:
    for name in sorted({name for measure in CATALOGUE.measures.values() for name in measure.requirements}):
        requirement = CATALOGUE.requirements[name]
        assert not duty(requirement).ja.startswith(requirement.framework), name


def test_measures_that_topics_name_exist() -> None:
    named = {one for topic in CATALOGUE.topics.values() for one in topic.measures}
    assert sorted(named - set(CATALOGUE.measures)) == []


def test_a_topic_is_used_by_some_item() -> None:
    used = Counter(one.topic for one in CATALOGUE.requirements.values())
    assert [one for one in CATALOGUE.topics if not used[one]] in ([], ["network_logs"])


def test_the_page_of_the_manual_counts_right(repository: Path) -> None:
    page = (repository / "docs" / "manual" / "frameworks.md").read_text("utf-8")
    told = {
        cells[0].strip("`"): (cells[1], *(int(one) for one in cells[3:]))
        for line in page.splitlines()
        if line.startswith("| `") and len(cells := [one.strip() for one in line.strip("|").split("|")]) == 7
    }
    counted = {}
    for one in CATALOGUE.frameworks.values():
        sure = Counter(item.confidence for item in rows(one.id))
        counted[one.short] = (one.name.ja, len(rows(one.id)), sure["high"], sure["medium"], sure["low"])
    assert told == counted
