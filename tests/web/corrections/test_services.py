"""Corrections of the reading: only added, the newest counts, told in the record, and never another hospital's."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.errors import InputError
from inmori.ingest.column_correction import read
from inmori.model import ZoneKind
from inmori.web.audit.models import AuditEvent
from inmori.web.audit.services import broken_at
from inmori.web.corrections import services
from inmori.web.corrections.models import ListReading, NetworkKind
from inmori.web.tenants.scope import tenant_scope
from tests.web.conftest import House

SHAPE, DAY = "0123456789abcdef", date(2026, 11, 24)


def test_columns_named_before_stay_named(ours: House) -> None:
    who = ours.people["editor"]
    with tenant_scope(ours.tenant.id):
        assert services.correct_list(SHAPE, kind="device", columns={"C": "address"}, who=who)
        assert services.correct_list(SHAPE, kind="device", columns={"E": ""}, who=who)
        assert not services.correct_list(SHAPE, kind="device", columns={"C": "address"}, who=who)
        [sheet] = read(services.columns_text(), file="x").corrections.sheets
        assert (sheet.shape, sheet.kind, sheet.columns) == (SHAPE, "device", ((2, "address"), (4, "")))
        assert ListReading.objects.count() == 2
        assert services.correct_list(SHAPE, kind="contract", columns={}, who=who)
        assert services.list_readings()[SHAPE].columns == {}
        assert services.correct_list(SHAPE, kind="", columns={}, who=who)
        assert (services.columns_text(), services.list_readings(), ListReading.objects.count()) == ("", {}, 4)
        assert not services.correct_list(SHAPE, kind="", columns={}, who=who)
        assert [e.about["row"] for e in AuditEvent.objects.filter(verb="reading.corrected")][-1] > 0
        assert broken_at() is None


def test_a_row_is_never_changed(ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        services.correct_list(SHAPE, kind="none", columns={}, who=ours.people["owner"])
        row = ListReading.objects.get()
        row.kind = "device"
        with pytest.raises(ValueError, match="never changed"):
            row.save()


@pytest.mark.parametrize(("shape", "kind", "columns"), [
    (SHAPE, "patients", {}), (SHAPE, "device", {"C": "patient_name"}), (SHAPE, "device", {"c]": "address"}),
    ('x"\n[[sheet]]', "device", {}), (SHAPE, "none", {"A": "address"}),
])  # fmt: skip
def test_what_is_no_choice_is_refused(shape: str, kind: str, columns: dict[str, str], ours: House) -> None:
    with tenant_scope(ours.tenant.id):
        with pytest.raises(InputError):
            services.correct_list(shape, kind=kind, columns=columns, who=ours.people["owner"])
        assert not ListReading.objects.exists()


def test_networks(ours: House, theirs: House) -> None:
    who = ours.people["editor"]
    with tenant_scope(ours.tenant.id):
        assert services.inputs() == {}
        assert services.say_network("10.4.0.0/24", kind="clinical", on=DAY, who=who)
        assert not services.say_network("10.4.0.0/24", kind="clinical", on=DAY, who=who)
        assert not services.say_network("10.5.0.0/24", kind="", on=DAY, who=who)
        [decision] = services.zone_decisions().decisions
        assert (decision.network, decision.kind, decision.on) == ("10.4.0.0/24", ZoneKind.CLINICAL, DAY)
        before = services.inputs()
        assert services.say_network("10.4.0.0/24", kind="unknown", on=DAY, who=who)
        assert services.inputs() != before
        with pytest.raises(InputError):
            services.say_network("10.4.0.0/24", kind="nonsense", on=DAY, who=who)
        assert services.say_network("10.4.0.0/24", kind="", on=DAY, who=who)
        assert (services.zone_decisions().decisions, NetworkKind.objects.count()) == ((), 3)
    with tenant_scope(theirs.tenant.id):
        assert (services.network_kinds(), NetworkKind.objects.count()) == ({}, 0)
