"""The notice to staff on the day: to be read out and hung up, with the next time at which they hear more."""

from inmori.prepare.incident_brief import Brief
from inmori.prepare.incident_time import day_and_time
from inmori.report.block import Bullets, Paragraph
from inmori.report.documents.incident_sheet import paper, systems_table
from inmori.report.documents.manuscript import Form, Manuscript, Part, blank, said
from inmori.report.wording import EMPTY, joined


def content(brief: Brief) -> Manuscript:
    """Build the paper."""
    title = said("職員へのお知らせ(システムの異常)", "Notice to staff")
    about = joined((day_and_time(brief.now), said("現在。貼り出し、放送し、申し送りで読み上げます。", ": hang up, announce, read out at hand-over.")))
    do = (
        Paragraph(said("放送の文: 「システムに異常があります。端末に触らず、紙に切り替えてください。次の放送を待ってください。」", "Announcement: The systems are in trouble. Do not touch terminals, change to paper, wait for the next word."), "lead"),
        Bullets((
            said("端末に触らない。LANの線を抜き、電源はそのまま。おかしな画面は写真に撮り、本部へ知らせる。", "Hands off; cable out, power on; photograph odd screens and tell headquarters."),
            said("紙に切り替える。患者さんの名前と生年月日を声に出して確かめる。", "Paper. Say name and date of birth aloud."),
            said("院内メール・連絡ソフトを使わない。USBメモリやスマートフォンをつながない。", "No mail, no chat, no sticks, no phones."),
            said("気づいたことは時刻とともに本部へ。小さなことでもよい。責められることはない。", "Tell headquarters what you saw and when; nobody is blamed."),
            said("SNSに書かない。取材や問い合わせは窓口へ。原因を推測で話さない。", "Nothing on social media; press to the desk; no guesses."),
        )),
    )  # fmt: skip
    patients = Bullets((
        said("「システムの異常のため、紙で診療しています。お待たせして申し訳ありません。」", "\"Our systems are in trouble; we work on paper. We are sorry for the wait.\""),
        said("「お薬手帳か、今飲んでいるお薬を見せてください。」", "\"Please show me your medicine notebook.\""),
        said("「情報については調べているところです。分かりしだい病院からお知らせします。」", "\"What happened to data is being looked into; the hospital will tell you.\""),
    ))  # fmt: skip
    now = Form((
        (said("本部の場所・内線", "Headquarters"), blank(said("本部の場所と内線", "place and extension of headquarters"))),
        (said("問い合わせ・取材の窓口", "Desk for questions"), blank(said("窓口の担当者と内線", "person and extension"))),
        (said("次のお知らせの時刻", "Next notice"), blank(said("次のお知らせの時刻", "time of the next notice"))),
        (said("変わったこと", "What changed"), EMPTY),
        (said("書いた人・承認した人", "Written, approved by"), EMPTY),
    ))  # fmt: skip
    parts = (
        Part("do", said("今すること", "Now"), do),
        Part("patients", said("患者さんに尋ねられたら", "When patients ask"), (patients,)),
        Part("now", said("連絡", "Reach us"), (now,)),
        Part("systems", said("使えるもの・使えないもの", "What works"), (systems_table(brief),), fresh=True),
    )
    return paper(brief, "staff", title, about, parts, poster=True)
