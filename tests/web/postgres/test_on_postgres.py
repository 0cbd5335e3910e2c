"""The web tests of doors, records and jobs once more on a real PostgreSQL, which this file starts, as a user who may not look past row security."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from inmori.web.tenants.scope import TenantModel, tenant_scope
from tests.web.conftest import House
from tests.web.tenants.test_scope import own_models

INSIDE = "INMORI_TESTS_ON_POSTGRES"
# What a database can do wrong: let a stranger in, lose a line, hand one job to two. The screens' words are the same on both.
AGAIN = [f"tests/web/{name}" for name in ("tenants", "audit", "jobs", "api", "postgres")]
on_postgres = pytest.mark.skipif(not os.environ.get(INSIDE), reason="runs inside the run on PostgreSQL")


def programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    where = programs()
    if where is None:
        assert not os.environ.get("CI"), "CI must have PostgreSQL"
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    # Not below pytest's own folder, which every new pytest closes to other users; and PostgreSQL refuses to run as root.
    folder = Path(tempfile.mkdtemp(prefix="inmori-pg-"))
    root = os.geteuid() == 0
    prefix = ["runuser", "-u", "postgres", "--"] if root else []
    if root:
        shutil.chown(folder, "postgres")

    def run(*words: str) -> None:
        subprocess.run([*prefix, *words], check=True, capture_output=True, cwd=folder)

    data = folder / "data"
    run(str(where / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    run(str(where / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        run(str(where / "psql"), "-h", str(folder), "-U", "postgres", "-c",
            "CREATE ROLE inmori LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")  # fmt: skip
        run(str(where / "createdb"), "-h", str(folder), "-U", "postgres", "-O", "inmori", "inmori")
        yield f"postgresql://inmori@/inmori?host={folder}"
    finally:
        run(str(where / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(bool(os.environ.get(INSIDE)), reason="this is that run")
def test_doors_records_and_jobs_hold_on_postgres(address: str, repository: Path) -> None:
    environment = {**os.environ, "INMORI_DATABASE": address, INSIDE: "1"}
    for name in [key for key in environment if key.startswith(("PYTEST_", "COV_"))]:
        del environment[name]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *AGAIN, "-q", "-p", "no:xdist", "-x"],
        cwd=repository, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-4000:]


@on_postgres
def test_this_user_cannot_look_past_row_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


@on_postgres
@pytest.mark.parametrize("model", [m for m in own_models() if issubclass(m, TenantModel)], ids=lambda m: m._meta.label)
def test_every_table_of_a_hospital_is_locked(model: type[TenantModel]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [model._meta.db_table])
        assert cursor.fetchone() == (True, True)


@on_postgres
def test_the_database_shows_nothing_unless_it_is_told_whose(ours: House, theirs: House) -> None:
    def seen() -> set[object]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT tenant_id FROM audit_auditevent")
            return {row[0] for row in cursor.fetchall()}

    assert seen() == set()
    with tenant_scope(ours.tenant.id):
        assert seen() == {ours.tenant.id}
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM audit_auditevent WHERE tenant_id = %s", [theirs.tenant.id])
            assert cursor.fetchone() == (0,)
    assert seen() == set()


@on_postgres
def test_the_database_takes_no_row_of_another(ours: House, theirs: House) -> None:
    from django.db import transaction
    from django.db.utils import ProgrammingError

    insert = "INSERT INTO evidence_upload (tenant_id, name, size, sha256, added_at) VALUES (%s, 'x', 1, '', now())"
    with (
        tenant_scope(ours.tenant.id),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, [theirs.tenant.id])
