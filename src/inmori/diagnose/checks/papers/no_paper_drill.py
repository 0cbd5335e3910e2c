"""Paper operation that stands in a plan at best and was never tried."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result
from inmori.diagnose.told import known_absent


def check(case: Case) -> Result:
    """Judge from the interview."""
    return known_absent(case.hospital.controls.paper_drill)
