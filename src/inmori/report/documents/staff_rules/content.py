"""What the rules for staff say: what to do, what not to do, and why, with no word that needs explaining."""

from inmori.prepare import Drafts
from inmori.report.block import Bullets, Paragraph
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Form, Manuscript, Part, Passage, SignOff, blank
from inmori.report.documents.staff_rules.rules import CHAPTERS, Chapter
from inmori.report.wording import EMPTY, joined
from inmori.text import Text

TITLE = Text(ja="端末・アカウント利用規則", en="Rules for terminals and accounts")
_FIGURES = Text(
    ja="文字数(13文字、二要素があれば8文字)や90日といった数字は、国のチェックリストと編者の想定を合わせた案です。当院の規程に合わせてください。",
    en="Numbers (13 characters, 8 with a second factor, 90 days) join the national checklist and our assumptions. Fit them to your rules.",
)
REPORT_TO = blank(Text(ja="異常を知らせる番号(昼・夜間休日)", en="number for reporting (day, night)"))


def content(drafts: Drafts) -> Manuscript:
    """Build the paper."""
    foot = Footing()
    parts = [Part("who", Text(ja="はじめに", en="Before you begin"), _who(foot))]
    parts += [_chapter(drafts, number, one) for number, one in enumerate(CHAPTERS, start=1)]
    parts.append(Part("pledge", Text(ja=f"{len(CHAPTERS) + 1} 約束の署名", en=f"{len(CHAPTERS) + 1} Signature"), _pledge(), fresh=True))
    return Manuscript(
        id="staff_rules",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=tuple(parts),
        assumptions=foot.all(),
        about=Text(
            ja="患者さんの情報と診療を守るために、この病院で端末を使うすべての人が守ることをまとめました。職員のほか、派遣・委託の方、実習生、保守の方も対象です。",
            en="What everybody who uses a terminal here keeps to, in order to protect patients: staff, temporary staff, contractors, trainees, vendors.",
        ),
    )


def _who(foot: Footing) -> tuple[Passage, ...]:
    return (
        Paragraph(
            joined((
                Text(ja="「おかしい」と思ったら、まず線を抜いて、すぐに知らせてください。番号: ", en="If something looks odd, pull the cable and report at once:"),
                REPORT_TO,
            )),
            tone="lead",
        ),
        Paragraph(
            joined((
                Text(
                    ja="早く知らせた人を責めません。自分の操作がきっかけだったときも同じです。知らせるのが1時間遅れると、止まる端末が増えます。",
                    en="Nobody who reports early is blamed, even if it began with their own click. An hour's delay costs machines.",
                ),
                Text(ja="この規則に出てくる数字は、当院で決めた値に直して使います。", en="Figures are to be fitted to this hospital."),
                foot.sign(_FIGURES),
            ))
        ),
    )


def _chapter(drafts: Drafts, number: int, chapter: Chapter) -> Part:
    blocks: list[Passage] = [Paragraph(chapter.why), Bullets(chapter.rules)]
    if chapter.id == "password":
        blocks.append(Paragraph(_second_factor(drafts), tone="note"))
    if chapter.id == "media":
        blocks.append(Paragraph(_media(drafts), tone="note"))
    return Part(chapter.id, Text(ja=f"{number} {chapter.title.ja}", en=f"{number} {chapter.title.en}"), tuple(blocks))


def _second_factor(drafts: Drafts) -> Text:
    if drafts.hospital.controls.mfa_clinical.value:
        return Text(
            ja="電子カルテのログインには、パスワードのほかにもう一つの確認(カードや指紋など)を使います。カードは人に貸しません。",
            en="The EHR asks for a second factor beside the password. Never lend your card.",
        )
    return joined((
        Text(
            ja="パスワードのほかにもう一つの確認(カードや指紋など)を使う仕組みは、",
            en="A second factor beside the password begins on:",
        ),
        blank(Text(ja="二要素認証を始める予定日", en="day the second factor begins")),
        Text(ja="から始めます。それまでは、長いパスワードで守ります。", en="Until then long passwords protect us."),
    ))


def _media(drafts: Drafts) -> Text:
    if drafts.hospital.controls.usb_control.value:
        return Text(
            ja="許可していないUSBメモリは、機械でも止めています。止まったときは、無理に使わず知らせてください。",
            en="Sticks that are not allowed are also blocked by machine. If blocked, do not work round it; tell us.",
        )
    return Text(
        ja="USBメモリは、この約束だけで守られています。一人が破ると病院全体に広がるおそれがあります。",
        en="Only this promise stands between a stick and the whole hospital.",
    )


def _pledge() -> tuple[Passage, ...]:
    return (
        Paragraph(
            Text(
                ja="私は、端末・アカウント利用規則を読み、守ります。分からないことは、使う前に尋ねます。",
                en="I have read the rules for terminals and accounts and will keep them. I ask before I use what I do not understand.",
            )
        ),
        Form(
            (
                (Text(ja="所属(委託・派遣の方は会社名も)", en="Department (and company)"), EMPTY),
                (Text(ja="氏名", en="Name"), EMPTY),
                (Text(ja="日付", en="Date"), EMPTY),
            )
        ),
        SignOff((Text(ja="安全管理責任者", en="Safety officer"), Text(ja="所属長", en="Head of department"))),
    )
