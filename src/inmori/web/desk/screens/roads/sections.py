"""What the paper says of the search and of where the answer turns, with its pictures: the same words and drawings here."""

from __future__ import annotations

from typing import Any

from inmori import __version__
from inmori.catalogue import load_catalogue
from inmori.diagnose import Diagnosis
from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.plan import Roads
from inmori.report.block import Figure, Packet, Section
from inmori.report.documents.assessment import Materials
from inmori.report.documents.assessment.best_mix import best_section
from inmori.report.documents.assessment.certainty import certainty_section
from inmori.report.documents.assessment.content import imprint
from inmori.report.documents.assessment.damage import damage_section
from inmori.report.documents.assessment.turning import turning_section
from inmori.report.figures.bars import Tornado
from inmori.report.writers.neutralise import printable
from inmori.report.writers.spoken import spoken_packet
from inmori.simulate import Outcomes
from inmori.text import Language, Text

MOVES = Text(ja="見込みをいちばん動かす前提", en="What moves the estimate most")


def sections_of(roads: Roads, outcomes: Outcomes | None, *, language: Language) -> list[dict[str, Any]]:
    """Return the sections in one language: the best mix where there is one, where the answer turns, what the figures hang on.

    None of them speaks of a machine, so the hospital itself, which takes seconds to read, is left out.
    """
    if outcomes is None:
        return []
    nobody = Hospital()
    told = Materials(
        hospital=nobody, intake=Intake(), diagnosis=Diagnosis(today=roads.today), outcomes=outcomes, roads=roads,
        catalogue=load_catalogue(), crossings=(), today=roads.today, version=__version__,
    )  # fmt: skip
    best = best_section(told) if roads.search is not None else None
    found = [each for each in (best, turning_section(told), _moved(told), certainty_section(told)) if each is not None]
    packet = Packet(imprint=imprint(told), lead=(), figures=(), contents_title=MOVES, notes=(), sections=tuple(found))
    spoken = spoken_packet(packet, language=language, clean=printable, clean_svg=printable)
    return list(spoken["sections"])


def _moved(told: Materials) -> Section | None:
    """Return the paper's picture of which figures move the yearly loss most."""
    if not told.outcomes.drivers:
        return None
    found = [each for each in damage_section(told).blocks if isinstance(each, Figure) and isinstance(each.picture, Tornado)]
    return Section(id="moves", title=MOVES, blocks=tuple(found)) if found else None
