"""Files in one zip that opens anywhere: fixed order and times, so that the same files give the same bytes."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import date

SUMS = "SHA256SUMS.txt"


def archive(files: Mapping[str, bytes], *, day: date) -> bytes:
    """Return the zip of files by name, with a list of their SHA-256 hashes (``sha256sum -c`` reads it)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in (*sorted(files.items()), (SUMS, sums(files))):
            entry = zipfile.ZipInfo(name, date_time=(max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)
    return packed.getvalue()


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return one line for each file: its hash, two blanks, its name."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()
