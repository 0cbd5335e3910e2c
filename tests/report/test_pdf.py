"""The PDF as it is read: whole, literal, dated on every page, the same twice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from inmori.errors import InputError
from inmori.report.documents.assessment import assessment
from inmori.report.writers.pdf import pdf
from inmori.text import Language
from tests.report.example_documents import ALL, HOSTILE, small
from tests.report.pages import pages_of, pdf_of, squeezed

LANGUAGES: tuple[Language, ...] = get_args(Language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["small", "large"])
def test_twice_the_same_bytes(name: str, language: Language) -> None:
    assert pdf(assessment(ALL[name]()), language=language) == pdf_of(name, language)


@pytest.mark.parametrize("name", ALL)
def test_the_boards_page_is_one_page(name: str) -> None:
    pages = pages_of(name, "ja")
    assert "情報セキュリティ診断" in pages[0]
    assert "結論" in pages[0]
    assert squeezed("次にすること") in pages[0]
    assert "ネットワークの全体図" in pages[1]
    assert "個です。" in pages[0]  # the last sentence of the page, on how far the figures can be trusted


@pytest.mark.parametrize(("name", "least", "most"), [("small", 8, 14), ("large", 15, 45), ("nothing_found", 6, 12), ("all_unknown", 4, 8)])
def test_the_paper_has_a_sane_length(name: str, least: int, most: int) -> None:
    assert least <= len(pages_of(name, "ja")) <= most


def test_the_board_reads_what_it_must() -> None:
    board = pages_of("small", "ja")[0]
    for words in (
        "病院では「診療系は外とつながっていない」と考えられていましたが、外とつながる想定外の経路が5か所あります",
        "うち4か所は実際の通信を確認",
        "攻撃が成功すると、電子カルテは18日(4〜58日)止まり、損失は1億2,000万円(4,600万円〜3億2,000万円)になる見込みです。",
        "現状維持", "閉域強化", "クラウド移行", "※予算超過", "なし(見えた範囲)", "費用は見積もりが必要", "費用なし", "2027年3月まで",
        "数字は20,000回の試算の結果で", "90日より古くなっています",
    ):  # fmt: skip
        assert squeezed(words) in board, words
    assert all(f"{label}" in board for label in ("なぜ", "どうやって", "誰が", "いくら"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_every_page_says_when_and_which(name: str, language: Language) -> None:
    pages = pages_of(name, language)
    date = "作成日令和8年11月24日(2026-11-24)" if language == "ja" else "Made2026-11-24"
    cut_off = "資料の最新日" if language == "ja" else "Newestevidence"
    for number, page in enumerate(pages, start=1):
        assert date in page
        assert cut_off in page
        assert "Inmori0.1.0" in page
        assert f"{number}/{len(pages)}" in page
    if name == "small":
        assert all(("令和8年11月17日(2026-11-17)" if language == "ja" else "2026-11-17") in page for page in pages)


def test_the_sections_come_in_their_order() -> None:
    whole = "".join(pages_of("small", "ja")[1:])
    titles = (
        "ネットワークの全体図", "病院の認識と、資料から見えたこと", "指摘事項", "攻撃の道すじ", "攻撃が成功したときの被害", "これからの道",
        "次にすることの詳しい手順", "判断できなかったこと", "前提と不明点", "資料の読み取り結果", "ことばの説明",
    )  # fmt: skip
    places = [whole.find(squeezed(title)) for title in titles]
    assert -1 not in places
    assert places == sorted(places)


def test_hostile_names_are_printed_as_they_stand() -> None:
    whole = "".join(pages_of("large", "ja"))
    printed = {
        "=cmd|'/c calc'!A1", "<script>alert(1)</script>", "#[evil] *x* $y$ @ref <label> _under_ `raw` \\ #pagebreak()",
        "髙﨑①㈱ 〓田 内科受付 葛城", "+81-3-0000-0000", "@SUM(A1:A9)", "',);}{{%s}}{0}", "電子カルテ〓端末",
        "</svg></title><img src=x onerror=alert(1)>", "http://evil.example/x.js",
    }  # fmt: skip
    assert [words for words in sorted(printed) if squeezed(words) not in whole] == []


def test_nothing_found_is_not_called_safe() -> None:
    whole = "".join(pages_of("nothing_found", "ja"))
    assert "問題がないという意味ではありません" in whole
    assert "道がないという意味ではありません" in whole
    assert "(資料にない場所は分かりません)" in whole
    assert "安全です" not in whole


def test_all_unknown_claims_nothing() -> None:
    pages = pages_of("all_unknown", "ja")
    assert squeezed("機器の設定も通信の記録もないため、診療系(閉域)が本当に閉じているかは判断できません。") in pages[0]
    assert "被害の大きさは、まだ試算できていません。" in pages[0]
    assert "0円" not in "".join(pages)
    assert "0日止まり" not in "".join(pages)


def test_only_our_own_font_is_used(tmp_path: Path) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts (poppler-utils) is not installed")
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_of("large", "ja"))
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    fonts = [line.split()[0] for line in listed.splitlines()[2:]]
    assert fonts
    assert [font for font in fonts if "BIZUDPGothic" not in font] == []


def test_the_file_is_tagged_and_holds_no_action() -> None:
    data = pdf_of("large", "ja")
    assert b"/JavaScript" not in data
    assert b"/Launch" not in data
    assert b"/URI" not in data
    assert b"pdfuaid" in data


def test_without_typst_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError) as caught:
        pdf(assessment(small()), language="ja")
    assert 'pip install "inmori[documents]"' in caught.value.explain("ja")
    assert 'pip install "inmori[documents]"' in caught.value.explain("en")


def test_the_example_names_are_hostile() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 16
