"""What a person says of a network goes before the evidence, which stays beside it; what is gone is told."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.intake import ZoneRead
from inmori.ingest.reading import ToldNetwork
from inmori.ingest.zone_decision import PLACE, ZoneDecision, ZoneDecisions
from inmori.ingest.zoning import KnownNetwork, zone_map, zones_of, zones_read
from inmori.model import Fact, Network, Source, SourceKind, YesNo, ZoneKind

DAY = date(2026, 11, 24)
CONFIG = Source(kind=SourceKind.CONFIG, file="FW.conf", line=3)


def decided(network: str, kind: ZoneKind) -> ZoneDecisions:
    return ZoneDecisions(decisions=(ZoneDecision(network=network, kind=kind, on=DAY),))


def known(said: ZoneDecisions | None, kind: ZoneKind | None = ZoneKind.INFO) -> KnownNetwork:
    told = ToldNetwork(network=Network(cidr="10.4.0.0/24", name="セグメント4"), kind=kind, source=CONFIG)
    [network] = zone_map([told], [], load_catalogue(), said).networks
    return network


@pytest.mark.parametrize(("said", "kind", "value", "why", "against"), [
    (None, ZoneKind.INFO, ZoneKind.INFO, "named", []),
    (ZoneKind.CLINICAL, ZoneKind.INFO, ZoneKind.CLINICAL, "person", [ZoneKind.INFO]),
    (ZoneKind.INFO, ZoneKind.INFO, ZoneKind.INFO, "person", []),
    (ZoneKind.UNKNOWN, ZoneKind.INFO, ZoneKind.UNKNOWN, "person", [ZoneKind.INFO]),
    (ZoneKind.DEPT, None, ZoneKind.DEPT, "person", []),
    (None, None, None, "nothing", []),
], ids=["nobody said", "otherwise", "the same", "does not know", "nothing else tells", "nothing at all"])  # fmt: skip
def test_a_person_goes_before_the_evidence(
    said: ZoneKind | None, kind: ZoneKind | None, value: ZoneKind | None, why: str, against: list[ZoneKind]
) -> None:
    network = known(decided("10.4.0.0/24", said) if said else None, kind)
    assert (network.kind.value, network.why, [claim.value for claim in network.kind.others]) == (value, why, against)
    if said:
        assert network.kind.sources[0] == Source(kind=SourceKind.TOLD, file=PLACE, as_of=DAY)
        assert (CONFIG in network.kind.sources) == (said is kind)


def test_it_makes_the_zone_and_what_is_not_known_is_no_zone_of_a_kind() -> None:
    for kind, zone in ((ZoneKind.CLINICAL, "clinical"), (ZoneKind.UNKNOWN, "unknown-10.4.0.0/24")):
        told = ToldNetwork(network=Network(cidr="10.4.0.0/24", name="x"), kind=ZoneKind.INFO, source=CONFIG)
        networks = zone_map([told], [], load_catalogue(), decided("10.4.0.0/24", kind))
        assert [z.id for z in zones_of(networks, extra=(), believes_closed=YesNo())] == [zone]
        assert [(z.cidr, z.why, z.machines) for z in zones_read(networks, [])] == [("10.4.0.0/24", "person", 0)]


def test_another_network_is_not_touched_and_a_decision_on_one_that_is_gone_is_told() -> None:
    said = decided("10.9.0.0/24", ZoneKind.CLINICAL)
    assert known(said).kind.value is ZoneKind.INFO
    there = ZoneRead(cidr="10.9.0.0/24", name="", vlan=None, kind=Fact[ZoneKind](), why="nothing", machines=0)
    assert said.unused([there]) == []
    [problem] = said.unused([])
    assert "10.9.0.0/24" in problem.text.ja
    assert "10.9.0.0/24" in problem.text.en


def test_the_last_word_counts() -> None:
    first, last = (ZoneDecision(network="10.4.0.0/24", kind=kind, on=DAY) for kind in (ZoneKind.DEPT, ZoneKind.GUEST))
    assert known(ZoneDecisions(decisions=(first, last))).kind.value is ZoneKind.GUEST
