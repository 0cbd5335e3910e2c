"""What is handed to the police or the commission, as bytes: the log itself, as paper and table, with hashes and a way to check.

The command line writes it into a folder, the browser hands it out; both make it here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from importlib.resources import files

from inmori.model.document import sha256_of
from inmori.prepare.incident_brief import brief_of
from inmori.prepare.incident_entry import Chain
from inmori.report.documents.incident_export.content import export_packet, export_sheet
from inmori.report.writers.archive import SUMS, sums
from inmori.report.writers.csv import csv_bytes
from inmori.report.writers.pdf import packet_pdf
from inmori.text import Language, Text

LOG, RECEIPTS = "incident.jsonl", "incident_receipts.txt"
CHECKER = "verify_log.py"


def export_files(
    log: bytes, receipts: bytes, chain: Chain, *, target: str, now: datetime, language: Language, mark: Text | None = None
) -> dict[str, bytes]:
    """Return the files by name, ``SHA256SUMS.txt`` the last; ``log`` and ``receipts`` go in byte for byte.

    ``mark`` stands before the title of the paper: that it is a drill.

    Raises:
        InputError: the part that makes PDFs is missing.
    """
    brief = brief_of(chain.entries, now=now)
    packet = export_packet(brief, chain.entries, chain.problems, target=target, log_hash=sha256_of(log))
    if mark is not None:
        title = packet.imprint.title
        marked = Text(ja=f"{mark.ja}{title.ja}", en=f"{mark.en} {title.en}")
        packet = replace(packet, imprint=replace(packet.imprint, title=marked))
    made = {
        "記録.pdf": packet_pdf(packet, language=language),
        "記録.csv": csv_bytes(export_sheet(chain.entries), language=language),
        LOG: log,
        RECEIPTS: receipts,
        CHECKER: (files("inmori.report.documents.incident_export") / CHECKER).read_bytes(),
    }
    return {**made, SUMS: sums(made)}
