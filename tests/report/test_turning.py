"""Break-evens in words and as a picture: the value, the side on which the other road wins, and what cannot be told."""

from __future__ import annotations

from itertools import combinations

import pytest

from inmori.report.block import Figure, Section, Table
from inmori.report.documents.assessment.turning import turning_section
from inmori.report.figures.picture import draw
from inmori.report.figures.turning import Turning
from inmori.report.turning_words import nearest_turn, rate_words, turn_of, turned, value_words
from inmori.text import Language
from tests.report.example_documents import small
from tests.report.searched_case import searched, searched_roads


def section() -> Section:
    made = turning_section(searched())
    assert made is not None
    return made


def table(caption: str) -> Table:
    return next(block for block in section().blocks if isinstance(block, Table) and caption in block.caption.ja)


def figure() -> Figure:
    return next(block for block in section().blocks if isinstance(block, Figure))


@pytest.mark.parametrize(
    ("dearer", "which", "said"),
    [
        (True, "fee", "1床あたり月15,000円より安ければ、クラウド移行のほうが安くなります。"),
        (False, "fee", "1床あたり月15,000円より安ければ、閉域強化のほうが安くなります。"),
        (True, "life", "6.4年より短ければ、クラウド移行のほうが安くなります。"),
    ],
)
def test_the_winner_on_the_other_side_is_read_off_the_difference(dearer: bool, which: str, said: str) -> None:
    roads = searched_roads(cloud_dearer=dearer)
    turn = turn_of(roads, next(one for one in roads.break_evens if one.input == which))
    assert turn is not None
    assert turned(turn).ja == said


def test_what_never_turns_is_no_turn() -> None:
    roads = searched_roads()
    assert turn_of(roads, next(one for one in roads.break_evens if one.at is None)) is None
    alone = roads.model_copy(update={"comparisons": ()})
    assert turn_of(alone, roads.break_evens[0]) is None


def test_the_nearest_is_nearest_as_a_factor() -> None:
    turn = nearest_turn(searched_roads())
    assert turn is not None
    assert turn.one.input == "life"  # 7 to 6.4; 20,000 to 15,000 is farther


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("yen", 8_812_345, "881万円"),
        ("yen/bed/month", 23_278.8, "1床あたり月23,300円"),
        ("years", 6.44, "6.4年"),
        ("per year", 0.0029, "340年に1回"),
        ("per year", 2.5, "年2.5回"),
        ("hours", 1234.0, "1,230 hours"),
    ],
)
def test_values_are_said_with_their_unit(unit: str, value: float, said: str) -> None:
    assert value_words(unit, value).ja == said


def test_a_rate_of_nearly_nothing_has_words() -> None:
    assert rate_words(0.0).ja == "100,000年に1回"


def test_the_table_says_where_it_turns_and_where_nobody_can_tell() -> None:
    rows = {row[0].ja: [cell.ja for cell in row[1:]] for row in table("逆転する値").rows}
    assert rows["利用料"] == ["1床あたり月20,000円", "1床あたり月15,000円より安ければ、クラウド移行のほうが安くなります。", "1床あたり月5,000円〜1床あたり月40,000円"]
    assert rows["移行の初期費用"][2] == "調べた範囲のすべて"
    assert rows["攻撃の頻度"][1:] == ["50分の1から50倍までのどこでも逆になりません。", "—"]
    assert rows["使う年数"][2] == "3.5年から上"


def test_differences_are_said_without_signs() -> None:
    rows = [[cell.ja for cell in row] for row in table("道どうしの差").rows]
    assert rows[0] == ["閉域強化 と 現状維持", "1億2,000万円安い(5億円安い〜1,000万円高い)", "どちらが安いとも言えません"]
    assert rows[1][2] == "最適のほうが安い"
    assert rows[2][1].startswith("570万円高い(5,000万円安い〜")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_picture_holds_every_pair_once_and_no_label_lies_on_another(language: Language) -> None:
    shown = figure()
    drawing = draw(shown.picture, language=language, key="k", title="t", alt=shown.alt.in_(language))
    assert [(a.text, b.text) for a, b in combinations(drawing.labels, 2) if a.overlaps(b)] == []
    for box in drawing.labels:
        assert box.x >= -0.5
        assert box.x + box.width <= drawing.width + 0.5, box
    # Five pairs where hardening is cheaper and four where moving is, and one of each in the legend.
    assert drawing.svg.count("<circle") == 5 + 1
    assert drawing.svg.count('width="9"') == 4 + 1
    # The thick line: beside each row's change, and under the one cell that differs from its neighbour.
    assert drawing.svg.count('stroke-width="3"') == 3 + 1


def test_what_is_expected_today_is_framed() -> None:
    picture = figure().picture
    assert isinstance(picture, Turning)
    assert picture.now == (1, 1)
    assert picture.cells[0][0].first_cheaper
    assert not picture.cells[0][2].first_cheaper


def test_the_alternative_text_says_each_row() -> None:
    said = figure().alt.ja
    assert "攻撃の頻度が100年に1回なら、月10,000円ではクラウド移行が安い。" in said
    assert "攻撃の頻度が25年に1回なら、月10,000円、月20,000円ではクラウド移行が安い。" in said


def test_a_comparison_without_any_of_it_has_no_section() -> None:
    assert turning_section(small()) is None
