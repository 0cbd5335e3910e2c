"""How facts come in: a folder of evidence becomes one Hospital and one Intake report."""

from inmori.ingest.evidence_file import Limits
from inmori.ingest.intake import Intake
from inmori.ingest.pipeline import ingest

__all__ = ["Intake", "Limits", "ingest"]
