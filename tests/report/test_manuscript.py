"""Marks in a manuscript: blanks found once each, signs numbered by reason, a hash that follows the words alone."""

from __future__ import annotations

import pytest

from inmori.report.block import Column, Paragraph, Table
from inmori.report.documents.manuscript import (
    Article,
    Box,
    Chart,
    Clause,
    Footing,
    Part,
    blank,
    blanks_of,
    or_blank,
    part_hash,
    pieces_of,
    said,
)
from tests.report.draft_case import paper

NAME, PHONE = said("院長の氏名", "name of the director"), said("番号(夜間)", "number (night)")


def test_blanks_are_found_wherever_they_stand_once_each_in_order() -> None:
    cell, box = (blank(PHONE),), Box(said("箱", "box"), (blank(NAME),), gap=True)
    first = Part("a", said("一", "one"), (Article(1, said("題", "t"), (Clause(said(f"長は{blank(NAME).ja}。", f"It is {blank(NAME).en}.")),)),))
    second = Part("b", said("二", "two"), (Table(said("表", "t"), (Column(said("列", "c")),), (cell,)), Chart(said("図", "c"), ((box,),))))
    found = blanks_of(paper(first, second), language="ja")
    assert [(one.what, one.parts) for one in found] == [("院長の氏名", ("一", "二")), ("番号(夜間)", ("二",))]
    assert [one.what for one in blanks_of(paper(first, second), language="en")] == ["name of the director", "number (night)"]


@pytest.mark.parametrize(
    "words, marked",
    [
        ("ただの文", []),
        ("(要記入:甲)", ["(要記入:甲)"]),
        ("甲は(要記入:乙(丙))と(要記入:丁)〔前提2〕。", ["(要記入:乙(丙))", "(要記入:丁)", "〔前提2〕"]),
        ("〔2026-11-24確認〕は印ではない", []),
        ("(要記入:", []),
    ],
)
def test_a_sentence_is_cut_at_its_marks_and_loses_nothing(words: str, marked: list[str]) -> None:
    pieces = pieces_of(words, language="ja")
    assert "".join(piece for piece, _, _ in pieces) == words
    assert [piece for piece, is_blank, is_sign in pieces if is_blank or is_sign] == marked


def test_one_reason_has_one_number() -> None:
    foot, one, other = Footing(), said("理由", "reason"), said("別", "other")
    assert [foot.sign(why).ja for why in (one, other, one)] == ["〔前提1〕", "〔前提2〕", "〔前提1〕"]
    assert foot.all() == (one, other)


def test_what_is_known_is_no_blank() -> None:
    assert or_blank("院長", NAME).ja == "院長"
    assert or_blank(None, NAME) == or_blank("", NAME) == blank(NAME)


def test_the_hash_follows_the_words_in_one_language() -> None:
    def part(ja: str, en: str) -> Part:
        return Part("a", said("題", "t"), (Paragraph(said(ja, en)),))

    assert part_hash(part("甲", "a"), language="ja") == part_hash(part("甲", "b"), language="ja")
    assert part_hash(part("甲", "a"), language="ja") != part_hash(part("乙", "a"), language="ja")
