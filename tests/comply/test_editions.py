"""Frameworks are data: numbers add up, topics and checks exist, and a new edition is one file and no code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inmori.catalogue import load_catalogue
from inmori.catalogue.loader import DATA
from inmori.comply import assess
from inmori.comply.observed import CONTRADICTIONS
from inmori.comply.proof import PROOFS
from inmori.errors import OurFault
from tests.comply.house import CATALOGUE, TODAY, diagnosis, finding, hospital

CHECKS = Path(__file__).parents[2] / "src" / "inmori" / "diagnose" / "checks"
NEW = """
frameworks:
- {id: checklist-r9, short: r9, fiscal_year: 2027, address: "https://example.org/r9.pdf", name: {ja: 令和9年度版, en: Fiscal 2027}}
items:
- {id: checklist-r9/1, framework: checklist-r9, number: "1", topic: patches, assets: [server], address: "https://example.org/r9.pdf",
   text: {ja: サーバを更新している。, en: Servers are updated.}}
- {id: checklist-r9/2, framework: checklist-r9, number: "2", address: "https://example.org/r9.pdf",
   text: {ja: 新しい項目。, en: Something new.}}
"""


@pytest.mark.parametrize(
    ("edition", "sections"),
    [
        ("checklist-r6", {"1": 1, "2": 14, "3": 3}),
        ("checklist-r7", {"1": 1, "2": 13, "3": 3, "4": 1}),
        ("checklist-r8", {"1": 1, "2": 13, "3": 3, "4": 1}),
    ],
)
def test_the_items_of_a_checklist_add_up(edition: str, sections: dict[str, int]) -> None:
    rows = [one for one in CATALOGUE.requirements.values() if one.framework == edition and one.row]
    assert {key: sum(1 for one in rows if one.number.startswith(key)) for key in sections} == sections
    assert len(rows) == sum(sections.values())
    assert all(one.topic for one in rows)
    vendor = [one for one in CATALOGUE.requirements.values() if one.framework == f"{edition}-vendor"]
    assert vendor
    assert not any(one.number.startswith(("2-①", "2-(1)", "3", "4")) for one in vendor), "those are the hospital's alone"


def test_what_topics_name_exists() -> None:
    checks = {str(path.relative_to(CHECKS).with_suffix("")) for path in CHECKS.rglob("*.yaml")}
    named = {check for topic in CATALOGUE.topics.values() for check in topic.spoils} | set(CONTRADICTIONS)
    assert sorted(named - checks) == []
    assert {one.topic for one in CATALOGUE.requirements.values()} - {""} <= set(CATALOGUE.topics)
    for topic in CATALOGUE.topics.values():
        assert topic.proof in PROOFS
        assert not (topic.told_suffices and not topic.declared), topic.id
        assert not set(topic.hospital_wide) - set(topic.spoils) - set(topic.declared), topic.id


def test_frameworks_and_items_belong_together() -> None:
    for framework in CATALOGUE.frameworks.values():
        assert any(one.framework == framework.id for one in CATALOGUE.requirements.values()), framework.id
        assert framework.address.startswith("https://")
        assert not framework.of or framework.of in CATALOGUE.frameworks


def catalogue_with(folder: Path, text: str) -> Path:
    for kind in ("requirements", "evidence_topics", "lifecycles", "products", "words"):
        shutil.copytree(DATA / kind, folder / kind)
    (folder / "requirements" / "checklist_r9.yaml").write_text(text, "utf-8")
    return folder


def test_a_new_edition_is_one_file(tmp_path: Path) -> None:
    catalogue = load_catalogue(catalogue_with(tmp_path, NEW))
    found = diagnosis(finding("lifecycle/unsupported_products", devices=("S1",)))
    made = assess(hospital(), found, catalogue, edition="r9", today=TODAY)
    assert [(one.number, one.proposed) for one in made.items] == [("1", "no"), ("2", "unknown")]
    assert made.note is not None
    assert "2027年度" in made.note.ja


def test_two_editions_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OurFault, match="twice"):
        load_catalogue(catalogue_with(tmp_path, NEW.replace("short: r9", "short: r8")))
