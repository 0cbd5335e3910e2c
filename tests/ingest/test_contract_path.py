"""A contract that writes the far end of a tunnel names its company, and tells whether the hospital knows of the way."""

from __future__ import annotations

import pytest

from inmori.ingest.contract_path import listed_by_contracts, tells_of_way, with_contract_vendors
from inmori.model import (
    Contract,
    Fact,
    Network,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    TextFact,
    YesNo,
    Zone,
    ZoneKind,
)

PAPER = Source(kind=SourceKind.LEDGER, file="契約.xlsx", row=9)
CONF = Source(kind=SourceKind.CONFIG, file="rt.txt", line=9)
ZONES = (Zone(id="clinical", kind=ZoneKind.CLINICAL, networks=(Network(cidr="10.4.0.0/16"),)), Zone(id="v", kind=ZoneKind.VENDOR_NET, networks=(Network(cidr="10.90.1.0/28"),)))


def contract(vendor: str, *covers: str, note: str = "") -> Contract:
    return Contract(id=vendor, vendor=TextFact.of(vendor, PAPER), covers=covers, note=TextFact.of(note, PAPER) if note else TextFact(), sources=(PAPER,))


def path(*refs: str, label: str = "T1", peer: str = "198.51.100.21", method: RemoteMethod = RemoteMethod.IPSEC_ROUTER) -> RemoteAccess:
    return RemoteAccess(id="rt/tunnel:1", vendor=TextFact.of(label, CONF), peer=TextFact.of(peer, CONF), refs=refs, method=Fact[RemoteMethod].of(method, CONF), sources=(CONF,))


# Contracts, references of the tunnel, company.
CASES: dict[str, tuple[list[Contract], tuple[str, ...], str]] = {
    "the peer in the text": ([contract("北斗㈱", "保守。先方 198.51.100.21 より接続")], (), "北斗㈱"),
    "the network in the text": ([contract("北斗㈱", "保守網 10.90.1.0/28 から")], ("10.90.1.0/28",), "北斗㈱"),
    "a host of the network, in the remark": ([contract("北斗㈱", "保守", note="接続元10.90.1.3")], ("10.90.1.0/28",), "北斗㈱"),
    "another address": ([contract("北斗㈱", "先方 198.51.100.22")], (), "T1"),
    "an address that only begins alike": ([contract("北斗㈱", "先方 198.51.100.210")], (), "T1"),
    "the hospital's own network": ([contract("北斗㈱", "当院 10.4.10.0/24 の保守")], ("10.4.10.0/24",), "T1"),
    "everything private": ([contract("北斗㈱", "10.0.0.0/8")], ("10.90.1.0/28",), "T1"),
    "two companies with one address": ([contract("北斗㈱", "198.51.100.21"), contract("東和電機", "198.51.100.21")], (), "T1"),
    "two contracts of one company": ([contract("北斗㈱", "198.51.100.21"), contract("(株)北斗", "198.51.100.21")], (), "北斗㈱"),
    "no contract": ([], (), "T1"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_whose_way(case: str) -> None:
    contracts, refs, company = CASES[case]
    [found] = with_contract_vendors([path(*refs)], contracts, ZONES)
    assert found.vendor.value == company
    assert company == "T1" or "T1" in found.refs


TELLS = {
    "リモート保守はVPNにより行う": True, "保守及び遠隔サポート": True, "SSL-VPNで接続": True, "VPN接続料を含む": True,
    "来院による保守": False, "遠隔画像診断(読影)": False, "遠隔読影の委託": False, "リモート保守は行わない": False, "": False,
}  # fmt: skip


@pytest.mark.parametrize("text", TELLS)
def test_a_contract_that_tells_of_a_way(text: str) -> None:
    assert tells_of_way(contract("北斗㈱", text)) is TELLS[text]


def test_contracts_are_the_list_where_no_other_is() -> None:
    papers = [contract("北斗㈱", "リモート保守"), contract("東和電機", "来院による")]
    paths = [path(label="北斗㈱"), path(label="東和電機"), path(label="だれか", method=RemoteMethod.REMOTE_TOOL)]
    assert [one.listed.value for one in listed_by_contracts(paths, papers)] == [True, False, False]
    assert all(one.listed.confidence < 0.8 for one in listed_by_contracts(paths, papers))


def test_contracts_that_tell_of_no_way_are_no_list() -> None:
    assert [one.listed.value for one in listed_by_contracts([path()], [contract("北斗㈱", "保守")])] == [None]


def test_a_list_of_its_own_is_left_alone() -> None:
    told = path().model_copy(update={"listed": YesNo.of(False, CONF)})
    assert listed_by_contracts([told], [contract("T1", "リモート保守")]) == (told,)
