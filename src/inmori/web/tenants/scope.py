"""The first and the third lock: no query without a tenant, and the database told which tenant it is.

The first lock is the manager: asked outside a scope it raises, so that forgetting the tenant fails closed. The third
is PostgreSQL's row-level security (:mod:`inmori.web.tenants.row_security`), which answers nothing unless this module
has told the connection whose rows are meant. The second lock, the door, is :mod:`inmori.web.tenants.access`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models, transaction

_CURRENT: ContextVar[UUID | None] = ContextVar("inmori_tenant", default=None)
_FLEET: ContextVar[tuple[UUID, ...] | None] = ContextVar("inmori_fleet", default=None)
M = TypeVar("M", bound=models.Model)


class NoTenant(RuntimeError):
    """A tenant's rows were asked for while no tenant was meant: a mistake in the program, never of a person."""


def current_tenant() -> UUID:
    """Return whose rows are meant.

    Raises:
        NoTenant: nobody's.
    """
    tenant = _CURRENT.get()
    if tenant is None:
        raise NoTenant("no tenant is active: open tenant_scope() first")
    return tenant


@contextmanager
def tenant_scope(tenant: UUID) -> Iterator[None]:
    """Mean this tenant's rows inside the block, in Python and, on PostgreSQL, in the database too.

    On PostgreSQL the block is one transaction, since the setting must end with it, whatever happens.
    """
    token = _CURRENT.set(tenant)
    try:
        if connection.vendor != "postgresql":
            yield
            return
        with transaction.atomic():
            earlier = _told()
            _tell(str(tenant))
            yield
            _tell(earlier)
    finally:
        _CURRENT.reset(token)


@contextmanager
def fleet_scope(tenants: Sequence[UUID]) -> Iterator[None]:
    """Mean the rows of several hospitals inside the block: to read alone, and only of tables that are shared with a fleet.

    Whoever opens it has asked the door for each of them. No hospital is entered by it: :func:`current_tenant` stays as it was.
    """
    token = _FLEET.set(tuple(tenants))
    try:
        if connection.vendor != "postgresql":
            yield
            return
        with transaction.atomic():
            _tell(",".join(str(each) for each in tenants), setting="app.fleet")
            yield
            _tell("", setting="app.fleet")
    finally:
        _FLEET.reset(token)


def _told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.tenant', true), '')")
        return str(cursor.fetchone()[0])


def _tell(tenant: str, *, setting: str = "app.tenant") -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [setting, tenant])


class TenantManager(models.Manager[M]):
    """Gives the rows of the current tenant only."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Return the current tenant's rows.

        Raises:
            NoTenant: outside a scope.
        """
        return super().get_queryset().filter(tenant_id=current_tenant())

    def of_fleet(self) -> models.QuerySet[M]:
        """Return the rows of the hospitals that are meant together, to read.

        Raises:
            NoTenant: outside a fleet's scope.
        """
        tenants = _FLEET.get()
        if tenants is None:
            raise NoTenant("no fleet is active: open fleet_scope() first")
        return super().get_queryset().filter(tenant_id__in=tenants)


class TenantModel(models.Model):
    """A row that belongs to one hospital; a new one belongs to the tenant that is meant."""

    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, editable=False, related_name="+")

    objects: TenantManager[Any] = TenantManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save under the current tenant; a row of another is refused."""
        meant = current_tenant()
        if self.tenant_id is None:
            self.tenant_id = meant
        if self.tenant_id != meant:
            raise NoTenant(f"this row belongs to another tenant than the one that is meant ({meant})")
        super().save(*args, **kwargs)


class AddedOnly(TenantModel):
    """A row of a table that only grows: a correction is another row, and taking one back is a row that names it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row.

        Raises:
            ValueError: it is there already.
        """
        if self.pk is not None:
            raise ValueError(f"a row of {self._meta.db_table} is never changed: add another")
        super().save(*args, **kwargs)
