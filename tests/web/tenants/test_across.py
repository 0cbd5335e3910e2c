"""What goes from hospital to hospital says so in its name, and every place that enters a hospital by itself is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from inmori.web.tenants.scope import NoTenant, fleet_scope
from inmori.web.versions.models import Standing, Version
from tests.web.conftest import House
from tests.web.desk.filled import fill

WEB = Path(__file__).resolve().parents[3] / "src/inmori/web"
# Screens that show several hospitals at once.
ACROSS = {"versions/across.py"}
# Screens and services that say which hospital is meant; everything else is called inside one.
ENTERS = {
    "tenants/scope.py",  # the lock itself
    "tenants/access.py",  # the door of the screens
    "tenants/services.py",  # making a hospital, accepting an invitation
    "desk/screens/outsiders/passage.py",  # the door of links without an account
    "desk/screens/fleet/together.py",  # one act in several hospitals, each through its door
}


def test_what_goes_across_hospitals_says_so_in_its_name() -> None:
    assert {str(path.relative_to(WEB)) for path in WEB.rglob("*across*.py")} == ACROSS


def test_no_screen_enters_a_hospital_but_through_a_door() -> None:
    entering = {str(path.relative_to(WEB)) for path in WEB.rglob("*.py") if "tenant_scope(" in path.read_text("utf-8")}
    screens = {path for path in entering if path.startswith(("desk/", "tenants/", "versions/", "roadmap/", "vendors/"))}
    assert screens == ENTERS


def test_several_hospitals_are_read_in_one_place() -> None:
    reading = {str(path.relative_to(WEB)) for path in WEB.rglob("*.py") if "fleet_scope(" in path.read_text("utf-8").replace("``", "")}
    # row_security.py names it in a comment
    assert reading - {"tenants/scope.py", "tenants/row_security.py"} == ACROSS


def test_a_fleet_shows_exactly_its_hospitals_and_only_of_shared_tables(ours: House, theirs: House) -> None:
    fill(ours)
    fill(theirs)
    with pytest.raises(NoTenant):
        Standing.objects.of_fleet()
    with fleet_scope([ours.tenant.id]):
        assert {each.tenant_id for each in Standing.objects.of_fleet()} == {ours.tenant.id}
        with pytest.raises(NoTenant):
            Standing.objects.count()
    with fleet_scope([]):
        assert not Version.objects.of_fleet()
    with fleet_scope([ours.tenant.id, theirs.tenant.id]):
        assert {each.tenant_id for each in Version.objects.of_fleet()} == {ours.tenant.id, theirs.tenant.id}
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM versions_storeddocument")
                assert cursor.fetchone() == (0,), "documents are not read by a fleet"
                cursor.execute("UPDATE versions_standing SET critical = 99")
                assert cursor.rowcount == 0, "a fleet reads and does not write"
