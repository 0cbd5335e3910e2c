"""The log on paper: filled in by hand while no PC works, entered later with the hours that stand on it."""

from inmori.prepare.incident_brief import Brief
from inmori.prepare.incident_duty import DUTIES
from inmori.prepare.incident_question import QUESTIONS
from inmori.report.block import Bullets
from inmori.report.documents.incident_sheet import paper
from inmori.report.documents.manuscript import Form, Manuscript, Part, Ruled, said
from inmori.report.wording import EMPTY, same
from inmori.text import Text

_HAND = said("\u3000\u3000月\u3000日\u3000\u3000:", "   /      :")
_DAYS: dict[str, Text] = {
    "ppc_first": said("気づいた時から3〜5日(土日も数える)", "3 to 5 days from knowing, weekends counted"),
    "ppc_final": said("気づいた日を1日目に30日(攻撃なら60日)", "day 30, or 60 if an attack"),
    "patients": said("その日のうちに", "the same day"),
    "persons": said("速やかに", "promptly"),
}


def content(brief: Brief) -> Manuscript:
    """Build the form; it is empty but for the hospital's name."""
    title = said("事案の記録用紙(手書き)", "Incident log on paper")
    about = said(
        "PCが使えないときの記録です。鉛筆でなくペンで書き、間違えたら線で消して(読めるまま)書き直し、印か署名を添えます。PCが使えるようになったら、書いた時刻のまま inmori incident note で移します。",
        "For when no PC works. In ink; strike through so that it stays readable, and sign. Enter it later with inmori incident note, with the hours written here.",
    )
    rules = Bullets((
        said("いつ起きたか、いつ知ったかを分けて書く。時計は同じものを見る。", "When it happened and when you knew are two things; use one clock."),
        said("事実・決めたこと・連絡を、その場で1行ずつ書く。推測は「推測」と書く。", "Facts, decisions, calls: one line each, at once. Mark guesses."),
        said("患者さんの氏名・番号を書かない(「入院患者1名」のように書く)。", "No patients' names or numbers."),
    ))
    start = Form((
        (said("病院の誰かが最初に気づいた日時", "First known"), _HAND), (said("気づいた人・場所・機器", "By, place, machine"), EMPTY),
        (said("画面の様子・起きたこと", "What was seen"), EMPTY), (said("触ったこと・抜いた線", "Touched, cut"), EMPTY),
        (said("記録係(交代のたびに書く)", "Who keeps the log"), EMPTY),
    ))  # fmt: skip
    columns = ((said("番号", "No."), 0.6), (said("起きた日時", "Happened"), 1.5), (said("知った日時", "Known"), 1.5), (said("内容(事実・決定・連絡)", "What (fact, decision, call)"), 5.0), (said("誰が", "By"), 1.2))
    numbered = tuple((same(str(number)), EMPTY, EMPTY, EMPTY, EMPTY) for number in range(1, 37))
    duties = tuple((one.name, _DAYS.get(one.id, said("任意", "optional") if one.optional else said("すぐに", "at once")), EMPTY, EMPTY) for one in DUTIES)
    answers = tuple((one.words, said("\u3000\u3000\u3000\u3000\u3000人・不明", "     persons / unknown") if one.number else said("はい・いいえ・不明", "yes / no / unknown"), EMPTY) for one in QUESTIONS)
    parts = (
        Part("start", said("最初に書く", "First"), (rules, start)),
        Part("answers", said("確かめること", "To find out"), (Ruled(EMPTY, ((said("問い", "Question"), 4.0), (said("答え", "Answer"), 2.0), (said("根拠・日時", "Reason, when"), 2.4)), answers, 0),)),
        Part("duties", said("届出", "Duties"), (Ruled(EMPTY, ((said("すること", "Duty"), 3.2), (said("いつまで", "By"), 2.4), (said("済んだ日時・人", "Done at, by"), 2.0), (said("相手・受付番号", "With, number"), 1.8)), duties, 2),), fresh=True),
        Part("log", said("記録", "Log"), (Ruled(EMPTY, columns, numbered, 0),), wide=True),
    )  # fmt: skip
    return paper(brief, "log_form", title, about, parts, poster=True)
