"""What machines say of themselves in 潮騒総合病院: a Zeek sensor that writes no conn.log, a scan of one segment, the directory.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.hospitals.house import House
from tests.hospitals.paper import Machine
from tests.hospitals.shiosai_palo import DEPT, OFFICE, POOL, SERVERS

START = 1794787200.0  # 2026-11-16 09:00 JST
LOGS = ("dns", "ssl", "rdp", "smb_mapping", "software", "known_hosts", "known_services", "dhcp")
NMAP, DIRECTORY = "nmap_bumon_20261114.xml", "computers.ldif"


class Sensor:
    """Zeek's JSON logs: one list of lines for each."""

    def __init__(self, house: House) -> None:
        self.house, self.lines = house, {log: list[str]() for log in LOGS}

    def line(self, log: str, **values: Any) -> None:
        number = sum(map(len, self.lines.values()))
        values = {"ts": round(START + 11.25 * number, 6), **values}
        self.lines[log].append(json.dumps(values, ensure_ascii=False))
        for key in ("id.orig_h", "id.resp_h", "host", "client_addr"):
            one = self.house.owner(str(values.get(key, "")))
            if one is not None:
                one.written(f"{log}.log")

    def talk(self, log: str, src: str, dst: str, port: int, *, protocol: str = "", **values: Any) -> None:
        number = sum(map(len, self.lines.values()))
        more = {"proto": protocol} if protocol else {}
        self.line(log, **{"uid": f"C{number:06d}x", "id.orig_h": src, "id.orig_p": 49200 + number % 9000, "id.resp_h": dst, "id.resp_p": port, **more, **values})

    def name(self, src: str, query: str, *answers: str) -> None:
        self.talk("dns", src, SERVERS + "15", 53, protocol="udp", trans_id=7, query=query, qclass=1, qtype=1, qtype_name="A", rcode=0, rcode_name="NOERROR", answers=list(answers))

    def secure(self, src: str, dst: str, server: str, *, port: int = 443) -> None:
        again = len(self.lines["ssl"]) % 3 == 0  # a resumed session has no curve
        more = {} if again else {"curve": "x25519"}
        self.talk("ssl", src, dst, port, version="TLSv12", cipher="TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", **more, server_name=server, resumed=again, established=True)

    def software(self, one: Machine, kind: str, name: str, version: str) -> None:
        self.line("software", host=one.ips[0], software_type=kind, name=name, unparsed_version=version)


def sensed(house: House) -> dict[str, bytes]:
    """Return the logs of two hours."""
    sensor = Sensor(house)
    chart, lis, iji = (SERVERS + end for end in ("10", "12", "14"))
    for one in house.machines:
        if one.kind == "client" and one.ips:
            ip = one.ips[0]
            if ip.startswith("10.181."):
                sensor.line("dhcp", client_addr=ip, server_addr=SERVERS + "15", mac=one.macs[0], host_name=one.host, assigned_addr=ip, lease_time=28800.0, msg_types=["REQUEST", "ACK"])
                sensor.secure(ip, "203.0.113.21", "www.example.co.jp")
            elif not ip.startswith("10.182.0."):  # the office of the second site has no way to the sensor
                if ip.startswith("10.180."):
                    sensor.name(ip, "ehr.shiosai.local", chart)
                sensor.secure(ip, chart, "ehr.shiosai.local")
            if not ip.startswith("10.182.0."):
                sensor.line("known_hosts", host=ip)
    for port, name, service in ((443, chart, "SSL"), (1521, SERVERS + "11", "TNS"), (3389, lis, "RDP"), (11112, SERVERS + "13", "DICOM"), (445, OFFICE + "20", "SMB")):
        sensor.line("known_services", host=name, port_num=port, port_proto="tcp", service=[service])
    for n in range(4):  # from outside to the LIS, and from the portal's pool
        sensor.talk("rdp", f"198.51.100.{200 + n}", lis, 3389, cookie="lisadm", result="encrypted", security_protocol="HYBRID")
    sensor.talk("rdp", POOL + "13", SERVERS + "13", 3389, cookie="gp-harbor", result="encrypted", security_protocol="HYBRID")
    sensor.talk("rdp", "10.78.1.4", chart, 3389, cookie="ocean", result="encrypted", security_protocol="HYBRID")
    sensor.talk("rdp", "10.77.8.10", DEPT + "41", 3389, cookie="harbor", result="encrypted", security_protocol="RDP")
    for _ in range(6):
        sensor.talk("smb_mapping", iji, OFFICE + "20", 445, path=r"\\SHO-NAS01\ijitoukei", service="A:", share_type="DISK")
        sensor.name(DEPT + "201", "tunnel.shiomi-remote.example", "203.0.113.99")
        sensor.secure(DEPT + "201", "203.0.113.99", "tunnel.shiomi-remote.example")
    sensor.secure(SERVERS + "13", "203.0.113.50", "upload.telerad.example")
    sensor.secure(SERVERS + "20", "203.0.113.10", "definitions.av.example")
    for ip in (OFFICE + "177", "10.180.18.240"):
        sensor.line("known_hosts", host=ip)
        sensor.name(ip, "ntp.nict.example", "203.0.113.123")
    for one in house.machines:
        if one.kind == "tablet":
            sensor.name(one.ips[0], "ehr.shiosai.local", chart)
    sensor.software(house.named("SHO-LIS01"), "OS::WINDOWS", "Windows", "Windows Server 2008 R2")
    sensor.software(house.named("SHO-EHR01"), "HTTP::SERVER", "Microsoft-IIS", "Microsoft-IIS/10.0")
    return {f"{log}.log": ("\n".join(lines) + "\n").encode() for log, lines in sensor.lines.items()}


def nmap(machines: Sequence[Machine]) -> bytes:
    """Return the scan of 部門 that the vendor of the PACS ran."""
    hosts = []
    for one in machines:
        one.written(NMAP)
        ports = {"modality": [(104, "dicom")], "server": [(3389, "ms-wbt-server")], "printer": [(9100, "jetdirect")]}.get(one.kind, [(80, "http")])
        shown = "".join(f'<port protocol="tcp" portid="{port}"><state state="open" reason="syn-ack" reason_ttl="128"/><service name="{name}" method="table" conf="3"/></port>'
                        for port, name in ports)  # fmt: skip
        name = f'<hostnames><hostname name="{one.host.lower()}.shiosai.local" type="PTR"/></hostnames>' if one.host else "<hostnames></hostnames>"
        old = "Windows 7" in one.runs
        guess = '<os><osmatch name="Microsoft Windows 7 SP1" accuracy="100" line="1"></osmatch></os>' if old else ""
        hosts.append(f'<host starttime="1794600000" endtime="1794600100"><status state="up" reason="arp-response" reason_ttl="0"/>'
                     f'<address addr="{one.ips[0]}" addrtype="ipv4"/><address addr="{one.macs[0].upper()}" addrtype="mac"/>{name}<ports>{shown}</ports>{guess}</host>')  # fmt: skip
    head = ('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap -sS -O -oX bumon.xml 10.180.32.0/24" start="1794600000" '
            'startstr="Sat Nov 14 05:00:00 2026" version="7.94" xmloutputversion="1.05">\n')  # fmt: skip
    tail = f'<runstats><finished time="1794600400" elapsed="400" exit="success"/><hosts up="{len(hosts)}" down="{256 - len(hosts)}" total="256"/></runstats>\n</nmaprun>\n'
    return (head + "\n".join(hosts) + "\n" + tail).encode()


def filetime(day: str) -> int:
    """Return a day as Windows counts: 100 ns since 1601."""
    return int((datetime.fromisoformat(day).replace(tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


def ldif(accounts: Sequence[tuple[Machine, str, str, str]], words: Callable[[Machine], str]) -> bytes:
    """Return computers as ldifde writes them: (machine, OS, version, day of the last logon)."""
    text = "# shiosai.local computers 2026-11-12\n"
    for one, system, version, day in accounts:
        one.written(DIRECTORY)
        unit = "Servers" if one.kind == "server" else "Jimu"
        off = 4098 if day == "2023-02-01" else 4096  # one of the two forgotten accounts was switched off
        text += (f"\ndn: CN={one.host},OU={unit},OU=Shiosai Sogo Hospital Computers Of The Main\n  Building,DC=shiosai,DC=local\nchangetype: add\nobjectClass: top\n"
                 f"objectClass: computer\ncn: {one.host}\ndescription:: {base64.b64encode(words(one).encode()).decode()}\nuserAccountControl: {off}\n"
                 f"lastLogonTimestamp: {filetime(day)}\noperatingSystem: {system}\noperatingSystemVersion: {version}\ndNSHostName: {one.host}.shiosai.local\n")  # fmt: skip
    return text.encode()
