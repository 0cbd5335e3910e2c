"""The third lock: PostgreSQL itself hides rows of tenants that were not named, whatever the program asks."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

# nullif: an unset or emptied setting compares as NULL, and NULL shows nothing.
_MINE = "tenant_id = nullif(current_setting('app.tenant', true), '')::uuid"
# Several hospitals at once, to read alone: the list is told by fleet_scope() and ends with its transaction.
_FLEET = "tenant_id = ANY (string_to_array(nullif(current_setting('app.fleet', true), ''), ',')::uuid[])"


def protect(table: str) -> RunPython:
    """Return a migration step that puts the lock on a table; other databases have no such lock."""

    def lock(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "postgresql":
            return
        name = editor.quote_name(table)
        editor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")  # the owner of the table too
        editor.execute(f"CREATE POLICY tenant ON {name} USING ({_MINE}) WITH CHECK ({_MINE})")

    def unlock(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP POLICY tenant ON {editor.quote_name(table)}")

    return RunPython(lock, unlock)


def share(table: str) -> RunPython:
    """Return a migration step that lets a fleet's page read a locked table for all its hospitals at once."""

    def open_to_fleet(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE POLICY fleet ON {editor.quote_name(table)} FOR SELECT USING ({_FLEET})")

    def close(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP POLICY fleet ON {editor.quote_name(table)}")

    return RunPython(open_to_fleet, close)
