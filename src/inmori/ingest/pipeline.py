"""The order of work of ingest: files, readers, zones, devices, and the hospital made of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from inmori.catalogue import Catalogue
from inmori.ingest.evidence_file import Limits
from inmori.ingest.intake import Intake
from inmori.model import Hospital

Progress = Callable[[str, float], None]


def ingest(
    folder: Path,
    catalogue: Catalogue,
    *,
    today: date,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> tuple[Hospital, Intake]:
    """Read a folder of evidence."""
    raise NotImplementedError
