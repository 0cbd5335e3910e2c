"""Reads a FortiGate's configuration into the neutral rule model."""

from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from inmori.model import SourceKind
from inmori.text import Text

FORMAT = "fortios"
KIND = SourceKind.CONFIG
NAME = Text(ja="FortiGateの設定", en="FortiGate configuration")


def recognise(file: EvidenceFile) -> float:
    """Return how sure we are that this is a FortiOS configuration."""
    raise NotImplementedError


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read the file."""
    raise NotImplementedError
