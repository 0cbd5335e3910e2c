"""The nine items that the commission's rule asks for, in our own words, filled as far as the log goes."""

from inmori.prepare.incident_brief import Brief
from inmori.prepare.incident_clock import term_words
from inmori.report.block import Paragraph
from inmori.report.documents.incident_sheet import (
    BEGUN,
    Row,
    answer,
    clocks_table,
    course,
    house_rows,
    known_row,
    paper,
    route_words,
    summary,
    told_rows,
    told_words,
)
from inmori.report.documents.manuscript import Form, Manuscript, Part, Passage, blank, said
from inmori.report.wording import joined
from inmori.text import Text

_OPEN = said("\u3000□調査中", "[ ] under investigation")


def first_report(brief: Brief) -> Manuscript:
    """Build the first report: what is known now; what is not may be under investigation."""
    return _report(brief, "ppc_first", said("個人情報保護委員会への速報", "First report to the PPC"), final=False)


def final_report(brief: Brief) -> Manuscript:
    """Build the final report: all nine items."""
    return _report(brief, "ppc_final", said("個人情報保護委員会への確報", "Final report to the PPC"), final=True)


def _report(brief: Brief, id: str, title: Text, *, final: bool) -> Manuscript:
    clock = brief.clock(id)
    about = joined((
        said("委員会のウェブのフォームに写すための下書きです。出し先: ", "To be copied into the commission's web form: "),
        route_words(brief, "ppc"),
        said("。", "."),
    ))
    term = (
        Paragraph(joined((said("提出の時期: ", "By: "), term_words(clock), said("。", "."))), "lead"),
        Paragraph(clock.rule, "note"),
        Paragraph(joined((said("報告の対象か: ", "Reportable: "), clock.verdict.why, said("。", "."))), "note"),
    )
    parts = (
        Part("term", said("いつまでに出すか", "Term"), term),
        Part("who", said("報告する者", "Who reports"), (Form((*house_rows(brief), known_row(brief), BEGUN)),), fresh=True),
        Part("items", said("報告する9つの項目", "The nine items"), _items(brief, final=final)),
        Part("course", said("経過", "Course"), course(brief), fresh=True),
        Part("others", said("ほかの届出", "Other duties"), (clocks_table(brief),), wide=True),
    )
    return paper(brief, id, title, about, parts)


def _items(brief: Brief, *, final: bool) -> tuple[Passage, ...]:
    note = (
        said("確報では、9つの項目をすべて書きます。分からないまま残るものは、調べた範囲と理由を書きます。", "All nine are due now; for what stays unknown say what was examined and why.")
        if final
        else said("速報は、今分かっていることだけで出せます。分からない項目は「調査中」とします。「漏えいはない」と言い切るのは、記録で裏づけてからにします。", "What is known now is enough. Say \"under investigation\", and never \"no leak\" before logs show it.")
    )  # fmt: skip
    return (Paragraph(note, "caution"), Form(_rows(brief, final=final)))


def _rows(brief: Brief, *, final: bool) -> tuple[Row, ...]:
    def item(ja: str, en: str) -> Text:
        wanted = blank(said(ja, en))
        return wanted if final else joined((wanted, _OPEN))

    extra = () if final else (_OPEN,)
    return (
        (said("① 概要", "1 Outline"), joined((summary(brief), said("\u3000種類: ", "Kind: "), _kind(brief)))),
        (said("② 個人データの項目", "2 Kinds of data"), joined((_data(brief), *extra))),
        (said("③ 本人の数", "3 Persons"), joined((answer(brief, "persons", said("本人の数(最大)", "number of persons at most")), *extra))),
        (said("④ 原因", "4 Cause"), item("原因(侵入の経路、設定、委託先など)", "cause (way in, settings, contractor)")),
        (said("⑤ 二次被害とそのおそれ", "5 Further harm"), item("二次被害の有無と内容(公開、不正利用、詐欺など)", "further harm, or the risk of it")),
        (said("⑥ 本人への対応", "6 Notice to persons"), joined((said("本人への通知: ", "Notice: "), told_words(brief, "persons"), said("。", "."), item("通知の方法と時期", "how and when persons are told")))),
        (said("⑦ 公表", "7 Publication"), joined((said("第1報: ", "First notice: "), told_words(brief, "patients"), said("。", "."), item("公表の方法と時期", "how and when it is published")))),
        (said("⑧ 再発防止", "8 Prevention"), item("再発を防ぐ手当て(済んだもの・これからのもの)", "measures, done and to come")),
        (said("⑨ その他", "9 Other"), joined((said("連絡した先は次のとおり。", "Others told:"), item("参考になること", "anything else of use")))),
        *told_rows(brief, ("mhlw", "prefecture", "police")),
    )  # fmt: skip


def _kind(brief: Brief) -> Text:
    if brief.case.is_yes("ransomware"):
        return said("ランサムウェアによる被害", "ransomware")
    if brief.case.is_yes("attack"):
        return said("不正アクセス等(疑いを含む)", "an attack, or a suspicion")
    return blank(said("事案の種類(ランサムウェア・不正アクセス・紛失・誤送信など)", "kind of incident"))


def _data(brief: Brief) -> Text:
    items = blank(said("項目(氏名・生年月日・住所・病名・検査結果など)", "kinds of data (name, birth date, diagnosis ...)"))
    if brief.case.is_yes("sensitive"):
        return joined((said("診療・調剤の情報など要配慮個人情報を含む。", "Includes medical or other sensitive data."), items))
    return items
