"""Lists of leases of six kinds of servers: who had which address, what is a plan only, and what is nobody's machine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import ad_computers, asset_tool_csv, dhcp_leases, ledger_workbook
from inmori.ingest.dhcp_lease import GADGET
from inmori.ingest.dhcp_table import card_of
from inmori.ingest.evidence_file import Limits
from inmori.ingest.reading import Reading, Sighting
from inmori.model import DeviceKind, SourceKind
from tests.ingest.made_office import TODAY, catalogue, evidence

CONSOLE = """\
クライアント IP アドレス,名前,リースの有効期限,種類,一意の ID,説明,ネットワーク アクセス保護,プローブの期限,フィルター プロファイル,ポリシー
172.20.4.11,uketsuke-2.kita.example,2026/11/30 8:38:44,DHCP,d017c28ba601,,フル アクセス,N/A,なし,
172.20.4.12,fukugou-3f,予約 (アクティブ),DHCP,0026731d9c01,複合機 3階 担当:佐藤 PW:Himitsu9,フル アクセス,N/A,なし,
172.20.4.13,soko,予約 (非アクティブ),なし,0026731d9c02,,フル アクセス,N/A,なし,
172.20.4.14,BAD_ADDRESS,2026/11/25 1:00:00,DHCP,0e0414ac,このアドレスは既に使用中です,フル アクセス,N/A,なし,
172.20.4.15,ras01,2026/11/29 8:00:00,DHCP,52415320d017c28ba6070000,,フル アクセス,N/A,なし,
172.20.4.16,鈴木のiPhone,2026/11/20 8:00:00,DHCP,d017c28ba608,,フル アクセス,N/A,なし,
"""

POWERSHELL = """\
#TYPE Microsoft.Management.Infrastructure.CimInstance#root/Microsoft/Windows/DHCP/DhcpServerv4Lease
"NapCapable","NapStatus","AddressState","ClientId","ClientType","Description","HostName","IPAddress","LeaseExpiryTime","ScopeId"
"False","FullAccess","Active","d0-17-c2-8b-a6-11","Dhcp","","iji-01.kita.example","172.20.5.11","2026/12/01 10:00:00","172.20.5.0"
"False","FullAccess","ActiveReservation","d0-17-c2-8b-a6-12","Dhcp","","lbp-1","172.20.5.12","","172.20.5.0"
"False","FullAccess","InactiveReservation","d0-17-c2-8b-a6-13","Dhcp","","old","172.20.5.13","","172.20.5.0"
"False","FullAccess","Expired","d0-17-c2-8b-a6-14","Dhcp","","gone","172.20.5.14","2026/10/01 10:00:00","172.20.5.0"
"False","FullAccess","Declined","d0-17-c2-8b-a6-15","Dhcp","","x","172.20.5.15","2026/12/01 10:00:00","172.20.5.0"
"""

KEA = """\
address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context
172.20.6.11,d0:17:c2:8b:a6:21,01:d0:17:c2:8b:a6:21,86400,1795237200,1,0,0,rihabiri-1,0,
172.20.6.11,d0:17:c2:8b:a6:21,01:d0:17:c2:8b:a6:21,86400,1795323600,1,0,0,rihabiri-1,0,
172.20.6.12,d0:17:c2:8b:a6:22,,86400,1795000000,1,0,0,,2,
"""

ISC = """\
# The format of this file is documented in the dhcpd.leases(5) manual page.
# This lease file was written by isc-dhcp-4.4.1

authoring-byte-order little-endian;

server-duid "\\000\\001";

lease 172.20.7.11 {
  starts 1 2026/11/16 20:00:00;
  ends 2 2026/11/17 20:00:00;
  tstp 2 2026/11/17 20:00:00;
  cltt 1 2026/11/16 20:00:00;
  binding state active;
  next binding state free;
  rewind binding state free;
  hardware ethernet d0:17:c2:8b:a6:31;
  uid "\\001\\320}\\302\\213\\246;x";
  client-hostname "toseki-1";
}
lease 172.20.7.12 {
  starts epoch 1790000000; # Tue Sep 22 2026
  ends epoch 1790086400;
  cltt epoch 1790000000;
  binding state free;
  hardware ethernet d0:17:c2:8b:a6:32;
}
lease 172.20.7.13 {
  binding state abandoned;
}
lease 172.20.7.14 {
  binding state free;
}
lease 172.20.7.11 {
  starts 2 2026/11/17 16:00:00;
  ends never;
  cltt 2 2026/11/17 16:00:00;
  binding state active;
  hardware ethernet d0:17:c2:8b:a6:31;
  client-hostname "toseki-1";
}
"""

DNSMASQ = """\
1795237200 d0:17:c2:8b:a6:41 172.20.8.11 jimu-3 01:d0:17:c2:8b:a6:41
0 d0:17:c2:8b:a6:42 172.20.8.12 * *
duid 00:01:00:01:2a:bc:de:f0:d0:17:c2:8b:a6:41
1795237200 123456 fd00::11 jimu-3 00:01:00:01:2a
"""

YAMAHA = """\
kita-rt> show status dhcp
DHCPスコープ番号: 2
      ネットワークアドレス: 172.20.9.0
                 割り当て中アドレス: 172.20.9.11
   クライアントイーサネットアドレス: D0:17:C2:8B:A6:51
                           ホスト名: kensa-7
                       リース残時間: 2日 13時間 37分 41秒
                 割り当て中アドレス: 172.20.9.12
---つづく---               クライアントイーサネットアドレス: d0:17:c2:8b:a6:52
                       リース残時間: 1時間
                   予約済みアドレス: 172.20.9.13
          (タイプ) クライアントID: (01) d0 17 c2 8b a6 53
                       リース残時間: 3時間
                   予約済みアドレス: 172.20.9.14
          (タイプ) クライアントID: (01) d0 17 c2 8b a6 54
               スコープの全アドレス数: 190
                 割り当て中アドレス数: 3
"""

NETSH = """\
現在の状態を DHCP サーバー 172.20.10.1 から取得しています。
172.20.10.11     - 255.255.255.0  - d0-17-c2-8b-a6-61    - 2026/11/30 10:00:00    -D-  eiyou-1.kita.example
172.20.10.12     - 255.255.255.0  - d0-17-c2-8b-a6-62    - NEVER EXPIRES          -U-  eiyou-2
172.20.10.13     - 255.255.255.0  - d0-17-c2-8b-a6-63    - INACTIVE               -U-  eiyou-3
"""


def read(data: str | bytes, limits: Limits | None = None) -> Reading:
    file = evidence(data, "leases.txt", limits)
    others = max(reader.recognise(file) for reader in (ledger_workbook, asset_tool_csv, ad_computers))
    assert dhcp_leases.recognise(file) >= max(0.9, others + 0.1)
    return dhcp_leases.read(file, catalogue(), today=TODAY)


def seen(sighting: Sighting) -> tuple[Any, ...]:
    return (*sighting.addresses, *sighting.macs, "/".join(sighting.hostnames), sighting.dhcp, sighting.last_seen)


CASES: dict[str, tuple[str, list[tuple[Any, ...]], list[str]]] = {
    "Windows console": (CONSOLE, [
        ("172.20.4.11", "d0:17:c2:8b:a6:01", "uketsuke-2", True, None), ("172.20.4.12", "00:26:73:1d:9c:01", "fukugou-3f", False, None),
        ("172.20.4.16", "d0:17:c2:8b:a6:08", "", True, date(2026, 11, 20)),
    ], ["unused_reservations", "address_conflicts", "dial_in_leases"]),
    "PowerShell": (POWERSHELL, [
        ("172.20.5.11", "d0:17:c2:8b:a6:11", "iji-01", True, None), ("172.20.5.12", "d0:17:c2:8b:a6:12", "lbp-1", False, None),
        ("172.20.5.14", "d0:17:c2:8b:a6:14", "gone", True, date(2026, 10, 1)),
    ], ["unused_reservations", "address_conflicts"]),
    "Kea": (KEA, [
        ("172.20.6.11", "d0:17:c2:8b:a6:21", "rihabiri-1", True, date(2026, 11, 21)), ("172.20.6.12", "d0:17:c2:8b:a6:22", "", True, date(2026, 11, 17)),
    ], []),
    "ISC": (ISC, [
        ("172.20.7.12", "d0:17:c2:8b:a6:32", "", True, date(2026, 9, 21)), ("172.20.7.11", "d0:17:c2:8b:a6:31", "toseki-1", True, date(2026, 11, 18)),
    ], ["address_conflicts"]),
    "dnsmasq": (DNSMASQ, [
        ("172.20.8.11", "d0:17:c2:8b:a6:41", "jimu-3", True, date(2026, 11, 21)), ("172.20.8.12", "d0:17:c2:8b:a6:42", "", True, None),
    ], []),
    "Yamaha": (YAMAHA, [
        ("172.20.9.11", "d0:17:c2:8b:a6:51", "kensa-7", True, None), ("172.20.9.12", "d0:17:c2:8b:a6:52", "", True, None), ("172.20.9.13", "d0:17:c2:8b:a6:53", "", False, None),
    ], ["unused_reservations"]),
    "netsh": (NETSH, [
        ("172.20.10.11", "d0:17:c2:8b:a6:61", "eiyou-1", True, None), ("172.20.10.12", "d0:17:c2:8b:a6:62", "eiyou-2", False, None),
    ], ["unused_reservations"]),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
@pytest.mark.parametrize("text, found, problems", CASES.values(), ids=CASES)
def test_every_server(text: str, found: list[tuple[Any, ...]], problems: list[str], encoding: str) -> None:
    reading = read(text.replace("\n", "\r\n").encode(encoding))
    assert [seen(s) for s in reading.sightings] == found
    assert [p.code for p in reading.problems] == problems
    assert all(s.source.kind is SourceKind.EXPORT and s.facts["dhcp"][0] is True for s in reading.sightings)


def test_remarks_tell_kinds_and_no_persons_nor_secrets() -> None:
    reading = read(CONSOLE)
    printer, phone = reading.sightings[1], reading.sightings[2]
    assert printer.facts["kind"][0] is DeviceKind.PRINTER
    assert printer.notes == ("DHCPの予約: 172.20.4.12", "複合機 3階 担当:[削除] PW:[削除]")
    assert phone.notes == (GADGET,)
    assert not any(word in repr(reading) for word in ("Himitsu9", "佐藤", "鈴木"))


def test_lines_are_those_of_the_file() -> None:
    assert [s.source.line for s in read(CONSOLE).sightings] == [2, 3, 7]
    assert [s.source.line for s in read(YAMAHA).sightings] == [4, 8, 11]
    assert [s.source.line for s in read(ISC).sightings] == [20, 33]


ENGLISH = "Client IP Address\tName\tLease Expiration\tType\tUnique ID\tDescription\n"


@pytest.mark.parametrize("rows, days", [
    ("172.20.4.1\ta\t11/2/2026 8:38:44 AM\tDHCP\td017c28ba601\t\n172.20.4.2\tb\t11/13/2026 1:00:00 AM\tDHCP\td017c28ba602\t\n", [date(2026, 11, 2), date(2026, 11, 13)]),
    ("172.20.4.1\ta\t2/11/2026 08:38:44\tDHCP\td017c28ba601\t\n172.20.4.2\tb\t13/11/2026 01:00:00\tDHCP\td017c28ba602\t\n", [date(2026, 11, 2), date(2026, 11, 13)]),
    ("172.20.4.1\ta\t11/2/2026 8:38:44 AM\tDHCP\td017c28ba601\t\n", [date(2026, 11, 2)]),
    ("172.20.4.1\ta\t11/2/2026 08:38:44\tDHCP\td017c28ba601\t\n", [None]),
])  # fmt: skip
def test_month_and_day_are_told_apart_or_left(rows: str, days: list[date | None]) -> None:
    assert [s.last_seen for s in read(ENGLISH + rows).sightings] == days


def test_of_two_leases_of_one_card_the_newer_counts() -> None:
    rows = "172.20.4.1\ta\t2026/11/02 8:00:00\tDHCP\td017c28ba601\t\n172.20.9.1\ta\t2026/11/28 8:00:00\tDHCP\td017c28ba601\t\n"
    assert [s.addresses for s in read(ENGLISH + rows).sightings] == [("172.20.9.1",)]


def test_reservations_alone_are_plans() -> None:
    text = '"IPAddress","ScopeId","ClientId","Name","Type","Description"\n"172.20.5.12","172.20.5.0","d0-17-c2-8b-a6-12","lbp","Both",""\n'
    reading = read(text)
    assert reading.sightings == ()
    assert [p.code for p in reading.problems] == ["unused_reservations"]


@pytest.mark.parametrize("written, mac", [
    ("d017c28ba601", "d0:17:c2:8b:a6:01"), ("01d017c28ba601", "d0:17:c2:8b:a6:01"), ("d0-17-c2-8b-a6-01", "d0:17:c2:8b:a6:01"), ("01:d0:17:c2:8b:a6:01", "d0:17:c2:8b:a6:01"),
    ("d0 17 c2 8b a6 01", "d0:17:c2:8b:a6:01"), ("702e6163636573", ""), ("PC-NAME", ""), ("", ""), ("ff0011", ""), ("00d017c28ba601", ""),
])  # fmt: skip
def test_client_identifiers(written: str, mac: str) -> None:
    assert card_of(written) == mac


def test_the_limit_is_a_setting() -> None:
    text = "".join(f"1795237200 d0:17:c2:8b:a6:{n:02x} 172.20.8.{n} h{n} *\n" for n in range(1, 9))
    reading = read(text, Limits(rows=5))
    assert len(reading.sightings) == 5
    assert [p.code for p in reading.problems] == ["rows_left_out"]


@pytest.mark.parametrize("text", [
    "", "lease", "管理番号,機器名,IPアドレス\n1,PC,10.0.0.1\n", "ip lan1 address 10.0.0.1/24\ndhcp scope 1 10.0.0.2-10.0.0.99/24\ndhcp scope bind 1 10.0.0.5 d0:17:c2:8b:a6:01\n",
    "Internet  10.0.0.1  5  0011.2233.4455  ARPA  Vlan1\n", "1795237200 hello world\n", "address,name\n10.0.0.1,a\n",
])  # fmt: skip
def test_what_is_no_list_of_leases(text: str) -> None:
    assert dhcp_leases.recognise(evidence(text)) == 0.0


def test_an_empty_list_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputError, match=r"試験\.xlsx"):
        dhcp_leases.read(evidence("hello\n"), catalogue(), today=TODAY)


ALLIED = """\
awplus#show ip dhcp binding
Pool MUSEN Network 172.20.8.0/24
DHCP Client Entries
IP Address      ClientId            Type      Expiry
----------------------------------------------------------------------
172.20.8.11     f018.9815.8c4e      Dynamic   13 Nov 2026 00:02:11
172.20.8.12     01f0.1898.e767.e8   Static    Infinite

Pool KAZOKU Network 172.20.9.0/24
DHCP Client Entries
IP Address      ClientId            Type      Expiry
----------------------------------------------------------------------
172.20.9.60     54ee.75e3.3f2a      Dynamic   26 Nov 2026 00:02:11
"""
IOS = """\
sw1#show ip dhcp binding
Bindings from all pools not associated with VRF:
IP address          Client-ID/              Lease expiration        Type
                    Hardware address/
                    User name
172.20.8.11         01f0.1898.158c.4e       Nov 13 2026 12:02 AM    Automatic
172.20.8.12         f018.98e7.67e8          Infinite                Manual
"""


@pytest.mark.parametrize(("text", "pools"), [(ALLIED, ("MUSEN", "MUSEN", "KAZOKU")), (IOS, ("", ""))], ids=["AlliedWare Plus", "Cisco IOS"])
def test_what_a_switch_has_lent(text: str, pools: tuple[str, ...]) -> None:
    assert dhcp_leases.recognise(evidence(text.encode(), "leases.txt")) > 0.9
    found = read(text).sightings
    assert [(one.addresses, one.macs, one.dhcp) for one in found[:2]] == [
        (("172.20.8.11",), ("f0:18:98:15:8c:4e",), True), (("172.20.8.12",), ("f0:18:98:e7:67:e8",), False),
    ]  # fmt: skip
    assert found[0].last_seen == date(2026, 11, 13)
    assert tuple(one.group for one in found) == pools


@pytest.mark.parametrize(("state", "ended"), [("active", [False]), ("free", [True]), ("expired", [True]), ("released", [True]), ("backup", [True]), ("abandoned", [])])
def test_what_became_of_an_isc_lease(state: str, ended: list[bool]) -> None:
    text = f"lease 172.20.7.15 {{\n  ends 2 2026/11/17 20:00:00;\n  binding state {state};\n  next binding state free;\n  hardware ethernet d0:17:c2:8b:a6:35;\n}}\n"
    assert [one.ended for one in read(text).sightings] == ended
