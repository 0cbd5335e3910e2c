"""The answers on paper: what stands and why, what is still open, what was told beside what was found, and every decision."""

from inmori.comply import ANSWER_NAMES, BASIS_NAMES, ItemAnswer
from inmori.comply.decision import fiscal_year, round_of
from inmori.report.block import Column, Paragraph, Section, Table
from inmori.report.documents.inspection_pack.dossier import Dossier
from inmori.report.wording import EMPTY, joined, listed, plain, same
from inmori.text import Text

_NO = Text(ja="番号", en="No.")
_ASKED = Column(Text(ja="求められること(要約)", en="What is asked (restated)"), 3)
_FOUND = 3


def answers_section(dossier: Dossier) -> Section:
    """Every item with the answer that stands."""
    table = Table(
        caption=Text(ja="項目ごとの答え", en="Answers by item"),
        columns=(
            Column(_NO, dossier.number_weight),
            _ASKED,
            Column(Text(ja="いまの答え", en="Answer"), 0.9),
            Column(Text(ja="資料からの案とその理由", en="Proposed from the papers, and why"), 3.2),
            Column(Text(ja="決めた人・確認日・理由", en="Decided by, on, why"), 2.2),
            Column(Text(ja="目標日", en="Target day"), 0.9),
            Column(Text(ja="根拠", en="Evidence"), 1.1),
        ),
        rows=tuple(_answer(item, dossier) for item in dossier.assessment.items),
        small=True,
    )
    return Section(id="answers", title=Text(ja="答え", en="Answers"), blocks=(table,), wide=True)


def _answer(item: ItemAnswer, dossier: Dossier) -> tuple[Text, ...]:
    last = item.decision
    decided = _undecided()
    if last is not None:
        number = round_of(last, item.decisions)
        decided = Text(
            ja=f"{number}回目 {last.on.isoformat()} {plain(last.who, 24)}: {plain(last.reason, 80)}",
            en=f"Round {number}, {last.on.isoformat()}, {plain(last.who, 24)}: {plain(last.reason, 80)}",
        )
    proposed, basis = ANSWER_NAMES[item.proposed], BASIS_NAMES[item.basis]
    why = Text(
        ja=f"{proposed.ja}({basis.ja}) {plain(item.reason.ja, 120)}", en=f"{proposed.en} ({basis.en}): {plain(item.reason.en, 120)}"
    )
    return (
        same(item.number),
        item.text,
        item.stands,
        why,
        decided,
        same(last.target.isoformat()) if last and last.target else EMPTY,
        _evidence(item, dossier),
    )


def _undecided() -> Text:
    return Text(ja="まだ決めていません", en="not decided yet")


def _evidence(item: ItemAnswer, dossier: Dossier) -> Text:
    labels = " ".join(one.label for one in dossier.assessment.papers if one.file in item.cited)
    written = plain(item.decision.evidence, 40) if item.decision else ""
    return same(" / ".join(part for part in (written, labels) if part))


def open_section(dossier: Dossier) -> Section:
    """What is to be mended by when, and what is to be found out by when."""
    assessment = dossier.assessment
    blocks: list[Table | Paragraph] = []
    mending = [item for item in assessment.items if item.answer == "no"]
    if mending:
        blocks.append(
            Table(
                caption=Text(ja="「いいえ」の項目と、直す日", en="Items answered no, and when they are mended"),
                columns=(
                    Column(_NO, dossier.number_weight),
                    Column(Text(ja="満たさないもの", en="Not in order"), 4),
                    Column(Text(ja="目標日", en="Target day"), 1.6),
                ),
                rows=tuple((same(item.number), _spoilers(item), _target(item)) for item in mending),
                small=True,
            )
        )
    if assessment.tasks():
        blocks.append(
            Table(
                caption=Text(ja="「わからない」を調べる作業", en="What has to be found out"),
                columns=(Column(_NO, dossier.number_weight), Column(Text(ja="すること", en="What to do"), 4), Column(Text(ja="期限", en="By"), 1.6)),
                rows=tuple((same(dossier.numbers[one.item]), one.what, same(one.by.isoformat())) for one in assessment.tasks()),
                small=True,
            )
        )
    if not blocks:
        blocks.append(Paragraph(Text(ja="「いいえ」「わからない」の項目はありません。", en="No item is answered no or not known.")))
    return Section(id="open", title=Text(ja="残っていること", en="What is still open"), blocks=tuple(blocks))


def _spoilers(item: ItemAnswer) -> Text:
    if item.spoilers:
        return listed([one.name for one in item.spoilers], limit=8, width=30)
    return item.reason


def _target(item: ItemAnswer) -> Text:
    last = item.decision
    if last is not None and last.target is not None:
        day = last.target.isoformat()
        return Text(ja=f"{day}(過ぎています)", en=f"{day} (gone by)") if item.overdue else same(day)
    by = item.target_by.isoformat() if item.target_by else ""
    return Text(ja=f"未定({by}までに直す日を記入)" if by else "未定", en=f"not set (fill in, by {by})" if by else "not set")


def told_section(dossier: Dossier) -> Section:
    """What somebody told beside what the papers show; what contradicts comes out."""
    rows = [
        (
            same(item.number),
            _lines([one.said for one in item.declared]),
            _lines([one.title for one in item.observed if one.decides or one.contradicts][:_FOUND]),
            _conflict(item),
        )
        for item in dossier.assessment.items
        if item.declared or any(one.decides or one.contradicts for one in item.observed)
    ]
    blocks: tuple[Table, ...] = ()
    if rows:
        blocks = (
            Table(
                caption=Text(ja="聞いたことと、資料から見えたこと", en="What was told, and what the papers show"),
                columns=(
                    Column(_NO, dossier.number_weight),
                    Column(Text(ja="聞いたこと", en="Told"), 2),
                    Column(Text(ja="見えたこと(おもなもの)", en="Found (the main ones)"), 4),
                    Column(Text(ja="食い違い", en="Contradiction"), 1.2),
                ),
                rows=tuple(rows),
                small=True,
            ),
        )
    return Section(id="told", title=Text(ja="聞いたことと見えたこと", en="Told and found"), blocks=blocks)


def _conflict(item: ItemAnswer) -> Text:
    if item.against_papers:
        return Text(ja="決めた答えと資料が違う", en="decision and papers differ")
    return Text(ja="あり", en="yes") if item.contradiction else EMPTY


def decisions_section(dossier: Dossier) -> Section:
    """Every decision of every round and year."""
    rows = [
        (
            same(item.number),
            Text(
                ja=f"{fiscal_year(one.on)}年度 {round_of(one, item.decisions)}回目",
                en=f"fiscal {fiscal_year(one.on)}, round {round_of(one, item.decisions)}",
            ),
            same(one.on.isoformat()),
            ANSWER_NAMES[one.answer],
            same(plain(one.who, 40)),
            same(plain(one.reason, 160)),
            same(one.target.isoformat()) if one.target else EMPTY,
        )
        for item in dossier.assessment.items
        for one in item.decisions
    ]
    title = Text(ja="決めたことの記録", en="Record of decisions")
    if not rows:
        nothing = Text(ja="人が決めた答えは、まだありません。いまの答えはすべて資料からの案です。", en="Nobody has decided an answer yet. All answers are proposed from the papers.")
        return Section(id="decisions", title=title, blocks=(Paragraph(nothing),))
    table = Table(
        caption=Text(ja="誰が、いつ、なぜそう答えたか", en="Who answered what, when and why"),
        columns=(
            Column(_NO, dossier.number_weight),
            Column(Text(ja="回", en="Round"), 1.1),
            Column(Text(ja="確認日", en="On"), 1),
            Column(Text(ja="答え", en="Answer"), 0.9),
            Column(Text(ja="決めた人", en="By"), 1.2),
            Column(Text(ja="理由", en="Why"), 3),
            Column(Text(ja="目標日", en="Target day"), 1),
        ),
        rows=tuple(rows),
        small=True,
    )
    return Section(id="decisions", title=title, blocks=(table,))


def _lines(parts: list[Text]) -> Text:
    return joined([Text(ja=f"・{plain(one.ja, 90)} ", en=f"· {plain(one.en, 110)}") for one in parts])
