"""The plan from its approval to the sheets that are written on when it is needed."""

from inmori.prepare import Drafts
from inmori.report.documents.cyber_bcp import normal, recovery, response
from inmori.report.documents.cyber_bcp.item_map import item_map
from inmori.report.documents.cyber_bcp.plan import Plan
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Footing, Manuscript, Part, Ruled, SignOff, said

TITLE = said("サイバー攻撃を想定した業務継続計画(BCP)", "Continuity plan for a cyber attack")
_ABOUT = said(
    "この案は、渡された資料から分かったシステム、回線、連絡先と、当院についての試算をもとに書いたものです。埋めるところを埋め、承認を受けてから、紙に印刷して各部署に置いてください。",
    "Written from the systems, lines and contacts that the evidence shows and from a simulation of this hospital. Fill in what is open, have it approved, print it and place it in every department.",
)


def content(drafts: Drafts) -> Manuscript:
    """Return the plan of this hospital."""
    plan = Plan(drafts, Footing())
    chapters = (*normal.chapters(plan), *response.chapters(plan), *recovery.chapters(plan))
    parts = (_approval(), *chapters[:-1], item_map(plan), chapters[-1])
    return Manuscript(
        id="cyber_bcp",
        title=TITLE,
        imprint=draft_imprint(drafts.name, TITLE, today=drafts.today, cut_off=drafts.cut_off),
        parts=parts,
        assumptions=plan.foot.all(),
        about=_ABOUT,
    )


def _approval() -> Part:
    columns = ((said("版", "Edition"), 1.0), (said("日付", "Day"), 1.2), (said("改めた所と理由", "What and why"), 5.0), (said("承認", "Approved"), 1.2))
    roles = (said("院長", "Director"), said("安全管理責任者", "Safety officer"), said("企画管理者", "Planner"))
    return Part("approval", said("承認と改訂", "Approval and changes"), (SignOff(roles), Ruled(said("改訂の履歴", "History"), columns, empty=3)))
