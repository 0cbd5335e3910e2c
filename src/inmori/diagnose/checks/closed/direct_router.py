"""A router to the outside that stands inside the closed network."""

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from routers with one leg outside and one in a closed zone."""
    return crossing_hits(case, CrossingKind.DIRECT_ROUTER)
