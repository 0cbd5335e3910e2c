"""The checklist as a form on paper: what an inspector looks for, an item a line, the year's three rounds side by side."""

from inmori.comply import ANSWER_NAMES, Assessment, Decision, EvidencePaper, ItemAnswer
from inmori.comply.decision import fiscal_year, rounds_of
from inmori.era import both_ja
from inmori.report.block import Column, Table
from inmori.report.documents.checklist.imprint import imprint_of
from inmori.report.form import Form, FormRound, FormRow
from inmori.report.wording import EMPTY, UNKNOWN, day, plain, same
from inmori.text import Text

_SIGNATURES = (
    Text(ja="管理者(院長)", en="Head of the hospital"),
    Text(ja="医療情報システム安全管理責任者", en="Responsible for safety of systems"),
    Text(ja="確認した人・日付", en="Checked by, on"),
)
_TITLES = (
    Text(ja="番号", en="No."),
    Text(ja="求められること(要約)", en="What is asked (restated)"),
    Text(ja="案", en="Proposed"),
    Text(ja="1回目", en="Round 1"),
    Text(ja="確認日", en="on"),
    Text(ja="2回目", en="Round 2"),
    Text(ja="確認日", en="on"),
    Text(ja="3回目", en="Round 3"),
    Text(ja="確認日", en="on"),
    Text(ja="目標日", en="Target day"),
    Text(ja="根拠", en="Evidence"),
    Text(ja="決めた人", en="Decided by"),
)


def checklist_form(assessment: Assessment, *, version: str) -> Form:
    """Build the form; what nobody decided is left open, to be circled by hand."""
    imprint = imprint_of(assessment, version, title=assessment.name)
    return Form(
        imprint=imprint,
        lead=_lead(assessment),
        signatures=_SIGNATURES,
        titles=_TITLES,
        choice=Text(ja="はい・いいえ", en="yes / no"),
        blank_date=same("　/　/　"),
        rows=tuple(_row(item, assessment) for item in assessment.items),
        notes=_notes(assessment),
        tables=(_tasks(assessment), _papers(assessment)) if assessment.tasks() else (_papers(assessment),),
    )


def _lead(assessment: Assessment) -> tuple[Text, ...]:
    year = fiscal_year(assessment.today)
    counts = assessment.counts()
    decided = sum(1 for one in assessment.items if one.decisions)
    said_ja = "、".join(f"{ANSWER_NAMES[answer].ja}{count}" for answer, count in counts.items() if count)
    said_en = ", ".join(f"{count} {ANSWER_NAMES[answer].en}" for answer, count in counts.items() if count)
    made = day(assessment.today)
    return (
        Text(ja=f"医療機関名: {assessment.hospital or '(記入)'}", en=f"Hospital: {assessment.hospital or '(fill in)'}"),
        Text(
            ja=f"{year}年度 {made.ja}現在。全{len(assessment.items)}項目: {said_ja}(人が決めたもの{decided}、ほかは資料からの案)",
            en=f"Fiscal {year}, as of {made.en}. {len(assessment.items)} items: {said_en} ({decided} decided by people, the rest proposed)",
        ),
        Text(
            ja=f"「はい」か「いいえ」を丸で囲み、確認日を書きます。「いいえ」には{both_ja(assessment.year_end)}までの目標日が要ります。",
            en=f"Circle yes or no and write the day. A no needs a target day by {assessment.year_end.isoformat()}.",
        ),
    )


def _row(item: ItemAnswer, assessment: Assessment) -> FormRow:
    rounds = rounds_of(item.decisions, today=assessment.today)
    last = item.decision
    return FormRow(
        number=same(item.number),
        text=item.text,
        proposed=ANSWER_NAMES[item.proposed],
        rounds=tuple(_round(one) for one in rounds),
        target=same(last.target.isoformat()) if last and last.target else EMPTY,
        evidence=_evidence(item, assessment),
        who=_who([one for one in rounds if one], item),
    )


def _round(decision: Decision | None) -> FormRound:
    if decision is None:
        return FormRound(EMPTY, EMPTY)
    return FormRound(ANSWER_NAMES[decision.answer], same(decision.on.isoformat()))


def _evidence(item: ItemAnswer, assessment: Assessment) -> Text:
    """Name what the person wrote, else the papers that speak of the item."""
    labels = [one.label for one in assessment.papers if one.file in item.cited]
    words = " ".join(labels[:8]) + (" …" if len(labels) > 8 else "")
    if item.decision and item.decision.evidence.strip():
        words = plain(item.decision.evidence, 40)
    if item.recheck and item.answer == "unknown":
        return Text(ja=f"{words} 確認し直す".strip(), en=f"{words} look again".strip())
    return same(words)


def _who(rounds: list[Decision], item: ItemAnswer) -> Text:
    names = list(dict.fromkeys(plain(one.who, 24) for one in (rounds or list(item.decisions[-1:]))))
    return Text(ja="、".join(names), en=", ".join(names))


def _notes(assessment: Assessment) -> tuple[Text, ...]:
    own = Text(
        ja="この用紙は公式の様式ではありません。文は院守が自分の言葉で要約したものです。「案」は渡された資料から導いたもので、決めるのは医療機関です。"
        f"公式の文書: {assessment.address}",
        en="This is not the official form; the items are restated in our own words. What is proposed comes from the papers handed "
        f"over; the hospital decides. Official text: {assessment.address}",
    )
    return (assessment.note, own) if assessment.note else (own,)


def _tasks(assessment: Assessment) -> Table:
    numbers = {item.id: item.number for item in assessment.items}
    return Table(
        caption=Text(ja="「わからない」を調べる作業(期限は30日後か年度末の早い方、仮定)", en="What has to be found out (due in 30 days or at the end of the fiscal year, assumed)"),
        columns=(
            Column(Text(ja="番号", en="No."), 0.6),
            Column(Text(ja="すること", en="What to do"), 6),
            Column(Text(ja="期限", en="By"), 1),
            Column(Text(ja="担当(記入)", en="Who (fill in)"), 1.4),
        ),
        rows=tuple((same(numbers[one.item]), one.what, same(one.by.isoformat()), EMPTY) for one in assessment.tasks()),
    )


def _until(paper: EvidencePaper) -> Text:
    if paper.expires is None:
        return UNKNOWN
    last = paper.expires.isoformat()
    return Text(ja=f"{last}(期限切れ)", en=f"{last} (expired)") if paper.age == "expired" else same(last)


def _papers(assessment: Assessment) -> Table:
    numbers = {item.id: item.number for item in assessment.items}
    return Table(
        caption=Text(ja="証拠の一覧(根拠の欄の番号)", en="Evidence (as numbered in the column Evidence)"),
        columns=(
            Column(Text(ja="番号", en="No."), 0.6),
            Column(Text(ja="ファイル", en="File"), 3),
            Column(Text(ja="日付", en="Date"), 1),
            Column(Text(ja="使える期限(仮定)", en="Valid until (assumed)"), 1.2),
            Column(Text(ja="根拠になる項目", en="Serves items"), 3),
        ),
        rows=tuple(
            (
                same(one.label),
                same(plain(one.file, 60)),
                same(one.made_on.isoformat()) if one.made_on else UNKNOWN,
                _until(one),
                same("、".join(numbers[item] for item in one.serves)),
            )
            for one in assessment.papers
        ),
    )
