"""The assessment's words and figures in their order: the board's page first, then the reasons, then the small print."""

from inmori.report.block import Imprint, Paper
from inmori.report.documents.assessment.beliefs import beliefs_section
from inmori.report.documents.assessment.best_mix import best_section
from inmori.report.documents.assessment.board import TITLE, board
from inmori.report.documents.assessment.certainty import certainty_section
from inmori.report.documents.assessment.damage import damage_section
from inmori.report.documents.assessment.findings import findings_section
from inmori.report.documents.assessment.glossary import glossary_section
from inmori.report.documents.assessment.materials import Materials
from inmori.report.documents.assessment.network import network_section
from inmori.report.documents.assessment.paths import paths_section
from inmori.report.documents.assessment.reading import reading_section
from inmori.report.documents.assessment.roads import roads_section, steps_section
from inmori.report.documents.assessment.turning import turning_section
from inmori.report.documents.assessment.unknowns import assumptions_section, not_judged_section
from inmori.report.documents.roadmap.section import roadmap_section
from inmori.report.wording import day
from inmori.text import Text


def assessment(materials: Materials) -> Paper:
    """Build the whole paper."""
    sections = (
        network_section(materials),
        beliefs_section(materials),
        findings_section(materials),
        paths_section(materials),
        damage_section(materials),
        certainty_section(materials),
        roads_section(materials),
        turning_section(materials),
        best_section(materials),
        steps_section(materials),
        roadmap_section(
            materials.roadmap,
            today=materials.today,
            move=materials.move,
            earlier=materials.earlier,
            reasons=dict(materials.roads.not_applicable),
        ),
        not_judged_section(materials),
        assumptions_section(materials),
        reading_section(materials),
        glossary_section(),
    )
    return Paper(
        imprint=imprint(materials),
        board=board(materials),
        sections=tuple(section for section in sections if section is not None),
    )


def imprint(materials: Materials) -> Imprint:
    """Say what every page says of itself: whose, when, how fresh the evidence is, which version wrote it."""
    made, newest = day(materials.today), day(materials.cut_off)
    return Imprint(
        hospital=materials.hospital_name,
        title=TITLE,
        day=materials.today,
        date=Text(ja=f"作成日 {made.ja}", en=f"Made {made.en}"),
        cut_off=Text(ja=f"資料の最新日 {newest.ja}", en=f"Newest evidence {newest.en}"),
        version=Text(ja=f"院守 Inmori {materials.version}", en=f"Inmori {materials.version}"),
    )
