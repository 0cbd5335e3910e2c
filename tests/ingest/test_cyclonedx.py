"""Bills of materials in JSON and XML: parts and verdicts, machines only where one machine is named, no persons."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import cyclonedx
from inmori.ingest.component_device import linked_components
from inmori.ingest.evidence_file import Limits
from inmori.ingest.reading import Reading
from inmori.model import Device, DeviceStatus, Fact, MergedRecord, Source, SourceKind, TextFact, VexState
from tests.ingest.made_office import TODAY, catalogue, evidence

PARTS: list[dict[str, Any]] = [
    {"type": "operating-system", "bom-ref": "os", "name": "Windows 10 IoT Enterprise LTSC", "version": "2019", "supplier": {"name": "Microsoft", "contact": [{"name": "山田太郎", "email": "y@x.example"}]}},
    {"type": "library", "bom-ref": "ssl", "name": "openssl", "version": "1.1.1k", "purl": "pkg:generic/openssl@1.1.1k?download_url=https://u:Himitsu9@x.example/", "cpe": "cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*",
     "author": "鈴木一郎", "description": "Himitsu9",
     "components": [{"type": "library", "bom-ref": "zlib", "group": "net.zlib", "name": "zlib", "version": "1.2.11"}]},
    {"type": "firmware", "bom-ref": "fw", "name": "board firmware", "version": "7.4"}, {"type": "library", "bom-ref": "x"}, "nonsense", {"name": 5},
]  # fmt: skip
FLAWS: list[dict[str, Any]] = [
    {"bom-ref": "1", "id": "CVE-2021-3711", "source": {"name": "NVD"}, "analysis": {"state": "not_affected", "justification": "code_not_reachable", "detail": "Himitsu9"}, "affects": [{"ref": "ssl"}],
     "credits": {"individuals": [{"name": "山田太郎"}]}},
    {"id": "CVE-2022-0778", "analysis": {"state": "resolved"}, "affects": [{"ref": "ssl"}]}, {"id": "CVE-2023-0286", "analysis": {"state": "exploitable"}, "affects": [{"ref": "ssl"}]},
    {"id": "CVE-2018-25032", "affects": [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#zlib"}]}, {"id": "CVE-2022-37434", "analysis": {"state": "exploitable"},
     "affects": [{"ref": "zlib", "versions": [{"version": "1.2.11", "status": "unaffected"}]}]},
    {"id": "CVE-2020-1", "analysis": {"state": "in_triage"}, "affects": [{"ref": "os"}]}, {"id": "<script>Himitsu9", "affects": [{"ref": "os"}]}, "nonsense",
]  # fmt: skip


def document(**more: Any) -> dict[str, Any]:
    metadata = {"timestamp": "2026-05-06T07:08:09Z", "authors": [{"name": "山田太郎", "email": "y@x.example"}], "tools": {"components": [{"type": "application", "name": "generator"}]},
                "component": {"type": "device", "bom-ref": "all", "name": "LABO-9 分析装置", "version": "3.2", "manufacturer": {"name": "北都メディカル"}}}  # fmt: skip
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": metadata, "components": PARTS, "vulnerabilities": FLAWS, **more}


XML = """<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
 <metadata><timestamp>2026-05-06T07:08:09Z</timestamp>
  <tools><components><component type="application"><name>generator</name></component></components></tools>
  <authors><author><name>山田太郎</name></author></authors>
  <component type="device" bom-ref="all"><manufacturer><name>北都メディカル</name></manufacturer><name>LABO-9 分析装置</name><version>3.2</version></component>
 </metadata>
 <components>
  <component type="operating-system" bom-ref="os"><supplier><name>Microsoft</name><contact><name>山田太郎</name></contact></supplier><name>Windows 10 IoT Enterprise LTSC</name><version>2019</version></component>
  <component type="library" bom-ref="ssl"><author>鈴木一郎</author><name>openssl</name><version>1.1.1k</version><purl>pkg:generic/openssl@1.1.1k?download_url=https://u:Himitsu9@x.example/</purl>
   <cpe>cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*</cpe>
   <components><component type="library" bom-ref="zlib"><group>net.zlib</group><name>zlib</name><version>1.2.11</version></component></components>
   <pedigree><ancestors><component type="library"><name>openssl-older</name></component></ancestors></pedigree></component>
  <component type="firmware" bom-ref="fw"><name>board firmware</name><version>7.4</version></component>
 </components>
 <vulnerabilities>
  <vulnerability><id>CVE-2021-3711</id><analysis><state>not_affected</state></analysis><affects><target><ref>ssl</ref></target></affects></vulnerability>
  <vulnerability><id>CVE-2022-0778</id><analysis><state>resolved</state></analysis><affects><target><ref>ssl</ref></target></affects></vulnerability>
  <vulnerability><id>CVE-2023-0286</id><analysis><state>exploitable</state></analysis><affects><target><ref>ssl</ref></target></affects></vulnerability>
  <vulnerability><id>CVE-2018-25032</id><affects><target><ref>urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#zlib</ref></target></affects></vulnerability>
  <vulnerability><id>CVE-2022-37434</id><analysis><state>exploitable</state></analysis><affects><target><ref>zlib</ref><versions><version><version>1.2.11</version><status>unaffected</status></version></versions></target></affects></vulnerability>
  <vulnerability><id>CVE-2020-1</id><analysis><state>in_triage</state></analysis><affects><target><ref>os</ref></target></affects></vulnerability>
 </vulnerabilities>
</bom>
"""


def read(data: str | bytes, limits: Limits | None = None) -> Reading:
    file = evidence(data, "bom.cdx", limits)
    assert cyclonedx.recognise(file) >= 0.9
    return cyclonedx.read(file, catalogue(), today=TODAY)


def write(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize("data", [write(document()), json.dumps(document(), indent=1), "\ufeff" + write(document()), XML, XML.replace("<bom ", "<c:bom ").replace("xmlns=", "xmlns:c=")
                                  .replace("</bom>", "</c:bom>").replace("<", "<c:").replace("<c:/", "</c:").replace("<c:?xml", "<?xml").replace("<c:c:", "<c:").replace("</c:c:", "</c:")],
                         ids=["json", "json indented", "json with mark", "xml", "xml with prefix"])  # fmt: skip
def test_parts_and_verdicts(data: str) -> None:
    reading = read(data)
    found = {part.product: part for part in reading.components}
    assert set(found) == {"LABO-9 分析装置", "Windows 10 IoT Enterprise LTSC", "openssl", "net.zlib/zlib", "board firmware"}
    ssl = found["openssl"]
    assert (ssl.version, ssl.purl, ssl.kind, ssl.part_of, ssl.part_of_version) == ("1.1.1k", "pkg:generic/openssl@1.1.1k", "library", "LABO-9 分析装置", "3.2")
    assert [(s.vulnerability, s.state.value) for s in ssl.vex] == [("CVE-2021-3711", "not_affected"), ("CVE-2022-0778", "fixed"), ("CVE-2023-0286", "affected")]
    assert [s.state.silences for s in ssl.vex] == [True, True, False]
    assert [(s.vulnerability, s.state.value) for s in found["net.zlib/zlib"].vex] == [("CVE-2018-25032", "unknown"), ("CVE-2022-37434", "not_affected")]
    assert [s.state.value for s in found["Windows 10 IoT Enterprise LTSC"].vex] == ["under_investigation"]
    assert (found["Windows 10 IoT Enterprise LTSC"].supplier, found["LABO-9 分析装置"].supplier, found["LABO-9 分析装置"].part_of) == ("Microsoft", "北都メディカル", "")
    assert ssl.sources[0].as_of == date(2026, 5, 6)
    assert len({part.id for part in reading.components}) == 5


@pytest.mark.parametrize("data", [write(document()), XML], ids=["json", "xml"])
def test_persons_and_secrets_are_not_kept(data: str) -> None:
    text = repr(read(data))
    assert not any(word in text for word in ("Himitsu9", "山田", "鈴木", "y@x.example", "generator", "openssl-older"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert len(read(write(document()).encode(encoding)).components) == 5
    assert len(read(XML.encode(encoding)).components) == 5


def test_a_type_of_product_is_no_machine() -> None:
    reading = read(write(document()))
    assert reading.sightings == ()
    assert [p.code for p in reading.problems] == ["bom_of_a_type"]


HARDWARE = [{"name": "cdx:device:serialNumber", "value": "LB9-00417"}, {"name": "cdx:device:macAddress", "value": "D0:17:C2:8B:A6:06"}, {"name": "hostname", "value": "labo9.kita.example"},
            {"name": "owner", "value": "Himitsu9"}]  # fmt: skip


def test_a_named_machine_is_one() -> None:
    found = document()
    found["metadata"]["component"]["properties"] = HARDWARE
    reading = read(write(found))
    (seen,) = reading.sightings
    assert (seen.serials, seen.macs, seen.hostnames) == (("LB9-00417",), ("d0:17:c2:8b:a6:06",), ("labo9",))
    told = {name: value for name, (value, _) in seen.facts.items()}
    assert told == {"model": "LABO-9 分析装置", "maker": "北都メディカル", "os": "Windows 10 IoT Enterprise LTSC 2019", "firmware": "board firmware 7.4"}
    assert (seen.source.kind, reading.problems) == (SourceKind.EXPORT, ())
    assert "Himitsu9" not in repr(reading)


def test_of_two_systems_none_is_chosen() -> None:
    found = document()
    found["metadata"]["component"]["properties"] = HARDWARE
    found["components"] = [*PARTS, {"type": "operating-system", "name": "Linux", "version": "5.10"}]
    assert "os" not in read(write(found)).sightings[0].facts


def test_the_system_of_one_machine() -> None:
    subject = {"type": "operating-system", "name": "Windows Server 2016", "version": "10.0.14393", "properties": [{"name": "computerName", "value": "RIS-SV"}]}
    (seen,) = read(write(document(metadata={"component": subject}))).sightings
    assert (seen.hostnames, seen.facts["os"][0]) == (("RIS-SV",), "Windows Server 2016 10.0.14393")


def test_verdicts_that_stand_apart() -> None:
    flaws = [{"id": "CVE-2021-44228", "analysis": {"state": "not_affected"}, "affects": [{"ref": "urn:cdx:aaaa/1#pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar"}]},
             {"id": "CVE-2021-45046", "analysis": {"state": "false_positive"}, "affects": [{"ref": "urn:cdx:aaaa/1#unknown-ref"}]}]  # fmt: skip
    reading = read(write({"bomFormat": "CycloneDX", "specVersion": "1.4", "metadata": {"component": {"type": "application", "name": "PACS viewer", "version": "8"}}, "vulnerabilities": flaws}))
    told = {(part.product, part.version): [(s.vulnerability, s.state) for s in part.vex] for part in reading.components}
    assert told == {
        ("PACS viewer", "8"): [], ("log4j-core", "2.14.1"): [("CVE-2021-44228", VexState.NOT_AFFECTED)], ("PACS viewer", None): [("CVE-2021-45046", VexState.NOT_AFFECTED)],
    }  # fmt: skip


def test_a_cut_document() -> None:
    reading = read(XML[: XML.index("<pedigree>")])
    assert "cut_off" in [p.code for p in reading.problems]
    assert [part.product for part in reading.components] == ["LABO-9 分析装置", "Windows 10 IoT Enterprise LTSC", "net.zlib/zlib"]
    with pytest.raises(InputError, match=r"bom\.cdx"):
        read(write(document())[:-40])


def test_the_limit_is_a_setting() -> None:
    reading = read(write(document()), Limits(rows=2))
    assert len(reading.components) == 3
    assert "rows_left_out" in [p.code for p in reading.problems]


@pytest.mark.parametrize("data", [
    '{"bomFormat": "CycloneDX"}', '{"bomFormat": "CycloneDX", "components": 5, "metadata": [], "vulnerabilities": {"a": 1}}', '{"bomFormat": "CycloneDX", ' + "[" * 5000,
    '{"bomFormat": "CycloneDX", "components": [null, 1, "x", [], {"components": [{}]}]}', '<bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>',
    '<!DOCTYPE bom [<!ENTITY a "b">]><bom xmlns="http://cyclonedx.org/schema/bom/1.4">&a;</bom>',
])  # fmt: skip
def test_empty_or_hostile_documents_are_refused_with_a_sentence(data: str) -> None:
    assert cyclonedx.recognise(evidence(data)) >= 0.9
    with pytest.raises(InputError, match=r"試験\.xlsx"):
        cyclonedx.read(evidence(data), catalogue(), today=TODAY)


def test_deep_nesting_is_read_to_a_depth() -> None:
    part: dict[str, Any] = {"name": "inner", "type": "library"}
    for number in range(80):
        part = {"name": f"p{number}", "type": "library", "components": [part]}
    assert 20 < len(read(write(document(components=[part]))).components) < 60


@pytest.mark.parametrize("data", ["", "{}", '{"spdxVersion": "SPDX-2.3"}', "<html/>", '<nmaprun start="1"/>', "a,b\n1,2\n", "bomFormat CycloneDX"])
def test_what_is_no_bill_of_materials(data: str) -> None:
    assert cyclonedx.recognise(evidence(data)) == 0.0


LEDGER = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", row=3)


def device(number: int, *, model: str = "", name: str = "", retired: bool = False) -> Device:
    status = Fact[DeviceStatus].of(DeviceStatus.RETIRED, LEDGER) if retired else Fact[DeviceStatus]()
    return Device(id=f"D{number:04d}", model=TextFact.of(model, LEDGER) if model else TextFact(), name=TextFact.of(name, LEDGER) if name else TextFact(), status=status)


@pytest.mark.parametrize("devices, linked", [
    ([device(1, model="LABO-9"), device(2, model="EC-7")], "D0001"), ([device(1, model="LABO-99"), device(2, name="分析装置")], None), ([device(1, model="LABO-9分析装置"), device(2, model="EC-7")], "D0001"), ([device(1, name="LABO-9 分析装置 1号機")], "D0001"),
    ([device(1, model="LABO-9 分析装置"), device(2, model="LABO-9 分析装置")], None), ([device(1, model="LABO-9 分析装置"), device(2, model="LABO-9 分析装置", retired=True)], "D0001"),
    ([device(1, model="CT")], None), ([], None),
])  # fmt: skip
def test_parts_are_linked_to_the_one_device_of_their_type(devices: list[Device], linked: str | None) -> None:
    components = read(write(document())).components
    assert {part.device_id for part in linked_components(components, devices)} == {linked}


HOSTS = ["host", "hostname", "installed-on", "installed_on", "asset", "device", "target_host", "server-name", "cdx:host:name", "導入先サーバ", "設置機器", "ホスト名"]


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize("place", ["subject", "document"])
def test_a_program_is_on_the_machine_that_is_named(name: str, place: str) -> None:
    named = [{"name": name, "value": "KRT-PACS1"}]
    subject: dict[str, Any] = {"type": "application", "name": "KoboPACS", "version": "6.2"}
    parts = [{"type": "operating-system", "name": "Windows Server 2016"}, {"type": "application", "name": "SQL Server 2014", "version": "12.0.6024"}]
    metadata = {"component": {**subject, "properties": named}} if place == "subject" else {"component": subject, "properties": named}
    (seen,) = read(write(document(metadata=metadata, components=parts))).sightings
    assert seen.hostnames == ("KRT-PACS1",)
    assert {field: value for field, (value, _) in seen.facts.items()} == {"os": "Windows Server 2016", "database": "SQL Server 2014 12.0.6024"}


@pytest.mark.parametrize("properties", [[{"name": "build:host", "value": "ci-7"}], [{"name": "serialNumber", "value": "LIC-00417"}], [{"name": "owner", "value": "KRT-PACS1"}], []])
def test_a_program_without_a_machine_is_none(properties: list[dict[str, str]]) -> None:
    subject = {"type": "application", "name": "KoboPACS", "properties": properties}
    assert read(write(document(metadata={"component": subject}))).sightings == ()


def test_properties_beside_the_subject_in_xml() -> None:
    text = """<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1"><metadata>
    <component type="application"><name>KoboPACS</name><version>6.2</version></component><properties><property name="host">KRT-PACS1</property></properties></metadata>
    <components><component type="library"><name>openssl</name><version>1.0.2k</version></component></components></bom>"""
    reading = read(text)
    assert [seen.hostnames for seen in reading.sightings] == [("KRT-PACS1",)]
    devices = [Device(id="D1", records=(MergedRecord(source=Source(kind=SourceKind.EXPORT, file=reading.evidence.file), score=1.0),)), Device(id="D2")]
    assert {part.device_id for part in linked_components(reading.components, devices)} == {"D1"}
