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
from inmori.model import Count
from inmori.report.documents.checklist import checklist_book
from tests.comply.house import CATALOGUE, TODAY, TOLD, diagnosis, finding, hospital

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


WHOLE = """
frameworks:
- {id: prefecture-2027, short: pref, official_count: 30, address: "https://example.org/p", source: 見本, name: {ja: 県の点検表, en: County form}}
items:
- {id: prefecture-2027/a, framework: prefecture-2027, number: あ, topic: contacts, address: "https://example.org/p", source: 見本,
   points: [{ja: 夜間の番号, en: Numbers at night}], text: {ja: 連絡体制図がある。, en: There is a chart.}}
- {id: prefecture-2027/b, framework: prefecture-2027, number: い, topic: dedicated, from_beds: 20, answers: ["yes", "no", not_applicable],
   address: "https://example.org/p", text: {ja: 専任の責任者がいる。, en: There is a dedicated person.}}
- {id: prefecture-2027/c, framework: prefecture-2027, number: う, part: planning, relieved: true, answers: ["yes", "no", not_applicable],
   address: "https://example.org/p", text: {ja: 企画の編を守る。, en: The planners' part is kept.}}
- {id: prefecture-2027/d, framework: prefecture-2027, number: え, topic: own_topic, address: "https://example.org/p",
   text: {ja: 机の上を片づける。, en: Desks are clear.}}
"""
OWN_TOPIC = """
- id: own_topic
  name: {ja: 机, en: Desks}
  declared: ['!controls.usb_control']
  shows: {ja: 聞き取り。, en: What was told.}
  hidden: {ja: 机は見えない。, en: Desks are not visible.}
  find_out: {ja: 見て回る。, en: Walk round.}
"""


def test_a_form_unlike_any_other_is_data_alone(tmp_path: Path) -> None:
    """Another kind of form, with a topic of evidence of its own: two files, answered, told and put on a sheet."""
    folder = catalogue_with(tmp_path, WHOLE)
    (folder / "evidence_topics" / "own.yaml").write_text(OWN_TOPIC, "utf-8")
    made = assess(hospital(beds=Count.of(19, TOLD)), diagnosis(), load_catalogue(folder), edition="pref", today=TODAY)
    assert [(one.number, one.proposed) for one in made.items] == [
        ("あ", "yes"), ("い", "not_applicable"), ("う", "not_applicable"), ("え", "no"),
    ]  # fmt: skip
    assert made.note is None
    written = checklist_book(made, version="0").sheets[0].rows
    assert [row[0] for row in written] == [one.id for one in made.items]


def test_two_editions_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OurFault, match="twice"):
        load_catalogue(catalogue_with(tmp_path, NEW.replace("short: r9", "short: r8")))
