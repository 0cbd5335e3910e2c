"""The register as a workbook: two sheets to fill in (what was asked; what is done about each "no"), the others to read.

``read_back`` finds the columns by these titles, so they stand here.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from inmori.comply.treatment import (
    CHOICE_NAMES,
    CHOICE_WORDS,
    ORIGIN_NAMES,
    RESIDUAL_NAMES,
    STANDING_NAMES,
    Treatment,
    row_of_treatment,
)
from inmori.comply.vendor_disclosed import DIRECTION_NAMES, SAID_NAMES, AnswerChange
from inmori.comply.vendor_matrix import STATE_NAMES, Paper, PaperState, Request, VendorRow
from inmori.comply.vendor_question import VendorQuestion
from inmori.comply.vendor_register import VendorRegister
from inmori.comply.vendor_reply import newest, said
from inmori.model import Source
from inmori.report.block import Annex, Cell, Imprint, Sheet, SheetColumn
from inmori.report.documents.checklist.sheets import ASKED
from inmori.report.wording import EMPTY, day, places, same
from inmori.text import Text

TITLE = Text(ja="事業者台帳", en="Register of vendors")
MATRIX = Text(ja="依頼と受領", en="Asked and received")
TREATMENTS = Text(ja="リスク対応", en="Risk treatment")
KEY = SheetColumn(Text(ja="記号", en="Id"), 10, folded=True)
CHOICE = SheetColumn(Text(ja="対応", en="Treatment"), 10, editable=True, choices=tuple(CHOICE_NAMES.values()))
OWNER = SheetColumn(Text(ja="担当", en="Owner"), 14, editable=True)
REASON = SheetColumn(Text(ja="理由と内容", en="Reason and content"), 36, editable=True)
REVIEW = SheetColumn(Text(ja="見直し日", en="Review on"), 12, editable=True)
RESIDUAL = SheetColumn(Text(ja="残るリスク", en="Residual risk"), 10, editable=True, choices=tuple(RESIDUAL_NAMES.values()))
DECIDED_ON = SheetColumn(Text(ja="決めた日", en="Decided on"), 12, editable=True)
TREATED = (CHOICE, OWNER, REASON, REVIEW, RESIDUAL, DECIDED_ON)
PAPERS: tuple[Paper, ...] = ("disclosure", "sheet")


def register_book(register: VendorRegister, questions: Sequence[VendorQuestion], *, version: str) -> Annex:
    """Build the workbook."""
    made = day(register.today)
    return Annex(
        imprint=Imprint(
            hospital=same(register.hospital) if register.hospital else Text(ja="(医療機関名 未確認)", en="(hospital's name not known)"),
            title=TITLE,
            day=register.today,
            date=Text(ja=f"作成日 {made.ja}", en=f"Made {made.en}"),
            cut_off=Text(ja="黄色の列に書いて inmori vendors --read で読み戻します", en="fill in yellow columns; inmori vendors --read takes them back"),
            version=same(f"Inmori {version}"),
        ),
        sheets=(
            _matrix(register),
            _treatments(register),
            *(_never_empty(one) for one in (_changes(register), _contradictions(register), _doubts(register), _replies(register, questions))),
        ),
    )


def _never_empty(sheet: Sheet) -> Sheet:
    """Say that there is nothing, where there is nothing: an empty table may as well be a broken one."""
    if sheet.rows:
        return sheet
    nothing: tuple[Cell, ...] = (Text(ja="今のところありません", en="none so far"), *(EMPTY for _ in sheet.columns[1:]))
    return replace(sheet, rows=(nothing,))


def _matrix(register: VendorRegister) -> Sheet:
    noted = {(one.row, one.paper): one for one in register.requests}
    return Sheet(
        title=MATRIX,
        about=Text(
            ja="事業者とシステムごとの、開示書(MDS/SDS)と事業者確認用の依頼・期限・受領。期限が空欄なら依頼から30日(仮定)",
            en="Disclosures and vendors' sheets asked, due and received. An empty due day is 30 days after asking (assumed)",
        ),
        columns=(
            SheetColumn(Text(ja="事業者", en="Vendor"), 28),
            SheetColumn(Text(ja="システム", en="System"), 24),
            SheetColumn(Text(ja="開示書の状況", en="Disclosure"), 30),
            *ASKED["disclosure"],
            SheetColumn(Text(ja="事業者確認用の状況", en="Vendors' sheet"), 24),
            *ASKED["sheet"],
            SheetColumn(Text(ja="「いいえ」の数", en="“No” answers"), 13),
            KEY,
        ),
        rows=tuple(_row(row, noted, register) for row in register.rows),
    )


def _row(row: VendorRow, noted: dict[tuple[str, Paper], Request], register: VendorRegister) -> tuple[Cell, ...]:
    replied = sum(one.row == row.id and one.answer == "no" for one in newest(register.replies).values())
    return (
        row.vendor,
        row.system,
        _state(row.disclosure),
        *_days(noted.get((row.id, "disclosure"))),
        _state(row.sheet),
        *_days(noted.get((row.id, "sheet"))),
        replied if any(one.row == row.id for one in register.replies) else EMPTY,
        row.id,
    )


def _state(paper: PaperState) -> Text:
    name, due = STATE_NAMES[paper.state], paper.due.isoformat() if paper.due else ""
    return Text(
        ja=f"{name.ja}: {paper.note.ja}" + (f" 期限{due}" if due else ""), en=f"{name.en}: {paper.note.en}" + (f", due {due}" if due else "")
    )


def _days(request: Request | None) -> tuple[Cell, ...]:
    days: tuple[date | None, ...] = (request.asked, request.due, request.received) if request else (None, None, None)
    return tuple(one or EMPTY for one in days)


def _treatments(register: VendorRegister) -> Sheet:
    words = "、".join(f"{CHOICE_NAMES[one].ja}={text.ja}" for one, text in CHOICE_WORDS.items())
    words_en = ", ".join(f"{CHOICE_NAMES[one].en}: {text.en}" for one, text in CHOICE_WORDS.items())
    left = f" 向きの分からない「いいえ」{register.undirected}件は載せていません。" if register.undirected else ""
    left_en = f" {register.undirected} “no” answers whose direction cannot be told are left out." if register.undirected else ""
    return Sheet(
        title=TREATMENTS,
        about=Text(
            ja=f"事業者の「いいえ」一つに一行。立入検査で説明を求められます。{words}。{left}",
            en=f"One row for each “no” of a vendor; inspectors ask for it. {words_en}.{left_en}",
        ),
        columns=(
            SheetColumn(Text(ja="事業者", en="Vendor"), 22),
            SheetColumn(Text(ja="製品・システム", en="Product or system"), 20),
            SheetColumn(Text(ja="出どころ", en="From"), 16),
            SheetColumn(Text(ja="番号", en="No."), 9),
            SheetColumn(Text(ja="「いいえ」と答えた事項", en="Answered “no”"), 36),
            SheetColumn(Text(ja="事業者の説明", en="The vendor's remark"), 28),
            SheetColumn(Text(ja="状況", en="State"), 12),
            *TREATED,
            SheetColumn(Text(ja="これまで", en="So far"), 26),
            SheetColumn(Text(ja="書かれている場所", en="Source"), 26),
            KEY,
        ),
        rows=tuple(_treatment(one, register.today) for one in _in_order(register)),
    )


def _in_order(register: VendorRegister) -> list[Treatment]:
    order = {"open": 0, "review_due": 1, "decided": 2, "closed": 3}
    return sorted(register.treatments, key=lambda one: (order[one.standing(register.today)], one.denial.vendor, one.denial.system, one.id))


def _treatment(record: Treatment, today: date) -> tuple[Cell, ...]:
    row, denial = row_of_treatment(record), record.denial
    return (
        denial.vendor or None,
        denial.system,
        ORIGIN_NAMES[denial.origin],
        denial.number,
        denial.subject,
        denial.remark,
        STANDING_NAMES[record.standing(today)],
        CHOICE_NAMES[row.choice] if row.choice else EMPTY,
        row.owner,
        row.reason,
        row.review or EMPTY,
        RESIDUAL_NAMES[row.residual] if row.residual else EMPTY,
        row.on or EMPTY,
        _history(record),
        _places(denial.sources),
        record.id,
    )


def _history(record: Treatment) -> Text:
    lines = [Text(ja=f"{record.opened.isoformat()} 「いいえ」", en=f"{record.opened.isoformat()} “no”")]
    lines += [
        Text(ja=f"{one.on.isoformat()} {CHOICE_NAMES[one.choice].ja}", en=f"{one.on.isoformat()} {CHOICE_NAMES[one.choice].en}")
        for one in record.decisions
    ]
    if record.closed:
        lines.append(Text(ja=f"{record.closed.isoformat()} 解消", en=f"{record.closed.isoformat()} closed"))
    lines.sort(key=lambda one: one.ja[:10])
    return Text(ja="\n".join(one.ja for one in lines), en="\n".join(one.en for one in lines))


def _changes(register: VendorRegister) -> Sheet:
    rows = [_change(one) for one in register.changes]
    rows += [
        (
            DIRECTION_NAMES["worse" if one.worse else "changed"],
            one.name,
            EMPTY,
            one.number,
            ORIGIN_NAMES["reply"],
            said(one.before),
            said(one.after),
            _period(one.before.read_on, one.after.read_on),
            EMPTY,
        )
        for one in register.rounds
    ]
    return Sheet(
        title=Text(ja="前回との違い", en="Since last time"),
        about=Text(
            ja="同じ製品の二つの開示書、または回答票の前の回と比べて変わった答え。悪くなったものが先です。行がなければ、比べる前の回がないか、違いがありません",
            en="Answers that differ from the earlier disclosure or round, the worse first. No rows: nothing earlier to compare, or no difference",
        ),
        columns=(
            SheetColumn(Text(ja="向き", en="Direction"), 12),
            SheetColumn(Text(ja="事業者", en="Vendor"), 26),
            SheetColumn(Text(ja="製品", en="Product"), 24),
            SheetColumn(Text(ja="番号", en="No."), 9),
            SheetColumn(Text(ja="事項", en="Subject"), 36),
            SheetColumn(Text(ja="前の答え", en="Before"), 22),
            SheetColumn(Text(ja="今の答え", en="Now"), 22),
            SheetColumn(Text(ja="時期", en="When"), 26),
            SheetColumn(Text(ja="書かれている場所", en="Source"), 36),
        ),
        rows=tuple(rows),
    )


def _change(one: AnswerChange) -> tuple[Cell, ...]:
    return (
        DIRECTION_NAMES[one.direction],
        one.vendor or None,
        one.product,
        one.number,
        one.subject,
        SAID_NAMES[one.before],
        SAID_NAMES[one.after],
        _period(one.before_on, one.after_on),
        _places(one.sources),
    )


def _period(before: date | None, after: date | None) -> Text:
    first, last = (Text(ja=one.isoformat(), en=one.isoformat()) if one else Text(ja="日付なし", en="no date") for one in (before, after))
    return Text(ja=f"{first.ja} → {last.ja}", en=f"{first.en} → {last.en}")


def _contradictions(register: VendorRegister) -> Sheet:
    return Sheet(
        title=Text(ja="食い違い", en="Contradictions"),
        about=Text(
            ja="事業者の答えと、病院の資料・設定・通信で分かったことが合わないもの。どちらが正しいかは事業者に確かめます。行がなければ見つかっていません(ないとは限りません)",
            en="Answers that the hospital's papers, configurations or traffic do not bear out. Ask the vendor which is right. No rows: none was found",
        ),
        columns=(
            SheetColumn(Text(ja="事業者", en="Vendor"), 26),
            SheetColumn(Text(ja="製品・システム", en="Product or system"), 24),
            SheetColumn(Text(ja="出どころ", en="From"), 18),
            SheetColumn(Text(ja="事業者の答え", en="The vendor says"), 44),
            SheetColumn(Text(ja="分かったこと", en="What was found"), 54),
            SheetColumn(Text(ja="根拠の場所", en="Source"), 44),
        ),
        rows=tuple(
            (
                one.vendor or None,
                one.system,
                ORIGIN_NAMES[one.origin],
                Text(ja=f"{one.topic.ja}: {one.claim.ja}", en=f"{one.topic.en}: {one.claim.en}") if one.origin == "reply" else one.claim,
                one.seen,
                _places(one.sources),
            )
            for one in register.contradictions
        ),
    )


def _doubts(register: VendorRegister) -> Sheet:
    kinds = {"condition": Text(ja="条件付きの「はい」", en="yes, with a condition"), "blank": Text(ja="回答なし・不明", en="no clear answer")}
    return Sheet(
        title=Text(ja="確かめる回答", en="To be confirmed"),
        about=Text(
            ja="新しい開示書のうち、条件付きの「はい」と、回答のない項目。回答がないものは「いいえ」と同じく確かめます",
            en="Of the newest disclosures: yes with a condition, and questions without an answer",
        ),
        columns=(
            SheetColumn(Text(ja="事業者", en="Vendor"), 26),
            SheetColumn(Text(ja="製品", en="Product"), 26),
            SheetColumn(Text(ja="種類", en="Kind"), 20),
            SheetColumn(Text(ja="番号", en="No."), 9),
            SheetColumn(Text(ja="事項", en="Subject"), 42),
            SheetColumn(Text(ja="備考", en="Remark"), 40),
            SheetColumn(Text(ja="書かれている場所", en="Source"), 36),
        ),
        rows=tuple(
            (one.vendor or None, one.product, kinds[one.kind], one.number, one.subject, one.remark, _places((one.source,)))
            for one in register.doubts
        ),
    )


def _replies(register: VendorRegister, questions: Sequence[VendorQuestion]) -> Sheet:
    asked, names = {one.id: one for one in questions}, register.names()
    return Sheet(
        title=Text(ja="回答の一覧", en="Answers received"),
        about=Text(ja="回答票で返ってきた最新の答え", en="The newest answers that came back on answer sheets"),
        columns=(
            SheetColumn(Text(ja="事業者・システム", en="Vendor and system"), 36),
            SheetColumn(Text(ja="番号", en="No."), 9),
            SheetColumn(Text(ja="お聞きしたこと", en="Question"), 54),
            SheetColumn(Text(ja="回答", en="Answer"), 50),
            SheetColumn(Text(ja="読み戻した日", en="Read on"), 12),
        ),
        rows=tuple(
            (names.get(row, row), asked[key].number, asked[key].text, said(reply), reply.read_on or EMPTY)
            for (row, key), reply in sorted(newest(register.replies).items())
            if key in asked
        ),
    )


def _places(sources: Sequence[Source]) -> Text:
    return places(sources, limit=3) if sources else EMPTY
