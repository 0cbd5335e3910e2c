"""Every row of every table as lines of JSON and back, the same on SQLite and PostgreSQL, across the walls of hospitals.

Django's own ``dumpdata`` cuts times to milliseconds, which would break the record's chain, and cannot look past row
security; so this file writes and reads rows itself, one hospital at a time.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from inmori.web.tenants.models import Tenant
from inmori.web.tenants.scope import TenantModel, tenant_scope

# Made anew by Django, or good for this running installation only: after a restore everybody signs in again.
NOT_KEPT = {
    "auth.Permission", "auth.Group_permissions", "contenttypes.ContentType", "people.Person_user_permissions",
    "sessions.Session", "usersessions.UserSession",
}  # fmt: skip
LINES = 4_000_000  # bytes of one piece of a table in the archive, so that memory is bounded
Row = dict[str, Any]


class Misfit(Exception):
    """Rows that another version wrote."""


def tables() -> list[type[models.Model]]:
    """Return the tables that are kept, by name."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.label not in NOT_KEPT and m._meta.managed]
    return sorted((m for m in found if not m._meta.proxy), key=lambda model: model._meta.label)


def rows_of(model: type[models.Model]) -> Iterator[Row]:
    """Yield all rows of a table, of all hospitals, in a fixed order."""
    if not issubclass(model, TenantModel):
        yield from _told(model, model._base_manager.order_by("pk"))
        return
    for tenant in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        with tenant_scope(tenant):
            yield from _told(model, model._base_manager.filter(tenant_id=tenant).order_by("pk"))


def pieces(model: type[models.Model]) -> Iterator[bytes]:
    """Yield a table as pieces of JSON lines."""
    held: list[bytes] = []
    size = 0
    for row in rows_of(model):
        held.append(json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n")
        size += len(held[-1])
        if size >= LINES:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def put_back(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Put rows back as they were, inside the caller's transaction; returns how many.

    Raises:
        Misfit: the rows do not fit this version's tables.
    """
    fields, count, highest = model._meta.local_concrete_fields, 0, 0
    per_query = max(1, min(200, connection.ops.bulk_batch_size(fields, [None] * 200)))
    for tenant, group in groupby((json.loads(line) for line in lines), key=lambda row: row.get("tenant_id")):
        scoped = issubclass(model, TenantModel)
        with tenant_scope(UUID(tenant)) if scoped else nullcontext():
            for objects in _batches((_object(model, fields, row) for row in group), per_query):
                # raw: what Django would fill in by itself (the time of a change) must stay what it was
                model._base_manager.all()._insert(objects, fields=fields, raw=True, using="default")  # type: ignore[attr-defined]
                count += len(objects)
                highest = max([highest, *(each.pk for each in objects if isinstance(each.pk, int))])
    _go_on_after(model, highest)
    return count


def clear() -> None:
    """Remove all rows that are kept, of all hospitals, inside the caller's transaction."""
    for tenant in Tenant.objects.all():
        with tenant_scope(tenant.pk):
            tenant.delete()
    for model in tables():
        if not issubclass(model, TenantModel):
            model._base_manager.all()._raw_delete("default")
    for label in NOT_KEPT - {"auth.Permission", "contenttypes.ContentType"}:
        apps.get_model(label)._base_manager.all()._raw_delete("default")


def _told(model: type[models.Model], found: models.QuerySet[Any]) -> Iterator[Row]:
    fields = model._meta.local_concrete_fields
    for each in found.iterator(chunk_size=100):
        yield {field.attname: _json(field, getattr(each, field.attname)) for field in fields}


def _json(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(field, models.BinaryField) and value is not None:
        return b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _object(model: type[models.Model], fields: Iterable[models.Field[Any, Any]], row: Row) -> models.Model:
    if set(row) != {field.attname for field in fields}:
        raise Misfit
    given = {field.attname: _value(field, row[field.attname]) for field in fields}
    return model(**given)


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return b64decode(value)
    return field.to_python(value)


def _batches(objects: Iterator[models.Model], size: int) -> Iterator[list[models.Model]]:
    held: list[models.Model] = []
    for each in objects:
        held.append(each)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


def _go_on_after(model: type[models.Model], highest: int) -> None:
    """Let new rows be numbered after those put back. Django's own statement would look through row security, and see none."""
    if connection.vendor == "postgresql" and highest:
        key = model._meta.pk.column if model._meta.pk else "id"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', key])
            sequence = cursor.fetchone()[0]
            if sequence:
                cursor.execute("SELECT setval(%s, %s)", [sequence, highest])
