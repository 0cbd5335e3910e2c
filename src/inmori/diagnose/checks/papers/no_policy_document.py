"""No written rules, so that nothing can be demanded of vendors or staff."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result
from inmori.diagnose.told import known_absent


def check(case: Case) -> Result:
    """Judge from the interview."""
    return known_absent(case.hospital.controls.policy_document)
