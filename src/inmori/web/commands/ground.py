"""What every verb of the web application shares: where the data is, and Django made ready for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from inmori.errors import InputError
from inmori.web.deployment import Deployment

DEFAULT_DATA = Path(click.get_app_dir("inmori"))


def data_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--data`` and ``--database``."""
    database = click.option("--database", default=None, metavar="URL", envvar="INMORI_DATABASE", help="postgresql://… 省略時はSQLite / default SQLite")
    data = click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=DEFAULT_DATA, envvar="INMORI_DATA",
                        show_default=True, help="データを置くフォルダ / folder for the data")  # fmt: skip
    return data(database(_told(command)))


def _told(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command say in a sentence that the machine lacks something, instead of calling it a fault of the program."""

    @wraps(command)
    def told(*args: Any, **named: Any) -> Any:
        try:
            return command(*args, **named)
        except Exception as error:
            from inmori.web.keeping.shortage import WORDS, shortage_of

            shortage = shortage_of(error)
            if shortage is None:
                raise
            raise InputError(WORDS[shortage]) from error

    return told


def stand_on(data: Path, database: str | None, **others: Any) -> Deployment:
    """Say where the data is and make Django ready."""
    deployment = replace(Deployment.from_environment(), data=data.resolve(), database=database or "", **others)
    os.environ.update(deployment.to_environment())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inmori.web.settings")
    import django

    django.setup()
    return deployment


def bring_up_to_date() -> None:
    """Make or change the tables as this version needs them."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
