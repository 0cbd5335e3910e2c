"""朝霧's wire and directory: Suricata's EVE with frame addresses, nfdump's CSV, leases of dhcpd, two ``arp -a``, a csvde export."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from tests.hospitals.house import House
from tests.hospitals.make_asagiri_gear import AIR, CLINIC, DEPT, DOKUEI, OFFICE, OQS, RIHA, SERVERS, SHOHO
from tests.hospitals.paper import Machine, csv_text

EVE, FLOWS, LEASES, ARP_RIHA, ARP_JIMU, DIRECTORY = "eve.json", "nfdump_20261112.csv", "dhcpd.leases", "arp_リハ室PC.txt", "arp_医事課.txt", "ad_csvde_20261113.csv"
LTE_IP, ROBOT_CLOUD, TEAMVIEWER = RIHA + "253", "203.0.113.140", "192.0.2.188"
RIHA_NAS, OFFICE_GUEST = RIHA + "200", OFFICE + "188"
CORE_MAC = "00:09:41:5c:20:01"
JST = timezone(timedelta(hours=9))
START = datetime(2026, 11, 12, 8, 30, tzinfo=JST)

Flow = tuple[str, str, int, str]  # who calls, whom, TCP port, what Suricata names it


def conversations() -> list[Flow]:
    """Return who talks to whom on that morning."""
    wards = [f"172.20.4.{10 + n}" for n in range(1, 9)]
    flows: list[Flow] = [(ip, SERVERS + "10", 443, "tls") for ip in wards]
    flows += [(f"{DEPT}{end}", DEPT + "10", 104, "failed") for end in (41, 42, 43, 45)]
    flows += [
        (SERVERS + "16", OFFICE + "20", 445, "smb"), (SERVERS + "14", OQS + "2", 445, "smb"), (SERVERS + "12", SHOHO, 443, "tls"), (DEPT + "10", DOKUEI, 443, "tls"),
        (DEPT + "80", TEAMVIEWER, 5938, "failed"), (RIHA + "31", ROBOT_CLOUD, 443, "tls"), (RIHA + "31", SERVERS + "18", 445, "smb"), (RIHA + "13", RIHA_NAS, 445, "smb"),
        (RIHA + "14", SERVERS + "10", 443, "tls"), (RIHA + "12", SERVERS + "18", 445, "smb"), (CLINIC + "12", SERVERS + "10", 443, "tls"), (OFFICE + "57", SERVERS + "10", 443, "tls"),
        (OFFICE + "58", SERVERS + "16", 445, "smb"), ("10.90.1.3", SERVERS + "10", 3389, "rdp"), ("10.90.3.20", SERVERS + "18", 3389, "rdp"), ("198.51.100.201", SERVERS + "14", 3389, "rdp"),
        (SERVERS + "13", DEPT + "61", 2575, "failed"), (DEPT + "44", DEPT + "120", 9100, "failed"), (SERVERS + "10", OFFICE + "11", 8443, "tls"),
    ]  # fmt: skip
    return flows


SNI = {SHOHO: "relay.shohou-cloud.example", DOKUEI: "gw2.engakunet.example", ROBOT_CLOUD: "fleet.walkassist.example", SERVERS + "10": "asg-ehr01.asagiri.local"}


def frames(house: House, src: str, dst: str) -> tuple[str, str]:
    """Return the frame's addresses: the robot's PC sends to the other router, everything routed goes by the core."""
    own, peer = house.owner(src), house.owner(dst)
    near = src.rsplit(".", 1)[0] == dst.rsplit(".", 1)[0]
    src_mac = own.macs[0] if own and own.macs else CORE_MAC
    if src == RIHA + "31" and dst == ROBOT_CLOUD:
        lte = house.owner(LTE_IP)
        return src_mac, lte.macs[0] if lte else ""
    return src_mac, peer.macs[0] if near and peer and peer.macs else CORE_MAC


def eve(house: House) -> bytes:
    """Return the sensor's log, in the order of time; what the flows say of themselves is in records of their own."""
    records: list[dict[str, Any]] = []
    for n, (src, dst, port, app) in enumerate(conversations() * 3):
        at = START + timedelta(seconds=97 * n)
        base = {"timestamp": at.strftime("%Y-%m-%dT%H:%M:%S.%f%z"), "flow_id": 1_100_000_000_000 + 7919 * n, "in_iface": "ens19", "event_type": "", "src_ip": src,
                "src_port": 49152 + n, "dest_ip": dst, "dest_port": port, "proto": "TCP"}  # fmt: skip
        mine, next_hop = frames(house, src, dst)
        if app == "tls" and dst in SNI:
            records.append({**base, "event_type": "tls", "tls": {"sni": SNI[dst], "version": "TLS 1.2"}, "ether": {"src_mac": mine, "dest_mac": next_hop}})
        if app == "smb":
            share = {SERVERS + "18": "\\\\ASG-RH01\\rehab", OFFICE + "20": "\\\\ASG-NAS01\\bunsyo_copy", RIHA_NAS: "\\\\LS-RIHA\\share"}.get(dst, f"\\\\{dst}\\share")
            records.append({**base, "event_type": "smb", "smb": {"id": 4, "dialect": "3.02", "command": "SMB2_COMMAND_TREE_CONNECT", "status": "STATUS_SUCCESS", "share": share, "share_type": "FILE"}})
        records.append({**base, "event_type": "flow", "app_proto": app, "flow": {
            "pkts_toserver": 40 + n, "pkts_toclient": 38 + n, "bytes_toserver": 9_000 + 113 * n if app != "smb" else 4_100_000, "bytes_toclient": 21_000 + 57 * n,
            "start": at.strftime("%Y-%m-%dT%H:%M:%S.%f%z"), "end": (at + timedelta(seconds=33)).strftime("%Y-%m-%dT%H:%M:%S.%f%z"), "age": 33, "state": "closed", "reason": "timeout", "alerted": False},
            "ether": {"dest_macs": [next_hop], "src_macs": [mine]}})  # fmt: skip
    sign = {"action": "allowed", "gid": 1, "signature_id": 2008795, "rev": 9, "signature": "ET POLICY TeamViewer Keep-alive outbound", "category": "Misc activity", "severity": 3}
    records.append({"timestamp": "2026-11-12T10:41:09.113022+0900", "flow_id": 1_100_000_777_001, "event_type": "alert", "src_ip": DEPT + "80", "src_port": 51522, "dest_ip": TEAMVIEWER,
                    "dest_port": 5938, "proto": "TCP", "alert": sign, "app_proto": "failed"})  # fmt: skip
    records.append({"timestamp": "2026-11-12T10:45:00.000411+0900", "event_type": "dns", "src_ip": DEPT + "80", "src_port": 55012, "dest_ip": OFFICE + "10", "dest_port": 53, "proto": "UDP",
                    "dns": {"type": "query", "id": 4242, "rrname": "router15.teamviewer.com", "rrtype": "A"}})  # fmt: skip
    records.append({"timestamp": "2026-11-12T11:00:00.000012+0900", "event_type": "stats", "stats": {"uptime": 86400, "capture": {"kernel_packets": 90112211, "kernel_drops": 1204}}})
    for src, dst in {(src, dst): 0 for src, dst, _, _ in conversations()}:
        for ip in (src, dst):
            if (one := house.owner(ip)) is not None:
                one.written(EVE)
    return ("\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n" + '{"timestamp":"2026-11-12T11:00:01.00').encode()


NF_HEAD = ("ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,dvln,ismc,odmc,idmc,osmc,"
           "mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,mpls8,mpls9,mpls10,cl,sl,al,ra,eng,exid,tr")  # fmt: skip


def nfdump(house: House) -> bytes:
    """Return ``nfdump -o csv`` of the same morning from the core's exporter, both directions, with its summary at the end."""
    rows: list[list[Any]] = [NF_HEAD.split(",")]
    for n, (src, dst, port, _) in enumerate(conversations()):
        if src == RIHA + "31" and dst == ROBOT_CLOUD:
            continue  # never passes the core
        at = START.replace(tzinfo=None) + timedelta(seconds=211 * n)
        mine, next_hop = frames(house, src, dst)
        both = ((src, dst, 50000 + n, port, mine, next_hop, 4_000_000 if port == 445 else 12_000), (dst, src, port, 50000 + n, next_hop, mine, 30_000))
        for sa, da, sp, dp, smac, dmac, size in both:
            rows.append([at, at + timedelta(seconds=12), "12.004", sa, da, sp, dp, "TCP", "...AP.SF", 0, 0, 22, size, 0, 0, 4, 9, 0, 0, 0, 0, 0, 0, "0.0.0.0", "0.0.0.0", 0, 0,
                         smac, dmac, "00:00:00:00:00:00", "00:00:00:00:00:00", *(["0-0-0"] * 10), "0.000", "0.000", "0.000", "10.0.0.1" if n == 0 else "172.20.99.254", "0/0", 1, at])  # fmt: skip
        for ip in (src, dst):
            if (one := house.owner(ip)) is not None:
                one.written(FLOWS)
    text = csv_text(rows).replace("\r\n", "\n")
    return (text + "Summary\nflows,bytes,packets,avg_bps,avg_pps,avg_bpp\n" + f"{len(rows) - 1},88123110,1188,120331,3,1422\n").encode()


def leases(air: Sequence[Machine]) -> bytes:
    """Return dhcpd's file: a lease appears again at each renewal, one is free."""
    parts = ["# The format of this file is documented in the dhcpd.leases(5) manual page.\n# This lease file was written by isc-dhcp-4.2.5\n\nserver-duid \"\\000\\001\\000\\001%\\234asg\";\n"]

    def lease(ip: str, mac: str, host: str, day: int, state: str = "active") -> None:
        name = f'  client-hostname "{host}";\n' if host else ""
        parts.append(f"lease {ip} {{\n  starts 4 2026/11/{day:02d} 00:1{day % 10}:07;\n  ends 5 2026/11/{day + 1:02d} 00:1{day % 10}:07;\n  cltt 4 2026/11/{day:02d} 00:1{day % 10}:07;\n"
                     f"  binding state {state};\n  next binding state free;\n  hardware ethernet {mac};\n  uid \"\\001{mac[:2]}\";\n{name}}}\n")  # fmt: skip

    for day in (11, 12):
        for one in air:
            lease(one.ips[0], one.macs[0], one.host, day)
            one.written(LEASES)
    lease(AIR + "99", "f0:18:98:00:00:99", "", 2, "free")
    return "".join(parts).encode()


def arps(house: House) -> dict[str, bytes]:
    """Return what two PCs showed; the one in the rehabilitation room has two routers near it."""
    robot, core = house.owner(RIHA + "31"), CORE_MAC

    def table(own: str, index: str, rows: Sequence[tuple[str, str, str]]) -> str:
        body = "".join(f"  {ip:<22}{mac.replace(':', '-'):<22}{kind}     \r\n" for ip, mac, kind in rows)
        return f"\r\nインターフェイス: {own} --- {index}\r\n  インターネット アドレス 物理アドレス           種類\r\n{body}"

    near = [one for one in house.machines if one.ips and one.ips[0].startswith(RIHA) and one.macs and one is not robot]
    for one in near:
        one.written(ARP_RIHA)
    rows = [(one.ips[0], one.macs[0], "動的") for one in near] + [(RIHA + "254", core, "動的"), (RIHA + "255", "ff:ff:ff:ff:ff:ff", "静的"), ("224.0.0.22", "01:00:5e:00:00:16", "静的"), ("239.255.255.250", "01:00:5e:7f:ff:fa", "静的")]
    office = [one for one in house.machines if one.ips and one.ips[0].startswith(OFFICE) and one.macs][:9]
    for one in office:
        one.written(ARP_JIMU)
    rest = [(one.ips[0], one.macs[0], "動的") for one in office] + [(OFFICE + "250", core, "動的"), (OFFICE + "255", "ff:ff:ff:ff:ff:ff", "静的")]
    head = "Microsoft Windows [Version 10.0.19045.5487]\r\n(c) Microsoft Corporation. All rights reserved.\r\n\r\nC:\\Users\\riha>arp -a\r\n"
    return {ARP_RIHA: (head + table(RIHA + "31", "0x7", rows) + "\r\nC:\\Users\\riha>").encode("cp932"), ARP_JIMU: ("C:\\>arp -a\r\n" + table(OFFICE + "51", "0xb", rest)).encode("cp932")}


def filetime(day: datetime) -> int:
    return int((day - datetime(1601, 1, 1)).total_seconds()) * 10_000_000


def csvde(accounts: Sequence[tuple[Machine, str, str, datetime, int]]) -> bytes:
    """Return ``csvde -f`` with Unicode: quoted distinguished names, FILETIMEs, account flags."""
    rows: list[list[Any]] = [["DN", "objectClass", "cn", "description", "whenCreated", "userAccountControl", "operatingSystem", "operatingSystemVersion", "dNSHostName", "lastLogonTimestamp"]]
    for one, system, version, seen, flags in accounts:
        unit = "Domain Controllers" if flags == 532480 else "Computers"
        kind = "OU" if flags == 532480 else "CN"
        rows.append([f"CN={one.host},{kind}={unit},DC=asagiri,DC=local", "computer", one.host, "", "20190401003012.0Z", flags, system, version, f"{one.host.lower()}.asagiri.local", filetime(seen)])
        one.written(DIRECTORY)
    return b"\xff\xfe" + csv_text(rows).encode("utf-16-le")
