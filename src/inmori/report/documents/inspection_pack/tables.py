"""The pack's tables for other programs: the workbook's reading sheets, the answers, and the contacts, each one CSV."""

from inmori.comply import ANSWER_NAMES, BASIS_NAMES
from inmori.report.block import Annex, Cell, Sheet, SheetColumn
from inmori.report.documents.inspection_pack.dossier import Dossier
from inmori.report.wording import EMPTY, same
from inmori.text import Text

# By the position in the workbook's list of sheets would break silently; the English title is the sheet's name.
_NAMES = {
    "Checklist": "checklist",
    "Grounds": "grounds",
    "By asset": "assets",
    "Evidence": "evidence",
    "Vendors": "vendors",
    "Who updates servers": "servers",
    "Gross, today, after": "three-states",
    "Route by road": "route-by-road",
    "To find out": "tasks",
    "History of answers": "decisions",
}


def pack_tables(dossier: Dossier, book: Annex) -> dict[str, Sheet]:
    """Return the sheets by the name of their file, without its ending."""
    found = {_NAMES[sheet.title.en]: sheet for sheet in book.sheets if sheet.title.en in _NAMES}
    return {"answers": answers_sheet(dossier), "contacts": _contacts(dossier), **found}


def answers_sheet(dossier: Dossier) -> Sheet:
    """List every item with the answer that stands, in few columns: what most readers want."""
    rows: list[tuple[Cell, ...]] = []
    for item in dossier.assessment.items:
        last = item.decision
        rows.append(
            (
                item.number,
                item.text,
                item.stands,
                ANSWER_NAMES[item.proposed],
                BASIS_NAMES[item.basis],
                last.on if last else EMPTY,
                last.who if last else "",
                last.reason if last else "",
                last.target if last and last.target else EMPTY,
                last.evidence if last else "",
                " ".join(one.label for one in dossier.assessment.papers if one.file in item.cited),
            )
        )
    return Sheet(
        title=Text(ja="答え", en="Answers"),
        about=EMPTY,
        columns=tuple(
            SheetColumn(Text(ja=ja, en=en))
            for ja, en in (
                ("番号", "No."),
                ("求められること(要約)", "What is asked (restated)"),
                ("いまの答え", "Answer"),
                ("資料からの案", "Proposed"),
                ("案の根拠", "Basis"),
                ("確認日", "Decided on"),
                ("決めた人", "Decided by"),
                ("理由", "Why"),
                ("目標日", "Target day"),
                ("根拠の書類", "Evidence named"),
                ("証拠の番号", "Evidence numbers"),
            )
        ),
        rows=tuple(rows),
    )


def _contacts(dossier: Dossier) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (one.name, one.serves, same(one.route) if one.route else EMPTY, one.when, one.verified_on or EMPTY, one.gap or EMPTY)
        for one in dossier.contacts
    ]
    return Sheet(
        title=Text(ja="連絡先", en="Contacts"),
        about=EMPTY,
        columns=tuple(
            SheetColumn(Text(ja=ja, en=en))
            for ja, en in (
                ("連絡先", "Whom"),
                ("何の担当か", "For what"),
                ("電話・窓口", "Route"),
                ("いつ", "When"),
                ("確かめた日", "Confirmed on"),
                ("足りないもの", "Missing"),
            )
        ),
        rows=tuple(rows),
    )
