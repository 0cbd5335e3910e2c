"""Nothing inside the closed network that would notice an intruder: only the entry is guarded."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result
from inmori.diagnose.watching import unwatched
from inmori.model import ZoneKind


def check(case: Case) -> Result:
    """Judge from who watches alerts, as told, and from sensors seen on machines of the closed zones."""
    return unwatched(case, key="closed", zones=frozenset(kind for kind in ZoneKind if kind.closed))
