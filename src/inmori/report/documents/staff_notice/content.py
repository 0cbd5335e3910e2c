"""What the notice to staff says: short, to be read standing; the second page is kept printed for the day itself."""

from inmori.prepare import Drafts
from inmori.report.block import Bullets, Paragraph, Subheading
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Form, Manuscript, Part, Passage, blank
from inmori.report.wording import EMPTY, amount, joined
from inmori.text import Text

TITLE = Text(ja="職員の皆さんへ", en="To all staff")
_SIMULATED = Text(
    ja="止まる日数は、攻撃で被害が出た場合に限った試算で、復旧の人手や手順は仮定です。",
    en="Days are simulated, given damage; hands and procedure of the recovery are assumed.",
)
_NUMBER = blank(Text(ja="異常を知らせる番号(昼・夜間休日)", en="number for reporting (day, night)"))
_OFFICER = Text(ja="医療情報システム安全管理責任者", en="Safety officer")


def content(drafts: Drafts) -> Manuscript:
    """Build the paper."""
    foot = Footing()
    parts = (
        Part("ordinary", Text(ja="平時のお知らせ", en="On ordinary days"), _ordinary(drafts, foot)),
        Part("alarm", Text(ja="【掲示】システムを止めています", en="[To hang up] Systems are stopped"), _alarm(), fresh=True),
    )
    return Manuscript(
        id="staff_notice",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=parts,
        assumptions=foot.all(),
        poster=True,
    )


def _ordinary(drafts: Drafts, foot: Footing) -> tuple[Passage, ...]:
    return (
        Paragraph(
            joined((
                Text(
                    ja="病院を狙うサイバー攻撃が続いています。端末とアカウントの使い方を「端末・アカウント利用規則」にまとめましたので、読んで署名し、",
                    en="Attacks on hospitals go on. Please read and sign the rules for terminals and accounts by:",
                ),
                blank(Text(ja="署名を出す期限", en="day by which to sign")),
                Text(ja="までに所属長へ出してください。", en=""),
            ))
        ),
        Paragraph(joined(_days(drafts, foot)), tone="lead"),
        Subheading(Text(ja="今日からお願いしたい5つのこと", en="Five things from today")),
        Bullets((
            Text(ja="自分のIDで入り、席を離れるときは画面をロックする。", en="Log in as yourself; lock the screen."),
            Text(ja="パスワードは13文字以上にし、ほかと同じものを使わない。", en="Passwords of 13 characters, used nowhere else."),
            Text(ja="私物のUSBメモリやスマートフォンを、診療の端末につながない。", en="Join no stick or phone of your own."),
            Text(ja="怪しいメールは開く前に電話で確かめる。開いてしまったら、すぐ知らせる。", en="Ring before opening odd mail; report it if opened."),
            Text(ja="自分の部署の紙の用紙の箱が、どこにあるかを見ておく。", en="Find out where your department's box of paper forms is."),
        )),
        Subheading(Text(ja="おかしいと思ったら", en="If something looks odd")),
        Paragraph(
            joined((
                Text(ja="LANの線を抜く。電源は切らない。すぐに電話で知らせる。番号: ", en="Pull the LAN cable, leave the power on, report by telephone:"),
                _NUMBER,
            )),
            tone="caution",
        ),
        Paragraph(
            Text(
                ja="早く知らせた人を責めることはありません。自分がきっかけだったかもしれないときこそ、すぐに知らせてください。",
                en="Nobody who reports early is blamed, least of all whoever may have set it off.",
            )
        ),
        Form(((Text(ja="発信者", en="From"), _from(drafts)), (Text(ja="問い合わせ先", en="Questions to"), blank(Text(ja="問い合わせの窓口", en="desk for questions"))))),
    )  # fmt: skip


def _from(drafts: Drafts) -> Text:
    holder = next((one.holder for one in drafts.roles if one.id == "safety_officer"), None)
    return Text(ja=f"{_OFFICER.ja}({holder})", en=f"{_OFFICER.en} ({holder})") if holder and holder not in _OFFICER.ja else _OFFICER


def _days(drafts: Drafts, foot: Footing) -> tuple[Text, ...]:
    days = drafts.outcomes.ehr_down_days if drafts.outcomes else None
    if days is None:
        return (
            Text(
                ja="電子カルテが攻撃で止まると、ほかの病院では数週間から数か月、紙での診療が続きました。",
                en="Where an EHR was stopped by an attack, other hospitals worked on paper for weeks or months.",
            ),
        )
    return (
        Text(
            ja=f"当院で電子カルテが攻撃を受けると、止まる日数は{amount(days.mid)}日ほど、悪い場合は{amount(days.high)}日になると試算しています。その間、私たちは紙で診療を続けます。",
            en=f"If attacked, our EHR is put at about {amount(days.mid)} days down, {amount(days.high)} in a bad case. We would go on with care on paper.",
        ),
        foot.sign(_SIMULATED),
    )


def _alarm() -> tuple[Passage, ...]:
    return (
        Paragraph(
            Text(
                ja="院内放送の文: 「ただいまシステムを止めています。端末に触らず、紙に切り替えてください。次の放送を待ってください。」",
                en="Announcement: Systems are stopped. Do not touch terminals, change to paper, wait for the next announcement.",
            ),
            tone="lead",
        ),
        Bullets((
            Text(ja="端末に触らない。LANの線を抜き、電源はそのままにする。", en="Do not touch terminals. Cables out, power on."),
            Text(ja="紙の用紙の箱を開け、患者さんの名前と生年月日を声に出して確かめる。", en="Open the paper box; confirm name and date of birth aloud."),
            Text(ja="院内メール・連絡ソフトは使わない。連絡は内線・伝令・紙で行う。", en="No mail or chat; extension, messenger and paper."),
            Text(ja="USBメモリ、個人のスマートフォンを端末につながない。", en="Join no stick or phone."),
            Text(ja="原因や見通しを推測で話さない。SNSに書かない。取材は広報の窓口へ。", en="No guesses, nothing on social media; press to the spokesperson."),
            Text(ja="交代で休む。長くなることを前提に、無理をしない。", en="Rest in turns; it may be long."),
        )),
        Subheading(Text(ja="患者さんに尋ねられたら", en="When patients ask")),
        Bullets((
            Text(ja="「電子カルテなどが使えないため、紙で診療しています。お待たせして申し訳ありません。」", en="\"The computers cannot be used, so we work on paper. We are sorry for the wait.\""),
            Text(ja="「お薬手帳か、今飲んでいるお薬を見せてください。」", en="\"Please show me your medicine notebook or your medicines.\""),
            Text(ja="「情報のことは調べているところです。分かりしだい病院からお知らせします。」", en="\"What happened to data is being looked into. The hospital will tell you.\""),
        )),
        Form(
            (
                (Text(ja="今の段階", en="Level now"), Text(ja="□局所 □部分縮退 □全面縮退 □診療停止・転送", en="[ ] local [ ] partly reduced [ ] all reduced [ ] stopped")),
                (Text(ja="使えるもの", en="What works"), EMPTY),
                (Text(ja="使えないもの", en="What does not"), EMPTY),
                (Text(ja="本部の場所・内線", en="Headquarters"), EMPTY),
                (Text(ja="次のお知らせの時刻", en="Next notice at"), EMPTY),
                (Text(ja="書いた日時・書いた人", en="Written on, by"), EMPTY),
            )
        ),
    )  # fmt: skip
