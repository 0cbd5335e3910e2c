"""What the guide says, from preparing the room to handing in the result, for somebody with no training in security."""

from inmori.prepare.exercise import Exercise
from inmori.report.block import Bullets, Column, Paragraph, Table
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.exercise_guide.scenes import scenes
from inmori.report.documents.exercise_guide.timetable import timetable
from inmori.report.documents.manuscript import Footing, Manuscript, Part, Ruled, blank, said
from inmori.report.wording import EMPTY, joined, same
from inmori.text import Text

TITLE = said("机上訓練 進行役の手引き", "Table-top exercise: facilitator's guide")
_SIMULATED = said(
    "起こりやすさは試算です。過去の事例と当院の資料から計算し、実際の攻撃を予測するものではありません。",
    "How likely it is was simulated from past cases and our papers; it foretells no attack.",
)


def content(exercise: Exercise) -> Manuscript:
    """Build the guide."""
    foot = Footing()
    drafts = exercise.drafts
    parts = (
        Part("about", said("この訓練について", "About this exercise"), _about(exercise, foot)),
        Part("prepare", said("準備", "Preparing"), _prepare(exercise)),
        Part("timetable", said("時間割", "Timetable"), (timetable(exercise),), fresh=True),
        Part("opening", said("始まりの言葉(7分)", "Opening (7 minutes)"), _opening(exercise)),
        Part("scenes", said("場面ごとの進め方", "Scene by scene"), scenes(exercise), fresh=True),
        Part("review", said("振り返り(13分)と終わりの言葉(3分)", "Review (13 minutes) and closing (3 minutes)"), _review(), fresh=True),
        Part("after", said("終わった後", "Afterwards"), _after()),
        Part("lessons", said("改善表(印刷して使う)", "Lessons (to print)"), _lessons(), wide=True),
    )
    return Manuscript(
        id="exercise_guide",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=parts,
        assumptions=foot.all(),
        about=said(
            "進行役だけが持ちます。これから起こることが書いてあるので、参加者には見せません。セキュリティの知識は要りません。順に読めば進められます。",
            "For the facilitator alone: it tells what will happen. No knowledge of security is needed; read it in order.",
        ),
    )


def _about(exercise: Exercise, foot: Footing) -> tuple[Paragraph | Bullets, ...]:
    scene = exercise.scene
    if scene.path is None:
        story = said(
            "当院の攻撃の試算がないため、どの病院にも起こりうる一般的な筋書きを使います。資料をそろえて診断と試算をすると、当院に合わせた筋書きに変わります。",
            "No attack on this hospital has been simulated, so a general scenario is used. With evidence, an assessment gives one of our own.",
        )
    else:
        share = f"{scene.path.share * 100:.0f}"
        story = joined((
            Text(
                ja=f"当院の資料から試算した攻撃の筋書きのうち、{scene.number}番目に起こりやすいもの({scene.name.ja}。被害の出る攻撃の約{share}%)を元にしています。止まるのは{scene.stopped.ja}です。",
                en=f"Based on the attack that ranks {scene.number} in our simulation ({scene.name.en}; about {share} % of damaging ones). What stops is {scene.stopped.en}.",
            ),
            foot.sign(_SIMULATED),
        ))  # fmt: skip
    return (
        Paragraph(story, tone="lead"),
        Paragraph(said("目的は三つです。正解を競う場ではありません。", "Three aims; it is no contest.")),
        Bullets((
            said("誰が決め、誰に知らせるかを、実際の名前と番号で確かめる", "who decides and who is told, by real names and numbers"),
            said("紙での診療を、何日、どの部署で続けられるかを確かめる", "how long which departments can go on with paper"),
            said("足りない物、決まっていないことを見つけ、担当と期限を決める", "find what is missing and give it a person and a day"),
        )),
        Paragraph(said("この訓練は話し合いだけで行います。実際の機器の線を抜いたり、電話をかけたりしません。", "It is talk only: pull no real cable, ring nobody."), tone="caution"),
    )  # fmt: skip


def _prepare(exercise: Exercise) -> tuple[Paragraph | Bullets | Table | Ruled, ...]:
    when = blank(said("訓練の日時と部屋", "day, time and room"))
    players = tuple((one.title, _known(one.holder), one.bring) for one in exercise.seats)
    return (
        Table(
            said("いつ、何をするか", "What to do when"),
            (Column(said("いつ", "When"), 1.2), Column(said("すること", "What"), 5)),
            (
                (said("2週間前", "2 weeks before"), joined((said("日時と部屋を決める:", "settle day and room:"), when))),
                (said("2週間前", "2 weeks before"), said("参加者を決めて知らせる。筋書きは知らせない", "choose and invite players; do not tell the story")),
                (said("2週間前", "2 weeks before"), said("進行役のほかに、観察して採点する人(1名)と記録係(1名)を決める", "besides you, one observer who scores and one recorder")),
                (said("前日まで", "the day before"), said("この手引きを一度、声に出して読む。下の「印刷する物」をそろえる", "read this guide aloud once; print what is listed below")),
                (said("30分前", "30 minutes before"), said("机をコの字に並べ、時計、ホワイトボード、役の名札を置く", "tables in a U, a clock, a whiteboard, name cards of the seats")),
                (said("30分前", "30 minutes before"), said("壁に「訓練中」と貼る。話が漏れて本物と思われないようにする", "hang up \"exercise\", so that nobody takes it for real")),
            ),
        ),
        Ruled(
            said("参加者(資料で名前が分からない役は書きこむ。一人二役でもよい)", "Players (write in names; one may play two)"),
            ((said("役", "Seat"), 2), (said("名前", "Name"), 2), (said("持ってくる物", "Brings"), 4)),
            players,
            empty=0,
        ),
        Paragraph(said("印刷する物", "To print"), tone="lead"),
        Bullets((
            said("この手引き: 進行役と観察者に1部ずつ", "this guide: facilitator and observer"),
            said("「訓練_2_状況カード」: 片面で1部。場面の番号順に重ね、裏返しておく", "\"2 cards\": one copy, single-sided, in order, face down"),
            said("「訓練_3_参加者の用紙」: 参加者全員に1部ずつ", "\"3 players' papers\": one for each player"),
            said("「訓練_4_観察と採点.xlsx」: 観察者がパソコンで開くか、印刷する", "\"4 scoring workbook\": open on a PC or print"),
            said("手引きの最後の「改善表」: 2部", "\"Lessons\" at the end of this guide: two copies"),
        )),
    )  # fmt: skip


def _known(holder: str | None) -> Text:
    return same(holder) if holder else EMPTY


def _opening(exercise: Exercise) -> tuple[Paragraph | Bullets, ...]:
    return (
        Paragraph(said("次の文をそのまま読みます(約2分)。", "Read this as it stands (about two minutes)."), tone="note"),
        Paragraph(
            Text(
                ja=f"「お忙しい中ありがとうございます。これから{exercise.minutes}分、サイバー攻撃で情報システムが使えなくなった日を、話し合いで体験します。これは訓練です。機器には触らず、外に電話もしません。"
                "人を試す場ではありません。知らない、決まっていない、と言ってもらうことが一番の成果です。私が状況を読み、カードを渡します。カードを受け取った役の人から、自分なら何をするかを話してください。"
                "電子カルテ、院内メール、画面の電話帳、共有フォルダは使えません。手元の紙と、覚えていることだけで答えてください。分からないことは『未定』と書いて先に進みます」",
                en=f"\"Thank you for coming. For {exercise.minutes} minutes we live through a day on which a cyber attack has stopped our systems, by talking. This is an exercise: touch no machine, ring nobody. Nobody is being tested: to say that something is not known or not settled is the best result. I read out what happens and hand out a card; whoever gets it begins. The EHR, mail, phone books on screen and shared folders cannot be used: answer from paper and memory. What is open is written down as open, and we go on.\"",
            ),
            tone="lead",
        ),
        Bullets((
            said("役を一人ずつ名乗ってもらう(30秒ずつ)", "each names their seat, half a minute each"),
            said("記録係に、時刻・決めた人・根拠・保留の四つを書くよう頼む", "ask the recorder for time, who decided, on what, and what is open"),
            said("時計を見せ、時間が来たら途中でも次に進むと伝える", "show the clock: when time is up we go on"),
            said("本物の異常が起きたら「訓練中止」と言い、すぐやめる", "if something real happens, say \"exercise stopped\" and stop"),
        )),
    )  # fmt: skip


def _review() -> tuple[Paragraph | Bullets, ...]:
    return (
        Paragraph(said("時計を止めます。次の四つを順に聞き、答えを改善表に書きます(13分)。", "Stop the clock. Ask these in turn and write answers into the lessons (13 minutes).")),
        Bullets((
            said("一人1分: 今日、一番困ったことは何でしたか(役の順に。7分まで)", "one minute each: what was hardest today? (7 minutes at most)"),
            said("どの場面で「誰が決めるか」が止まりましたか(2分)", "where did deciding get stuck? (2 minutes)"),
            said("手元になかった紙、番号、物は何ですか(2分)", "which papers, numbers, things were lacking? (2 minutes)"),
            said("直すことを三つ選び、担当と期限を決める(2分)", "choose three things to mend, with person and day (2 minutes)"),
        )),
        Paragraph(said("終わりの言葉(3分): 「ここまでで訓練を終わります。今日見つかったことは、責めるためではなく直すためのものです。改善表の三つを読み上げます。(読み上げる)担当の方、よろしくお願いします。用紙は記録係が集めます」", "Closing (3 minutes): \"The exercise ends here. What we found is for mending, not for blame. I read out the three lessons. (Read.) Thank you. The recorder collects the papers.\""), tone="lead"),
    )  # fmt: skip


def _after() -> tuple[Bullets, ...]:
    return (
        Bullets((
            said("観察者は「訓練_4_観察と採点.xlsx」の黄色い欄を埋める(実施日、参加人数、点、改善表)", "the observer fills in the yellow cells of the workbook: day, number of players, scores, lessons"),
            said("inmori exercise --read 訓練_4_観察と採点.xlsx で、点の低い所とすることの一覧が出る", "inmori exercise --read prints what scored low and what to do"),
            said("そのファイルを資料フォルダに入れると、次の診断で「訓練を行った日」として読まれる", "put that file into the evidence folder: the next assessment reads the day of the exercise"),
            said("計画書(この手引き)、参加者の名簿、記録、採点、改善表を一つに綴じる。年1回の訓練の証拠になる", "file this guide, the list of players, log, scores and lessons together: proof of the yearly exercise"),
            said("改善表の期限が来たら、直したことを確かめて日付を書く。業務継続計画を改める", "when a day comes, check and date it; amend the plan"),
        )),
    )  # fmt: skip


def _lessons() -> tuple[Ruled, ...]:
    columns = (
        (said("番号", "No."), 0.6), (said("起きたこと", "What happened"), 3), (said("原因(決まりがない・知らない・物がない・契約がない)", "Cause"), 2.4),
        (said("直すこと", "To mend"), 3), (said("担当(一人)", "Who"), 1.2), (said("期限", "By"), 1.1), (said("確かめた日", "Checked"), 1.1),
    )  # fmt: skip
    rows = tuple((same(str(number)), *(EMPTY,) * 6) for number in range(1, 9))
    return (Ruled(said("改善表", "Lessons"), columns, rows, empty=0),)
