"""朝霧's gear: two Yamaha routers, a Linux box with iptables, an AlliedWare core, and a FortiGate known from a memo.

The papers differ in how they were taken: a terminal log of each RTX, a dump by a script of the Linux box, a running-config,
and a Markdown memo in which the network vendor pasted what he thought mattered. Addresses outside are from the documentation
ranges (RFC 5737).
"""

from __future__ import annotations

SERVERS, WARDS, RIHA, DEPT, AIR, CARE = "172.20.1.", "172.20.4.", "172.20.8.", "172.20.16.", "172.20.24.", "172.20.99."
OFFICE, FAMILY, OQS, CLINIC, CLINIC_OFFICE = "192.168.40.", "192.168.200.", "192.168.240.", "172.20.64.", "192.168.64."
EDGE, INNER, OUTSIDE, CLINIC_OUTSIDE, FORTI_OUTSIDE = "172.20.30.", "172.20.31.", "203.0.113.70", "203.0.113.201", "203.0.113.74"
KOSAI, MEDRIHA, KOSAI_NET, MEDRIHA_NET = "198.51.100.21", "198.51.100.93", "10.90.1.0/28", "10.90.3.0/24"
SHOHO, DOKUEI = "198.51.100.40", "198.51.100.77"
SECRETS = ["Kir1gasumi#2019", "medriha-psk-77", "bun1n-asagiri", "Fl3tsAsa9!", "8h$Rou7er", "asgROcommunity"]

MAIN_RTX = f"""\
asg-rtx# show config
# RTX1220 Rev.15.04.03 (Wed Dec 14 10:22:31 2022)
# MAC Address : {{mac}}, {{mac2}}
# Memory 256Mbytes, 3LAN, 1BRI
# main:  RTX1220 ver=00 serial={{serial}} MAC-Address={{mac}}
# Reporting Date: Nov 10 17:03:44 2026
console character ja.sjis
console columns 200
login password *
administrator password *
description 1 "朝霧記念病院 本院 保守回線ルータ (2階サーバ室)"
ip route default gateway pp 1
ip route 172.20.0.0/16 gateway {EDGE}2
ip route {OQS}0/28 gateway {EDGE}2
ip route {KOSAI_NET} gateway tunnel 1
ip route {CLINIC}0/24 gateway tunnel 2
ip route {MEDRIHA_NET} gateway tunnel 3
ip lan1 address {EDGE}1/28
ip lan1 proxyarp off
pp select 1
 description pp "NTT フレッツ 固定IP"
 pp keepalive interval 30 retry-interval=30 count=12
 pp always-on on
 pppoe use lan2
 pppoe auto disconnect off
 pp auth accept pap chap
 pp auth myname asagiri@flets.example {SECRETS[3]}
 ppp lcp mru on 1454
 ip pp address {OUTSIDE}/32
 ip pp mtu 1454
 ip pp secure filter in 101003 101020 101021 101022 101023 101030 101099
 ip pp secure filter out 101013 101098 dynamic 100 101 102
 ip pp nat descriptor 1000
 pp enable 1
tunnel select 1
 description tunnel "光彩システム 電子カルテ保守"
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes256-cbc sha256-hmac
  ipsec ike always-on 1 on
  ipsec ike keepalive use 1 on dpd
  ipsec ike local address 1 {OUTSIDE}
  ipsec ike pre-shared-key 1 text {SECRETS[0]}
  ipsec ike remote address 1 {KOSAI}
 ip tunnel mtu 1280
 ip tunnel secure filter in 103010 103099
 tunnel enable 1
tunnel select 2
 description tunnel "分院(朝霧クリニック)"
 ipsec tunnel 102
  ipsec sa policy 102 2 esp aes256-cbc sha256-hmac
  ipsec ike keepalive use 2 on
  ipsec ike local address 2 {OUTSIDE}
  ipsec ike pre-shared-key 2 text {SECRETS[2]}
  ipsec ike remote address 2 {CLINIC_OUTSIDE}
 ip tunnel tcp mss limit auto
 tunnel enable 2
tunnel select 3
 description tunnel "メドリハ リハ記録 H30.6"
 ipsec tunnel 103
  ipsec sa policy 103 3 esp 3des-cbc md5-hmac
  ipsec ike local address 3 {OUTSIDE}
  ipsec ike pre-shared-key 3 text {SECRETS[1]}
  ipsec ike remote address 3 {MEDRIHA}
 tunnel enable 3
ip filter 101003 reject 172.16.0.0/12,192.168.0.0/16,10.0.0.0/8 * * * *
ip filter 101013 reject * * udp,tcp 135,netbios_ns-netbios_ssn,445 *
ip filter 101020 pass {KOSAI},{MEDRIHA} {OUTSIDE} udp * 500
ip filter 101021 pass {KOSAI},{MEDRIHA} {OUTSIDE} esp * *
ip filter 101022 pass {CLINIC_OUTSIDE} {OUTSIDE} udp * 500
ip filter 101023 pass {CLINIC_OUTSIDE} {OUTSIDE} esp * *
ip filter 101030 pass * {SERVERS}14 tcp * 3389
ip filter 101098 pass * * * * *
ip filter 101099 reject * * * * *
ip filter 103010 pass {KOSAI_NET} {SERVERS}10-{SERVERS}11 tcp * 22,3389
ip filter 103099 reject * * * * *
ip filter dynamic 100 * * tcp
ip filter dynamic 101 * * udp
ip filter dynamic 102 * * domain
nat descriptor type 1000 masquerade
nat descriptor address outer 1000 {OUTSIDE}
nat descriptor address inner 1000 172.20.0.0-172.20.255.255
nat descriptor masquerade static 1000 1 {OUTSIDE} udp 500
nat descriptor masquerade static 1000 2 {OUTSIDE} esp
nat descriptor masquerade static 1000 5 {SERVERS}14 tcp 53389=3389
ipsec auto refresh on
telnetd service off
sshd service on
sshd host lan1
snmp community read-only {SECRETS[5]}
syslog host {OFFICE}11
schedule at 1 */* 03:00 * ntpdate ntp.nict.jp
dns server 192.0.2.53
asg-rtx#
"""

CLINIC_RTX = f"""\
# RTX830 Rev.15.02.22 (Fri Jun 18 11:31:05 2021)
# main:  RTX830 ver=00 serial={{serial}} MAC-Address={{mac}}
ip route default gateway pp 1
ip route 172.20.0.0/16 gateway tunnel 1
vlan lan1/1 802.1q vid=64 name=karte
vlan lan1/2 802.1q vid=164 name=jimu
ip lan1/1 address {CLINIC}1/24
ip lan1/1 secure filter in 200001 200002 200099
ip lan1/2 address {CLINIC_OFFICE}1/24
ip lan1/2 secure filter in 200010 200098
pp select 1
 pp always-on on
 pppoe use lan2
 pp auth accept pap chap
 pp auth myname asagiri-c@flets.example {SECRETS[3]}
 ip pp address {CLINIC_OUTSIDE}/32
 ip pp secure filter in 201020 201021 201099
 ip pp secure filter out 201098 dynamic 100 101
 ip pp nat descriptor 1
 pp enable 1
tunnel select 1
 description tunnel honin
 ipsec tunnel 1
  ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
  ipsec ike keepalive use 1 on
  ipsec ike local address 1 {CLINIC_OUTSIDE}
  ipsec ike pre-shared-key 1 text {SECRETS[2]}
  ipsec ike remote address 1 {OUTSIDE}
 tunnel enable 1
ip filter 200001 pass {CLINIC}0/24 172.20.1.0/24 tcp * www,https,1521
ip filter 200002 pass {CLINIC}0/24 {CLINIC}1 * * *
ip filter 200010 reject {CLINIC_OFFICE}0/24 172.16.0.0/12 * * *
ip filter 200098 pass {CLINIC_OFFICE}0/24 * * * *
ip filter 200099 reject * * * * *
ip filter 201020 pass {OUTSIDE} {CLINIC_OUTSIDE} udp * 500
ip filter 201021 pass {OUTSIDE} {CLINIC_OUTSIDE} esp * *
ip filter 201098 pass * * * * *
ip filter 201099 reject * * * * *
ip filter dynamic 100 * * tcp
ip filter dynamic 101 * * udp
nat descriptor type 1 masquerade
nat descriptor address outer 1 {CLINIC_OUTSIDE}
nat descriptor address inner 1 {CLINIC_OFFICE}1-{CLINIC_OFFICE}254
dhcp service server
dhcp scope 1 {CLINIC_OFFICE}100-{CLINIC_OFFICE}150/24
dns server 192.0.2.53
telnetd service on
telnetd host {CLINIC_OFFICE}1-{CLINIC_OFFICE}254
"""

LINUX = f"""\
## fw01 dump.sh  2026-11-10 03:00:01
# hostname
asg-fw01
# cat /etc/redhat-release
CentOS Linux release 7.9.2009 (Core)
# ip -br addr
lo               UNKNOWN        127.0.0.1/8
eth0             UP             {EDGE}2/28
eth1             UP             {INNER}1/29
eth2             UP             {OFFICE}253/24
eth3             UP             {OQS}1/28
# ip route
default via {EDGE}1 dev eth0
172.20.0.0/16 via {INNER}2 dev eth1
{CLINIC}0/24 via {EDGE}1 dev eth0
{EDGE}0/28 dev eth0 proto kernel scope link src {EDGE}2
{INNER}0/29 dev eth1 proto kernel scope link src {INNER}1
{OFFICE}0/24 dev eth2 proto kernel scope link src {OFFICE}253
{OQS}0/28 dev eth3 proto kernel scope link src {OQS}1
# iptables-save
# Generated by iptables-save v1.4.21 on Tue Nov 10 03:00:01 2026
*nat
:PREROUTING ACCEPT [991021:61220912]
:INPUT ACCEPT [1022:90122]
:OUTPUT ACCEPT [31221:2091123]
:POSTROUTING ACCEPT [991100:61301221]
COMMIT
# Completed on Tue Nov 10 03:00:01 2026
# Generated by iptables-save v1.4.21 on Tue Nov 10 03:00:01 2026
*filter
:INPUT DROP [20112:1220112]
:FORWARD DROP [1:40]
:OUTPUT ACCEPT [882101:90112231]
:KARTE_HOSYU - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -s {CARE}0/24 -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A FORWARD -m state --state RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -s {KOSAI_NET} -i eth0 -j KARTE_HOSYU
-A FORWARD -s {MEDRIHA_NET} -d {SERVERS}18/32 -i eth0 -o eth1 -p tcp -m multiport --dports 445,3389 -m comment --comment "medriha" -j ACCEPT
-A FORWARD -d {SERVERS}14/32 -i eth0 -o eth1 -p tcp -m tcp --dport 3389 -m comment --comment "ijicom enkaku 2022/6" -j ACCEPT
-A FORWARD -s {CLINIC}0/24 -d {SERVERS}0/24 -i eth0 -o eth1 -p tcp -m multiport --dports 80,443,1521 -m comment --comment "bunin karte" -j ACCEPT
-A FORWARD -s {SERVERS}14/32 -d {OQS}0/28 -i eth1 -o eth3 -p tcp -m tcp --dport 445 -m comment --comment "ON-SHIKAKU kakunin" -j ACCEPT
-A FORWARD -s {OQS}2/32 -d {SERVERS}14/32 -i eth3 -o eth1 -p tcp -m tcp --dport 445 -m comment --comment "ON-SHIKAKU kakunin" -j ACCEPT
-A FORWARD -s {SERVERS}12/32 -d {SHOHO}/32 -o eth0 -p tcp -m tcp --dport 443 -m comment --comment "denshi-shohousen cloud" -j ACCEPT
-A FORWARD -s {DEPT}10/32 -d {DOKUEI}/32 -o eth0 -p tcp -m tcp --dport 443 -m comment --comment "enkaku dokuei" -j ACCEPT
-A FORWARD -s {DEPT}80/32 -o eth0 -p tcp -m multiport --dports 443,5938 -m comment --comment "kenzo hosyu tmp" -j ACCEPT
-A FORWARD -s {SERVERS}16/32 -d {OFFICE}20/32 -i eth1 -o eth2 -p tcp -m tcp --dport 445 -m comment --comment "bunsyo to jimuNAS" -j ACCEPT
-A FORWARD -s 172.20.0.0/16 -d {OFFICE}11/32 -i eth1 -o eth2 -p tcp -m tcp --dport 8443 -m comment --comment "virus pattern" -j ACCEPT
#-A FORWARD -s {OFFICE}0/24 -d 172.20.0.0/16 -j ACCEPT
-A FORWARD -m limit --limit 5/min -j LOG --log-prefix "FWD-DROP "
-A FORWARD -j REJECT --reject-with icmp-host-prohibited
-A KARTE_HOSYU -d {SERVERS}10/32 -p tcp -m tcp --dport 3389 -j ACCEPT
-A KARTE_HOSYU -d {SERVERS}11/32 -p tcp -m tcp --dport 22 -j ACCEPT
-A KARTE_HOSYU -j RETURN
COMMIT
# Completed on Tue Nov 10 03:00:01 2026
"""

CORE = f"""\
!
service password-encryption
!
hostname ASG-CORE
!
no banner motd
username manager privilege 15 password 8 {SECRETS[4]}
!
no service telnet
service ssh
!
log host {OFFICE}11
snmp-server
snmp-server community {SECRETS[5]}
!
ntp server {OFFICE}10
!
vlan database
 vlan 40 name JIMU
 vlan 99 name KANRI
 vlan 101 name SERVER
 vlan 104 name BYOTO-GAIRAI
 vlan 108 name RIHA-KARTE
 vlan 116 name BUMON
 vlan 124 name WLAN-KARTE
 vlan 131 name TO-FW01
 vlan 40,99,101,104,108,116,124,131 state enable
!
interface port1.0.1-1.0.8
 description SERVER
 switchport
 switchport mode access
 switchport access vlan 101
!
interface port1.0.9-1.0.16
 description FLOOR-SW
 switchport
 switchport mode trunk
 switchport trunk allowed vlan add 104,108,116,124
 switchport trunk native vlan none
!
interface port1.0.20
 description jimu-sw (2023/10 chiiki renkei)
 switchport
 switchport mode access
 switchport access vlan 40
!
interface port1.0.23
 description asg-fw01 eth1
 switchport
 switchport mode access
 switchport access vlan 131
!
interface vlan40
 description kari setsuzoku
 ip address {OFFICE}250/24
!
interface vlan99
 ip address {CARE}254/24
!
interface vlan101
 ip address {SERVERS}254/24
!
interface vlan104
 ip address 172.20.5.254/23
!
interface vlan108
 ip address {RIHA}254/24
!
interface vlan116
 ip address {DEPT}254/24
!
interface vlan124
 ip address 172.20.25.254/23
 ip dhcp-relay server-address {INNER}1
!
interface vlan131
 ip address {INNER}2/29
!
ip route 0.0.0.0/0 {INNER}1
!
line con 0
line vty 0 4
!
end
"""

MEMO = f"""\
# FW設定メモ(情報系UTM)

- 作成: ミナセネット 2026-11-09 / 院内システム室 共有用
- 機種: FortiGate-60F ({{serial}})、設置: 1F 事務室ラック
- 情報系と家族Wi-Fiの出口。**診療系は本UTMを通らない**(RTX→fw01側)
- 地域連携室のPCは電カルを見るため `route add -p 172.20.0.0 mask 255.255.0.0 {OFFICE}250` 済み
- 事務側のサーバ・NASの 172.20.0.0/16 向けの経路も、2023/10に fw01(.253) から {OFFICE}250 へ変更(事務→電カルが遅いとの申し出のため)

## バージョン

```
ASG-FG60F # get system status
Version: FortiGate-60F v7.2.8,build1639,240313 (GA.M)
Serial-Number: {{serial}}
Hostname: ASG-FG60F
Operation Mode: NAT
```

## インターフェースとポリシー(抜粋)

```
ASG-FG60F # show system interface
config system interface
    edit "wan1"
        set vdom "root"
        set ip {FORTI_OUTSIDE} 255.255.255.248
        set allowaccess ping
        set role wan
    next
    edit "internal"
        set vdom "root"
        set ip {OFFICE}254 255.255.255.0
        set allowaccess ping https ssh
        set alias "jimu"
        set role lan
    next
    edit "guest"
        set vdom "root"
        set ip {FAMILY}254 255.255.255.0
        set alias "kazoku-wifi"
        set interface "internal5"
        set vlanid 200
    next
end

ASG-FG60F # show firewall address
config firewall address
    edit "JIMU_NET"
        set subnet {OFFICE}0 255.255.255.0
    next
    edit "GUEST_NET"
        set subnet {FAMILY}0 255.255.255.0
    next
end

ASG-FG60F # show firewall policy
config firewall policy
    edit 1
        set name "jimu-out"
        set srcintf "internal"
        set dstintf "wan1"
        set action accept
        set srcaddr "JIMU_NET"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
        set utm-status enable
        set logtraffic all
        set nat enable
    next
    edit 2
        set name "kazoku-out"
        set srcintf "guest"
        set dstintf "wan1"
        set action accept
        set srcaddr "GUEST_NET"
        set dstaddr "all"
        set schedule "always"
        set service "HTTP" "HTTPS" "DNS"
        set nat enable
    next
    edit 3
        set status disable
        set name "TEMP-minase"
        set srcintf "wan1"
        set dstintf "internal"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
    next
    edit 4
        set name "kazoku-block"
        set srcintf "guest"
        set dstintf "internal"
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
    next
end
```

残りは次回の定期点検(2027-02)で採取予定。
"""
