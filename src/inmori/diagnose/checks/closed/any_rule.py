"""Rules that let nearly anything across the edge of the closed network, often left over from a test."""

from collections.abc import Iterator
from itertools import chain

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import crossing_hits
from inmori.diagnose.hit import Result, Unjudged, pieces
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from the crossings by rule; rules that were not understood are named as not judged."""
    if not case.hospital.gateways:
        return Unjudged("no_config")
    return chain(pieces(crossing_hits(case, CrossingKind.ANY_RULE)), _unread(case))


def _unread(case: Case) -> Iterator[Unjudged]:
    for gateway in case.hospital.gateways:
        count = sum(bool(rule.enabled and (rule.unread or rule.source.unresolved)) for rule in gateway.rules)
        if count:
            yield Unjudged("unread", {"gateway": gateway.name.value or gateway.id, "count": count})
