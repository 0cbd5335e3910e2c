"""Evidence at rest: encrypted in the age format with this installation's key, one file per hospital and content.

The age format outlives this program: with the key file, the ``age`` tool of any Linux opens the files.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from inmori.web.keeping.shortage import with_code
from inmori.web.key_file import kept_key

KEY_FILE = "evidence.key"


@dataclass(frozen=True)
class Kept:
    """What was put away: its size in bytes and the SHA-256 of its content."""

    size: int
    sha256: str


class _Counted:
    """A readable stream over chunks that counts and hashes what passes."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self._rest = iter(chunks), b""
        self.digest, self.size = hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, empty at the end."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self.digest.update(chunk)
            self.size += len(chunk)
            self._rest = chunk
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken):]
        return taken


class Vault:
    """The folder of encrypted evidence under a data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def put(self, tenant: UUID, chunks: Iterable[bytes]) -> Kept:
        """Encrypt a file; it is there whole or not at all."""
        import pyrage

        folder = self._folder(tenant)
        waiting = folder / f".{os.urandom(9).hex()}.part"
        stream = _Counted(chunks)
        try:
            with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                pyrage.encrypt_io(stream, file, [self._identity().to_public()])
                file.flush()
                os.fsync(file.fileno())
        except pyrage.EncryptError as error:  # it wraps what the stream or the disk said
            raise with_code(error) from error
        else:
            waiting.replace(folder / f"{stream.digest.hexdigest()}.age")
        finally:
            with suppress(FileNotFoundError):
                waiting.unlink()
        return Kept(stream.size, stream.digest.hexdigest())

    def take(self, tenant: UUID, sha256: str, *, to: Path) -> None:
        """Decrypt a file to ``to``, which only this user can read."""
        import pyrage

        os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        pyrage.decrypt_file(str(self._folder(tenant) / f"{sha256}.age"), str(to), [self._identity()])

    def seal(self, text: str) -> str:
        """Return a short text encrypted with the same key, as base64."""
        import pyrage

        return base64.b64encode(pyrage.encrypt(text.encode(), [self._identity().to_public()])).decode()

    def unseal(self, sealed: str) -> str:
        """Return what :meth:`seal` was given."""
        import pyrage

        return bytes(pyrage.decrypt(base64.b64decode(sealed), [self._identity()])).decode()

    def forget(self, tenant: UUID) -> None:
        """Remove all evidence of a hospital that is deleted."""
        folder = self._folder(tenant)
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

    def _folder(self, tenant: UUID) -> Path:
        folder = self.data / "evidence" / str(tenant)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _identity(self) -> Any:
        import pyrage

        key = kept_key(self.data / KEY_FILE, lambda: str(pyrage.x25519.Identity.generate()))
        return pyrage.x25519.Identity.from_str(key)
