"""The fourth road on paper: its measures with their worth, what more money buys, candidates; and that none was searched."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from inmori.report.block import Figure, Paragraph, Section, Table
from inmori.report.documents.assessment import annex, assessment
from inmori.report.documents.assessment.best_mix import best_section
from inmori.report.documents.assessment.board import roads_table
from inmori.report.documents.assessment.roads import roads_section
from inmori.report.figures.front import steps_to
from inmori.report.figures.picture import draw
from inmori.report.writers.html import html
from inmori.text import Language
from tests.report.example_documents import nothing_found, small
from tests.report.searched_case import search, searched


def section() -> Section:
    made = best_section(searched())
    assert made is not None
    return made


def table(caption: str) -> Table:
    return next(block for block in section().blocks if isinstance(block, Table) and caption in block.caption.ja)


def words(made: Section) -> str:
    return "".join(block.text.ja for block in made.blocks if isinstance(block, Paragraph))


def test_without_a_search_the_report_says_how_to_run_one() -> None:
    made = best_section(small())
    assert made is not None
    assert "inmori plan" in words(made)
    assert not [block for block in made.blocks if isinstance(block, Table)]


def test_without_any_road_there_is_no_section() -> None:
    base = small()
    bare = replace(base, roads=base.roads.model_copy(update={"directions": ()}))
    assert best_section(bare) is None


def test_each_measure_has_its_worth_and_how_surely_it_stays() -> None:
    rows = [[cell.ja for cell in row[:4]] for row in table("値打ち").rows]
    assert rows == [
        ["1年目", "対策a", "900万円(100万円〜2,000万円)", "99%超"],
        ["1年目", "対策b", "ほぼ0円", "99%"],
        ["2年目", "対策e", "ほぼ0円(-8万円〜7万円)", "60%"],
        ["4年目", "対策c", "100万円(80万円〜120万円)の持ち出し", "2.0%"],
    ]


def test_more_money_is_told_up_to_where_it_helps() -> None:
    assert "年100万円より多くしても" in words(section())
    rows = [[cell.ja for cell in row] for row in table("予算ごと").rows]
    assert [row[0] for row in rows] == ["0円", "100万円", "200万円(今)", "400万円"]
    assert rows[0][4] == "2億5,000万円"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_chart_is_clear_and_marks_the_present_budget(language: Language) -> None:
    shown = next(block for block in section().blocks if isinstance(block, Figure))
    drawing = draw(shown.picture, language=language, key="k", title="t", alt=shown.alt.in_(language))
    assert [(a.text, b.text) for a, b in combinations(drawing.labels, 2) if a.overlaps(b)] == []
    assert ("今の予算" if language == "ja" else "present budget") in drawing.svg
    assert drawing.svg.count("<circle") == 4  # a dot for each budget
    assert "年0円なら合計2億5,000万円" in shown.alt.ja


@pytest.mark.parametrize(("most", "ticks"), [(0, (0,)), (9, (0, 2.5, 5, 7.5, 10)), (2.46e8, (0, 1e8, 2e8, 3e8)), (4, (0, 1, 2, 3, 4))])
def test_ticks_are_round_and_reach_the_top(most: float, ticks: tuple[float, ...]) -> None:
    assert steps_to(most) == ticks


def test_candidates_are_named_in_words_and_ties_are_ties() -> None:
    rows = [[cell.ja for cell in row] for row in table("候補").rows]
    assert rows[0] == ["少ない試算で厳密に解く、入れ替えて良くする", "—", "これを採りました"]
    assert rows[1][2].startswith("区別がつかない")
    assert rows[2][0] == "newcomer"
    assert rows[2][2] == "劣る"


def test_lacking_hours_and_the_present_plan_and_a_stop_are_told() -> None:
    said = repr(section())
    assert "4年目の第2四半期: 150時間のうち52時間が足りません" in said
    assert "約3,000万円高くつきます" in said
    base = searched()
    stopped = replace(base, roads=base.roads.model_copy(update={"search": search(stopped=True)}))
    made = best_section(stopped)
    assert made is not None
    assert "途中で止めた" in words(made)


def test_the_board_and_the_details_show_four_roads() -> None:
    board = roads_table(searched())
    assert board is not None
    assert [column.title.ja for column in board.columns] == ["", "現状維持", "閉域強化", "クラウド移行", "最適"]
    tables = [block for block in roads_section(searched()).blocks if isinstance(block, Table)]
    order = next(block for block in tables if "始める年" in block.caption.ja)
    assert [column.title.ja for column in order.columns][:4] == ["対策", "閉域強化", "クラウド移行", "最適"]
    assert len(order.rows) == len({row[0].ja for row in order.rows})  # every measure once


def test_the_annex_holds_every_number() -> None:
    sheets = {sheet.title.ja: sheet for sheet in annex(searched()).sheets}
    assert len(sheets["道の比較"].rows) == 4 * 10
    assert [row[:5] for row in sheets["道どうしの差"].rows][1] == (
        searched().roads.best.name, searched().roads.directions[0].name, -560_000_000, -140_000_000, -12_000_000,  # type: ignore[union-attr]
    )  # fmt: skip
    assert [row[3] for row in sheets["逆転する値"].rows][:2] == [15_000, 9_000_000]
    assert len(sheets["二つを変えたとき"].rows) == 9
    assert [row[3] for row in sheets["予算ごとの計画"].rows] == [7, 19, 23, 23]
    for sheet in sheets.values():
        assert all(len(row) == len(sheet.columns) for row in sheet.rows), sheet.title.ja


def test_the_annex_without_a_search_says_so() -> None:
    sheets = {sheet.title.ja: sheet for sheet in annex(small()).sheets}
    assert "inmori plan" in repr(sheets["予算ごとの計画"].rows)
    assert "逆転する値" not in sheets  # no empty table


def test_pages_with_and_without_a_search_can_be_written() -> None:
    assert "最適: 探して見つけた組み合わせ" in html(assessment(searched()), language="ja")
    assert "inmori plan" in html(assessment(nothing_found()), language="ja")
