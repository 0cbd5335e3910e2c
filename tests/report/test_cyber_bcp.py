"""The plan for an attack: five phases, every item of the official table, real order, honest blanks."""

from __future__ import annotations

import re

import pytest

from inmori.report.block import Subheading, Table
from inmori.report.documents.cyber_bcp.content import content
from inmori.report.documents.cyber_bcp.item_map import items_of
from inmori.report.documents.cyber_bcp.plan import SECTIONS_OF
from inmori.report.documents.manuscript import Manuscript, Part, blanks_of, texts_in
from inmori.text import Language
from tests.report.draft_case import CASES, drafts, opened, words_of


def part(manuscript: Manuscript, wanted: str) -> Part:
    return next(one for one in manuscript.parts if one.id == wanted)


def sections(manuscript: Manuscript) -> list[str]:
    titles = [block.text.ja for one in manuscript.parts for block in one.blocks if isinstance(block, Subheading)]
    return [title.split()[0] for title in titles]


def test_the_five_phases_come_in_order() -> None:
    titles = [one.title.ja for one in content(drafts("small")).parts]
    phases = [title for title in titles if "段階" in title]
    assert [re.sub(r"^\d ", "", one) for one in phases] == [
        "平時の備え(第1段階)", "検知(第2段階)", "初動対応(第3段階)", "復旧処理(第4段階)", "事後対応(第5段階)",
    ]  # fmt: skip


def test_every_item_of_the_official_table_has_its_section() -> None:
    manuscript = content(drafts("small"))
    items = items_of(drafts("small").catalogue)
    assert {one.number for one in items} == set(SECTIONS_OF)
    assert {place for places in SECTIONS_OF.values() for place in places} <= set(sections(manuscript))
    table = part(manuscript, "map").blocks[0]
    assert isinstance(table, Table)
    assert [row[0].ja for row in table.rows] == [one.number for one in items]
    assert all(row[2].ja for row in table.rows)


def test_sections_are_numbered_without_a_gap() -> None:
    found = sections(content(drafts("small")))
    assert found == [f"{chapter}.{number}" for chapter, last in ((1, 4), (2, 9), (3, 4), (4, 6), (5, 6), (6, 5)) for number in range(1, last + 1)]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_table_is_empty_and_no_place_left_unfilled(case: str, language: Language) -> None:
    for one in content(drafts(case)).parts:
        assert all(block.rows for block in one.blocks if isinstance(block, Table)), one.id
        said = "\n".join(text.in_(language) for text in texts_in(one))
        if case != "large":  # its names are made of such things
            assert not re.search(r"None|\{\w+\}|\bnan\b", said), one.id


def test_backups_are_cut_before_lines_and_lines_before_segments() -> None:
    said = "".join(text.ja for text in texts_in(part(content(drafts("small")), "response")))
    assert said.index("バックアップへの経路") < said.index("遠隔保守: ") < said.index("外部回線(インターネット)") < said.index("区画と区画の間")


def test_without_a_simulation_no_day_is_told_and_none_is_assumed() -> None:
    manuscript = content(drafts("all_unknown"))
    said = "".join(text.ja for one in manuscript.parts for text in texts_in(one))
    assert "試算は、まだ行っていない" in said
    assert not re.search(r"\d+日\(\d+〜\d+日\)", said)
    assert not [why for why in manuscript.assumptions if "停止の日数" in why.ja]
    assert "復旧するシステムと順番" in {one.what for one in blanks_of(manuscript, language="ja")}


def test_with_a_simulation_every_day_has_its_range_and_its_sign() -> None:
    manuscript = content(drafts("small"))
    said = "".join(text.ja for text in texts_in(part(manuscript, "normal")))
    assert re.search(r"\d+日\(\d+〜\d+日\)", said)
    signs = {int(one) for whole in manuscript.parts for text in texts_in(whole) for one in re.findall(r"〔前提(\d+)〕", text.ja)}
    assert signs == set(range(1, len(manuscript.assumptions) + 1))


def test_the_plan_opens_in_a_word_processor_with_hostile_names() -> None:
    found = words_of(opened(content(drafts("large"))))
    assert "サイバー攻撃を想定した業務継続計画(BCP)" in found
    assert "\u202e" not in found
