"""The checklist's papers as bytes: the workbook to fill in, the form to print, the table, and what an inspector is handed.

The command line writes them into a folder, the browser hands them out; both make them here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inmori.comply import Assessment
from inmori.report.documents.checklist import checklist_book, checklist_form
from inmori.report.documents.inspection_pack import Dossier, inspection_packet, pack_files, pack_tables
from inmori.report.documents.inspection_pack.tables import answers_sheet
from inmori.report.documents.oscal import oscal_catalog, oscal_plan_of_action, oscal_results
from inmori.report.writers.archive import archive
from inmori.report.writers.csv import csv_bytes
from inmori.report.writers.form import form_pdf
from inmori.report.writers.oscal import oscal_json
from inmori.report.writers.pdf import packet_pdf
from inmori.report.writers.xlsx import xlsx
from inmori.text import Language

BOOK, FORM, TABLE = "checklist.xlsx", "checklist.pdf", "checklist.csv"
PACK_PDF, PACK_ZIP = "inspection-pack.pdf", "inspection-pack.zip"
OSCAL = ("oscal-catalog.json", "oscal-assessment-results.json", "oscal-plan-of-action.json")
IN_ZIP = (PACK_PDF, FORM, BOOK)


def checklist_paper(name: str, dossier: Dossier, *, language: Language) -> bytes:
    """Make one paper: ``BOOK``, ``FORM``, ``TABLE`` or ``PACK_PDF``.

    Raises:
        KeyError: there is no such paper.
    """
    return _MAKERS[name](dossier, language)


def oscal_files(assessment: Assessment, *, version: str) -> dict[str, bytes]:
    """Return the OSCAL documents; the plan is left out where nothing is open."""
    plan = oscal_plan_of_action(assessment, version=version)
    documents = (oscal_catalog(assessment, version=version), oscal_results(assessment, version=version), plan)
    return {name: oscal_json(document) for name, document in zip(OSCAL, documents, strict=True) if document is not None}


def pack_zip(
    dossier: Dossier, *, made: Mapping[str, bytes], oscal: Mapping[str, bytes], language: Language
) -> bytes:
    """Return the pack's zip from papers that are made already: ``IN_ZIP`` must be among ``made``."""
    tables = pack_tables(dossier, checklist_book(dossier.assessment, version=dossier.version))
    files = pack_files(
        dossier,
        papers={name: made[name] for name in IN_ZIP},
        tables={name: csv_bytes(sheet, language=language) for name, sheet in tables.items()},
        state=dossier.assessment.to_json(),
        oscal=oscal,
        language=language,
    )
    return archive(files, day=dossier.assessment.today)


_MAKERS: dict[str, Callable[[Dossier, Language], bytes]] = {
    BOOK: lambda of, language: xlsx(checklist_book(of.assessment, version=of.version), language=language),
    FORM: lambda of, language: form_pdf(checklist_form(of.assessment, version=of.version), language=language),
    TABLE: lambda of, language: csv_bytes(answers_sheet(of), language=language),
    PACK_PDF: lambda of, language: packet_pdf(inspection_packet(of), language=language),
}
