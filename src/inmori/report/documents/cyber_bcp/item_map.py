"""The table at the end: which section answers which item of the ministry's table for checking such a plan."""

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Requirement
from inmori.report.block import Column, Paragraph, Table
from inmori.report.documents.cyber_bcp.plan import SECTIONS_OF, Plan
from inmori.report.documents.manuscript import Part, said
from inmori.report.wording import EMPTY, same

FRAMEWORK = "bcp-table"


def items_of(catalogue: Catalogue) -> tuple[Requirement, ...]:
    """Return the items of the official table in their order."""
    return tuple(one for one in catalogue.requirements.values() if one.framework == FRAMEWORK and one.row)


def item_map(plan: Plan) -> Part:
    """Return the table."""
    framework = plan.drafts.catalogue.frameworks[FRAMEWORK]
    rows = tuple(
        (same(one.number), one.text, same("  ".join(SECTIONS_OF.get(one.number, ()))), same("□"))
        for one in items_of(plan.drafts.catalogue)
    )
    columns = (
        Column(said("項目", "Item"), 0.7), Column(said("求められること(言い換え)", "What it asks (our words)"), 5), Column(said("この計画の節", "Section"), 2.2),
        Column(said("確認", "Seen"), 0.6, "center"),
    )  # fmt: skip
    note = framework.note or EMPTY
    return Part("map", said("7 確認表との対応", "7 The official table"), (Table(framework.name, columns, rows, small=True), Paragraph(note, "note")), fresh=True)
