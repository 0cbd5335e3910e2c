"""What players have before them: the rules of the game, their seats, and the log. Nothing of the story stands here."""

from inmori.prepare.exercise import Exercise
from inmori.report.block import Bullets, Column, Paragraph, Table
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Form, Manuscript, Part, Ruled, said
from inmori.report.wording import EMPTY
from inmori.text import Text

TITLE = said("机上訓練 参加者の用紙", "Table-top exercise: players' papers")


def content(exercise: Exercise) -> Manuscript:
    """Build the papers."""
    drafts = exercise.drafts
    return Manuscript(
        id="exercise_sheets",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=(
            Part("rules", said("約束", "Rules"), _rules(exercise)),
            Part("seats", said("役", "Seats"), (_seats(exercise),)),
            Part("log", said("記録用紙", "Log"), (_log(),), fresh=True, wide=True),
            Part("thoughts", said("振り返りの用紙", "Afterthoughts"), _thoughts(), fresh=True),
        ),
        poster=True,
    )


def _rules(exercise: Exercise) -> tuple[Paragraph | Bullets, ...]:
    return (
        Paragraph(
            Text(
                ja=f"これから{exercise.minutes}分、サイバー攻撃で情報システムが使えなくなった日を、話し合いで体験します。",
                en=f"For {exercise.minutes} minutes we live, by talking, through a day on which a cyber attack has stopped our systems.",
            ),
            tone="lead",
        ),
        Bullets((
            said("これは訓練です。機器に触らず、外に電話をしません。", "This is an exercise: touch no machine, ring nobody."),
            said("電子カルテ、院内メール、画面の電話帳、共有フォルダは使えません。手元の紙で答えます。", "EHR, mail, phone books on screen and shared folders cannot be used; answer from paper."),
            said("「知らない」「決まっていない」と言うことが成果です。責めません。", "To say that something is not known or settled is a result. No blame."),
            said("カードを受け取った役から話します。ほかの役は困ることを言います。", "Whoever gets the card begins; others say what troubles them."),
            said("決めたら「誰が、何を、いつまでに」を声に出します。", "When deciding, say aloud who does what by when."),
            said("実在の患者さんの名前を出しません。", "Name no real patient."),
        )),
    )  # fmt: skip


def _seats(exercise: Exercise) -> Table:
    rows = tuple(
        (Text(ja=f"{one.title.ja}({one.holder})", en=f"{one.title.en} ({one.holder})") if one.holder else one.title, one.plays, one.decides, one.bring)
        for one in exercise.seats
    )
    columns = (
        Column(said("役", "Seat"), 1.7), Column(said("すること", "Does"), 3), Column(said("決められること", "Decides"), 2.4), Column(said("持ってくる物", "Brings"), 2.4),
    )  # fmt: skip
    return Table(said("自分の役に丸を付けてください", "Mark your own seat"), columns, rows, small=True)


def _log() -> Ruled:
    columns = (
        (said("時刻", "Time"), 0.8), (said("聞いたこと", "Heard"), 2.6), (said("決めたこと", "Decided"), 2.6), (said("決めた人", "By"), 1.1),
        (said("根拠(手元にあった・なかった)", "On what (at hand or not)"), 2), (said("保留", "Open"), 1.8),
    )  # fmt: skip
    return Ruled(said("時刻順に書きます", "In order of time"), columns, empty=12)


def _thoughts() -> tuple[Form, ...]:
    rows = (
        (said("一番困ったこと", "What was hardest"), EMPTY),
        (said("誰が決めるか分からなかったこと", "Where it was not clear who decides"), EMPTY),
        (said("手元になかった紙・番号・物", "Papers, numbers, things that were lacking"), EMPTY),
        (said("私の部署で明日からできること", "What my department can do from tomorrow"), EMPTY),
    )
    return (Form(rows, height=4),)
