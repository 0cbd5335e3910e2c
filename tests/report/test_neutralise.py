"""No text of a hospital's files may act: not as a formula, not as a control character, not by turning the line round."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmori.report.writers.font_coverage import STAND_IN, for_paper, in_font
from inmori.report.writers.neutralise import neutralised, printable


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
        ("+81-3", "'+81-3"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "' =1+1"),
        ("\r=1+1", "' =1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("  =1+1", "'  =1+1"),
        ("\ufeff=1+1", "'=1+1"),
        ("\u200b=1", "'=1"),
        ("=1", "'=1"),
        ("PC-A01", "PC-A01"),
        ("", ""),
        ("   ", "   "),
        ("10.0.0.1", "10.0.0.1"),
    ],
)
def test_cases(text: str, safe: str) -> None:
    assert neutralised(text) == safe


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    safe = neutralised(text)
    visible = safe.lstrip()
    assert not visible or visible[0] not in "=+-@＝＋－＠"
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs") or character == "\n" for character in safe)


@given(st.text())
def test_neutralising_twice_changes_nothing(text: str) -> None:
    assert neutralised(neutralised(text)) == neutralised(text)


def test_a_cell_never_exceeds_what_a_workbook_holds() -> None:
    assert len(neutralised("=" + "あ" * 40_000)) < 32_767


def test_printable_drops_what_turns_text_round() -> None:
    assert printable("逆\u202e向き\x00\x07終") == "逆向き  終"
    assert printable("葛\U000e0100城") == "葛城"


def test_characters_that_the_font_lacks_are_seen_to_be_missing() -> None:
    assert in_font("髙﨑①㈱ 𠮷田😀☑") == f"髙﨑①㈱ {STAND_IN}田{STAND_IN}{STAND_IN}"


def test_long_words_may_break_and_short_ones_do_not() -> None:
    assert for_paper("MNT-EMRAP01.local") .replace("\u200b", "") == "MNT-EMRAP01.local"
    assert "\u200b" not in for_paper("MNT-EMRAP01")
    pieces = for_paper("W" * 200).split("\u200b")
    assert max(map(len, pieces)) <= 12
    assert "".join(pieces) == "W" * 200
