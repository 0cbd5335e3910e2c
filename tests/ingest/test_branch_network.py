"""The hospital's own second house is the hospital's, whatever the tunnel to it is called."""

from __future__ import annotations

from typing import Any

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest.branch_network import is_own_house, without_far_claims
from inmori.ingest.gateway_network import networks_from
from inmori.ingest.reading import ToldNetwork
from inmori.ingest.zoning import zone_map
from inmori.model import Gateway, Network, Source, SourceKind
from inmori.model import ZoneKind as Z
from inmori.model.gateway import Interface, Route, Tunnel

_CATALOGUE = load_catalogue()


def conf(file: str, line: int) -> Source:
    return Source(kind=SourceKind.CONFIG, file=file, line=line)


def main_house(label: str = "クリニック側") -> Gateway:
    tunnel = Tunnel(name="tunnel2", kind="ipsec", description=label, peer="203.0.113.9", remote_networks=("10.7.64.0/24",), source_ref=conf("main.txt", 9))
    return Gateway(id="main", product="x", tunnels=(tunnel,), source_ref=conf("main.txt", 1), interfaces=(Interface(name="lan1", cidr="10.7.30.1/28", source_ref=conf("main.txt", 3)),),
                   routes=(Route(destination="10.7.64.0/24", interface="tunnel2", source_ref=conf("main.txt", 5)),))  # fmt: skip


def branch(**more: Any) -> Gateway:
    port = Interface.model_validate({"name": "lan1/1", "cidr": "10.7.64.1/24", "description": "karte", "source_ref": conf("branch.txt", 4), **more})
    return Gateway(id="branch", product="x", source_ref=conf("branch.txt", 1), interfaces=(port,))


def kind(*gateways: Gateway, told: tuple[ToldNetwork, ...] = ()) -> Z | None:
    found = without_far_claims([*told, *networks_from(gateways, _CATALOGUE)], gateways)
    return zone_map(found, [], _CATALOGUE).kind_of("10.7.64.20")


HUMAN = Source(kind=SourceKind.TOLD, file="聞き取り.yaml", line=8)
CASES: dict[str, tuple[tuple[Gateway, ...], Z]] = {
    "only the main house's file": ((main_house("北斗メディカル 保守"),), Z.VENDOR_NET),
    "the branch's own gateway stands in it": ((main_house(), branch()), Z.CLINICAL),
    "and the order of the files does not matter": ((branch(), main_house()), Z.CLINICAL),
    "its interface says nothing": ((main_house(), branch(description="")), Z.UNKNOWN),
    "its interface says that it is a vendor's": ((main_house(), branch(description="ベンダー側 保守センター")), Z.VENDOR_NET),
    "its interface is switched off": ((main_house("保守"), branch(up=False)), Z.VENDOR_NET),
    "the tunnel's label names the branch": ((main_house("分院(あさひクリニック)"),), Z.UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_whose_network(case: str) -> None:
    gateways, wanted = CASES[case]
    if case == "its interface is switched off":
        gateways = (gateways[0], gateways[1].model_copy(update={"interfaces": (gateways[1].interfaces[0].model_copy(update={"description": ""}),)}))
    assert kind(*gateways) is wanted


def test_what_people_say_stands() -> None:
    said = ToldNetwork(Network(cidr="10.7.64.0/24", name="業者の網", sources=(HUMAN,)), Z.VENDOR_NET, HUMAN)
    assert without_far_claims([said], [branch()]) == [said]


LABELS = {
    "分院": True, "本院VPN": True, "サテライト透析": True, "附属診療所": True, "to-branch": True, "bunin": True, "Satellite Clinic": True, "訪問看護ステーション": True,
    "北斗メディカル": False, "電子カルテ保守": False, "branchless": False, "日本橋クリニック": False, "病理診断センター": False, "": False,
}  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_labels_of_a_second_house(label: str) -> None:
    assert is_own_house(label) is LABELS[label]
