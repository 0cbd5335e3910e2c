"""The tasks that must belong to somebody between hospital and vendor, and who should do each when nothing is agreed.

The proposed sides are our own, for a system on site and for one in the cloud; a contract may say otherwise, and then it
counts. ``topic`` names the part of :class:`~inmori.prepare.responsibility.Share` that tells what the contract says;
None: no reader looks for it, so only a person can.
"""

from dataclasses import dataclass
from typing import Literal

from inmori.prepare.responsibility import Topic
from inmori.text import Text

Proposed = Literal["vendor", "hospital", "both"]

PROPOSED_NAMES: dict[Proposed, Text] = {
    "vendor": Text(ja="事業者", en="vendor"),
    "hospital": Text(ja="病院", en="hospital"),
    "both": Text(ja="両者", en="both"),
}


@dataclass(frozen=True, slots=True)
class SplitTask:
    """One task. ``words``: what a contract has to say for it to be settled."""

    id: str
    name: Text
    topic: Topic | None
    on_site: Proposed
    cloud: Proposed
    words: Text


def _task(id_: str, ja: str, en: str, topic: Topic | None, sides: tuple[Proposed, Proposed], words_ja: str, words_en: str) -> SplitTask:
    return SplitTask(id_, Text(ja=ja, en=en), topic, *sides, Text(ja=words_ja, en=words_en))


TASKS: tuple[SplitTask, ...] = (
    _task("os", "OS・ミドルウェアの更新", "Updates of the operating system", "updates", ("vendor", "vendor"), "事業者が自らの責任で更新すること、対象、期限", "vendor updates on its own duty; what; by when"),
    _task("database", "データベースの更新", "Updates of the database", "updates", ("vendor", "vendor"), "データベースも更新の対象に含むこと", "the database is included"),
    _task("application", "アプリケーションの更新", "Updates of the application", "updates", ("vendor", "vendor"), "不具合と脆弱性の修正を適用する期限", "when fixes are applied"),
    _task("remote", "リモート保守の装置・回線の管理", "Gear and line of remote maintenance", "remote", ("vendor", "vendor"), "装置の所有者・更新者、常時つながないこと、二要素、接続元", "owner and updater, not always on, second factor, source"),
    _task("accounts", "保守用アカウントの管理", "Maintenance accounts", "accounts", ("vendor", "vendor"), "個人別であること、使い回さないこと、要員交代の届出", "personal, not shared, changes of staff are told"),
    _task("watch", "監視と異常の検知", "Watching and noticing", None, ("hospital", "vendor"), "誰が、どの時間帯に見て、何分以内に知らせるか", "who watches when, and tells within how many minutes"),
    _task("logs", "記録(ログ)の取得・保存・提供", "Logs", "logs", ("vendor", "vendor"), "提供の形式、保存の期間、事故のときの即時の提供", "form, how long, handed over at once after an incident"),
    _task("backup", "バックアップの取得", "Taking backups", "backup", ("vendor", "vendor"), "対象、頻度、世代、場所、切り離し方", "what, how often, generations, where, how cut off"),
    _task("restore_test", "復元の試験", "Trying to restore", "backup", ("both", "vendor"), "年に何回、誰が立ち会い、記録をどう残すか", "how often, who attends, the record"),
    _task("incident", "異常時の連絡と出動", "Notice and help in an incident", "incident", ("both", "both"), "24時間の番号、何分以内の連絡、夜間休日の出動", "number round the clock, within how many minutes, nights"),
    _task("evidence", "証拠の保全", "Keeping evidence", "incident", ("both", "vendor"), "勝手に初期化しないこと、記録と複製の提供、費用", "nothing is wiped; logs and images handed over; who pays"),
    _task("recovery", "復旧の作業", "Restoring", "incident", ("vendor", "vendor"), "人数、目標の時間、有償か無償か", "how many people, target time, charged or not"),
    _task("leak", "漏えいのおそれの通知", "Notice of a possible leak", "incident", ("both", "vendor"), "事業者が知ったときに、すぐ病院へ知らせること", "the vendor tells the hospital at once"),
    _task("exit", "契約終了時のデータ返却と接続の撤去", "Return of data and removal of access", "exit", ("vendor", "vendor"), "返却の形式、消去の証明、接続の撤去", "form of return, proof of wiping, removal of access"),
    _task("disclosure", "開示書(MDS/SDS)の提出と更新", "Security disclosure (MDS/SDS)", "disclosure", ("vendor", "vendor"), "年1回と、大きな変更のとき", "yearly, and at larger changes"),
    _task("chain", "再委託先の管理", "Subcontractors", None, ("vendor", "vendor"), "再委託先の一覧と、同じ水準の義務", "list of subcontractors, bound to the same"),
)  # fmt: skip
