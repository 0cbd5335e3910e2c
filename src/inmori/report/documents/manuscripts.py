"""The table of editable papers: a new one is a folder with ``content.py`` and one line here."""

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inmori.text import Text

if TYPE_CHECKING:
    from inmori.prepare import Drafts
    from inmori.report.documents.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Kind:
    """One paper: its id (also its folder), its name, and the file it is written to (without .docx)."""

    id: str
    name: Text
    file: str


KINDS: tuple[Kind, ...] = (
    Kind("operation_rules", Text(ja="医療情報システム運用管理規程", en="Rules of operation"), "運用管理規程"),
    Kind("cyber_bcp", Text(ja="サイバー攻撃を想定したBCP", en="Continuity plan for a cyber attack"), "サイバー攻撃BCP"),
    Kind("contact_chart", Text(ja="連絡体制図", en="Contact chart"), "連絡体制図"),
    Kind("restore_order", Text(ja="復旧順序", en="Restore order"), "復旧順序"),
    Kind("paper_kit", Text(ja="紙運用キット", en="Paper-operation kit"), "紙運用キット"),
    Kind("responsibility_split", Text(ja="責任分界表", en="Responsibility split"), "責任分界表"),
    Kind("reconnection", Text(ja="再接続確認書", en="Reconnection proof sheet"), "再接続確認書"),
    Kind("staff_rules", Text(ja="端末・アカウント利用規則", en="Rules for terminals and accounts"), "端末・アカウント利用規則"),
    Kind("staff_notice", Text(ja="職員へのお知らせ", en="Notice to staff"), "職員へのお知らせ"),
    Kind("risk_pages", Text(ja="リスクの説明", en="Risk communication"), "リスクの説明"),
)


def manuscripts(kind: Kind, drafts: "Drafts") -> "tuple[Manuscript, ...]":
    """Return the manuscripts of one kind; most have one, letters have one for each vendor.

    The file of a single one is ``kind.file``; of several, ``kind.file`` and the manuscript's own id.
    """
    from inmori.report.documents.manuscript import Manuscript

    made = importlib.import_module(f"inmori.report.documents.{kind.id}.content").content(drafts)
    return (made,) if isinstance(made, Manuscript) else tuple(made)
