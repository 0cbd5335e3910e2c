"""The one verb of this package: three files for people from the documents of all earlier stages."""

from datetime import date
from pathlib import Path

from inmori.catalogue import Catalogue
from inmori.diagnose.finding import Diagnosis
from inmori.ingest.intake import Intake
from inmori.model import Hospital
from inmori.plan.roads import Roads
from inmori.simulate.outcome import Outcomes
from inmori.text import Language


def report(
    hospital: Hospital,
    intake: Intake,
    diagnosis: Diagnosis,
    outcomes: Outcomes,
    roads: Roads,
    catalogue: Catalogue,
    *,
    today: date,
    language: Language,
    out: Path,
) -> tuple[Path, ...]:
    """Write ``index.html``, ``report.pdf`` and ``annex.xlsx`` into ``out``; returns their paths."""
    raise NotImplementedError
