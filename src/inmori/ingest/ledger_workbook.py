"""The ledger of machines (機器台帳), kept by hand in a workbook: any sheets, any headings, any habits.

Sheets whose headings speak of machines are read; contract and remote-access sheets in the same workbook too; a cover,
counts by department or lists of choices are passed over with a note. A list kept by hand that was saved as text is
read the same way.
"""

from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest import ad_computers
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from inmori.ingest.sheet_tables import is_list_file, is_tool_export, open_tables, read_tables
from inmori.ingest.workbook import is_spreadsheet
from inmori.model import SourceKind
from inmori.text import Text

FORMAT = "ledger_workbook"
KIND = SourceKind.LEDGER
NAME = Text(ja="機器台帳", en="Ledger of machines")


def recognise(file: EvidenceFile) -> float:
    """Return how surely this is a ledger, from 0 to 1.

    A spreadsheet that will not open is claimed with 0.6, so that :func:`read` is asked and tells the reason.
    """
    if not is_list_file(file):
        return 0.0
    spreadsheet = is_spreadsheet(file)
    try:
        tables = open_tables(file)
    except InputError:
        return 0.6 if spreadsheet else 0.0
    if not tables.count("device"):
        return 0.1 if spreadsheet else 0.0
    if is_tool_export(tables) or ad_computers.recognise(file) >= 0.9:
        return 0.3
    return 0.9 if spreadsheet else 0.7


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all sheets.

    Raises:
        InputError: the workbook cannot be opened, or no sheet has a known heading.
    """
    return read_tables(file, open_tables(file), catalogue, today=today, kind=KIND, format_id=FORMAT)
