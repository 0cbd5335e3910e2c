"""Machines on both networks: a bridge that goes round every filter."""

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from machines seen or listed in two zones; only traffic shows that there are none."""
    return crossing_hits(case, CrossingKind.DUAL_HOMED_PC, by_wire=True)
