"""The card that packets were handed to, wherever a log names cards: a router nobody listed shows there and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.ingest import nfdump_csv, suricata_eve, zeek_conn
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.first_hop import CardTally
from inmori.ingest.flow_tally import Connection
from inmori.model import Flow
from tests.ingest import test_nfdump_csv, test_suricata_eve, test_zeek_conn

TODAY = date(2027, 3, 8)
CLIENT, SERVER, CORE, MOBILE = "3c:a8:2a:00:00:01", "3c:a8:2a:00:00:02", "00:09:41:00:00:01", "00:80:6d:00:00:02"
PC, INSIDE, BESIDE, OUTSIDE = "10.7.1.20", "10.7.2.5", "10.7.1.9", "198.51.100.7"

# Who, whom, the sender's card and that of the frame's target; which hop is right.
TALKS = [
    (PC, INSIDE, CLIENT, CORE), ("10.7.1.21", INSIDE, "3c:a8:2a:00:00:03", CORE), (INSIDE, PC, SERVER, CORE), (PC, "10.7.3.9", CLIENT, CORE),
    (PC, BESIDE, CLIENT, "3c:a8:2a:00:00:09"), (PC, OUTSIDE, CLIENT, MOBILE),
]  # fmt: skip
HOPS = {(PC, INSIDE): CORE, ("10.7.1.21", INSIDE): CORE, (PC, OUTSIDE): MOBILE, (PC, BESIDE): None}


def hops(flows: tuple[Flow, ...]) -> dict[tuple[str, str], str | None]:
    return {(flow.src, flow.dst): flow.first_hop for flow in flows}


def zeek() -> bytes:
    fields = [*test_zeek_conn.FIELDS, "orig_l2_addr", "resp_l2_addr"]
    records = [test_zeek_conn.record(src, dst, orig_l2_addr=mac, resp_l2_addr=hop) for src, dst, mac, hop in TALKS]
    return test_zeek_conn.tsv(records, fields=fields)


def eve(names: tuple[str, str]) -> bytes:
    flows = []
    for number, (src, dst, mac, hop) in enumerate(TALKS):
        ends = {names[0]: [mac] if names[0].endswith("s") else mac, names[1]: [hop] if names[1].endswith("s") else hop}
        flows.append(test_suricata_eve.flow(src=src, dst=dst, flow_id=number, ether=ends))
    return test_suricata_eve.lines(*flows)


def nfdump(column: str) -> bytes:
    rows = []
    for number, (src, dst, mac, hop) in enumerate(TALKS):
        values = dict(zip(test_nfdump_csv.OLD.split(","), test_nfdump_csv.old(src, 50_001 + number, dst, 443, cards=(mac, "00:00:00:00:00:00")).split(","), strict=True))
        rows.append(",".join({**values, column: hop}.values()))
    return test_nfdump_csv.text(test_nfdump_csv.OLD, *rows)


LOGS = {
    "Zeek": (zeek_conn, zeek()), "Suricata, lists of cards": (suricata_eve, eve(("src_macs", "dest_macs"))), "Suricata, one card": (suricata_eve, eve(("src_mac", "dest_mac"))),
    "nfdump, as it came in": (nfdump_csv, nfdump("idmc")), "nfdump, as it went out": (nfdump_csv, nfdump("odmc")),
}  # fmt: skip


@pytest.mark.parametrize("log", LOGS)
def test_the_first_hop_is_known_in_every_log(log: str) -> None:
    module, data = LOGS[log]
    found = hops(module.read(EvidenceFile(name="log", data=data), None, today=TODAY).flows)  # type: ignore[attr-defined]
    assert {pair: found[pair] for pair in HOPS} == HOPS


def test_a_log_without_cards_tells_no_hop() -> None:
    tally = CardTally("conn.log")
    tally.add(Connection(line=1, time=None, src=PC, src_port=50_000, dst=OUTSIDE, dst_port=443, protocol="tcp", answered=True))
    assert hops(tally.flows()) == {(PC, OUTSIDE): None}


def test_a_reply_taken_for_a_request_counts_for_the_client() -> None:
    tally = CardTally("conn.log")
    for src, card in ((PC, CLIENT), ("10.7.1.21", "3c:a8:2a:00:00:03")):  # the core sends for others, so it is no machine's card
        tally.add(Connection(line=1, time=None, src=OUTSIDE, src_port=443, dst=src, dst_port=50_000, protocol="tcp", src_mac=CORE, dst_mac=card))
    assert hops(tally.flows())[PC, OUTSIDE] == CORE
