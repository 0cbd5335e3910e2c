"""The network packet is found under tags, on every link type, and inside the tunnels that mirrors use."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.ingest.capture_link import (
    ARP,
    CDP,
    IPV4,
    IPV6,
    Layer,
    inside_gre,
    inside_vxlan,
    is_mirror,
    network_layer,
)
from tests.ingest.wire_bytes import PC_MAC, SERVER_MAC, eth, ipv4, mac, udp

INNER = ipv4("10.7.1.20", "10.7.2.5", 17, udp(50_000, 53, b"x"))
MACS = mac(SERVER_MAC) + mac(PC_MAC)
PPPOE = struct.pack("!BBHHH", 0x11, 0, 7, len(INNER) + 2, 0x0021) + INNER
SNAP_CDP = b"\xaa\xaa\x03\x00\x00\x0c\x20\x00"

LINKS = {
    "Ethernet": (1, eth(INNER), MACS, 0),
    "802.1Q": (1, eth(INNER, vlans=(30,)), MACS, 30),
    "QinQ": (1, eth(INNER, vlans=(200, 30)), MACS, 200),
    "PPPoE": (1, eth(PPPOE, kind=0x8864), MACS, 0),
    "PPPoE in a VLAN": (1, eth(PPPOE, kind=0x8864, vlans=(9,)), MACS, 9),
    "cooked": (113, struct.pack("!HHH", 0, 1, 6) + mac(PC_MAC) + b"\0\0" + struct.pack("!H", IPV4) + INNER, bytes(6) + mac(PC_MAC), 0),
    "cooked with VLAN": (
        113,
        struct.pack("!HHH", 0, 1, 6) + mac(PC_MAC) + b"\0\0" + struct.pack("!HHH", 0x8100, 30, IPV4) + INNER,
        bytes(6) + mac(PC_MAC),
        30,
    ),
    "cooked 2": (276, struct.pack("!HHIHBB", IPV4, 0, 3, 1, 0, 6) + mac(PC_MAC) + b"\0\0" + INNER, bytes(6) + mac(PC_MAC), 0),
    "raw": (101, INNER, b"", 0),
    "raw of OpenBSD": (14, INNER, b"", 0),
    "IPv4 only": (228, INNER, b"", 0),
    "null, little-endian": (0, struct.pack("<I", 2) + INNER, b"", 0),
    "null, big-endian": (0, struct.pack(">I", 2) + INNER, b"", 0),
    "loopback": (108, struct.pack(">I", 2) + INNER, b"", 0),
}  # fmt: skip


@pytest.mark.parametrize("link, frame, macs, vlan", LINKS.values(), ids=LINKS)
def test_every_link_leads_to_the_packet(link: int, frame: bytes, macs: bytes, vlan: int) -> None:
    layer = network_layer(link, frame)
    assert layer is not None
    assert (layer.macs, layer.vlan, layer.kind) == (macs, vlan, IPV4)
    assert frame[layer.at :] == INNER


KINDS = {
    "ARP": (eth(bytes(28), kind=ARP), ARP),
    "IPv6": (eth(bytes(40), kind=IPV6), IPV6),
    "CDP": (eth(SNAP_CDP + bytes(20), kind=28), CDP),
    "spanning tree": (eth(b"\x42\x42\x03" + bytes(35), kind=38), 0),
    "PPPoE discovery": (eth(bytes(20), kind=0x8863), 0x8863),
    "PPPoE with something else": (eth(struct.pack("!BBHHH", 0x11, 0, 7, 2, 0xC021), kind=0x8864), 0x8864),
}


@pytest.mark.parametrize("frame, kind", KINDS.values(), ids=KINDS)
def test_other_kinds_are_named(frame: bytes, kind: int) -> None:
    layer = network_layer(1, frame)
    assert layer is not None
    assert layer.kind == kind


@pytest.mark.parametrize("link", [105, 127, 9_999])
def test_unknown_links_are_none(link: int) -> None:
    assert network_layer(link, eth(INNER)) is None


FRAME = eth(INNER)
GRE = {
    "IPv4": struct.pack("!HH", 0, IPV4) + INNER,
    "with checksum, key and number": struct.pack("!HHIII", 0xB000, IPV4, 1, 2, 3) + INNER,
    "bridged Ethernet": struct.pack("!HH", 0, 0x6558) + FRAME,
    "ERSPAN I": struct.pack("!HH", 0, 0x88BE) + FRAME,
    "ERSPAN II": struct.pack("!HHI", 0x1000, 0x88BE, 5) + bytes(8) + FRAME,
    "ERSPAN III": struct.pack("!HHI", 0x1000, 0x22EB, 5) + bytes(12) + FRAME,
    "ERSPAN III with eight bytes more": struct.pack("!HHI", 0x1000, 0x22EB, 5) + bytes(11) + b"\1" + bytes(8) + FRAME,
    "ERSPAN III with an IP packet": struct.pack("!HHI", 0x1000, 0x22EB, 5) + bytes(10) + struct.pack("!H", 2 << 10) + INNER,
}


@pytest.mark.parametrize("name, data", GRE.items(), ids=GRE)
def test_gre_is_unwrapped(name: str, data: bytes) -> None:
    layer = inside_gre(data)
    assert isinstance(layer, Layer)
    assert layer.kind == IPV4
    assert data[layer.at :] == INNER
    assert is_mirror(data) is name.startswith("ERSPAN")


SKIPPED = {
    "PPTP": (struct.pack("!HHHH", 0x3001, 0x880B, 4, 1) + bytes(8), "PPTP"),
    "unknown content": (struct.pack("!HH", 0, 0x8847) + bytes(20), "GRE"),
    "source routing": (struct.pack("!HH", 0x4000, IPV4) + bytes(20), "GRE"),
    "cut": (b"\0", "GRE"),
    "an unknown frame type of ERSPAN": (struct.pack("!HHI", 0x1000, 0x22EB, 5) + bytes(10) + struct.pack("!H", 9 << 10) + FRAME, "ERSPAN"),
}


@pytest.mark.parametrize("data, name", SKIPPED.values(), ids=SKIPPED)
def test_what_cannot_be_unwrapped_has_a_name(data: bytes, name: str) -> None:
    assert inside_gre(data) == name


def test_vxlan_is_unwrapped() -> None:
    data = struct.pack("!BBHI", 8, 0, 0, 77 << 8) + FRAME
    layer = inside_vxlan(data)
    assert layer is not None
    assert (layer.kind, data[layer.at :]) == (IPV4, INNER)
    assert inside_vxlan(b"\0" + data[1:]) is None
    assert inside_vxlan(data[:10]) is None


@settings(max_examples=200, deadline=None)
@given(link=st.sampled_from([0, 1, 12, 101, 108, 113, 228, 276]), frame=st.binary(max_size=80))
def test_strange_bytes_never_raise(link: int, frame: bytes) -> None:
    layer = network_layer(link, frame)
    assert layer is None or layer.at >= 0
    inside_gre(frame)
    inside_vxlan(frame)
