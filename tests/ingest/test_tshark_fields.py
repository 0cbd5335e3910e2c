"""tshark's field lists give the flows of the capture they were made from."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import pcap, zeek_conn
from inmori.ingest import tshark_fields as reader
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.reading import Reading
from tests.ingest.wire_bytes import PC_MAC, ROUTER_MAC, SERVER_MAC, START

TODAY = date(2027, 3, 8)
PC, SERVER, OUTSIDE = "10.7.1.20", "10.7.2.5", "198.51.100.7"
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "minato"
FIELDS = ["frame.number", "frame.time_epoch", "eth.src", "eth.dst", "ip.src", "ip.dst", "ip.proto", "tcp.srcport", "tcp.dstport", "udp.srcport",
          "udp.dstport", "tcp.flags", "tcp.len", "udp.length", "frame.len", "ip.id", "tcp.checksum", "udp.checksum", "ip.ttl", "_ws.col.Protocol",
          "tls.handshake.extensions_server_name", "dhcp.option.hostname", "dhcp.hw.mac_addr", "dhcp.ip.your"]  # fmt: skip
Row = dict[str, str]


def tcp_row(out: bool, flags: int, size: int = 0, *, at: float = 0, dst: str = SERVER, hop: str = SERVER_MAC, **more: str) -> Row:
    ends = (PC, dst, "50001", "445") if out else (dst, PC, "445", "50001")
    cards = (PC_MAC, hop) if out else (hop, PC_MAC)
    row = {"frame.time_epoch": f"{START + at:.9f}", "eth.src": cards[0], "eth.dst": cards[1], "ip.src": ends[0], "ip.dst": ends[1], "ip.proto": "6",
           "tcp.srcport": ends[2], "tcp.dstport": ends[3], "tcp.flags": f"0x{flags:04x}", "tcp.len": str(size), "frame.len": str(60 + size),
           "ip.ttl": "128", "_ws.col.Protocol": "TCP"}  # fmt: skip
    return row | {name.replace("__", "."): value for name, value in more.items()}


TALK = [tcp_row(True, 2), tcp_row(False, 18), tcp_row(True, 24, 300, _ws__col__Protocol="SMB2") | {"_ws.col.Protocol": "SMB2"}, tcp_row(False, 24, 900), tcp_row(True, 17), tcp_row(False, 17)]


def table(rows: list[Row], *, separator: str = "\t", quote: str = "", fields: list[str] = FIELDS) -> bytes:
    head = separator.join(fields)
    body = [separator.join(f"{quote}{row.get(name, '')}{quote}" for name in fields) for row in rows]
    return ("\n".join([head, *body]) + "\n").encode()


def read(data: bytes, limits: Limits | None = None) -> Reading:
    return reader.read(EvidenceFile(name="t.tsv", data=data, limits=limits or Limits()), None, today=TODAY)  # type: ignore[arg-type]


SPELLINGS = {
    "tabs": table(TALK),
    "commas and quotes": table(TALK, separator=",", quote='"'),
    "semicolons": table(TALK, separator=";"),
    "bars": table(TALK, separator="|"),
    "spaces": table(TALK, separator=" "),
    "commas and single quotes": table(TALK, separator=",", quote="'"),
    "bars and quotes": table(TALK, separator="|", quote='"'),
    "a BOM": b"\xef\xbb\xbf" + table(TALK),
    "through a Windows redirection": table(TALK).decode().replace("\n", "\r\n").encode("utf-16"),
    "another order of columns": table(TALK, fields=sorted(FIELDS)),
    "few columns": table(TALK, fields=["frame.time_epoch", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.flags", "tcp.len", "_ws.col.Protocol"]),
}


@pytest.mark.parametrize("data", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_gives_the_same_flow(data: bytes) -> None:
    assert reader.recognise(EvidenceFile(name="x", data=data)) == 1.0
    reading = read(data)
    assert [(f.src, f.dst, f.protocol, f.port, f.service, f.answered, f.bytes_out, f.bytes_in, f.connections) for f in reading.flows] == [
        (PC, SERVER, "tcp", 445, "smb", True, 300, 900, 1)
    ]
    assert reading.problems == ()


def test_cards_and_first_hop() -> None:
    rows = [tcp_row(True, 2, dst=OUTSIDE, hop=ROUTER_MAC), tcp_row(False, 18, dst=OUTSIDE, hop=ROUTER_MAC)]
    reading = read(table(rows))
    assert [(s.addresses, s.macs) for s in reading.sightings] == [((PC,), (PC_MAC,))]
    assert reading.flows[0].first_hop == ROUTER_MAC


def test_names() -> None:
    sni = tcp_row(True, 24, 200, dst=OUTSIDE) | {"tls.handshake.extensions_server_name": "relay-1.net.anydesk.com", "_ws.col.Protocol": "TLSv1.2"}
    lease = {"frame.time_epoch": str(START), "ip.src": "10.7.1.254", "ip.dst": PC, "udp.srcport": "67", "udp.dstport": "68", "udp.length": "300",
             "dhcp.option.hostname": "RECEPT-03", "dhcp.hw.mac_addr": PC_MAC, "dhcp.ip.your": PC, "_ws.col.Protocol": "DHCP"}  # fmt: skip
    reading = read(table([sni, lease]))
    assert {f.service for f in reading.flows} == {"ssl,anydesk", "dhcp"}
    (pc,) = [s for s in reading.sightings if PC in s.addresses]
    assert (pc.hostnames, pc.macs, pc.dhcp) == (("RECEPT-03",), (PC_MAC,), True)


def test_names_over_netbios() -> None:
    rows = [
        {"frame.time_epoch": str(START + n), "ip.src": f"10.7.1.{n}", "ip.dst": "10.7.1.255", "ip.proto": "17", "udp.srcport": "137", "udp.dstport": "137",
         "nbns.name": f"IJI-{n:02d}<00> (Workstation/Redirector)", "frame.len": "110"}
        for n in range(21, 25)
    ]  # fmt: skip
    found = {one.addresses[0]: one.hostnames for one in read(table(rows, fields=[*FIELDS, "nbns.name"])).sightings}
    assert found["10.7.1.21"] == ("IJI-21",)
    assert found["10.7.1.24"] == ("IJI-24",)


def test_packets_seen_twice_are_counted_once_where_the_list_allows_to_tell() -> None:
    row = tcp_row(True, 24, 300) | {"ip.id": "0x1234", "tcp.checksum": "0xabcd"}
    assert read(table([row, row])).flows[0].bytes_out == 300
    assert read(table([tcp_row(True, 24, 300)] * 2)).flows[0].bytes_out == 600


def test_what_is_no_ip_is_passed_over_and_broken_rows_are_told() -> None:
    arp = {"frame.time_epoch": str(START), "eth.src": PC_MAC, "_ws.col.Protocol": "ARP"}
    broken = [tcp_row(True, 2) | {"ip.dst": "nowhere"}, tcp_row(True, 2) | {"tcp.dstport": "99999"}, tcp_row(True, 2) | {"tcp.flags": "?"}]
    reading = read(table([arp, *TALK, *broken]))
    assert len(reading.flows) == 1
    assert [(p.code, p.where.line) for p in reading.problems] == [("tshark_fields_line", line) for line in (9, 10, 11)]


def test_a_field_that_occurs_twice_counts_once() -> None:
    rows = [row | {"ip.src": row["ip.src"] + ",192.0.2.9", "ip.dst": row["ip.dst"] + ",192.0.2.8"} for row in TALK]
    assert [(f.src, f.dst) for f in read(table(rows)).flows] == [(PC, SERVER)]


@pytest.mark.parametrize("between", [",", ";", "|", " "])
def test_occurrences_are_told_apart_whatever_stands_between_them(between: str) -> None:
    rows = [row | {"ip.src": f"{row['ip.src']}{between}192.0.2.9", "tcp.len": f"{row['tcp.len']}{between}7"} for row in TALK]
    assert [(f.src, f.bytes_out) for f in read(table(rows)).flows] == [(PC, 300)]


def test_a_line_whose_values_cannot_be_told_apart_is_no_flow() -> None:
    rows = [row | {"ip.src": row["ip.src"] + ",192.0.2.9"} for row in TALK[:2]]
    reading = read(table([*rows, *TALK[2:]], separator=","))
    assert [(p.code, p.where.line) for p in reading.problems] == [("tshark_fields_line", 2), ("tshark_fields_line", 3)]
    assert [(f.src, f.dst) for f in reading.flows] == [(PC, SERVER)]


def test_old_file_sharing_is_told_by_what_the_server_answers_with() -> None:
    def talk(ours: str, theirs: str) -> Reading:
        return read(table([TALK[0], TALK[1], TALK[2] | {"_ws.col.Protocol": ours}, TALK[3] | {"_ws.col.Protocol": theirs}]))

    def weak(reading: Reading) -> dict[Any, Any]:
        return {s.addresses: s.weak_protocols for s in reading.sightings if s.weak_protocols}

    old, new = talk("SMB", "SMB"), talk("SMB", "SMB2")
    assert (old.flows[0].service, weak(old)) == ("smb,smb1", {(SERVER,): ("smb1",)})
    assert (new.flows[0].service, weak(new)) == ("smb", {})


@pytest.mark.parametrize("data", [b"", table([]), b"ip.src\n10.0.0.1\n", table(TALK).split(b"\n", 1)[1]])
def test_nothing_usable(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


def test_limits() -> None:
    rows = [tcp_row(True, 2) | {"tcp.srcport": str(20_000 + n)} for n in range(30)]
    assert "tshark_fields_limit" in [p.code for p in read(table(rows), Limits(flows=10)).problems]


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
@pytest.mark.parametrize("options", ["", "separator=, quote=d", "separator=; quote=s", "separator=| occurrence=f", "separator=/s bom=y occurrence=l"])
def test_tshark_itself_says_what_we_say(options: str) -> None:
    wanted = [word for name in FIELDS for word in ("-e", name)]
    asked = [word for option in ("header=y", *options.split()) for word in ("-E", option)]
    command = ["tshark", "-r", str(SAMPLE / "mirror.pcap"), "-T", "fields", *asked, *wanted]
    list_ = read(subprocess.run(command, capture_output=True, check=True).stdout)
    capture = pcap.read(EvidenceFile.load(SAMPLE / "mirror.pcap", name="m"), None, today=TODAY)  # type: ignore[arg-type]
    zeek = zeek_conn.read(EvidenceFile.load(SAMPLE / "conn.log", name="c"), None, today=TODAY)  # type: ignore[arg-type]

    def view(reading: Reading) -> dict[Any, Any]:
        return {(f.src, f.dst, f.protocol, f.port): (f.connections, f.answered, f.bytes_out, f.bytes_in) for f in reading.flows
                if f.port not in (67, 68, 137)}  # fmt: skip

    assert view(list_) == view(capture) == view(zeek)
