"""Finds addresses that were probably mistyped, and proposes what was meant; nothing is mended silently.

A slip is believed only when a more direct source gives this very machine an address one slip away (two digits swapped,
one doubled, missing or wrong), or when what was written is no address at all and can be read in one way only.
"""

from collections.abc import Iterable, Mapping, Sequence

from inmori.ingest.identity_key import address_key
from inmori.ingest.intake import Proposal
from inmori.ingest.reading import Sighting
from inmori.ingest.zoning import ZoneMap
from inmori.model import Source, SourceKind
from inmori.text import Text

_DIRECT = (SourceKind.WIRE, SourceKind.CONFIG, SourceKind.EXPORT)


def slips_in(groups: Sequence[Sequence[Sighting]], zones: ZoneMap) -> tuple[Proposal, ...]:
    """Return the likely slips of all machines (one group of sightings each), by place."""
    holders = _holders(groups)
    found: list[Proposal] = []
    for number, group in enumerate(groups):
        direct = _direct_addresses(group)
        for sighting in group:
            if sighting.source.kind is not SourceKind.LEDGER:
                continue
            for written, where in sighting.slips:
                meant = _readings(written, direct, holders, zones)
                if len(meant) == 1:
                    found.append(_proposal(where, written, meant[0], known=bool(direct)))
            if len(sighting.addresses) != 1 or sighting.dhcp:
                continue
            written = sighting.addresses[0]
            for address in _meant_by(written, number, direct, holders, zones):
                where = sighting.identities.get(written, sighting.source)
                found.append(_proposal(where, written, address, known=True))
    return tuple(sorted(found, key=lambda proposal: (proposal.where.place(), proposal.written)))


def _holders(groups: Iterable[Sequence[Sighting]]) -> dict[str, set[int]]:
    """Which machines claim an address, leased claims and retired machines left out."""
    holders: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        if any(sighting.retired for sighting in group):
            continue
        for sighting in group:
            if not sighting.dhcp:
                for address in filter(None, map(address_key, sighting.addresses)):
                    holders.setdefault(address, set()).add(number)
    return holders


def _direct_addresses(group: Sequence[Sighting]) -> tuple[str, ...]:
    """Addresses that a more direct source gives this machine, unless it changes them by itself (DHCP)."""
    told = [s for s in group if s.source.kind in _DIRECT]
    if any(s.dhcp for s in told):
        return ()
    found = {key for s in told for key in map(address_key, s.addresses) if key}
    return tuple(sorted(found)) if len(found) <= 2 else ()  # a router's many addresses explain anything


def _meant_by(
    written: str, number: int, direct: Sequence[str], holders: Mapping[str, set[int]], zones: ZoneMap
) -> list[str]:
    key = address_key(written)
    if not key or key in direct:
        return []
    doubtful = zones.network_of(key) is None or bool(holders.get(key, set()) - {number})
    return [address for address in direct if _slipped(key, address, substituted=doubtful)][:1]


def _readings(
    written: str, direct: Sequence[str], holders: Mapping[str, set[int]], zones: ZoneMap
) -> list[str]:
    """The addresses that a text which is no address can stand for, the most certain reading only."""
    text = written.strip()
    confirmed = [address for address in direct if _slipped(text, address, substituted=True) or text.startswith(address)]
    if confirmed:
        return confirmed
    variants = {text.replace("..", ".").strip("."), text.replace(",", ".").strip(".")}
    variants |= {text[:end] for end in range(len(text) - 4, len(text))}
    valid = {key for variant in variants if (key := address_key(variant)) and zones.network_of(key) is not None}
    return sorted(key for key in valid if not holders.get(key))


def _slipped(written: str, meant: str, *, substituted: bool) -> bool:
    """Whether ``meant`` becomes ``written`` by one slip; one wrong digit counts only where ``substituted``."""
    if written == meant:
        return False
    if len(written) == len(meant):
        wrong = [index for index, pair in enumerate(zip(written, meant, strict=True)) if pair[0] != pair[1]]
        if len(wrong) == 1:
            return substituted
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and written[wrong[0]] == meant[wrong[1]]
            and written[wrong[1]] == meant[wrong[0]]
        )
    longer, shorter = sorted((written, meant), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )


def _proposal(where: Source, written: str, meant: str, *, known: bool) -> Proposal:
    told = Text(
        ja="ほかの資料ではこの機器のアドレスが一字違いです。",
        en="Other evidence gives this machine an address one slip away.",
    )
    read = Text(
        ja="アドレスとして成り立たず、読み方はこれだけです。",
        en="This is no address, and can be read in this way only.",
    )
    return Proposal(where=where, written=written, proposed=meant, reason=told if known else read)
