"""The editable paper as a word processor reads it: headings, fonts, repeated heads, shaded blanks, equal bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from docx.oxml.ns import qn

from inmori.report.block import Bullets, Column, Imprint, Paragraph, Subheading, Table, Terms
from inmori.report.documents.manuscript import (
    Article,
    Box,
    Chart,
    Clause,
    Footing,
    Form,
    Part,
    Ruled,
    SignOff,
    blank,
    said,
)
from inmori.report.writers.docx import docx
from tests.report.draft_case import opened, paper, words_of
from tests.report.example_documents import HOSTILE

ROWS = tuple((said(f"行{number}", f"row {number}"), blank(said("値", "value"))) for number in range(60))
COLUMNS = (Column(said("左", "left"), 1), Column(said("右", "right"), 3, "right"))
EVERYTHING = (
    Article(1, said("目的", "Purpose"), (Clause(said("一項", "first"), (said("一号", "item"),)), Clause(said("二項", "second")))),
    Subheading(said("小見出し", "sub")), Paragraph(said("注意する", "mind"), "caution"), Bullets((said("点", "point"),)),
    Table(said("表題", "caption"), COLUMNS, ROWS), Terms(((said("語", "term"), said("意味", "meaning")),)),
    Form(((said("日時", "when"), said("", "")),)), Ruled(said("記録", "log"), ((said("時刻", "time"), 1.0),), empty=3),
    SignOff((said("院長", "director"), said("事務長", "administrator"))),
    Chart(said("図", "chart"), ((Box(said("上", "top")),), tuple(Box(said(f"箱{n}", f"box {n}"), gap=n == 2) for n in range(5)))),
)  # fmt: skip


@cache
def whole() -> Any:
    """The paper with everything, opened; read only."""
    return opened(everything())


def everything() -> Any:
    foot = Footing()
    sign = foot.sign(said("理由", "reason"))
    parts = (
        Part("one", said("第1章", "Chapter 1"), EVERYTHING),
        Part("two", said("横長", "wide"), (Paragraph(said(f"文{sign.ja}", f"text {sign.en}")),), wide=True),
        Part("three", said("次", "next"), (Paragraph(said("終わり", "end")),), fresh=True),
    )
    return paper(*parts, assumptions=foot.all(), about=said("使い方", "how to use"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_equal_manuscripts_give_equal_bytes_with_no_hour_in_them(language: Any) -> None:
    data = docx(everything(), language=language)
    assert data == docx(everything(), language=language)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_headings_are_real_ones_in_order() -> None:
    document = whole()
    found = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "埋めるところ"), ("Heading 1", "第1章"), ("Heading 2", "第1条(目的)"), ("Heading 2", "小見出し"),
        ("Heading 1", "横長"), ("Heading 1", "次"), ("Heading 1", "前提"),
    ]  # fmt: skip


def test_every_style_names_a_japanese_font_for_both_scripts() -> None:
    document = whole()
    used = {one.style.name for one in document.paragraphs}
    used |= {p.style.name for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs}
    for name in used:
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:eastAsia")) != None, name  # noqa: E711
        assert fonts.get(qn("w:asciiTheme")) is None


def test_head_rows_repeat_and_rows_stay_whole() -> None:
    document = whole()
    long = next(table for table in document.tables if len(table.rows) == len(ROWS) + 1)
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in long.rows]
    assert heads == [True, *[False] * len(ROWS)]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in long.rows)
    widths = [cell.width.mm for cell in long.rows[5].cells]
    assert widths[1] == pytest.approx(3 * widths[0], rel=0.01)
    assert sum(widths) == pytest.approx(166, abs=1)  # A4 less its margins


def test_blanks_are_shaded_where_they_stand_and_listed_once() -> None:
    document = whole()
    shaded = [run for run in document.element.body.iter(qn("w:r")) if run.find(qn("w:rPr")) is not None and run.find(qn("w:rPr")).find(qn("w:shd")) is not None]
    assert len(shaded) == len(ROWS)
    assert {"".join(node.text for node in run.iter(qn("w:t"))) for run in shaded} == {"(要記入:値)"}
    listed = document.tables[0]
    assert [cell.text for cell in listed.rows[1].cells] == ["□", "値", "第1章"]
    assert len(listed.rows) == 2


def test_a_posters_blanks_are_listed_at_the_end() -> None:
    part = Part("one", said("図", "chart"), (Paragraph(blank(said("番号", "number"))),))
    titles = [one.text for one in opened(paper(part, poster=True)).paragraphs if one.style.name == "Heading 1"]
    assert titles == ["図", "埋めるところ"]


def test_a_wide_part_lies_across_and_the_next_stands_again() -> None:
    sections = whole().sections
    assert [round(one.page_width.mm) for one in sections] == [210, 297, 210]
    assert all(one.footer.is_linked_to_previous for one in sections[1:])


def test_the_foot_says_when_how_fresh_and_which_version() -> None:
    document = whole()
    foot = "".join(node.text for node in document.sections[0].footer._element.iter(qn("w:t")))
    assert "2026-11-24" in foot
    assert "2026-11-01" in foot
    assert "院守 Inmori" in foot
    fields = [node.text.strip() for node in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert document.core_properties.created == document.core_properties.modified == datetime(2026, 11, 24, tzinfo=UTC)


def test_articles_count_as_in_a_rule() -> None:
    lines = [one.text for one in whole().paragraphs]
    at = lines.index("第1条(目的)")
    assert lines[at + 1 : at + 4] == ["一項", "(1)\t一号", "2\t二項"]


def test_the_order_of_elements_is_that_of_the_standard() -> None:
    body = whole().element.body
    order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"]
    for properties in body.iter(qn("w:tblPr")):
        names = [one.tag.split("}")[1] for one in properties]
        assert names == sorted(names, key=order.index)
    for properties in body.iter(qn("w:tcPr")):
        names = [one.tag.split("}")[1] for one in properties]
        assert names == sorted(names, key=["tcW", "tcBorders", "shd"].index)


def test_words_that_would_break_a_page_are_harmless() -> None:
    rows = tuple((said(one, one), said(one, one)) for one in HOSTILE)
    bad = said(HOSTILE[11], HOSTILE[11])
    blocks = (Table(said("表", "table"), COLUMNS, rows), Paragraph(said(HOSTILE[8], HOSTILE[8])), Terms(((bad, bad),)), Subheading(bad),
              Article(1, bad, (Clause(bad, (bad,)),)), Chart(bad, ((Box(bad, (bad,)),),)), Form(((bad, bad),)), SignOff((bad,)))  # fmt: skip
    whose = Imprint(said("\x01" + "長" * 300, "\x01" + "l" * 300), bad, date(2026, 11, 24), bad, bad, bad)
    hostile = replace(paper(Part("one", bad, blocks), assumptions=(bad,), about=bad), imprint=whose, title=bad, id="\x02")
    found = words_of(opened(hostile))
    assert "<script>alert(1)</script>" in found
    assert "\u202e" not in found
    assert "逆向き終" in found


def test_a_lead_stays_with_its_table() -> None:
    lead, table = Paragraph(said("表の前", "before")), Table(said("", ""), COLUMNS, ROWS[:1])
    document = opened(paper(Part("one", said("章", "chapter"), (lead, table, Paragraph(said("後", "after"))))))
    held = {one.text: bool(one.paragraph_format.keep_with_next) for one in document.paragraphs}
    assert held["表の前"]
    assert not held["後"]
