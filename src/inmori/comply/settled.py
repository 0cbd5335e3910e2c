"""What settles an item before its own evidence does: too few beds, or the guideline's route for outsourced maintenance.

Only what is known settles: beds that nobody told and a route that is not proven leave the item standing.
"""

from datetime import date

from inmori.catalogue import Catalogue
from inmori.catalogue.requirement import Answer, Requirement
from inmori.comply.answer import Basis
from inmori.comply.route import Route, route_of
from inmori.model import Hospital, SourceKind
from inmori.text import Text

Settled = tuple[Answer, Basis, Text]

_NOT_ASKED = Text(
    ja="すべてのサーバの更新を事業者が行うと書面にあり、保守委託機関編の道が開いています。この編は求められません。",
    en="For every server it is in writing that the vendor updates it, so the route for outsourced maintenance is open; "
    "this part is not asked.",
)


def not_asked(requirement: Requirement, hospital: Hospital, catalogue: Catalogue, *, today: date) -> Settled | None:
    """Return why the item is not asked of this hospital; None where it is asked."""
    if requirement.from_beds is not None and (few := _too_few(requirement.from_beds, hospital)) is not None:
        return few
    if requirement.relieved and _open(hospital, catalogue, today) is not None:
        return "not_applicable", "seen", _NOT_ASKED
    return None


def met_by_route(requirement: Requirement, hospital: Hospital, catalogue: Catalogue, *, today: date) -> Settled | None:
    """Return that the open route meets the item; None for every other item, and while the route is not proven."""
    route = _open(hospital, catalogue, today) if requirement.met_by_route else None
    return ("yes", "seen", route.reason) if route is not None else None


def _open(hospital: Hospital, catalogue: Catalogue, today: date) -> Route | None:
    route = route_of(hospital, catalogue, today=today)
    return route if route.course == "outsourced" else None


def _too_few(least: int, hospital: Hospital) -> Settled | None:
    beds = hospital.beds
    if beds.value is None or beds.value >= least:
        return None
    told = all(source.kind is SourceKind.TOLD for source in beds.sources)
    words = Text(
        ja=f"{least}床以上の病院への要件です(この病院は{beds.value}床)。",
        en=f"Asked of hospitals with {least} beds or more; this one has {beds.value}.",
    )
    return "not_applicable", ("told" if told else "seen"), words
