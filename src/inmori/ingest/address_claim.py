"""Who has the best claim to an address that was seen on the wire: an address says who had it, not who somebody is.

A log of traffic knows addresses only. Each group of named records that mentions the address is a claimant; a fixed,
recent, direct claim wins. A machine that was scrapped and has not been seen by any tool for half a year gets no
traffic: its address has been given to somebody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inmori.ingest.identity_key import address_key
from inmori.ingest.match_score import STALE_DAYS, Reason
from inmori.ingest.reading import Sighting
from inmori.model import SourceKind

_RECENT_DAYS = 14
_AGING_DAYS = 30


@dataclass(frozen=True, slots=True)
class _Claim:
    number: int
    firm: bool
    kinds: frozenset[SourceKind]
    superseded: bool
    retired: bool
    told_on: date | None  # newest day on which a tool saw the machine at this address
    seen: date | None  # newest day on which a tool saw the machine at all


class AddressClaims:
    """All claims to all addresses; groups are known by number."""

    def __init__(self, *, today: date) -> None:
        """Start without claims; ``today`` is used where the wire's own day is unknown."""
        self._today = today
        self._claims: dict[str, list[_Claim]] = {}

    def add(self, number: int, sightings: Sequence[Sighting]) -> None:
        """Take in what the records of one group say about their addresses."""
        by_address: dict[str, list[Sighting]] = {}
        direct: set[str] = set()
        for sighting in sightings:
            for address in filter(None, map(address_key, sighting.addresses)):
                by_address.setdefault(address, []).append(sighting)
                if sighting.source.kind in (SourceKind.EXPORT, SourceKind.CONFIG):
                    direct.add(address)
        tools = [s.last_seen for s in sightings if s.last_seen and s.source.kind is SourceKind.EXPORT]
        seen = max(tools, default=None)
        fresh = seen is not None and (self._today - seen).days <= STALE_DAYS
        for address, said in by_address.items():
            told = [s.last_seen for s in said if s.last_seen and s.source.kind is SourceKind.EXPORT]
            claim = _Claim(
                number=number,
                firm=any(not s.dhcp for s in said),
                kinds=frozenset(s.source.kind for s in said),
                superseded=bool(direct) and address not in direct and not any(len(s.addresses) > 1 for s in said),
                retired=any(s.retired is not None for s in sightings) and not fresh,
                told_on=max(told, default=None),
                seen=seen,
            )
            self._claims.setdefault(address, []).append(claim)

    def best(self, address: str, seen: Sequence[Sighting]) -> tuple[int, tuple[Reason, ...]] | None:
        """Return the group that the traffic of ``address`` belongs to, with the reasons, or ``None``."""
        claims = self._claims.get(address, [])
        if not claims:
            return None
        day = max((s.last_seen for s in seen if s.last_seen), default=self._today)
        leased = any(s.dhcp for s in seen)
        judged = [(self._reasons(claim, day, leased=leased), claim.number) for claim in claims]
        points, _, number, reasons = max((sum(p for _, p in r), -n, n, r) for r, n in judged)
        if points <= 0:
            return None
        if len(claims) > 1:
            reasons = (*reasons, ("address_contested", 0.0))
        return number, reasons

    def _reasons(self, claim: _Claim, day: date, *, leased: bool) -> tuple[Reason, ...]:
        reasons: list[Reason] = [("address", 3.0) if claim.firm else ("address_dhcp", 1.5)]
        if SourceKind.CONFIG in claim.kinds:
            reasons.append(("own_configuration", 1.0))
        if leased and claim.firm and SourceKind.EXPORT not in claim.kinds:
            reasons.append(("leased_on_wire", -0.5))
        if claim.superseded:
            reasons.append(("address_superseded", -1.5))
        if claim.retired:
            reasons.append(("retired", -2.0))
        age = _age(claim, day)
        if age is not None:
            reasons.append(age)
        return tuple(reasons)


def _age(claim: _Claim, day: date) -> Reason | None:
    newest = claim.told_on or (claim.seen if claim.retired else None)
    if newest is None:
        return None
    days = (day - newest).days
    if days > STALE_DAYS:
        return ("seen_long_ago", -1.5)
    if days > _AGING_DAYS:
        return ("seen_a_while_ago", -0.5)
    return ("seen_at_that_time", 0.5) if abs(days) <= _RECENT_DAYS else None
