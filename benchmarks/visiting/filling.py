"""Fills an empty installation: a few hospitals put away as a reading puts them, the others as copies of their rows.

    python -m visiting.filling DOCUMENTS HOSPITALS USERS      (the environment says which installation)

Two hundred real readings would take hours and change nothing for a page: each copy has its own rows and its own hashes, so
the server cannot take one hospital for another. Prints, as JSON, who has which session and which hospitals.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

EDITOR, LOOKED_AFTER = "editor", 4  # hospitals that each user belongs to
COPIED = ("versions_version", "versions_storeddocument", "versions_devicerow", "versions_standing", "roadmap_keptroadmap",
          "audit_auditevent")  # fmt: skip


def main() -> None:
    documents, hospitals, users = json.loads(Path(sys.argv[1]).read_text("utf-8")), int(sys.argv[2]), int(sys.argv[3])
    import django

    django.setup()
    from inmori.web.commands.ground import bring_up_to_date
    from inmori.web.people.models import Person

    bring_up_to_date()
    keeper = Person.objects.create_user("keeper@bench.example")
    seeds = [_read_in(f"見本病院{number}", each, keeper) for number, each in enumerate(documents, start=1)]
    tenants = [*seeds, *_copies(seeds, hospitals - len(seeds), keeper)]
    crowd = [_visitor(f"user{n}@bench.example", [tenants[(n * LOOKED_AFTER + k) % hospitals] for k in range(LOOKED_AFTER)]) for n in range(users)]
    partner = _visitor("partner@bench.example", tenants)
    print(json.dumps({"crowd": crowd, "partner": partner}))


def _read_in(name: str, documents: dict[str, str], keeper: Any) -> str:
    """Put documents away as a reading that counts."""
    from visiting.drawing import TODAY

    from inmori.web.acceptance.named import names_of
    from inmori.web.roadmap.services import roadmap_of_version
    from inmori.web.tenants.scope import tenant_scope
    from inmori.web.tenants.services import make_tenant
    from inmori.web.versions import index, services

    tenant = make_tenant(name, owner=keeper)
    with tenant_scope(tenant.id):
        version = services.propose(documents, cause="bench", who=keeper, day=TODAY)
        services.confirm(version, who=keeper)
        index.rebuild(version)
        names_of(version)  # as the worker does after a reading
        roadmap_of_version(version)
    return str(tenant.id)


def _copies(seeds: list[str], count: int, keeper: Any) -> Iterator[str]:
    """Copy the rows of the seeds in turn; the third lock is off while it lasts, as the owner of the tables may."""
    from django.db import connection, transaction

    from inmori.web.tenants.services import make_tenant

    with transaction.atomic(), _unlocked():
        for number in range(count):
            tenant = make_tenant(f"病院{number + 1:03}", owner=keeper)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM audit_auditevent WHERE tenant_id = %s", [_key(tenant.id)])
                _copy(cursor, _key(seeds[number % len(seeds)]), _key(tenant.id))
            yield str(tenant.id)


def _copy(cursor: Any, old: Any, new: Any) -> None:
    versions: dict[int, int] = {}
    for table in COPIED:
        cursor.execute(f"SELECT * FROM {table} WHERE false" if _postgres() else f"SELECT * FROM {table} LIMIT 0")
        columns = [each[0] for each in cursor.description if each[0] != "id"]
        if table == "versions_version":
            cursor.execute("SELECT id FROM versions_version WHERE tenant_id = %s ORDER BY id", [old])
            for (earlier,) in cursor.fetchall():
                _insert(cursor, table, columns, {"tenant_id": new, "after_id": None}, "id = %s", [earlier])
                cursor.execute("SELECT max(id) FROM versions_version")
                versions[earlier] = cursor.fetchone()[0]
        elif "version_id" in columns:
            for earlier, later in versions.items():
                changed = {"tenant_id": new, "version_id": later}
                if table == "versions_storeddocument":
                    _documents(cursor, columns, changed, earlier)
                else:
                    _insert(cursor, table, columns, changed, "version_id = %s", [earlier])
        elif table == "roadmap_keptroadmap":
            _insert(cursor, table, columns, {"tenant_id": new, "made_from": _made_from(cursor, new)}, "tenant_id = %s", [old])
        else:
            _insert(cursor, table, columns, {"tenant_id": new}, "tenant_id = %s", [old])


def _made_from(cursor: Any, tenant: Any) -> str:
    """Return what the roadmap is worked out from, as the service counts it: else each would be worked out anew."""
    names = "name IN ('hospital.json', 'roads.json')"
    cursor.execute(f"SELECT sha256 FROM versions_storeddocument WHERE tenant_id = %s AND {names} ORDER BY name", [tenant])
    return hashlib.sha256("\n".join(row[0] for row in cursor.fetchall()).encode()).hexdigest()


def _documents(cursor: Any, columns: list[str], changed: dict[str, Any], version: int) -> None:
    """Copy documents under hashes of their own: no two hospitals have equal documents."""
    cursor.execute("SELECT id, sha256 FROM versions_storeddocument WHERE version_id = %s", [version])
    for row, sha256 in cursor.fetchall():
        own = hashlib.sha256(f"{changed['tenant_id']}{sha256}".encode()).hexdigest()
        _insert(cursor, "versions_storeddocument", columns, {**changed, "sha256": own}, "id = %s", [row])


def _insert(cursor: Any, table: str, columns: list[str], changed: dict[str, Any], where: str, which: list[Any]) -> None:
    chosen = ", ".join("%s" if each in changed else f'"{each}"' for each in columns)
    into = ", ".join(f'"{each}"' for each in columns)
    values = [changed[each] for each in columns if each in changed]
    cursor.execute(f"INSERT INTO {table} ({into}) SELECT {chosen} FROM {table} WHERE {where}", [*values, *which])


def _postgres() -> bool:
    from django.db import connection

    return connection.vendor == "postgresql"


def _key(tenant: Any) -> Any:
    return str(tenant) if _postgres() else str(tenant).replace("-", "")


@contextmanager
def _unlocked() -> Iterator[None]:
    from django.db import connection

    if not _postgres():
        yield
        return
    with connection.cursor() as cursor:
        for table in COPIED:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would forbid changing the tables
        for table in COPIED:
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")


def _visitor(address: str, tenants: list[str]) -> dict[str, Any]:
    """Make a person with a place in these hospitals who has signed in; returns the session and the hospitals."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from inmori.web.people.models import Person
    from inmori.web.tenants.models import Membership

    person = Person.objects.create_user(address)
    Membership.objects.bulk_create([Membership(tenant_id=each, person=person, role=EDITOR) for each in tenants])
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return {"session": session.session_key, "tenants": tenants}


if __name__ == "__main__":
    main()
