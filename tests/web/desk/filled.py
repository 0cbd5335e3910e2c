"""A hospital with small documents of every stage, put in as a reading that counts, without reading or simulating anything."""

from __future__ import annotations

from datetime import date

from inmori.diagnose import Diagnosis
from inmori.model import Hospital
from inmori.plan.roads import Roads
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions import index, services
from inmori.web.versions.models import Version
from tests.comply.house import hospital as house_on_paper
from tests.plan.road_case import roads as small_roads
from tests.report.example_documents import finding, outcomes
from tests.web.conftest import House

DAY = date(2026, 11, 24)


def diagnosis(*severities: str) -> Diagnosis:
    found = tuple(finding(number, severity, "closed-2", f"指摘{number}") for number, severity in enumerate(severities, start=1))
    return Diagnosis(today=DAY, checks_run=("check-1",), findings=found)


def fill(
    house: House, *, hospital: Hospital | None = None, roads: Roads | None = None, severities: tuple[str, ...] = ("critical", "high")
) -> Version:
    """Let these documents count for a hospital."""
    documents = {
        "hospital.json": (hospital or house_on_paper()).to_json(),
        "diagnosis.json": diagnosis(*severities).to_json(),
        "outcomes.json": outcomes().to_json(),
        "roads.json": (roads or small_roads()).to_json(),
    }
    with tenant_scope(house.tenant.id):
        version = services.propose(documents, cause="試験", who=house.people["owner"], day=DAY)
        services.confirm(version, who=house.people["owner"])
        index.rebuild(version)
    return version
