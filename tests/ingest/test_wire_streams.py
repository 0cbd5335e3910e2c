"""A record of traffic too large for memory is read from disk piece by piece and says the same."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from inmori.ingest import evidence_file as evidence
from inmori.ingest import nfdump_csv, pcap, suricata_eve, tshark_fields, zeek_conn, zeek_other
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.readers import recognise, shipped_readers, streams
from tests.ingest import test_nfdump_csv as nfdump
from tests.ingest import test_suricata_eve as eve
from tests.ingest import test_tshark_fields as fields
from tests.ingest import test_zeek_conn as conn
from tests.ingest import test_zeek_other as other
from tests.ingest import wire_bytes as wire

TODAY = date(2027, 3, 8)
FRAMES = [frame for n in range(60) for frame in wire.talk(f"10.7.1.{20 + n}", "10.7.2.5", 445, [(True, b"x" * 300)], sport=50_000 + n)]
FILES: dict[str, tuple[ModuleType, bytes]] = {
    "pcap": (pcap, wire.pcap(FRAMES)),
    "pcapng": (pcap, wire.pcapng(FRAMES)),
    "Zeek TSV": (zeek_conn, conn.tsv(conn.day_of_traffic(3, 400))),
    "Zeek JSON": (zeek_conn, conn.jsonl(conn.day_of_traffic(3, 400))),
    "Zeek through a Windows redirection": (zeek_conn, conn.tsv(conn.day_of_traffic(3, 400)).decode().encode("utf-16")),
    "Zeek dns.log": (zeek_other, b"".join([other.tsv("dns", other.record(53, proto="udp", rcode=0))] * 90)),
    "Suricata": (suricata_eve, eve.lines(*(eve.flow(flow_id=n) for n in range(90)))),
    "nfdump": (nfdump_csv, nfdump.text(nfdump.OLD, *(nfdump.old(nfdump.PC, 50_000 + n, nfdump.SERVER, 445) for n in range(90)))),
    "tshark": (tshark_fields, fields.table(fields.TALK * 30)),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("reader, data", FILES.values(), ids=FILES)
def test_from_disk_it_says_the_same(reader: ModuleType, data: bytes, packed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    path.write_bytes(gzip.compress(data) if packed else data)
    monkeypatch.setattr(evidence, "HEAD", 4_000 if len(data) > 8_000 and not packed else 300)
    held = EvidenceFile.load(path, name="log", limits=Limits(file_bytes=10_000_000))
    streamed = EvidenceFile.load(path, name="log", limits=Limits(file_bytes=100))
    assert (held.whole, streamed.whole) == (True, False)
    assert streams(reader)
    assert recognise(streamed, shipped_readers()).reader is reader
    assert reader.read(streamed, None, today=TODAY) == reader.read(held, None, today=TODAY)


def test_a_line_longer_than_any_log_has_is_not_held_whole() -> None:
    data = json.dumps({"x": "y" * 3_000_000}).encode() + b"\n" + conn.jsonl(conn.day_of_traffic(3, 40))
    found = zeek_conn.read(EvidenceFile(name="c", data=data), None, today=TODAY)  # type: ignore[arg-type]
    assert found.evidence.records == 40
    assert [(p.code, p.where.line) for p in found.problems] == [("zeek_line", 1)]
