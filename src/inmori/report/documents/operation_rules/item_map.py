"""The table at the end: which article answers which item of the checklist, and what the evidence says against it today."""

import re

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Requirement
from inmori.report.block import Column, Paragraph, Table
from inmori.report.documents.manuscript import Part, said
from inmori.report.documents.operation_rules.article import ARTICLES_OF, Rules
from inmori.report.wording import EMPTY, same
from inmori.text import Text

EDITION = "checklist-r8"
_NOT_SEEN = re.compile(r"^\((?:本文は未確認|Text not seen|指針)[^)]*\)\s*|\((?:本文は未確認|text not seen)\)")
_MOST = 4  # findings named for one item; the report has them all


def items_of(catalogue: Catalogue) -> tuple[Requirement, ...]:
    """Return the items of the edition that are answered on their own, in their order."""
    return tuple(one for one in catalogue.requirements.values() if one.framework == EDITION and one.row)


def item_map(rules: Rules) -> Part:
    """Return Table 8."""
    catalogue = rules.drafts.catalogue
    framework = catalogue.frameworks[EDITION]
    rows = tuple(
        (same(one.number + ("※" if one.confidence == "low" else "")), _words(one.text), _articles(one.topic))
        for one in items_of(catalogue)
    )
    columns = (
        Column(said("項目", "Item"), 0.8), Column(said("求められること(言い換え)", "What it asks (our words)"), 4.5),
        Column(said("定めた条", "Articles"), 1.6),
    )  # fmt: skip
    note = framework.note or EMPTY
    seen = said(f"※の項目: {note.ja}", f"Items with ※: {note.en}")
    return Part(
        "table-8",
        said("別表8 チェックリストとの対応(第5条)", "Table 8 Checklist (Article 5)"),
        (Table(framework.name, columns, rows, small=True), Paragraph(seen, "note")),
        fresh=True,
    )


def present_gaps(rules: Rules) -> Part | None:
    """Return what the evidence says against the rules today, item by item; None where nothing was found."""
    catalogue = rules.drafts.catalogue
    rows = []
    for item in items_of(catalogue):
        found = [one.title for one in rules.drafts.diagnosis.findings if item.topic in _topics(catalogue, one.requirements)]
        if found:
            more = len(found) - _MOST
            ja, en = "\n".join(f"・{one.ja}" for one in found[:_MOST]), "\n".join(f"- {one.en}" for one in found[:_MOST])
            tail = said(f"\n・ほか{more}件(報告書を参照)", f"\n- and {more} more (see the report)") if more > 0 else EMPTY
            rows.append((_articles(item.topic), said(ja + tail.ja, en + tail.en)))
    if not rows:
        return None
    lead = said(
        "資料から分かった、この規程の案と今の状態との差である。施行の日までに直すか、期限を定めて例外として承認する。承認の後、この付録は規程から外す。",
        "Where the evidence differs from these rules today. Mend it before they come into force, or approve an exception with a date; then take this appendix out.",
    )
    columns = (Column(said("条", "Articles"), 1.2), Column(said("資料から分かった状態", "What the evidence shows"), 6))
    return Part(
        "appendix",
        said("付録 今の状態との差(承認の後に外す)", "Appendix: where things stand today (to be taken out)"),
        (Paragraph(lead, "caution"), Table(said("条ごとの差", "By article"), columns, tuple(rows), small=True)),
        fresh=True,
    )


def _topics(catalogue: Catalogue, requirements: tuple[str, ...]) -> set[str]:
    return {catalogue.requirements[one].topic for one in requirements if one in catalogue.requirements} - {""}


def _articles(topic: str) -> Text:
    numbers = ARTICLES_OF.get(topic, ())
    return said("、".join(f"第{number}条" for number in numbers), ", ".join(f"Art. {number}" for number in numbers))


def _words(text: Text) -> Text:
    """Return an item without the remark that its text was not seen: the sign beside its number says so."""
    return said(_NOT_SEEN.sub("", text.ja), _NOT_SEEN.sub("", text.en))
