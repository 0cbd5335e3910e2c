"""Small work that a person waits for, on something an outsider may have made: in the same bounded child, without a queue."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from inmori.errors import InputError
from inmori.text import Text
from inmori.web.jobs.worker import FAULT, TOO_LONG, child_environment

MEMORY, SECONDS = 2_000_000_000, 30.0  # bytes of address space, seconds of wall clock


def at_once(kind: str, folder: Path) -> None:
    """Do one kind of work in a folder and wait for it.

    Raises:
        InputError: the input is wrong, took too long, or broke the child; the text says it to a person.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "inmori.web.jobs.child", kind, str(folder), str(MEMORY)],
            capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False,
            env=child_environment(folder), cwd=folder, start_new_session=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise InputError(TOO_LONG) from late
    if done.returncode != 0:
        told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        trouble = next((line["trouble"] for line in told if "trouble" in line), None)
        raise InputError(Text.model_validate(trouble) if trouble else FAULT)
