"""Hours a year without the EHR that nobody's attack causes, as the simulation counts them: one truth for both."""

from inmori.catalogue.loader import Catalogue
from inmori.model import Hospital
from inmori.simulate.outage import in_cloud, outage
from inmori.units import Interval

__all__ = ["in_cloud", "planned_outage"]


def planned_outage(hospital: Hospital, catalogue: Catalogue) -> Interval:
    """Return the hours: the mean of a year, and what 5 and 95 % of years stay below."""
    return outage(hospital, catalogue, cloud=in_cloud(hospital)).total
