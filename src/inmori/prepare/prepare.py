"""The one verb of this package: facts for the papers, from the documents of the earlier stages."""

from datetime import date

from inmori.catalogue import Catalogue
from inmori.diagnose.finding import Diagnosis
from inmori.model import Hospital
from inmori.plan.roads import Roads
from inmori.prepare.contact_list import contacts_of
from inmori.prepare.cut_order import cuts_of
from inmori.prepare.drafts import Drafts
from inmori.prepare.responsibility import responsibilities_of
from inmori.prepare.restore_order import restore_order
from inmori.prepare.role import roles_of
from inmori.prepare.target import targets_of
from inmori.reach.crossings import newest_date
from inmori.simulate.outcome import Outcomes


def prepare(
    hospital: Hospital,
    diagnosis: Diagnosis,
    outcomes: Outcomes | None,
    roads: Roads | None,
    catalogue: Catalogue,
    *,
    today: date,
) -> Drafts:
    """Work out what the papers need. Nothing unknown is filled in: it stays None and becomes a line to fill in."""
    roles = roles_of(hospital)
    return Drafts(
        hospital=hospital,
        diagnosis=diagnosis,
        outcomes=outcomes,
        roads=roads,
        catalogue=catalogue,
        today=today,
        cut_off=newest_date(hospital),
        roles=roles,
        contacts=contacts_of(hospital, roles, today=today),
        restore=restore_order(hospital, outcomes),
        cuts=cuts_of(hospital),
        responsibilities=responsibilities_of(hospital, catalogue),
        targets=targets_of(outcomes, catalogue),
    )
