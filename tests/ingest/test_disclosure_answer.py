"""Answers as words, ticked boxes and marks in columns; what cannot be told is unknown, and a partial yes is no yes."""

from __future__ import annotations

import pytest

from inmori.ingest.cell_value import text_of
from inmori.ingest.disclosure_answer import answer_of, marked_answer, option_of
from inmori.model import DisclosedAnswer

Y, N, NA, U = DisclosedAnswer.YES, DisclosedAnswer.NO, DisclosedAnswer.NOT_APPLICABLE, DisclosedAnswer.UNKNOWN

WORDS: dict[str, tuple[DisclosedAnswer, str] | None] = {
    "はい": (Y, ""), "　は い ": (Y, ""), "いいえ。": (N, ""), "対象外": (NA, ""), "該当なし": (NA, ""), "Ｙｅｓ": (Y, ""), "NO": (N, ""), "Ｎ／Ａ": (NA, ""), "○": (Y, ""), "×": (N, ""), "△": (U, ""),
    "See Note": (U, ""), "備考参照": (U, ""), "はい(一部の端末のみ)": (U, "一部の端末のみ"), "いいえ、次期版で対応予定": (U, "次期版で対応予定"), "はい、全端末": (Y, "全端末"), "No - by design": (N, "by design"),
    "☑はい □いいえ □対象外": (Y, ""), "□はい ■いいえ □対象外": (N, ""), "○はい ●いいえ": (N, ""), "[x] Yes [ ] No [ ] N/A": (Y, ""), "( )はい (○)いいえ": (N, ""), "はい・いいえ・対象外": (U, ""), "□はい□いいえ": (U, ""),
    "☑はい ☑いいえ": (U, ""), "": None, "標準で対応しております": None, "はいといいえのどちらとも言えない事情があります": None, "Windows 10": None, "1.2": None,
}  # fmt: skip


@pytest.mark.parametrize("text, answer", WORDS.items(), ids=lambda value: str(value)[:24])
def test_words_and_boxes(text: str, answer: tuple[DisclosedAnswer, str] | None) -> None:
    assert answer_of(text_of(text)) == answer


@pytest.mark.parametrize("cells, answer", [
    (("○", "", ""), Y), (("", "○", ""), N), (("", "", "レ"), NA), (("", "×", ""), N), (("●", "○", "○"), Y), (("○", "×", "×"), Y), (("■", "□", "□"), Y), (("-", "○", "-"), N),
    (("", "", ""), U), (("○", "○", ""), U), (("はい", "いいえ", "対象外"), U), (("はい", "", ""), Y), (("□", "□", "□"), U),
])  # fmt: skip
def test_marks_in_columns(cells: tuple[str, ...], answer: DisclosedAnswer) -> None:
    assert marked_answer(list(zip((Y, N, NA), cells, strict=True))) is answer


@pytest.mark.parametrize("heading, option", [("はい", Y), ("(いいえ)", N), ("対象 外", NA), ("YES", Y), ("N/A", NA), ("回答", None), ("", None)])
def test_options(heading: str, option: DisclosedAnswer | None) -> None:
    assert option_of(heading) is option
