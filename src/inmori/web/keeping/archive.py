"""One file that holds an installation: sealed with a passphrase in the age format, and refused unless it is whole.

The file is a plain tar of two age files: ``key.age``, a fresh key sealed with the passphrase, and ``content.age``, a
tar sealed with that key. ``age -d key.age > key; age -d -i key content.age | tar x`` opens it without this program.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inmori.errors import InputError
from inmori.text import Text
from inmori.web.keeping.shortage import with_code

FORMAT = 1
MANIFEST, KEY, CONTENT = "manifest.json", "key.age", "content.age"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Entry:
    """One file to put in: its name, and either its bytes or where it lies."""

    name: str
    content: bytes | Path


@dataclass(frozen=True)
class Seal:
    """How a key is locked away and unlocked: with a passphrase, save in tests of everything else."""

    lock: Callable[[bytes], bytes]
    unlock: Callable[[bytes], bytes]

    @classmethod
    def with_passphrase(cls, passphrase: str) -> Seal:
        """Lock with a passphrase; slow by design, so that guessing is."""
        from pyrage import passphrase as age

        return cls(lambda key: bytes(age.encrypt(key, passphrase)), lambda locked: bytes(age.decrypt(locked, passphrase)))


class NotWhole(InputError):
    """The file cannot be used: wrong passphrase, cut, changed, or something else altogether."""


def write(path: Path, entries: Iterable[Entry], *, about: dict[str, Any], seal: Seal) -> dict[str, Any]:
    """Write an archive, whole or not at all; returns its manifest."""
    import pyrage

    key = pyrage.x25519.Identity.generate()
    content, waiting = path.with_name(f".{path.name}.content"), path.with_name(f".{path.name}.part")
    manifest: dict[str, Any] = {"format": FORMAT, **about, "files": {}}
    try:
        with _private(content) as file:
            pyrage.encrypt_io(_Stream(_tar(entries, manifest)), file, [key.to_public()])
        with _private(waiting) as file, tarfile.open(fileobj=file, mode="w") as outer:
            locked = seal.lock(str(key).encode())
            outer.addfile(_info(KEY, len(locked)), io.BytesIO(locked))
            with content.open("rb") as stream:
                outer.addfile(_info(CONTENT, content.stat().st_size), stream)
        os.link(waiting, path)  # fails where a file of this name has appeared meanwhile
    except pyrage.EncryptError as error:  # it wraps what the disk said
        raise with_code(error) from error
    finally:
        for each in (content, waiting):
            with suppress(FileNotFoundError):
                each.unlink()
    return manifest


def unpack(path: Path, *, into: Path, seal: Seal) -> dict[str, Any]:
    """Lay an archive's files out in a folder, each proved against its hash; returns the manifest.

    Raises:
        NotWhole: it is not an archive, the passphrase is wrong, or a byte is not as it was written.
    """
    import pyrage

    plain = into / "content.tar"
    try:
        with tarfile.open(path, mode="r:") as outer:
            key = pyrage.x25519.Identity.from_str(seal.unlock(_member(outer, KEY).read()).decode())
            with _private(plain) as file:
                pyrage.decrypt_io(_member(outer, CONTENT), file, [key])
    except (tarfile.TarError, pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as error:
        raise _refusal() from error
    except OSError as error:
        if error.errno is None:  # not the disk's word: this is how a changed byte in a stream is told
            raise _refusal() from error
        raise
    with tarfile.open(plain, mode="r:") as inner:
        hashes = {member.name: _lay_out(inner, member, into) for member in inner}
    plain.unlink()
    manifest: dict[str, Any] = json.loads((into / MANIFEST).read_text("utf-8"))
    del hashes[MANIFEST]
    if manifest["format"] != FORMAT or manifest["files"] != hashes:
        raise _refusal()
    return manifest


def _tar(entries: Iterable[Entry], manifest: dict[str, Any]) -> Iterator[bytes]:
    """Yield a tar piece by piece; the manifest comes last, when all hashes are known."""
    for entry in entries:
        size = len(entry.content) if isinstance(entry.content, bytes) else entry.content.stat().st_size
        digest = hashlib.sha256()
        yield _info(entry.name, size).tobuf(tarfile.PAX_FORMAT)
        for chunk in _chunks(entry.content):
            digest.update(chunk)
            yield chunk
        yield b"\0" * (-size % tarfile.BLOCKSIZE)
        manifest["files"][entry.name] = digest.hexdigest()
    told = json.dumps(manifest, sort_keys=True, indent=1).encode()
    yield _info(MANIFEST, len(told)).tobuf(tarfile.PAX_FORMAT) + told + b"\0" * (-len(told) % tarfile.BLOCKSIZE)
    yield b"\0" * (2 * tarfile.BLOCKSIZE)


def _chunks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _lay_out(inner: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> str:
    """Write one member below the folder and return its hash. The file was sealed by us, and is not trusted for that."""
    place = into / member.name
    stream = inner.extractfile(member) if member.isreg() else None
    if stream is None or not place.resolve().is_relative_to(into.resolve()):
        raise _refusal()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with _private(place) as file:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _member(outer: tarfile.TarFile, name: str) -> Any:
    found = outer.extractfile(name) if name in outer.getnames() else None
    if found is None:
        raise _refusal()
    return found


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


@contextmanager
def _private(path: Path) -> Iterator[Any]:
    """A file that only this user may read, on the disk when the block ends."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


class _Stream:
    """A readable stream over pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, empty at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return taken


def _refusal() -> NotWhole:
    return NotWhole(
        Text(
            ja="控えを開けません。合言葉が違うか、ファイルが欠けているか、院守の控えではありません。",
            en="The backup cannot be opened: wrong passphrase, a damaged file, or not a backup of Inmori.",
        )
    )
