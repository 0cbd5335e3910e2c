"""The addresses of one machine, and the zones it stands in: what is old or mistyped must not look like a second leg.

A PC whose ledger says one network and whose agent says another has moved, or the ledger is wrong; it does not bridge
two networks. Both claims stay visible in one fact. Two addresses are two only when one source gives both, or both
were seen by something more direct than the ledger.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from inmori.catalogue.loader import Catalogue
from inmori.ingest.identity_key import address_key, host_key
from inmori.ingest.reading import Sighting
from inmori.ingest.settling import identity_fact
from inmori.ingest.zoning import ZoneMap, zone_word
from inmori.model import Claim, Source, SourceKind, TextFact, ZoneKind

_OLD_AFTER = timedelta(days=30)

_Said = dict[str, list[tuple[str, Source]]]


def address_facts(sightings: Sequence[Sighting]) -> tuple[TextFact, ...]:
    """Return the machine's addresses, most direct and newest first; overtaken ones stand as the others of the first."""
    said: _Said = {}
    for sighting in sightings:
        for address in sighting.addresses:
            if key := address_key(address):
                said.setdefault(key, []).append((key, sighting.identities.get(address, sighting.source)))
    overtaken = [address for address in said if _overtaken(address, sightings)]
    standing = sorted((address for address in said if address not in overtaken), key=lambda a: _rank(said[a]))
    others = [
        Claim[str](value=address, source=source) for address in sorted(overtaken) for _, source in said[address]
    ]
    return tuple(
        identity_fact(said[address], others if index == 0 else ()) for index, address in enumerate(standing)
    )


def _rank(said: Sequence[tuple[str, Source]]) -> tuple[int, int, str]:
    newest = max((source.as_of for _, source in said if source.as_of), default=date.min)
    return (-max(source.kind.directness for _, source in said), -newest.toordinal(), said[0][0])


def _overtaken(address: str, sightings: Sequence[Sighting]) -> bool:
    """Whether a more direct or newer record gives the machine another address instead of this one."""
    mine = [s for s in sightings if address in map(address_key, s.addresses)]
    if any(s.source.kind in (SourceKind.WIRE, SourceKind.CONFIG) for s in mine):
        return False
    if any(len(s.addresses) > 1 and s.retired is None for s in mine):
        return _old(mine, sightings)
    tools = (SourceKind.WIRE, SourceKind.CONFIG, SourceKind.EXPORT)
    direct = [s for s in sightings if s.source.kind in tools and s.addresses and s not in mine]
    if not any(s.source.kind is SourceKind.EXPORT for s in mine):
        return bool(direct)
    return _old(mine, sightings)


def _old(mine: Sequence[Sighting], sightings: Sequence[Sighting]) -> bool:
    newest = max((s.last_seen for s in mine if s.last_seen), default=None)
    tools = (SourceKind.WIRE, SourceKind.EXPORT)
    later = [s for s in sightings if s.last_seen and s.source.kind in tools and s.addresses and s not in mine]
    if newest is None or not later:
        return False
    latest = max(later, key=lambda s: s.last_seen or date.min)
    leased = latest.dhcp and all(s.dhcp for s in mine)
    assert latest.last_seen is not None
    return latest.last_seen > newest if leased else latest.last_seen - newest > _OLD_AFTER


def zone_facts(
    addresses: Sequence[TextFact], sightings: Sequence[Sighting], zones: ZoneMap, catalogue: Catalogue
) -> tuple[TextFact, ...]:
    """Return the zones a machine stands in, by its addresses, else by what its records hint at."""
    found: dict[str, list[tuple[TextFact, TextFact]]] = {}
    for address in addresses:
        known = zones.network_of(address.value or "")
        if known is not None:
            found.setdefault(known.zone_id, []).append((address, _zone_claim(known.zone_id, known.kind.others)))
    # Nothing lives in a transfer network; it counts only for a box that stands nowhere else.
    if len(found) > 1:
        found.pop(ZoneKind.LINK.value, None)
    facts = []
    for zone_id, parts in found.items():
        sources = tuple(dict.fromkeys(source for address, _ in parts for source in address.sources))
        others = tuple(dict.fromkeys(claim for _, zone in parts for claim in zone.others))
        confidence = max(address.confidence for address, _ in parts) - (0.25 if others else 0.0)
        facts.append(TextFact(value=zone_id, confidence=round(confidence, 2), sources=sources, others=others))
    if not facts:
        hinted = _hinted(sightings, catalogue)
        return () if hinted is None else (hinted,)
    return tuple(facts)


def _zone_claim(zone_id: str, others: Sequence[Claim[ZoneKind]]) -> TextFact:
    lost = tuple(Claim[str](value=claim.value.value, source=claim.source) for claim in others)
    return TextFact(value=zone_id, others=lost)


def _hinted(sightings: Sequence[Sighting], catalogue: Catalogue) -> TextFact | None:
    told = [(s.zone_hint.value, s.source) for s in sightings if s.zone_hint is not None]
    if not told:
        words = [(zone_word(s.group, catalogue), s.source) for s in sightings if s.group]
        told = [(kind.value, source) for kind, source in words if kind is not None]
    if not told:
        return None
    fact: TextFact = TextFact.settled(told)
    # A hint says what somebody calls the machine, not where its cable goes.
    return fact.model_copy(update={"confidence": min(fact.confidence, 0.5)})


def host_names(sightings: Sequence[Sighting]) -> list[tuple[str, Source]]:
    """Return the host names as written, without domain, with their places."""
    return [
        (name.split(".")[0].strip(), sighting.identities.get(name, sighting.source))
        for sighting in sightings
        for name in sighting.hostnames
        if host_key(name)
    ]
