"""Crossings of the closed network's edge that no request, contract or known service explains."""

from collections import defaultdict

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import hit_of
from inmori.diagnose.hit import Result, Unjudged
from inmori.reach import Crossing, CrossingKind


def check(case: Case) -> Result:
    """Judge from what is left over; told by rule, or by pair of zones where no rule lets it through."""
    groups: dict[str, list[Crossing]] = defaultdict(list)
    for crossing in case.leaks(CrossingKind.UNEXPLAINED):
        by_rule = f"{crossing.gateway_id}/policy:{crossing.rule_id}"
        groups[by_rule if crossing.rule_id is not None else f"{crossing.from_zone}>{crossing.to_zone}"].append(crossing)
    if not groups and not case.sees_boundary:
        return Unjudged("no_view")
    return [hit_of(case, key, group) for key, group in sorted(groups.items())]
