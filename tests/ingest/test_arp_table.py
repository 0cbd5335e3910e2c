"""Pasted ARP and MAC tables of many devices: who answered where, at which port, and which card is nobody's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inmori.errors import InputError
from inmori.ingest import arp_table, dhcp_leases, ledger_workbook
from inmori.ingest.arp_line import card_line, card_text
from inmori.ingest.config_text import config_lines
from inmori.ingest.evidence_file import Limits
from inmori.ingest.reading import Reading
from inmori.model import SourceKind
from tests.ingest.made_office import TODAY, catalogue, evidence

CATALYST = """\
honkan-core#show clock
*10:12:33.456 JST Tue Nov 17 2026
honkan-core#show ip arp
Protocol  Address          Age (min)  Hardware Addr   Type   Interface
Internet  172.16.10.254           -   0017.dfa1.0001  ARPA   Vlan10
Internet  172.16.20.254           -   0017.dfa1.0002  ARPA   Vlan20
Internet  172.16.10.5            12   d017.c28b.a606  ARPA   Vlan10
Internet  172.16.10.6             3   d017.c28b.a607  ARPA   Vlan10
Internet  172.16.10.7             3   0000.0c07.ac0a  ARPA   Vlan10
Internet  172.16.10.9             0   Incomplete      ARPA
Internet  172.16.30.1             3   d017.c28b.a699  ARPA   Vlan30
Internet  172.16.30.2             3   d017.c28b.a699  ARPA   Vlan30
honkan-core#show mac address-table
          Mac Address Table
-------------------------------------------

Vlan    Mac Address       Type        Ports
----    -----------       --------    -----
 All    0100.0ccc.cccc    STATIC      CPU
  10    0017.dfa1.0001    STATIC      CPU
  10    d017.c28b.a606    DYNAMIC     Gi1/0/5
  10    d017.c28b.a607    DYNAMIC     Gi1/0/24
  20    d017.c28b.a608    DYNAMIC     Gi1/0/24
  20    d017.c28b.a609    DYNAMIC     Gi1/0/7
Total Mac Addresses for this criterion: 6
"""


def read(text: str | bytes, limits: Limits | None = None) -> Reading:
    file = evidence(text, "貼り付け.txt", limits)
    others = max(reader.recognise(file) for reader in (ledger_workbook, dhcp_leases))
    assert arp_table.recognise(file) >= max(0.6, others + 0.1)
    return arp_table.read(file, catalogue(), today=TODAY)


def seen(text: str) -> list[tuple[Any, ...]]:
    return [(s.addresses, s.macs, s.hostnames) for s in read(text).sightings]


def test_a_core_switch() -> None:
    reading = read(CATALYST)
    own, *others = reading.sightings
    assert (own.addresses, own.macs, own.hostnames) == (
        ("172.16.10.254", "172.16.20.254"), ("00:17:df:a1:00:01", "00:17:df:a1:00:02"), ("honkan-core",))  # fmt: skip
    assert [(s.addresses, s.macs, s.notes) for s in others] == [
        (("172.16.10.5",), ("d0:17:c2:8b:a6:06",), ("接続口: Gi1/0/5(VLAN 10)",)),
        (("172.16.10.6",), ("d0:17:c2:8b:a6:07",), ()),  # behind a port with several cards: an uplink
        (("172.16.10.7",), (), ()),  # a virtual router's card stands for no machine
        (("172.16.30.1",), (), ()), (("172.16.30.2",), (), ()),  # one card for two addresses: a relay
        ((), ("d0:17:c2:8b:a6:08",), ()), ((), ("d0:17:c2:8b:a6:09",), ("接続口: Gi1/0/7(VLAN 20)",)),
    ]  # fmt: skip
    assert [p.code for p in reading.problems] == ["shared_mac"]
    assert {(s.source.kind, s.last_seen) for s in reading.sightings} == {(SourceKind.WIRE, date(2026, 11, 17))}
    assert [s.source.line for s in reading.sightings[:3]] == [5, 7, 8]


ONE = [(("172.16.10.5",), ("d0:17:c2:8b:a6:06",), ())]
TABLES: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "NX-OS": ("sw# show ip arp\nFlags: * - Adjacencies\nIP ARP Table\nAddress         Age       MAC Address     Interface\n172.16.10.5     00:12:41  d017.c28b.a606  Vlan10\n", ONE),
    "AlliedWare Plus": ("awplus#show arp\nIP Address       MAC Address     Interface   Port       Type\n172.16.10.5      d017.c28b.a606  vlan10      port1.0.5  dynamic\n", ONE),
    "Yamaha": ("# show arp\nカウント数: 1\nインタフェース IPアドレス        MACアドレス       TTL(秒)\nLAN1(port1)     172.16.10.5   d0:17:c2:8b:a6:06   1200\n", ONE),
    "FortiGate": ("FGT-KITA # get system arp\nAddress           Age(min)   Hardware Addr      Interface\n172.16.10.5       0          d0:17:c2:8b:a6:06 internal\n", ONE),
    "Linux arp -a": ("ct.kita.example (172.16.10.5) at d0:17:c2:8b:a6:06 [ether] on eth0\n? (172.16.10.8) at <incomplete> on eth0\n", ONE),
    "Linux arp -n": ("Address                  HWtype  HWaddress           Flags Mask            Iface\n172.16.10.5              ether   d0:17:c2:8b:a6:06   C                     eth0\n", ONE),
    "Linux ip neigh": ("172.16.10.5 dev eth0 lladdr d0:17:c2:8b:a6:06 REACHABLE\n172.16.10.8 dev eth0  FAILED\nfe80::1 dev eth0 lladdr d0:17:c2:8b:a6:77 router STALE\n", ONE),
    "BSD, no leading zeros": ("? (172.16.10.5) at d0:17:c2:8b:a6:6 on en0 ifscope [ethernet]\n", ONE),
    "three lines and no heading": ("172.16.10.5 d017.c28b.a606\n172.16.10.6 d017.c28b.a607\n172.16.10.7 d017.c28b.a608\n",
                                   [*ONE, (("172.16.10.6",), ("d0:17:c2:8b:a6:07",), ()), (("172.16.10.7",), ("d0:17:c2:8b:a6:08",), ())]),
    "Windows Japanese": ("\nインターフェイス: 172.16.10.99 --- 0xb\n  インターネット アドレス      物理アドレス           種類          \n  172.16.10.5           d0-17-c2-8b-a6-06     動的        \n"
                         "  172.16.10.255         ff-ff-ff-ff-ff-ff     静的        \n  224.0.0.22            01-00-5e-00-00-16     静的        \n", [(("172.16.10.99",), (), ()), *ONE]),
    "Windows English with prompt": ("C:\\Users\\kanri>arp -a\n\nInterface: 172.16.10.99 --- 0xb\n  Internet Address      Physical Address      Type\n  172.16.10.5           d0-17-c2-8b-a6-06     dynamic   \n",
                                    [(("172.16.10.99",), (), ()), *ONE]),
    "old Catalyst MAC table": ("sw>show mac-address-table\nDestination Address  Address Type  VLAN  Destination Port\n-------------------  ------------  ----  --------------------\nd017.c28b.a606          Dynamic             10     FastEthernet0/5\n",
                               [((), ("d0:17:c2:8b:a6:06",), ())]),
    "AlliedWare Plus MAC table": ("awplus#show mac address-table\nVLAN port             mac            type\n10   port1.0.5        d017.c28b.a606 forward   dynamic\n1    CPU              eccd.6d1e.0001 forward   static\n",
                                  [((), ("d0:17:c2:8b:a6:06",), ())]),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
@pytest.mark.parametrize("text, found", TABLES.values(), ids=TABLES)
def test_many_devices(text: str, found: list[tuple[Any, ...]], encoding: str) -> None:
    reading = read(text.replace("\n", "\r\n").encode(encoding))
    assert [(s.addresses, s.macs, s.hostnames) for s in reading.sightings] == found


INTERFACE = "インターフェイス: {own} --- 0x{index}\n  インターネット アドレス      物理アドレス           種類\n  {other}           d0-17-c2-8b-a6-{index}     {kind}\n\n"
PROMPT = "C:\\>arp -a\n"
LEGS: dict[str, tuple[str, list[tuple[str, ...]]]] = {
    "two cables of one PC": (INTERFACE.format(own="172.16.10.99", index="0b", other="172.16.10.5", kind="動的") + INTERFACE.format(own="10.99.0.9", index="12", other="10.99.0.1", kind="動的"),
                             [("172.16.10.99", "10.99.0.9")]),
    "a virtual network": (INTERFACE.format(own="172.16.10.99", index="0b", other="172.16.10.5", kind="動的") + INTERFACE.format(own="192.168.56.1", index="12", other="192.168.56.99", kind="静的"), [("172.16.10.99",)]),
    "outputs of two PCs": (PROMPT + INTERFACE.format(own="172.16.10.99", index="0b", other="172.16.10.5", kind="動的") + PROMPT + INTERFACE.format(own="10.99.0.9", index="12", other="10.99.0.1", kind="動的"),
                           [("172.16.10.99",), ("10.99.0.9",)]),
    "two PCs without prompts": (INTERFACE.format(own="172.16.10.99", index="0b", other="172.16.10.5", kind="動的") + INTERFACE.format(own="10.99.0.9", index="0b", other="10.99.0.1", kind="動的"),
                                [("172.16.10.99",), ("10.99.0.9",)]),
}  # fmt: skip


@pytest.mark.parametrize("text, own", LEGS.values(), ids=LEGS)
def test_the_legs_of_the_pc_that_was_asked(text: str, own: list[tuple[str, ...]]) -> None:
    assert [s.addresses for s in read(text).sightings if s.notes == ("この機器で採った表",)] == own


@pytest.mark.parametrize("prompt", ["Switch", "Router", "awplus", "RTX830", "yamaha"])
def test_default_names_name_nobody(prompt: str) -> None:
    assert read(CATALYST.replace("honkan-core", prompt)).sightings[0].hostnames == ()


@pytest.mark.parametrize("line, day", [
    ("採取日: 2026年11月10日", date(2026, 11, 10)), ("R8.11.10 情報システム室", date(2026, 11, 10)), ("10:12:33 JST Tue Nov 10 2026", date(2026, 11, 10)),
    ("10:12:33 JST Tue Foo 10 2026", None), ("採取日: 2027年11月10日", None), ("", None),
])  # fmt: skip
def test_the_day_is_told_or_unknown(line: str, day: date | None) -> None:
    assert read(f"{line}\n{TABLES['NX-OS'][0]}").sightings[0].last_seen == day


@pytest.mark.parametrize("written, mac", [
    ("d0:17:c2:8b:a6:06", "d0:17:c2:8b:a6:06"), ("D017.C28B.A606", "d0:17:c2:8b:a6:06"), ("d0-17-c2-8b-a6-06", "d0:17:c2:8b:a6:06"), ("0:a0:de:1:2:3", "00:a0:de:01:02:03"), ("d017-c28b-a606", "d0:17:c2:8b:a6:06"),
])  # fmt: skip
def test_spellings_of_cards(written: str, mac: str) -> None:
    assert card_text(written) == mac


@pytest.mark.parametrize("text", [
    "172.16.10.5", "d017.c28b.a606", "172.16.10.5 172.16.10.6 d017.c28b.a606", "172.16.10.5 ffff.ffff.ffff", "224.0.0.5 d017.c28b.a606", "172.16.10.5 0000.0000.0000", "172.16.10.300 d017.c28b.a606",
    "169.254.1.1 d017.c28b.a606", "172.16.10.5 d017.c28b.a606 d017.c28b.a607", "fe80::1 d0:17:c2:8b:a6:06 STALE",
])  # fmt: skip
def test_lines_that_say_nothing(text: str) -> None:
    assert card_line(config_lines(text)[0]) is None


def test_the_limit_is_a_setting() -> None:
    text = "".join(f"172.16.10.{n} d017.c28b.a6{n:02x}\n" for n in range(1, 9))
    reading = read(text, Limits(rows=5))
    assert len(reading.sightings) == 5
    assert [p.code for p in reading.problems] == ["rows_left_out"]


@pytest.mark.parametrize("text", [
    "", "管理番号,IPアドレス,MACアドレス\n1,172.16.10.5,d0:17:c2:8b:a6:06\n2,172.16.10.6,d0:17:c2:8b:a6:07\n3,172.16.10.7,d0:17:c2:8b:a6:08\n",
    "172.16.10.5 d017.c28b.a606\n", "dhcp scope bind 1 172.16.10.5 d0:17:c2:8b:a6:06\nip lan1 address 172.16.10.1/24\nip route default gateway pp 1\nnat descriptor type 1 masquerade\n" * 3,
    "interface GigabitEthernet1/0/1\n switchport port-security mac-address d017.c28b.a606\n" * 5,
])  # fmt: skip
def test_what_is_no_table(text: str) -> None:
    assert arp_table.recognise(evidence(text)) == 0.0


def test_a_text_without_cards_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputError, match=r"試験\.xlsx"):
        arp_table.read(evidence("hello\n"), catalogue(), today=TODAY)
