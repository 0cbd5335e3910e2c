"""Every weak protocol has a name for people, in both languages, and none twice."""

from __future__ import annotations

from inmori.model import WEAK_PROTOCOL_NAMES, Device, Fact, Source, SourceKind, WeakProtocol


def test_every_protocol_has_a_name_of_its_own() -> None:
    assert set(WEAK_PROTOCOL_NAMES) == set(WeakProtocol)
    assert len({name.ja for name in WEAK_PROTOCOL_NAMES.values()}) == len(WeakProtocol)
    assert len({name.en for name in WEAK_PROTOCOL_NAMES.values()}) == len(WeakProtocol)


def test_a_device_keeps_them_over_json() -> None:
    source = Source(kind=SourceKind.WIRE, file="wire.pcap", line=9)
    device = Device(id="d", weak_protocols=(Fact[WeakProtocol].of(WeakProtocol.SMB1, source),))
    assert Device.model_validate_json(device.model_dump_json()) == device
