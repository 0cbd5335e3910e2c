"""Facts for the papers to edit, of the invented hospitals of :mod:`tests.report.example_documents`; each worked out once."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from typing import Any

from docx import Document

from inmori.prepare import Drafts, prepare
from inmori.report.block import Imprint
from inmori.report.documents.draft_imprint import draft_imprint
from inmori.report.documents.manuscript import Manuscript, Part, said
from inmori.report.writers.docx import docx
from inmori.text import Language
from tests.report.example_documents import ALL

TODAY = date(2026, 11, 24)
CASES = ("small", "large", "all_unknown")


@cache
def drafts(case: str) -> Drafts:
    """``all_unknown`` has no simulation either: outcomes and roads are None."""
    made = ALL[case]()
    bare = case == "all_unknown"
    return prepare(
        made.hospital, made.diagnosis, None if bare else made.outcomes, None if bare else made.roads, made.catalogue, today=TODAY
    )


def imprint() -> Imprint:
    return draft_imprint("山手第二病院", said("題", "title"), today=TODAY, cut_off=date(2026, 11, 1))


def paper(*parts: Part, **more: Any) -> Manuscript:
    return Manuscript(id="paper", title=said("題", "title"), imprint=imprint(), parts=parts, **more)


def opened(manuscript: Manuscript, language: Language = "ja") -> Any:
    """The paper as a word processor opens it."""
    return Document(io.BytesIO(docx(manuscript, language=language)))


def words_of(document: Any) -> str:
    """Every word of the body, tables included, in order."""
    return "\n".join(node.text for node in document.element.body.iter() if node.tag.endswith("}t") and node.text)
