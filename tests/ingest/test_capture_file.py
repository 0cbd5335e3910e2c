"""All spellings of a capture give the same packets; a cut file is read to the cut; mangled bytes end quietly."""

from __future__ import annotations

import io
import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.ingest import capture_file
from inmori.ingest.capture_file import CaptureFile, is_capture
from tests.ingest.wire_bytes import START, block, interface, packet, pcap, pcapng, section

FRAMES = [bytes([n]) * (60 + n) for n in range(5)]


def packets(data: bytes) -> tuple[list[tuple[float, bytes, int, int]], CaptureFile]:
    capture = CaptureFile(io.BytesIO(data))
    return [(time, buffer[at:end], wire, link) for time, buffer, at, end, wire, link in capture.records()], capture


SPELLINGS = {
    "little-endian": pcap(FRAMES),
    "big-endian": pcap(FRAMES, order=">"),
    "nanoseconds": pcap(FRAMES, nano=True),
    "nanoseconds, big-endian": pcap(FRAMES, nano=True, order=">"),
    "pcapng": pcapng(FRAMES),
    "pcapng, big-endian": pcapng(FRAMES, order=">"),
}


@pytest.mark.parametrize("data", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_gives_the_same_packets(data: bytes) -> None:
    assert is_capture(data[:12])
    found, capture = packets(data)
    assert [frame for _, frame, _, _ in found] == FRAMES
    assert all(link == 1 and wire == len(frame) for _, frame, wire, link in found)
    assert [time for time, *_ in found] == pytest.approx([START + n * 0.01 for n in range(5)], abs=2e-6)
    assert (capture.packets, capture.cut, capture.damaged) == (5, False, False)


def test_block_borders_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = packets(pcap(FRAMES))[0]
    for size in (1, 7, 64, 100):
        monkeypatch.setattr(capture_file, "BLOCK", size)
        assert packets(pcap(FRAMES))[0] == whole
        assert [frame for _, frame, _, _ in packets(pcapng(FRAMES))[0]] == FRAMES


@pytest.mark.parametrize("data", [pcap(FRAMES), pcapng(FRAMES)], ids=["pcap", "pcapng"])
def test_a_cut_file_is_read_to_the_cut(data: bytes) -> None:
    for size in range(len(data)):
        if not is_capture(data[:size][:12]):
            continue
        found, capture = packets(data[:size])
        assert [frame for _, frame, _, _ in found] == FRAMES[: len(found)]
        assert not capture.damaged
    assert packets(data[:-1])[1].cut
    assert not packets(data)[1].cut


def test_a_snapped_packet_keeps_its_length_on_the_wire() -> None:
    found, _ = packets(pcap(FRAMES, snap=20))
    assert [(len(frame), wire) for _, frame, wire, _ in found] == [(20, len(frame)) for frame in FRAMES]


def test_an_impossible_length_is_damage() -> None:
    data = pcap(FRAMES[:2]) + struct.pack("<IIII", 1, 0, 1 << 30, 60) + bytes(500)
    found, capture = packets(data)
    assert len(found) == 2
    assert capture.damaged
    assert not capture.cut


def test_interfaces_keep_their_own_clock_and_link() -> None:
    data = section() + interface() + interface(113, resolution=9) + interface(101, resolution=0x80 | 10, offset=1_000)
    data += packet(b"a" * 60, 5_000_000) + packet(b"b" * 60, 6_000_000_000, number=1) + packet(b"c" * 60, 7 * 1024, number=2)
    found, _ = packets(data)
    assert [(time, link) for time, _, _, link in found] == [(5.0, 1), (6.0, 113), (1007.0, 101)]


def test_a_second_section_starts_anew() -> None:
    data = pcapng(FRAMES[:1]) + section(">") + interface(101, order=">") + packet(FRAMES[1], 9_000_000, order=">")
    found, _ = packets(data)
    assert [(frame, link) for _, frame, _, link in found] == [(FRAMES[0], 1), (FRAMES[1], 101)]


def test_packets_without_a_time_say_so() -> None:
    data = section() + interface() + block(3, struct.pack("<I", 60) + b"x" * 60)
    found, capture = packets(data)
    assert math.isnan(found[0][0])
    assert (capture.packets, capture.untimed) == (1, 1)


def test_old_packet_blocks_are_read_and_strange_blocks_passed_over() -> None:
    old = block(2, struct.pack("<HHIIII", 0, 0, 0, 4_000_000, 60, 60) + b"o" * 60)
    keys = block(0x0A, struct.pack("<II", 0x544C534B, 8) + b"SECRET!!")
    found, _ = packets(section() + interface() + keys + old + block(0x0BAD, b"?"))
    assert [(time, frame) for time, frame, _, _ in found] == [(4.0, b"o" * 60)]


def test_a_packet_of_an_unknown_interface_is_left_out() -> None:
    assert packets(section() + packet(b"a" * 60, 1))[0] == []


@pytest.mark.parametrize("data", [b"", b"\xd4\xc3", b"PK\x03\x04" + bytes(30), b"\x0a\x0d\x0d\x0a" + bytes(20)])
def test_what_is_no_capture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a capture"):
        packets(data)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), big=st.booleans(), ng=st.booleans())
def test_mangled_bytes_never_raise(data: st.DataObject, big: bool, ng: bool) -> None:
    whole = bytearray((pcapng if ng else pcap)(FRAMES, order=">" if big else "<"))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(12, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found, capture = packets(bytes(whole[: data.draw(st.integers(12, len(whole)))]))
    assert capture.packets == len(found)
