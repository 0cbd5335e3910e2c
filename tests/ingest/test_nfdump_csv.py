"""nfdump's CSV, old and new, one way or both ways, gives the same conversations."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from inmori.errors import InputError
from inmori.ingest import nfdump_csv as reader
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.reading import Reading

TODAY = date(2027, 3, 8)
PC, SERVER, OUTSIDE = "10.7.1.20", "10.7.2.5", "198.51.100.7"
# As nfdump 1.7.1 writes it (the many columns after obyt are of no interest but are there).
OLD = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,dvln,ismc,odmc,idmc,osmc"
NEW = "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows"
SUMMARY = ["Summary", "flows,bytes,packets,avg_bps,avg_pps,avg_bpp", "2,1200,9,0,0,0"]


def old(src: str, sport: int, dst: str, dport: int, *, at: str = "09:00:00", protocol: str = "TCP", flags: str = "...AP.SF", packets: int = 5,
        size: int = 500, back: tuple[int, int] = (0, 0), cards: tuple[str, str] = ("00:00:00:00:00:00",) * 2) -> str:  # fmt: skip
    head = f"2027-03-02 {at},2027-03-02 {at},0.000,{src},{dst},{sport},{dport},{protocol},{flags},0,0,{packets},{size},{back[0]},{back[1]}"
    return f"{head},0,0,0,0,0,0,0,0,0.0.0.0,0.0.0.0,0,0,{cards[0]},00:00:00:00:00:00,{cards[1]},00:00:00:00:00:00"


def new(src: str, sport: int, dst: str, dport: int, *, at: str = "09:00:00", protocol: str = "TCP", packets: int = 5, size: int = 500) -> str:
    return f"2027-03-02 {at}.100,00:00:00.000,{protocol},{src},{sport},{dst},{dport},{packets},{size},1"


def text(head: str, *rows: str) -> bytes:
    return ("\n".join([head, *rows]) + "\n").encode()


def read(data: bytes, limits: Limits | None = None) -> Reading:
    return reader.read(EvidenceFile(name="nf.csv", data=data, limits=limits or Limits()), None, today=TODAY)  # type: ignore[arg-type]


LAYOUTS = {
    "old": text(OLD, old(PC, 50_001, SERVER, 445), old(SERVER, 445, PC, 50_001, size=700), *SUMMARY),
    "old, answer first": text(OLD, old(SERVER, 445, PC, 50_001, size=700), old(PC, 50_001, SERVER, 445), *SUMMARY),
    "old, both ways in one record": text(OLD, old(PC, 50_001, SERVER, 445, back=(5, 700))),
    "new": text(NEW, new(PC, 50_001, SERVER, 445), new(SERVER, 445, PC, 50_001, size=700)),
    "gzipped": gzip.compress(text(OLD, old(PC, 50_001, SERVER, 445), old(SERVER, 445, PC, 50_001, size=700))),
    "Windows line ends": text(OLD, old(PC, 50_001, SERVER, 445), old(SERVER, 445, PC, 50_001, size=700)).replace(b"\n", b"\r\n"),
    "with a byte order mark": b"\xef\xbb\xbf" + text(NEW, new(PC, 50_001, SERVER, 445), new(SERVER, 445, PC, 50_001, size=700)),
}


@pytest.mark.parametrize("data", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_gives_the_same_flow(data: bytes) -> None:
    assert reader.recognise(EvidenceFile(name="x", data=data)) == 1.0
    reading = read(data)
    assert [(f.src, f.dst, f.protocol, f.port, f.answered, f.bytes_out, f.bytes_in, f.connections) for f in reading.flows] == [
        (PC, SERVER, "tcp", 445, True, 300, 500, 1)  # nfdump counts 40 bytes of headers for each packet
    ]
    assert reading.flows[0].first is not None
    assert reading.flows[0].first.isoformat() == "2027-03-02T09:00:00+09:00"
    assert [s.addresses for s in reading.sightings] == [(PC,), (SERVER,)]
    assert reading.problems == ()


CASES = {
    "no answer": ([old(PC, 50_001, SERVER, 445, flags="......S.")], [(PC, SERVER, "tcp", 445, False)]),
    "refused": ([old(PC, 50_001, SERVER, 445, flags="......S."), old(SERVER, 445, PC, 50_001, flags="...A.R..", packets=1, size=40)], [(PC, SERVER, "tcp", 445, False)]),
    "UDP": ([old(PC, 50_001, SERVER, 53, protocol="UDP", flags="........")], [(PC, SERVER, "udp", 53, False)]),
    "ESP": ([old(PC, 0, OUTSIDE, 0, protocol="ESP")], [(PC, OUTSIDE, "esp", None, False)]),
    "protocol by number": ([old(PC, 50_001, SERVER, 161, protocol="17")], [(PC, SERVER, "udp", 161, False)]),
    "large numbers with a unit": ([old(PC, 50_001, SERVER, 445).replace(",5,500,", ",5,3.4 M,")], [(PC, SERVER, "tcp", 445, False)]),
    "broadcast": ([old(PC, 68, "255.255.255.255", 67, protocol="UDP")], []),
    "IPv6": ([old("fd00::1", 50_001, "fd00::2", 443)], [("fd00::1", "fd00::2", "tcp", 443, False)]),
}  # fmt: skip


@pytest.mark.parametrize("rows, expected", CASES.values(), ids=CASES)
def test_records(rows: list[str], expected: list[tuple[str, str, str, int | None, bool]]) -> None:
    assert [(f.src, f.dst, f.protocol, f.port, f.answered) for f in read(text(OLD, *rows)).flows] == expected


def test_cards_where_they_were_exported() -> None:
    reading = read(text(OLD, old(PC, 50_001, OUTSIDE, 443, cards=("00:17:42:00:00:01", "90:6c:ac:00:00:03"))))
    assert [s.macs for s in reading.sightings] == [("00:17:42:00:00:01",)]
    assert reading.flows[0].first_hop == "90:6c:ac:00:00:03"


def test_broken_rows_are_told() -> None:
    reading = read(text(OLD, old(PC, 50_001, SERVER, 445), "2027-03-02 09:00:00,x", old("10.7.1.999", 1, SERVER, 2), old(PC, 99_999, SERVER, 445)))
    assert [(p.code, p.where.line) for p in reading.problems] == [("nfdump_csv_line", line) for line in (3, 4, 5)]
    assert len(reading.flows) == 1


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", text(OLD), text(NEW, "x"), b"\x1f\x8b\x08"])
def test_nothing_usable(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


def test_limits() -> None:
    reading = read(text(NEW, *(new(PC, 50_000 + n, SERVER, 445) for n in range(30))), Limits(flows=10))
    assert "nfdump_csv_limit" in [p.code for p in reading.problems]
    assert reading.flows[0].connections == 10
