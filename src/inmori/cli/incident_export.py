"""What is handed to the police or the PPC, from a log on disk."""

from datetime import datetime
from pathlib import Path

from inmori.cli.incident_file import LOG, RECEIPTS
from inmori.errors import InputError
from inmori.prepare.incident_entry import Chain
from inmori.text import Language, Text


def export_files(folder: Path, chain: Chain, *, target: str, now: datetime, language: Language) -> dict[str, bytes]:
    """Return the files by name, ``SHA256SUMS.txt`` the last.

    Raises:
        InputError: the log cannot be read, or the part that makes PDFs is missing.
    """
    from inmori.report.incident_export import export_files as files_of

    try:
        log = (folder / LOG).read_bytes()
        receipts = (folder / RECEIPTS).read_bytes() if (folder / RECEIPTS).exists() else b""
    except OSError as error:
        raise InputError(Text(ja=f"{folder} を読めません({error.strerror})。", en=f"Cannot read {folder} ({error.strerror}).")) from error
    return files_of(log, receipts, chain, target=target, now=now, language=language)
