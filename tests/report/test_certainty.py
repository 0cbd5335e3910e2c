"""The section on how sure the figures are: every number with its basis, what moves it, and what to ask first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inmori.catalogue import load_catalogue
from inmori.report.block import Bullets, Paragraph, Table
from inmori.report.documents.assessment.certainty import certainty_section
from inmori.report.documents.assessment.damage import damage_section
from inmori.report.documents.assessment.materials import Materials
from inmori.simulate import simulate
from tests.report.example_documents import small
from tests.simulate.small_hospital import TODAY, edited, flat_hospital


@pytest.fixture(scope="module")
def materials() -> Materials:
    hospital = edited(flat_hospital(), same_local_admin=None)
    return replace(small(), outcomes=simulate(hospital, load_catalogue(), today=TODAY, trials=2_000, threads=1))


def tables(materials: Materials) -> dict[str, Table]:
    section = certainty_section(materials)
    assert section is not None
    return {block.caption.ja: block for block in section.blocks if isinstance(block, Table)}


def test_every_headline_has_interval_basis_and_movers(materials: Materials) -> None:
    rows = tables(materials)["主な数字と、それをいちばん動かす前提"].rows
    assert len(rows) == 6
    for name, value, basis, movers in rows:
        assert "〜" in value.ja, name.ja
        assert basis.ja in ("測定", "公表値", "仮定")
        assert 1 <= movers.ja.count("、") <= 6


def test_the_rate_stands_beside_the_country_and_the_ways_beside_the_police(materials: Materials) -> None:
    section = certainty_section(materials)
    assert section is not None
    said = "".join(block.text.ja for block in section.blocks if isinstance(block, Paragraph))
    assert "全国" in said
    assert "(3)" in said
    ways = next(table for caption, table in tables(materials).items() if caption.startswith("入口の割合"))
    assert [row[0].ja for row in ways.rows] == ["VPN機器・保守回線", "リモートデスクトップ", "メール", "その他・不明"]


def test_what_to_ask_first_is_in_order_and_says_both_answers(materials: Materials) -> None:
    section = certainty_section(materials)
    assert section is not None
    asked = next(block for block in section.blocks if isinstance(block, Bullets)).items
    assert 3 <= len(asked) <= 5
    assert [each.ja for each in asked] == [one.text.ja for one in materials.outcomes.questions[: len(asked)]]
    assert all("はいなら" in each.ja and "いいえなら" in each.ja for each in asked)


def test_what_stands_beside_an_attack_is_in_the_damage_section(materials: Materials) -> None:
    blocks = damage_section(materials).blocks
    assert any(isinstance(block, Paragraph) and "請求" in block.text.ja for block in blocks)
    outages = next(block for block in blocks if isinstance(block, Table) and "攻撃ではない停止" in block.caption.ja)
    assert [row[0].ja for row in outages.rows if "うち" not in row[0].ja] == ["院内の電子カルテ(今の形)", "クラウドの電子カルテにした場合"]


def test_outcomes_of_an_older_make_have_no_such_section() -> None:
    assert certainty_section(small()) is None
