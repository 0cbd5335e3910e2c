"""One notice to all vendors: what to do now, what not to touch, and what to send back."""

from inmori.prepare.incident_brief import Brief
from inmori.report.block import Bullets, Paragraph
from inmori.report.documents.incident_sheet import known_row, paper, summary, whose
from inmori.report.documents.manuscript import Form, Manuscript, Part, Ruled, blank, said
from inmori.report.wording import EMPTY, joined, plain, same


def content(brief: Brief) -> Manuscript:
    """Build the paper."""
    title = said("事業者への緊急の連絡", "Urgent notice to vendors")
    about = said("電話で伝えた後、FAXか手渡しで送ります。院内のメールは使いません。", "After the call, by fax or by hand; not by the hospital's mail.")
    letter = (
        Paragraph(joined((said("", ""), blank(said("宛先の会社名・担当者名", "company and person")), said("\u3000御中", "")))),
        Paragraph(joined((whose(brief), said("では、医療情報システムに異常が起きています。次のことをお願いします。", "has an incident in its information systems. We ask you as follows."))), "lead"),
        Form((known_row(brief), (said("何が起きたか", "What happened"), summary(brief)),
              (said("切り離したもの", "Cut off"), blank(said("切り離した回線・機器", "lines and machines cut"))))),
    )  # fmt: skip
    asks = Bullets((
        said("当院への遠隔保守の接続を、すぐに止めてください。止めた時刻を知らせてください。", "Close every remote connection to us at once and tell us when."),
        said("当院の機器の電源断・再起動・更新・復旧を、当院の指示なしに行わないでください。", "Do not power off, restart, patch or restore without our word."),
        said("当院に関わる接続・作業・認証の記録を消さず、写しを残してください。", "Keep all logs of connections, work and log-ins."),
        said("当院で使っている保守用のIDとパスワードを、ほかの所でも使っていないか確かめてください。", "Check whether maintenance accounts are used elsewhere."),
        said("直前の保守・データ移行の作業の有無を知らせてください。", "Tell us of maintenance or migration just before."),
        said("貴社や他の医療機関で同じ異常があれば、分かる範囲で知らせてください。", "Tell us of the same trouble elsewhere."),
        said("個人情報を預けている場合、漏えい等やそのおそれを知った時は、直ちに当院へ知らせてください。", "If you hold personal data for us, tell us at once of any leak or risk."),
    ))  # fmt: skip
    reply = Form((
        (said("接続を止めた時刻", "Closed at"), EMPTY), (said("記録の有無と期間", "Logs, since when"), EMPTY), (said("直前の作業", "Work before"), EMPTY),
        (said("気づいた異常", "Anything odd"), EMPTY), (said("担当者・24時間つながる番号", "Person, number day and night"), EMPTY),
    ))  # fmt: skip
    parts = (
        Part("letter", said("お知らせ", "Notice"), letter),
        Part("asks", said("お願い", "Requests"), (asks,)),
        Part("reply", said("返信(この紙に書いて返してください)", "Reply"), (
            reply, Paragraph(joined((said("返す先: ", "Return to: "), blank(said("当院の連絡先(院外からつながる電話・FAX)", "our telephone and fax")))))),
        ),
        Part("list", said("連絡する事業者の一覧(院内用)", "Vendors to call (inside)"), (_list(brief),), fresh=True),
    )  # fmt: skip
    return paper(brief, "vendors", title, about, parts, poster=True)


def _list(brief: Brief) -> Ruled:
    serves: dict[str, list[str]] = {}
    for one in brief.house.systems:
        if one.vendor:
            serves.setdefault(one.vendor, []).append(one.name)
    rows = tuple(
        (same(plain(one.name, 40)), same(plain("、".join(serves.get(one.name, ())), 60)), same(one.route) if one.route else blank(said("緊急の連絡先", "emergency number")), EMPTY, EMPTY)
        for one in brief.house.vendors
    )  # fmt: skip
    columns = ((said("事業者", "Vendor"), 2.4), (said("システム", "Systems"), 2.2), (said("連絡先", "Number"), 2.4), (said("連絡した時刻・人", "Called at, by"), 1.7), (said("返事", "Reply"), 1.6))
    return Ruled(said("", ""), columns, rows, 2 if rows else 10)
