"""Patches and antivirus only: nothing in the information network that would notice an intruder."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result
from inmori.diagnose.watching import unwatched
from inmori.model import ZoneKind


def check(case: Case) -> Result:
    """Judge from who watches alerts, as told, and from sensors seen on machines of the information network."""
    return unwatched(case, key="info", zones=frozenset({ZoneKind.INFO}))
