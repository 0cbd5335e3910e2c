"""Remote maintenance paths as the checks name them, and the questions many checks ask of each."""

from collections.abc import Callable, Iterator, Sequence

from inmori.diagnose.case import Case
from inmori.diagnose.hit import Hit, Unjudged, named
from inmori.model import REMOTE_METHOD_NAMES, RemoteAccess, Source, YesNo
from inmori.text import Text


def path_name(access: RemoteAccess) -> Text:
    """Return "company (method)"; what is unknown is said to be so."""
    company = access.vendor.value
    method = REMOTE_METHOD_NAMES[access.method.value] if access.method.value else Text(ja="方法不明", en="unknown method")
    return Text(ja=f"{company or '事業者不明'}({method.ja})", en=f"{company or 'unknown vendor'} ({method.en})")


def paths_hit(
    accesses: Sequence[RemoteAccess], *, about: Callable[[RemoteAccess], Sequence[Source]], confidence: float
) -> Hit:
    """Return one hit for several paths; places for the texts: count, names. ``about`` gives the evidence of one."""
    return Hit(
        key="paths",
        refs=tuple(ref for access in accesses for ref in (access.id, *access.refs)),
        evidence=tuple(source for access in accesses for source in about(access)),
        seen=tuple(("remote", _described(access)) for access in accesses),
        confidence=confidence,
        values={"count": len(accesses), "names": named([path_name(access) for access in accesses])},
    )


def judged(
    case: Case, fact_of: Callable[[RemoteAccess], YesNo], *, bad: bool
) -> Iterator[Hit | Unjudged]:
    """Judge every path by one yes-or-no fact: a hit for those that have the ``bad`` value.

    Reasons in the check's ``unjudged`` texts: "unknown" with the places count and names.
    """
    hits = [access for access in case.remote_accesses if fact_of(access).value is bad]
    if hits:
        yield paths_hit(
            hits,
            about=lambda access: fact_of(access).sources or access.sources,
            confidence=sum(fact_of(access).confidence for access in hits) / len(hits),
        )
    if unknown := [access for access in case.remote_accesses if fact_of(access).value is None]:
        yield Unjudged("unknown", {"count": len(unknown), "names": named([path_name(a) for a in unknown])})


def _described(access: RemoteAccess) -> str:
    targets = ", ".join(access.targets)
    return f"{path_name(access).ja} {access.peer.value or '?'} → {targets or '?'}"
