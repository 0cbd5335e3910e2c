"""Remote maintenance that opens to one secret alone."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.remote_path import judged


def check(case: Case) -> Result:
    """Judge every path that is not switched off."""
    if not case.remote_accesses and not case.sees_boundary:
        return Unjudged("no_paths")
    return judged(case, lambda access: access.second_factor, bad=False)
