"""The official workbook: items found in every layout, differences by number, answers as proposals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.comply import Decision
from inmori.comply.official_compare import compared, likeness
from inmori.comply.official_form import FilledIn, OfficialForm, key_of_number, number_of, official_form
from inmori.comply.official_proposal import proposals
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.table import CellValue, Table
from inmori.ingest.workbook import open_workbook
from tests.comply.house import CATALOGUE, TODAY
from tests.comply.official_sheet import ANSWERED, SENTENCES, in_one_cell, marked, worded

R8 = CATALOGUE.frameworks["checklist-r8"]


def form_of(data: bytes, name: str = "様式.xlsx") -> OfficialForm:
    return official_form(open_workbook(EvidenceFile(name=name, data=data)).tables, name=name, fiscal_year=2026)


@pytest.mark.parametrize("data", [marked(), worded(), in_one_cell()], ids=["marks", "words", "one cell"])
def test_every_item_is_found_under_its_section(data: bytes) -> None:
    form = form_of(data)
    assert {one.key: one.text for one in form.items} == SENTENCES
    assert (form.twice, form.lost, form.for_vendors) == ((), 0, False)
    assert all(one.filled == () for one in form.items), "a form that prints its choices is not answered"


@pytest.mark.parametrize("layout", [marked, worded])
def test_answers_and_days_are_read(layout: object) -> None:
    form = form_of(layout(ANSWERED))  # type: ignore[operator]
    filled = {one.number: one.filled for one in form.items if one.filled}
    first = FilledIn(1, "no", date(2026, 6, 1), date(2027, 2, 1))
    assert filled["1-①"] == (FilledIn(1, "yes", date(2026, 6, 1)),)
    assert filled["2-①"] == ((first, FilledIn(2, "yes", date(2026, 10, 5))) if layout is marked else (first,))
    assert filled["2-⑥"] == (FilledIn(1, "no", date(2026, 6, 1)),)
    assert filled["3-③"] == (FilledIn(1, "yes"),)


def test_answer_and_day_in_one_cell() -> None:
    form = form_of(in_one_cell({(1, 1): (("yes", "6/1"),), (2, 1): (("no", "令和8年6月1日", "2/1"), ("yes", "10/5")), (3, 3): (("yes",),)}))
    assert {one.number: one.filled for one in form.items if one.filled} == {
        "1-①": (FilledIn(1, "yes", date(2026, 6, 1)),),
        "2-①": (FilledIn(1, "no", date(2026, 6, 1), date(2027, 2, 1)), FilledIn(2, "yes", date(2026, 10, 5))),
        "3-③": (FilledIn(1, "yes"),),
    }


def test_a_form_without_headings_is_read_in_order() -> None:
    from openpyxl import Workbook

    from tests.comply.official_sheet import saved

    book = Workbook()
    for row in (["2 管理・運用"], ["2-①", "台帳で機器を管理している", "いいえ", "2026/6/1", "2026/12/1", "はい", "2026/10/1"],
                ["2-②", "遠隔保守の有無を確かめている", "☑はい □いいえ", date(2026, 6, 2)]):  # fmt: skip
        book.active.append(row)
    form = form_of(saved(book))
    assert [one.filled for one in form.items] == [
        (FilledIn(1, "no", date(2026, 6, 1), date(2026, 12, 1)), FilledIn(2, "yes", date(2026, 10, 1))),
        (FilledIn(1, "yes", date(2026, 6, 2)),),
    ]


@pytest.mark.parametrize(
    ("number", "key"),
    [("2-⑥", (2, 6)), ("2⑬", (2, 13)), ("2-(6)", (2, 6)), ("2-6", (2, 6)), ("３－（１）", (3, 1)), ("前文", None), ("2", None), ("①", None)],
)
def test_numbers(number: str, key: tuple[int, int] | None) -> None:
    assert key_of_number(number) == key
    if key:
        assert key_of_number(number_of(key)) == key


def test_differences_are_told_by_number() -> None:
    comparison = compared(form_of(marked()), CATALOGUE, R8)
    assert {one.number for one in comparison.of("missing")} == {
        *(f"2-{ring}" for ring in "⑦⑧⑨⑩⑪⑫⑬"), "3-②"
    }  # fmt: skip
    assert comparison.of("added") == comparison.of("moved") == ()
    more = {**SENTENCES, (2, 8): SENTENCES[2, 6], (2, 6): "離席時に画面を閉じ、机の上に書類を残さないこと", (5, 1): "患者への説明の窓口を決めていること"}
    changed = compared(form_of(marked(sentences=more)), CATALOGUE, R8)
    assert {one.number: one.like for one in changed.of("moved")} == {"2-⑧": "2-⑥"}
    assert "2-⑥" in {one.number for one in changed.of("doubtful")}
    assert all(words not in changed.model_dump_json() for words in more.values()), "no official word is kept"


def test_likeness_is_a_share() -> None:
    assert likeness("サーバを台帳で管理", "サーバを台帳で管理") == 1
    assert likeness("サーバを台帳で管理", "患者への説明") == 0
    assert likeness("", "x") == 0


def proposed(**more: object) -> tuple[tuple[Decision, ...], list[str]]:
    form = form_of(marked(ANSWERED))
    found = proposals(form, compared(form, CATALOGUE, R8), CATALOGUE, R8, who="事務長", file="様式.xlsx", today=TODAY, **more)  # type: ignore[arg-type]
    return found.decisions, [one.ja for one in found.left_out]


def test_answers_become_decisions_that_can_stand() -> None:
    decisions, left = proposed()
    assert [(one.item, one.answer, one.on, one.target) for one in decisions] == [
        ("checklist-r8/1-1", "yes", date(2026, 6, 1), None),
        ("checklist-r8/2-1", "yes", date(2026, 10, 5), None),
    ]
    assert {one.who for one in decisions} == {"事務長"}
    assert len(left) == 3
    assert "2-⑥" in left[0]
    assert "目標日" in left[0]
    assert "3-③" in left[1]
    assert "確認日がありません" in left[1]
    assert left[2] == "2-① 2026-06-01: 後の回があります"


def test_what_was_decided_since_is_not_taken_back() -> None:
    before = (Decision(item="checklist-r8/2-1", answer="no", on=date(2026, 11, 1), who="佐藤", reason="未整理", target=date(2027, 3, 1)),)
    decisions, left = proposed(before=before)
    assert [one.item for one in decisions] == ["checklist-r8/1-1"]
    assert sum("すでにあります" in one for one in left) == 2


def test_the_vendors_sheet_is_recognised() -> None:
    assert form_of(marked(title="事業者確認用")).for_vendors


CELLS = st.one_of(
    st.just(""), st.sampled_from(["①", "2-⑥", "(3)", "2 管理・運用", "はい", "いいえ", "はい・いいえ", "○", "1回目", "確認日", "目標日", "6/1", "令和8年6月1日", "令和99年"]),
    st.text(max_size=12), st.integers(-5, 60_000), st.floats(allow_nan=True), st.booleans(), st.dates(),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=8))
@settings(max_examples=60)
def test_whatever_stands_in_the_cells_is_read_without_a_fault(rows: list[list[CellValue]]) -> None:
    table = Table(file="x", sheet="s", rows=rows)
    form = official_form([table], name="x", fiscal_year=2026)
    assert all(len(one.text) > 5 for one in form.items)
    compared(form, CATALOGUE, R8)


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_the_same_both_ways_and_between_none_and_all(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
