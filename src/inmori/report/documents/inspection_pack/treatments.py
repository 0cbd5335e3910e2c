"""What the hospital does about each "no" of a vendor: the record that an inspector asks for beside the disclosures."""

from inmori.comply.treatment import CHOICE_NAMES, ORIGIN_NAMES, RESIDUAL_NAMES, STANDING_NAMES, Treatment
from inmori.report.block import Block, Column, Paragraph, Section, Table
from inmori.report.documents.inspection_pack.dossier import Dossier
from inmori.report.wording import EMPTY, plain, same
from inmori.text import Text

_ORDER = ("open", "review_due", "decided", "closed")


def treatments_section(dossier: Dossier) -> Section:
    """List the records, those that nobody decided first; without a register of vendors there is nothing to show."""
    register = dossier.register
    title = Text(ja="事業者の「いいえ」へのリスク対応", en="Treatment of what vendors answered no")
    if register is None:
        return Section(id="treatments", title=title, blocks=())
    today = dossier.assessment.today
    records = sorted(register.treatments, key=lambda one: (_ORDER.index(one.standing(today)), one.denial.vendor, one.id))
    if not records:
        words = Text(
            ja="受け取った開示書・事業者確認用・回答票に「いいえ」はありません。受け取っていない分は分かりません。",
            en="No “no” in what came from vendors so far; what has not come is not known.",
        )
        return Section(id="treatments", title=title, blocks=(Paragraph(words),))
    undecided = sum(1 for one in records if one.standing(today) == "open")
    blocks: tuple[Block, ...] = (_table(records, dossier),)
    if undecided:
        words = Text(ja=f"対応を決めていないものが{undecided}件あります。", en=f"{undecided} have no treatment yet.")
        blocks = (Paragraph(words, "caution"), *blocks)
    return Section(id="treatments", title=title, blocks=blocks, wide=True)


def _table(records: list[Treatment], dossier: Dossier) -> Table:
    return Table(
        caption=Text(ja="「いいえ」ごとの対応の記録", en="Records by answer"),
        columns=(
            Column(Text(ja="事業者・システム", en="Vendor, system"), 1.8),
            Column(Text(ja="書類・番号", en="Paper, number"), 1.2),
            Column(Text(ja="「いいえ」の内容", en="What was answered no"), 2.8),
            Column(Text(ja="状態", en="State"), 0.8),
            Column(Text(ja="対応・残るリスク", en="Treatment, residual risk"), 1.2),
            Column(Text(ja="担当と理由", en="Owner and reason"), 2.4),
            Column(Text(ja="見直し日", en="Review"), 1),
        ),
        rows=tuple(_row(one, dossier) for one in records),
        small=True,
    )


def _row(record: Treatment, dossier: Dossier) -> tuple[Text, ...]:
    denial, decision = record.denial, record.decision
    origin = ORIGIN_NAMES[denial.origin]
    treatment = owner = review = EMPTY
    if decision is not None:
        choice, left = CHOICE_NAMES[decision.choice], RESIDUAL_NAMES[decision.residual]
        treatment = Text(ja=f"{choice.ja}(残るリスク {left.ja})", en=f"{choice.en} (residual {left.en})")
        owner = same(f"{plain(decision.owner, 30)}: {plain(decision.reason, 120)}")
        review = same(decision.review.isoformat())
    return (
        same(plain(f"{denial.vendor} {denial.system}", 60)),
        Text(ja=f"{origin.ja} {denial.number}", en=f"{origin.en} {denial.number}"),
        Text(ja=plain(denial.subject.ja, 120), en=plain(denial.subject.en, 140)),
        STANDING_NAMES[record.standing(dossier.assessment.today)],
        treatment,
        owner,
        review,
    )
