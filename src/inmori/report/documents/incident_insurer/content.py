"""The first call to the insurer: before investigators are hired, because policies often ask for it."""

from inmori.prepare.incident_brief import Brief
from inmori.report.block import Bullets, Paragraph
from inmori.report.documents.incident_sheet import (
    BEGUN,
    answer,
    course,
    house_rows,
    known_row,
    paper,
    route_words,
    summary,
    told_rows,
)
from inmori.report.documents.manuscript import Form, Manuscript, Part, blank, said
from inmori.report.wording import joined


def content(brief: Brief) -> Manuscript:
    """Build the paper."""
    title = said("保険会社への事故の連絡", "Notice to the insurer")
    about = joined((said("調査会社に頼む前に電話します。事故受付: ", "Call before hiring investigators. Claims: "), route_words(brief, "insurer"), said("。", ".")))
    none = (Paragraph(said("記録では「保険に入っていない」と答えられています。加入を確かめてから使ってください。", "The log says there is no insurance. Make sure before using this."), "caution"),) if brief.case.is_no("insured") else ()  # fmt: skip
    facts = Form((
        *house_rows(brief),
        (said("証券番号", "Policy number"), blank(said("サイバー保険の証券番号", "policy number"))),
        known_row(brief), BEGUN,
        (said("何が起きたか", "What happened"), summary(brief)),
        (said("個人情報の漏えい・おそれ", "Leak or risk"), answer(brief, "leak", said("漏えい・おそれの有無", "whether data may have leaked"))),
        (said("診療への影響", "Effect on care"), answer(brief, "care", said("診療への影響", "effect on care"))),
        *told_rows(brief, ("mhlw", "police", "ppc_first")),
    ))  # fmt: skip
    parts = (
        Part("facts", said("伝えること", "To tell"), (*none, facts)),
        Part("ask", said("聞くこと(答えをその場で書く)", "To ask"), (
            Bullets((
                said("使ってよい調査会社・弁護士は決まっているか。先に承認が要るか。", "Which investigators and lawyers may be used; is approval needed first?"),
                said("対象になる費用: 調査、復旧、臨時の機器と人手、本人への通知、窓口、休診の損失。", "What is covered: investigation, recovery, hands, notices, lost income."),
                said("残しておく証拠・領収書・勤務の記録。", "Which proofs, receipts and hours to keep."),
                said("次に連絡する期限と、担当者の氏名・番号。", "Next date, name and number."),
            )),
            Form(((said("担当者・受付番号", "Person, claim number"), said("", "")), (said("答え", "Answers"), said("", ""))), 2),
        )),
        Part("course", said("経過", "Course"), course(brief)),
    )  # fmt: skip
    return paper(brief, "insurer", title, about, parts)
