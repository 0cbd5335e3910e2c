"""Disclosures year against year, and which of today's answers open a record."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.comply.vendor_disclosed import changes_by_year, denials_in, doubts_in, product_key, undirected
from inmori.comply.vendor_question import vendor_questions
from inmori.model import DateFact, DisclosedAnswer, DisclosedItem, Disclosure, DisclosureTopic, Hospital
from tests.comply.house import CATALOGUE, LEDGER, text

YES, NO, NA, OPEN = DisclosedAnswer.YES, DisclosedAnswer.NO, DisclosedAnswer.NOT_APPLICABLE, DisclosedAnswer.UNKNOWN
T = DisclosureTopic


def item(topic: T, answer: DisclosedAnswer, *, number: str = "1", question: str = "", note: str = "") -> DisclosedItem:
    return DisclosedItem(number=number, topic=topic, question=question or f"{topic.value}か", answer=answer, note=note, source=LEDGER)


def paper(year: int | None, *items: DisclosedItem, product: str = "カルテX", vendor: str = "北カルテ", form: str = "sds") -> Disclosure:
    made = DateFact.of(date(year, 9, 1), LEDGER) if year else DateFact()
    return Disclosure(
        id=f"{vendor}{product}{year}{form}", form=form, vendor=text(vendor), product=text(product), made_on=made, answers=items, sources=(LEDGER,)
    )


def changes(*papers: Disclosure) -> list[tuple[str, str]]:
    return [(one.number, one.direction) for one in changes_by_year(Hospital(disclosures=papers))]


@pytest.mark.parametrize(
    ("topic", "before", "after", "direction"),
    [
        (T.OS_SUPPORTED, YES, NO, "worse"),
        (T.OS_SUPPORTED, YES, OPEN, "worse"),
        (T.OS_SUPPORTED, NA, NO, "worse"),
        (T.OS_SUPPORTED, NO, YES, "better"),
        (T.OS_SUPPORTED, OPEN, YES, "better"),
        (T.OS_SUPPORTED, YES, NA, "changed"),
        (T.REMOTE_MAINTENANCE, NO, YES, "worse"),  # a way in that was not there
        (T.REMOTE_MAINTENANCE, YES, NO, "better"),
        (T.DEFAULT_ACCOUNTS, NO, YES, "worse"),
        (T.PATIENT_DATA, NO, YES, "changed"),
        (T.OTHER, YES, NO, "worse"),
    ],
)
def test_directions(topic: T, before: DisclosedAnswer, after: DisclosedAnswer, direction: str) -> None:
    assert changes(paper(2025, item(topic, before)), paper(2026, item(topic, after))) == [("1", direction)]


def test_the_direction_of_an_unknown_question_of_a_foreign_form_is_not_told() -> None:
    assert changes(paper(2025, item(T.OTHER, YES), form="mds2"), paper(2026, item(T.OTHER, NO), form="mds2")) == [("1", "changed")]


def test_worse_comes_first_and_equal_answers_are_no_change() -> None:
    before = paper(2025, item(T.BACKUP, NO, number="1"), item(T.EDR, YES, number="2"), item(T.SBOM, YES, number="3"))
    after = paper(2026, item(T.BACKUP, YES, number="1"), item(T.EDR, NO, number="2"), item(T.SBOM, YES, number="3"))
    assert changes(after, before) == [("2", "worse"), ("1", "better")]


def test_a_question_is_found_again_under_another_number_or_wording() -> None:
    before = paper(2025, item(T.OTHER, YES, number="7", question="離席時に画面を消すか"), item(T.EDR, YES, number="2", question="EDRは使えるか"))
    after = paper(2026, item(T.OTHER, NO, number="9", question="離席時に 画面を消すか。"), item(T.EDR, NO, number="2", question="EDR製品を導入できるか"))
    assert changes(before, after) == [("2", "worse"), ("9", "worse")]


@pytest.mark.parametrize(
    "papers",
    [
        (paper(2026, item(T.EDR, NO)),),
        (paper(2025, item(T.EDR, YES)), paper(2026, item(T.EDR, NO), product="画像Y")),
        (paper(2025, item(T.EDR, YES)), paper(2026, item(T.EDR, NO), vendor="南カルテ")),
        (paper(2026, item(T.EDR, YES)), paper(2026, item(T.EDR, NO), form="checklist")),
        (paper(None, item(T.EDR, YES)), paper(None, item(T.EDR, NO))),
    ],
    ids=["alone", "other product", "other vendor", "other form", "no order"],
)
def test_what_has_nothing_to_be_compared_with(papers: tuple[Disclosure, ...]) -> None:
    assert changes(*papers) == []


def test_a_new_version_is_the_same_product() -> None:
    assert product_key("カルテX Ver.3.2") == product_key("カルテＸ v4.0") == product_key("カルテX")
    assert product_key("Lumina 80") != product_key("Lumina 64")


def test_which_no_opens_a_record() -> None:
    papers = (
        paper(2025, item(T.BACKUP, NO)),  # answered since
        paper(2026, item(T.BACKUP, YES), item(T.EDR, NO, number="2", note="未検証"), item(T.REMOTE_MAINTENANCE, NO, number="3"),
              item(T.OTHER, NO, number="4", question="離席時に画面を消すか"), item(T.SBOM, NA, number="5")),
        paper(2026, item(T.OTHER, NO), product="CT", form="mds2"),
        paper(2026, item(T.REMOTE_MAINTENANCE, NO, number="2-②"), product="", form="checklist"),
    )  # fmt: skip
    hospital = Hospital(disclosures=papers)
    assert [(one.origin, one.number, one.remark) for one in denials_in(hospital)] == [
        ("sheet", "2-②", ""), ("disclosure", "2", "未検証"), ("disclosure", "4", ""),
    ]  # fmt: skip
    assert undirected(hospital) == 1


def test_conditions_and_blanks_are_doubts() -> None:
    made = paper(
        2026, item(T.EDR, YES, number="1", note="オプション契約"), item(T.BACKUP, YES, number="2", note="毎日"), item(T.SBOM, OPEN, number="3"),
        item(T.SECOND_FACTOR, YES, number="4", note="次期版で対応予定"),
    )  # fmt: skip
    assert [(one.number, one.kind) for one in doubts_in(Hospital(disclosures=(made,)))] == [("1", "condition"), ("3", "blank")]


def test_an_item_of_the_official_sheet_is_told_in_our_own_words_with_its_section() -> None:
    words = "更新プログラムやファームウェアのセキュリティ更新を当てていること"
    made = paper(2026, item(T.OTHER, NO, number="6", question=words), item(T.OTHER, NO, number="1", question="ひみつの項目"), product="", form="checklist")
    found = denials_in(Hospital(disclosures=(made,)), vendor_questions(CATALOGUE, "r8"))
    assert {one.number for one in found} == {"2-⑥", "1"}
    assert words not in str(found)


def test_two_items_of_one_number_are_two_records() -> None:
    made = paper(2026, *(item(T.OTHER, NO, number="1", question=f"{name}を決めている") for name in ("責任者", "台帳")), form="checklist")
    assert len(denials_in(Hospital(disclosures=(made,)))) == 2


def test_a_record_keeps_its_name_when_the_form_is_renumbered() -> None:
    def ids(*items: DisclosedItem) -> set[str]:
        return {one.id for one in denials_in(Hospital(disclosures=(paper(2026, *items),)))}

    def lines(first: int) -> tuple[DisclosedItem, ...]:
        return (
            item(T.EDR, NO, number=f"{first}.1"), item(T.OTHER, NO, number=f"{first}.2", question="離席時に画面を消すか"),
            item(T.BACKUP, NO, number=f"{first}.3", question="毎日控えるか"), item(T.BACKUP, NO, number=f"{first}.4", question="控えを見るか"),
        )  # fmt: skip

    assert ids(*lines(1)) == ids(*lines(2))
    assert len(ids(*lines(1))) == 4
