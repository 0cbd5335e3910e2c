"""What all chapters of the plan are written from, and which of its sections answer which item of the official table."""

from dataclasses import dataclass

from inmori.prepare import Contact, Drafts
from inmori.report.documents.manuscript import Footing, blank, said
from inmori.report.wording import EMPTY
from inmori.text import Text

# Item of the ministry's table -> the sections of this plan that answer it.
SECTIONS_OF: dict[str, tuple[str, ...]] = {
    "1-1": ("2.2",), "1-2": ("2.1", "2.6", "2.7", "2.8", "2.9"),
    "2-1": ("3.2",), "2-2": ("3.1",), "2-3": ("3.3", "3.4"),
    "3-1": ("4.3",), "3-2": ("4.6",), "3-3": ("4.2",), "3-4": ("4.4",), "3-5": ("4.5",), "3-6": ("4.6",),
    "4-1": ("5.1",), "4-2": ("5.3",), "4-3": ("5.2",), "4-4": ("5.4",),
    "5-1": ("6.1",), "5-2": ("6.2",), "5-3": ("6.3",), "5-4": ("6.3",), "5-5": ("6.4",), "5-6": ("6.5",),
}  # fmt: skip
OURS = said(
    "レベル、時間、人数、量の目安は、公表された事例をもとに院守が置いた案である。訓練で確かめて直す。",
    "Levels, times and amounts are our proposals from published cases; correct them after an exercise.",
)
SIMULATED = said(
    "停止の日数は、当院の資料と、資料で分からない点を補った仮定による試算であり、実測ではない。幅は90%の範囲を示し、0日は、試算の半分以上で止まらなかったことを示す。",
    "Days of standstill are simulated from the hospital's evidence and from assumptions where it is silent; the range holds 90 %, and 0 days means that it did not stop in half of the runs or more.",
)
ORDER = said(
    "復旧の順とシステム同士の依存は、種類ごとの一般的な関係による案である。事業者に確かめて直す。",
    "Order and dependencies follow what is usual for each kind of system; have the vendors confirm them.",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The facts, and where the assumptions of the plan are collected."""

    drafts: Drafts
    foot: Footing

    def contacts(self, *circles: str) -> tuple[Contact, ...]:
        """Return the contacts of these circles in their order."""
        return tuple(one for one in self.drafts.contacts if one.circle in circles)


def how_to_reach(contact: Contact) -> Text:
    """Return the route, the line to fill in, or both."""
    missing = blank(contact.gap) if contact.gap else EMPTY
    if contact.route is None:
        return missing
    check = said("(使う前に確かめる)", " (check before use)") if contact.confidence == "low" else EMPTY
    route = said(contact.route + check.ja, contact.route + check.en)
    return said(f"{route.ja}\n{missing.ja}".strip(), f"{route.en}\n{missing.en}".strip())
