"""Papers to edit, made in the child: Word files in ``drafts``, and ``drafts.json`` that remembers the words of their parts.

The record that a job writes tells of its own papers only: two jobs may be at work for one version at once, and what each has
made is put together where it is taken in (:func:`joined`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inmori.model.document import sha256_of
from inmori.prepare import Drafts
from inmori.prepare.draft_record import DraftRecord, FileRecord, PaperRecord
from inmori.report.documents.draft_parts import parts_of, words_of
from inmori.report.documents.manuscript import Manuscript
from inmori.report.documents.manuscripts import KINDS, manuscripts
from inmori.report.writers.docx import docx
from inmori.text import Language

FOLDER, RECORD = "drafts", "drafts.json"


def write_drafts(folder: Path, drafts: Drafts, *, only: str, language: Language, tell: Callable[[str, float], None]) -> None:
    """Write the papers of one kind, or of all kinds where ``only`` is empty, and the record of them."""
    record = DraftRecord()
    (folder / FOLDER).mkdir(exist_ok=True)
    kinds = [kind for kind in KINDS if only in ("", kind.id)]
    for number, kind in enumerate(kinds):
        tell(f"{kind.name.ja}を書いています", number / len(kinds))
        found = manuscripts(kind, drafts)
        for one in found:
            name = kind.file if len(found) == 1 else f"{kind.file}_{one.id}"
            record = _written(folder, record, one, name, language)
    (folder / RECORD).write_text(record.to_json(), "utf-8")


def joined(made: str, stored: str | None) -> str:
    """Return the record as stored, with the papers that a job has made in the place of their earlier entries."""
    record = DraftRecord.from_json(stored, name=RECORD) if stored else DraftRecord()
    for paper in DraftRecord.from_json(made, name=RECORD).papers:
        record = record.with_paper(paper)
    return record.to_json()


def _written(folder: Path, record: DraftRecord, one: Manuscript, name: str, language: Language) -> DraftRecord:
    file = f"{name}.docx" if language == "ja" else f"{name}_en.docx"
    data, parts = docx(one, language=language), parts_of(one, language)
    (folder / FOLDER / file).write_bytes(data)
    noted = FileRecord(file=file, sha256=sha256_of(data), words=words_of(parts))
    return record.with_paper(
        PaperRecord(id=one.id, language=language, title=one.title.in_(language), parts=parts, files=(noted,))
    )
