"""How the articles of the rules are put together, so that the chapters hold nothing but their words."""

from dataclasses import dataclass

from inmori.prepare import Drafts
from inmori.prepare.role import role
from inmori.report.documents.manuscript import Article, Clause, Footing, or_blank, said
from inmori.text import Text

# Which articles fix how a topic of the checklist is done here; the table at the end and its test read this.
ARTICLES_OF: dict[str, tuple[int, ...]] = {
    "responsible": (6, 7, 14), "ledger": (20, 21), "remote_asked": (32, 33), "disclosures": (33,),
    "access_rights": (25,), "accounts": (24,), "patches": (29,), "password_strength": (26,), "password_reuse": (26, 28),
    "media": (22,), "second_factor": (27,), "server_logs": (35,), "unneeded_services": (30,), "source_limits": (31, 32),
    "contacts": (39, 41), "backup": (42,), "cyber_bcp": (43,), "rules": (5, 16, 48),
}  # fmt: skip
OFTEN = said(
    "点検の頻度、期限、記録を残す年数は、法令で決まったものではなく、情報担当者が少ない病院で続けられることを目安に院守が置いた案である。",
    "How often, by when and for how many years is our proposal for a hospital with few IT staff; no law fixes it.",
)
LAW = said(
    "法令、ガイドライン、チェックリストの内容は資料の確認日の時点のものである。最新の版と照らして確かめる。",
    "Laws, guideline and checklist are as of the day of our sources; compare them with the newest edition.",
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the chapters are written from: the facts, and where their assumptions are collected."""

    drafts: Drafts
    foot: Footing

    @property
    def hospital(self) -> Text:
        """Return the hospital's name or the mark to fill it in."""
        return or_blank(self.drafts.name, said("医療機関の名称", "name of the hospital"))

    @property
    def officer(self) -> Text:
        """Return who holds the office of the safety officer, as far as known."""
        holder = role(self.drafts.roles, "safety_officer").holder
        return or_blank(holder, said("医療情報システム安全管理責任者の職名", "post of the safety officer"))

    @property
    def often(self) -> Text:
        """Return the sign behind a sentence whose frequency or period is our proposal."""
        return self.foot.sign(OFTEN)


def article(number: int, title: Text, *clauses: Clause | Text) -> Article:
    """Return an article; a bare text is a paragraph without items."""
    return Article(number, title, tuple(one if isinstance(one, Clause) else Clause(one) for one in clauses))
