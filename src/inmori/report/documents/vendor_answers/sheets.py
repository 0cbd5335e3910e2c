"""The answer sheet as a workbook: what the vendor reads first, then one row for each question and system.

Nothing of what the hospital found stands in it: an answer that was led is worth little, and the file goes outside.
"""

from collections.abc import Sequence
from datetime import date

from inmori.catalogue.requirement import Answer
from inmori.comply import ANSWER_NAMES
from inmori.comply.vendor_question import PART_NAMES, VendorQuestion
from inmori.comply.vendor_register import VendorRegister, questions_of
from inmori.comply.vendor_reply import Reply, newest
from inmori.report.block import Annex, Cell, Imprint, Sheet, SheetColumn
from inmori.report.wording import EMPTY, day, same
from inmori.text import Text

ANSWERS = Text(ja="回答票", en="Answers")
OFFERED: dict[Answer, Text] = {one: ANSWER_NAMES[one] for one in ("yes", "no", "not_applicable", "unknown")}
KEY = SheetColumn(Text(ja="記号", en="Id"), 10, folded=True)
ANSWER = SheetColumn(Text(ja="回答", en="Answer"), 11, editable=True, choices=tuple(OFFERED.values()))
DETAIL = SheetColumn(Text(ja="内容", en="Detail"), 36, editable=True)
ON = SheetColumn(Text(ja="確認日", en="Checked on"), 12, editable=True)
TARGET = SheetColumn(Text(ja="目標日", en="Target day"), 12, editable=True)
FILLED = (ANSWER, DETAIL, ON, TARGET)
WHOLE = Text(ja="(貴社全体)", en="(your company)")
NO_SYSTEM = Text(ja="(納入機器)", en="(machines supplied)")


def answers_book(
    register: VendorRegister, vendor: str, questions: Sequence[VendorQuestion], *, due: date, version: str
) -> Annex:
    """Build the answer sheet of one vendor; what it answered before stands in it, to be confirmed or changed."""
    hospital = same(register.hospital) if register.hospital else Text(ja="(医療機関名 未確認)", en="(hospital's name not known)")
    made = day(register.today)
    return Annex(
        imprint=Imprint(
            hospital=hospital,
            title=ANSWERS,
            day=register.today,
            date=Text(ja=f"作成日 {made.ja}", en=f"Made {made.en}"),
            cut_off=Text(ja=f"ご回答の期限 {day(due).ja}", en=f"Please answer by {day(due).en}"),
            version=same(f"Inmori {version}"),
        ),
        sheets=(_guide(vendor, due), _answers(register, vendor, questions)),
    )


def _guide(vendor: str, due: date) -> Sheet:
    lines = (
        Text(ja=f"{vendor} 御中", en=f"To {vendor}"),
        Text(ja="「回答票」のシートの黄色の列(回答・内容・確認日・目標日)だけにご記入ください。", en="Please fill in the yellow columns of the sheet “Answers” only."),
        Text(ja="回答は はい・いいえ・対象外・わからない から選んでください。一部だけ満たすときは「いいえ」とし、内容に書いてください。",
             en="Choose yes, no, not applicable or not known. If it holds for a part only, choose no and say so under detail."),
        Text(ja="「いいえ」のときは、いつまでに「はい」になるかを目標日に書いてください。予定がなければ空欄のままで結構です。",
             en="For a no, give the day by which it becomes a yes; leave it empty if there is none."),
        Text(ja="日付は 2027-03-31 または 令和9年3月31日 の形で書いてください。", en="Write days as 2027-03-31."),
        Text(ja="パスワード・鍵・患者さんの情報は書かないでください。行の追加・削除、シート名の変更はしないでください。",
             en="Write no passwords, keys or patient data. Please add or remove no rows and keep the sheet names."),
        Text(ja="番号が 2-⑥ のような行は、厚生労働省のチェックリスト(事業者確認用)の項目を当院が要約したものです。公式の様式の文言そのものではありません。公式の様式でのご回答も歓迎します。",
             en="Rows numbered like 2-⑥ restate items of the ministry's checklist (vendors' sheet) in our own words. Answers on the official form are welcome too."),
        Text(ja=f"{day(due).ja}までに、このファイルを当院へお返しください。あわせて医療情報セキュリティ開示書(MDS/SDS)の最新版をお送りください。",
             en=f"Please return this file by {day(due).en}, together with your newest security disclosure (MDS/SDS)."),
    )  # fmt: skip
    return Sheet(
        title=Text(ja="ご案内", en="Please read"),
        about=Text(ja="はじめにお読みください", en="Please read this first"),
        columns=(SheetColumn(Text(ja="ご記入のお願い", en="How to fill it in"), 110),),
        rows=tuple((line,) for line in lines),
    )


def _answers(register: VendorRegister, vendor: str, questions: Sequence[VendorQuestion]) -> Sheet:
    given = newest(register.replies)
    rows = questions_of(register.of_vendor(vendor), questions)
    return Sheet(
        title=ANSWERS,
        about=Text(ja="黄色の列にご記入ください", en="Please fill in the yellow columns"),
        columns=(
            SheetColumn(Text(ja="システム", en="System"), 20),
            SheetColumn(Text(ja="分野", en="Field"), 12),
            SheetColumn(Text(ja="番号", en="No."), 8),
            SheetColumn(Text(ja="お聞きしたいこと", en="Question"), 52),
            SheetColumn(Text(ja="根拠", en="Why we ask"), 22),
            SheetColumn(Text(ja="「内容」に書いていただくこと", en="What to write under detail"), 26),
            *FILLED,
            KEY,
        ),
        rows=tuple(_row(row, system, one, given.get((row, one.id))) for row, system, one in rows),
    )


def _row(row: str, system: str, question: VendorQuestion, reply: Reply | None) -> tuple[Cell, ...]:
    named: Text = same(system) if system else WHOLE if question.once else NO_SYSTEM
    return (
        named,
        PART_NAMES[question.part],
        question.number,
        question.text,
        question.why,
        question.detail or EMPTY,
        OFFERED[reply.answer] if reply and reply.answer else EMPTY,
        reply.detail if reply else "",
        (reply.on if reply else None) or EMPTY,
        (reply.target if reply else None) or EMPTY,
        key_of(row, question.id),
    )


def key_of(row: str, question: str) -> str:
    """Return the id of a row of the sheet."""
    return f"{row}|{question}"
