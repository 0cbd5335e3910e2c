"""Zeek's logs of single protocols give flows and names without conn.log; no secret stays."""

from __future__ import annotations

import gzip
import json
import random
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest import zeek_conn
from inmori.ingest import zeek_other as reader
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.flow_tally import JST
from inmori.ingest.reading import Reading

TODAY = date(2027, 3, 8)
START = datetime(2027, 3, 2, 9, 0, tzinfo=JST).timestamp()
PC, SERVER, OUTSIDE = "10.7.1.20", "10.7.2.5", "198.51.100.7"
CARD = "00:17:42:00:00:01"
SECRET = "S3cr3tMark99"
Record = dict[str, Any]


def record(port: int = 443, *, src: str = PC, dst: str = SERVER, uid: str = "C1", **more: Any) -> Record:
    base = {"ts": START, "uid": uid, "id.orig_h": src, "id.orig_p": 50_001, "id.resp_h": dst, "id.resp_p": port}
    return base | {name.replace("__", "."): value for name, value in more.items()}


def tsv(path: str | None, *records: Record) -> bytes:
    names = list(dict.fromkeys(name for item in records for name in item))
    head = ["#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-"]
    head += [f"#path\t{path}"] if path else []
    head.append("\t".join(["#fields", *names]))
    rows = ["\t".join(_shown(item.get(name)) for name in names) for item in records]
    return ("\n".join([*head, *rows, "#close\t2027"]) + "\n").encode()


def _shown(value: Any) -> str:
    return "-" if value is None else {True: "T", False: "F"}[value] if isinstance(value, bool) else str(value)


def jsonl(path: str | None, *records: Record) -> bytes:
    return ("\n".join(json.dumps(({"_path": path} if path else {}) | item) for item in records) + "\n").encode()


def read(data: bytes, limits: Limits | None = None) -> Reading:
    return reader.read(EvidenceFile(name="x.log", data=data, limits=limits or Limits()), None, today=TODAY)  # type: ignore[arg-type]


LOGS: dict[str, tuple[str, Record, tuple[str | None, bool]]] = {
    "dns": ("dns", record(53, proto="udp", query=SECRET, qtype_name="A", rcode=0), ("dns", True)),
    "dns without an answer": ("dns", record(53, proto="udp", query=SECRET, qtype_name="A"), ("dns", False)),
    "ssl": ("ssl", record(version="TLSv12", cipher="x", curve="y", server_name=f"{SECRET}.example"), ("ssl", True)),
    "ssl of a remote tool": ("ssl", record(dst=OUTSIDE, version="TLSv13", cipher="x", curve="y", server_name="relay-1.net.anydesk.com"), ("ssl,anydesk", True)),
    "ssl without an answer": ("ssl", record(curve=None, server_name="x.example"), ("ssl", False)),
    "rdp": ("rdp", record(3389, cookie=SECRET, security_protocol="HYBRID", result="encrypted"), ("rdp", True)),
    "ntlm": ("ntlm", record(445, username=SECRET, hostname="RECEPT-03", server_nb_computer_name="EHR-AP01", success=True), ("ntlm", True)),
    "smb_mapping": ("smb_mapping", record(445, path=f"\\\\{SECRET}\\x", share_type="DISK"), ("smb", True)),
    "smb_files": ("smb_files", record(445, name=SECRET, path=SECRET), ("smb", True)),
    "kerberos": ("kerberos", record(88, client=f"{SECRET}/HOSP", service="krbtgt/HOSP", request_type="AS", till=1), ("krb", True)),
    "http": ("http", record(80, host=SECRET, uri=SECRET, username=SECRET, password=SECRET), ("http", True)),
    "ftp": ("ftp", record(21, user=SECRET, password=SECRET), ("ftp", True)),
    "snmp": ("snmp", record(161, community=SECRET, version="2c"), ("snmp", True)),
    "rfb": ("rfb", record(5900), ("vnc", True)),
}  # fmt: skip


@pytest.mark.parametrize("spelling", [tsv, jsonl], ids=["tsv", "json"])
@pytest.mark.parametrize("path, item, expected", LOGS.values(), ids=LOGS)
def test_every_log_gives_flows_and_no_secret(spelling: Any, path: str, item: Record, expected: tuple[str | None, bool]) -> None:
    data = spelling(path, item)
    file = EvidenceFile(name="x.log", data=data)
    assert (reader.recognise(file), zeek_conn.recognise(file)) == (1.0, 0.0)
    reading = read(data)
    (flow,) = reading.flows
    assert (flow.src, flow.dst, flow.port) == (PC, item["id.resp_h"], item["id.resp_p"])
    assert (flow.service, flow.answered) == expected
    assert SECRET not in repr(reading)


def test_known_by_its_fields_where_nothing_names_it() -> None:
    for path in ("dns", "ssl", "rdp", "ntlm", "smb_mapping", "kerberos"):
        item = LOGS[path][1]
        assert reader.recognise(EvidenceFile(name="x", data=tsv(None, item))) == 0.8, path
        assert reader.recognise(EvidenceFile(name="x", data=jsonl(None, item))) == 0.8, path


OTHERS = {
    "conn.log": tsv("conn", record(proto="tcp", conn_state="SF", orig_bytes=1)),
    "a log that is not read": tsv("notice", record(note="x")),
    "Suricata": b'{"timestamp": "x", "event_type": "flow"}\n',
    "text": b"hello\nworld\n",
    "empty": b"",
    "damaged gzip": b"\x1f\x8b\x08" + bytes(30),
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_other_files_are_left_to_others(data: bytes) -> None:
    assert reader.recognise(EvidenceFile(name="x", data=data)) == 0.0


TOLD: dict[str, tuple[str, Record, str, dict[str, Any]]] = {
    "the client's and the server's name": ("ntlm", LOGS["ntlm"][1], PC, {"hostnames": ("RECEPT-03",)}),
    "the server's name": ("ntlm", LOGS["ntlm"][1], SERVER, {"hostnames": ("EHR-AP01",)}),
    "old TLS": ("ssl", record(version="TLSv10", cipher="x", curve="y"), SERVER, {"notes": ("TLS 1.0で応答",), "weak": ("tls_old",)}),
    "SSL 3": ("ssl", record(version="SSLv3", cipher="x", curve="y"), SERVER, {"notes": ("SSL 3.0で応答",), "weak": ("tls_old",)}),
    "new TLS": ("ssl", record(version="TLSv13", cipher="x", curve="y"), SERVER, {"notes": (), "weak": ()}),
    "RDP without NLA": ("rdp", record(3389, security_protocol="RDP", cookie=None), SERVER, {"weak": ("rdp_no_nla",)}),
    "RDP with NLA": ("rdp", record(3389, security_protocol="HYBRID"), SERVER, {"weak": ()}),
    "old file sharing": ("smb_cmd", record(445, version="SMB1", command="READ"), SERVER, {"weak": ("smb1",)}),
    "an unprotected file transfer": ("ftp", LOGS["ftp"][1], SERVER, {"weak": ("ftp_clear",)}),
    "a file transfer behind TLS": ("ftp", record(21, command="AUTH"), SERVER, {"weak": ()}),
    "a page with a plain sign-in": ("http", LOGS["http"][1], SERVER, {"weak": ("http_login_clear",)}),
    "a page": ("http", record(80, uri="/"), SERVER, {"weak": ()}),
    "monitoring that answers": ("snmp", record(161, version="2c", get_responses=3), SERVER, {"weak": ("snmp_v1v2",)}),
    "monitoring that nobody answers": ("snmp", record(161, version="2c", get_responses=0), SERVER, {"weak": ()}),
    "monitoring with version 3": ("snmp", record(161, version="3", get_responses=3), SERVER, {"weak": ()}),
    "a screen without a password": ("rfb", record(5900, authentication_method="None"), SERVER, {"weak": ("vnc_clear",), "notes": ("VNC: 認証なしで応答",)}),
    "a screen with a password": ("rfb", record(5900, authentication_method="VNC"), SERVER, {"weak": ("vnc_clear",), "notes": ()}),
    "a sealed screen": ("rfb", record(5900, authentication_method="VeNCrypt"), SERVER, {"weak": ()}),
    "an unprotected directory sign-in": ("ldap", record(389, opcode="bind simple", object="cn=" + SECRET), SERVER, {"weak": ("ldap_clear",)}),
    "an anonymous directory sign-in": ("ldap", record(389, opcode="bind simple"), SERVER, {"weak": ()}),
    "the name in RDP": ("rdp", record(3389, security_protocol="HYBRID", client_name="RECEPT-03"), PC, {"hostnames": ("RECEPT-03",)}),
    "a computer's account": ("kerberos", record(88, client="RECEPT-03$/HOSP", request_type="AS"), PC, {"hostnames": ("RECEPT-03",)}),
    "a lease": ("dhcp", {"ts": START, "mac": CARD, "host_name": "RECEPT-03", "assigned_addr": PC, "msg_types": "REQUEST,ACK"}, PC,
                {"hostnames": ("RECEPT-03",), "macs": (CARD,), "dhcp": True}),
    "a lease of an older Zeek": ("dhcp", {"ts": START, "mac": CARD, "assigned_ip": PC}, PC, {"macs": (CARD,), "dhcp": True}),
    "a known host": ("known_hosts", {"ts": START, "host": PC}, PC, {"last_seen": date(2027, 3, 2)}),
    "a known service": ("known_services", {"ts": START, "host": SERVER, "port_num": 1521, "port_proto": "tcp", "service": "ORACLE"}, SERVER, {}),
    "a database": ("software", {"ts": START, "host": SERVER, "software_type": "MYSQL::SERVER", "name": "MySQL", "unparsed_version": "5.5.62-log"}, SERVER,
                   {"database": "MySQL 5.5.62"}),
    "IIS 6": ("software", {"ts": START, "host": SERVER, "software_type": "HTTP::SERVER", "unparsed_version": "Microsoft-IIS/6.0"}, SERVER,
              {"os": "Windows Server 2003"}),
}  # fmt: skip


@pytest.mark.parametrize("path, item, address, expected", TOLD.values(), ids=TOLD)
def test_what_logs_tell_of_machines(path: str, item: Record, address: str, expected: dict[str, Any]) -> None:
    for data in (tsv(path, item), jsonl(path, item)):
        (found,) = [s for s in read(data).sightings if address in s.addresses]
        told = {"notes": found.notes, "hostnames": found.hostnames, "macs": found.macs, "dhcp": found.dhcp, "last_seen": found.last_seen,
                "weak": found.weak_protocols}
        told |= {name: value for name, (value, _) in found.facts.items()}
        assert {name: told.get(name) for name in expected} == expected


def test_several_questions_of_one_connection_are_one_connection() -> None:
    item = record(53, proto="udp", query="a", qtype_name="A", rcode=0)
    (flow,) = read(tsv("dns", item, item, item | {"uid": "C2"})).flows
    assert flow.connections == 2


def test_certificates_alone_say_whose_they_are_not() -> None:
    reading = read(tsv("x509", {"ts": START, "fuid": "F1", "certificate.subject": f"CN={SECRET}"}))
    assert [(p.severity, p.code) for p in reading.problems] == [("note", "zeek_other_x509")]
    assert SECRET not in repr(reading)


def test_packed_cut_and_broken() -> None:
    data = tsv("dns", *(record(53, uid=f"C{n}", query="a", qtype_name="A", rcode=0) for n in range(50)))
    assert read(gzip.compress(data)).flows[0].connections == 50
    broken = data.replace(b"C7\t", b"C7").replace(b"10.7.1.20\t50001\t10.7.2.5\t53\ta", b"nowhere\t50001\t10.7.2.5\t53\ta", 1) + b"1794\tC99"
    reading = read(broken)
    assert [p.code for p in reading.problems] == ["zeek_other_cut", "zeek_other_line", "zeek_other_line"]
    assert reading.flows[0].connections == 48


@pytest.mark.parametrize("data", [b"", tsv("dns"), tsv("dns", {"ts": 1}), tsv("notice", record()), b"\x1f\x8b\x08"])
def test_nothing_usable(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


def test_limits() -> None:
    data = tsv("dns", *(record(53, uid=f"C{n}", rcode=0) for n in range(30)))
    reading = read(data, Limits(flows=10))
    assert [p.code for p in reading.problems] == ["zeek_other_limit"]
    assert reading.flows[0].connections == 10
    assert [p.code for p in read(data, Limits(lines=12)).problems] == ["zeek_other_limit"]


SAID: dict[str, dict[str, list[Any]]] = {
    "dns": {"rcode": [0, None], "answers": ["192.0.2.1", None], "query": ["a", "b"]},
    "ssl": {"server_name": ["a.example", "relay-1.net.anydesk.com", None], "version": ["TLSv10", "TLSv13", None], "cipher": ["x", None]},
    "rdp": {"security_protocol": ["RDP", "HYBRID", None], "client_name": ["PC-1", "PC-2", None], "result": ["ok", None]},
    "ntlm": {"hostname": ["PC-1", None], "server_nb_computer_name": ["EHR", None]},
    "kerberos": {"client": ["PC-1$/HOSP", "yamada/HOSP", None]},
    "smb_cmd": {"version": ["SMB1", "SMB2", None]},
    "smb_files": {"name": ["a", "b"]},
    "ftp": {"user": ["x", None]},
    "http": {"username": ["x", None], "uri": ["/a", "/b"]},
    "snmp": {"version": ["1", "2c", "3"], "get_responses": [0, 4, None]},
    "rfb": {"authentication_method": ["None", "VNC", "VeNCrypt", None]},
    "ldap": {"opcode": ["bind simple", "bind SASL"], "object": ["cn=x", None]},
}


@pytest.mark.parametrize("path", SAID)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_records_that_say_the_same_are_counted_alike(path: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    items = []
    for number in range(60):
        item = record(rng.choice([53, 445, 65_536 if rng.random() < 0.1 else 389]), uid=f"C{rng.randrange(40)}" if rng.random() < 0.9 else "-",
                      ts=rng.choice([START + number * 60, START - number, "x" if rng.random() < 0.2 else START, 1.0]))  # fmt: skip
        item["id.orig_p"] = rng.choice([50_000 + number, 99_999 if rng.random() < 0.1 else 50_001])
        item["id.orig_h"] = rng.choice([PC, "10.7.1.21", "fd00::9", "nobody" if rng.random() < 0.2 else PC])
        items.append(item | {name: rng.choice(values) for name, values in SAID[path].items()})
    fields = list(items[0])
    head = f"#separator \\x09\n#unset_field\t-\n#path\t{path}\n#fields\t" + "\t".join(fields)
    data = "\n".join([head, *("\t".join("-" if item[name] is None else str(item[name]) for name in fields) for item in items)]).encode() + b"\n"

    def told(reading: Reading) -> Any:
        return (reading.evidence, reading.flows, [(s.addresses, s.hostnames, s.notes, s.weak_protocols) for s in reading.sightings],
                [(p.code, p.where.line) for p in reading.problems])  # fmt: skip

    alike = told(read(data))
    with monkeypatch.context() as patch:
        patch.setattr(reader, "_ALIKE_KEPT", 0)
        assert told(read(data)) == alike


def test_whatever_a_teller_looks_at_makes_records_differ() -> None:
    assert set(reader._OF_FLOWS) <= set(reader._LOOKED_AT)


# Logs in JSON leave out what is not set: the first record is of a session that was taken up again.
UNNAMED: dict[str, tuple[str, bytes, str]] = {
    "the first session has no curve": ("tls.json", jsonl(None, record(version="TLSv12", cipher="x", resumed=True), record(version="TLSv12", cipher="x", curve="y", uid="C2")), "ssl"),
    "by the name of the file": ("ssl.10:00:00-11:00:00.log", jsonl(None, record(version="TLSv12", cipher="x")), "ssl"),
    "hosts": ("known_hosts.log", jsonl(None, {"ts": START, "host": PC}), ""),
    "hosts of a day": ("known_hosts_20270302.log", jsonl(None, {"ts": START, "host": PC}), ""),
}


@pytest.mark.parametrize(("name", "data", "service"), UNNAMED.values(), ids=UNNAMED)
def test_json_that_does_not_name_itself(name: str, data: bytes, service: str) -> None:
    file = EvidenceFile(name=name, data=data)
    assert reader.recognise(file) >= 0.7
    reading = reader.read(file, None, today=TODAY)  # type: ignore[arg-type]
    assert {flow.service for flow in reading.flows} == ({service} if service else set())
    assert PC in {address for one in reading.sightings for address in one.addresses}
    assert reading.problems == ()


@pytest.mark.parametrize(("name", "item"), [("ssl.log", {"ts": START, "host": PC}), ("notes.log", record(version="TLSv12")), ("known_hosts.log", {"ts": START, "note": "x"}), ("ssl.log", {"a": 1})])
def test_a_name_alone_makes_no_log(name: str, item: Record) -> None:
    assert reader.recognise(EvidenceFile(name=name, data=jsonl(None, item))) == 0.0
