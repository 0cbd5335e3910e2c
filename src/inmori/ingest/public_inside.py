"""Finds the hospital's machines in traffic where it uses public addresses inside, as some old networks do.

A sensor cannot tell such addresses from the Internet, so its reader makes no machines of them. Once somebody has named
the network (interview, firewall), its addresses are known to be inside.
"""

from collections.abc import Iterable

from inmori.ingest.flow_tally import Place, place_of
from inmori.ingest.reading import Sighting
from inmori.ingest.zoning import ZoneMap
from inmori.model import Flow, Source, SourceKind


def sightings_inside(flows: Iterable[Flow], networks: ZoneMap, known: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Return one sighting for each public address of a named inner network that sent or answered.

    ``known`` are the sightings there are already; addresses that the wire has shown in them get no second one.
    """
    wire = (sighting for sighting in known if sighting.source.kind is SourceKind.WIRE)
    shown = {address for sighting in wire for address in sighting.addresses}
    found: dict[str, Sighting] = {}
    for flow in flows:
        for address, alive in ((flow.src, True), (flow.dst, flow.answered)):
            if not alive or address in shown or place_of(address) is not Place.OUTSIDE:
                continue
            kind = networks.kind_of(address)
            if kind is not None and not kind.outside and flow.sources:
                found[address] = _newest(found.get(address), address, flow.sources[0], flow)
    return tuple(found[address] for address in sorted(found))


def _newest(before: Sighting | None, address: str, source: Source, flow: Flow) -> Sighting:
    day = flow.last.date() if flow.last else None
    if before is not None and (day is None or (before.last_seen is not None and before.last_seen >= day)):
        return before
    return Sighting(source=source, addresses=(address,), last_seen=day)
