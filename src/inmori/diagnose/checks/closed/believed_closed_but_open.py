"""The belief that the clinical network is closed, held against what was seen: the contradiction behind the rest."""

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.crossing_group import evidence_of, grouped
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.reach import CROSSING_NAMES


def check(case: Case) -> Result:
    """Judge the hospital's own statement against the causes of all leaks."""
    believed = case.hospital.believes_closed
    if believed.value is None:
        return Unjudged("not_asked")
    if not believed.value:
        return []
    leaks = case.leaks()
    if not leaks:
        # A configuration without traffic (or the reverse) that shows nothing does not prove the belief.
        return [] if case.hospital.gateways and case.hospital.flows else Unjudged("no_view")
    causes = grouped(leaks)
    return [
        Hit(
            key="hospital",
            device_ids=tuple(dict.fromkeys(name for crossing in leaks for name in crossing.device_ids)),
            refs=tuple(crossing.id for crossing in leaks),
            evidence=(*sources_of(believed), *evidence_of(leaks)),
            seen=tuple(
                ("path", f"{CROSSING_NAMES[group[0].kind].ja}: {case.zone_name(group[0].from_zone).ja} → "
                 f"{case.zone_name(group[0].to_zone).ja}")
                for _, group in causes
            ),
            confidence=max(crossing.confidence for crossing in leaks),
            values={"count": len(causes)},
        )
    ]
