"""The first notice to patients and the public, and the frame of the later ones: facts, care, data, requests, desk, next word.

It names no product, machine or line, which would help an attacker, and neither claims nor denies a leak before it is known.
"""

from inmori.prepare.incident_brief import Brief
from inmori.prepare.incident_time import day_and_time
from inmori.report.block import Bullets, Paragraph, Subheading
from inmori.report.documents.incident_sheet import paper, whose
from inmori.report.documents.manuscript import Form, Manuscript, Part, Passage, blank, said
from inmori.report.wording import joined
from inmori.text import Text

_DESK = blank(said("問い合わせの電話番号と時間(院内の電話が使えるか確かめる)", "number and hours of the desk"))


def content(brief: Brief) -> Manuscript:
    """Build the paper."""
    title = said("患者さん・地域の皆さまへ", "To patients and neighbours")
    about = said("玄関・受付に貼り、ホームページと電話の応答にも同じ文を使います。警察に、公表してよい内容を確かめてから出します。", "For the door, the desk, the site and the telephone. Ask the police what may be published.")
    parts = (
        Part("first", said("システムの異常について(第1報)", "Trouble of our systems: first notice"), _first(brief)),
        Part("later", said("続報・本人への通知に書くこと", "Later notices, notice to persons"), _later(brief), fresh=True),
    )  # fmt: skip
    return paper(brief, "patients", title, about, parts, poster=True)


def _first(brief: Brief) -> tuple[Passage, ...]:
    known = brief.case.known
    when = day_and_time(known) if known else blank(said("気づいた日時", "when it was known"))
    inpatients = () if brief.house.beds == 0 else (said("入院中の方の診療は、紙の記録で続けています。", "Care of inpatients goes on with paper."),)
    return (
        Paragraph(joined((
            when, said("ごろ、", "or so, "), whose(brief), said("のコンピュータに異常があることが分かりました。", "found its computers in trouble."), _kind(brief),
            said("ご心配とご不便をおかけし、おわび申し上げます。", " We are sorry for the worry and the trouble."),
        )), "lead"),
        Subheading(said("診療について", "Care")),
        Bullets((
            *inpatients,
            joined((said("外来: ", "Outpatients: "), blank(said("今日・明日の外来でできること・できないこと", "what runs today and tomorrow")))),
            joined((said("救急: ", "Emergency: "), blank(said("救急の受け入れ", "whether emergencies are taken")))),
            said("お薬が切れそうな方は、お電話ください。お薬手帳を必ずお持ちください。", "If your medicine runs out, call us. Bring your medicine notebook."),
        )),
        Subheading(said("個人情報について", "Your data")),
        Paragraph(_data(brief)),
        Subheading(said("関係機関への連絡", "Authorities")),
        Paragraph(joined((_told(brief), said("指導を受けながら対応しています。", "")))),
        Subheading(said("お問い合わせ", "Questions")),
        Form((
            (said("窓口", "Desk"), _DESK), (said("次のお知らせ", "Next notice"), blank(said("次のお知らせの日時と場所", "when and where the next notice appears"))),
            (said("お知らせした日・名義", "Date, signed"), blank(said("日付と院長(理事長)の氏名", "date, name of the director"))),
        )),
    )  # fmt: skip


def _kind(brief: Brief) -> Text:
    if brief.case.is_yes("ransomware"):
        return said("ランサムウェア(身代金を要求する不正プログラム)による攻撃を受けています。", "They were hit by ransomware.")
    if brief.case.is_yes("attack"):
        return said("外部からの攻撃を受けたおそれがあります。", "They may have been attacked.")
    return said("原因を調べています。", "We are looking for the cause.")


def _data(brief: Brief) -> Text:
    if brief.case.is_yes("leak"):
        return joined((
            said("個人情報が漏えいした、またはそのおそれがあります。", "Personal data leaked or may have leaked."),
            blank(said("情報の項目と、分かっている範囲の人数", "kinds of data, number of persons")),
            said("対象の方には、個別にお知らせします。", "Those concerned will be told."),
        ))
    if brief.case.is_no("leak"):
        return joined((
            said("個人情報については、", "As to personal data: "),
            blank(said("漏えいがないと判断した理由(記録での裏づけ)。裏づけがなければ「調査中」と書く", "why no leak is certain; else \"under investigation\"")),
        ))
    return said("個人情報が外に出たかどうかは、調べているところです。分かりしだいお知らせします。", "Whether data got out is being looked into; we will tell you.")


def _told(brief: Brief) -> Text:
    names = {"police": said("警察", "the police"), "mhlw": said("厚生労働省", "the Ministry of Health"),
             "prefecture": said("都道府県", "the prefecture"), "ppc_first": said("個人情報保護委員会", "the PPC")}  # fmt: skip
    told = [words for id, words in names.items() if brief.clock(id).done is not None]
    if not told:
        return joined((blank(said("連絡した機関(警察・厚生労働省・都道府県など)", "authorities told")), said("に連絡し、", "were told.")))
    return said("、".join(one.ja for one in told) + "に連絡し、", ", ".join(one.en for one in told) + " were told.")


def _later(brief: Brief) -> tuple[Passage, ...]:
    return (
        Paragraph(said("漏えい等の対象の方には、速やかに個別に知らせます。連絡が難しいときは、公表と窓口で代えることができます。", "Persons concerned are told promptly; publication and a desk where that is hard."), "note"),
        Form((
            (said("これまでの経過(日付順)", "Course by date"), blank(said("経過(日付順)", "course by date"))),
            (said("原因の種類と範囲", "Cause, extent"), blank(said("原因の種類と範囲(製品名や構成は書かない)", "cause and extent, no product names"))),
            (said("漏えい等のおそれのある情報の項目", "Kinds of data"), blank(said("情報の項目", "kinds of data"))),
            (said("対象の方の数(最大)", "Persons at most"), said(f"{brief.case.persons:,}人", f"{brief.case.persons:,}") if brief.case.persons is not None else blank(said("対象の方の数(最大)", "persons at most"))),
            (said("二次被害とそのおそれ", "Further harm"), blank(said("悪用が確かめられているか", "whether misuse is known"))),
            (said("お願い", "Requests"), said("病院を名のる不審な電話・メールに注意してください。病院がお金や暗証番号を求めることはありません。", "Beware of calls in our name; we never ask for money or codes.")),
            (said("診療の再開の見込み", "Return of care"), blank(said("再開の順と見込み", "order and time"))),
            (said("専用の窓口", "Desk"), blank(said("専用窓口の番号・時間・終わる日", "number, hours, last day"))),
        )),
    )  # fmt: skip
