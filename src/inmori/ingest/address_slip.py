"""Finds addresses that were probably mistyped, and proposes what was meant; nothing is mended silently.

A slip is believed only when a more direct source gives this very machine an address one slip away (two digits swapped,
one doubled, missing or wrong), when what was written is no address at all and can be read in one way only, or when
nobody uses the address and a stranger uses the one with two digits swapped.
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
    strangers = _strangers(groups)
    found: list[Proposal] = []
    for number, group in enumerate(groups):
        direct = _direct_addresses(group)
        for sighting in group:
            if sighting.source.kind is not SourceKind.LEDGER:
                continue
            for written, where in sighting.slips:
                meant = _readings(written, direct, holders, zones)
                if len(meant) == 1:
                    found.append(_proposal(where, written, meant[0], _ELSEWHERE if direct else _ONLY_READING))
            if len(sighting.addresses) != 1 or sighting.dhcp:
                continue
            written = sighting.addresses[0]
            where = sighting.identities.get(written, sighting.source)
            for address in _meant_by(written, number, direct, holders, zones):
                found.append(_proposal(where, written, address, _ELSEWHERE))
            if all(s.source.kind is SourceKind.LEDGER and not s.retired for s in group):
                found += [_proposal(where, written, address, _STRANGER) for address in _swapped(written, strangers, zones)]
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


def _strangers(groups: Iterable[Sequence[Sighting]]) -> frozenset[str]:
    """Fixed addresses that were seen in use and that no paper gives to a machine."""
    found: set[str] = set()
    for group in groups:
        keys = {key for s in group for key in map(address_key, s.addresses) if key}
        nameless = all(s.source.kind is SourceKind.WIRE and not (s.hostnames or s.dhcp) for s in group)
        if nameless and len(keys) == 1:
            found |= keys
    return frozenset(found)


def _swapped(written: str, strangers: frozenset[str], zones: ZoneMap) -> list[str]:
    """The one stranger's address of the same network that becomes what was written by swapping two neighbours."""
    key = address_key(written)
    network = zones.network_of(key) if key else None
    if network is None or ":" in key:
        return []
    pairs = [key[:at] + key[at + 1] + key[at] + key[at + 2 :] for at in range(len(key) - 1) if key[at] != key[at + 1]]
    meant = {other for other in pairs if other in strangers and zones.network_of(other) is network}
    return sorted(meant) if len(meant) == 1 else []


def _proposal(where: Source, written: str, meant: str, reason: Text) -> Proposal:
    return Proposal(where=where, written=written, proposed=meant, reason=reason)


_ELSEWHERE = Text(
    ja="ほかの資料ではこの機器のアドレスが一字違いです。",
    en="Other evidence gives this machine an address one slip away.",
)
_ONLY_READING = Text(
    ja="アドレスとして成り立たず、読み方はこれだけです。",
    en="This is no address, and can be read in this way only.",
)
_STRANGER = Text(
    ja="このアドレスは使われておらず、二文字を入れ替えたアドレスが、どの資料にもないまま使われています。",
    en="This address is not in use, and one with two characters swapped is, which no paper knows.",
)
