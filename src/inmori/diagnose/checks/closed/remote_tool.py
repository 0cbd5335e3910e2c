"""Remote-control software inside the closed network: a way in that no firewall rule shows."""

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from traffic to such services; only traffic shows that there is none."""
    return crossing_hits(case, CrossingKind.REMOTE_TOOL, by_wire=True)
