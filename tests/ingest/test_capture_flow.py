"""Packets become conversations: who opened them, how much went each way, over which cards, and nothing twice."""

from __future__ import annotations

import io
import random
import struct
from datetime import datetime

import pytest

from inmori.ingest import capture_flow
from inmori.ingest.capture_watch import Watched, watch
from inmori.ingest.flow_tally import JST
from inmori.model import Flow
from tests.ingest.wire_bytes import (
    ACK,
    FIN,
    PC_MAC,
    PSH,
    ROUTER_MAC,
    RST,
    SERVER_MAC,
    START,
    SYN,
    arp,
    eth,
    ip,
    ipv4,
    ipv6,
    pcap,
    talk,
    tcp,
    udp,
)

PC, SERVER, OUTSIDE = "10.7.1.20", "10.7.2.5", "198.51.100.7"


def seen(frames: list[bytes], **layout: float | int) -> Watched:
    return watch(io.BytesIO(pcap(frames, **layout)), name="a.pcap", connections=10_000)  # type: ignore[arg-type]


def flow_of(frames: list[bytes], **layout: float | int) -> Flow:
    (flow,) = seen(frames, **layout).flows
    return flow


def ends(flow: Flow) -> tuple[str, str, str, int | None]:
    return (flow.src, flow.dst, flow.protocol, flow.port)


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(int(START + seconds), tz=JST)


def test_one_conversation_in_full() -> None:
    frames = talk(PC, SERVER, 8_443, [(True, b"a" * 100), (False, b"b" * 900), (True, b"c" * 11)])
    flow = flow_of(frames, step=1.0)
    assert ends(flow) == (PC, SERVER, "tcp", 8_443)
    assert (flow.connections, flow.answered, flow.bytes_out, flow.bytes_in) == (1, True, 111, 900)
    assert (flow.first, flow.last) == (at(0), at(len(frames) - 1))
    assert flow.sources[0].line == 1


def both(client: bytes, server: bytes) -> list[bytes]:
    return [eth(client), eth(server, src=SERVER_MAC, dst=PC_MAC)]


def pair(sport: int, dport: int, first: int = ACK, second: int = ACK, *, load: int = 5) -> list[bytes]:
    """A packet each way, the first from PC:sport to SERVER:dport."""
    return both(
        ipv4(PC, SERVER, 6, tcp(sport, dport, first, b"x" * load)),
        ipv4(SERVER, PC, 6, tcp(dport, sport, second, b"y" * load)),
    )


SIDES = {
    "opening seen": (pair(50_000, 7, SYN, SYN | ACK, load=0), (PC, SERVER, "tcp", 7)),
    "only the answer to the opening": ([eth(ipv4(PC, SERVER, 6, tcp(4_242, 50_000, SYN | ACK)))], (SERVER, PC, "tcp", 4_242)),
    "system port against a high one": (pair(445, 50_000), (SERVER, PC, "tcp", 445)),
    "registered port against a high one": (pair(1_521, 50_000), (SERVER, PC, "tcp", 1_521)),
    "system port against a registered one": (pair(1_433, 139), (PC, SERVER, "tcp", 139)),
    "unknown low port against a chosen one": (pair(7_777, 60_000), (SERVER, PC, "tcp", 7_777)),
    "two chosen ports: who spoke first asks": (pair(50_000, 60_000), (PC, SERVER, "tcp", 60_000)),
    "the same port on both sides": (pair(500, 500), (PC, SERVER, "tcp", 500)),
    "the opening wins over the ports": (pair(445, 50_000, SYN, SYN | ACK, load=0), (PC, SERVER, "tcp", 50_000)),
    "the protocol wins over the ports": (
        both(
            ipv4(PC, SERVER, 6, tcp(443, 55_555, PSH | ACK, bytes.fromhex("1603030020010000") + bytes(40))),
            ipv4(SERVER, PC, 6, tcp(55_555, 443)),
        ),
        (PC, SERVER, "tcp", 55_555),
    ),
}  # fmt: skip


@pytest.mark.parametrize("frames, expected", SIDES.values(), ids=SIDES)
def test_client_and_server_are_told_apart(frames: list[bytes], expected: tuple[str, str, str, int]) -> None:
    assert ends(flow_of(frames)) == expected


ANSWERS = {
    "no answer": (pair(50_000, 445, SYN)[:1], False),
    "refused": (pair(50_000, 445, SYN, RST | ACK, load=0), False),
    "opened and reset": (talk(PC, SERVER, 445, [], closing=False) + both(b"", ipv4(SERVER, PC, 6, tcp(445, 50_000, RST)))[1:], True),
    "server side only": ([pair(50_000, 445)[1]], True),
    "UDP answered": (both(ipv4(PC, SERVER, 17, udp(50_000, 53)), ipv4(SERVER, PC, 17, udp(53, 50_000))), True),
    "UDP without an answer": ([eth(ipv4(PC, SERVER, 17, udp(50_000, 53)))], False),
}


@pytest.mark.parametrize("frames, answered", ANSWERS.values(), ids=ANSWERS)
def test_answered(frames: list[bytes], answered: bool) -> None:
    assert flow_of(frames).answered is answered


def test_who_was_only_spoken_to_does_not_live() -> None:
    assert [s.addresses for s in seen([eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, SYN)))]).sightings] == [(PC,)]


def routed(frame: bytes) -> bytes:
    """The same packet behind a router: other cards, one hop less to live."""
    packet = bytearray(frame[14:])
    packet[8] -= 1
    return eth(bytes(packet), src=ROUTER_MAC, dst=SERVER_MAC)


COPIES = {
    "before and after a router": routed,
    "the same frame at two ports": lambda frame: frame,
    "with a VLAN tag the second time": lambda frame: frame[:12] + struct.pack("!HH", 0x8100, 30) + frame[12:],
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("lag", [1, 3, 7])
def test_packets_seen_twice_are_counted_once(copy: object, lag: int) -> None:
    frames = talk(PC, SERVER, 445, [(True, b"a" * 300)] * 20, closing=False)
    mixed: list[bytes] = []
    for number, frame in enumerate(frames):
        mixed.append(frame)
        if number >= lag:
            mixed.append(copy(frames[number - lag]))  # type: ignore[operator]
    once, twice = seen(frames, step=1e-5), seen(mixed, step=1e-5)
    assert twice.conversations.duplicates == len(frames) - lag
    assert [(ends(f), f.bytes_out, f.connections) for f in twice.flows] == [(ends(f), f.bytes_out, f.connections) for f in once.flows]


def test_the_same_packet_a_second_later_is_another_one() -> None:
    frame = eth(ipv4(PC, SERVER, 17, udp(50_000, 514, b"again"), ident=77))
    found = seen([frame, frame], step=1.0)
    assert found.conversations.duplicates == 0
    assert found.flows[0].bytes_out == 10


def test_packets_without_id_and_checksum_are_never_taken_for_copies() -> None:
    frame = eth(ipv4(PC, SERVER, 17, udp(50_000, 514, b"again", check=0), ident=0))
    assert seen([frame, frame], step=1e-5).flows[0].bytes_out == 10


def test_the_same_ports_used_again_are_a_second_connection() -> None:
    frames = talk(PC, SERVER, 445, [(True, b"a" * 10)]) + talk(PC, SERVER, 445, [(True, b"b" * 20)])
    flow = flow_of(frames)
    assert (flow.connections, flow.bytes_out) == (2, 30)


def test_a_repeated_opening_is_no_second_connection() -> None:
    first = eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, SYN)))
    again = eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, SYN)))
    assert flow_of([first, again, *talk(PC, SERVER, 445, [])[1:]], step=1.0).connections == 1


def test_udp_after_a_long_silence_is_a_second_connection() -> None:
    frames = talk(PC, OUTSIDE, 4_500, [(True, b"x" * 50), (False, b"y" * 50)] * 3, sport=4_500, protocol=17)
    assert flow_of(frames, step=1.0).connections == 1
    assert flow_of(frames, step=61.0).connections == 3


def test_a_card_that_cuts_packets_itself_writes_no_length() -> None:
    packet = bytearray(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"x" * 500)))
    packet[2:4] = b"\0\0"
    assert flow_of([eth(bytes(packet))]).bytes_out == 500


def test_padding_is_not_counted() -> None:
    assert flow_of([eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"xy"))) + bytes(6)]).bytes_out == 2


PATHS = {
    "IPv4 options": [eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"x" * 9), options=b"\x94\x04\0\0"))],
    "TCP options": [eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"x" * 9, options=b"\1\1\x08\x0a" + bytes(8))))],
    "VLAN": [eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"x" * 9)), vlans=(30,))],
    "QinQ": [eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"x" * 9)), vlans=(7, 30))],
    "fragments": [
        eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"x" * 4), ident=9, fragment=0x2000)),
        eth(ipv4(PC, SERVER, 6, b"x" * 5, ident=9, fragment=3)),
    ],
    "VXLAN": [
        eth(ipv4("192.0.2.1", "192.0.2.2", 17, udp(1, 4_789, struct.pack("!BBHI", 8, 0, 0, 256) + inner)))
        for inner in [eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"x" * 9)))]
    ],
    "ERSPAN": [
        eth(ipv4("192.0.2.1", "192.0.2.2", 47, struct.pack("!HHI", 0x1000, 0x88BE, 1) + bytes(8) + inner))
        for inner in [eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, ACK, b"x" * 9)))]
    ],
}  # fmt: skip


@pytest.mark.parametrize("name, frames", PATHS.items(), ids=PATHS)
def test_every_way_of_wrapping_gives_the_same_flow(name: str, frames: list[bytes]) -> None:
    found = seen(frames)
    inner = [flow for flow in found.flows if flow.src == PC]
    assert [(ends(flow), flow.bytes_out) for flow in inner] == [((PC, SERVER, "tcp", 445), 9)]
    assert len(found.flows) == (2 if name == "VXLAN" else 1)  # the ends of a VXLAN tunnel are machines; a mirror's are not


def test_ipv6_is_a_flow() -> None:
    one, other = bytes.fromhex("fd00" + "0" * 27 + "1"), bytes.fromhex("fd00" + "0" * 27 + "2")
    hop = struct.pack("!BB6x", 6, 0)
    frames = [
        eth(ipv6(one, other, 6, tcp(50_000, 445, SYN)), kind=0x86DD),
        eth(ipv6(one, other, 6, tcp(50_000, 445, ACK, b"abc"), extensions=hop, first=0), kind=0x86DD),
    ]
    found = seen(frames)
    assert [(ends(f), f.bytes_out) for f in found.flows] == [(("fd00::1", "fd00::2", "tcp", 445), 3)]
    assert found.six_addresses == ("fd00::1",)


OTHERS = {
    "ESP": (ipv4(PC, OUTSIDE, 50, bytes(60)), (PC, OUTSIDE, "esp", None)),
    "GRE": (ipv4(PC, OUTSIDE, 47, struct.pack("!HH", 0x3001, 0x880B) + bytes(8)), (PC, OUTSIDE, "gre", None)),
    "ping": (ipv4(PC, SERVER, 1, b"\x08\0\0\1" + bytes(60)), (PC, SERVER, "icmp", None)),
    "answer to a ping": (ipv4(SERVER, PC, 1, b"\0\0\0\1" + bytes(60)), (PC, SERVER, "icmp", None)),
    "some protocol": (ipv4(PC, SERVER, 200, bytes(60)), (PC, SERVER, "ip/200", None)),
}  # fmt: skip


@pytest.mark.parametrize("packet, expected", OTHERS.values(), ids=OTHERS)
def test_protocols_without_ports(packet: bytes, expected: tuple[str, str, str, None]) -> None:
    assert ends(flow_of([eth(packet)])) == expected


def test_messages_about_packets_are_no_conversation() -> None:
    unreachable = b"\x03\x01\0\0" + bytes(4) + ipv4(PC, SERVER, 6, tcp(50_000, 445))
    found = seen([eth(ipv4("10.7.1.1", PC, 1, unreachable))])
    assert found.flows == ()
    assert found.road.other_kinds == {"ICMP": 1}


def test_everybody_is_nobody_in_particular() -> None:
    query = ipv4(PC, "10.7.1.255", 17, udp(137, 137, bytes(50)))
    found = seen([eth(query, dst="ff:ff:ff:ff:ff:ff")])
    assert found.flows == ()
    assert found.tally.group_records == 1
    assert [s.addresses for s in found.sightings] == [(PC,)]


# -- cards -----------------------------------------------------------------------------------------------------------


def owners(frames: list[bytes]) -> dict[str, tuple[str, ...]]:
    return {s.addresses[0]: s.macs for s in seen(frames).sightings if s.addresses}


def test_machines_of_one_segment_have_their_own_cards() -> None:
    assert owners(talk(PC, SERVER, 445, [])) == {PC: (PC_MAC,), SERVER: (SERVER_MAC,)}


def test_a_gateway_stands_for_nobody_behind_it() -> None:
    frames = [frame for n in range(5) for frame in talk(f"10.9.0.{n + 1}", SERVER, 445, [], macs=(ROUTER_MAC, SERVER_MAC))]
    found = owners(frames)
    assert found.pop(SERVER) == (SERVER_MAC,)
    assert set(found.values()) == {()}


def test_a_gateway_that_hides_one_machine_is_betrayed() -> None:
    hidden = ipv4("10.9.0.8", SERVER, 6, tcp(50_000, 445, SYN), ttl=127)
    assert owners([eth(hidden, src=ROUTER_MAC)])["10.9.0.8"] == ()
    outside = talk(SERVER, OUTSIDE, 443, [], macs=(SERVER_MAC, ROUTER_MAC)) + talk("10.9.0.8", SERVER, 445, [], macs=(ROUTER_MAC, SERVER_MAC))
    assert owners(outside)["10.9.0.8"] == ()


def test_what_a_card_says_of_itself_is_believed() -> None:
    svis = [arp(ROUTER_MAC, f"10.{net}.0.254", f"10.{net}.0.9") for net in (7, 8, 9)]
    behind = talk("10.9.0.8", SERVER, 445, [], macs=(ROUTER_MAC, SERVER_MAC))
    found = owners(svis + behind)
    assert {found[f"10.{net}.0.254"] for net in (7, 8, 9)} == {(ROUTER_MAC,)}
    assert found["10.9.0.8"] == ()


def test_a_card_that_answers_for_a_whole_network_is_not_believed() -> None:
    proxy = [arp(ROUTER_MAC, f"10.9.0.{n}", "10.9.0.200", reply=True) for n in range(1, 9)]
    assert set(owners(proxy).values()) == {()}


def test_an_address_that_changed_hands_has_no_card() -> None:
    assert owners([arp(PC_MAC, PC, SERVER), arp(SERVER_MAC, PC, SERVER)]) == {PC: ()}


HOPS = {
    "straight to the server": (talk(PC, SERVER, 445, []), None),
    "to the outside": (talk(PC, OUTSIDE, 443, [], macs=(PC_MAC, ROUTER_MAC)), ROUTER_MAC),
    "to a server behind a router that is known by ARP": (
        [arp(ROUTER_MAC, "10.7.1.254", PC), *talk(PC, SERVER, 445, [], macs=(PC_MAC, ROUTER_MAC))],
        ROUTER_MAC,
    ),
    "through somebody else's PC": (
        talk("10.7.1.66", SERVER, 445, [], macs=(ROUTER_MAC, SERVER_MAC)) + talk(PC, OUTSIDE, 443, [], macs=(PC_MAC, ROUTER_MAC)),
        ROUTER_MAC,
    ),
    "unknown: nobody answered": ([eth(ipv4(PC, SERVER, 6, tcp(50_000, 445, SYN)), dst=ROUTER_MAC)], None),
    "seen behind the router only": (
        [eth(ipv4(f"10.9.0.{n}", OUTSIDE, 6, tcp(50_000, 443, SYN), ttl=127), src=ROUTER_MAC, dst=SERVER_MAC) for n in (20,)],
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("frames, hop", HOPS.values(), ids=HOPS)
def test_first_hop(frames: list[bytes], hop: str | None) -> None:
    flow = next(flow for flow in seen(frames).flows if flow.dst in (SERVER, OUTSIDE) and flow.src != "10.7.1.66")
    assert flow.first_hop == hop


# -- recorded truth --------------------------------------------------------------------------------------------------


def day(seed: int, count: int) -> tuple[list[bytes], dict[tuple[str, str, int], list[int]]]:
    """Many conversations, forty at a time, shuffled packet by packet; and what they hold."""
    rng = random.Random(seed)
    truth: dict[tuple[str, str, int], list[int]] = {}
    waiting = []
    for number in range(count):
        client, server = f"10.7.1.{rng.randrange(1, 40)}", f"10.7.2.{rng.randrange(1, 9)}"
        port = rng.choice([443, 445, 104, 1_521])
        said = [(rng.random() < 0.4, rng.randbytes(rng.randrange(1, 1_300))) for _ in range(rng.randrange(0, 9))]
        waiting.append(talk(client, server, port, said, sport=40_000 + number))
        total = truth.setdefault((client, server, port), [0, 0, 0])
        total[0] += 1
        total[1] += sum(len(data) for out, data in said if out)
        total[2] += sum(len(data) for out, data in said if not out)
    frames: list[bytes] = []
    going = [waiting.pop() for _ in range(40)]
    while going:
        chosen = rng.randrange(len(going))
        frames.append(going[chosen].pop(0))
        if not going[chosen]:
            going[chosen : chosen + 1] = [waiting.pop()] if waiting else []
    return frames, truth


@pytest.mark.parametrize("seed", [1, 2])
def test_a_day_of_traffic_is_added_up_right(seed: int) -> None:
    frames, truth = day(seed, 300)
    found = {(f.src, f.dst, f.port): [f.connections, f.bytes_out, f.bytes_in] for f in seen(frames).flows}
    assert found == truth


def test_a_crowded_table_writes_off_what_is_over_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_flow, "WAYS_KEPT", 50)
    monkeypatch.setattr(capture_flow, "_TIDY_EVERY", 0xF)
    frames, truth = day(3, 300)
    found = {(f.src, f.dst, f.port): [f.bytes_out + f.bytes_in] for f in seen(frames).flows if f.dst.startswith("10.7.2.")}
    assert {key: [total[1] + total[2]] for key, total in truth.items()} == found


def test_the_limit_of_connections_stops_the_reading() -> None:
    frames = [eth(ipv4(PC, SERVER, 6, tcp(20_000 + n, 445, SYN))) for n in range(30)]
    found = watch(io.BytesIO(pcap(frames)), name="a", connections=10)
    assert found.full
    assert found.flows[0].connections == 10


def test_flags_of_a_way_are_collected() -> None:
    taken: list[capture_flow.Way] = []

    class Keeper:
        def closed(self, way: capture_flow.Way) -> None:
            taken.append(way)

        def met(self, way: capture_flow.Way, macs: bytes, ttl: int) -> None: ...
        def hear(self, way: capture_flow.Way, payload: bytes, number: int) -> None: ...
        def slow(self, number: int, time: float, frame: bytes, wire: int, link: int) -> None: ...

    from inmori.ingest.capture_file import CaptureFile

    conversations = capture_flow.Conversations(Keeper())
    frames = [frame[:12] + struct.pack("!HH", 0x8100, 30) + frame[12:] for frame in talk(PC, SERVER, 445, [(True, b"x")])]
    conversations.take(CaptureFile(io.BytesIO(pcap(frames))).records())
    conversations.close()
    (way,) = taken
    assert way.flags == SYN | ACK | PSH | FIN
    assert (way.vlan, way.ttl, way.count, way.addresses, way.ports) == (30, 128, 5, (ip(PC), ip(SERVER)), (50_000, 445))
    assert way.peer is None  # taken apart once it was handed over
