"""Figures of several hospitals at once, for one person: only of those whose member that person is.

The only module that reads several hospitals for a screen; ``tests/web/tenants`` lists it. It names the hospitals whose door
is open to the person, and asks one question of each table whatever their number; the first and the third lock hold for
exactly these hospitals, and for reading alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inmori.web.people.models import Person
from inmori.web.roadmap.models import KeptRoadmap
from inmori.web.roadmap.urgent import count_overdue
from inmori.web.tenants.models import Membership
from inmori.web.tenants.role import Right
from inmori.web.tenants.scope import fleet_scope
from inmori.web.versions.models import Standing, Version

WORSE_BY = 0.05  # of the yearly loss: less is noise of the simulation


@dataclass(frozen=True)
class Worse:
    """One figure that got worse: findings, duties, or yen a year."""

    figure: str
    before: float
    now: float


@dataclass(frozen=True)
class FleetLine:
    """How one hospital stands, how it stood in the version before, and how many tasks are late. None: not known."""

    place: Membership
    version: Version | None
    standing: Standing | None
    before: Standing | None
    overdue: int | None

    @property
    def worse(self) -> tuple[Worse, ...]:
        """What stands worse than in the version before: more critical findings, more open duties, more loss."""
        now, then = self.standing, self.before
        if now is None or then is None:
            return ()
        found = [Worse("critical", then.critical, now.critical)] if now.critical > then.critical else []
        if now.duties_open is not None and then.duties_open is not None and now.duties_open > then.duties_open:
            found.append(Worse("duties", then.duties_open, now.duties_open))
        earlier, later = then.yearly_loss, now.yearly_loss
        if earlier is not None and later is not None and later > earlier * (1 + WORSE_BY):
            found.append(Worse("loss", earlier, later))
        return tuple(found)

    @property
    def regressed(self) -> bool:
        """Whether anything stands worse than in the version before."""
        return bool(self.worse)


def across_hospitals(person: Person, *, today: date) -> list[FleetLine]:
    """Return a line for each hospital that the person may see now."""
    mine = Membership.objects.filter(person=person, until__isnull=True).select_related("tenant").order_by("tenant__name", "pk")
    places = [place for place in mine if Right.SEE in place.rights]
    with fleet_scope([place.tenant_id for place in places]):
        versions = {each.tenant_id: each for each in Version.objects.of_fleet().filter(state=Version.CURRENT)}
        ids = [number for each in versions.values() for number in (each.pk, each.after_id) if number is not None]
        standings = {each.version_id: each for each in Standing.objects.of_fleet().filter(version_id__in=ids)}
        due = dict(KeptRoadmap.objects.of_fleet().values_list("tenant_id", "open_due"))
    return [_line(place, versions.get(place.tenant_id), standings, due.get(place.tenant_id), today) for place in places]


def _line(
    place: Membership, now: Version | None, standings: dict[int, Standing], due: list[str] | None, today: date
) -> FleetLine:
    return FleetLine(
        place, now, standings.get(now.pk) if now else None,
        standings.get(now.after_id) if now and now.after_id else None,
        None if due is None else count_overdue(due, today=today),
    )  # fmt: skip
