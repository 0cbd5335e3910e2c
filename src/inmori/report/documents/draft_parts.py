"""What is remembered of a paper to edit: the hash of each part's words, so that a later one can say what changed."""

import hashlib
from collections.abc import Sequence

from inmori.model.document import sha256_of
from inmori.prepare.draft_record import PartRecord
from inmori.report.documents.manuscript import Manuscript, part_hash
from inmori.text import Language, Text

_ASSUMED = Text(ja="前提", en="Assumptions")


def parts_of(manuscript: Manuscript, language: Language) -> tuple[PartRecord, ...]:
    """Return the parts of a paper in one language; its assumptions count as one more."""
    found = [
        PartRecord(id=one.id, title=one.title.in_(language), sha256=part_hash(one, language=language))
        for one in manuscript.parts
    ]
    if manuscript.assumptions:
        said = "\n".join(one.in_(language) for one in manuscript.assumptions)
        found.append(PartRecord(id="assumptions", title=_ASSUMED.in_(language), sha256=sha256_of(said.encode())))
    return tuple(found)


def words_of(parts: Sequence[PartRecord]) -> str:
    """Return one hash for the words of all parts."""
    return hashlib.sha256("\n".join(f"{one.id} {one.sha256}" for one in parts).encode()).hexdigest()
