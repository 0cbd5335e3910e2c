"""Opens a file of evidence as a stream of bytes, unpacking gzip on the way and never beyond the limits."""

from __future__ import annotations

import gzip
import zlib
from typing import BinaryIO

from inmori.errors import InputError
from inmori.ingest.evidence_file import MEBI, EvidenceFile, Limits
from inmori.ingest.limits import over
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
        by_ratio = max(size, _SMALLEST) * limits.unpacked_ratio
        self._left = min(limits.capture_bytes, by_ratio)
        self._bound = "unpacked_ratio" if by_ratio < limits.capture_bytes else "capture_bytes"
        self._limits = limits
        self._name = name

    @classmethod
    def of(cls, file: EvidenceFile) -> ByteStream:
        """Open a file from its beginning, wherever it is; nothing is copied."""
        return cls(file.open(), name=file.name, size=file.size, limits=file.limits)

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
            raise InputError(over(_BOMB.filled(name=self._name), self._bound, self._limits))
        return block


_BOMB = Text(
    ja="{name} は展開すると大きくなりすぎるため読みません。",
    en="{name} grows too large when it is unpacked; not read.",
)
