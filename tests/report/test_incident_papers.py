"""Drafts of an incident's reports: what they must hold, for a full log, a bare one, and none of the hospital's data."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from docx import Document

from inmori.prepare.incident_brief import Brief, brief_of
from inmori.prepare.incident_duty import DUTIES
from inmori.prepare.incident_house import House, Served, Supplier, house_of
from inmori.prepare.incident_question import QUESTIONS
from inmori.report.documents.incident_export.content import export_packet, export_sheet
from inmori.report.documents.incident_log_form.content import content as log_form
from inmori.report.documents.incident_papers import PAPERS
from inmori.report.documents.manuscript import Manuscript, blanks_of, texts_in
from inmori.report.writers.docx import docx
from inmori.text import Language
from tests.prepare.incident_case import answered, at, chained, line, started
from tests.report.draft_case import words_of
from tests.report.example_documents import ALL

HOUSE = House(
    name="医療法人 岬会 岬病院", beds=84, insured=True,
    systems=(Served(name="電子カルテ", vendor="北辰システム"), Served(name="画像")),
    vendors=(Supplier(name="北辰システム", route="03-0000-0000"), Supplier(name="遠隔保守社")),
)  # fmt: skip
FULL = chained(
    started(house=HOUSE),
    line("note", "保守用VPNの線を抜いた", at=at("2026-11-24 08:40")),
    line("note", "入院中の山田太郎さんの指示を紙から写した", at=at("2026-11-24 08:45")),
    line("note", "内部の者の関与を調べる", at=at("2026-11-24 08:46"), inside=True),
    answered("ransomware", "yes", "拡張子の変化"),
    answered("sensitive", "yes"),
    answered("persons", "12000"),
    line("done", "電話で報告", duty="mhlw", at=at("2026-11-24 09:10")),
)
NOW = at("2026-11-24 12:00")


@cache
def brief(case: str) -> Brief:
    if case == "full":
        return brief_of(FULL, now=NOW)
    if case == "bare":
        return brief_of(chained(line("note", "何かおかしい", at=at("2026-11-24 08:00"))), now=NOW)
    return brief_of((), now=NOW, house=house_of(ALL[case]().hospital))


CASES = ("full", "bare", "small", "large", "all_unknown")


def words(manuscript: Manuscript, language: Language = "ja") -> str:
    told = [manuscript.title, *([manuscript.about] if manuscript.about else []), manuscript.imprint.hospital]
    return "\n".join(one.in_(language) for one in (*told, *texts_in(manuscript.parts)))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda one: one.id)
def test_every_paper_makes_sense_of_every_case(paper, case: str, language: Language) -> None:  # type: ignore[no-untyped-def]
    made = paper.content(brief(case))
    said = words(made, language)
    assert made.id == paper.id
    assert not re.search(r"\bNone\b|TODO|  →", said)
    assert blanks_of(made, language=language)
    if case in ("bare", "all_unknown"):
        assert ("未確認" in said) if language == "ja" else ("not confirmed" in said)
    if case == "bare" and paper.id != "staff":
        wanted = {"ja": "最初に気づいた日時", "en": "when anybody"}[language] if paper.id != "patients" else {"ja": "気づいた日時", "en": "when it was known"}[language]
        assert wanted in said


@pytest.mark.parametrize("paper", PAPERS, ids=lambda one: one.id)
def test_no_patient_and_nothing_kept_inside_leaves_the_house(paper) -> None:  # type: ignore[no-untyped-def]
    said = words(paper.content(brief("full")))
    assert "山田" not in said
    assert "関与" not in said
    assert "岬病院" in said


def test_drafts_hold_what_the_log_knows() -> None:
    papers = {one.id: words(one.content(brief("full"))) for one in PAPERS}
    first = papers["ppc_first"]
    for wanted in ("画面に脅迫文が出た", "最大12,000人", "要配慮個人情報を含む", "2026-11-29 08:15", "ランサムウェアによる被害", "2026-11-24 09:10", "保守用VPN"):
        assert wanted in first
    assert "2027-01-22" in papers["ppc_final"]
    assert "調査中" in first
    assert "□調査中" not in papers["ppc_final"]
    assert "84床" in papers["mhlw"]
    assert "北辰システム" in papers["vendors"]
    assert "03-0000-0000" in papers["vendors"]
    assert "#9110" in papers["police"]
    assert "0800-080-4583" in papers["eligibility"]
    for mark in "①②③④⑤⑥⑦⑧⑨":
        assert mark in first
    assert "VPN" not in papers["patients"]  # nothing that helps an attacker
    assert "北辰" not in papers["patients"]


def test_the_patients_notice_neither_claims_nor_denies_before_it_is_known() -> None:
    paper = next(one for one in PAPERS if one.id == "patients")
    assert "調べているところ" in words(paper.content(brief("bare")))
    denied = brief_of(chained(started(), answered("leak", "no")), now=NOW)
    assert "判断した理由" in words(paper.content(denied))
    leaked = brief_of(chained(started(), answered("leak", "yes")), now=NOW)
    assert "漏えいした、またはそのおそれ" in words(paper.content(leaked))


def test_an_old_number_becomes_a_line_to_fill_in() -> None:
    later = brief_of(FULL, now=at("2028-01-10 09:00"))
    said = words(next(one for one in PAPERS if one.id == "eligibility").content(later))
    assert "0800-080-4583" not in said
    assert "要記入" in said


def test_one_vendor_under_two_names_stands_once() -> None:
    house = house_of(ALL["small"]().hospital)
    names = [one.name for one in house.vendors]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("id", ["ppc_first", "vendors"])
def test_the_word_file_holds_every_word_and_is_the_same_each_time(id: str) -> None:
    made = next(one for one in PAPERS if one.id == id).content(brief("full"))
    data = docx(made, language="ja")
    assert data == docx(made, language="ja")
    said = words_of(Document(io.BytesIO(data)))
    assert "画面に脅迫文が出た" in said
    assert "岬病院" in said


def test_the_paper_log_names_every_duty_and_question_and_is_empty() -> None:
    form = log_form(brief_of((), now=NOW, house=House()))
    said = words(form)
    for one in DUTIES:
        assert one.name.ja in said
    for one in QUESTIONS:
        assert one.words.ja in said
    assert blanks_of(form, language="ja") == ()


def test_the_export_shows_every_line_with_its_hash() -> None:
    packet = export_packet(brief("full"), FULL, (), target="police", log_hash="ab" * 32)
    said = "\n".join(one.ja for section in packet.sections for one in texts_in(section))
    for one in FULL:
        assert one.hash in said
    assert "要記入" not in said
    assert "山田太郎" in said  # the police see the whole log
    rows = export_sheet(FULL).rows
    assert [row[0] for row in rows] == list(range(1, len(FULL) + 1))
    assert rows[1][2] == "2026-11-24 08:40"
