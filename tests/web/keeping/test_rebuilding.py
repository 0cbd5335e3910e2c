"""The index comes from the documents alone: whatever was in it, afterwards it says what they say, for every hospital."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from inmori.model import Hospital
from inmori.web.commands import rebuild_index
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import services
from inmori.web.versions.models import DeviceRow, Standing
from tests.web.conftest import House


def test_the_index_says_what_the_documents_say(ours: House, theirs: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stand_on", "bring_up_to_date"):
        monkeypatch.setattr(rebuild_index, name, lambda *_: None)
    for each in (ours, theirs):
        hospital = Hospital.model_validate({"devices": [{"id": f"D-{each.tenant.name}"}, {"id": "D-2"}]})
        with tenant_scope(each.tenant.id):
            version = services.propose({"hospital.json": hospital.to_json()}, cause="", who=None, day=date(2026, 11, 24))
            DeviceRow.objects.bulk_create([DeviceRow(version=version, device="ghost", tenant_id=each.tenant.id)])
            services.propose({}, cause="", who=None, day=date(2026, 11, 24))  # a reading without a document of the hospital

    told: Any = CliRunner().invoke(rebuild_index.command, [], catch_exceptions=False)
    assert "2 病院" in told.output
    for each in (ours, theirs):
        with tenant_scope(each.tenant.id):
            services.confirm(services.Version.objects.get(number=1), who=each.people["owner"])
    CliRunner().invoke(rebuild_index.command, [], catch_exceptions=False)
    for each in (ours, theirs):
        with tenant_scope(each.tenant.id):
            assert list(DeviceRow.objects.values_list("device", flat=True)) == ["D-2", f"D-{each.tenant.name}"]
            assert Standing.objects.get().devices == 2
