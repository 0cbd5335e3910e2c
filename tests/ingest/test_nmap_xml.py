"""Scans by nmap and its like: only machines that answered, nobody else's card, hints marked as hints, no secrets."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from inmori.errors import InputError
from inmori.ingest import nmap_xml
from inmori.ingest.evidence_file import EvidenceFile, Limits
from inmori.ingest.nmap_script import ANY_TITLE, TITLE_CHECKED
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, SourceKind, WeakProtocol
from tests.ingest.made_office import TODAY, catalogue, evidence

DAY = date(2026, 10, 6)
SCANNED = 1_791_212_400  # noon of that day in Japan


def host(address: str, *, mac: str = "", status: str = '<status state="up" reason="arp-response"/>', name: str = "", inside: str = "") -> str:
    card = f'<address addr="{mac}" addrtype="mac" vendor="Acme"/>' if mac else ""
    names = f'<hostnames><hostname name="{name}" type="PTR"/></hostnames>' if name else "<hostnames></hostnames>"
    return (
        f'<host starttime="{SCANNED}" endtime="{SCANNED + 20}">{status}\n<address addr="{address}" addrtype="ipv4"/>{card}\n{names}\n{inside}</host>\n'
    )


def port(number: int, service: str = "", *, state: str = "open", protocol: str = "tcp", inside: str = "") -> str:
    return f'<port protocol="{protocol}" portid="{number}"><state state="{state}" reason="syn-ack"/>{service}{inside}</port>'


def ports(*found: str) -> str:
    return f"<ports>{''.join(found)}</ports>"


def script(name: str, output: str = "", **elements: str) -> str:
    inner = "".join(f'<elem key="{key}">{value}</elem>' for key, value in elements.items())
    return f"<script id={quoteattr(name)} output={quoteattr(output)}>{inner}</script>"


def guess(name: str, accuracy: int, *, kind: str = "general purpose", family: str = "Windows") -> str:
    return f'<os><osmatch name="{name}" accuracy="{accuracy}" line="1"><osclass type="{kind}" vendor="x" osfamily="{family}" accuracy="{accuracy}"/></osmatch></os>'


def scan(*hosts: str, args: str = "nmap -sV -O -oX a.xml 10.60.0.0/24", end: str = "<runstats/></nmaprun>\n") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n<?xml-stylesheet href="file:///usr/share/nmap/nmap.xsl" type="text/xsl"?>\n'
        f'<nmaprun scanner="nmap" args="{args}" start="{SCANNED}" version="7.94" xmloutputversion="1.05">\n{"".join(hosts)}{end}'
    )


def read(text: str | bytes, limits: Limits | None = None) -> Reading:
    file = evidence(text, "scan.xml", limits)
    assert nmap_xml.recognise(file) >= 0.9
    return nmap_xml.read(file, catalogue(), today=TODAY)


def facts(sighting: Sighting) -> dict[str, Any]:
    return {name: value for name, (value, _) in sighting.facts.items()}


def one(inside: str, **more: Any) -> Sighting:
    (sighting,) = read(scan(host("10.60.0.5", inside=inside, **more))).sightings
    return sighting


def test_a_host_with_card_name_ports_and_day() -> None:
    seen = one(
        ports(port(445, '<service name="microsoft-ds" method="table"/>'), port(104, '<service name="dicom" product="DICOM Upper Layer" method="probed"/>'),
              port(23, state="filtered")),
        mac="D0:17:C2:8B:A6:06", name="ct-room1.hosp.example",
    )  # fmt: skip
    assert (seen.addresses, seen.macs, seen.hostnames) == (("10.60.0.5",), ("d0:17:c2:8b:a6:06",), ("ct-room1",))
    assert seen.notes == ("開いているポート: tcp/104 (dicom DICOM Upper Layer), tcp/445 (microsoft-ds)",)
    assert (seen.last_seen, seen.source.as_of, seen.source.kind) == (DAY, DAY, SourceKind.EXPORT)
    assert seen.source.line == 6  # where its address stands, as a person counts


ALIVE = {
    "answer to ARP": ('<status state="up" reason="arp-response"/>', "", True),
    "down": ('<status state="down" reason="no-response"/>', "", False),
    "-Pn, all filtered": ('<status state="up" reason="user-set"/>', ports('<extraports state="filtered" count="1000"/>'), False),
    "-Pn, one open": ('<status state="up" reason="user-set"/>', ports(port(80)), True),
    "-Pn, resets": ('<status state="up" reason="user-set"/>', ports('<extraports state="closed" count="1000"/>'), True),
    "other tool, no reason": ('<status state="up"/>', "", True),
    "masscan, no status": ("", ports(port(80)), True),
    "masscan, nothing open": ("", ports(port(80, state="filtered")), False),
}  # fmt: skip


@pytest.mark.parametrize("status, inside, alive", ALIVE.values(), ids=ALIVE)
def test_only_what_answered_is_a_machine(status: str, inside: str, alive: bool) -> None:
    assert len(read(scan(host("10.60.0.9", status=status, inside=inside))).sightings) == alive


def test_guessed_hosts_are_no_hosts() -> None:
    hint = f"<hosthint>{host('10.60.0.7')[6:].split('>', 1)[1]}".replace("</host>", "</hosthint>")
    assert [s.addresses for s in read(scan(hint, host("10.60.0.8"))).sightings] == [("10.60.0.8",)]


@pytest.mark.parametrize("end", ["", "<host><status state='up'/><address addr='10.60.0.3'", "<host endtime='1'><status state=\"up\"/>\n<addr"])
def test_an_unfinished_scan_is_used_as_far_as_it_goes(end: str) -> None:
    reading = read(scan(host("10.60.0.1"), host("10.60.0.2"), end=end))
    assert [s.addresses[0] for s in reading.sightings] == ["10.60.0.1", "10.60.0.2"]
    assert [p.code for p in reading.problems] == ["cut_off"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_shell_may_change_the_encoding(encoding: str) -> None:
    assert len(read(scan(host("10.60.0.1")).encode(encoding)).sightings) == 1


def test_the_card_of_a_router_is_nobody_elses() -> None:
    router = "00:1B:54:B4:9B:DF"
    reading = read(scan(host("10.60.0.254", mac=router), host("10.61.0.5", mac=router), host("10.61.0.6", mac=router), host("10.60.0.7", mac="D0:17:C2:8B:A6:07")))
    assert [s.macs for s in reading.sightings] == [(), (), (), ("d0:17:c2:8b:a6:07",)]
    assert [p.code for p in reading.problems] == ["shared_mac"]


def test_a_card_seen_over_several_hops_is_the_routers() -> None:
    assert one('<distance value="2"/>', mac="D0:17:C2:8B:A6:07").macs == ()
    assert one('<distance value="1"/>', mac="D0:17:C2:8B:A6:07").macs == ("d0:17:c2:8b:a6:07",)


def test_what_a_machine_says_of_itself_is_valid_behind_a_router() -> None:
    told = script("nbstat", "NetBIOS name: LAB-PC7, NetBIOS user: YAMADA, NetBIOS MAC: d0:17:c2:8b:a6:99 (Acme)")
    seen = one(f"<hostscript>{told}</hostscript><distance value='3'/>", mac="00:1B:54:B4:9B:DF")
    assert (seen.macs, seen.hostnames) == (("d0:17:c2:8b:a6:99",), ("LAB-PC7",))
    assert "YAMADA" not in repr(seen)


def test_a_domain_name_joins_the_legs_of_one_machine() -> None:
    member = f"<hostscript>{script('smb-os-discovery', fqdn='Archive.hosp.example', os='Windows Server 2019 Standard 17763')}</hostscript>"
    reading = read(scan(host("10.60.0.5", mac="D0:17:C2:8B:A6:01", inside=member), host("10.70.0.5", mac="D0:17:C2:8B:A6:02", inside=member), host("10.70.0.6")))
    both, other = reading.sightings
    assert both.addresses == ("10.60.0.5", "10.70.0.5")
    assert both.macs == ("d0:17:c2:8b:a6:02", "d0:17:c2:8b:a6:01")
    assert both.hostnames == ("Archive",)
    assert other.addresses == ("10.70.0.6",)


def test_a_bare_name_joins_nothing() -> None:
    alone = f"<hostscript>{script('nbstat', server_name='CONSOLE')}</hostscript>"
    assert len(read(scan(host("10.60.0.5", inside=alone), host("10.70.0.5", inside=alone))).sightings) == 2


def test_names_that_name_nobody() -> None:
    named = [host("10.60.0.5", name="dhcp-10-60-0-5.hosp.example"), host("10.60.0.6", name="10.60.0.6"), host("10.60.0.7", name="same.example"),
             host("10.60.0.8", name="same.example"), host("10.60.0.9", name="Taros-iPad.local")]  # fmt: skip
    assert [s.hostnames for s in read(scan(*named)).sightings] == [()] * 5


def test_two_scans_of_one_address_are_one_machine() -> None:
    old = host("10.60.0.5", inside=ports(port(80))).replace(str(SCANNED), str(SCANNED - 864_000)).replace(str(SCANNED + 20), str(SCANNED - 863_000))
    (seen,) = read(scan(host("10.60.0.5", inside=ports(port(443))), old)).sightings
    assert seen.notes == ("開いているポート: tcp/80, tcp/443",)
    assert seen.last_seen == DAY


SYSTEMS = {
    "sure and single": (guess("Microsoft Windows 10 1809 - 22H2", 97), "Microsoft Windows 10 1809 - 22H2", None),
    "not sure enough": (guess("Microsoft Windows 10 1809", 94), None, "OSの推定: Microsoft Windows 10 1809(94%)"),
    "network gear is a remark": (guess("Cisco IOS 12.4 - 15.1", 100, family="IOS"), None, "OSの推定: Cisco IOS 12.4 - 15.1(100%)"),
    "two alike": (guess("Microsoft Windows 7 SP1", 98)[:-5] + guess("Linux 4.4", 98, family="Linux")[4:], None, "OSの推定: Microsoft Windows 7 SP1(98%)"),
    "linux": (guess("Linux 5.0 - 5.14", 96, family="Linux"), "Linux 5.0 - 5.14", None),
    "nonsense accuracy": (guess("Linux", 96).replace('accuracy="96"', 'accuracy="x"'), None, None),
}  # fmt: skip


@pytest.mark.parametrize("inside, system, note", SYSTEMS.values(), ids=SYSTEMS)
def test_a_fingerprint_is_a_hint(inside: str, system: str | None, note: str | None) -> None:
    seen = one(inside)
    assert facts(seen).get("os") == system
    assert seen.notes == ((note,) if note else ())
    if system:
        assert seen.facts["os"][1].kind is SourceKind.DERIVED


KINDS = {
    "fingerprint": (guess("HP JetDirect", 99, kind="printer", family="embedded"), DeviceKind.PRINTER),
    "camera": (guess("AXIS", 99, kind="webcam", family="Linux"), DeviceKind.CAMERA),
    "unsure": (guess("AXIS", 90, kind="webcam", family="Linux"), None),
    "service": (ports(port(80, '<service name="http" product="x" devicetype="firewall" method="probed"/>')), DeviceKind.FIREWALL),
    "service by table only": (ports(port(80, '<service name="http" devicetype="firewall" method="table"/>')), None),
    "raw printing": (ports(port(9100)), DeviceKind.PRINTER),
    "print server on Windows": (ports(port(9100), port(445), port(135)), None),
    "lpd alone": (ports(port(515)), None),
    "lpd and ipp": (ports(port(515), port(631)), DeviceKind.PRINTER),
    "udp 9100": (ports(port(9100, protocol="udp")), None),
}  # fmt: skip


@pytest.mark.parametrize("inside, kind", KINDS.values(), ids=KINDS)
def test_kinds_are_hints(inside: str, kind: DeviceKind | None) -> None:
    seen = one(inside)
    assert facts(seen).get("kind") is kind
    if kind is not None:
        assert seen.facts["kind"][1].kind is SourceKind.DERIVED


SCRIPTS: dict[str, tuple[str, tuple[str, ...], dict[str, Any], tuple[str, ...]]] = {
    "system by elements": (script("smb-os-discovery", os="Windows 7 Professional 7601 Service Pack 1", fqdn="rad-01.hosp.example", server="RAD-01\\x00"),
                           ("rad-01",), {"os": "Windows 7 Professional 7601 Service Pack 1"}, ()),
    "system by lines": (script("smb-os-discovery", "\n  OS: Windows XP (Windows 2000 LAN Manager)\n  OS CPE: cpe:/o:microsoft:windows_xp::-\n  Computer name: lab-pc\n  NetBIOS computer name: LAB-PC\\x00\n  Workgroup: WG\\x00\n"),
                        ("lab-pc",), {"os": "Windows XP"}, ()),
    "old nmap": (script("smb-os-discovery", "\n  OS: Windows Server 2003 3790 Service Pack 2\n  Name: WARD\\PHARM1\n"), ("PHARM1",), {"os": "Windows Server 2003 3790 Service Pack 2"}, ()),
    "samba is not believed": (script("smb-os-discovery", os="Windows 6.1 (Samba 4.9.5)", server="NAS1\\x00", lanmanager="Samba 4.9.5"), ("NAS1",), {}, ("SMBでの自称: Windows 6.1 (Samba 4.9.5)",)),
    "old file sharing": (script("smb-protocols", "\n  dialects: \n    NT LM 0.12 (SMBv1) [dangerous, but default]\n    2:0:2\n"), (), {}, ()),
    "old file sharing by table": ('<script id="smb-protocols" output=""><table key="dialects"><elem>NT LM 0.12 (SMBv1) [dangerous, but default]</elem><elem>2.1</elem></table></script>', (), {}, ()),
    "new file sharing": (script("smb-protocols", "\n  dialects: \n    2:0:2\n    3:1:1\n"), (), {}, ()),
    "unknown script": (script("http-title", "患者一覧 山田太郎"), (), {}, ()),
}  # fmt: skip


@pytest.mark.parametrize("inside, names, told, notes", SCRIPTS.values(), ids=SCRIPTS)
def test_host_scripts(inside: str, names: tuple[str, ...], told: dict[str, Any], notes: tuple[str, ...]) -> None:
    seen = one(f"<hostscript>{inside}</hostscript>")
    assert (seen.hostnames, facts(seen), seen.notes) == (names, told, notes)


PORT_SCRIPTS: dict[str, tuple[int, str, tuple[str, ...], dict[str, Any], tuple[str, ...]]] = {
    "remote desktop, clear build": (3389, script("rdp-ntlm-info", NetBIOS_Computer_Name="PACS-SV", DNS_Computer_Name="pacs-sv.hosp.example", Product_Version="10.0.20348", Target_Name="HOSP"),
                                    ("pacs-sv",), {"os": "Windows Server 2022", "os_build": "10.0.20348"}, ()),
    "remote desktop, shared base build": (3389, script("rdp-ntlm-info", NetBIOS_Computer_Name="PC7", Product_Version="10.0.19041"), ("PC7",), {"os": "Windows 10 2004 - 22H2"}, ()),
    "remote desktop, client or server": (3389, script("rdp-ntlm-info", NetBIOS_Computer_Name="PC8", Product_Version="10.0.14393"), ("PC8",), {"os_build": "10.0.14393"}, ()),
    "by lines": (1433, script("ms-sql-ntlm-info", "\n  Target_Name: HOSP\n  NetBIOS_Computer_Name: DB-1\n  Product_Version: 6.1.7601\n"), ("DB-1",), {"os_build": "6.1.7601"}, ()),
    "any title": (104, script("dicom-ping", dicom="DICOM Service Provider discovered!", config="Any AET is accepted (Insecure)", vendor="Orthanc", version="1.11.0"),
                  (), {}, ("DICOMで応答(104)", ANY_TITLE, "DICOMの実装: Orthanc 1.11.0")),
    "title checked": (11112, script("dicom-ping", "\n  dicom: DICOM Service Provider discovered!\n  config: Called AET check enabled\n"), (), {}, ("DICOMで応答(11112)", TITLE_CHECKED)),
    "own certificate": (3389, '<script id="ssl-cert" output=""><table key="subject"><elem key="commonName">ris-sv.hosp.example</elem></table><table key="issuer"><elem key="commonName">ca.x</elem></table></script>',
                        ("ris-sv",), {}, ()),
    "certificate of a service": (443, script("ssl-cert", "Subject: commonName=emr.hosp.example/organizationName=H/emailAddress=a@b.jp\nIssuer: commonName=CA"), (), {}, ("証明書の名前(443): emr.hosp.example",)),
    "wild card": (3389, script("ssl-cert", "Subject: commonName=*.hosp.example\n"), (), {}, ()),
    "visitors' files": (21, script("ftp-anon", "Anonymous FTP login allowed (FTP code 230)\n-rw-r--r-- 1 0 0 9 Himitsu9.txt"), (), {}, ()),
    "database": (1433, script("ms-sql-info", "\n  10.60.0.5:1433: \n    Version: \n      name: Microsoft SQL Server 2014 SP2\n      number: 12.00.5000.00\n"), (), {"database": "Microsoft SQL Server 2014 SP2"}, ()),
}  # fmt: skip


@pytest.mark.parametrize("number, inside, names, told, notes", PORT_SCRIPTS.values(), ids=PORT_SCRIPTS)
def test_port_scripts(number: int, inside: str, names: tuple[str, ...], told: dict[str, Any], notes: tuple[str, ...]) -> None:
    seen = one(ports(port(number, inside=inside)))
    assert (seen.hostnames, facts(seen), seen.notes[1:]) == (names, told, notes)


def test_secrets_and_persons_in_a_scan_are_never_kept() -> None:
    planted = (
        script("snmp-brute", "\n  Himitsu9 - Valid credentials\n") + script("smb-enum-users", "HOSP\\Himitsu9 (RID: 1)") + script("ftp-brute", creds="admin:Himitsu9")
        + script("http-auth-finder", "Himitsu9") + script("nbstat", "NetBIOS name: PC, NetBIOS user: Himitsu9, NetBIOS MAC: <unknown>")
    )  # fmt: skip
    inside = ports(port(21, '<service name="ftp" product="x" extrainfo="Himitsu9" method="probed"/>', inside=script("banner", "220 Himitsu9"))) + f"<hostscript>{planted}</hostscript>"
    reading = read(scan(host("10.60.0.5", inside=inside), args="nmap --script-args snmpcommunity=Himitsu9 10.60.0.0/24"))
    assert reading.sightings[0].hostnames == ("PC",)
    assert "Himitsu9" not in repr(reading)


@pytest.mark.parametrize("text", [
    '<!DOCTYPE nmaprun [<!ENTITY a "aaaa">]><nmaprun start="1"><host>&a;</host></nmaprun>', '<!DOCTYPE nmaprun [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nmaprun start="1"><host>&b;</host></nmaprun>',
    "<nmaprun start='1'>" + "<a>" * 500, "<html><nmaprun></nmaprun></html>", "<nmaprun", "no scan at all",
])  # fmt: skip
def test_unsafe_or_foreign_xml_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InputError) as caught:
        nmap_xml.read(evidence(text, "scan.xml"), catalogue(), today=TODAY)
    assert "scan.xml" in caught.value.message.ja
    assert "scan.xml" in caught.value.message.en


def test_the_limit_is_a_setting() -> None:
    reading = read(scan(*(host(f"10.60.0.{n}") for n in range(1, 9))), Limits(rows=5))
    assert len(reading.sightings) == 5
    assert [p.code for p in reading.problems] == ["rows_left_out"]


@pytest.mark.parametrize("data", [b"", b"<?xml version='1.0'?><bom/>", b"# nmap 7.9 scan\nHost: 10.0.0.1 ()\n", b"text <nmaprun ", bytes(range(256))])
def test_what_is_no_scan(data: bytes) -> None:
    assert nmap_xml.recognise(EvidenceFile(name="x", data=data)) == 0.0


OLD_SHARING = '<script id="smb-protocols" output=""><table key="dialects"><elem>NT LM 0.12 (SMBv1) [dangerous, but default]</elem></table></script>'
TLS = "\n  TLSv1.0: \n    ciphers: \n      TLS_RSA_WITH_AES_128_CBC_SHA (rsa 2048) - A\n  TLSv1.2: \n    ciphers: \n      x - A\n  least strength: A"
WEAK: dict[str, tuple[str, WeakProtocol | None]] = {
    "old file sharing": (OLD_SHARING, WeakProtocol.SMB1),
    "new file sharing": (script("smb-protocols", "\n  dialects: \n    3:1:1\n"), None),
    "old encryption": (script("ssl-enum-ciphers", TLS), WeakProtocol.TLS_OLD),
    "old encryption by table": ('<script id="ssl-enum-ciphers" output=""><table key="TLSv1.1"><table key="ciphers"><table><elem key="name">x</elem></table></table></table></script>', WeakProtocol.TLS_OLD),
    "new encryption": (script("ssl-enum-ciphers", TLS.replace("TLSv1.0", "TLSv1.3")), None),
    "old encryption refused": (script("ssl-enum-ciphers", "\n  SSLv3: No supported ciphers found\n  TLSv1.2: \n    ciphers: \n"), None),
    "desktop to anybody": (script("rdp-enum-encryption", "\n  Security layer\n    CredSSP (NLA): SUCCESS\n    SSL: SUCCESS\n  RDP Encryption level: High\n"), WeakProtocol.RDP_NO_NLA),
    "desktop after sign-in": (script("rdp-enum-encryption", "\n  Security layer\n    CredSSP (NLA): SUCCESS\n    CredSSP with Early User Auth: SUCCESS\n"), None),
    "screen with its own password": (script("vnc-info", "\n  Protocol version: 3.8\n  Security types: \n    VNC Authentication (2)\n"), WeakProtocol.VNC_CLEAR),
    "screen with encryption": (script("vnc-info", "\n  Security types: \n    VeNCrypt (19)\n"), None),
    "files for anybody": (script("ftp-anon", "Anonymous FTP login allowed (FTP code 230)"), WeakProtocol.FTP_CLEAR),
    "monitoring": (script("snmp-sysdescr", "Himitsu9 printer"), WeakProtocol.SNMP_V1V2),
}


@pytest.mark.parametrize("name", WEAK)
def test_weak_protocols(name: str) -> None:
    inside, protocol = WEAK[name]
    seen = one(ports(port(4000, inside=inside)))
    assert seen.weak_protocols == ((protocol,) if protocol else ())
    assert "Himitsu9" not in str(seen)


@pytest.mark.parametrize(("service", "weak"), [
    ('<service name="telnet" product="x" method="probed"/>', (WeakProtocol.TELNET,)), ('<service name="telnet" method="table"/>', ()), ('<service name="telnet" tunnel="ssl" method="probed"/>', ()),
])  # fmt: skip
def test_telnet_is_known_by_its_answer(service: str, weak: tuple[WeakProtocol, ...]) -> None:
    assert one(ports(port(23, service))).weak_protocols == weak
