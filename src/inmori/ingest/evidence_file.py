"""One file of evidence as the readers see it: name, bytes, and text decoded by a fixed ladder; with limits.

Nearly all evidence is small and is held in memory. Records of traffic are not: of a file above ``limits.file_bytes``
only the beginning is held, and a reader that sets ``STREAMS = True`` takes the rest from :meth:`EvidenceFile.open`.
"""

import codecs
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from inmori.errors import InputError
from inmori.ingest.column_correction import ColumnCorrections
from inmori.ingest.folder_lists import FolderLists
from inmori.ingest.limits import MEBI, Limits, over
from inmori.model import sha256_of
from inmori.text import Text

__all__ = ["HEAD", "MEBI", "EvidenceFile", "Limits", "encoding_of", "too_large"]

HEAD = 256 * 1024  # bytes held of a file that is too large for memory: enough to recognise it by
_BLOCK = MEBI

Told = Callable[[float], None]  # takes the share of the file that was read, from 0 to 1


@dataclass(frozen=True)
class EvidenceFile:
    """A file of evidence. ``name`` is relative to the evidence folder.

    ``data`` is all of it, unless :attr:`whole` is false: then it is the beginning, up to the end of a line, and the
    file lies at ``path``. Only a reader that streams is given such a file.
    ``columns`` is what people have said about the columns of lists: it holds for whatever file has lists.
    ``folder`` is what the other files of the folder tell about lists.
    """

    name: str
    data: bytes
    limits: Limits = field(default_factory=Limits)
    columns: ColumnCorrections = field(default_factory=ColumnCorrections)
    path: Path | None = None
    stored_size: int | None = None  # bytes on disk where data is the beginning only
    folder: FolderLists = field(default_factory=FolderLists, compare=False)
    told: Told | None = field(default=None, compare=False)  # hears how far a stream was read; may raise KeyboardInterrupt

    @classmethod
    def load(
        cls,
        path: Path,
        *,
        name: str,
        limits: Limits | None = None,
        columns: ColumnCorrections | None = None,
        told: Told | None = None,
    ) -> "EvidenceFile":
        """Read ``path``, or its beginning where it is larger than ``limits.file_bytes``.

        Raises:
            InputError: missing, unreadable, a folder, or larger than any kind of evidence may be.
        """
        bounds = limits or Limits()
        try:
            size = path.stat().st_size
            if size > max(bounds.file_bytes, bounds.capture_bytes):
                raise InputError(too_large(name, size, bounds, streams=bounds.capture_bytes > bounds.file_bytes))
            corrected = columns or ColumnCorrections()
            if size <= bounds.file_bytes:
                return cls(name=name, data=path.read_bytes(), limits=bounds, columns=corrected)
            with path.open("rb") as stream:
                head = stream.read(HEAD)
            lines = head[: head.rfind(b"\n") + 1] or head
            return cls(name, lines, bounds, corrected, path=path, stored_size=size, told=told)
        except OSError as error:
            raise InputError(
                Text(ja=f"{name} を開けません({error.strerror})。", en=f"Cannot open {name} ({error.strerror}).")
            ) from error

    @property
    def whole(self) -> bool:
        """Whether ``data`` is all of the file."""
        return self.stored_size is None

    @property
    def size(self) -> int:
        """Bytes of the file as it lies there."""
        return len(self.data) if self.stored_size is None else self.stored_size

    def open(self) -> BinaryIO:
        """Return the whole file as a binary stream from its beginning; the caller closes it.

        Raises:
            InputError: it has gone since, or can no longer be opened.
        """
        if self.path is None or self.whole:
            return io.BytesIO(self.data)
        try:
            return io.BufferedReader(_ToldFile(self.path, self.size, self.told), _BLOCK)
        except OSError as error:
            raise InputError(_GONE.filled(name=self.name, reason=error.strerror or "?")) from error

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of all its bytes, taken in blocks where it is not in memory."""
        if self.whole or self.path is None:
            return sha256_of(self.data)
        sum_ = hashlib.sha256()
        try:
            with self.path.open("rb") as stream:
                while block := stream.read(_BLOCK):
                    sum_.update(block)
        except OSError as error:
            raise InputError(_GONE.filled(name=self.name, reason=error.strerror or "?")) from error
        return sum_.hexdigest()

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


class _ToldFile(io.FileIO):
    """A file that says how far it was read: of gigabytes people want to know, and to be able to stop."""

    def __init__(self, path: Path, size: int, told: Told | None) -> None:
        super().__init__(path, "rb")
        self._size = size
        self._told = told

    def readinto(self, buffer: Any, /) -> int | None:
        """Read a block and tell."""
        count = super().readinto(buffer)
        if self._told is not None:
            self._told(min(1.0, self.tell() / max(1, self._size)))
        return count


def too_large(name: str, size: int, limits: Limits, *, streams: bool) -> Text:
    """Return why a file is not read: its size, the limit of its kind, and how that is raised."""
    limit = "capture_bytes" if streams else "file_bytes"
    return over(_TOO_LARGE.filled(name=name, size=f"{max(1, size // MEBI):,}"), limit, limits)


_GONE = Text(ja="{name} を開けません({reason})。", en="Cannot open {name} ({reason}).")
_TOO_LARGE = Text(ja="{name} は {size} MB あり、大きすぎるため読みません。", en="{name} is too large to be read ({size} MB).")
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
    escapes = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")
    if any(escape in data for escape in escapes):
        # The second knows half-width kana (ESC ( I), which the standard leaves out and old systems write all the same.
        known = next((name for name in ("iso2022_jp", "iso2022_jp_ext") if _decodes(data, name)), None)
        if known is not None:
            return known
    return next((name for name in ("utf-8", "cp932", "euc_jp") if _decodes(data, name)), None)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return False
    return True
