"""A switch that joins networks behind the firewall's back."""

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from routes and traffic that avoid the firewall."""
    return crossing_hits(case, CrossingKind.CORE_BYPASS)
