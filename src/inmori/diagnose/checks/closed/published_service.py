"""Inner machines that the internet can reach: the shortest way in that there is."""

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import grouped, hit_of, open_to_all
from inmori.diagnose.hit import Result, Unjudged
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from publications; a rule that names its peers is less urgent than one open to all."""
    groups = grouped(case.leaks(CrossingKind.PUBLISHED_SERVICE))
    if not groups and not case.hospital.gateways:
        return Unjudged("no_view")
    return [
        hit_of(
            case,
            key,
            group,
            variant="limited" if all(open_to_all(case, crossing) is False for crossing in group) else None,
        )
        for key, group in groups
    ]
