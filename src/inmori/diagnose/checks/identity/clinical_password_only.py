"""Clinical systems that open to a password alone, against a date the guideline has set."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result
from inmori.diagnose.told import known_absent


def check(case: Case) -> Result:
    """Judge from the interview."""
    return known_absent(case.hospital.controls.mfa_clinical)
