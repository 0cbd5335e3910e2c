"""How many questions each list asks the database: literally, and as many with fifty rows as with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inmori.web.api.models import Token
from inmori.web.audit.services import note
from inmori.web.audit.verb import Verb
from inmori.web.people.models import Person
from inmori.web.roadmap.models import KeptRoadmap
from inmori.web.tenants.models import Invitation, Membership, Pass, Tenant
from inmori.web.tenants.role import Role
from inmori.web.tenants.scope import tenant_scope
from inmori.web.tenants.services import make_tenant
from inmori.web.vendors.models import VendorForm
from inmori.web.versions.models import DeviceRow, Standing, Version
from inmori.web.versions.services import put_bytes
from tests.web.conftest import House
from tests.web.desk.filled import DAY, fill

MANY = 50
More = Callable[[House, int], None]


def devices(house: House, count: int) -> None:
    version = fill(house)
    with tenant_scope(house.tenant.id):
        DeviceRow.objects.all().delete()
        rows = [DeviceRow(tenant=house.tenant, version=version, device=f"D{n}", name=f"PC{n}", zone=f"Z{n % 3}", kind="client") for n in range(count)]
        DeviceRow.objects.bulk_create(rows)


def findings(house: House, count: int) -> None:
    fill(house, severities=("high",) * count)


def vendors(house: House, count: int) -> None:
    fill(house)
    with tenant_scope(house.tenant.id):
        for n in range(count):
            given = Pass.objects.create(tenant=house.tenant, kind=Pass.VENDOR, subject="a", label="a", digest=f"v{n}{house.tenant.name}",
                                        expires_at=timezone.now() + timedelta(days=1), made_by=house.people["owner"])  # fmt: skip
            VendorForm(given=given, vendor="北カルテ", edition="r8", accepted_by=house.people["editor"]).save()
            Pass.objects.create(tenant=house.tenant, kind=Pass.INSPECTOR, subject="r8", label="r8", digest=f"i{n}{house.tenant.name}",
                                expires_at=timezone.now() + timedelta(days=1))  # fmt: skip


def documents(house: House, count: int) -> None:
    version = fill(house)
    with tenant_scope(house.tenant.id):
        for n in range(count):
            put_bytes(version, f"papers/{n}.pdf", b"%PDF")


def history(house: House, count: int) -> None:
    with tenant_scope(house.tenant.id):
        for n in range(count):
            note(house.people["owner"], Verb.DATA_TAKEN, what=str(n))


def people(house: House, count: int) -> None:
    owner = house.people["owner"]
    for n in range(count):
        person = Person.objects.create_user(f"p{n}@{house.tenant.name}.example")
        until = timezone.now() if n % 2 else None
        Membership.objects.create(tenant=house.tenant, person=person, role=Role.VIEWER, granted_by=owner, until=until)
        Invitation.objects.create(tenant=house.tenant, role=Role.VIEWER, digest=f"{house.tenant.id}{n}"[-64:], made_by=owner,
                                  expires_at=timezone.now() + timedelta(days=1))  # fmt: skip


def tokens(house: House, count: int) -> None:
    for n in range(count):
        Token.objects.create(tenant=house.tenant, made_by=house.people["owner"], label=f"T{n}", access=Token.READ,
                             digest=f"t{n}{house.tenant.name}", expires_at=timezone.now() + timedelta(days=1))  # fmt: skip


def fleet(house: House, count: int) -> None:
    for n in range(count):
        tenant = make_tenant(f"F{n:02}", owner=house.people["owner"])
        with tenant_scope(tenant.id):
            past = Version(number=1, state=Version.PAST, day=DAY)
            past.save()
            now = Version(number=2, state=Version.CURRENT, day=DAY, after=past)
            now.save()
            for version, critical in ((past, 1), (now, 2)):
                Standing(version=version, critical=critical, yearly_loss=1e6).save()
            KeptRoadmap(made_from="", open_due=["2026-01-01"]).save()


def tasks(house: House, count: int) -> None:
    """The roadmap of the tests has its own tasks: what grows is what is written beside them."""
    fill(house)
    history(house, count)


# Screen: its address, what makes more rows, and the questions it asks: for session and person, hospital and right, and the rows.
SCREENS: dict[str, tuple[str, More, int]] = {
    "devices": ("devices/", devices, 15),
    "findings": ("findings/", findings, 14),
    "checklist": ("checklist/r8/", findings, 12),
    "vendors": ("vendors/", vendors, 13),
    "documents": ("documents/", documents, 13),
    "history": ("history/", history, 10),
    "people": ("people/", people, 11),
    "roadmap": ("roadmap/", tasks, 12),
    "tokens": ("tokens/", tokens, 9),
    "fleet": ("/fleet/", fleet, 11),
}


def asked(house: House, path: str) -> int:
    """Open a page twice and count the second time: what is kept in the process is not asked for again."""
    client = house.client("owner")
    address = path if path.startswith("/") else f"/h/{house.tenant.id}/{path}"
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("screen", SCREENS)
def test_as_many_questions_for_fifty_rows_as_for_one(screen: str, ours: House, theirs: House) -> None:
    path, more, questions = SCREENS[screen]
    more(ours, 1)
    more(theirs, MANY)
    assert (asked(ours, path), asked(theirs, path)) == (questions, questions)


def test_the_fleet_of_the_tests_has_as_many_hospitals_as_it_says(ours: House) -> None:
    fleet(ours, 3)
    assert Tenant.objects.filter(memberships__person=ours.people["owner"]).count() == 4
