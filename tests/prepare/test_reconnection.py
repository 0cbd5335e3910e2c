"""Networks to be joined again: those of others, once each, whatever the spelling of their owner."""

from __future__ import annotations

from inmori.model import (
    Device,
    DeviceKind,
    Fact,
    Hospital,
    Hosting,
    RemoteAccess,
    RemoteMethod,
    System,
    SystemKind,
    TextFact,
    Vendor,
)
from inmori.prepare.reconnection import COMMON, outside_networks


def access(number: int, vendor: str | None, **more: object) -> RemoteAccess:
    method = Fact[RemoteMethod](value=RemoteMethod.SSLVPN)
    return RemoteAccess.model_validate({"id": f"R{number}", "vendor": {"value": vendor}, "method": method, **more})


def test_an_unknown_hospital_still_gets_the_networks_that_nearly_all_have_marked_as_not_seen() -> None:
    made = {network.id: network for network in outside_networks(Hospital())}
    assert list(made) == ["eligibility", "claims", "internet", "partner"]
    assert not any(network.seen for network in made.values())


def test_two_spellings_of_a_vendor_are_one_network_and_closed_ways_are_none() -> None:
    hospital = Hospital(
        vendors=(Vendor(id="V1", name="株式会社あおば"),),
        remote_accesses=(
            access(1, "(株)あおば"),
            access(2, "あおば"),
            access(3, "みどり", enabled=False),
            access(4, "きいろ", ended={"value": True}),
            access(5, None),
        ),
    )
    vendors = [network.other_side.ja for network in outside_networks(hospital) if network.kind == "vendor"]
    assert vendors == ["株式会社あおば", "事業者名が未確認"]


def test_eligibility_comes_first_and_names_the_machines_that_touch_it() -> None:
    hospital = Hospital(
        devices=(
            Device(id="a", name=TextFact(value="資格確認端末1"), kind=Fact[DeviceKind](value=DeviceKind.OQS_TERMINAL)),
            Device(id="b", name=TextFact(value="カードリーダー"), kind=Fact[DeviceKind](value=DeviceKind.CARD_READER)),
            Device(id="c", name=TextFact(value="カードリーダー"), kind=Fact[DeviceKind](value=DeviceKind.CARD_READER)),
        ),
        systems=(System(id="ehr", kind=SystemKind.EHR, hosting=Fact[Hosting](value=Hosting.CLOUD)),),
    )
    made = outside_networks(hospital)
    assert made[0].kind == "eligibility"
    assert [name.ja for name in made[0].ours] == ["カードリーダー 2台", "資格確認端末1"]
    assert [network.id for network in made if network.kind == "cloud"] == ["cloud-ehr"]


def test_the_director_decides_last_and_every_proof_has_somebody_to_sign() -> None:
    for network in outside_networks(Hospital(remote_accesses=(access(1, "あおば"),))):
        assert all(proof.signed_by.ja and proof.evidence.ja for proof in (*COMMON, *network.extra))
    assert COMMON[-1].signed_by.ja == "院長"
