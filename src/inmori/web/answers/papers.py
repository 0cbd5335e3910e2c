"""The checklist's papers as files: the workbook to fill in, the form to print, and what an inspector is handed."""

from __future__ import annotations

from collections.abc import Callable

from inmori import __version__
from inmori.comply import Assessment
from inmori.model import Hospital
from inmori.report.documents.checklist import checklist_book, checklist_form
from inmori.report.documents.inspection_pack import (
    Dossier,
    dossier_of,
    inspection_packet,
    pack_files,
    pack_tables,
)
from inmori.report.documents.oscal import oscal_catalog, oscal_plan_of_action, oscal_results
from inmori.report.writers.archive import archive
from inmori.report.writers.csv import csv_bytes
from inmori.report.writers.form import form_pdf
from inmori.report.writers.oscal import oscal_json
from inmori.report.writers.pdf import packet_pdf
from inmori.report.writers.xlsx import xlsx
from inmori.text import Language, Text

BOOK, FORM, PACK, ZIP = "checklist.xlsx", "checklist.pdf", "inspection-pack.pdf", "inspection-pack.zip"
PAPERS: dict[str, Text] = {
    BOOK: Text(ja="チェックリスト(Excel)", en="Checklist (Excel)"),
    FORM: Text(ja="チェックリストの用紙(PDF)", en="Checklist form (PDF)"),
    PACK: Text(ja="立入検査の資料一式(PDF)", en="Papers for the inspection (PDF)"),
    ZIP: Text(ja="立入検査の資料一式(zip)", en="Papers for the inspection (zip)"),
}
_OSCAL = ("oscal-catalog.json", "oscal-assessment-results.json", "oscal-plan-of-action.json")


def paper(name: str, assessment: Assessment, hospital: Hospital, *, language: Language) -> bytes:
    """Make one of ``PAPERS``.

    Raises:
        KeyError: there is no such paper.
    """
    return _MAKERS[name](dossier_of(hospital, assessment, version=__version__), language)


def _book(dossier: Dossier, language: Language) -> bytes:
    return xlsx(checklist_book(dossier.assessment, version=dossier.version), language=language)


def _form(dossier: Dossier, language: Language) -> bytes:
    return form_pdf(checklist_form(dossier.assessment, version=dossier.version), language=language)


def _pack(dossier: Dossier, language: Language) -> bytes:
    return packet_pdf(inspection_packet(dossier), language=language)


def _zip(dossier: Dossier, language: Language) -> bytes:
    assessment, version = dossier.assessment, dossier.version
    plan = oscal_plan_of_action(assessment, version=version)
    documents = (oscal_catalog(assessment, version=version), oscal_results(assessment, version=version), plan)
    tables = pack_tables(dossier, checklist_book(assessment, version=version))
    files = pack_files(
        dossier,
        papers={name: _MAKERS[name](dossier, language) for name in (PACK, FORM, BOOK)},
        tables={name: csv_bytes(sheet, language=language) for name, sheet in tables.items()},
        state=assessment.to_json(),
        oscal={name: oscal_json(each) for name, each in zip(_OSCAL, documents, strict=True) if each is not None},
        language=language,
    )
    return archive(files, day=assessment.today)


_MAKERS: dict[str, Callable[[Dossier, Language], bytes]] = {BOOK: _book, FORM: _form, PACK: _pack, ZIP: _zip}
