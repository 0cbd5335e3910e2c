"""Pieces that several papers of an incident share: who reports, what happened when, who was told, what is known."""

from collections.abc import Sequence

from inmori.prepare.incident_brief import Brief
from inmori.prepare.incident_clock import STATE_NAMES
from inmori.prepare.incident_duty import duty
from inmori.prepare.incident_entry import Entry
from inmori.prepare.incident_privacy import outward
from inmori.prepare.incident_question import QUESTIONS, said_answer
from inmori.prepare.incident_time import day_and_time, said_time
from inmori.report.block import Column, Imprint, Paragraph, Table
from inmori.report.documents.draft_imprint import NAMELESS, draft_imprint
from inmori.report.documents.manuscript import Form, Manuscript, Part, Passage, Ruled, blank, said
from inmori.report.wording import EMPTY, joined, listed, plain, same
from inmori.text import Text

Row = tuple[Text, Text]
_NOT_SETTLED = said("まだ分からないので数える", "not settled, so it counts")
NOT_TOLD = said("まだ", "not yet")
# When it began is a person's to say: the log knows when things were seen, not when they started.
BEGUN: Row = (
    said("発生した日時", "Began"),
    blank(said("発生した日時(分からなければ「調査中」)", "when it began, or \"under investigation\"")),
)


def paper(brief: Brief, id: str, title: Text, about: Text, parts: tuple[Part, ...], *, poster: bool = False) -> Manuscript:
    """Return a paper of this incident."""
    return Manuscript(id=id, title=title, imprint=imprint(brief, title), parts=parts, about=about, poster=poster)


def imprint(brief: Brief, title: Text) -> Imprint:
    """Return the foot of the pages; the log's newest line is the newest evidence."""
    newest = max((one.entered for one in brief.case.lines), default=None)
    made = draft_imprint(brief.house.name, title, today=brief.today, cut_off=None)
    cut_off = said(f"記録の最新 {said_time(newest)}", f"Newest line {said_time(newest)}") if newest else said("記録なし", "no log")
    return Imprint(made.hospital, made.title, made.day, made.date, cut_off, made.version)


def house_rows(brief: Brief) -> tuple[Row, ...]:
    """Return who reports."""
    house = brief.house
    return (
        (said("医療機関名", "Hospital"), same(plain(house.name, 60)) if house.name else blank(said("医療機関名", "name of the hospital"))),
        (said("所在地", "Address"), blank(said("所在地", "address"))),
        (said("病床数", "Beds"), said(f"{house.beds}床", f"{house.beds}") if house.beds is not None else blank(said("病床数", "number of beds"))),
        (said("報告の責任者(職・氏名)", "Responsible (post, name)"), blank(said("報告の責任者の職と氏名", "who answers for the report"))),
        (said("担当者と連絡先", "Contact"), blank(said("担当者の氏名と、院外からつながる電話番号", "contact and a number that works from outside"))),
    )  # fmt: skip


def known_row(brief: Brief) -> Row:
    """Return when it was known."""
    known = brief.case.known
    value = day_and_time(known) if known else blank(said("病院の誰かが最初に気づいた日時", "when anybody of the hospital first knew"))
    return (said("気づいた日時(覚知)", "Known since"), value)


def summary(brief: Brief) -> Text:
    """Return the first line of the log as it may leave the house, or a blank."""
    first = next((one for one in brief.case.lines if one.kind == "start" and one.what), None)
    return outward(first) if first else blank(said("何が起きたか(2〜3行)", "what happened, in two or three lines"))


def answer(brief: Brief, id: str, what: Text) -> Text:
    """Return an answer as said, or the blank for it."""
    value = brief.case.answer(id)
    return blank(what) if value == "unknown" else said_answer(value)


def told_words(brief: Brief, duty: str) -> Text:
    """Return when somebody was told: "2026-11-24 10:00(事務長)", or that it has not been done."""
    done = brief.clock(duty).done
    return same(f"{said_time(done.happened)}({plain(done.by, 20)})") if done else NOT_TOLD


def told_rows(brief: Brief, duties: Sequence[str]) -> tuple[Row, ...]:
    """Return when each of these was told."""
    return tuple((brief.clock(one).duty.name, told_words(brief, one)) for one in duties)


def course(brief: Brief) -> tuple[Passage, ...]:
    """Return what happened, in order of time, without what stays inside."""
    rows = tuple(
        (same(said_time(one.happened)), same(said_time(one.known)) if one.known else EMPTY, line_words(one, outward(one)), same(plain(one.by, 20)))
        for one in brief.case.lines
        if one.kind != "answer"
    )
    columns = ((said("起きた日時", "When"), 1.5), (said("知った日時", "Known"), 1.5), (said("内容", "What"), 4.2), (said("記録者", "By"), 1.2))
    if not rows:
        return (Ruled(said("経過", "Course"), columns, (), 8),)
    return (
        Paragraph(said("院内だけの記載と、個人の名前を含むおそれのある行は、内容を伏せています。", "Lines kept inside, or that may name a person, are not shown."), "note"),
        Ruled(said("経過(記録から)", "Course, from the log"), columns, rows, 2),
    )  # fmt: skip


def line_words(entry: Entry, words: Text) -> Text:
    """Return what a line says, with the name of the duty that it met or the question that it answered."""
    met = duty(entry.duty) if entry.duty else None
    if met is None:
        return words if words.ja else said("(記録を始めた)", "(log begun)") if entry.kind == "start" else words
    if entry.what in (met.name.ja, ""):
        return met.name
    return Text(ja=f"{met.name.ja}: {words.ja}", en=f"{met.name.en}: {words.en}")


def answers_table(brief: Brief, *, fill: bool = True) -> Table:
    """Return the questions and how they were answered; ``fill``: what is unknown is to be filled in."""
    rows = tuple(
        (one.words, blank(said("答え", "answer")) if fill and brief.case.answer(one.id) == "unknown" else said_answer(brief.case.answer(one.id)),
         _why(brief, one.id))
        for one in QUESTIONS
    )  # fmt: skip
    columns = (Column(said("問い", "Question"), 4), Column(said("答え", "Answer"), 2.6), Column(said("根拠", "Reason"), 2.6))
    return Table(said("分かっていること・まだのこと", "Known and not known"), columns, rows, small=True)


def _why(brief: Brief, id: str) -> Text:
    found = brief.case.answers[id]
    if found.line is None:
        return EMPTY if found.value == "unknown" else said("事前の聞き取り", "told before")
    entry = next((one for one in brief.case.lines if one.number == found.line), None)
    return outward(entry) if entry else EMPTY


def systems_table(brief: Brief) -> Ruled:
    """Return the systems to tick: works, stopped, cut."""
    choice = said("□動く □停止 □切離し □不明", "[ ] works [ ] stopped [ ] cut [ ] unknown")
    rows = tuple((same(plain(one.name, 30)), same(plain(one.vendor, 30)) if one.vendor else said("未確認", "unknown"), choice) for one in brief.house.systems)
    columns = ((said("システム", "System"), 2.4), (said("事業者", "Vendor"), 2.4), (said("今の状態", "State"), 3.4))
    return Ruled(said("システムの状態", "State of systems"), columns, rows, 1 if rows else 6)


def care_form() -> Form:
    """Return the boxes on the effect on care."""
    choice = said("□通常 □縮小 □停止", "[ ] normal [ ] reduced [ ] stopped")
    return Form((
        (said("外来", "Outpatients"), choice), (said("救急", "Emergency"), choice), (said("入院", "Inpatients"), choice),
        (said("手術・透析・検査", "Surgery, dialysis, tests"), choice), (said("転院・紹介した人数", "Transferred"), EMPTY),
    ))  # fmt: skip


def clocks_table(brief: Brief) -> Table:
    """Return the duties with their terms, the most pressing first."""
    from inmori.prepare.incident_clock import term_words

    rows = tuple(
        (STATE_NAMES[one.state], one.duty.name, term_words(one), told_words(brief, one.duty.id),
         _NOT_SETTLED if one.verdict.need == "open" else one.verdict.why)
        for one in brief.clocks
    )
    columns = (
        Column(said("状態", "State"), 1.1), Column(said("すること", "Duty"), 2.4), Column(said("いつまで", "By"), 2.8),
        Column(said("済んだ日時", "Done"), 1.7), Column(said("理由", "Why"), 2.6),
    )  # fmt: skip
    return Table(said("届出と期限", "Duties and terms"), columns, rows, small=True)


def route_words(brief: Brief, contact: str) -> Text:
    """Return how an authority is reached, with the day of the check, or the blank for it."""
    one = brief.contact(contact)
    if one.route is None:
        return blank(one.gap or said(f"{one.name.ja}の連絡先", f"route of {one.name.en}"))
    checked = one.verified_on.isoformat() if one.verified_on else "?"
    return joined((same(one.route), said(f"({checked}に確認)", f"(checked {checked})")))


def whose(brief: Brief) -> Text:
    """Return the hospital's name, or that it is not confirmed."""
    return same(plain(brief.house.name, 60)) if brief.house.name else NAMELESS


def system_names(brief: Brief) -> Text:
    """Return the names of all systems, from which a person keeps those affected: the log does not know them."""
    if not brief.house.systems:
        return blank(said("影響を受けたシステム", "systems affected"))
    names = listed([one.name for one in brief.house.systems], limit=30)
    return joined((blank(said("影響を受けたものだけを残す", "keep only those affected")), same(" "), names))
