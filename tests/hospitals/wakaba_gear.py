"""What 若葉療養病院 pasted from its two boxes: an AlliedWare Plus core that routes, and a NEC IX towards the line.

The IX holds the rules that keep 事務 out of 電カル; the core has an address in 事務 too, so that whoever takes the core as
gateway never meets them.
"""

from __future__ import annotations

from tests.hospitals.paper import Machine

CLINICAL, AIR, OFFICE, FAMILY, OQS, LINK = "172.18.10.", "172.18.11.", "192.168.44.", "10.200.0.", "172.18.99.", "172.18.255."
SECRETS = ["wkbPublic33", "Wakaba#Kanri7", "minori-IKE-4471", "flets96wakaba"]

CORE = f"""\
awplus#show running-config
!
service password-encryption
!
hostname WKB-CORE
!
no banner motd
!
username manager privilege 15 password {SECRETS[1]}
!
no service ssh
!
service telnet
!
service http
!
clock timezone JST plus 9:00
!
snmp-server
snmp-server community {SECRETS[0]}
!
aaa authentication enable default local
aaa authentication login default local
!
ip domain-lookup
!
service dhcp-server
!
ip dhcp pool MUSEN
 network {AIR}0 255.255.255.0
 range {AIR}50 {AIR}199
 default-router {AIR}254
 dns-server {CLINICAL}10
 lease 1 0 0
 subnet-mask 255.255.255.0
!
ip dhcp pool KAZOKU
 network {FAMILY}0 255.255.255.0
 range {FAMILY}50 {FAMILY}250
 default-router {FAMILY}1
 dns-server 8.8.8.8
 lease 0 2 0
 subnet-mask 255.255.255.0
!
spanning-tree mode rstp
!
access-list hardware KAZOKU-DAME
 deny ip {FAMILY}0/24 172.18.0.0/16
 deny ip {FAMILY}0/24 {OFFICE}0/24
!
access-list hardware OLD-TEST
 deny tcp any {CLINICAL}10/32 eq 3389
!
vlan access-map KAZOKU-MAP
 match access-group KAZOKU-DAME
!
vlan database
 vlan 10 name KARTE
 vlan 11 name MUSEN
 vlan 44 name JIMU
 vlan 90 name KAZOKU-WIFI
 vlan 99 name ONSHI
 vlan 255 name IX-LINK
 vlan 10-11,44,90,99,255 state enable
!
vlan filter KAZOKU-MAP vlan-list 90 input
!
interface port1.0.1-1.0.12
 description KARTE
 switchport
 switchport mode access
 switchport access vlan 10
!
interface port1.0.13-1.0.16
 description KAI-HUB
 switchport
 switchport mode trunk
 switchport trunk allowed vlan add 10-11,44,90
 switchport trunk native vlan none
!
interface port1.0.17-1.0.20
 description JIMU
 switchport
 switchport mode access
 switchport access vlan 44
!
interface port1.0.21-1.0.22
 description ONSHI
 switchport
 switchport mode access
 switchport access vlan 99
!
interface port1.0.23
 description mirror
 mirror interface port1.0.1-1.0.20 direction both
!
interface port1.0.24
 description IX
 switchport
 switchport mode access
 switchport access vlan 255
!
interface vlan10
 ip address {CLINICAL}254/24
!
interface vlan11
 ip address {AIR}254/24
!
interface vlan44
 description kaigo-densou 2023/4 kari
 ip address {OFFICE}254/24
!
interface vlan90
 ip address {FAMILY}1/24
!
interface vlan255
 ip address {LINK}2/30
!
ip route 0.0.0.0/0 {LINK}1
!
line con 0
line vty 0 4
!
end
awplus#
"""

ROUTER = f"""\
WKB-IX(config)# show running-config
Current configuration : 4110 bytes

! NEC Portable Internetwork Core Operating System IX Series IX2215 (magellan-sec) Software, Version 10.7.18, RELEASE SOFTWARE
! Compiled Jul 20-Tue-2022 14:15:20 JST #2
! Current time Nov 12-Thu-2026 10:22:33 JST
!
hostname WKB-IX
timezone +09 00
!
username kanri password plain {SECRETS[1]} administrator
!
ip ufs-cache enable
ip route default GigaEthernet0.1
ip route 172.18.10.0/24 {LINK}2
ip route 172.18.11.0/24 {LINK}2
ip route {FAMILY}0/24 {LINK}2
ip route 10.91.5.0/24 Tunnel0.0
ip access-list jimu-dame deny ip src {OFFICE}0/24 dest 172.18.0.0/16
ip access-list jimu-soto permit ip src {OFFICE}0/24 dest any
ip access-list kazoku permit tcp src {FAMILY}0/24 sport any dest any dport eq 80
ip access-list kazoku permit tcp src {FAMILY}0/24 sport any dest any dport eq 443
ip access-list kazoku permit udp src {FAMILY}0/24 sport any dest any dport eq 53
ip access-list karte-minori permit ip src {CLINICAL}10/32 dest 10.91.5.0/24
ip access-list karte-riha permit tcp src {CLINICAL}62/32 sport any dest any dport eq 443
ip access-list karte-riha permit tcp src {CLINICAL}62/32 sport any dest any dport eq 5938
ip access-list minori-in permit tcp src 10.91.5.0/24 sport any dest {CLINICAL}10/32 dport eq 3389
ip access-list wan-in permit udp src 198.51.100.21/32 sport any dest any dport eq 500
ip access-list wan-in permit 50 src 198.51.100.21/32 dest any
ip access-list sec-minori permit ip src {CLINICAL}0/24 dest 10.91.5.0/24
ip access-list dynamic dyn-all access sec-all
ip access-list sec-all permit ip src any dest any
!
ike proposal ike-p1 encryption aes-256 hash sha2-256 group 2048-bit
!
ike policy ike-minori peer 198.51.100.21 key {SECRETS[2]} ike-p1
!
ipsec autokey-proposal ipsec-p2 esp-aes-256 esp-sha2-256
!
ipsec autokey-map ipsec-minori sec-minori peer 198.51.100.21 ipsec-p2
!
http-server username kanri
http-server ip enable
!
ppp profile flets
  authentication myname wakaba96@flets.example
  authentication password wakaba96@flets.example {SECRETS[3]}
!
interface GigaEthernet0.0
  no ip address
  no shutdown
!
interface GigaEthernet1.0
  description JIMU
  ip address {OFFICE}1/24
  ip filter jimu-dame 10 in
  ip filter jimu-soto 20 in
  no shutdown
!
interface GigaEthernet2.0
  description CORE-SW
  ip address {LINK}1/30
  ip filter karte-minori 10 in
  ip filter karte-riha 20 in
  ip filter kazoku 30 in
  no shutdown
!
interface GigaEthernet0.1
  description INTERNET
  encapsulation pppoe
  auto-connect
  ppp binding flets
  ip address 203.0.113.78/32
  ip mtu 1454
  ip tcp adjust-mss auto
  ip napt enable
  ip filter wan-in 10 in
  ip filter dyn-all 20 out
  no shutdown
!
interface Loopback0.0
  no ip address
!
interface Null0.0
  no ip address
!
interface Tunnel0.0
  description MINORI-KARTE hosyu
  tunnel mode ipsec
  ip unnumbered GigaEthernet2.0
  ip filter minori-in 10 in
  ipsec policy tunnel ipsec-minori out
  no shutdown
!
WKB-IX(config)#
"""


def dotted(mac: str) -> str:
    """Return a MAC address as switches write it: 0000.cd12.3456."""
    digits = mac.replace(":", "")
    return ".".join(digits[at : at + 4] for at in (0, 4, 8))


def core_arp(entries: list[tuple[str, str, str, str]]) -> str:
    """Return ``show arp`` of the core: (address, MAC, VLAN interface, port)."""
    head = "awplus#show arp\nIP Address       LL Address       Interface    Port            Type\n"
    lines = (f"{ip:<16} {dotted(mac):<16} {vlan:<12} {port:<15} dynamic\n" for ip, mac, vlan, port in entries)
    return head + "".join(lines) + "awplus#\n"


def office_arp(asker: str, entries: list[tuple[str, str]]) -> str:
    """Return ``arp -a`` of an office PC with a Japanese Windows."""
    head = f"C:\\Users\\jimu>arp -a\r\n\r\nインターフェイス: {asker} --- 0x7\r\n  インターネット アドレス      物理アドレス           種類\r\n"
    lines = (f"  {ip:<26} {mac.replace(':', '-')}     動的        \r\n" for ip, mac in entries)
    tail = f"  {OFFICE}255             ff-ff-ff-ff-ff-ff     静的        \r\n  224.0.0.22                 01-00-5e-00-00-16     静的        \r\n"
    return head + "".join(lines) + tail


def leases(pools: dict[str, list[tuple[Machine, str]]]) -> str:
    """Return ``show ip dhcp binding`` of the core, pool by pool."""
    text = "awplus#show ip dhcp binding\n"
    for pool, members in pools.items():
        name, net = pool.split()
        text += f"Pool {name} Network {net}\nDHCP Client Entries\nIP Address      ClientId            Type      Expiry\n" + "-" * 70 + "\n"
        text += "".join(f"{ip:<15} {dotted(one.macs[0]):<19} Dynamic   13 Nov 2026 0{n % 10}:02:11\n" for n, (one, ip) in enumerate(members))
        text += "\n"
    return text + "awplus#\n"
