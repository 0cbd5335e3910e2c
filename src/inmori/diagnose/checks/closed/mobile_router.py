"""A mobile line out of the closed network: a back door that no firewall sees."""

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from such routers listed or seen; only traffic shows that there are none."""
    return crossing_hits(case, CrossingKind.MOBILE_ROUTER, by_wire=True)
