"""USB storage that walks past every firewall into the closed network."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result
from inmori.diagnose.told import known_absent


def check(case: Case) -> Result:
    """Judge from the interview."""
    return known_absent(case.hospital.controls.usb_control)
