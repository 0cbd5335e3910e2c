"""The rules of operation: every item of the checklist has its article, nothing is invented, nothing is left empty."""

from __future__ import annotations

import re

import pytest

from inmori.model import Backup, BackupMedium, Staff, SystemKind, TextFact
from inmori.prepare import prepare
from inmori.report.block import Table
from inmori.report.documents.manuscript import Article, Manuscript, blanks_of, texts_in
from inmori.report.documents.operation_rules.article import ARTICLES_OF
from inmori.report.documents.operation_rules.content import content
from inmori.report.documents.operation_rules.item_map import items_of
from inmori.simulate.outcome import Outcomes
from inmori.text import Language
from tests.report.draft_case import CASES, TODAY, drafts, opened, words_of


def articles(manuscript: Manuscript) -> dict[int, Article]:
    chapters = [part for part in manuscript.parts if part.id.startswith("chapter-")]
    return {block.number: block for part in chapters for block in part.blocks if isinstance(block, Article)}


def test_articles_are_numbered_without_a_gap() -> None:
    assert list(articles(content(drafts("small")))) == list(range(1, 49))


def test_every_item_of_the_checklist_is_mapped_to_articles_that_exist() -> None:
    items = items_of(drafts("small").catalogue)
    assert len(items) == 18  # 1-①, thirteen of section 2, three of section 3, 4-①
    known = articles(content(drafts("small")))
    for item in items:
        assert ARTICLES_OF[item.topic], item.number
        assert set(ARTICLES_OF[item.topic]) <= set(known)
    assert set(ARTICLES_OF) == {item.topic for item in items}


def test_the_table_at_the_end_shows_every_item_and_marks_what_was_not_seen() -> None:
    table = next(part for part in content(drafts("small")).parts if part.id == "table-8").blocks[0]
    assert isinstance(table, Table)
    numbers = [row[0].ja for row in table.rows]
    assert numbers[0] == "1-①"
    assert "2-⑬※" in numbers
    assert not [row for row in table.rows if "未確認" in row[1].ja or not row[2].ja]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_table_is_empty_and_every_row_begins_with_something(case: str, language: Language) -> None:
    for part in content(drafts(case)).parts:
        for block in part.blocks:
            if isinstance(block, Table):
                assert block.rows, part.id
                assert all(row[0].in_(language) for row in block.rows), part.id


@pytest.mark.parametrize("case", ["small", "all_unknown"])  # the names of "large" are made of such things
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_place_of_a_sentence_is_left_unfilled(case: str, language: Language) -> None:
    for part in content(drafts(case)).parts:
        said = "\n".join(text.in_(language) for text in texts_in(part))
        assert not re.search(r"[{}]{2}|\{\w+\}|None|\[\]|\(\)", said), part.id


def test_what_the_evidence_says_stands_in_the_rules() -> None:
    found = words_of(opened(content(drafts("small"))))
    for wanted in ("医療法人社団 汐見会 しおみ台病院", "10.1.0.0/23", "サンプル電子カルテ", "画像システム販売"):
        assert wanted in found


def test_a_connection_missing_from_the_hospitals_list_is_named_in_the_article() -> None:
    said = "".join(text.ja for text in texts_in(articles(content(drafts("small")))[32]))
    assert "画像システム販売" in said
    assert "サンプル電子カルテ" not in said


def test_of_an_unknown_hospital_nothing_is_claimed() -> None:
    manuscript = content(drafts("all_unknown"))
    asked = [one.what for one in blanks_of(manuscript, language="ja")]
    assert len(asked) == len(set(asked))
    assert {"医療機関の名称", "ネットワークの区画と用途", "規程の施行日"} <= set(asked)
    assert not [part for part in manuscript.parts if part.id == "appendix"]  # no finding, no gap to mend
    assert not re.search(r"\d+\.\d+\.\d+\.\d+", words_of(opened(manuscript)))


def test_signs_and_assumptions_agree() -> None:
    manuscript = content(drafts("small"))
    said = "".join(text.ja for part in manuscript.parts for text in texts_in(part))
    assert {int(one) for one in re.findall(r"〔前提(\d+)〕", said)} == set(range(1, len(manuscript.assumptions) + 1))


def test_no_simulated_figure_stands_in_a_rule() -> None:
    """A rule that carries this year's simulation would be wrong next year."""
    assert isinstance(drafts("small").outcomes, Outcomes)
    chapters = [part for part in content(drafts("small")).parts if part.id.startswith("chapter-")]
    assert "試算" not in "".join(text.ja for part in chapters for text in texts_in(part))


def test_a_copy_of_something_that_no_other_paper_shows_is_not_lost() -> None:
    known = drafts("small")
    copies = (
        Backup(id="B1", system_kind=SystemKind.EHR, method=TextFact.of("毎日")),
        Backup(id="B2", system_kind=SystemKind.EHR, method=TextFact.of("毎週"), media=(BackupMedium.OFFLINE,)),
        Backup(id="B3", system_kind=SystemKind.OTHER, system_name=TextFact.of("介護記録")),
    )
    house = known.hospital.model_copy(update={"backups": copies})
    made = prepare(house, known.diagnosis, None, None, known.catalogue, today=TODAY)
    table = next(part for part in content(made).parts if part.id == "table-4").blocks[0]
    assert isinstance(table, Table)
    assert [(row[0].ja, row[1].ja) for row in table.rows] == [
        ("電子カルテ", "毎週"), ("画像(PACS)", "資料になし"), ("医事会計(レセコン)", "資料になし"), ("電子カルテ", "毎日"), ("介護記録", "未確認"),
    ]  # fmt: skip


@pytest.mark.parametrize("holder, appoints", [("院長", "経営層"), ("副院長", "院長"), ("事務長", "院長"), ("病院長", "経営層"), (None, "院長")])
def test_nobody_appoints_himself(holder: str | None, appoints: str) -> None:
    known = drafts("small")
    staff = Staff(responsible=TextFact.of(holder) if holder else TextFact())
    made = prepare(known.hospital.model_copy(update={"staff": staff}), known.diagnosis, None, None, known.catalogue, today=TODAY)
    words = articles(content(made))[7].clauses[0].text.ja
    assert f"{appoints}が任命書(様式F01)により任命する" in words
