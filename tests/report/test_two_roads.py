"""The board page: one sheet, all roads, sentences for the ear, the nearest decision."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from inmori.catalogue import load_catalogue
from inmori.plan.found import BreakEven, Comparison
from inmori.plan.roadmap_make import roadmap_of
from inmori.plan.roads import Roads
from inmori.report.aloud import aloud
from inmori.report.block import Paper
from inmori.report.documents.two_roads import two_roads
from inmori.report.documents.two_roads.decision import next_decision
from inmori.report.saved_words import SAVED
from inmori.report.verdict_words import verdict_aloud
from inmori.report.writers.html import html
from inmori.report.writers.pdf import pdf
from inmori.text import Language, Text
from inmori.units import Interval
from tests.plan.road_case import moving_hospital, roads, span, words
from tests.report.pages import squeezed


def page(compared: Roads | None = None) -> Paper:
    compared = compared or roads(steps=("cyber_bcp", "vpn_mfa", "mfa_cloud", "cloud_lis"))
    roadmap = roadmap_of(moving_hospital(), compared, load_catalogue(), direction="cloud")
    return two_roads(moving_hospital(), compared, roadmap, version="0.1.0")


def four_roads() -> Roads:
    compared = roads(steps=("cyber_bcp", "vpn_mfa", "mfa_cloud", "cloud_lis"))
    best = compared.directions[1].model_copy(update={"id": "best", "name": Text(ja="最適", en="Best mix found")})
    return compared.model_copy(update={"best": best})


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("compared", [roads(steps=("cyber_bcp", "vpn_mfa", "mfa_cloud")), four_roads()])
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_it_is_one_sheet(compared: Roads, language: Language, tmp_path: Path) -> None:
    path = tmp_path / "board.pdf"
    path.write_bytes(pdf(page(compared), language=language))
    said = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    pages = [squeezed(one) for one in said.stdout.decode().split("\f")[:-1]]
    assert len(pages) == 1
    if language == "ja":
        for words in ("現状維持", "閉域強化", "クラウド移行", "2項目のうち1項目", "次に決めるのは"):
            assert squeezed(words) in pages[0], words


@pytest.mark.parametrize(
    ("compared", "names", "title"),
    [
        (roads(), ["現状維持", "閉域強化", "クラウド移行"], "三つの道"),
        (four_roads(), ["現状維持", "閉域強化", "クラウド移行", "最適"], "四つの道"),
    ],
)
def test_every_road_stands_beside_the_others(compared: Roads, names: list[str], title: str) -> None:
    board = page(compared).board
    assert board.roads is not None
    assert [column.title.ja for column in board.roads.columns] == ["", *names]
    assert all(len(row) == len(names) + 1 for row in board.roads.rows)
    assert title in board.title.ja
    assert title in html(page(compared), language="ja")
    assert board.picture is not None
    assert all(name in board.picture.alt.ja for name in names)
    assert ("まだ探していません" in board.honesty.ja) == ("最適" not in names)


@pytest.mark.parametrize("compared", [roads(steps=("cyber_bcp", "vpn_mfa", "mfa_cloud")), four_roads()])
def test_sentences_are_short_enough_to_be_read_aloud(compared: Roads) -> None:
    board = page(compared).board
    for sentence in (board.situation.ja + board.verdict.ja).split("。"):
        assert len(sentence) <= 75, sentence
        assert "(" not in sentence
    assert len(board.steps) == 3


def test_the_nearest_day_is_the_next_decision() -> None:
    roadmap = roadmap_of(moving_hospital(), roads(), load_catalogue(), direction="cloud")
    [wave] = roadmap.waves.waves
    assert wave.start > date(2027, 4, 1)
    assert "2027年4月1日" in next_decision(roadmap).ja
    later = roadmap.model_copy(update={"dates": ()})
    assert "移すかどうか" in next_decision(later).ja
    still = later.model_copy(update={"waves": later.waves.model_copy(update={"waves": ()})})
    assert "担当者の名前" in next_decision(still).ja


def test_one_road_or_none_makes_a_page_too() -> None:
    compared = roads()
    alone = compared.model_copy(update={"directions": compared.directions[2:]})
    assert page(alone).board.picture is None
    pdf(page(alone), language="ja")


def test_without_any_known_system_what_stays_is_unknown_and_not_nothing() -> None:
    compared = roads().model_copy(
        update={"directions": tuple(one.model_copy(update={"remains_on_site": ()}) for one in roads().directions)}
    )
    bare = moving_hospital().model_copy(update={"systems": ()})
    roadmap = roadmap_of(moving_hospital(), compared, load_catalogue(), direction="cloud")
    for hospital, said in ((bare, "不明"), (moving_hospital(), "なし")):
        table = two_roads(hospital, compared, roadmap, version="0.1.0").board.roads
        assert table is not None
        assert {cell.ja for cell in table.rows[-1][1:]} == {said}


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("判定できません(差は-5億円〜+6億円(中央0円))。", "判定できません。"),
        ("一。二は1回、2回、3回です。四。", "一。四。"),
        ("最初は1、2、3、4です。", "最初は1、2、3、4です。"),
        ("約1億3,500万円多くなります。", "約1億3,500万円多くなります。"),
        ("一。二。三。四。五。", "一。二。三。四。"),
    ],
)
def test_the_ear_is_spared(words: str, heard: str) -> None:
    assert aloud(Text(ja=words, en="-")).ja == heard


def test_english_is_spared_too() -> None:
    text = Text(ja="-", en='Whether "A" costs less cannot be told (range JPY 1.5 million to JPY 2.5 million). It is 1, 2, 3. End.')
    assert aloud(text).en == 'Whether "A" costs less cannot be told. End.'
    assert re.search(r"\s\.", aloud(text).en) is None


def pair(one: str, other: str, mid: float, *, decided: bool) -> Comparison:
    gap = Interval(low=mid - 5e5 if decided else -1e9, mid=mid, high=mid + 5e5 if decided else 1e9, unit="yen")
    return Comparison(one=one, other=other, difference=gap, decided=decided, text=Text(ja="長い文(幅)。", en="Long."))


def turns(name: str, now: float, at: float | None) -> BreakEven:
    where = None if at is None else Interval(low=at / 2, mid=at, high=at * 2, unit="yen")
    words = Text(ja=f"{name}が変われば逆になります(今は{now})。", en=f"{name} turns it (now {now}).")
    return BreakEven(input=name, name=Text(ja=name, en=name), unit="yen", now=now, at=where, text=words)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (
            [("cloud", "harden", 1e7, False), ("harden", "stay", -9e7, False)],
            "三つの道のどれが得かは、今の資料では言えません。見込みの幅が広いためです。",
        ),
        (
            [("cloud", "harden", 1e7, False), ("harden", "stay", -9e7, True)],
            "閉域強化は現状維持より、5年で約9,000万円安くつきます。クラウド移行と閉域強化は、どちらが安いとも言えません。",
        ),
        (
            [("cloud", "harden", 1.234e7, True), ("harden", "stay", 2e7, True)],
            "閉域強化は現状維持より、5年で約2,000万円高くつきます。クラウド移行は閉域強化より、5年で約1,200万円高くつきます。",
        ),
        (
            [("harden", "stay", -9e7, True), ("cloud", "stay", -8e7, True), ("cloud", "harden", 1e7, False)],
            "今のまま続けるのが、いちばん高くつきます。閉域強化は現状維持より、5年で約9,000万円安くつきます。"
            "クラウド移行と閉域強化は、どちらが安いとも言えません。",
        ),
        (
            [("best", "stay", -9.9e7, True), ("harden", "stay", -9e7, False), ("best", "harden", -9e6, True),
             ("cloud", "harden", 1e7, False), ("best", "cloud", -2e7, False)],
            "最適は現状維持より、5年で約9,900万円安くつきます。最適は閉域強化より、5年で約900万円安くつきます。"
            "クラウド移行と閉域強化は、どちらが安いとも言えません。",
        ),
    ],
)  # fmt: skip
def test_the_verdict_says_who_wins_only_where_that_is_decided(pairs: list[tuple[str, str, float, bool]], said: str) -> None:
    compared = four_roads().model_copy(
        update={"comparisons": tuple(pair(a, b, mid, decided=sure) for a, b, mid, sure in pairs)}
    )
    assert verdict_aloud(compared).ja == said


def test_the_nearest_turning_point_is_told() -> None:
    compared = roads().model_copy(
        update={
            "comparisons": (pair("cloud", "harden", 1e7, decided=False),),
            "break_evens": (turns("遠い価格", 100, 10), turns("近い価格", 100, 115), turns("率", 1, None)),
        }
    )
    assert verdict_aloud(compared).ja.endswith("分かれ目は、近い価格です。115円より高ければ、クラウド移行のほうが安くなります。")


def test_what_falls_away_and_what_must_be_known_first_are_on_the_page() -> None:
    base = roads()
    cloud = base.directions[2].model_copy(update={"saved": span(3e6)})
    notes = tuple(words(f"知っておくこと{n}。続きの文。") for n in range(4))
    made = base.model_copy(update={"directions": (*base.directions[:2], cloud), "notes": notes})
    for each, there in ((base, False), (made, True)):
        page = two_roads(moving_hospital(), each, roadmap_of(moving_hospital(), each, load_catalogue()), version="0").board
        assert page is not None
        assert page.roads is not None
        rows = {row[0].ja: row for row in page.roads.rows}
        assert (SAVED.ja in rows) == there
        assert ("知っておくこと0。" in page.notice.ja) == there
    assert "300万円" in rows[SAVED.ja][3].ja
    assert rows[SAVED.ja][1].ja == "—"
    assert "続きの文" not in page.notice.ja
    assert "ほか2件" in page.notice.ja
