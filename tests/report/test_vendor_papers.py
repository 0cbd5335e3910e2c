"""The papers for vendors: the answer sheet and the register come back with exactly what was changed; the letter tells nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from inmori.comply.treatment import decided_rows
from inmori.comply.vendor_matrix import Request
from inmori.comply.vendor_question import OWN_QUESTIONS, vendor_questions, vendor_sheet
from inmori.comply.vendor_register import (
    VendorRegister,
    noted_as_answered,
    noted_as_sent,
    open_points,
    questions_of,
    requests_after,
    vendor_register,
)
from inmori.comply.vendor_reply import Replies, Reply, taken_in
from inmori.errors import InputError
from inmori.model import (
    DateFact,
    DisclosedAnswer,
    Disclosure,
    DisclosureTopic,
    Hospital,
    RemoteAccess,
    SystemKind,
    TextFact,
    Vendor,
    YesNo,
)
from inmori.report.documents.manuscript import texts_in
from inmori.report.documents.vendor_answers import answers_book, is_answer_sheet, read_answers
from inmori.report.documents.vendor_letter import letter_to
from inmori.report.documents.vendor_register import is_register, read_register, register_book
from inmori.report.writers.docx import docx
from inmori.report.writers.xlsx import xlsx
from inmori.report.writers.xlsx_back import rows_of
from inmori.text import Language
from tests.comply.house import (
    CATALOGUE,
    DUTY,
    LEDGER,
    TODAY,
    contract,
    diagnosis,
    finding,
    hospital,
    system,
    text,
)
from tests.comply.test_vendor_disclosed import item

QUESTIONS = vendor_questions(CATALOGUE, "r8")
DUE = date(2026, 12, 24)
SDS = Disclosure(
    id="d1", form="sds", vendor=text("北カルテ"), product=text("カルテX"), made_on=DateFact.of(date(2026, 9, 1), LEDGER), sources=(LEDGER,),
    answers=(item(DisclosureTopic.EDR, DisclosedAnswer.NO, number="2", note="=1+1"), item(DisclosureTopic.SBOM, DisclosedAnswer.UNKNOWN, number="3")),
)  # fmt: skip
SECRET = "10.77.66.55"


def two() -> Hospital:
    base = hospital(disclosures=(SDS,), remote_accesses=(RemoteAccess(id="R1", vendor=text("北カルテ"), peer=text(SECRET), second_factor=YesNo.of(False, LEDGER)),))
    return base.model_copy(update={"systems": (*base.systems, system(SystemKind.PACS, "S2", vendor="北カルテ", clause=DUTY))})


def register(**more: Any) -> VendorRegister:
    found = diagnosis(finding("papers/disclosed_remote_differs", refs=("d1",), seen=(("disclosed", "北カルテ カルテX: 二要素認証に対応 = はい"),)))
    return vendor_register(two(), found, CATALOGUE, edition="r8", today=TODAY, **more)


def sheet(made: VendorRegister, language: Language = "ja") -> bytes:
    return xlsx(answers_book(made, "北カルテ", QUESTIONS, due=DUE, version="test"), language=language)


def edited(data: bytes, page: str, key: str, cells: dict[tuple[str, str], Any], *, also: Callable[[Any], None] | None = None) -> bytes:
    """Set cells by the id of the row and the title of the column."""
    book = load_workbook(io.BytesIO(data))
    columns = {cell.value: cell.column for cell in book[page][3]}
    rows = {row[columns[key] - 1].value: row[0].row for row in book[page].iter_rows(min_row=4)}
    for (row, title), value in cells.items():
        book[page].cell(rows[row], columns[title]).value = value
    if also:
        also(book[page])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def back(data: bytes, made: VendorRegister) -> Replies:
    sheets = rows_of(data, name="a.xlsx")
    assert is_answer_sheet(sheets)
    read = read_answers(sheets, made, QUESTIONS, name="a.xlsx", today=TODAY)
    return taken_in(made.replies, read.replies, names=made.names(), questions=QUESTIONS, today=TODAY)


EHR, PACS, WHOLE = "北カルテ/ehr", "北カルテ/pacs", "北カルテ/"
SIX = "checklist-r8-vendor/2-6"


def test_a_vendor_is_asked_each_item_for_each_system_and_some_once() -> None:
    asked = questions_of(register().of_vendor("北カルテ"), QUESTIONS)
    once = [one for one in QUESTIONS if one.once]
    assert len(asked) == len(once) + 2 * (len(QUESTIONS) - len(once))
    assert {row for row, _, _ in asked} == {EHR, PACS, WHOLE}
    assert len({one.id for one in OWN_QUESTIONS}) == len({one.number for one in OWN_QUESTIONS}) == len(OWN_QUESTIONS)
    assert not any("未確認" in one.text.ja or "not seen" in one.text.en for one in QUESTIONS)


@pytest.mark.parametrize("edition", ["r6", "r7", "r8", "checklist-r8", "r8-vendor"])
def test_every_edition_has_its_sheet(edition: str) -> None:
    assert vendor_sheet(CATALOGUE, edition).id.startswith(f"checklist-{edition.removeprefix('checklist-')[:2]}-")


def test_an_edition_without_a_sheet_is_told() -> None:
    with pytest.raises(InputError, match="bcp"):
        vendor_questions(CATALOGUE, "bcp")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_unchanged_sheet_is_no_change(language: Language) -> None:
    made = register(replies=(Reply(row=EHR, question=SIX, answer="no", detail="来春", target=date(2027, 3, 1), read_on=date(2026, 10, 1)),))
    assert back(sheet(made, language), made) == Replies(replies=made.replies)


def test_three_answers_are_three_changes() -> None:
    made = register()
    cells = {
        (f"{EHR}|{SIX}", "回答"): "いいえ", (f"{EHR}|{SIX}", "目標日"): "令和9年3月31日", (f"{PACS}|vendor/remote", "回答"): "はい",
        (f"{PACS}|vendor/remote", "内容"): "VPN 担当: 山田 パスワード: tora-777", (f"{WHOLE}|vendor/contact", "内容"): "夜間窓口 03-1234-5678",
        (f"{WHOLE}|vendor/contact", "確認日"): datetime(2026, 11, 20),
    }  # fmt: skip
    after = back(edited(sheet(made), "回答票", "記号", cells), made)
    assert [(one.row, one.question) for one in after.changes] == [(WHOLE, "vendor/contact"), (EHR, SIX), (PACS, "vendor/remote")]
    replies = {(one.row, one.question): one for one in after.replies}
    assert replies[EHR, SIX].target == date(2027, 3, 31)
    assert "tora-777" not in str(after)
    assert "山田" not in str(after)
    assert "03-1234-5678" in replies[WHOLE, "vendor/contact"].detail, "a number to call is what was asked"
    again = register(replies=after.replies)
    assert {one.denial.number for one in again.treatments if one.denial.origin == "reply"} == {"2-⑥"}
    assert back(sheet(again), again).changes == ()


def test_a_second_round_stands_beside_the_first() -> None:
    old = Reply(row=EHR, question=SIX, answer="yes", read_on=date(2025, 11, 1))
    made = register(replies=(old,))
    after = back(edited(sheet(made), "回答票", "記号", {(f"{EHR}|{SIX}", "回答"): "いいえ"}), made)
    assert [one.answer for one in after.replies] == ["yes", "no"]
    (round_,) = register(replies=after.replies).rounds
    assert (round_.number, round_.worse) == ("2-⑥", True)


def test_an_emptied_cell_takes_nothing_back() -> None:
    made = register(replies=(Reply(row=EHR, question=SIX, answer="yes", read_on=TODAY),))
    after = back(edited(sheet(made), "回答票", "記号", {(f"{EHR}|{SIX}", "回答"): None}), made)
    assert (after.replies, after.changes, after.kept) == (made.replies, (), ("北カルテ 電子カルテ 2-⑥",))


def test_rows_taken_out_stay_as_they_were() -> None:
    made = register()
    read = read_answers(rows_of(edited(sheet(made), "回答票", "記号", {}, also=lambda page: page.delete_rows(5, 3)), name="a"), made, QUESTIONS, name="a", today=TODAY)
    assert read.missing == 3


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ({(f"{EHR}|{SIX}", "回答"): "たぶん"}, "選べません"),
        ({(f"{EHR}|{SIX}", "回答"): "=A1"}, "数式は読みません"),
        ({(f"{EHR}|{SIX}", "確認日"): "そのうち"}, "日付として読めません"),
        ({(f"{EHR}|{SIX}", "確認日"): datetime(2027, 1, 1)}, "今日より後"),
        ({(f"{EHR}|{SIX}", "目標日"): datetime(2027, 1, 1)}, "「いいえ」のときだけ"),
        ({(f"{EHR}|{SIX}", "記号"): "ほか|x"}, "今の台帳にない行"),
        ({(f"{EHR}|{SIX}", "記号"): f"{PACS}|{SIX}"}, "二つあります"),
        ({(f"{EHR}|{SIX}", "回答"): "はい", (f"{EHR}|{SIX}", "記号"): None}, "記号のない行"),
        ({(f"{EHR}|{SIX}", "記号"): f"検査堂/lis|{SIX}"}, "まざっています"),
    ],
)
def test_what_cannot_be_understood_is_named(cells: dict[tuple[str, str], Any], word: str) -> None:
    made = register()
    with pytest.raises(InputError) as error:
        back(edited(sheet(made), "回答票", "記号", cells), made)
    assert word in error.value.explain("ja")


def book(made: VendorRegister, language: Language = "ja") -> bytes:
    return xlsx(register_book(made, QUESTIONS, version="test"), language=language)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_unchanged_register_is_no_change(language: Language) -> None:
    made = register(requests=(Request(row=EHR, paper="sheet", asked=date(2026, 10, 1)),))
    sheets = rows_of(book(made, language), name="v")
    assert is_register(sheets)
    read = read_register(sheets, made, name="v", today=TODAY)
    assert requests_after(made, read.requests) == (made.requests, (), ())
    assert decided_rows(made.treatments, read.treatments) == (made.treatments, (), ())


def test_requests_and_treatments_come_back() -> None:
    made = register()
    (record,) = made.treatments
    data = edited(book(made), "依頼と受領", "記号", {(EHR, "確認用 依頼日"): datetime(2026, 11, 1)})
    filled = {"対応": "低減", "担当": "情報係", "理由と内容": "=隔離", "見直し日": "令和9年6月1日", "残るリスク": "中", "決めた日": datetime(2026, 11, 24)}
    data = edited(data, "リスク対応", "記号", {(record.id, title): value for title, value in filled.items() if title != "理由と内容"})
    with pytest.raises(InputError) as error:
        read_register(rows_of(data, name="v"), made, name="v", today=TODAY)
    assert "理由と内容を書いてください" in error.value.explain("ja")
    data = edited(data, "リスク対応", "記号", {(record.id, "理由と内容"): "'=隔離する"})
    read = read_register(rows_of(data, name="v"), made, name="v", today=TODAY)
    requests, asked, _ = requests_after(made, read.requests)
    treatments, changes, _ = decided_rows(made.treatments, read.treatments)
    assert requests == (Request(row=EHR, paper="sheet", asked=date(2026, 11, 1)),)
    assert (len(asked), len(changes)) == (1, 1)
    assert treatments[0].decision is not None
    assert treatments[0].decision.residual == "medium"
    again = register(requests=requests, treatments=treatments)
    read = read_register(rows_of(book(again), name="v"), again, name="v", today=TODAY)
    assert decided_rows(again.treatments, read.treatments)[1] == ()


def test_no_cell_is_run() -> None:
    pages = load_workbook(io.BytesIO(book(register()))).worksheets
    assert not any(cell.data_type == "f" for page in pages for row in page.iter_rows() for cell in row)
    assert any(cell.value == "'=1+1" for page in pages for row in page.iter_rows() for cell in row)


def words_of(made: VendorRegister, vendor: str = "北カルテ", language: Language = "ja") -> str:
    return "\n".join(one.in_(language) for one in texts_in(letter_to(made, vendor, due=DUE).parts))


def test_the_letter_says_what_why_and_by_when() -> None:
    said = words_of(register())
    for word in ("北カルテ 御中", "電子カルテ", "令和8年12月24日", "2-②", "2-③", "第14条第2項", "EDRを入れられる", "ソフトウェア部品表", "二要素認証に対応", "要記入:担当の部署と氏名", "敬具"):
        assert word in said, word
    assert "検査堂" not in said, "another vendor is none of its business"
    assert SECRET not in said
    assert "未確認" not in said
    assert SECRET not in words_of(register(), language="en")


def test_a_late_vendor_gets_a_reminder() -> None:
    late = register(requests=(Request(row=EHR, paper="sheet", asked=date(2026, 10, 1)),))
    said = words_of(late)
    assert "令和8年10月1日" in said
    assert "改めてお願い申し上げます" in said
    assert "期日 2026-10-31 を過ぎています" in said
    assert "再度のお願い" in letter_to(late, "北カルテ", due=DUE).title.ja


def test_machines_are_named_by_model_never_by_address() -> None:
    base = two()
    addressed = base.devices[0].model_copy(update={"vendor": text("機器商会"), "name": text("10.9.8.7"), "model": TextFact(), "addresses": (text(SECRET),)})
    modelled = base.devices[1].model_copy(update={"vendor": text("機器商会"), "model": text("Lumina 80")})
    change = {"devices": (addressed, modelled), "vendors": (*base.vendors, Vendor(id="V3", name="機器商会")), "contracts": (contract(3, "機器商会"),)}
    made = vendor_register(base.model_copy(update=change), diagnosis(), CATALOGUE, edition="r8", today=TODAY)
    said = words_of(made, "機器商会")
    assert "納入いただいた機器(Lumina 80)" in said
    assert SECRET not in said
    assert "10.9.8.7" not in said


def test_a_hospital_without_a_name_gets_a_place_to_write_it() -> None:
    made = vendor_register(two().model_copy(update={"name": Hospital().name}), diagnosis(), CATALOGUE, edition="r8", today=TODAY)
    assert "(要記入:医療機関名)" in words_of(made)
    assert "医療機関名 未確認" in book_text(book(made))


def book_text(data: bytes) -> str:
    return "\n".join(str(cell.value) for page in load_workbook(io.BytesIO(data)).worksheets for row in page.iter_rows() for cell in row if cell.value)


def test_papers_are_the_same_bytes_every_time_and_say_nothing_of_what_was_found() -> None:
    made = register()
    assert sheet(made) == sheet(register())
    assert docx(letter_to(made, "北カルテ", due=DUE), language="ja") == docx(letter_to(register(), "北カルテ", due=DUE), language="ja")
    assert SECRET not in book_text(sheet(made))
    assert "検査堂" not in book_text(sheet(made))


def test_letters_sent_are_noted_once_and_again_next_year() -> None:
    sent = noted_as_sent(register(), ["北カルテ"])
    assert {(one.row, one.paper) for one in sent} == {(EHR, "sheet"), (PACS, "sheet"), (PACS, "disclosure")}, "the EHR's disclosure is there"
    assert noted_as_sent(register(requests=sent), ["北カルテ"]) == sent, "what is waited for is not asked anew"
    answered = noted_as_answered(register(requests=sent), [EHR, PACS])
    assert {one.received for one in answered if one.paper == "sheet"} == {TODAY}
    later = vendor_register(two(), diagnosis(), CATALOGUE, edition="r8", today=date(2027, 5, 1), requests=answered)
    again = {(one.row, one.paper): one for one in noted_as_sent(later, ["北カルテ"])}
    assert (again[EHR, "sheet"].asked, again[EHR, "sheet"].due) == (date(2027, 5, 1), date(2027, 5, 31))


def test_an_answer_that_got_worse_is_asked_about_once() -> None:
    last = SDS.model_copy(update={"id": "d0", "made_on": DateFact.of(date(2025, 9, 1), LEDGER), "answers": (item(DisclosureTopic.EDR, DisclosedAnswer.YES, number="2"),)})
    made = vendor_register(two().model_copy(update={"disclosures": (last, SDS)}), diagnosis(), CATALOGUE, edition="r8", today=TODAY)
    edr = [asked.ja for _, subject, asked in open_points(made, "北カルテ") if subject.ja == "EDRを入れられる"]
    assert len(edr) == 1
    assert "前回の開示書から答えが変わりました" in edr[0]


def test_a_new_edition_closes_nothing_until_it_is_answered() -> None:
    old = Reply(row=EHR, question="checklist-r7-vendor/2-6", answer="no", read_on=date(2025, 10, 1))
    new = Reply(row=EHR, question=SIX, answer="yes", read_on=TODAY)

    def opened(*replies: Reply) -> list[str]:
        return [one.id for one in register(replies=replies).treatments if one.denial.origin == "reply"]

    assert opened(old) == [f"reply:{EHR}/checklist-r7-vendor/2-6"]
    assert opened(old, new) == []
