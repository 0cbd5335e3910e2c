"""Staff training that lies too far back to be remembered."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged


def check(case: Case) -> Result:
    """Judge the date of the last training against today."""
    last = case.hospital.controls.last_training
    if last.value is None:
        return Unjudged("unknown")
    if (case.today - last.value).days <= case.text.number("days"):
        return []
    return [
        Hit(
            key="hospital",
            evidence=sources_of(last),
            seen=(("date", last.value.isoformat()),),
            confidence=last.confidence,
            values={"last": last.value.isoformat()},
        )
    ]
