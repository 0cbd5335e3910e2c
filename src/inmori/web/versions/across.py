"""Figures of several hospitals at once, for one person: only of those whose member that person is.

The only module that goes from hospital to hospital for a screen; ``tests/web/tenants`` lists it. Each hospital is entered
by itself, so that the locks hold here as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inmori.web.people.models import Person
from inmori.web.roadmap.models import KeptRoadmap
from inmori.web.roadmap.urgent import count_overdue
from inmori.web.tenants.models import Membership
from inmori.web.tenants.role import Right
from inmori.web.tenants.scope import tenant_scope
from inmori.web.versions.models import Standing, Version

WORSE_BY = 0.05  # of the yearly loss: less is noise of the simulation


@dataclass(frozen=True)
class FleetLine:
    """How one hospital stands, how it stood in the version before, and how many tasks are late. None: not known."""

    place: Membership
    version: Version | None
    standing: Standing | None
    before: Standing | None
    overdue: int | None

    @property
    def regressed(self) -> bool:
        """Whether it stands worse than in the version before: more critical findings, more open duties, or more loss."""
        now, then = self.standing, self.before
        if now is None or then is None:
            return False
        duties = now.duties_open is not None and then.duties_open is not None and now.duties_open > then.duties_open
        more = now.critical > then.critical or duties
        if now.yearly_loss is None or then.yearly_loss is None:
            return more
        return more or now.yearly_loss > then.yearly_loss * (1 + WORSE_BY)


def across_hospitals(person: Person, *, today: date) -> list[FleetLine]:
    """Return a line for each hospital that the person may see now."""
    places = Membership.objects.filter(person=person, until__isnull=True).select_related("tenant").order_by("tenant__name", "pk")
    return [_line(place, today) for place in places if Right.SEE in place.rights]


def _line(place: Membership, today: date) -> FleetLine:
    with tenant_scope(place.tenant_id):
        now = Version.objects.filter(state=Version.CURRENT).first()
        ids = [number for number in ((now.pk, now.after_id) if now else ()) if number is not None]
        found = {standing.version_id: standing for standing in Standing.objects.filter(version_id__in=ids)}
        kept = KeptRoadmap.objects.values_list("open_due", flat=True).first()
    return FleetLine(
        place, now, found.get(now.pk) if now else None, found.get(now.after_id) if now and now.after_id else None,
        None if kept is None else count_overdue(kept, today=today),
    )  # fmt: skip
