"""Remote maintenance that is open day and night, or used under a name that belongs to nobody."""

from collections.abc import Iterator
from dataclasses import replace

from inmori.diagnose.case import Case, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, named
from inmori.diagnose.remote_path import path_name, paths_hit
from inmori.model import RemoteAccess, Source


def check(case: Case) -> Result:
    """Judge every path that is not switched off; both faults on one path weigh more."""
    if not case.remote_accesses and not case.sees_boundary:
        return Unjudged("no_paths")
    return _results(case)


def _results(case: Case) -> Iterator[Hit | Unjudged]:
    bad = [a for a in case.remote_accesses if a.always_on.value or a.shared_account.value]
    if bad:
        hit = paths_hit(bad, about=_about, confidence=0.8)
        both = any(access.always_on.value and access.shared_account.value for access in bad)
        yield replace(hit, variant="both") if both else hit
    open_questions = [
        access
        for access in case.remote_accesses
        if access not in bad and (access.always_on.value is None or access.shared_account.value is None)
    ]
    if open_questions:
        names = named([path_name(access) for access in open_questions])
        yield Unjudged("unknown", {"count": len(open_questions), "names": names})


def _about(access: RemoteAccess) -> tuple[Source, ...]:
    return sources_of(access.always_on, access.shared_account) or access.sources
