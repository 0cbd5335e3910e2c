"""One file of evidence as the readers see it: name, bytes, and text decoded by a fixed ladder; with limits."""

import codecs
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from inmori.errors import InputError
from inmori.ingest.column_correction import ColumnCorrections
from inmori.model import sha256_of
from inmori.text import Text

MEBI = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read from outside; settings, so that a large hospital can raise them."""

    file_bytes: int = 256 * MEBI
    rows: int = 100_000  # per sheet or list
    zip_entries: int = 5_000
    unpacked_bytes: int = 512 * MEBI  # all entries of a zip together, counted while reading
    unpacked_ratio: int = 200
    flows: int = 2_000_000  # records of a flow log
    lines: int = 2_000_000
    cell_chars: int = 32_767
    yaml_bytes: int = 2 * MEBI


@dataclass(frozen=True)
class EvidenceFile:
    """A file read into memory. ``name`` is relative to the evidence folder.

    ``columns`` is what people have said about the columns of lists: it holds for whatever file has lists.
    """

    name: str
    data: bytes
    limits: Limits = field(default_factory=Limits)
    columns: ColumnCorrections = field(default_factory=ColumnCorrections)

    @classmethod
    def load(cls, path: Path, *, name: str, limits: Limits | None = None) -> "EvidenceFile":
        """Read ``path``.

        Raises:
            InputError: missing, unreadable, a folder, or larger than ``limits.file_bytes``.
        """
        bounds = limits or Limits()
        try:
            size = path.stat().st_size
            if size > bounds.file_bytes:
                raise InputError(
                    Text(
                        ja=f"{name} は {size // MEBI:,} MB あり、上限 {bounds.file_bytes // MEBI:,} MB を超えるため読みません。",
                        en=f"{name} is {size // MEBI:,} MB, over the limit of {bounds.file_bytes // MEBI:,} MB; not read.",
                    )
                )
            return cls(name=name, data=path.read_bytes(), limits=bounds)
        except OSError as error:
            raise InputError(
                Text(ja=f"{name} を開けません({error.strerror})。", en=f"Cannot open {name} ({error.strerror}).")
            ) from error

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes."""
        return sha256_of(self.data)

    @cached_property
    def encoding(self) -> str | None:
        """Encoding found by the ladder (BOM, ISO-2022-JP escape, UTF-8, CP932, EUC-JP); ``None``: not text."""
        return encoding_of(self.data)

    @cached_property
    def text(self) -> str | None:
        """The decoded text with line ends as ``\\n`` and no BOM; ``None`` when it is no text."""
        if self.encoding is None:
            return None
        decoded = self.data.decode(self.encoding)
        return decoded.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(data: bytes) -> str | None:
    """Return the encoding of ``data`` by a fixed ladder; statistical guessers fail on short CP932 files.

    ``None`` means that it is not text (it holds NUL bytes, or fits no encoding of the ladder).
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name if _decodes(data, name) else None
    if b"\x00" in data:
        return None
    escapes = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
    if any(escape in data for escape in escapes) and _decodes(data, "iso2022_jp"):
        return "iso2022_jp"
    return next((name for name in ("utf-8", "cp932", "euc_jp") if _decodes(data, name)), None)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return False
    return True
