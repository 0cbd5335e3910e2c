"""Patient files that flow into the information network: the article's first problem, seen in rules and traffic."""

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from the crossings that carry file services outward to the information network."""
    return crossing_hits(case, CrossingKind.FILE_TO_INFO)
