"""Asks for the passphrase of a backup: on the terminal, or from a file for backups that run by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inmori.errors import InputError
from inmori.text import Text

SHORTEST = 12


def passphrase_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--passphrase-file``."""
    return click.option(
        "--passphrase-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), default=None,
        help="合言葉を書いたファイル(1行目)。省略時はたずねる / file with the passphrase in its first line",
    )(command)  # fmt: skip


def passphrase(file: Path | None, *, new: bool) -> str:
    """Return the passphrase.

    Raises:
        InputError: it is too short to protect anything.
    """
    if file is not None:
        given = (file.read_text("utf-8").splitlines() or [""])[0]
    else:
        given = click.prompt("合言葉 / passphrase", hide_input=True, confirmation_prompt=new)
    if new and len(given) < SHORTEST:
        raise InputError(
            Text(ja=f"合言葉は{SHORTEST}文字以上にしてください。", en=f"A passphrase needs {SHORTEST} characters or more.")
        )
    return given
