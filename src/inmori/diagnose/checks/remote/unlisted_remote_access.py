"""Ways in that the hospital's own list does not have."""

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Result, Unjudged
from inmori.diagnose.remote_path import judged


def check(case: Case) -> Result:
    """Judge paths that configuration or traffic shows against the hospital's list."""
    if not case.remote_accesses and not case.sees_boundary:
        return Unjudged("no_paths")
    return judged(case, lambda access: access.listed, bad=False)
