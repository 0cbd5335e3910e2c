"""What a vendor is asked: the items of the official vendors' sheet restated, and what the sheet leaves out but contracts,
updates and incidents turn on. Every question says which duty is behind it, so that a vendor sees why it is asked.

All are worded so that "yes" is the better answer; where neither is (is it maintained remotely?), ``opens`` is false.
"""

import re
from typing import Literal

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Framework
from inmori.errors import InputError
from inmori.model import Frozen
from inmori.text import Text

Part = Literal["sheet", "update", "remote", "incident", "contract"]

PART_NAMES: dict[Part, Text] = {
    "sheet": Text(ja="事業者確認用", en="vendors' sheet"),
    "update": Text(ja="更新", en="updates"),
    "remote": Text(ja="遠隔保守", en="remote maintenance"),
    "incident": Text(ja="事故時", en="incidents"),
    "contract": Text(ja="契約", en="contract"),
}
# The catalogue marks texts that nobody has seen; a vendor is told so once, above the questions.
_UNSEEN = re.compile(r"\s*[(（][^()（）]*(?:未確認|[Tt]ext not seen|expected to be)[^()（）]*[)）]\s*")


class VendorQuestion(Frozen):
    """One question. ``detail`` says what to write beside the answer; ``once``: asked of the company, not of each system.

    ``opens``: a "no" is a risk that somebody at the hospital has to treat.
    """

    id: str
    number: str
    part: Part
    text: Text
    detail: Text | None = None
    why: Text
    once: bool = False
    opens: bool = True


def _own(
    name: str, number: str, part: Part, ja: str, en: str, *, detail: tuple[str, str], why: tuple[str, str], once: bool = False, opens: bool = True
) -> VendorQuestion:
    return VendorQuestion(
        id=f"vendor/{name}", number=number, part=part, text=Text(ja=ja, en=en), detail=Text(ja=detail[0], en=detail[1]),
        why=Text(ja=why[0], en=why[1]), once=once, opens=opens,
    )  # fmt: skip


_ROUTE = ("指針7.0版 保守委託機関編の判定", "guideline 7.0: which parts apply")
_SPLIT = ("指針7.0版 責任分界", "guideline 7.0: split of duties")
OWN_QUESTIONS: tuple[VendorQuestion, ...] = (
    _own("update-duty", "A-1", "update", "サーバのOSとミドルウェアのセキュリティ更新を貴社の責任で行うことが、契約書・約款・SLAに書かれている",
         "The contract, terms or SLA say that your company updates the servers' operating system and middleware on its own responsibility",
         detail=("文書名と条番号", "paper and clause"), why=_ROUTE),
    _own("update-time", "A-2", "update", "更新の公表から適用までの期限を定めている", "There is a time limit from the release of an update to its installation",
         detail=("日数", "days"), why=("チェックリスト2-⑥", "checklist 2-6")),
    _own("os-supported", "A-3", "update", "使っているOS・データベースはすべてメーカーのサポート期間内である", "The operating systems and databases in use are all supported by their makers",
         detail=("製品名・版・終了日", "product, version, last day"), why=("チェックリスト2-⑥", "checklist 2-6")),
    _own("product-supported", "A-4", "update", "製品(アプリケーション)のサポート終了の予定を示せる", "The end of support of the product can be named",
         detail=("終了予定日", "last day"), why=("更新計画", "planning of renewals")),
    _own("antivirus", "A-5", "update", "ウイルス対策ソフトやEDRを止めずに使える(除外の指定があれば内容へ)", "Antivirus or endpoint detection may run without being stopped (name exclusions)",
         detail=("止める・除外する範囲と理由", "what is stopped or excluded, and why"), why=("公表された事故の報告書の教訓", "lesson of published incident reports")),
    _own("remote", "B-1", "remote", "リモート保守を行っている", "The system is maintained remotely",
         detail=("接続の方法と装置の機種(パスワードや鍵は書かない)", "method and model of the device (no passwords or keys)"), why=("チェックリスト2-②", "checklist 2-2"), opens=False),
    _own("remote-on-demand", "B-2", "remote", "リモート保守は作業のときだけつなぎ、常時つないでいない", "Remote maintenance is connected for the work only, not always",
         detail=("つなぐ手順", "how it is connected"), why=("チェックリスト2-②・指針 運用10", "checklist 2-2, guideline on maintenance")),
    _own("remote-gear", "B-3", "remote", "接続用の装置の所有者と更新の担当が決まっていて、最新の更新を入れている", "Owner and updater of the remote access device are settled, and it is up to date",
         detail=("所有者・更新の担当・最後の更新日", "owner, updater, last update"), why=("チェックリスト2-⑥・責任分界", "checklist 2-6, split of duties")),
    _own("remote-factor", "B-4", "remote", "リモート保守に二要素認証を使っている", "Remote maintenance uses a second factor",
         detail=("方式。予定なら時期", "method, or when"), why=("チェックリスト2-⑩", "checklist 2-10")),
    _own("remote-source", "B-5", "remote", "リモート保守の接続元を限定している", "Remote maintenance comes from named addresses only",
         detail=("限定の方法", "how"), why=("チェックリスト2-⑬", "checklist 2-13")),
    _own("remote-personal", "B-6", "remote", "保守用のIDは作業者ごとで、共用していない", "Maintenance accounts are personal, not shared",
         detail=("要員が替わったときの扱い", "what happens when staff change"), why=("チェックリスト2-⑤・2-⑧", "checklist 2-5, 2-8")),
    _own("remote-log", "B-7", "remote", "リモート作業の記録を当院へ提出できる", "Logs of remote work can be handed to the hospital",
         detail=("提出の形式と保存期間", "form, and how long kept"), why=("指針 運用10・17", "guideline on maintenance and logs")),
    _own("backup", "B-8", "incident", "当システムのバックアップは複数世代で、一つはネットワークから切り離している", "Backups have several generations, one of them detached from the network",
         detail=("対象・世代数・保管場所", "what, how many, where"), why=("チェックリスト3-②", "checklist 3-2")),
    _own("restore", "B-9", "incident", "復旧手順書があり、復元を試験している", "There is a recovery manual, and a restore was tried",
         detail=("最後の試験日・復旧にかかる日数", "last trial, days it takes"), why=("チェックリスト3-②", "checklist 3-2")),
    _own("contact", "C-1", "incident", "事故のときに24時間つながる連絡窓口がある", "There is a contact for incidents around the clock",
         detail=("窓口の名称と番号", "name and number"), why=("チェックリスト3-①", "checklist 3-1"), once=True),
    _own("notice", "C-2", "incident", "事故や脆弱性を知ってから当院へ知らせるまでの時間を定めている", "There is a time limit for telling the hospital of incidents and vulnerabilities",
         detail=("時間・日数", "hours, days"), why=_SPLIT, once=True),
    _own("evidence", "C-3", "incident", "事故のときに記録(ログ)の保全と提供に応じる", "Logs are preserved and handed over in an incident",
         detail=("契約の条番号・費用の扱い", "clause, who pays"), why=_SPLIT, once=True),
    _own("subcontract", "C-4", "contract", "再委託先がある場合、当院へ示し、同じ安全管理を契約で求めている(なければ対象外)", "Subcontractors are named and bound to the same care by contract (if none: not applicable)",
         detail=("再委託先の名称", "their names"), why=("指針7.0版 別紙(SDS)", "guideline 7.0, annex (SDS)"), once=True),
    _own("service-paper", "C-5", "contract", "サービス仕様適合開示書またはSLAを提出できる", "A statement of service conformity or an SLA can be handed over",
         detail=("文書名・版・日付", "paper, version, date"), why=("提供事業者ガイドライン2.0版", "guideline for providers 2.0"), once=True),
    _own("exit", "C-6", "contract", "契約が終わるときのデータの返却・消去と接続の撤去を定めている", "Return and erasure of data and removal of access at the end of the contract are settled",
         detail=("条番号・返却の形式", "clause, format"), why=_SPLIT, once=True),
)  # fmt: skip


def vendor_sheet(catalogue: Catalogue, edition: str) -> Framework:
    """Return the vendors' sheet that belongs to an edition of the hospital's checklist ("r8", "checklist-r8", "r8-vendor").

    Raises:
        InputError: that edition has none.
    """
    for one in catalogue.frameworks.values():
        if one.sheet != "vendor":
            continue
        parent = catalogue.frameworks.get(one.of)
        if edition in (one.id, one.short, one.of) or (parent and edition == parent.short):
            return one
    known = sorted(catalogue.frameworks[one.of].short for one in catalogue.frameworks.values() if one.sheet == "vendor" and one.of in catalogue.frameworks)
    raise InputError(
        Text(
            ja=f"「{edition}」に事業者確認用はありません({'、'.join(known)})。",
            en=f"“{edition}” has no vendors' sheet ({', '.join(known)}).",
        )
    )


def vendor_questions(catalogue: Catalogue, edition: str) -> tuple[VendorQuestion, ...]:
    """Return everything that is asked with an edition: the sheet's items, then our own."""
    sheet = vendor_sheet(catalogue, edition)
    items = [one for one in catalogue.requirements.values() if one.framework == sheet.id and one.row]
    asked = [
        VendorQuestion(
            id=one.id,
            number=one.number,
            part="sheet",
            text=restated(one.text),
            why=Text(ja=f"事業者確認用 {one.number}", en=f"vendors' sheet {one.number}"),
            once=one.topic == "responsible",
        )
        for one in items
    ]
    return (*asked, *OWN_QUESTIONS)


def every_question(catalogue: Catalogue) -> tuple[VendorQuestion, ...]:
    """Return the questions of all editions: answers to an earlier one are still on record."""
    sheets = sorted(one.id for one in catalogue.frameworks.values() if one.sheet == "vendor")
    return tuple({one.id: one for sheet in sheets for one in vendor_questions(catalogue, sheet)}.values())


def restated(text: Text) -> Text:
    """Return an item's words without the mark that its official text was not seen."""
    return Text(ja=_UNSEEN.sub("", text.ja), en=_UNSEEN.sub("", text.en))
