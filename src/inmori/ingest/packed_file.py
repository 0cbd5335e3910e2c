"""Opens a file of evidence as a stream of bytes, unpacking gzip on the way and never beyond the limits."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO

from inmori.errors import InputError
from inmori.ingest.evidence_file import MEBI, EvidenceFile, Limits
from inmori.text import Text

_MAGIC = b"\x1f\x8b"
_SMALLEST = 1024  # a tiny file may unpack to this many times the allowed ratio's base


class ByteStream:
    """What is in a file, unpacked. ``cut`` becomes true when the packed data ends too early or is damaged.

    It needs a binary file object only, so a large file can be read from disk without being held in memory.
    """

    def __init__(self, stream: BinaryIO, *, name: str, size: int, limits: Limits) -> None:
        """``size``: bytes of the file as it lies there; with the limits it bounds what may come out."""
        head = stream.read(2)
        stream.seek(0)
        self.cut = False
        self._stream = stream
        self._packed = gzip.GzipFile(fileobj=stream) if head == _MAGIC else None
        self._left = min(limits.unpacked_bytes, max(size, _SMALLEST) * limits.unpacked_ratio)
        self._allowed = self._left
        self._name = name

    @classmethod
    def of(cls, file: EvidenceFile) -> ByteStream:
        """Open a file that is in memory; nothing is copied."""
        return cls(io.BytesIO(file.data), name=file.name, size=len(file.data), limits=file.limits)

    def read(self, size: int = MEBI, /) -> bytes:
        """Return up to ``size`` bytes; none at the end.

        Raises:
            InputError: a packed file unpacks beyond the limits.
        """
        if self._packed is None:
            return self._stream.read(size)
        try:
            # Unlike read, read1 gives what there is before a cut.
            block = b"" if self.cut else self._packed.read1(size)
        except (EOFError, OSError, zlib.error):
            self.cut = True
            return b""
        self._left -= len(block)
        if self._left < 0:
            raise InputError(_BOMB.filled(name=self._name, n=f"{self._allowed // MEBI:,}"))
        return block


_BOMB = Text(
    ja="{name} は展開すると上限({n} MB)を超えるため読みません。",
    en="{name} unpacks beyond the limit ({n} MB); not read.",
)
