"""The reader of lists that explain codes: it owns up to them; what they explain is used where the codes stand.

Which codes a folder explains is looked up before any list is read (``folder_look``).
"""

from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.code_list import codes_of
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.reading import Reading
from inmori.ingest.sheet_tables import is_list_file, open_tables
from inmori.model import Evidence, SourceKind
from inmori.text import Text

FORMAT = "code_table"
KIND = SourceKind.LEDGER
NAME = Text(ja="区分コードの一覧", en="List of codes")


def recognise(file: EvidenceFile) -> float:
    """Return 0.85 when the file explains codes and holds no list of anything else, from 0 to 1."""
    if not is_list_file(file):
        return 0.0
    try:
        tables = open_tables(file).tables
    except InputError:
        return 0.0
    if any(header is not None for _, header in tables):
        return 0.0
    return 0.85 if any(codes_of(table) for table, _ in tables) else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Count the codes. All readers take the catalogue and today's date; this one needs neither.

    Raises:
        InputError: it cannot be opened, or explains no code.
    """
    count = sum(len(names) for table, _ in open_tables(file).tables for names in codes_of(table).values())
    if not count:
        raise InputError(
            Text(
                ja=f"{file.name} に、コードとその名称の組が見つかりません。",
                en=f"{file.name} holds no codes with their names.",
            )
        )
    return Reading(evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND, records=count))
