"""What the hospital's list says of a remote path, against what configuration and traffic show of the same path."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from inmori.diagnose.case import Case, claims_of, sources_of
from inmori.diagnose.hit import Hit, Result, Unjudged, Value, named
from inmori.diagnose.remote_path import path_name
from inmori.model import REMOTE_METHOD_NAMES, Fact, RemoteAccess, RemoteMethod, Source, SourceKind
from inmori.text import Text

_PAPER = (SourceKind.LEDGER, SourceKind.TOLD)
_SHOWN = (SourceKind.WIRE, SourceKind.CONFIG)
_LOCKS = {"second_factor": False, "source_limited": False, "always_on": True, "shared_account": True}
_ALIKE = {RemoteMethod.IPSEC_ROUTER, RemoteMethod.IPSEC_FIREWALL}  # a list often says no more than "VPN"


def check(case: Case) -> Result:
    """Judge paths that are on the list and shown by something else, and paths of one company by their methods."""
    if not case.remote_accesses:
        return Unjudged("no_paths")
    if not any(_said(access, _PAPER) and _said(access, _SHOWN) for access in case.remote_accesses):
        differing = [*_methods(case), *_one_door(case)]
        return differing or Unjudged("one_side")
    return [*_locks(case), *_methods(case), *_one_door(case)]


def _said(access: RemoteAccess, kinds: tuple[SourceKind, ...]) -> bool:
    facts: list[Fact[Any]] = [getattr(access, name) for name in (*_LOCKS, "method", "peer", "observed", "listed")]
    return any(s.kind in kinds for s in (*access.sources, *(s for fact in facts for _, s in claims_of(fact))))


def _locks(case: Case) -> Iterator[Hit]:
    """One hit for each kind of lock that the list claims and the configuration lacks."""
    for name, bad in _LOCKS.items():
        pairs = {access.id: _split(getattr(access, name), bad) for access in case.remote_accesses}
        found = [access for access in case.remote_accesses if pairs[access.id]]
        if found:
            sources = tuple(source for access in found for source in pairs[access.id] or ())
            yield _hit(name, found, evidence=sources, details=[])


def _split(fact: Fact[bool], bad: bool) -> tuple[Source, ...] | None:
    """The papers that say it is well, then the evidence that says it is not; None unless both are there."""
    told = [source for value, source in claims_of(fact) if value is not bad and source.kind in _PAPER]
    seen = [source for value, source in claims_of(fact) if value is bad and source.kind in _SHOWN]
    return (*told, *seen) if told and seen else None


def _methods(case: Case) -> Iterator[Hit]:
    """A company with one way on the list and another in the configuration, whether they were joined to one path or not."""
    for access in case.remote_accesses:
        told = [(value, source) for value, source in claims_of(access.method) if source.kind in _PAPER]
        seen = [(value, source) for value, source in claims_of(access.method) if source.kind in _SHOWN]
        if told and seen and _other_way(told[0][0], seen[0][0]):
            yield _method_hit([access], told, seen, key=f"method:{access.id}")
    unlisted = [a for a in case.remote_accesses if a.listed.value is False and case.company(a.vendor.value)]
    for access in unlisted:
        listed = [
            other
            for other in case.remote_accesses
            if other.listed.value and case.company(other.vendor.value) == case.company(access.vendor.value)
        ]
        told = [(value, source) for other in listed for value, source in claims_of(other.method)]
        seen = [(value, source) for value, source in claims_of(access.method) if source.kind in _SHOWN]
        if told and seen and all(_other_way(one, seen[0][0]) for one, _ in told):
            yield _method_hit([access, *listed], told, seen, key=f"method:{access.id}")


def _one_door(case: Case) -> Iterator[Hit]:
    """All vendors come by one recorded door, as told; two or more kinds of door are found."""
    told = case.hospital.controls.vendor_gateway
    shown = [access for access in case.remote_accesses if any(s.kind in _SHOWN for s in access.method.sources)]
    ways = {access.method.value for access in shown}
    if told.value and len(ways) > 1:
        sources = tuple(source for access in shown for source in access.method.sources)
        yield _hit("one_door", shown, evidence=(*sources_of(told), *sources), details=[])


def _other_way(one: RemoteMethod, other: RemoteMethod) -> bool:
    return one is not other and not {one, other} <= _ALIKE


_Claims = list[tuple[RemoteMethod, Source]]


def _method_hit(accesses: list[RemoteAccess], told: _Claims, seen: _Claims, *, key: str) -> Hit:
    hit = _hit(
        "method",
        accesses,
        evidence=(*(source for _, source in told), *(source for _, source in seen)),
        details=[REMOTE_METHOD_NAMES[told[0][0]], REMOTE_METHOD_NAMES[seen[0][0]]],
    )
    vendor = next((access.vendor.value for access in accesses if access.vendor.value), "?")
    ways: dict[str, Value] = {"told": REMOTE_METHOD_NAMES[told[0][0]], "found": REMOTE_METHOD_NAMES[seen[0][0]], "vendor": vendor}
    return replace(hit, key=key, confidence=0.7, values={**hit.values, **ways})


def _hit(name: str, accesses: list[RemoteAccess], *, evidence: tuple[Source, ...], details: list[Text]) -> Hit:
    return Hit(
        key=name,
        refs=tuple(ref for access in accesses for ref in (access.id, *access.refs)),
        evidence=evidence,
        seen=(*(("remote", path_name(access).ja) for access in accesses), *(("disagreement", text.ja) for text in details)),
        variant=name,
        confidence=0.8,
        values={"count": len(accesses), "names": named([path_name(access) for access in accesses])},
    )
