"""Whether a machine is in use, from sources that disagree: a struck-out line, an agent's last contact, the wire.

What was called scrapped is retired unless something more direct contradicts it later; then it is in use and the
disagreement stays visible. A machine that its tools have not seen for half a year, and nothing else has seen, is held
to be retired with less confidence, because a tool may simply have lost it.
"""

from collections.abc import Sequence
from datetime import date

from inmori.ingest.match_score import STALE_DAYS
from inmori.ingest.reading import Sighting
from inmori.model import Claim, DateFact, DeviceStatus, Fact, Source, SourceKind

_Status = Fact[DeviceStatus]
_TOOLS = (SourceKind.WIRE, SourceKind.EXPORT)


def status_of(sightings: Sequence[Sighting], *, today: date) -> Fact[DeviceStatus]:
    """Return the status of one machine from all its records."""
    retired = [(s.source, s.source.as_of) for s in sightings if s.retired is not None]
    seen = [(s.source, s.last_seen) for s in sightings if s.last_seen is not None and s.source.kind in _TOOLS and not s.ended]
    alive = [(source, day) for source, day in seen if (today - day).days <= STALE_DAYS]
    # A directory or an agent that says nothing about the day still says that the machine is on its list.
    undated = [s.source for s in sightings if s.last_seen is None and s.retired is None and not s.ended and s.source.kind in _LIVE]
    if retired:
        written = max((day for _, day in retired if day), default=None)
        later = [source for source, day in alive if written is None or day > written]
        # A newer edition of the ledger that lists the machine as usual takes back what the older one said.
        later += [s.source for s in sightings if s.retired is None and _newer_ledger(s.source, written)]
        if later:
            return _told(DeviceStatus.ACTIVE, later, DeviceStatus.RETIRED, [source for source, _ in retired])
        kept = [source for source, _ in alive]
        return _told(DeviceStatus.RETIRED, [source for source, _ in retired], DeviceStatus.ACTIVE, kept)
    if alive:
        return _told(DeviceStatus.ACTIVE, [source for source, _ in alive], DeviceStatus.RETIRED, [])
    listed = [s.source for s in sightings if s.source.kind in (SourceKind.LEDGER, SourceKind.TOLD)]
    if seen and not undated:
        newest = max(day for _, day in seen)
        # Our own conclusion from a date: the tool does not say that the machine is gone, or its account switched off.
        sources = [
            source.model_copy(update={"kind": SourceKind.DERIVED}) for source, day in seen if day == newest
        ]
        fact = _told(DeviceStatus.RETIRED, sources, DeviceStatus.ACTIVE, listed)
        return fact.model_copy(update={"confidence": min(fact.confidence, 0.6)})
    return _told(DeviceStatus.ACTIVE, undated + listed, DeviceStatus.RETIRED, [])


def _newer_ledger(source: Source, written: date | None) -> bool:
    return (
        source.kind is SourceKind.LEDGER
        and written is not None
        and source.as_of is not None
        and source.as_of > written
    )


_LIVE = (SourceKind.WIRE, SourceKind.EXPORT, SourceKind.CONFIG)


def _told(
    value: DeviceStatus, sources: Sequence[Source], lost: DeviceStatus, others: Sequence[Source]
) -> Fact[DeviceStatus]:
    if not sources:
        return _Status()
    kinds = {source.kind for source in sources}
    confidence = (0.95 if len(kinds) > 1 else 0.8) - (0.25 if others else 0.0)
    return _Status(
        value=value,
        confidence=round(confidence, 2),
        sources=tuple(dict.fromkeys(sources)),
        others=tuple(Claim[DeviceStatus](value=lost, source=source) for source in dict.fromkeys(others)),
    )


def last_seen_of(sightings: Sequence[Sighting]) -> DateFact:
    """Return the newest day on which any source saw the machine; older days are no contradiction."""
    seen = [(s.last_seen, s.source) for s in sightings if s.last_seen is not None]
    if not seen:
        return DateFact()
    newest = max(day for day, _ in seen)
    sources = tuple(source for day, source in seen if day == newest)
    return DateFact(value=newest, confidence=0.95 if len({s.kind for s in sources}) > 1 else 0.8, sources=sources)
