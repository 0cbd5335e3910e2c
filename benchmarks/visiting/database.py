"""A PostgreSQL of the benchmark's own, as the tests start one, with a user who may not look past row security."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres() -> Iterator[str | None]:
    """Give the address; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    where = found[-1].parent if found else Path(on_path).parent if on_path else None
    if where is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="inmori-bench-pg-"))
    prefix = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        prefix = ["runuser", "-u", "postgres", "--"]

    def run(*words: str) -> None:
        subprocess.run([*prefix, *words], check=True, capture_output=True, cwd=folder)

    data = folder / "data"
    run(str(where / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {folder} -c listen_addresses='' -c shared_buffers=256MB"
    run(str(where / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        run(str(where / "psql"), "-h", str(folder), "-U", "postgres", "-c",
            "CREATE ROLE inmori LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")  # fmt: skip
        run(str(where / "createdb"), "-h", str(folder), "-U", "postgres", "-O", "inmori", "inmori")
        yield f"postgresql://inmori@/inmori?host={folder}"
    finally:
        run(str(where / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
