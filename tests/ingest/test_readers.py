"""Each kind of file goes to its reader by what is in it; all others are named, refused and never an exception."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmori.catalogue import Catalogue
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.file_look import look_of
from inmori.ingest.readers import SURE_ENOUGH, recognise, shipped_readers
from inmori.ingest.reading import Reading
from inmori.model import SourceKind
from inmori.text import Text
from tests.ingest.paper_folder import traffic, write
from tests.ingest.paper_hospital import Habits, make

FORTIGATE = """\
#config-version=FGT60F-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin
config system global
    set hostname "HBR-FW"
end
config system interface
    edit "wan1"
        set ip 203.0.113.50 255.255.255.248
        set role wan
    next
    edit "internal"
        set ip 172.20.8.1 255.255.254.0
        set description "事務系"
    next
end
config firewall policy
    edit 1
        set srcintf "internal"
        set dstintf "wan1"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set service "ALL"
    next
end
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hibari")
    write(make(Habits("readers", clients=20, servers=4, printers=5, instruments=5, retired=2), 1), place)
    (place / "fw.conf").write_text(FORTIGATE, "utf-8")
    return place


WANTED = {
    "conn.log": "zeek_conn", "agents.csv": "asset_tool_csv", "computers.csv": "ad_computers",
    "hospital.yaml": "interview", "医療機器等台帳.xlsx": "ledger_workbook", "fw.conf": "fortios",
}  # fmt: skip


@pytest.mark.parametrize("name", WANTED)
def test_a_file_goes_to_its_reader(name: str, folder: Path) -> None:
    file = EvidenceFile.load(folder / name, name=name)
    found = recognise(file, shipped_readers())
    assert found.reader is not None
    assert (found.reader.FORMAT, found.failed) == (WANTED[name], ())
    # The name must not matter: people rename files.
    renamed = recognise(EvidenceFile(name="資料1.dat", data=file.data), shipped_readers())
    assert renamed.reader is found.reader


def test_readers_are_told_apart_clearly(folder: Path) -> None:
    for name, wanted in WANTED.items():
        file = EvidenceFile.load(folder / name, name=name)
        scores = {reader.FORMAT: reader.recognise(file) for reader in shipped_readers()}
        second = max(score for reader, score in scores.items() if reader != wanted)
        assert scores[wanted] > second + 0.1, (name, scores)


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


# What a hospital may put into the folder that no reader takes, and what it must be called.
LOOKS: dict[str, tuple[bytes, str]] = {
    "mirror.pcapng": (b"\x0a\x0d\x0d\x0a\x1c\x00\x00\x00" + bytes(60), "pcapng"),
    "開示書.xlsx": (packed(xl__workbook__xml="<a/>"), "disclosure"),
    "メモ.pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "写真.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
    "まとめ.zip": (packed(a="b"), "ZIP"),
    "日誌.docx": (packed(word__document__xml="<a/>"), "Office"),
    "古い表.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office"),
    "a.gz": (gzip.compress(b"hello"), "gzip"),
    "setup.exe": (b"MZ\x90\x00", "program"),
    "index.html": (b"<!DOCTYPE html><html></html>", "web page"),
    "other.csv": ("日付,天気,気温\n3/1,晴,12\n3/2,雨,9\n".encode("cp932"), "table"),
    "memo.txt": ("電話:保守の件\n".encode("cp932"), "plain text"),
    "empty.txt": (b"", "empty"),
    "blob": (bytes(range(256)) * 4, "unknown kind"),
}


# The barest beginnings of further kinds, and the reader that must claim them so as to say what is wrong with them.
BEGINNINGS: dict[str, tuple[bytes, str]] = {
    "rtx.txt": (b"# RTX830 Rev.15.02.29\nip lan1 address 10.9.4.1/24\n", "yamaha_rtx"),
    "core.cfg": (b"!\nversion 15.2\ninterface GigabitEthernet1/0/1\n switchport mode access\n", "cisco_ios"),
    "mirror.pcap": (b"\xd4\xc3\xb2\xa1\x02\x00\x04\x00" + bytes(60), "pcap"),
    "eve.json": (b'{"timestamp":"2027-03-02T09:00:00+0900","event_type":"flow","src_ip":"10.0.0.1"}\n', "suricata_eve"),
    "scan.xml": (b'<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap">', "nmap_xml"),
    "dns.log": (b"#separator \\x09\n#path\tdns\n#fields\tts\tuid\n", "zeek_other"),
    "bom.json": (b'{"bomFormat": "CycloneDX"}', "cyclonedx"),
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_a_bare_beginning_is_claimed_by_its_reader(name: str) -> None:
    data, wanted = BEGINNINGS[name]
    found = recognise(EvidenceFile(name="資料", data=data), shipped_readers())
    assert found.reader is not None
    assert (found.reader.FORMAT, found.failed) == (wanted, ())


@pytest.mark.parametrize("name", LOOKS)
def test_what_nobody_reads_is_named(name: str) -> None:
    data, wanted = LOOKS[name]
    file = EvidenceFile(name=name, data=data)
    found = recognise(file, shipped_readers())
    assert (found.reader, found.failed) == (None, ())
    assert found.score < SURE_ENOUGH
    assert wanted in look_of(file).en


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_nothing_breaks_the_choice(data: bytes) -> None:
    file = EvidenceFile(name="x", data=data)
    found = recognise(file, shipped_readers())
    assert found.failed == ()
    assert look_of(file).ja


class Broken:
    """A reader that breaks on every file."""

    FORMAT, KIND, NAME = "broken", SourceKind.LEDGER, Text(ja="壊れ", en="broken")

    def recognise(self, file: EvidenceFile) -> float:
        raise RuntimeError("secret in here")

    def read(self, file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
        raise RuntimeError("secret in here")


def test_a_broken_reader_does_not_stop_the_others() -> None:
    file = EvidenceFile(name="x", data=traffic([]).encode())
    found = recognise(file, (Broken(), *shipped_readers()))
    assert found.failed == ("broken",)
    assert found.reader is not None



def test_unsure_is_unrecognised() -> None:
    class Unsure(Broken):
        def recognise(self, file: EvidenceFile) -> float:
            return 0.59

    assert recognise(EvidenceFile(name="x", data=b"x"), (Unsure(),)).reader is None
