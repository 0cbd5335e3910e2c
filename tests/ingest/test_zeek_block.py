"""Reading a conn.log by columns and line by line is the same, whatever is odd in it; and large logs are read by columns."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest import zeek_conn
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.reading import Reading
from inmori.ingest.zeek_block import Layout, Unusual
from tests.ingest.test_zeek_conn import FIELDS, day_of_traffic, record, tsv

MORE_FIELDS = [*FIELDS, "orig_l2_addr", "resp_l2_addr"]
#: What a cell may hold that the usual one does not; "-" and "(empty)" are not set.
ODD = {
    "ts": ["-", "0.0", "1794870000", "1794870000.5", "1794870000.1234567", "2026-11-24T10:00:00Z", "9e99", "nan", "x", "99999999999.000000"],
    "id.orig_h": ["-", "fd00::5", "fe80::1", "0.0.0.0", "10.1.2.256", "", "2001:db8::" + "1" * 60, "10.7.1.020"],
    "id.orig_p": ["0", "53", "67", "68", "1023", "1024", "65535", "65536", "-1", "-", "+5", "053", ""],
    "id.resp_h": ["255.255.255.255", "224.0.0.251", "203.0.113.9", "fd00::6", "-", "host"],
    "id.resp_p": ["0", "67", "68", "50000", "65536", "x", "0443"],
    "proto": ["UDP", "icmp", "-", "unknown_transport", "sctp"],
    "service": ["-", "(empty)", "", "ssl,http", r"a\x2cb", "s" * 80, "診療", "dns"],
    "orig_bytes": ["-", "(empty)", "-4", "0", "007", "999999999999", "9999999999999", str(2**53), str(2**70), "1_0", "5.0", ""],
    "resp_bytes": ["-", "0", "9999999999999999", "12 "],
    "orig_ip_bytes": ["-", "500", "x"],
    "resp_ip_bytes": ["-", "77"],
    "conn_state": ["-", "REJ", "S0", "SF", "OTH", "RSTO", ""],
    "history": ["-", "", "S", "D", "^dD", "(empty)"],
    "resp_pkts": ["-", "0", "1", "999999999999999", "y"],
    "local_orig": ["T", "F", "-", "true"],
    "local_resp": ["T", "F", "-"],
    "orig_l2_addr": ["3c:a8:2a:11:22:33", "3C-A8-2A-11-22-34", "-", "zz"],
    "resp_l2_addr": ["00:90:fb:00:00:01", "-"],
}  # fmt: skip


def read(data: bytes, few_lines: int) -> Reading | None:
    """Read by columns where ``few_lines`` is 0, line by line where it is large."""
    before = zeek_conn._FEW_LINES
    zeek_conn._FEW_LINES = few_lines
    try:
        return zeek_conn.read(EvidenceFile(name="conn.log", data=data), None, today=date(2027, 3, 8))  # type: ignore[arg-type]
    except InputError:
        return None
    finally:
        zeek_conn._FEW_LINES = before


@st.composite
def odd_logs(draw: st.DrawFn) -> bytes:
    rows: list[dict[str, Any]] = [dict(item) for item in day_of_traffic(draw(st.integers(0, 99)), 24)]
    for item in rows:
        item["ts"] = f"{item['ts']:.6f}"
    for _ in range(draw(st.integers(0, 14))):
        name = draw(st.sampled_from(sorted(ODD)))
        rows[draw(st.integers(0, len(rows) - 1))][name] = draw(st.sampled_from(ODD[name]))
    fields = draw(st.sampled_from([FIELDS, MORE_FIELDS, sorted(MORE_FIELDS), [f for f in FIELDS if f != "resp_pkts"],
                                   [f for f in FIELDS if f not in ("history", "ts", "conn_state")]]))  # fmt: skip
    data = tsv(rows, fields=fields, separator=draw(st.sampled_from("\t|")))
    lines = data.split(b"\n")
    for _ in range(draw(st.integers(0, 2))):
        odd = draw(st.sampled_from([b"", b"#comment", b"{}", b"a\tb", b"\xff\xfe\t" * 20, b"\0" * 9, b"\t" * (len(fields) - 1), lines[-4] + b"\r"]))
        lines.insert(draw(st.integers(8, len(lines))), odd)
    return b"\n".join(lines)


@settings(max_examples=400, deadline=None)
@given(odd_logs())
def test_columns_and_lines_say_the_same(data: bytes) -> None:
    assert read(data, 0) == read(data, 10**9)


def test_a_usual_log_is_read_by_columns() -> None:
    layout = Layout(FIELDS, separator="\t", unset=("-", "(empty)"))
    rows = [dict(item, ts=f"{item['ts']:.6f}") for item in day_of_traffic(4)]
    lines = b"".join(line + b"\n" for line in tsv(rows).splitlines() if not line.startswith(b"#"))
    assert layout.add(lines, line=9) == []
    assert sum(total.times for total in layout.sums()) == 300
    assert min(total.connection.line for total in layout.sums()) == 9


@pytest.mark.parametrize("name, value", [("orig_bytes", "5.0"), ("resp_pkts", "y"), ("id.orig_p", "65536"), ("ts", "x"), ("id.resp_h", "a\tb")])
def test_a_refused_block_leaves_nothing_behind(name: str, value: str) -> None:
    layout = Layout(FIELDS, separator="\t", unset=("-", "(empty)"))
    rows = [*day_of_traffic(4, 40), {**record(), name: value}]
    lines = b"".join(line + b"\n" for line in tsv(rows).splitlines() if not line.startswith(b"#"))
    with pytest.raises(Unusual):
        layout.add(lines, line=9)
    assert list(layout.sums()) == []


def test_odd_lines_in_a_large_log_are_named_and_cost_little() -> None:
    rows = day_of_traffic(6, 3000)
    lines = tsv(rows).splitlines()
    head = sum(line.startswith(b"#") for line in lines) - 1
    lines.insert(head + 700, b"what\tis\tthis")
    lines.insert(head + 2200, lines[head].replace(b"10.7.", b"10.7777."))
    found = read(b"\n".join(lines) + b"\n", 32)
    assert found is not None
    assert [(p.code, p.where.line) for p in found.problems] == [("zeek_line", head + 701), ("zeek_line", head + 2201)]
    assert sum(flow.connections for flow in found.flows) == found.evidence.records == 3000


def test_limits_hold_in_the_middle_of_a_block() -> None:
    data = tsv(random.Random(3).choices(day_of_traffic(6), k=2000))
    for limits, code in ((Limits(flows=1234), 1234), (Limits(lines=1007), 1000)):
        found = zeek_conn.read(EvidenceFile(name="c", data=data, limits=limits), None, today=date(2027, 3, 8))  # type: ignore[arg-type]
        assert found.evidence.records == code
        assert [problem.code for problem in found.problems] == ["zeek_limit"]
