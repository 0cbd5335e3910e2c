"""The files that ``inmori comply`` writes: all are made before any is written, so that a failure leaves nothing half done."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from inmori.comply import Assessment
from inmori.comply.vendor_register import VendorRegister
from inmori.model import Hospital
from inmori.text import Language

if TYPE_CHECKING:
    from inmori.report.documents.inspection_pack import Dossier

STATE, BOOK, FORM, TABLE = "compliance.json", "checklist.xlsx", "checklist.pdf", "checklist.csv"
PACK_PDF, PACK_ZIP = "inspection-pack.pdf", "inspection-pack.zip"
OSCAL = ("oscal-catalog.json", "oscal-assessment-results.json", "oscal-plan-of-action.json")


def write_files(
    target: Path,
    assessment: Assessment,
    hospital: Hospital,
    *,
    pack: bool,
    oscal: bool,
    language: Language,
    version: str,
    register: VendorRegister | None = None,
) -> list[Path]:
    """Write the workbook, the form, the table and what was asked for besides; returns the paths.

    ``register`` is that of ``inmori vendors``: what vendors answered, and what is done about each no.
    """
    from inmori.cli.stage_files import write_text
    from inmori.report.documents.checklist import checklist_book, checklist_form
    from inmori.report.documents.inspection_pack import dossier_of
    from inmori.report.documents.inspection_pack.tables import answers_sheet
    from inmori.report.report import write_whole
    from inmori.report.writers.csv import csv_bytes
    from inmori.report.writers.form import form_pdf
    from inmori.report.writers.xlsx import xlsx

    dossier = dossier_of(hospital, assessment, version=version, register=register)
    made = {
        BOOK: xlsx(checklist_book(assessment, version=version), language=language),
        FORM: form_pdf(checklist_form(assessment, version=version), language=language),
        TABLE: csv_bytes(answers_sheet(dossier), language=language),
    }
    standard = _oscal(assessment, version) if oscal or pack else {}
    if pack:
        made |= _pack(dossier, made, standard, language)
    if oscal:
        made |= standard
    write_text(target / STATE, assessment.to_json())
    for name, data in made.items():
        write_whole(target / name, data)
    return [target / STATE, *(target / name for name in made)]


def _oscal(assessment: Assessment, version: str) -> dict[str, bytes]:
    """Return the OSCAL documents; the plan is left out where nothing is open."""
    from inmori.report.documents.oscal import oscal_catalog, oscal_plan_of_action, oscal_results
    from inmori.report.writers.oscal import oscal_json

    plan = oscal_plan_of_action(assessment, version=version)
    documents = (oscal_catalog(assessment, version=version), oscal_results(assessment, version=version), plan)
    return {name: oscal_json(document) for name, document in zip(OSCAL, documents, strict=True) if document is not None}


def _pack(
    dossier: "Dossier", made: Mapping[str, bytes], standard: Mapping[str, bytes], language: Language
) -> dict[str, bytes]:
    """Return the pack's PDF and its zip."""
    from inmori.report.documents.checklist import checklist_book
    from inmori.report.documents.inspection_pack import inspection_packet, pack_files, pack_tables
    from inmori.report.writers.archive import archive
    from inmori.report.writers.csv import csv_bytes
    from inmori.report.writers.pdf import packet_pdf

    book = checklist_book(dossier.assessment, version=dossier.version)
    read = packet_pdf(inspection_packet(dossier), language=language)
    files = pack_files(
        dossier,
        papers={PACK_PDF: read, FORM: made[FORM], BOOK: made[BOOK]},
        tables={name: csv_bytes(sheet, language=language) for name, sheet in pack_tables(dossier, book).items()},
        state=dossier.assessment.to_json(),
        oscal=standard,
        language=language,
    )
    return {PACK_PDF: read, PACK_ZIP: archive(files, day=dossier.assessment.today)}
