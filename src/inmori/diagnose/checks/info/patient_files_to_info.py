"""Patient files that flow into the information network: the article's first problem, seen in rules and traffic."""

from collections.abc import Iterator

from inmori.diagnose.case import Case
from inmori.diagnose.crossing_group import grouped, hit_of
from inmori.diagnose.hit import Hit, Result, Unjudged
from inmori.reach import CrossingKind


def check(case: Case) -> Result:
    """Judge from the crossings that carry file services outward to the information network."""
    hits = list(_hits(case))
    return hits if hits or case.sees_boundary else Unjudged("no_view")


def _hits(case: Case) -> Iterator[Hit]:
    """One connection is no habit: below the number in the settings it is told as what was seen, and no more."""
    for key, group in grouped(case.leaks(CrossingKind.FILE_TO_INFO)):
        seen = sum(crossing.seen for crossing in group)
        few = 0 < seen < case.text.number("regular")
        yield hit_of(case, key, group, variant="few" if few else None)
