"""No plan for the morning on which the EHR does not start."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result
from inmori.diagnose.told import known_absent


def check(case: Case) -> Result:
    """Judge from the interview."""
    return known_absent(case.hospital.controls.cyber_bcp)
