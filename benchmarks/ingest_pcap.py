"""How fast is a capture read: packets per second against dpkt on the same file, and memory at twice the length.

    python benchmarks/ingest_pcap.py                 # two made-up captures of 200,000 packets
    python benchmarks/ingest_pcap.py mirror.pcap     # any other capture
    python benchmarks/ingest_pcap.py --stream 1024   # memory alone, on a stream of 1,024 MB that lies nowhere
    python benchmarks/ingest_pcap.py --profile

Needs dpkt (pip install dpkt). dpkt only adds packets up to one-way flows; Inmori does that, drops duplicates, knows
the cards, recognises protocols and makes flows and sightings of it. What is done once in a conversation costs more
than what is done for each packet, so two shapes are measured: "hospital", where one conversation in twenty moves images
or screens (some 25 packets for each one-way flow; the floor is for this one), and "crumbs", with nothing but short ones
(eight packets, as in a mixture of thousands of small public captures). Exits 1 where a floor is missed.
"""

import argparse
import cProfile
import io
import pstats
import random
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SPEED_FLOOR = 3.0  # times dpkt
MEMORY_CEILING = 1.25  # twice the length may cost this much more
ROUNDS = 5
CLIENTS, SERVERS, SERVERS_OF_ONE = 500, 60, 6

HELLO = bytes.fromhex("160301006301000001") + bytes(94)
SMB2 = b"\0\0\0\x6c\xfeSMB" + struct.pack("<HHIHHI", 64, 0, 0, 0, 31, 0) + bytes(88)
REQUEST = b"GET /index.html HTTP/1.1\r\nHost: x\r\n\r\n"
# Port, the client's first words, the server's.
OPENINGS = (
    (443, HELLO, bytes.fromhex("160303004a020000460303") + bytes(70)),
    (445, SMB2, SMB2[:20] + b"\1" + SMB2[21:]),
    (80, REQUEST, b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"),
    (1521, bytes.fromhex("00c8000001000000013b") + bytes(190), bytes.fromhex("0020000002000000013b") + bytes(22)),
    (104, b"\1\0\0\0\0\xcd\0\1\0\0" + b"PACS".ljust(16) + b"CT1".ljust(16) + bytes(163),
     b"\2\0\0\0\0\xcd\0\1\0\0" + b"PACS".ljust(16) + b"CT1".ljust(16) + bytes(163)),
)  # fmt: skip


def frame(src: int, dst: int, sport: int, dport: int, ident: int, flags: int, payload: bytes, rng: random.Random) -> bytes:
    ip = struct.pack("!BBHHHBBHII", 0x45, 0, 40 + len(payload), ident, 0x4000, 128, 6, rng.getrandbits(16), src, dst)
    tcp = struct.pack("!HHIIBBHHH", sport, dport, rng.getrandbits(32), 0, 0x50, flags, 8192, rng.getrandbits(16), 0)
    macs = struct.pack("!IHIH", dst, dport & 0xFE, src, 2)
    return b"\2" + macs[1:6] + b"\2" + macs[7:12] + b"\x08\0" + ip + tcp + payload


def length(rng: random.Random, *, crumbs: bool) -> int:
    """Packets in the middle of a conversation."""
    luck = rng.random()
    if crumbs or luck < 0.8:
        return rng.randrange(4, 20)
    return rng.randrange(20, 100) if luck < 0.95 else rng.randrange(200, 600)


def conversation(rng: random.Random, ident: int, *, crumbs: bool) -> list[bytes]:
    """One TCP conversation; one in ten is a question for a name instead."""
    client = rng.randrange(CLIENTS)
    server = (client * 7 + rng.randrange(SERVERS_OF_ONE) * 13) % SERVERS  # a machine has its usual partners
    src, dst = 0x0A070000 + client, 0x0A080000 + server
    sport = rng.randrange(49152, 65536)
    if rng.random() < 0.1:
        query = struct.pack("!HHHHHH", ident & 0xFFFF, 0x0100, 1, 0, 0, 0) + b"\3www\7example\3com\0\0\1\0\1"
        return [datagram(src, dst, sport, 53, ident, query), datagram(dst, src, 53, sport, ident + 1, query[:2] + b"\x81\x80" + query[4:])]
    port, opening, reply = OPENINGS[server % len(OPENINGS)]
    there = lambda flags, data=b"": frame(src, dst, sport, port, ident & 0xFFFF, flags, data, rng)  # noqa: E731
    back = lambda flags, data=b"": frame(dst, src, port, sport, ident & 0xFFFF, flags, data, rng)  # noqa: E731
    body = [back(0x18, rng.randbytes(rng.randrange(200, 1400))) if rng.random() < 0.6 else there(0x10) for _ in range(length(rng, crumbs=crumbs))]
    return [there(2), back(0x12), there(0x10), there(0x18, opening), back(0x18, reply), *body, there(0x11), back(0x11), there(0x10)]


def datagram(src: int, dst: int, sport: int, dport: int, ident: int, payload: bytes) -> bytes:
    ip = struct.pack("!BBHHHBBHII", 0x45, 0, 28 + len(payload), ident & 0xFFFF, 0, 64, 17, 0, src, dst)
    udp = struct.pack("!HHHH", sport, dport, 8 + len(payload), 7)
    return b"\2" + bytes(5) + b"\2" + bytes(5) + b"\x08\0" + ip + udp + payload


def capture(packets: int, *, crumbs: bool, seed: int = 7) -> Iterator[bytes]:
    """The records of a made-up capture: forty conversations go on at a time."""
    rng = random.Random(seed)
    yield struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    going: list[list[bytes]] = []
    at = 1_794_870_000.0
    for number in range(packets):
        while len(going) < 40:
            going.append(conversation(rng, number, crumbs=crumbs)[::-1])
        chosen = rng.randrange(40)
        data = going[chosen].pop()
        if not going[chosen]:
            going.pop(chosen)
        at += 0.0002
        kept = data[:128]
        yield struct.pack("<IIII", int(at), int(at % 1 * 1e6), len(kept), len(data)) + kept


def by_dpkt(path: Path) -> int:
    import dpkt

    flows: dict[tuple[bytes, bytes, int, int, int], list[float]] = {}
    count = 0
    with path.open("rb") as file:
        for when, data in dpkt.pcap.UniversalReader(file):
            count += 1
            try:
                ip = dpkt.ethernet.Ethernet(data).data
            except dpkt.UnpackError:
                continue
            if isinstance(ip, dpkt.ip.IP) and isinstance(ip.data, dpkt.tcp.TCP | dpkt.udp.UDP):
                key = (ip.src, ip.dst, ip.p, ip.data.sport, ip.data.dport)
                flow = flows.get(key)
                if flow is None:
                    flow = flows[key] = [when, when, 0, 0]
                flow[1] = when
                flow[2] += 1
                flow[3] += ip.len
    return count


def by_inmori(path: Path) -> int:
    from inmori.ingest.capture_watch import watch

    with path.open("rb") as file:
        return watch(file, name=path.name, connections=10_000_000).conversations.packets


def speed(read: Callable[[Path], int], path: Path) -> float:
    """Packets per second of processor time, the best of several rounds: other work on the machine only slows."""
    best = 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        count = read(path)
        best = max(best, count / (time.process_time() - start))
    return best


def compared(path: Path, floor: float | None) -> bool:
    """Print the speeds of both on one capture; whether a floor is missed."""
    peer, ours = speed(by_dpkt, path), speed(by_inmori, path)
    wanted = f"floor {floor}" if floor else "no floor"
    print(f"{path.stem:<9} dpkt {peer:>9,.0f} packets/s, inmori {ours:>9,.0f} packets/s: {ours / peer:.2f} times ({wanted})")
    return floor is not None and ours < floor * peer


def peak(path: Path) -> int:
    """Peak memory in kB of a process that does nothing but read the capture.

    Read from /proc, as ru_maxrss of a child begins with what its parent held.
    """
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2]);"
        "from ingest_pcap import by_inmori; by_inmori(Path(sys.argv[1]));"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code, str(path), str(Path(__file__).parent)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


class Endless:
    """A capture of any length: the records of one, again and again."""

    def __init__(self, data: bytes, megabytes: int) -> None:
        self.head, self.body = data[:24], data[24:]
        self.left = megabytes << 20
        self.at = 0

    def read(self, size: int = -1, /) -> bytes:
        if self.head:
            head, self.head = self.head, b""
            return head
        block = self.body[self.at : self.at + min(size, self.left)]
        self.at = (self.at + len(block)) % len(self.body)
        self.left -= len(block)
        return block


def streamed(megabytes: int) -> None:
    """Print the peak memory of watching a stream, and how much of it was there before."""
    from inmori.ingest.capture_watch import watch

    stream = Endless(b"".join(capture(100_000, crumbs=False)), megabytes)
    before = resident("VmHWM")
    start = time.process_time()
    seen = watch(stream, name="stream", connections=100_000_000)
    took = time.process_time() - start
    print(f"stream    {megabytes:,} MB, {seen.conversations.packets:,} packets, {seen.conversations.packets / took:,.0f} packets/s:"
          f" {before / 1024:,.0f} MB before, {resident('VmHWM') / 1024:,.0f} MB at most")  # fmt: skip


def resident(what: str) -> int:
    """Memory of this process in kB."""
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what))


def profiled(path: Path) -> str:
    profile = cProfile.Profile()
    profile.runcall(by_inmori, path)
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("tottime").print_stats(25)
    return text.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("capture", nargs="?", type=Path)
    parser.add_argument("--packets", type=int, default=200_000)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--stream", type=int, metavar="MB")
    options = parser.parse_args()
    if options.stream:
        streamed(options.stream)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = {name: Path(folder) / f"{name}.pcap" for name in ("hospital", "crumbs", "twice")}
        if options.capture is None:
            made["hospital"].write_bytes(b"".join(capture(options.packets, crumbs=False)))
            made["crumbs"].write_bytes(b"".join(capture(options.packets, crumbs=True)))
            made["twice"].write_bytes(b"".join(capture(2 * options.packets, crumbs=False)))
        if options.profile:
            print(profiled(options.capture or made["hospital"]))
        if options.capture:
            missed = compared(options.capture, SPEED_FLOOR)
        else:
            missed = compared(made["hospital"], SPEED_FLOOR)
            compared(made["crumbs"], None)
            once, twice = peak(made["hospital"]), peak(made["twice"])
            print(f"memory    {once / 1024:,.0f} MB, at twice the length {twice / 1024:,.0f} MB ({twice / once:.2f} times; ceiling {MEMORY_CEILING})")
            missed = missed or twice > MEMORY_CEILING * once
    print("missed a floor" if missed else "all floors held")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
