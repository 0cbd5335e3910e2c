"""The rules from the first article to the table that maps them to the checklist."""

from inmori.prepare import Drafts
from inmori.report.block import Column, Table
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Manuscript, Part, said
from inmori.report.documents.operation_rules import emergency, general, handling, running
from inmori.report.documents.operation_rules.article import Rules
from inmori.report.documents.operation_rules.item_map import item_map, present_gaps
from inmori.report.documents.operation_rules.tables import tables
from inmori.report.wording import same
from inmori.text import Text

TITLE = said("医療情報システム運用管理規程", "Rules of operation for the medical information systems")
_ABOUT = said(
    "この案は、渡された資料から分かったシステム、事業者、ネットワークをもとに書いたものです。分からないことは空けてあります。実際の運用と違う文は、運用か文のどちらかを直してください。",
    "Written from the systems, vendors and networks that the evidence shows. What is not known is left open. Where a sentence differs from practice, change one of the two.",
)
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("F01", "任命書", "letter of appointment"), ("F02", "体制図", "organisation chart"), ("F03", "情報機器の台帳", "ledger"),
    ("F04", "棚卸しの記録", "stock-taking"), ("F05", "遠隔保守の照会書と回答", "questions on remote maintenance"), ("F06", "経路の一覧", "list of paths"),
    ("F07", "開示書の受領台帳", "register of disclosures"), ("F08", "リスク対応票", "treatment of a risk"), ("F09", "権限の点検記録", "check of rights"),
    ("F10", "アカウントの申請書", "request for an account"), ("F11", "アカウントの点検表", "check of accounts"), ("F12", "更新の記録", "record of updates"),
    ("F13", "例外の承認書", "approved exception"), ("F14", "認証の設定の確認", "check of log-ins"), ("F15", "媒体の貸出簿", "loans of media"),
    ("F16", "媒体の例外の手順", "exceptions for media"), ("F17", "二要素認証の対応計画", "plan for the second factor"), ("F18", "記録の確認簿", "review of logs"),
    ("F19", "標準の設定の確認表", "standard setting"), ("F20", "通信の許可一覧", "list of allowed traffic"), ("F21", "連絡体制図", "contact chart"),
    ("F22", "バックアップの実施簿", "record of backups"), ("F23", "復元の試験の記録", "trial of restoring"), ("F24", "訓練の記録", "record of an exercise"),
    ("F25", "改訂の履歴", "history of changes"),
)  # fmt: skip


def content(drafts: Drafts) -> Manuscript:
    """Return the rules of this hospital."""
    rules = Rules(drafts, Footing())
    gaps = present_gaps(rules)
    parts = (
        *general.chapters(rules),
        *handling.chapters(rules),
        *running.chapters(rules),
        *emergency.chapters(rules),
        *tables(rules),
        _forms(),
        item_map(rules),
        *((gaps,) if gaps else ()),
    )
    return Manuscript(
        id="operation_rules",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=parts,
        assumptions=rules.foot.all(),
        about=_ABOUT,
    )


def _forms() -> Part:
    half = (len(_FORMS) + 1) // 2
    pairs = list(zip(_FORMS[:half], (*_FORMS[half:], ("", "", "")), strict=False))
    rows = tuple((same(a), said(b, c), same(d), said(e, f)) for (a, b, c), (d, e, f) in pairs)
    columns = (Column(_NO, 0.7), Column(_NAME, 3), Column(_NO, 0.7), Column(_NAME, 3))
    return Part("forms", said("様式の一覧", "Forms"), (Table(said("この規程で用いる様式", "Forms used by these rules"), columns, rows, small=True),))


_NO: Text = said("番号", "No.")
_NAME: Text = said("名称", "Name")
