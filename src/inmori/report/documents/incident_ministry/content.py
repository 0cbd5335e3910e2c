"""The first report to the ministry and, with the same items, to prefecture and health centre: short, by telephone or mail."""

from inmori.prepare.incident_brief import Brief
from inmori.report.block import Paragraph
from inmori.report.documents.incident_sheet import (
    BEGUN,
    answer,
    care_form,
    course,
    house_rows,
    known_row,
    paper,
    route_words,
    summary,
    systems_table,
    told_rows,
)
from inmori.report.documents.manuscript import Form, Manuscript, Part, blank, said
from inmori.report.wording import EMPTY, joined
from inmori.text import Text


def ministry(brief: Brief) -> Manuscript:
    """Build the report to the ministry; it also serves to ask for first-response support."""
    about = joined((
        said("電話かメールで速やかに伝えるための下書きです。連絡先: ", "For a call or a mail, promptly. Route: "),
        route_words(brief, "mhlw"),
        said("。初動対応支援(MIST)を頼むとき: ", ". To ask for first-response support (MIST): "),
        route_words(brief, "mist"),
        said("。", "."),
    ))
    return _report(brief, "mhlw", said("厚生労働省への報告", "Report to the Ministry of Health"), about)


def prefecture(brief: Brief) -> Manuscript:
    """Build the report to prefecture and health centre."""
    about = joined((
        said("都道府県の医務主管課: ", "Prefecture: "),
        route_words(brief, "prefecture"),
        said("、保健所: ", ", health centre: "),
        route_words(brief, "health_centre"),
        said("。医療法に基づく調査や指導を受けることがあります。", ". They may investigate under the Medical Care Act."),
    ))
    return _report(brief, "prefecture", said("都道府県・保健所への報告", "Report to prefecture and health centre"), about)


def _report(brief: Brief, id: str, title: Text, about: Text) -> Manuscript:
    case = brief.case
    what = Form((
        *house_rows(brief),
        known_row(brief),
        BEGUN,
        (said("何が起きたか", "What happened"), summary(brief)),
        (said("ランサムウェアか", "Ransomware"), answer(brief, "ransomware", said("ランサムウェアか", "whether it is ransomware"))),
        (said("個人情報の漏えい・おそれ", "Leak or risk of one"), answer(brief, "leak", said("個人情報の漏えい・おそれの有無", "whether data leaked or may have"))),
        (said("診療への影響", "Effect on care"), answer(brief, "care", said("診療への影響の有無", "whether care is affected"))),
    ))  # fmt: skip
    done = Form((
        (said("切り離したもの", "Cut off"), blank(said("切り離した回線・機器と時刻", "lines and machines cut, and when"))),
        (said("証拠の保全", "Evidence"), blank(said("電源・記録・画面の写真をどう残したか", "how power, logs and screens were kept"))),
        (said("バックアップ", "Backups"), blank(said("バックアップの無事が確かめられたか", "whether backups are known to be safe"))),
        *told_rows(brief, ("vendors", "police", "ppc_first", "eligibility")),
        (said("支援の要否", "Support wanted"), said("□専門家の支援を頼みたい □不要", "[ ] experts wanted [ ] not wanted")),
        (said("次の報告", "Next report"), blank(said("次に報告する日時", "when the next report comes"))),
    ))  # fmt: skip
    care = () if case.is_no("care") else (Part("care", said("診療への影響", "Effect on care"), (care_form(),), fresh=True),)
    parts = (
        Part("first", said("第1報", "First report"), (
            Paragraph(said("分からない項目は「調査中」と伝えます。全部そろうのを待ちません。", "Say \"under investigation\" where nothing is known; do not wait."), "caution"), what,
        )),
        *care,
        Part("response", said("取った手当て", "What was done"), (done,), fresh=not care),
        Part("systems", said("止まったもの", "What stopped"), (systems_table(brief),), fresh=len(brief.house.systems) > 8),
        Part("course", said("経過", "Course"), course(brief), fresh=True),
        Part("memo", said("電話の記録", "Record of the call"), (Form((
            (said("かけた日時・かけた人", "Called at, by"), EMPTY), (said("相手の部署・氏名", "Spoke with"), EMPTY), (said("言われたこと", "Was told"), EMPTY),
        ), 2),)),
    )  # fmt: skip
    return paper(brief, id, title, about, parts)
