"""What people paste beside a packet filter: ip and ifconfig in their forms, host names, release files."""

from __future__ import annotations

from datetime import date

import pytest

from inmori.catalogue import load_catalogue
from inmori.ingest import linux_filter
from inmori.ingest.linux_host import host_of
from inmori.model import Source, SourceKind
from tests.ingest.gear_case import evidence

PLACE = Source(kind=SourceKind.CONFIG, file="gate.txt")

NAMES = {
    "a dump script": ("# hostname\nkrt-gw\n", "krt-gw"), "with a terminal": ("[root@krt-gw ~]# iptables-save\n", "krt-gw"), "short": ("$ hostname -s\nkrt-gw\n", "krt-gw"),
    "whole": ("# hostname -f\nkrt-gw.hosp.example\n", "krt-gw.hosp.example"), "uname": ("Linux krt-gw 5.14.0-70.el9.x86_64 #1 SMP\n", "krt-gw"), "framed": ("===== hostname =====\nkrt-gw\n", "krt-gw"),
    "hostnamectl": ("   Static hostname: krt-gw\n         Icon name: computer-server\n", "krt-gw"), "file": ("# cat /etc/hostname\nkrt-gw\n", "krt-gw"), "never named": ("# hostname\nlocalhost.localdomain\n", ""),
    "nothing": ("*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n", ""),
}  # fmt: skip
SYSTEMS = {
    "red hat": ("# cat /etc/redhat-release\nCentOS Linux release 7.9.2009 (Core)\n", "CentOS Linux release 7.9.2009 (Core)"), "os-release": ('NAME="Ubuntu"\nPRETTY_NAME="Ubuntu 20.04.6 LTS"\n', "Ubuntu 20.04.6 LTS"),
    "lsb": ("Description:\tDebian GNU/Linux 11 (bullseye)\n", "Debian GNU/Linux 11 (bullseye)"), "issue": ("# cat /etc/issue\nUbuntu 18.04.5 LTS \\n \\l\n", "Ubuntu 18.04.5 LTS"),
    "bare": ("Rocky Linux release 9.2 (Blue Onyx)\n", "Rocky Linux release 9.2 (Blue Onyx)"), "hostnamectl": ("  Operating System: AlmaLinux 8.9 (Midnight Oncilla)\n", "AlmaLinux 8.9 (Midnight Oncilla)"), "nothing": ("-A INPUT -j DROP\n", ""),
}  # fmt: skip
INTERFACES = {
    "ip addr": ("2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq\n    link/ether 00:16:3e:11:22:33 brd ff:ff:ff:ff:ff:ff\n    inet 10.5.1.1/24 brd 10.5.1.255 scope global eth0\n    inet 10.5.9.1/24 scope global secondary eth0\n", [("eth0", "10.5.1.1/24", ("10.5.9.1/24",))], ["00:16:3e:11:22:33"]),
    "brief": ("lo               UNKNOWN        127.0.0.1/8 ::1/128\neth0             UP             10.5.1.1/24 fe80::216:3eff:fe11:2233/64\neth1@if9         DOWN\n", [("eth0", "10.5.1.1/24", ()), ("eth1", None, ())], []),
    "brief links": ("eth0             UP             00:16:3e:11:22:33 <BROADCAST,MULTICAST,UP,LOWER_UP>\n", [("eth0", None, ())], ["00:16:3e:11:22:33"]),
    "one line": ("2: eth0    inet 10.5.1.1/24 brd 10.5.1.255 scope global eth0\\       valid_lft forever preferred_lft forever\n", [("eth0", "10.5.1.1/24", ())], []),
    "ifconfig": ("eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n        inet 10.5.1.1  netmask 255.255.254.0  broadcast 10.5.1.255\n        ether 00:16:3e:11:22:33  txqueuelen 1000  (Ethernet)\n", [("eth0", "10.5.1.1/23", ())], ["00:16:3e:11:22:33"]),
    "ifconfig of old": ("eth0      Link encap:Ethernet  HWaddr 00:16:3E:11:22:33\n          inet addr:10.5.1.1  Bcast:10.5.1.255  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n", [("eth0", "10.5.1.1/24", ())], ["00:16:3e:11:22:33"]),
    "vlans": ("br0.20@br0      UP             10.5.20.1/24\n", [("br0.20", "10.5.20.1/24", ())], []),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMES)
def test_host_names(case: str) -> None:
    assert host_of(NAMES[case][0], PLACE).hostname == NAMES[case][1]


@pytest.mark.parametrize("case", SYSTEMS)
def test_systems(case: str) -> None:
    assert host_of(SYSTEMS[case][0], PLACE).system == SYSTEMS[case][1]


@pytest.mark.parametrize("case", INTERFACES)
def test_interfaces(case: str) -> None:
    text, interfaces, macs = INTERFACES[case]
    found = host_of(text, PLACE)
    assert [(item.name, item.cidr, item.secondary) for item in found.interfaces.values()] == interfaces
    assert found.macs == macs


@pytest.mark.parametrize("text", [
    "default via 10.5.1.254 dev eth0 proto static\n10.5.1.0/24 dev eth0 proto kernel scope link src 10.5.1.1\n",
    "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n0.0.0.0         10.5.1.254      0.0.0.0         UG    100    0        0 eth0\n10.5.1.0        0.0.0.0         255.255.255.0   U     100    0        0 eth0\n",
    "default         10.5.1.254      0.0.0.0         UG        0 0          0 eth0\n",
])  # fmt: skip
def test_routes(text: str) -> None:
    assert [(route.destination, route.via, route.interface) for route in host_of(text, PLACE).routes] == [("0.0.0.0/0", "10.5.1.254", "eth0")]


def test_one_text_with_all_of_it() -> None:
    text = "\n".join([
        "## gw dump", "# hostname", "krt-gw", "# cat /etc/redhat-release", "CentOS Linux release 7.9.2009 (Core)", "# ip -br addr", "eth0  UP  10.5.1.1/24", "eth1  UP  10.5.2.1/24", "# iptables-save",
        "*filter", ":INPUT DROP [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]", "-A FORWARD -i eth0 -o eth1 -p tcp -m tcp --dport 443 -j ACCEPT", "COMMIT", "",
    ])  # fmt: skip
    reading = linux_filter.read(evidence(text), load_catalogue(), today=date(2027, 3, 8))
    (seen,) = reading.sightings
    assert (seen.hostnames, seen.addresses, seen.facts["os"][0]) == (("krt-gw",), ("10.5.1.1", "10.5.2.1"), "CentOS Linux release 7.9.2009 (Core)")
    assert reading.gateways[0].unread == ()
