"""All readers of network gear together: each file goes to its own reader, nothing secret is kept, nothing breaks."""

from __future__ import annotations

import json
from dataclasses import asdict
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inmori.errors import InputError
from inmori.ingest import alliedware_plus, cisco_ios, fortios, linux_filter, nec_ix, panos, yamaha_rtx
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.readers import shipped_readers
from inmori.model import SourceKind
from tests.ingest.gear_case import FILES, SECRET, TODAY, catalogue, evidence

READERS = {module.FORMAT: module for module in (yamaha_rtx, cisco_ios, nec_ix, alliedware_plus, panos, linux_filter)}
OWN = {
    "rtx_clinic.conf": yamaha_rtx, "rtx_pasted.txt": yamaha_rtx, "catalyst_core.cfg": cisco_ios, "isr_branch.txt": cisco_ios,
    "ix_line.txt": nec_ix, "ix_v2.txt": nec_ix, "awplus_core.cfg": alliedware_plus, "awplus_ar.cfg": alliedware_plus,
    "panos_clinic.xml": panos, "panos_set.txt": panos, "iptables_gate.txt": linux_filter, "nft_gate.txt": linux_filter,
}  # fmt: skip
OTHERS = {
    "python": "import re\n\ndef show(x):\n    return x\n",
    "csv": "ホスト名,IPアドレス\nPC-01,10.0.0.1\n",
    "junos": "set system host-name X\nset interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24\nset security policies from-zone a to-zone b policy p match source-address any\n",
    "vyos": "set interfaces ethernet eth0 address 10.0.0.1/24\nset firewall name A rule 10 action accept\nset service ssh\n",
    "asa": "ASA Version 9.8(2)\nhostname X\ninterface GigabitEthernet0/0\n nameif outside\n security-level 0\n ip address 10.0.0.1 255.255.255.0\n",
    "shell": "#!/bin/sh\niptables -A FORWARD -j ACCEPT\niptables -P FORWARD DROP\n",
    "xml": '<?xml version="1.0"?><nmaprun scanner="nmap"></nmaprun>',
    "prose": "明日の会議で show running-config の結果をお渡しします。interface の設定は未定です。",
    "empty": "",
}


@pytest.mark.parametrize("name", OWN)
def test_each_file_is_recognised_by_its_own_reader_alone(name: str) -> None:
    file = evidence((FILES / name).read_bytes(), "bin.dat")  # the name tells nothing
    scores = {module.FORMAT: module.recognise(file) for module in (*READERS.values(), fortios)}
    best = max(scores, key=lambda key: scores[key])
    assert best == OWN[name].FORMAT
    assert scores[best] >= 0.6
    assert all(score < 0.6 for key, score in scores.items() if key != best), scores


@pytest.mark.parametrize("name", OWN)
def test_no_other_shipped_reader_wants_these_files(name: str) -> None:
    file = evidence((FILES / name).read_bytes(), "bin.dat")
    mine = set(READERS)
    assert [reader.FORMAT for reader in shipped_readers() if reader.FORMAT not in mine and reader.recognise(file) >= 0.6] == []


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_something_else_is_not_taken(name: str) -> None:
    file = evidence(OTHERS[name])
    assert {key: score for key, module in READERS.items() if (score := module.recognise(file)) >= 0.6} == {}


@pytest.mark.parametrize("path", sorted((FILES.parent / "fortios_files").iterdir()), ids=lambda path: path.name)
def test_the_firewalls_files_stay_the_firewalls(path: object) -> None:
    file = evidence(path.read_bytes())  # type: ignore[attr-defined]
    assert {key: score for key, module in READERS.items() if (score := module.recognise(file)) >= 0.6} == {}


@pytest.mark.parametrize("name", OWN)
def test_nothing_secret_is_kept(name: str) -> None:
    reading = OWN[name].read(evidence((FILES / name).read_bytes(), name), catalogue(), today=TODAY)
    kept = json.dumps([gateway.model_dump(mode="json") for gateway in reading.gateways], ensure_ascii=False)
    kept += json.dumps([problem.model_dump(mode="json") for problem in reading.problems], ensure_ascii=False)
    kept += repr([asdict(sighting) for sighting in reading.sightings]) + repr(reading.networks) + repr(reading.told)
    assert (FILES / name).read_bytes().count(SECRET.encode()) > 0 or name in ("rtx_pasted.txt",)
    assert SECRET not in kept


@pytest.mark.parametrize("name", OWN)
def test_a_reading_is_the_same_every_time_and_says_where(name: str) -> None:
    module = OWN[name]
    file = evidence((FILES / name).read_bytes(), name)
    one, other = (module.read(file, catalogue(), today=TODAY) for _ in range(2))
    assert one == other
    assert one.evidence.kind is SourceKind.CONFIG
    assert one.evidence.format == module.FORMAT
    lines = (FILES / name).read_text().count("\n") + 1
    for gateway in one.gateways:
        assert gateway.id.startswith(f"{module.FORMAT}:")
        assert len({rule.id for rule in gateway.rules if rule.enabled}) >= len([r for r in gateway.rules if r.enabled]) - 4
        for rule in gateway.rules:
            assert rule.source_ref.line is None or 1 <= rule.source_ref.line <= lines
        assert type(gateway).model_validate_json(gateway.model_dump_json()) == gateway


WRAPPINGS = {
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "bom": lambda data: b"\xef\xbb\xbf" + data,
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "trailing blanks": lambda data: data.replace(b"\n", b"   \n"),
    "fenced": lambda data: b"```\n" + data + b"```\n",
    "quoted": lambda data: b"".join(b"> " + line for line in data.splitlines(keepends=True)),
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("name", [name for name in OWN if name not in ("panos_clinic.xml", "rtx_pasted.txt")])
def test_wrappings_change_nothing(name: str, wrapping: str) -> None:
    module = OWN[name]
    data = (FILES / name).read_bytes()
    wrapped = EvidenceFile(name=name, data=WRAPPINGS[wrapping](data))
    assert module.recognise(wrapped) >= 0.6
    one = module.read(EvidenceFile(name=name, data=data), catalogue(), today=TODAY).gateways
    other = module.read(wrapped, catalogue(), today=TODAY).gateways
    rules = [[[(r.action, r.source, r.destination, r.service) for r in g.rules] for g in found] for found in (one, other)]
    assert rules[0] == rules[1]
    ports = [[[(i.name, i.cidr) for i in g.interfaces] for g in found] for found in (one, other)]
    assert ports[0] == ports[1]


@pytest.mark.parametrize("module", READERS.values(), ids=READERS)
@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"\xff\xfe\x00\xd8", b"!\n" * 50, "こんにちは".encode("cp932")])
def test_what_cannot_be_used_is_said(module: ModuleType, data: bytes) -> None:
    with pytest.raises(InputError):
        module.read(evidence(data), catalogue(), today=TODAY)


@pytest.mark.parametrize("module", [m for m in READERS.values() if m is not panos], ids=[k for k in READERS if k != "panos"])
def test_the_limit_on_lines_holds(module: ModuleType) -> None:
    file = EvidenceFile(name="a", data=b"hostname x\n" * 50, limits=Limits(lines=10))
    with pytest.raises(InputError):
        module.read(file, catalogue(), today=TODAY)


def never_breaks(module: ModuleType, data: bytes) -> None:
    """Whatever the bytes: recognising never raises, reading raises InputError or nothing, and no secret comes through."""
    file = evidence(data)
    assert 0.0 <= module.recognise(file) <= 1.0
    try:
        reading = module.read(file, catalogue(), today=TODAY)
    except InputError:
        return
    for gateway in reading.gateways:
        assert SECRET not in gateway.model_dump_json()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(OWN)), st.data())
def test_mangled_files_break_nothing(name: str, data: st.DataObject) -> None:
    raw = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.sampled_from(["cut", "flip", "drop", "double"]))
        if kind == "cut":
            del raw[at:]
        elif kind == "flip":
            raw[at] = data.draw(st.integers(0, 255))
        elif kind == "drop":
            del raw[at : at + data.draw(st.integers(1, 200))]
        else:
            raw[at:at] = raw[at : at + data.draw(st.integers(1, 200))]
        if not raw:
            break
    never_breaks(OWN[name], bytes(raw))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(OWN)), st.randoms(use_true_random=False))
def test_shuffled_words_break_nothing(name: str, random: object) -> None:
    lines = (FILES / name).read_text().split("\n")
    words = [word for line in lines for word in line.split()]
    mixed = []
    for line in lines:
        parts = line.split(" ")
        index = random.randrange(len(parts))  # type: ignore[attr-defined]
        parts[index] = random.choice(words)  # type: ignore[attr-defined]
        mixed.append(" ".join(parts))
    # A secret that lands where a name is read is told as that name: what is shuffled is not what a machine writes.
    text = "\n".join(mixed).replace(SECRET, "x")
    never_breaks(OWN[name], text.encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_any_bytes_break_nothing(data: bytes, name: str) -> None:
    never_breaks(READERS[name], data)
