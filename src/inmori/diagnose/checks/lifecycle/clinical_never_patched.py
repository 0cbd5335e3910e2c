"""A clinical network that is never updated, usually because it is believed to be closed."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.model import Patching


def check(case: Case) -> Result:
    """Judge from the interview; once a year or more often is not called never."""
    patching = case.hospital.controls.patching_clinical
    if patching.value is None:
        return Unjudged("unknown")
    if patching.value is not Patching.NONE:
        return []
    return [Hit(key="hospital", evidence=sources_of(patching), confidence=patching.confidence)]
