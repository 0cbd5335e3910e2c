"""Which of the checklist's papers the browser hands out, by which names."""

from __future__ import annotations

from inmori import __version__
from inmori.comply import Assessment
from inmori.model import Hospital
from inmori.report.checklist_papers import (
    BOOK,
    FORM,
    IN_ZIP,
    PACK_PDF,
    PACK_ZIP,
    checklist_paper,
    oscal_files,
    pack_zip,
)
from inmori.report.documents.inspection_pack import dossier_of
from inmori.text import Language, Text

PAPERS: dict[str, Text] = {
    BOOK: Text(ja="チェックリスト(Excel)", en="Checklist (Excel)"),
    FORM: Text(ja="チェックリストの用紙(PDF)", en="Checklist form (PDF)"),
    PACK_PDF: Text(ja="立入検査の資料一式(PDF)", en="Papers for the inspection (PDF)"),
    PACK_ZIP: Text(ja="立入検査の資料一式(zip)", en="Papers for the inspection (zip)"),
}


def paper(name: str, assessment: Assessment, hospital: Hospital, *, language: Language) -> bytes:
    """Make one of ``PAPERS``.

    Raises:
        KeyError: there is no such paper.
    """
    dossier = dossier_of(hospital, assessment, version=__version__)
    if name != PACK_ZIP:
        return checklist_paper(name, dossier, language=language)
    made = {each: checklist_paper(each, dossier, language=language) for each in IN_ZIP}
    return pack_zip(dossier, made=made, oscal=oscal_files(assessment, version=__version__), language=language)
