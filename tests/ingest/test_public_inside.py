"""Public addresses used inside become machines once somebody names their network; the Internet never does."""

from __future__ import annotations

from datetime import datetime

from inmori.catalogue import load_catalogue
from inmori.ingest.flow_tally import JST
from inmori.ingest.public_inside import sightings_inside
from inmori.ingest.reading import Sighting, ToldNetwork
from inmori.ingest.zoning import zone_map
from inmori.model import Flow, Network, Source, SourceKind, ZoneKind

TOLD = Source(kind=SourceKind.TOLD, file="聞き取り.yaml", line=4)
WIRE = Source(kind=SourceKind.WIRE, file="conn.log", line=9)


def flow(src: str, dst: str, *, answered: bool = True, hour: int = 9) -> Flow:
    seen = datetime(2027, 3, 2, hour, tzinfo=JST)
    return Flow(src=src, dst=dst, protocol="tcp", port=443, answered=answered, first=seen, last=seen, sources=(WIRE,))


def test_only_named_networks_are_inside() -> None:
    told = [
        ToldNetwork(Network(cidr="150.60.4.0/24"), ZoneKind.CLINICAL, TOLD),
        ToldNetwork(Network(cidr="203.0.113.0/29"), ZoneKind.INTERNET, TOLD),
    ]
    flows = [
        flow("150.60.4.7", "198.51.100.9"),
        flow("150.60.4.7", "150.60.4.10"),
        flow("150.60.4.8", "150.60.4.99", answered=False),
        flow("203.0.113.2", "150.60.4.20"),
        flow("150.60.4.30", "10.1.1.1"),
    ]
    shown = [Sighting(source=WIRE, addresses=("150.60.4.30",))]
    found = sightings_inside(flows, zone_map(told, [], load_catalogue()), shown)
    assert [sighting.addresses[0] for sighting in found] == ["150.60.4.10", "150.60.4.20", "150.60.4.7", "150.60.4.8"]
