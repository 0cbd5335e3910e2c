"""The checklist workbook: written, edited as a person would, read back with exactly what was changed; others refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from inmori.comply import Assessment, Decision, Request, assess
from inmori.comply.change import Changed, changed, joined_requests
from inmori.errors import InputError
from inmori.report.documents.checklist import checklist_book, read_back
from inmori.report.writers.xlsx import xlsx
from inmori.text import Language
from tests.comply.house import CATALOGUE, TODAY, diagnosis, finding, hospital

ID = "checklist-r8"
WHO = {"確認日": datetime(2026, 11, 20), "決めた人": "事務長 佐藤", "決めた理由": "書類を見た"}
BEFORE = (
    Decision(item=f"{ID}/2-5", answer="no", on=date(2026, 6, 1), who="佐藤", reason="未整理", target=date(2026, 12, 1)),
    Decision(item=f"{ID}/2-9", answer="yes", on=date(2026, 6, 1), who="=1+1", reason="+81と書かれた紙"),
)
ASKED = (Request(row="検査堂/lis", paper="sheet", asked=date(2026, 10, 1)),)


def made(*decided: Decision, requests: tuple[Request, ...] = ()) -> Assessment:
    found = diagnosis(finding("lifecycle/unsupported_products", devices=("S1",)))
    return assess(hospital(), found, CATALOGUE, edition="r8", today=TODAY, decided=decided, requests=requests)


def written(assessment: Assessment, language: Language = "ja") -> bytes:
    return xlsx(checklist_book(assessment, version="test"), language=language)


def edited(data: bytes, cells: dict[tuple[str, str, str], Any], *, also: Callable[[Any], None] | None = None) -> bytes:
    """Set cells by sheet, id of the row and title of the column."""
    book = load_workbook(io.BytesIO(data))
    for (sheet, key, title), value in cells.items():
        page = book[sheet]
        columns = {cell.value: cell.column for cell in page[3]}
        row = next(cell.row for cell in page["A"] if cell.value == key)
        page.cell(row=row, column=columns[title]).value = value
    if also:
        also(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def decide(item: str, answer: str, **more: Any) -> dict[tuple[str, str, str], Any]:
    return {("チェックリスト", f"{ID}/{item}", title): value for title, value in {"決めた答え": answer, **WHO, **more}.items()}


def read(data: bytes, assessment: Assessment) -> Changed:
    back = read_back(data, assessment, CATALOGUE, name="checklist.xlsx", today=TODAY)
    return changed(assessment, back.items, back.requests)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_unchanged_is_no_change(language: Language) -> None:
    assessment = made(*BEFORE, requests=ASKED)
    after = read(written(assessment, language), assessment)
    assert after == Changed(changes=(), decided=assessment.decided, requests=ASKED)


def test_three_changed_answers_are_three_changes() -> None:
    assessment = made(*BEFORE)
    cells = {
        **decide("2-4", "はい"),
        **decide("2-6", "いいえ", 目標日="令和9年2月26日"),
        **decide("2-5", "はい", 目標日=None),
    }
    after = read(edited(written(assessment), cells), assessment)
    assert [one.row for one in after.changes] == [f"{ID}/2-4", f"{ID}/2-5", f"{ID}/2-6"]
    again = made(*after.decided)
    assert {one.id: one.answer for one in again.items if one.decisions} == {
        f"{ID}/2-4": "yes", f"{ID}/2-5": "yes", f"{ID}/2-6": "no", f"{ID}/2-9": "yes",
    }  # fmt: skip
    kept, target = again.item(f"{ID}/2-5"), again.item(f"{ID}/2-6")
    assert kept is not None
    assert [one.answer for one in kept.decisions] == ["no", "yes"], "the first round is kept"
    assert target is not None
    assert target.decision is not None
    assert target.decision.target == date(2027, 2, 26)
    assert read(written(again), again).changes == ()


def test_a_correction_of_the_same_day_is_no_new_round() -> None:
    assessment = made(*BEFORE)
    cells = {("チェックリスト", f"{ID}/2-5", "決めた理由"): "一覧を作成中"}
    after = read(edited(written(assessment), cells), assessment)
    assert len(after.changes) == 1
    item = made(*after.decided).item(f"{ID}/2-5")
    assert item is not None
    assert [one.reason for one in item.decisions] == ["一覧を作成中"]


def test_an_older_copy_takes_nothing_back() -> None:
    """Two people: one exports, the other decides and reads back, then the first reads the older copy back."""
    older = written(made())
    assessment = made(*BEFORE, requests=ASKED)
    after = read(edited(older, decide("2-4", "はい")), assessment)
    assert [one.row for one in after.changes] == [f"{ID}/2-4"]
    assert set(BEFORE) < set(after.decided)
    assert after.requests == ASKED
    assert after.kept == ("2-⑤", "2-⑨", "検査堂 検体検査(LIS) 事業者確認用")


def test_requests_to_vendors_come_back() -> None:
    assessment = made(requests=ASKED)
    cells = {
        ("事業者", "検査堂/lis", "確認用 受領日"): datetime(2026, 11, 2),
        ("事業者", "北カルテ/ehr", "開示書 依頼日"): "2026-11-10",
    }
    after = read(edited(written(assessment), cells), assessment)
    assert after.requests == (
        Request(row="北カルテ/ehr", paper="disclosure", asked=date(2026, 11, 10)),
        Request(row="検査堂/lis", paper="sheet", asked=date(2026, 10, 1), received=date(2026, 11, 2)),
    )
    assert [one.kind for one in after.changes] == ["request", "request"]


def remove_row(book: Any) -> None:
    page = book["チェックリスト"]
    page.delete_rows(next(cell.row for cell in page["A"] if cell.value == f"{ID}/2-5"))


def test_a_row_taken_out_stays_as_it_was() -> None:
    assessment = made(*BEFORE)
    data = edited(written(assessment), {}, also=remove_row)
    assert read(data, assessment).decided == assessment.decided
    assert read_back(data, assessment, CATALOGUE, name="x", today=TODAY).missing == (f"{ID}/2-5",)


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (decide("2-4", "たぶん"), "という答えはありません"),
        (decide("2-4", "いいえ"), "目標日が要ります"),
        (decide("2-4", "いいえ", 目標日=datetime(2027, 4, 1)), "年度の末"),
        (decide("2-4", "はい", 確認日="そのうち"), "日付として読めません"),
        (decide("2-4", "はい", 確認日=None), "確認日を書いてください"),
        (decide("2-4", "はい", 決めた人=None), "決めた人を書いてください"),
        (decide("2-4", "はい", 確認日=datetime(2027, 1, 5)), "今日より後"),
        (decide("2-4", "=A1"), "数式は読みません"),
        ({("チェックリスト", f"{ID}/2-4", "決めた人"): "佐藤"}, "決めた答えを書いてください"),
        (decide("2-5", "はい", 確認日=datetime(2026, 5, 1), 目標日=None), "前の確認"),
        ({("チェックリスト", f"{ID}/2-4", "記号"): "checklist-r7/2-4"}, "今の版の記号ではありません"),
        ({("チェックリスト", f"{ID}/2-4", "記号"): f"{ID}/2-5"}, "二つあります"),
        ({("事業者", "検査堂/lis", "開示書 期限"): "来月"}, "日付として読めません"),
    ],
)
def test_what_cannot_be_understood_is_named_and_nothing_taken(cells: dict[tuple[str, str, str], Any], word: str) -> None:
    assessment = made(*BEFORE)
    with pytest.raises(InputError) as error:
        read(edited(written(assessment), cells), assessment)
    said = error.value.explain("ja")
    assert word in said
    assert "「チェックリスト」" in said or "「事業者」" in said


def foreign(part: str | None) -> bytes:
    """A workbook of somebody else's; ``part`` is a file inside it that only forms have."""
    book = Workbook()
    book.active.title = "医療機関確認用"
    book.active["A1"] = "チェック項目"
    buffer = io.BytesIO()
    book.save(buffer)
    if part:
        with zipfile.ZipFile(buffer, "a") as package:
            package.writestr(part, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (foreign(None), "inmori comply が書いたブックではありません"),
        (foreign("xl/drawings/drawing1.xml"), "図形・ボタン・マクロのある別の様式"),
        (foreign("xl/ctrlProps/ctrlProp1.xml"), "図形・ボタン・マクロのある別の様式"),
        (foreign("xl/vbaProject.bin"), "図形・ボタン・マクロのある別の様式"),
        (b"not a workbook", "Excelのブック"),
    ],
)
def test_a_foreign_workbook_is_refused_with_a_sentence(data: bytes, word: str) -> None:
    with pytest.raises(InputError) as error:
        read(data, made())
    assert word in error.value.explain("ja")
    assert error.value.explain("en")


def test_no_cell_is_a_formula_whatever_people_wrote() -> None:
    name = "=cmd|'/c calc'!A1"
    renamed = hospital(vendors=tuple(one.model_copy(update={"name": name}) for one in hospital().vendors))
    spoiled = assess(renamed, diagnosis(), CATALOGUE, edition="r8", today=TODAY, decided=BEFORE)
    book = load_workbook(io.BytesIO(written(spoiled)))
    assert [cell.coordinate for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert written(made(*BEFORE)) == written(made(*BEFORE))


@settings(max_examples=15)
@given(
    who=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12),
    reason=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40),
)
def test_any_words_come_back_as_they_were(who: str, reason: str) -> None:
    assume(not who.startswith("'") and not reason.startswith("'"))  # the mark that keeps text from being a formula
    assessment = made(Decision(item=f"{ID}/2-4", answer="yes", on=date(2026, 7, 1), who=who, reason=reason))
    assert read(written(assessment), assessment).changes == ()


@pytest.mark.parametrize(
    ("own", "noted", "expected"),
    [
        ((), ASKED, ASKED),
        (ASKED, (), ASKED),
        (  # what either book knows is known
            ASKED,
            (Request(row="検査堂/lis", paper="sheet", received=date(2026, 11, 1)),),
            (Request(row="検査堂/lis", paper="sheet", asked=date(2026, 10, 1), received=date(2026, 11, 1)),),
        ),
        (  # of two days the checklist's own counts
            ASKED,
            (Request(row="検査堂/lis", paper="sheet", asked=date(2026, 9, 1)),),
            ASKED,
        ),
        (  # another paper is another line
            ASKED,
            (Request(row="検査堂/lis", paper="disclosure", asked=date(2026, 9, 1)),),
            (Request(row="検査堂/lis", paper="disclosure", asked=date(2026, 9, 1)), *ASKED),
        ),
    ],
)
def test_two_books_of_requests_are_joined(
    own: tuple[Request, ...], noted: tuple[Request, ...], expected: tuple[Request, ...]
) -> None:
    assert joined_requests(own, noted) == expected


def test_evidence_that_a_person_names_comes_back_and_a_change_of_it_is_told() -> None:
    said = Decision(item=f"{ID}/2-4", answer="yes", on=date(2026, 7, 1), who="佐藤", reason="権限表", evidence="E1", valid_until=date(2027, 3, 31))
    assessment = made(said)
    assert read(written(assessment), assessment).changes == ()
    after = read(edited(written(assessment), {("チェックリスト", said.item, "根拠の書類"): "E2"}), assessment)
    assert [(one.before.ja != one.after.ja, "根拠 E2" in one.after.ja) for one in after.changes] == [(True, True)]
    assert after.decided[-1].evidence == "E2"
    with pytest.raises(InputError) as error:
        read(edited(written(assessment), {("チェックリスト", said.item, "根拠の期限"): datetime(2026, 6, 1)}), assessment)
    assert "根拠の期限が確認日より前" in error.value.explain("ja")


def test_an_expired_decision_says_look_again_in_the_workbook() -> None:
    said = Decision(item=f"{ID}/2-4", answer="yes", on=date(2026, 7, 1), who="佐藤", reason="権限表", valid_until=date(2026, 9, 30))
    page = load_workbook(io.BytesIO(written(made(said))))["チェックリスト"]
    columns = {cell.value: cell.column for cell in page[3]}
    row = next(cell.row for cell in page["A"] if cell.value == said.item)
    assert page.cell(row=row, column=columns["いまの答え"]).value.startswith("確認し直す: 根拠の期限(2026-09-30)")
