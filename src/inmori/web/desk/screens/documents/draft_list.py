"""The papers to edit: which there are, of which version, and what changed in each since the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inmori.prepare.draft_record import DraftRecord, PaperRecord, part_changes
from inmori.report.documents.manuscripts import KINDS, Kind
from inmori.text import Language, Text
from inmori.web.versions.models import StoredDocument, Version
from inmori.web.versions.services import document

FOLDER, RECORD, SHOWN = "drafts/", "drafts.json", 6


@dataclass(frozen=True)
class Draft:
    """One file of one version. ``changes`` is None where there is no earlier one to compare with."""

    file: str
    title: str
    number: int
    made_at: datetime
    size: int
    changes: tuple[Text, ...] | None


@dataclass(frozen=True)
class KindLine:
    """One kind of paper: the newest files in the page's language, and those of earlier versions."""

    kind: Kind
    newest: tuple[Draft, ...]
    earlier: tuple[Draft, ...]


def draft_lines(now: Version, *, language: Language) -> list[KindLine]:
    """Return every kind of paper with what there is of it, newest version first."""
    numbers = StoredDocument.objects.filter(name=RECORD, version__number__lte=now.number).order_by("-version__number")
    versions = [row.version for row in numbers.select_related("version").defer("body")[: SHOWN + 1]]
    rows = StoredDocument.objects.filter(version__in=versions, name__startswith=FOLDER).defer("body")
    sizes = {(row.version_id, row.name.removeprefix(FOLDER)): row for row in rows}
    records = [(version, document(version, DraftRecord, RECORD) or DraftRecord()) for version in versions]
    found = [draft for at, (version, record) in enumerate(records[:SHOWN])
             for draft in _of_version(version, record, [r for _, r in records[at + 1 :]], sizes, language)]  # fmt: skip
    lines = []
    for kind in KINDS:
        own = [draft for draft in found if draft.file.split(".")[0].removesuffix("_en").split("_")[0] == kind.file]
        latest = own[0].number if own else 0
        lines.append(KindLine(kind, tuple(d for d in own if d.number == latest), tuple(d for d in own if d.number != latest)))
    return lines


def _of_version(
    version: Version, record: DraftRecord, before: Sequence[DraftRecord], rows: dict[tuple[int, str], StoredDocument],
    language: Language,
) -> list[Draft]:  # fmt: skip
    found = []
    for paper in record.papers:
        file = paper.files[0].file if paper.files else ""
        row = rows.get((version.pk, file))
        if row is not None and paper.language == language:
            found.append(Draft(file, paper.title, version.number, row.made_at, row.size, _changes(paper, before)))
    return found


def _changes(paper: PaperRecord, before: Sequence[DraftRecord]) -> tuple[Text, ...] | None:
    earlier = next((one for record in before if (one := record.paper(paper.id, paper.language)) is not None), None)
    return part_changes(earlier.parts, paper.parts) if earlier else None
