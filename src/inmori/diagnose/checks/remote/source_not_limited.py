"""Remote maintenance that anybody may knock at."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.remote_path import judged


def check(case: Case) -> Result:
    """Judge every path that is not switched off."""
    if not case.remote_accesses and not case.sees_boundary:
        return Unjudged("no_paths")
    return judged(case, lambda access: access.source_limited, bad=False)
