"""A key that is made on first use and kept in a file: whole or not at all, and the same for all who ask at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def kept_key(path: Path, make: Callable[[], str]) -> str:
    """Return the key in a file that only this user can read; an empty file is what a power cut left, and is replaced."""
    if not path.exists() or not path.stat().st_size:
        waiting = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
        try:
            with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(make())
                file.flush()
                os.fsync(file.fileno())
            if path.exists() and not path.stat().st_size:
                waiting.replace(path)
            else:
                with suppress(FileExistsError):  # another process was quicker: its key is the one
                    os.link(waiting, path)
        finally:
            with suppress(FileNotFoundError):
                waiting.unlink()
    return path.read_text("utf-8").strip()
