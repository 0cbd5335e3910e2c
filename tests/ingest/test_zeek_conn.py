"""Zeek logs in all their spellings give the same flows; only who sent or answered lives; nothing mangled raises."""

from __future__ import annotations

import gzip
import json
import random
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import Catalogue, load_catalogue
from inmori.errors import InputError
from inmori.ingest import zeek_conn
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.flow_tally import JST, place_of
from inmori.ingest.reading import Reading
from inmori.model import Flow, SourceKind

TODAY = date(2027, 3, 8)
START = datetime(2027, 3, 2, 9, 0, tzinfo=JST).timestamp()
FIELDS = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "duration", "orig_bytes", "resp_bytes", "conn_state", "local_orig", "local_resp", "missed_bytes", "history", "orig_pkts", "orig_ip_bytes", "resp_pkts", "resp_ip_bytes", "tunnel_parents"]
Record = dict[str, Any]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def record(src: str = "10.7.1.20", dst: str = "10.7.2.5", port: int = 443, **more: Any) -> Record:
    """An answered TCP connection; ``more`` overrides fields, None leaves one unset."""
    base: Record = {
        "ts": START,
        "uid": "Cx1",
        "id.orig_h": src,
        "id.orig_p": 50123,
        "id.resp_h": dst,
        "id.resp_p": port,
        "proto": "tcp",
        "service": "ssl",
        "duration": 0.5,
        "orig_bytes": 100,
        "resp_bytes": 900,
        "conn_state": "SF",
        "history": "ShADadFf",
        "orig_pkts": 5,
        "resp_pkts": 6,
    }
    renamed = {name.replace("__", "."): value for name, value in more.items()}
    return {key: value for key, value in {**base, **renamed}.items() if value is not None}


def tsv(records: list[Record], fields: list[str] = FIELDS, path: str | None = "conn", separator: str = "\t") -> bytes:
    head = [f"#separator \\x{ord(separator):02x}"]
    head += [separator.join(pair) for pair in (("#set_separator", ","), ("#empty_field", "(empty)"), ("#unset_field", "-"))]
    head += [separator.join(("#path", path))] if path else []
    head += [separator.join(("#fields", *fields)), separator.join(("#types", *("string" for _ in fields)))]
    rows = [separator.join(_shown(item.get(name)) for name in fields) for item in records]
    return ("\n".join([*head, *rows, separator.join(("#close", "2027-03-02-18-00-00"))]) + "\n").encode()


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    return {True: "T", False: "F"}[value] if isinstance(value, bool) else str(value)


def jsonl(records: list[Record], nested: bool = False) -> bytes:
    return ("\n".join(json.dumps(_nested(item) if nested else item) for item in records) + "\n").encode()


def _nested(item: Record) -> Record:
    plain = {key: value for key, value in item.items() if not key.startswith("id.")}
    return {**plain, "id": {key[3:]: value for key, value in item.items() if key.startswith("id.")}}


def read(data: bytes, catalogue: Catalogue, limits: Limits | None = None) -> Reading:
    file = EvidenceFile(name="conn.log", data=data, limits=limits or Limits())
    return zeek_conn.read(file, catalogue, today=TODAY)


def said(flow: Flow) -> tuple[Any, ...]:
    """What a flow says, without the line it was first seen in."""
    return (flow.src, flow.dst, flow.protocol, flow.port, flow.service, flow.connections, flow.answered,
            flow.bytes_out, flow.bytes_in, flow.first, flow.last)  # fmt: skip


def day_of_traffic(seed: int, count: int = 300) -> list[Record]:
    rng = random.Random(seed)
    hosts = [f"10.7.{net}.{last}" for net in (1, 2, 3) for last in range(10, 22)] + ["198.51.100.7"]
    found = []
    for index in range(count):
        src, dst = rng.sample(hosts, 2)
        answered = rng.random() < 0.8
        found.append(
            record(
                src,
                dst,
                rng.choice([443, 445, 1521, 104]),
                ts=START + index * 7,
                proto=rng.choice(["tcp", "tcp", "udp"]),
                service=None,
                orig_bytes=rng.randrange(5000),
                resp_bytes=rng.randrange(5000) if answered else 0,
                conn_state="SF" if answered else "S0",
                history="ShADadFf" if answered else "S",
                resp_pkts=4 if answered else 0,
            )
        )
    return found


SPELLINGS = {
    "tsv": lambda records: tsv(records),
    "tsv without a path": lambda records: tsv(records, path=None),
    "tsv in another order of fields": lambda records: tsv(records, fields=sorted({k for r in records for k in r})),
    "tsv with bars": lambda records: tsv(records, separator="|"),
    "tsv with Windows ends": lambda records: tsv(records).replace(b"\n", b"\r\n"),
    "tsv of two joined logs": lambda records: tsv(records[:100]) + tsv(records[100:], fields=FIELDS[::-1]),
    "json": lambda records: jsonl(records),
    "json with a path": lambda records: jsonl([{**item, "_path": "conn"} for item in records]),
    "json with nested ids": lambda records: jsonl(records, nested=True),
    "json with ISO times": lambda records: jsonl(
        [{**item, "ts": datetime.fromtimestamp(item["ts"], tz=JST).isoformat()} for item in records]
    ),
    "gzip": lambda records: gzip.compress(tsv(records)),
    "gzip of two logs": lambda records: gzip.compress(tsv(records[:50])) + gzip.compress(tsv(records[50:])),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_gives_the_same_flows(spelling: str, catalogue: Catalogue) -> None:
    records = day_of_traffic(3)
    data = SPELLINGS[spelling](records)
    file = EvidenceFile(name="x", data=data)
    assert zeek_conn.recognise(file) >= 0.9
    found = read(data, catalogue)
    assert found.problems == ()
    # Added up here by hand, record by record, from what was written.
    wanted: dict[tuple[Any, ...], list[float]] = {}
    for item in records:
        key = (item["id.orig_h"], item["id.resp_h"], item["proto"], item["id.resp_p"])
        sums = wanted.setdefault(key, [0, 0, 0, 0, item["ts"], item["ts"]])
        sums[0] += 1
        sums[1] = max(sums[1], item["resp_pkts"] > 0)
        sums[2] += item["orig_bytes"]
        sums[3] += item["resp_bytes"]
        sums[4:] = [min(sums[4], item["ts"]), max(sums[5], item["ts"])]
    got = {
        (f.src, f.dst, f.protocol, f.port): [
            f.connections, f.answered, f.bytes_out, f.bytes_in,
            f.first.timestamp() if f.first else None, f.last.timestamp() if f.last else None,
        ]
        for f in found.flows
    }  # fmt: skip
    assert got == wanted
    assert found.evidence.records == len(records)
    assert {flow.sources[0].kind for flow in found.flows} == {SourceKind.WIRE}


NOT_CONN = {
    "dns.log": tsv([record()], path="dns"),
    "a log without counts": tsv([record()], fields=FIELDS[:8], path=None),
    "dns as json": jsonl([{**record(), "_path": "dns"}]),
    "json of something else": b'{"event_type": "flow", "src_ip": "10.0.0.1"}\n',
    "a config": b"hostname SW1\ninterface Vlan1\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "nothing": b"",
    "a broken gzip": b"\x1f\x8b\x08\x00garbage",
}


@pytest.mark.parametrize("name", NOT_CONN)
def test_other_files_are_left_to_others(name: str) -> None:
    assert zeek_conn.recognise(EvidenceFile(name="conn.log", data=NOT_CONN[name])) == 0.0


LIVES = {
    "client and server of a connection": ([record()], {"10.7.1.20", "10.7.2.5"}),
    "nobody answered": ([record(conn_state="S0", resp_pkts=0, resp_bytes=None, history="S")], {"10.7.1.20"}),
    "no packet counts, state tells": (
        [record(conn_state="S0", resp_pkts=None, orig_pkts=None, resp_bytes=None)],
        {"10.7.1.20"},
    ),
    "a refusal may be the firewall's": (
        [record(conn_state="REJ", resp_pkts=1, resp_bytes=0, history="Sr")],
        {"10.7.1.20"},
    ),
    "outside is no machine of ours": ([record(dst="198.51.100.9")], {"10.7.1.20"}),
    "outside coming in": ([record(src="203.0.113.4")], {"10.7.2.5"}),
    "a DHCP cry is no life": (
        [record("0.0.0.0", "255.255.255.255", 67, id__orig_p=68, proto="udp", resp_pkts=0, conn_state="S0")],
        set(),
    ),
    "a DHCP answer proves the server": (
        [
            record("10.7.1.1", "10.7.1.77", 68, id__orig_p=67, proto="udp", resp_pkts=0, resp_bytes=0,
                   conn_state="S0", history="D")
        ],
        {"10.7.1.1"},
    ),
    "multicast": ([record(dst="224.0.0.251", port=5353, proto="udp")], set()),
    "self-assigned": ([record(src="169.254.3.4")], set()),
    "public address that the sensor calls local": (
        [record(src="150.60.1.5", local_orig=True, local_resp=False, dst="198.51.100.1")],
        {"150.60.1.5"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIVES)
def test_who_clearly_lives(name: str, catalogue: Catalogue) -> None:
    records, wanted = LIVES[name]
    found = read(tsv([*records, record("198.51.100.1", "198.51.100.2")]), catalogue)
    assert {address for sighting in found.sightings for address in sighting.addresses} == wanted
    assert all(sighting.last_seen == date(2027, 3, 2) for sighting in found.sightings)


def test_leased_addresses_are_weak(catalogue: Catalogue) -> None:
    records = [
        record("10.7.1.1", "10.7.1.77", 68, id__orig_p=67, proto="udp", resp_pkts=0, conn_state="S0", history="D"),
        record("10.7.1.77"),
        record("10.7.1.78"),
    ]
    weak = {s.addresses[0]: s.dhcp for s in read(tsv(records), catalogue).sightings}
    assert weak == {"10.7.1.1": False, "10.7.1.77": True, "10.7.1.78": False, "10.7.2.5": False}


def test_a_day_is_the_hospitals_day(catalogue: Catalogue) -> None:
    late = datetime(2027, 3, 2, 23, 30, tzinfo=JST).timestamp()  # still the day before in UTC terms of an office
    found = read(tsv([record(ts=late), record(ts=late + 3600)]), catalogue)
    assert {s.last_seen for s in found.sightings} == {date(2027, 3, 3)}
    (flow,) = found.flows
    assert flow.first is not None
    assert (flow.first.date(), flow.connections) == (date(2027, 3, 2), 2)


def test_a_reply_taken_for_a_request_is_turned_round(catalogue: Catalogue) -> None:
    reply = record("10.7.2.53", "10.7.1.20", 51000, id__orig_p=53, proto="udp", service="dns", orig_bytes=80,
                   resp_bytes=0, resp_pkts=0, conn_state="S0", history="D")  # fmt: skip
    found = read(tsv([reply]), catalogue)
    (flow,) = found.flows
    assert (flow.src, flow.dst, flow.port, flow.answered) == ("10.7.1.20", "10.7.2.53", 53, True)
    assert (flow.bytes_out, flow.bytes_in) == (0, 80)
    assert [s.addresses for s in found.sightings] == [("10.7.2.53",)]


def test_a_request_from_a_low_port_stays(catalogue: Catalogue) -> None:
    request = record("10.7.1.20", "10.7.2.9", 40000, id__orig_p=800, history="ShADad")
    (flow,) = read(tsv([request]), catalogue).flows
    assert (flow.src, flow.port) == ("10.7.1.20", 40000)


def test_one_log_is_one_source_of_flows(catalogue: Catalogue) -> None:
    days = [record(f"10.7.1.{20 + day}", ts=START + 86_400 * day) for day in range(5)]
    found = read(tsv(days), catalogue)
    assert {flow.sources[0].as_of for flow in found.flows} == {date(2027, 3, 6)}
    assert {sighting.source.as_of for sighting in found.sightings} >= {date(2027, 3, day) for day in range(2, 7)}


@pytest.mark.parametrize("ports, wanted", [(8, 8), (9, 1), (300, 1)])
def test_many_dynamic_ports_are_one_conversation(ports: int, wanted: int, catalogue: Catalogue) -> None:
    records = [record(port=49200 + index, service=None, orig_bytes=10) for index in range(ports)]
    flows = read(tsv([*records, record(port=445)]), catalogue).flows
    folded = [flow for flow in flows if flow.port != 445]
    assert len(folded) == wanted
    assert sum(flow.connections for flow in folded) == ports
    assert sum(flow.bytes_out for flow in folded) == 10 * ports
    assert (folded[0].port is None) == (wanted == 1)


def test_a_scan_is_one_conversation(catalogue: Catalogue) -> None:
    probes = [record(port=port, conn_state="S0", resp_pkts=0, resp_bytes=0, history="S") for port in range(1, 1001)]
    (flow,) = read(tsv(probes), catalogue).flows
    assert (flow.port, flow.connections, flow.answered) == (None, 1000, False)


def test_icmp_has_no_port(catalogue: Catalogue) -> None:
    (flow,) = read(tsv([record(proto="icmp", id__orig_p=8, id__resp_p=0)]), catalogue).flows
    assert (flow.protocol, flow.port) == ("icmp", None)


def test_a_gateways_mac_never_stands_for_hosts(catalogue: Catalogue) -> None:
    fields = [*FIELDS, "orig_l2_addr", "resp_l2_addr"]
    gateway, own = "00:90:fb:00:00:01", "3c:a8:2a:11:22:33"
    records = [
        record("10.7.1.20", orig_l2_addr=own, resp_l2_addr=gateway),
        record("10.7.1.20", "10.7.3.9", orig_l2_addr=own, resp_l2_addr=gateway),
    ]
    macs = {s.addresses[0]: s.macs for s in read(tsv(records, fields=fields), catalogue).sightings}
    assert macs == {"10.7.1.20": (own,), "10.7.2.5": (), "10.7.3.9": ()}


def test_a_cut_last_line_is_told_and_left_out(catalogue: Catalogue) -> None:
    data = tsv([record(), record("10.7.1.21")]).rsplit(b"#close", 1)[0]
    found = read(data[:-40], catalogue)
    (problem,) = found.problems
    assert (problem.code, problem.severity, problem.where.line) == ("zeek_cut", "warning", data.count(b"\n"))
    assert found.evidence.records == 1


def test_a_whole_last_line_without_an_end_is_used(catalogue: Catalogue) -> None:
    found = read(jsonl([record(), record("10.7.1.21")]).rstrip(b"\n"), catalogue)
    assert (found.evidence.records, found.problems) == (2, ())


def test_a_cut_gzip_keeps_what_was_read(catalogue: Catalogue) -> None:
    packed = gzip.compress(tsv(day_of_traffic(1, 2000)))
    found = read(packed[: len(packed) * 2 // 3], catalogue)
    assert found.evidence.records > 100
    assert [problem.code for problem in found.problems] == ["zeek_cut"]


def test_unreadable_lines_are_named(catalogue: Catalogue) -> None:
    lines = tsv([record()] * 30).splitlines()
    lines[10:10] = [b"what\tis\tthis", b"\xff\xfe\x00"]
    found = read(b"\n".join(lines) + b"\n", catalogue)
    assert [(p.code, p.where.line) for p in found.problems] == [("zeek_line", 11), ("zeek_line", 12)]
    assert found.evidence.records == 30


def test_very_many_unreadable_lines_are_counted(catalogue: Catalogue) -> None:
    data = tsv([record()]) + b"x\n" * 500
    problems = read(data, catalogue).problems
    assert len(problems) == 21
    assert "480" in problems[-1].text.ja


def test_the_limit_of_records_is_told(catalogue: Catalogue) -> None:
    found = read(tsv([record()] * 50), catalogue, Limits(flows=20))
    assert found.evidence.records == 20
    assert [problem.code for problem in found.problems] == ["zeek_limit"]


def test_a_bomb_is_refused(catalogue: Catalogue) -> None:
    bomb = gzip.compress(tsv([record()]) + b"\n" * 30_000_000)
    with pytest.raises(InputError):
        read(bomb, catalogue, Limits(capture_bytes=2_000_000))


def test_absurd_counts_do_not_count(catalogue: Catalogue) -> None:
    odd = record(orig_bytes=2**63, orig_ip_bytes=500, resp_bytes=-4)
    (flow,) = read(tsv([odd]), catalogue).flows
    assert (flow.bytes_out, flow.bytes_in) == (500, 0)


@pytest.mark.parametrize("data", [b"", b"\n\n", tsv([]), b"#fields\tts\n", b"{}\n"])
def test_nothing_usable_is_an_input_error(data: bytes, catalogue: Catalogue) -> None:
    with pytest.raises(InputError):
        read(data, catalogue)


PLACES = {
    "10.1.2.3": "inside", "172.31.0.1": "inside", "172.32.0.1": "outside", "192.0.2.9": "outside",
    "100.64.0.1": "outside", "8.8.8.8": "outside", "0.0.0.0": "group", "239.1.1.1": "group",
    "255.255.255.255": "group", "127.0.0.1": "group", "169.254.0.9": "group", "fe80::1": "group",
    "fd00::5": "inside_v6", "2001:db8::1": "outside", "ff02::fb": "group", "10.1.2": "invalid", "": "invalid",
    "10.1.2.256": "invalid", "fe80::1%eth0": "group",
}  # fmt: skip


@pytest.mark.parametrize("address", PLACES)
def test_where_an_address_can_be(address: str) -> None:
    assert place_of(address).value == PLACES[address]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mangled_bytes_raise_input_error_only(catalogue: Catalogue, data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([tsv(day_of_traffic(5, 6)), jsonl(day_of_traffic(5, 6)),
                                      gzip.compress(tsv(day_of_traffic(5, 6)))]))  # fmt: skip
    mangled = bytearray(base)
    for _ in range(data.draw(st.integers(1, 12))):
        where = data.draw(st.integers(0, max(len(mangled) - 1, 0)))
        mangled[where : where + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    file = EvidenceFile(name="conn.log", data=bytes(mangled))
    assert 0.0 <= zeek_conn.recognise(file) <= 1.0
    try:
        found = zeek_conn.read(file, catalogue, today=TODAY)
    except InputError:
        return
    assert found.evidence.records == sum(flow.connections for flow in found.flows) + sum(
        int(problem.text.en.split()[0].replace(",", "")) for problem in found.problems if problem.code == "zeek_broadcast"
    )
    assert all(problem.where.file == "conn.log" for problem in found.problems)


@settings(max_examples=60, deadline=None)
@given(st.permutations(day_of_traffic(8, 25)))
def test_the_order_of_records_does_not_matter(catalogue: Catalogue, records: list[Record]) -> None:
    one, other = read(tsv(records), catalogue), read(tsv(day_of_traffic(8, 25)), catalogue)
    assert [said(flow) for flow in one.flows] == [said(flow) for flow in other.flows]
    assert [s.addresses for s in one.sightings] == [s.addresses for s in other.sightings]
