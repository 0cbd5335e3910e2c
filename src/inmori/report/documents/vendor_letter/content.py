"""The words of the letter. It goes outside: it names the vendor's own systems and answers, and nothing that was found.

A vendor that was asked and is late gets a reminder; what it left open in its disclosure is asked in the same letter.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from inmori.comply.vendor_matrix import PaperState, VendorRow
from inmori.comply.vendor_register import VendorRegister, asked_of, open_points
from inmori.era import era_ja
from inmori.report.block import Bullets, Column, Paragraph, Table
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Form, Manuscript, Part, blank, or_blank
from inmori.report.wording import day, listed, same
from inmori.text import Text

_MOST_POINTS, _MOST_MACHINES = 40, 5
_REQUEST = Text(ja="医療情報システムの安全管理に関するお願い", en="Request: security of the medical information systems you provide")
_REMINDER = Text(ja="医療情報システムの安全管理に関する再度のお願い", en="Reminder: security of the medical information systems you provide")
_ALL = Text(ja="(貴社全体)", en="(your company)")
_WHY = (
    Text(ja="医療法施行規則第14条第2項により、病院の管理者はサイバーセキュリティの確保に必要な措置を講じることとされています。",
         en="Article 14, paragraph 2 of the Enforcement Regulation of the Medical Care Act makes the hospital's administrator take the measures that cyber security needs."),
    Text(ja="立入検査では、厚生労働省の「サイバーセキュリティ対策チェックリスト」とあわせて、事業者の皆様にご記入いただいた「事業者確認用」の確認を受けます(項目2-②リモートメンテナンスの有無、2-③開示書の提出ほか)。",
         en="At the yearly inspection the ministry's checklist is looked at together with the sheets that vendors filled in (item 2-② remote maintenance, 2-③ disclosures and others)."),
    Text(ja="「医療情報システムの安全管理に関するガイドライン」第7.0版では、サーバのセキュリティ更新の責任が契約書・約款・SLAのいずれかに書かれているかどうかで、当院が守るべき範囲が変わります。",
         en="In guideline 7.0 the parts that apply to us depend on whether a contract, terms or an SLA makes the vendor responsible for security updates of each server."),
    Text(ja="同ガイドラインでは、開示書に「いいえ」があるとき、当院がリスクへの対応を記録し、説明できるようにしておくことが求められます。",
         en="For every “no” in a disclosure the same guideline asks us to record how the risk is treated."),
)  # fmt: skip


def letter_to(register: VendorRegister, vendor: str, *, due: date, signer: str | None = None) -> Manuscript:
    """Return the letter to one vendor; ``signer`` is who signs it, None when nobody knows."""
    rows = register.of_vendor(vendor)
    late = any(state.state == "overdue" for row in rows for state in (row.disclosure, row.sheet))
    title = _REMINDER if late else _REQUEST
    points = open_points(register, vendor)
    parts = [_opening(register, vendor, rows, late=late, signer=signer), _asked(rows, due), _why()]
    if points:
        parts.append(_points(points, len(parts)))
    parts.append(_answering(register, due, len(parts)))
    return Manuscript(
        id="vendor-letter",
        title=title,
        imprint=replace(
            draft_imprint(register.hospital or None, title, today=register.today, cut_off=None),
            cut_off=Text(ja=f"ご回答の期限 {day(due).ja}", en=f"Please answer by {day(due).en}"),
        ),
        parts=tuple(parts),
        poster=True,
    )


def _opening(register: VendorRegister, vendor: str, rows: Sequence[VendorRow], *, late: bool, signer: str | None) -> Part:
    hospital = or_blank(register.hospital or None, Text(ja="医療機関名", en="name of the hospital"))
    who = same(signer) if signer else blank(Text(ja="差出人の役職と氏名", en="title and name of the sender"))
    asked = min((one.asked for row in rows for one in (row.disclosure, row.sheet) if one.state == "overdue" and one.asked), default=None)
    body = (
        Text(
            ja=f"さて、{day(asked).ja}付でお願いいたしました件につきまして、期日を過ぎましたが、まだ確認できていないものがございます。"
            "行き違いでしたら何とぞご容赦ください。ご多忙のところ誠に恐縮ですが、下記のとおり改めてお願い申し上げます。",
            en=f"We asked for the following on {day(asked).en} and have not yet found all of it. If it has crossed this letter, please excuse us. "
            "We should be grateful if you could attend to it as set out below.",
        )
        if late and asked
        else Text(
            ja="さて、当院では、医療情報システムを安心して使い続けるため、システムごとに安全管理の状況を確認しております。"
            "つきましては、ご多忙のところ誠に恐縮ですが、下記の書類のご提出とご回答にご協力くださいますようお願い申し上げます。",
            en="To go on using our medical information systems safely, we are confirming how each of them is looked after. "
            "We should be grateful if you could hand in the papers and answers set out below.",
        )
    )
    return Part(
        id="opening",
        title=Text(ja="ご依頼", en="Request"),
        blocks=(
            Paragraph(Text(ja=era_ja(register.today), en=register.today.isoformat())),
            Paragraph(Text(ja=f"{vendor} 御中", en=f"To {vendor}")),
            Paragraph(Text(ja=f"{hospital.ja}　{who.ja}", en=f"{hospital.en}, {who.en}")),
            Paragraph(
                Text(
                    ja="拝啓　時下ますますご清栄のこととお慶び申し上げます。平素より当院の医療情報システムの運用に格別のご高配を賜り、厚く御礼申し上げます。",
                    en="Dear Sir or Madam, thank you for your continued support of our medical information systems.",
                )
            ),
            Paragraph(body),
            Paragraph(Text(ja="敬具", en="Yours faithfully")),
        ),
    )


def _asked(rows: Sequence[VendorRow], due: date) -> Part:
    lines = asked_of(rows)
    table = Table(
        caption=Text(ja="お願いするもの(システムごと)", en="What we ask for, by system"),
        columns=(
            Column(Text(ja="対象", en="System"), 1.2),
            Column(Text(ja="医療情報セキュリティ開示書(MDS/SDS)", en="Disclosure (MDS/SDS)"), 1.4),
            Column(Text(ja="事業者確認用(回答票)", en="Vendors' sheet (answer sheet)"), 1.4),
        ),
        rows=tuple(
            (_what(row), _wanted(row.disclosure, needs_paper), _wanted(row.sheet, needs_sheet))
            for row, needs_paper, needs_sheet in lines
        ),
    )
    return Part(
        id="asked",
        title=Text(ja="記 1 お願いする内容", en="1 What we ask for"),
        blocks=(
            Paragraph(Text(ja=f"{day(due).ja}までにお願いいたします。", en=f"Please answer by {day(due).en}.")),
            table,
            Bullets(
                (
                    Text(ja="開示書は、今お使いいただいている版に対応した最新のものをお送りください。お出しになれない場合は、その理由をお知らせください。",
                         en="Please send the newest disclosure for the version in use here. If there is none, please tell us why."),
                    Text(ja="同封の回答票(Excel)は、黄色の列だけにご記入ください。公式の「事業者確認用」でのご回答でも差し支えありません。",
                         en="Please fill in the yellow columns of the enclosed answer sheet (Excel) only. The official form will do as well."),
                    Text(ja="回答票では、確認用の項目のほか、サーバの更新の担当、リモート保守、バックアップ、事故のときの連絡先、契約の記載についてもお尋ねしています。",
                         en="Beyond the official items it asks about updates of servers, remote maintenance, backups, contacts in an incident and your contract."),
                )
            ),
        ),
    )  # fmt: skip


def _what(row: VendorRow) -> Text:
    """Return the system, or the machines as the hospital's papers name them."""
    if row.system:
        return same(row.system)
    names = listed(row.machines, limit=_MOST_MACHINES, counter="種")
    supplied = Text(ja="納入いただいた機器", en="machines supplied")
    return Text(ja=f"{supplied.ja}({names.ja})", en=f"{supplied.en} ({names.en})") if row.machines else supplied


def _wanted(state: PaperState, needed: bool) -> Text:
    if not needed:
        return Text(ja="受領済み(お手数は要りません)", en="received, nothing needed")
    if state.state == "overdue" and state.due:
        return Text(ja=f"ご提出をお願いします(期日 {state.due.isoformat()} を過ぎています)", en=f"please hand in (was due on {state.due.isoformat()})")
    if state.state == "last_year":
        return Text(ja="今年度の分のご提出をお願いします", en="please hand in this fiscal year's")
    return Text(ja="ご提出をお願いします", en="please hand in")


def _why() -> Part:
    return Part(id="why", title=Text(ja="2 お願いする理由", en="2 Why we ask"), blocks=(Bullets(_WHY),))


def _points(points: Sequence[tuple[Text, Text, Text]], number: int) -> Part:
    """One row for each product and question, with all its subjects: twenty like rows are read by nobody."""
    grouped: dict[tuple[Text, Text], list[Text]] = {}
    for system, subject, asked in points:
        grouped.setdefault((asked, system), []).append(subject)
    table = Table(
        caption=Text(ja="お尋ねしたい点", en="Points to clear up"),
        columns=(
            Column(Text(ja="製品・システム", en="Product or system"), 1.1),
            Column(Text(ja="お尋ねすること", en="Our question"), 1.6),
            Column(Text(ja="事項", en="Subjects"), 2.4),
        ),
        rows=tuple((system if system.ja else _ALL, asked, _listed(subjects)) for (asked, system), subjects in grouped.items()),
        small=True,
    )
    about = Text(
        ja="すでにお出しいただいた開示書などについて、次の点をお知らせください。回答票の「内容」の欄か、別紙でも差し支えありません。",
        en="On what you have already handed in, please tell us about the following, in the answer sheet or on a sheet of your own.",
    )
    return Part(
        id="points",
        title=Text(ja=f"{number} お尋ねしたい点", en=f"{number} Points to clear up"),
        blocks=(Paragraph(about), table),
    )


def _listed(subjects: Sequence[Text]) -> Text:
    shown, more = subjects[:_MOST_POINTS], len(subjects) - _MOST_POINTS
    ja, en = " / ".join(one.ja for one in shown), " / ".join(one.en for one in shown)
    return Text(ja=f"{ja} ほか{more}件", en=f"{en} and {more} more") if more > 0 else Text(ja=ja, en=en)


def _answering(register: VendorRegister, due: date, number: int) -> Part:
    hospital = or_blank(register.hospital or None, Text(ja="医療機関名", en="name of the hospital"))
    return Part(
        id="answering",
        title=Text(ja=f"{number} ご返送先とお問い合わせ先", en=f"{number} Where to send it, whom to ask"),
        blocks=(
            Form(
                (
                    (Text(ja="期限", en="By"), day(due)),
                    (Text(ja="医療機関", en="Hospital"), hospital),
                    (Text(ja="担当", en="Contact"), blank(Text(ja="担当の部署と氏名", en="department and name"))),
                    (Text(ja="電話", en="Telephone"), blank(Text(ja="電話番号", en="telephone number"))),
                    (Text(ja="返送先(メール)", en="Mail"), blank(Text(ja="返送先のメールアドレス", en="mail address"))),
                )
            ),
            Paragraph(
                Text(
                    ja="パスワード・鍵・患者さんの情報は、回答票にもメールにも書かないでください。",
                    en="Please write no passwords, keys or patient data, neither into the sheet nor into mails.",
                ),
                tone="caution",
            ),
            Paragraph(Text(ja="以上", en="")),
        ),
    )
