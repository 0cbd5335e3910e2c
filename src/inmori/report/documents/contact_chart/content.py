"""The chart to hang up: inside by day, inside at night, then vendors and bodies outside, then the order of calls."""

from inmori.prepare import Contact, Drafts
from inmori.prepare.role import RoleId, role
from inmori.report.block import Bullets, Column, Paragraph, Table
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Box, Chart, Manuscript, Part, Ruled, blank, said
from inmori.report.wording import EMPTY, plain, same
from inmori.text import Text

TITLE = said("サイバー攻撃のときの連絡体制図", "Contact chart for a cyber attack")
_ABOUT = said(
    "各部署、当直室、本部となる部屋に紙で貼ります。赤い破線の箱は、番号がまだ分からない相手です。",
    "To be hung up on paper in every department, with the staff on duty and in the headquarters' room. Boxes with a red dashed line still lack a number.",
)
_FINDER = Box(said("気づいた人", "Whoever notices"), (said("LANを抜く・電源は切らない・撮影・電話か口頭で", "unplug LAN, leave power on, picture, by telephone or in person"),))
_DESK = said("当直の事務・当直の医師", "clerk and doctor on duty")


def content(drafts: Drafts) -> Manuscript:
    """Return the chart of this hospital."""
    return Manuscript(
        id="contact_chart",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=(_inside(drafts), _vendors(drafts), _outside(drafts), _order(drafts), _kept()),
        about=_ABOUT,
        poster=True,
    )


def _inside(drafts: Drafts) -> Part:
    inside = {one.id: one for one in drafts.contacts if one.circle == "inside"}
    people: list[RoleId] = ["safety_officer", "director"]
    day = [_one(inside[f"role:{one}"], said("内線と携帯", "extension and mobile")) for one in people]
    night = [_one(inside[f"role:{one}"], said("夜間の携帯", "mobile at night")) for one in people]
    deputies = Box(
        said("つながらないとき: 代行者(第1〜第3順位)", "no answer: deputies, first to third"),
        (blank(said("代行者3名の氏名と携帯番号", "three deputies: names and mobiles")),),
        gap=True,
    )
    board = _one(inside["role:board"], said("携帯番号", "mobile"))
    headquarters = Box(said("対策本部", "Headquarters"), (blank(said("本部とする部屋と、独立した電話", "room of the headquarters and a separate telephone")),), gap=True)
    desk = Box(_DESK, (blank(said("当直室の番号", "number of the duty room")), said("端末1台の切離しを命じられる", "may order one machine unplugged")), gap=True)
    operator = _one(inside["role:operator"], said("内線", "extension"))
    return Part(
        "inside",
        said("院内", "Inside"),
        (
            Chart(said("平日の昼間", "By day"), ((_FINDER,), (operator,), (day[0], deputies), (day[1],), (board, headquarters))),
            Chart(said("夜間・休日", "At night and on holidays"), ((_FINDER,), (desk,), (night[0], deputies), (night[1],), (board, headquarters))),
            Paragraph(_who_decides(drafts)),
        ),
    )


def _one(contact: Contact, what: Text) -> Box:
    """Return a person's box: the number is always to be written in, for no evidence has it."""
    asked = blank(said(f"{contact.name.ja}の氏名と{what.ja}", f"{contact.name.en}: name and {what.en}"))
    return Box(contact.name, (asked,), gap=True)


def _who_decides(drafts: Drafts) -> Text:
    holder = role(drafts.roles, "safety_officer").holder
    who = f"安全管理責任者({holder})" if holder else "安全管理責任者"
    return said(
        f"回線の遮断は{who}が、紙への切替えと診療の縮小は院長が決める。15分待ってつながらないときは、次の人に掛ける。",
        "The safety officer decides on cutting lines, the director on paper and on reducing care. No answer in 15 minutes: call the next.",
    )


def _vendors(drafts: Drafts) -> Part:
    found = [one for one in drafts.contacts if one.circle == "vendor"]
    boxes = tuple(_vendor(one) for one in found)
    if not boxes:
        asked = blank(said("システムとネットワークの事業者、緊急の番号(昼・夜間休日)", "vendors of systems and network, emergency numbers by day and night"))
        boxes = (Box(said("事業者", "Vendors"), (asked,), gap=True),)
    note = said(
        "症状の出たシステムの事業者と、ネットワークの事業者に、両方掛ける。直前に保守の作業がなかったかを必ず尋ねる。",
        "Call both the vendor of the system and the vendor of the network, and always ask whether maintenance was under way.",
    )
    return Part("vendors", said("事業者", "Vendors"), (Paragraph(note), Chart(said("システムごとの事業者", "Vendors by system"), (boxes,))), fresh=True)


def _vendor(one: Contact) -> Box:
    if one.route is None:
        asked = blank(one.gap) if one.gap else EMPTY
        return Box(one.name, (said(plain(one.serves.ja, 40), plain(one.serves.en, 60)), asked), gap=True)
    day = same(one.route)
    night = blank(said(f"{one.name.ja}の夜間・休日の番号", f"{one.name.en}: number at night"))
    return Box(one.name, (said(plain(one.serves.ja, 40), plain(one.serves.en, 60)), day, night), gap=True)


def _outside(drafts: Drafts) -> Part:
    rows = tuple(
        (one.name, one.when, _number(one), one.ready) for one in drafts.contacts if one.circle in ("authority", "support", "region")
    )
    columns = (
        Column(said("連絡先", "Whom"), 2.4), Column(said("いつ", "When"), 1.6), Column(said("番号・窓口", "Number, desk"), 3.2), Column(said("手元に用意すること", "At hand"), 2.8),
    )  # fmt: skip
    return Part("outside", said("行政機関・警察・支援", "Authorities, police, support"), (Table(said("外部の連絡先", "Outside"), columns, rows, small=True),), fresh=True)


def _number(one: Contact) -> Text:
    missing = blank(one.gap) if one.gap else EMPTY
    if one.route is None:
        return missing
    seen = f"{one.verified_on.isoformat()}確認" if one.verified_on else "未確認"
    known = f"checked {one.verified_on.isoformat()}" if one.verified_on else "not checked"
    if one.confidence == "low":
        seen, known = "使う前に確かめる", "check before use"
    return said(f"{one.route}〔{seen}〕\n{missing.ja}".strip(), f"{one.route} ({known})\n{missing.en}".strip())


def _order(drafts: Drafts) -> Part:
    insured = drafts.hospital.controls.insurance.value
    insurer = said("保険会社(加入しているとき。調査を頼む前)", "the insurer, if insured, before investigators") if insured is not False else None
    day = [
        said("運用担当者 → 安全管理責任者 → 院長", "operator, safety officer, director"),
        said("症状の出たシステムの事業者、ネットワークの事業者", "vendor of the system, vendor of the network"),
        *((insurer,) if insurer else ()),
        said("警察、厚生労働省(初動対応支援も)、都道府県、保健所", "police, ministry with first-response support, prefecture, health centre"),
        said("資格確認の回線や端末に影響があるとき、コールセンター", "help desk of the eligibility check, where it is affected"),
        said("漏えいのおそれがあるとき、個人情報保護委員会(速報は知った日から3〜5日)", "the commission, where data may have leaked (first report within 3 to 5 days)"),
        said("診療を縮小するとき、近隣の病院、消防、医師会", "hospitals nearby, fire department, association, when care is reduced"),
    ]
    night = [
        said("当直の事務・医師 → 安全管理責任者(携帯) → 院長(携帯)", "staff on duty, safety officer and director by mobile"),
        said("事業者の夜間の番号。つながらなければ、遮断を先に行い朝に掛ける", "the vendor's night number; if none answers, cut first and call in the morning"),
        said("救急の受入れを止めるとき、消防と近隣の病院(朝を待たない)", "fire department and hospitals nearby when emergencies are refused, without waiting for the morning"),
        said("緊急のとき110。ほかの機関は、朝になったら昼間の順に", "110 in an emergency; the others in the morning, in the order of the day"),
    ]
    return Part("order", said("掛ける順", "Order of calls"), (
        Paragraph(said("平日の昼間", "By day"), "lead"), _numbered(day), Paragraph(said("夜間・休日", "At night and on holidays"), "lead"), _numbered(night),
    ), fresh=True)  # fmt: skip


def _numbered(lines: list[Text]) -> Table:
    rows = tuple((same(str(number)), line, same("□")) for number, line in enumerate(lines, start=1))
    return Table(EMPTY, (Column(said("順", "No."), 0.4, "center"), Column(said("相手", "Whom"), 6), Column(said("済", "Done"), 0.5, "center")), rows)


def _kept() -> Part:
    columns = ((said("確かめた日", "Checked on"), 1.4), (said("確かめた者", "By"), 1.6), (said("変わった所", "What changed"), 4.0))
    rules = Bullets((
        said("半年ごとと人事異動のときに、全部の番号に掛けて確かめる。", "Every half year and when people change, every number is called."),
        said("古い図は回収して捨てる。", "Old charts are collected and thrown away."),
    ))  # fmt: skip
    return Part("kept", said("番号の確認の記録", "Checks of the numbers"), (rules, Ruled(EMPTY, columns, empty=4)))
