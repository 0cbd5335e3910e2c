"""Where a network's name says nothing its machines decide; and where they belie the title of a page, the title loses."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.reading import Sighting, ToldNetwork
from inmori.ingest.zoning import zone_map
from inmori.model import DeviceKind as D
from inmori.model import Network, Source, SourceKind
from inmori.model import ZoneKind as Z

_CATALOGUE = load_catalogue()
CONF = Source(kind=SourceKind.CONFIG, file="core.cfg", line=7)


def ledger(row: int) -> Source:
    return Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="一覧", row=row)


def machines(first: int, count: int, kind: D | None = None, **more: Any) -> list[Sighting]:
    """Return machines at 10.9.4.<first> and on; ``name``, ``hosts`` and ``group`` as a ledger has them."""
    name, hosts = more.get("name", ""), more.get("hosts", ())
    made = []
    for last in range(first, first + count):
        place = ledger(last)
        facts: dict[str, Any] = {"kind": (kind, place)} if kind else {}
        facts |= {"name": (name, place)} if name else {}
        made.append(Sighting(source=place, addresses=(f"10.9.4.{last}",), hostnames=tuple(hosts), facts=facts, group=more.get("group", ""), zone_hint=more.get("hint")))
    return made


# What stands in a network of that name, and what it is then.
CASES: dict[str, tuple[str, list[Sighting], Z]] = {
    "the server of the records": ("SERVER", [*machines(10, 1, D.SERVER, name="電子カルテAP"), *machines(11, 1, D.SERVER, name="ADサーバ")], Z.CLINICAL),
    "its host name alone": ("SV", machines(10, 1, D.SERVER, hosts=("KH-EHR01",)), Z.CLINICAL),
    "a server of images": ("SERVER", machines(10, 1, D.SERVER, name="PACSサーバ"), Z.DEPT),
    "servers of the office": ("SERVER", [*machines(10, 1, D.SERVER, name="ADサーバ"), *machines(11, 1, D.SERVER, name="ウイルス対策管理")], Z.UNKNOWN),
    "instruments": ("VLAN30", machines(10, 4, D.MODALITY), Z.DEPT),
    "two eligibility terminals": ("eth3", machines(10, 2, D.OQS_TERMINAL), Z.OQS),
    "one eligibility terminal among others": ("eth3", [*machines(10, 2, D.OQS_TERMINAL), *machines(20, 3, D.CLIENT)], Z.UNKNOWN),
    "PCs that say nothing": ("HONKAN", machines(10, 9, D.CLIENT), Z.UNKNOWN),
    "PCs on a page with a name": ("HONKAN", machines(10, 9, D.CLIENT, group="T_PC_GAIRAI"), Z.CLINICAL),
    "two switches among the PCs": ("HONKAN", [*machines(1, 2, D.L2_SWITCH, group="ネットワーク機器"), *machines(10, 11, D.CLIENT)], Z.UNKNOWN),
    "two switches alone": ("HONKAN", machines(1, 3, D.L2_SWITCH, group="ネットワーク機器"), Z.MGMT),
    "a column counts though PCs stand there": ("HONKAN", [*machines(1, 2, D.L2_SWITCH, hint=Z.MGMT), *machines(10, 1, D.CLIENT)], Z.MGMT),
    "a page of PCs and two switches": ("HONKAN", [*machines(1, 2, D.L2_SWITCH, group="ネットワーク機器"), *machines(10, 11, D.CLIENT, group="電カル端末")], Z.CLINICAL),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_stands_there_decides(case: str) -> None:
    name, sightings, kind = CASES[case]
    told = ToldNetwork(Network(cidr="10.9.4.0/24", name=name, sources=(CONF,)), None, CONF)
    networks = zone_map([told], sightings, _CATALOGUE)
    assert networks.kind_of("10.9.4.200") is kind


def test_the_machine_that_decided_is_kept() -> None:
    told = ToldNetwork(Network(cidr="10.9.4.0/24", name="SERVER", sources=(CONF,)), None, CONF)
    [known] = zone_map([told], machines(10, 1, D.SERVER, name="電子カルテAP"), _CATALOGUE).networks
    assert known.kind.sources == (ledger(10),)
    assert known.kind.confidence == 0.5
