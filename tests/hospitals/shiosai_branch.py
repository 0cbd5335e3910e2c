"""The core of 潮騒総合病院 (Cisco Catalyst) and the FortiGate of its second site, which is cut into two VDOMs.

The second site has only the branch's outpatients; its two VDOMs share nothing but the box.
"""

from __future__ import annotations

from tests.hospitals.forti_text import block, host, net, rule
from tests.hospitals.shiosai_palo import (
    AIR,
    CARE,
    DEPT,
    LINK,
    OUTSIDE,
    SERVERS,
    SITE_CLINICAL,
    SITE_OFFICE,
    SITE_OUTSIDE,
    WARDS,
)

SECRETS = ["shioCoreRO7", "9$core$hash", "SH2branchADM", "branchPSK-ENC-55"]

STANDARD: dict[str | int, list[str]] = {"ALL": ["set protocol IP"], "HTTP": ["set tcp-portrange 80"], "HTTPS": ["set tcp-portrange 443"], "DNS": ["set tcp-portrange 53", "set udp-portrange 53"]}

CORE = f"""\
!
! Last configuration change at 18:20:11 JST Fri Oct 30 2026 by nwadmin
!
version 17.9
service timestamps log datetime msec
service password-encryption
hostname SHO-CORE
!
enable secret 9 {SECRETS[1]}
!
username nwadmin privilege 15 secret 9 {SECRETS[1]}
aaa new-model
clock timezone JST 9 0
ip routing
!
vlan 16
 name SERVER
vlan 18
 name KARTE-TANMATSU
vlan 32
 name BUMON
vlan 48
 name MUSEN
vlan 60
 name ONSHI
vlan 250
 name KANRI
vlan 254
 name PA-LINK
!
interface GigabitEthernet1/0/1
 description PA820 eth1/2
 switchport access vlan 254
 switchport mode access
!
interface GigabitEthernet1/0/2
 description ESXi
 switchport trunk allowed vlan 16,250
 switchport mode trunk
!
interface GigabitEthernet1/0/3
 description 2F-SW
 switchport trunk allowed vlan 18,48,250
 switchport mode trunk
!
interface GigabitEthernet1/0/4
 description housyasen-SW
 switchport trunk allowed vlan 32,250
 switchport mode trunk
!
interface GigabitEthernet1/0/5
 description ONSHI
 switchport access vlan 60
 switchport mode access
!
interface GigabitEthernet1/0/24
 description aki
 switchport access vlan 18
 switchport mode access
 shutdown
!
interface Vlan1
 no ip address
 shutdown
!
interface Vlan16
 ip address {SERVERS}254 255.255.255.0
!
interface Vlan18
 ip address 10.180.19.254 255.255.254.0
!
interface Vlan32
 description BUMON
 ip address {DEPT}254 255.255.255.0
 ip access-group BUMON-IN in
!
interface Vlan48
 ip address {AIR}254 255.255.255.0
 ip access-group MUSEN-IN in
!
interface Vlan250
 ip address {CARE}254 255.255.255.0
!
interface Vlan254
 ip address {LINK}2 255.255.255.252
!
ip forward-protocol nd
no ip http server
ip http secure-server
ip route 0.0.0.0 0.0.0.0 {LINK}1
!
ip access-list standard KANRI-ONLY
 10 permit {CARE}0 0.0.0.255
ip access-list extended BUMON-IN
 10 remark modality to PACS and LIS
 10 permit ip {DEPT}0 0.0.0.255 {SERVERS}0 0.0.0.255
 20 permit ip host {DEPT}201 any
 30 permit ip {DEPT}0 0.0.0.255 host 10.77.8.10
 40 deny ip any any log
ip access-list extended MUSEN-IN
 10 permit tcp {AIR}0 0.0.0.255 host {SERVERS}10 eq 443
 20 permit udp {AIR}0 0.0.0.255 host {SERVERS}15 eq domain
 30 deny ip any any
ip access-list extended OLD-VENDOR
 10 permit ip any any
!
logging host {CARE}20
snmp-server community {SECRETS[0]} RO
!
line con 0
line vty 0 15
 access-class KANRI-ONLY in
 transport input ssh
!
ntp server {SERVERS}15
end
"""


def branch() -> str:
    """Return the full backup of the FortiGate at the second site."""
    glob = block("system global", ['set hostname "SHO2-FGT60F"', "set timezone 60", "set vdom-mode multi-vdom", "set admintimeout 15"])
    glob += block("system interface", {
        "wan1": ['set vdom "root"', "set ip 203.0.113.177 255.255.255.248", "set allowaccess ping", "set role wan"],
        "internal1": ['set vdom "root"', f"set ip {SITE_OFFICE}1 255.255.255.0", "set allowaccess ping https ssh", 'set alias "JIMU2"'],
        "wan2": ['set vdom "KARTE"', f"set ip {SITE_OUTSIDE} 255.255.255.248", "set allowaccess ping", "set role wan"],
        "internal2": ['set vdom "KARTE"', f"set ip {SITE_CLINICAL}1 255.255.255.0", "set allowaccess ping", 'set alias "KARTE2"'],
        "to-honin": ['set vdom "KARTE"', "set type tunnel", 'set interface "wan2"'],
    })  # fmt: skip
    glob += block("system admin", {"admin": ['set accprofile "super_admin"', 'set vdom "root"', f"set trusthost1 {SITE_OFFICE}0 255.255.255.0",
                                             f"set password ENC {SECRETS[2]}"]})  # fmt: skip
    office = block("firewall address", {"JIMU2": net(SITE_OFFICE + "0", "255.255.255.0"), "KARTE2": net(SITE_CLINICAL + "0", "255.255.255.0")})
    office += block("firewall service custom", STANDARD)
    office += block("firewall policy", {1: rule("jimu2-inet", ("internal1", "wan1"), "JIMU2", "all", ["HTTP", "HTTPS", "DNS"], "", "set nat enable", "set logtraffic all"),
                                        2: rule("kari", ("internal1", "wan1"), "all", "all", "ALL", "開通試験", "set status disable")})  # fmt: skip
    office += block("router static", {1: ["set gateway 203.0.113.182", 'set device "wan1"']})
    chart = block("firewall address", {"KARTE2": net(SITE_CLINICAL + "0", "255.255.255.0"), "SV_EHR": host(SERVERS + "10"), "SV_IJI": host(SERVERS + "14"),
                                       "HONIN_WARD": net(WARDS + "0", "255.255.254.0")})  # fmt: skip
    chart += block("firewall service custom", {**STANDARD, "TCP1521": ["set tcp-portrange 1521"]})
    chart += block("vpn ipsec phase1-interface", {"to-honin": ['set interface "wan2"', "set peertype any", "set proposal aes256-sha256", f"set remote-gw {OUTSIDE}",
                                                               f"set psksecret ENC {SECRETS[3]}"]})  # fmt: skip
    chart += block("vpn ipsec phase2-interface", {"to-honin": ['set phase1name "to-honin"', f"set src-subnet {SITE_CLINICAL}0 255.255.255.0",
                                                               "set dst-subnet 10.180.16.0 255.255.240.0"]})  # fmt: skip
    chart += block("firewall policy", {
        11: rule("karte2-honin", ("internal2", "to-honin"), "KARTE2", ["SV_EHR", "SV_IJI"], ["HTTPS", "TCP1521"], "本院カルテ利用 申請No.2022-03", "set logtraffic all"),
        12: rule("karte2-block", ("internal2", "wan2"), "all", "all", "ALL", "閉域のため", action="deny"),
    })  # fmt: skip
    chart += block("router static", {1: ["set gateway 203.0.113.182", 'set device "wan2"'], 2: ["set dst 10.180.16.0 255.255.240.0", 'set device "to-honin"']})
    return (
        "#config-version=FGT60F-7.0.14-FW-build0601-240206:opmode=0:vdom=1:user=admin\n#conf_file_ver=184912\n#buildno=0601\n#global_vdom=1\n\n"
        f"config vdom\nedit root\nnext\nedit KARTE\nnext\nend\n\nconfig global\n{glob}end\n\nconfig vdom\nedit root\n{office}end\n\nconfig vdom\nedit KARTE\n{chart}end\n"
    )
