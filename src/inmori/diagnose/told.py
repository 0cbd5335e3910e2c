"""Yes-or-no answers about the whole hospital: "no" is a problem, no answer at all is a question, never a pass."""

from inmori.diagnose.case import sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.model import YesNo


def known_absent(fact: YesNo) -> Result:
    """Return a hit for a thing known to be missing; its text needs no values.

    The reason's key in the check's ``unjudged`` texts is "unknown".
    """
    if fact.value is None:
        return Unjudged("unknown")
    if fact.value:
        return []
    return [Hit(key="hospital", evidence=sources_of(fact), confidence=fact.confidence)]
