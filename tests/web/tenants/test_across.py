"""What goes from hospital to hospital says so in its name, and every place that enters a hospital by itself is known."""

from __future__ import annotations

from pathlib import Path

WEB = Path(__file__).resolve().parents[3] / "src/inmori/web"
# Screens that show several hospitals at once.
ACROSS = {"versions/across.py"}
# Screens and services that say which hospital is meant; everything else is called inside one.
ENTERS = {
    "tenants/scope.py",  # the lock itself
    "tenants/access.py",  # the door of the screens
    "tenants/services.py",  # making a hospital, accepting an invitation
    "desk/screens/outsiders/passage.py",  # the door of links without an account
}


def test_what_goes_across_hospitals_says_so_in_its_name() -> None:
    assert {str(path.relative_to(WEB)) for path in WEB.rglob("*across*.py")} == ACROSS


def test_no_screen_enters_a_hospital_but_through_a_door() -> None:
    entering = {str(path.relative_to(WEB)) for path in WEB.rglob("*.py") if "tenant_scope(" in path.read_text("utf-8")}
    screens = {path for path in entering if path.startswith(("desk/", "tenants/", "versions/", "roadmap/", "vendors/"))}
    assert screens == ENTERS | ACROSS
