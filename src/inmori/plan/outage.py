"""Hours a year without the EHR that nobody's attack causes: both roads have them, only from other sources."""

from inmori.catalogue.loader import Catalogue
from inmori.model import Hospital, Hosting, SystemKind
from inmori.units import Interval

UNIT = "hours/year"


def planned_outage(hospital: Hospital, catalogue: Catalogue) -> Interval:
    """Return the hours: own hardware for an EHR on site; provider and line for one in the cloud."""
    if not in_cloud(hospital):
        return _hours(catalogue, "outage.onprem")
    line = _hours(catalogue, "outage.line")
    if hospital.controls.second_line.value is True:
        left = catalogue.quantity("outage.line.second")
        line = Interval(
            low=line.low * left.low, mid=line.mid * left.value, high=line.high * left.high, unit=UNIT
        )
    return _hours(catalogue, "outage.provider") + line


def in_cloud(hospital: Hospital) -> bool:
    """Whether the EHR runs in the cloud; unknown counts as on site."""
    hosting = {system.hosting.value for system in hospital.systems if system.kind is SystemKind.EHR}
    known = hosting - {None}
    return known == {Hosting.CLOUD} if known else hospital.ehr_hosting.value is Hosting.CLOUD


def _hours(catalogue: Catalogue, source: str) -> Interval:
    rate, hours = catalogue.quantity(f"{source}.rate"), catalogue.quantity(f"{source}.hours")
    return Interval(
        low=rate.low * hours.low, mid=rate.value * hours.value, high=rate.high * hours.high, unit=UNIT
    )
