"""The first lock: no tenant, no rows; and every table that belongs to a hospital has it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from inmori.web.audit.models import AuditEvent
from inmori.web.evidence.models import Upload
from inmori.web.tenants.scope import NoTenant, TenantModel, tenant_scope
from tests.web.conftest import House

# Read before any tenant is meant: they say who may enter (a token: into which hospital), or which work or telling waits;
# none says anything of a network.
ACROSS = {"people.Person", "tenants.Tenant", "tenants.Membership", "tenants.Invitation", "tenants.Pass", "jobs.Job",
          "api.Token", "hooks.Delivery"}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("inmori.web")]


def test_every_table_belongs_to_a_hospital_or_is_listed() -> None:
    free = {model._meta.label for model in own_models() if not issubclass(model, TenantModel)}
    assert free == ACROSS


@pytest.mark.parametrize("model", [m for m in own_models() if issubclass(m, TenantModel)], ids=lambda m: m._meta.label)
def test_asking_with_no_tenant_raises(model: type[TenantModel]) -> None:
    with pytest.raises(NoTenant):
        model.objects.count()
    with pytest.raises(NoTenant):
        model().save()


@pytest.mark.parametrize("model", [m for m in own_models() if issubclass(m, TenantModel)], ids=lambda m: m._meta.label)
def test_every_such_table_gets_the_databases_lock(model: type[TenantModel]) -> None:
    package = importlib.import_module(model.__module__.rsplit(".", 1)[0] + ".migrations")
    text = "".join(path.read_text("utf-8") for path in sorted(Path(package.__path__[0]).glob("0*.py")))
    assert model._meta.db_table in re.findall(r'protect\("([a-z_]+)"\)', text)


def test_another_hospitals_rows_are_not_there(ours: House, theirs: House) -> None:
    with tenant_scope(theirs.tenant.id):
        Upload(name="a.xlsx", size=1, sha256="0" * 64).save()
        row = Upload.objects.get()
    with tenant_scope(ours.tenant.id):
        assert not Upload.objects.exists()
        assert {event.tenant_id for event in AuditEvent.objects.all()} == {ours.tenant.id}
        with pytest.raises(NoTenant):
            row.save()
