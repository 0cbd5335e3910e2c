"""The files that ``inmori comply`` writes: all are made before any is written, so that a failure leaves nothing half done."""

from pathlib import Path

from inmori.comply import Assessment
from inmori.comply.vendor_register import VendorRegister
from inmori.model import Hospital
from inmori.text import Language

STATE = "compliance.json"


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
    from inmori.report.checklist_papers import (
        BOOK,
        FORM,
        PACK_PDF,
        PACK_ZIP,
        TABLE,
        checklist_paper,
        oscal_files,
        pack_zip,
    )
    from inmori.report.documents.inspection_pack import dossier_of
    from inmori.report.report import write_whole

    dossier = dossier_of(hospital, assessment, version=version, register=register)
    names = (BOOK, FORM, TABLE, PACK_PDF) if pack else (BOOK, FORM, TABLE)
    made = {name: checklist_paper(name, dossier, language=language) for name in names}
    standard = oscal_files(assessment, version=version) if oscal or pack else {}
    if pack:
        made[PACK_ZIP] = pack_zip(dossier, made=made, oscal=standard, language=language)
    if oscal:
        made |= standard
    write_text(target / STATE, assessment.to_json())
    for name, data in made.items():
        write_whole(target / name, data)
    return [target / STATE, *(target / name for name in made)]
