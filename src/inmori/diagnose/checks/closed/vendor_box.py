"""A vendor's box that dials out of the closed network and so brings the vendor's own troubles in."""

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from lines kept open to the outside; only traffic shows that there are none."""
    return crossing_hits(case, CrossingKind.VENDOR_BOX, by_wire=True)
