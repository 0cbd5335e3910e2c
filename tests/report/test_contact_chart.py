"""The chart on the wall: day and night apart, every missing number in a dashed box, nobody called who is not there."""

from __future__ import annotations

import pytest

from inmori.model import Controls, YesNo
from inmori.prepare import prepare
from inmori.report.block import Table
from inmori.report.documents.contact_chart.content import content
from inmori.report.documents.manuscript import Box, Chart, Manuscript, Part, blanks_of, texts_in
from tests.comply.house import CATALOGUE, TODAY, diagnosis, hospital
from tests.report.draft_case import CASES, drafts, opened


def part(manuscript: Manuscript, wanted: str) -> Part:
    return next(one for one in manuscript.parts if one.id == wanted)


def boxes(manuscript: Manuscript) -> list[Box]:
    return [box for one in manuscript.parts for block in one.blocks if isinstance(block, Chart) for level in block.levels for box in level]


@pytest.mark.parametrize("case", CASES)
def test_a_box_with_a_blank_is_a_gap_and_looks_so(case: str) -> None:
    for box in boxes(content(drafts(case))):
        assert box.gap == any("(要記入:" in line.ja for line in box.lines), box.title.ja


@pytest.mark.parametrize("case", CASES)
def test_day_and_night_are_told_apart(case: str) -> None:
    charts = [block.title.ja for block in part(content(drafts(case)), "inside").blocks if isinstance(block, Chart)]
    assert charts == ["平日の昼間", "夜間・休日"]
    night = next(block for block in part(content(drafts(case)), "inside").blocks if isinstance(block, Chart) and "夜間" in block.title.ja)
    assert "当直" in night.levels[1][0].title.ja


def test_vendors_of_the_evidence_are_on_the_chart() -> None:
    chart = content(prepare(hospital(), diagnosis(), None, None, CATALOGUE, today=TODAY))
    names = [box.title.ja for box in boxes(chart)]
    assert {"北カルテ", "検査堂"} <= set(names)


def test_a_hospital_without_insurance_is_not_told_to_call_its_insurer() -> None:
    def order(insured: bool | None) -> str:
        fact = YesNo() if insured is None else YesNo.of(insured)
        made = prepare(hospital(controls=Controls(insurance=fact)), diagnosis(), None, None, CATALOGUE, today=TODAY)
        return "".join(text.ja for text in texts_in(part(content(made), "order")))

    assert "保険会社" not in order(False)
    assert "保険会社" in order(True)
    assert "保険会社" in order(None)


def test_an_unknown_hospital_gets_a_chart_of_blanks() -> None:
    manuscript = content(drafts("all_unknown"))
    asked = {one.what for one in blanks_of(manuscript, language="ja")}
    assert "システムとネットワークの事業者、緊急の番号(昼・夜間休日)" in asked
    outside = part(manuscript, "outside").blocks[0]
    assert isinstance(outside, Table)
    assert any("0120-179-066" in row[2].ja for row in outside.rows)  # what is public is known even then
    assert [one.text for one in opened(manuscript).paragraphs if one.style.name == "Heading 1"][-1] == "埋めるところ"
