"""What is handed to the police or the PPC: the log itself byte for byte, as paper and table, with hashes and a way to check."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from inmori.cli.incident_file import LOG, RECEIPTS
from inmori.errors import InputError
from inmori.model.document import sha256_of
from inmori.prepare.incident_brief import brief_of
from inmori.prepare.incident_entry import Chain
from inmori.text import Language, Text

CHECKER = "verify_log.py"


def export_files(folder: Path, chain: Chain, *, target: str, now: datetime, language: Language) -> dict[str, bytes]:
    """Return the files by name, ``SHA256SUMS.txt`` the last.

    Raises:
        InputError: the log cannot be read, or the part that makes PDFs is missing.
    """
    from inmori.report.documents.incident_export.content import export_packet, export_sheet
    from inmori.report.writers.archive import SUMS, sums
    from inmori.report.writers.csv import csv_bytes
    from inmori.report.writers.pdf import packet_pdf

    try:
        log = (folder / LOG).read_bytes()
        receipts = (folder / RECEIPTS).read_bytes() if (folder / RECEIPTS).exists() else b""
    except OSError as error:
        raise InputError(Text(ja=f"{folder} を読めません({error.strerror})。", en=f"Cannot read {folder} ({error.strerror}).")) from error
    brief = brief_of(chain.entries, now=now)
    packet = export_packet(brief, chain.entries, chain.problems, target=target, log_hash=sha256_of(log))
    made = {
        "記録.pdf": packet_pdf(packet, language=language),
        "記録.csv": csv_bytes(export_sheet(chain.entries), language=language),
        LOG: log,
        RECEIPTS: receipts,
        CHECKER: (files("inmori.report.documents.incident_export") / CHECKER).read_bytes(),
    }
    return {**made, SUMS: sums(made)}
