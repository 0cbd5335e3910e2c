"""Weak protocols of one machine: each once, with everybody who saw it, and never taken back by who did not."""

from __future__ import annotations

from typing import Any

from inmori.catalogue import load_catalogue
from inmori.ingest.merge import devices_from
from inmori.ingest.reading import Sighting
from inmori.ingest.reconcile import reconcile
from inmori.ingest.zoning import zone_map
from inmori.model import Device, Source, SourceKind, WeakProtocol
from tests.ingest.paper_hospital import TODAY

CATALOGUE = load_catalogue()


def seen(kind: SourceKind, file: str, *protocols: WeakProtocol, **more: Any) -> Sighting:
    return Sighting(
        source=Source(kind=kind, file=file, line=3, as_of=TODAY), addresses=("172.20.4.9",), hostnames=("EKSV1",),
        last_seen=TODAY, weak_protocols=protocols, **more,
    )  # fmt: skip


def merged(*sightings: Sighting) -> Device:
    groups = reconcile(sightings, today=TODAY)
    (device,) = devices_from(groups, zone_map([], [], CATALOGUE), CATALOGUE, today=TODAY).devices
    return device


def test_each_protocol_once_with_all_who_saw_it() -> None:
    device = merged(
        seen(SourceKind.WIRE, "wire.pcap", WeakProtocol.TELNET, WeakProtocol.SMB1),
        seen(SourceKind.EXPORT, "scan.xml", WeakProtocol.SMB1),
    )
    assert [fact.value for fact in device.weak_protocols] == [WeakProtocol.SMB1, WeakProtocol.TELNET]
    smb, telnet = device.weak_protocols
    assert {source.file for source in smb.sources} == {"wire.pcap", "scan.xml"}
    assert {source.file for source in telnet.sources} == {"wire.pcap"}
    assert smb.confidence > telnet.confidence
    assert not smb.others


def test_who_saw_nothing_contradicts_nobody() -> None:
    device = merged(seen(SourceKind.WIRE, "wire.pcap", WeakProtocol.SMB1), seen(SourceKind.EXPORT, "scan.xml"))
    assert [fact.value for fact in device.weak_protocols] == [WeakProtocol.SMB1]
    assert not device.weak_protocols[0].disputed


def test_the_order_of_the_files_does_not_matter() -> None:
    one = seen(SourceKind.WIRE, "wire.pcap", WeakProtocol.VNC_CLEAR, WeakProtocol.NTLMV1)
    other = seen(SourceKind.EXPORT, "scan.xml", WeakProtocol.NTLMV1)
    assert [f.value for f in merged(one, other).weak_protocols] == [f.value for f in merged(other, one).weak_protocols]


def test_its_own_place_is_kept_where_the_reader_gave_one() -> None:
    place = Source(kind=SourceKind.WIRE, file="wire.pcap", line=4711)
    device = merged(seen(SourceKind.WIRE, "wire.pcap", WeakProtocol.FTP_CLEAR, identities={"ftp_clear": place}))
    assert device.weak_protocols[0].sources == (place,)
