"""Nobody whose work is security: the reason why good equipment goes unwatched."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged


def check(case: Case) -> Result:
    """Judge from the interview; an outside firm for IT is shown but does not count as a specialist."""
    staff = case.hospital.staff
    if staff.specialist.value is None:
        return Unjudged("unknown")
    if staff.specialist.value:
        return []
    number = staff.it_fte.value
    told = staff.outsourced_to.value
    return [
        Hit(
            key="hospital",
            evidence=sources_of(staff.specialist, staff.it_fte, staff.outsourced_to),
            seen=(("vendor", told),) if told else (),
            confidence=staff.specialist.confidence,
            variant=None if number is not None else "number_unknown",
            values={"staff": f"{number:g}" if number is not None else "?"},
        )
    ]
