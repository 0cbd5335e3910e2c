"""Nobody whose name stands for the safety of the systems."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.diagnose.word import is_word


def check(case: Case) -> Result:
    """Judge from the interview; only an explicit "none" is a hit."""
    responsible = case.hospital.staff.responsible
    if responsible.value is None:
        return Unjudged("unknown")
    if not is_word(responsible.value, case.text.words("none")):
        return []
    return [Hit(key="hospital", evidence=sources_of(responsible), confidence=responsible.confidence)]
