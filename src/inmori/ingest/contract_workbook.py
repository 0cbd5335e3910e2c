"""Workbooks of maintenance contracts (保守契約一覧) and of remote connections (リモート接続業者一覧), together or apart."""

from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from inmori.ingest.sheet_tables import is_list_file, open_tables, read_tables
from inmori.ingest.workbook import is_spreadsheet
from inmori.model import SourceKind
from inmori.text import Text

FORMAT = "contract_workbook"
KIND = SourceKind.LEDGER
NAME = Text(ja="保守契約・リモート接続の一覧", en="List of maintenance contracts and remote connections")


def recognise(file: EvidenceFile) -> float:
    """Return how surely this lists contracts or remote connections, from 0 to 1.

    A workbook that also lists machines is left to the ledger's reader, which reads these sheets too.
    """
    if not is_list_file(file):
        return 0.0
    try:
        tables = open_tables(file)
    except InputError:
        return 0.0
    if not tables.count("contract") + tables.count("remote_access"):
        return 0.05 if is_spreadsheet(file) else 0.0
    return 0.3 if tables.count("device") else 0.9


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all sheets.

    Raises:
        InputError: the workbook cannot be opened, or no sheet has a known heading.
    """
    return read_tables(file, open_tables(file), catalogue, today=today, kind=KIND, format_id=FORMAT)
