"""Brings the rows of an older backup to this version's tables: they are put into a database of their own as it was then, which
is brought up to date as every update does, and taken out again.

A process of its own does it (``python -m inmori.web.keeping.forward FOLDER``), because Django knows one database at a time
and this one must not be that of the installation.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from inmori.web.deployment import Deployment

ROWS, ASKED, PLACE, NEW = "rows", "migrations-then.json", "forward", "rows-now"


class CannotBringForward(Exception):
    """The rows could not be brought forward; the text is what the process said."""


def bring_forward(laid_out: Path, *, migrations: Iterable[str], keys: Iterable[str]) -> None:
    """Replace ``rows`` in a laid-out backup by the same rows as this version keeps them.

    Raises:
        CannotBringForward: they do not fit the tables that they were said to come from.
    """
    place = laid_out / PLACE
    place.mkdir(mode=0o700)
    for name in keys:  # what is sealed in a row is sealed with the backup's own key
        if (laid_out / name).exists():
            shutil.copy2(laid_out / name, place / name)
    (laid_out / ASKED).write_text(json.dumps(sorted(migrations)), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "inmori.web.keeping.forward", str(laid_out)],
        env={**os.environ, **Deployment(data=place).to_environment()}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise CannotBringForward(done.stderr[-2000:])
    shutil.rmtree(laid_out / ROWS)
    (laid_out / NEW).rename(laid_out / ROWS)
    shutil.rmtree(place)


def main(laid_out: Path) -> None:
    """Do it, in a process whose database is a new file."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "inmori.web.settings"
    import django

    django.setup()
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from inmori.web.keeping.rows import pieces, put_back, tables

    executor = MigrationExecutor(connection)
    then = _last_of(executor, json.loads((laid_out / ASKED).read_text("utf-8")))
    old = executor.migrate(then).apps
    with transaction.atomic():
        for folder in sorted((laid_out / ROWS).iterdir()):
            lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_bytes().splitlines())
            put_back(old.get_model(folder.name), lines)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    for model in tables():
        for number, piece in enumerate(pieces(model)):
            to = laid_out / NEW / model._meta.label / f"{number:06}.jsonl"
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(piece)


def _last_of(executor: object, names: list[str]) -> list[tuple[str, str]]:
    """Return the newest of these migrations in each app."""
    nodes = executor.loader.graph.node_map  # type: ignore[attr-defined]
    told = {(name.partition(".")[0], name.partition(".")[2]) for name in names}
    return sorted(key for key in told if not any(child.key in told and child.key[0] == key[0] for child in nodes[key].children))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
