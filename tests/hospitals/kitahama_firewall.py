"""The FortiGate of 北浜中央病院: VDOMs MED and OFFICE behind root, a VPN with a second factor, a published PACS page."""

from __future__ import annotations

from typing import Any

from tests.hospitals.forti_text import block, host, names, net, rule

CONFIG = "KH-FGT_7-4_2795_202611050912.conf"
OFFICE_NET = "172.21.0.0/22"
SECRETS_IN_CONFIG = ["SH2aK93kdZq0fW", "kh-psk-clear-8841", "ldapBindPw#77", "kh-ro-community", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"]
PER_VDOM = {"MED": ["sv", "honkan", "sinkan", "kensin", "gazo", "sikaku", "CLEAR_VPN", "wan1", "to-off0"], "OFFICE": ["jimu", "guest", "wan2", "to-off1"]}


def interfaces() -> dict[str | int, Any]:
    def vlan(vdom: str, cidr: str, alias: str, number: int) -> list[str]:
        return [f'set vdom "{vdom}"', f"set ip {cidr}", f'set alias "{alias}"', 'set interface "x1"', f"set vlanid {number}", "set role lan"]

    wide, half = "255.255.252.0", "255.255.254.0"
    return {
        "mgmt": ['set vdom "root"', "set ip 172.20.250.1 255.255.255.0", "set allowaccess ping https ssh", 'set alias "KANRI"'],
        "x1": ['set vdom "root"', "set type physical"],
        "wan1": ['set vdom "MED"', "set ip 203.0.113.40 255.255.255.248", "set allowaccess ping", "set role wan"],
        "wan2": ['set vdom "OFFICE"', "set ip 203.0.113.41 255.255.255.248", "set role wan"],
        "sv": vlan("MED", "172.20.1.1 255.255.255.0", "SERVER", 101), "honkan": vlan("MED", f"172.20.16.1 {wide}", "HONKAN", 116),
        "sinkan": vlan("MED", f"172.20.20.1 {half}", "SHINKAN", 120), "kensin": vlan("MED", "172.20.24.1 255.255.255.0", "KENSHIN", 124),
        "gazo": vlan("MED", "172.20.32.1 255.255.255.0", "GAZO", 132), "sikaku": vlan("MED", "172.20.48.1 255.255.255.224", "SHIKAKU", 148),
        "jimu": vlan("OFFICE", f"172.21.0.1 {wide}", "JIMU", 200), "guest": vlan("OFFICE", f"172.22.0.1 {wide}", "GUEST", 300),
        "to-off0": ['set vdom "MED"', "set ip 172.31.0.1 255.255.255.252", "set type vdom-link"],
        "to-off1": ['set vdom "OFFICE"', "set ip 172.31.0.2 255.255.255.252", "set type vdom-link"],
        "CLEAR_VPN": ['set vdom "MED"', "set type tunnel", 'set interface "wan1"'], "ssl.MED": ['set vdom "MED"', "set type tunnel"],
    }  # fmt: skip


def global_part() -> str:
    return block("system global", ['set hostname "KH-FGT"', "set vdom-mode multi-vdom", "set admin-sport 8443"]) + "".join([
        block("system interface", interfaces()),
        block("system vdom-link", {"to-off": []}),
        block("system admin", {"kh-admin": ['set accprofile "super_admin"', 'set vdom "root"', "set trusthost1 172.20.250.0 255.255.255.0",
                                            "set two-factor fortitoken", "set password ENC SH2aK93kdZq0fW"]}),
        block("system snmp community", {1: ['set name "kh-ro-community"']}),
        block("log syslogd setting", ["set status enable", 'set server "172.20.250.9"']),
        block("certificate local", {"KH_SP": ['set private-key "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----"']}),
    ])  # fmt: skip


def med_objects() -> str:
    mask = "255.255.255.0"
    return "".join([
        block("firewall address", {
            "all": [], "SERVER_NET": net("172.20.1.0", mask), "HONKAN_NET": net("172.20.16.0", "255.255.252.0"), "SHINKAN_NET": net("172.20.20.0", "255.255.254.0"),
            "KENSHIN_NET": net("172.20.24.0", mask), "GAZO_NET": net("172.20.32.0", mask), "OQS_NET": net("172.20.48.0", "255.255.255.224"),
            "CLOUD_EHR": ["set type iprange", "set start-ip 198.51.100.180", "set end-ip 198.51.100.183", 'set comment "ネクストカルテ 東日本"'],
            "RECE01": host("172.20.1.21"), "LIS01": host("172.20.1.22"), "PACS01": host("172.20.32.10"), "RIS01": host("172.20.32.11"),
            "OQS1": host("172.20.48.11"), "OQS2": host("172.20.48.12"), "RADWS1": host("172.20.32.61"), "RADWS2": host("172.20.32.62"), "RADWS3": host("172.20.32.63"),
            "CLEAR_NET": net("10.120.8.0", mask, "クリアイメージ保守センター"), "RENKEI_PC": host("172.21.1.103", "地域連携室"),
            "SSLVPN_POOL": ["set type iprange", "set start-ip 172.20.60.10", "set end-ip 172.20.60.60"], "OLD_EHR": host("172.20.1.9", "旧電カル(撤去)"),
        }),
        block("firewall addrgrp", {
            "G_TERMINALS": [f"set member {names('HONKAN_NET', 'SHINKAN_NET', 'KENSHIN_NET')}"], "G_MED": [f"set member {names('SERVER_NET', 'G_TERMINALS', 'GAZO_NET')}"],
            "G_RADWS": [f"set member {names('RADWS1', 'RADWS2', 'RADWS3')}"], "G_OQS": [f"set member {names('OQS1', 'OQS2')}"], "G_PACS": [f"set member {names('PACS01', 'RIS01')}"],
        }),
        block("firewall service custom", {
            "ALL": ["set protocol IP"], "HTTPS": ["set tcp-portrange 443"], "RDP": ["set tcp-portrange 3389"], "SMB": ["set tcp-portrange 445"],
            "DICOM": ["set tcp-portrange 104 11112"], "TCP_5938": ["set tcp-portrange 5938"],
            "SQL": ["set tcp-portrange 1433"], "AD": ["set tcp-portrange 53 88 135 389 445 49152-65535", "set udp-portrange 53 88 123 389"],
        }),
        block("firewall vip", {"VIP_PACSWEB": ["set extip 203.0.113.40", 'set mappedip "172.20.32.10"', 'set extintf "wan1"', "set portforward enable",
                                               "set extport 8443", "set mappedport 443"]}),
        block("firewall schedule onetime", {"MIGRATION_2025": ["set start 08:00 2025/03/01", "set end 20:00 2025/03/31"]}),
    ])  # fmt: skip


def med_vpn() -> str:
    return "".join([
        block("user saml", {"entra-maint": ['set entity-id "http://kh/metadata"', 'set idp-entity-id "https://sts.example/"', 'set idp-cert "REMOTE_Cert_1"']}),
        block("user ldap", {"kh-ad": ['set server "172.20.1.10"', "set password ENC ldapBindPw#77"]}),
        block("user group", {"G_SAML_MAINT": ['set member "entra-maint"']}),
        block("vpn ssl web portal", {"maint": ["set tunnel-mode enable", 'set ip-pools "SSLVPN_POOL"']}),
        block("vpn ssl settings", ['set servercert "KH_SP"', 'set tunnel-ip-pools "SSLVPN_POOL"', "set port 10443", 'set source-interface "wan1"', 'set source-address "all"',
                                   'set default-portal "maint"', 'config authentication-rule\n    edit 1\n        set groups "G_SAML_MAINT"\n        set portal "maint"\n    next\nend']),
        block("vpn ipsec phase1-interface", {"CLEAR_VPN": ['set interface "wan1"', "set ike-version 2", 'set comments "クリアイメージ"', "set remote-gw 198.51.100.60",
                                                           "set psksecret ENC kh-psk-clear-8841"]}),
        block("vpn ipsec phase2-interface", {"CLEAR_VPN": ['set phase1name "CLEAR_VPN"', "set src-subnet 172.20.32.0 255.255.255.0", "set dst-subnet 10.120.8.0 255.255.255.0"]}),
    ])  # fmt: skip


def med_policies() -> str:
    nat = "set nat enable"
    inner = ("honkan", "sv")
    return block("firewall policy", {
        1: rule("honkan-sv", inner, "HONKAN_NET", "SERVER_NET", ["AD", "SQL", "SMB"]), 2: rule("shinkan-sv", ("sinkan", "sv"), "SHINKAN_NET", "SERVER_NET", ["AD", "SQL", "SMB"]),
        3: rule("kenshin-sv", ("kensin", "sv"), "KENSHIN_NET", "SERVER_NET", ["AD", "SQL"]), 4: rule("sv-gazo", ("sv", "gazo"), "SERVER_NET", "GAZO_NET", ["DICOM", "HTTPS"]),
        5: rule("honkan-gazo", ("honkan", "gazo"), "HONKAN_NET", "G_PACS", "HTTPS"),
        11: rule("cloud-ehr", ("any", "wan1"), ["G_TERMINALS", "SERVER_NET"], "CLOUD_EHR", "HTTPS", "クラウド電子カルテ 申請2024-031", nat),
        12: rule("rece-oqs", ("sv", "sikaku"), "RECE01", "G_OQS", ["SMB", "HTTPS"], "医事→資格確認 申請2023-008"),
        15: rule("sslvpn-maint", ("ssl.MED", "sv"), "SSLVPN_POOL", ["RECE01", "LIS01"], "RDP", "保守 多要素認証 変更番号 CHG-0132", 'set groups "G_SAML_MAINT"'),
        16: rule("clear-maint", ("CLEAR_VPN", "gazo"), "CLEAR_NET", "G_PACS", ["RDP", "HTTPS"], "クリアイメージ 保守"),
        17: rule("migration", ("any", "wan1"), "G_MED", "all", "ALL", "電カル移行作業", nat, schedule="MIGRATION_2025"),
        18: rule("old-ehr-maint", ("wan1", "sv"), "all", "OLD_EHR", "ALL", "", "set status disable"),
        21: rule("pacs-web", ("wan1", "gazo"), "all", "VIP_PACSWEB", "HTTPS", "医師自宅読影"),
        22: rule("radws-update", ("gazo", "wan1"), "G_RADWS", "all", ["HTTPS", "TCP_5938"], "", nat),
        31: rule("renkei-pacs", ("to-off0", "gazo"), "RENKEI_PC", "PACS01", "HTTPS", "地域連携室 画像参照 申請2025-112"),
        40: rule("deny-all", ("any", "any"), "all", "all", "ALL", action="deny"),
    }) + block("router static", {
        1: ["set gateway 203.0.113.46", 'set device "wan1"'], 2: ["set dst 10.120.8.0 255.255.255.0", 'set device "CLEAR_VPN"'],
        3: ["set dst 172.21.0.0 255.255.252.0", 'set gateway 172.31.0.2', 'set device "to-off0"'],
    })  # fmt: skip


def office_part() -> str:
    nat = "set nat enable"
    return "".join([
        block("firewall address", {"all": [], "JIMU_NET": net("172.21.0.0", "255.255.252.0"), "GUEST_NET": net("172.22.0.0", "255.255.252.0"),
                                   "RENKEI_PC": host("172.21.1.103"), "PACS01": host("172.20.32.10")}),
        block("firewall service custom", {"ALL": ["set protocol IP"], "HTTPS": ["set tcp-portrange 443"], "HTTP": ["set tcp-portrange 80"], "DNS": ["set udp-portrange 53"]}),
        block("firewall policy", {
            1: rule("jimu-net", ("jimu", "wan2"), "JIMU_NET", "all", ["HTTP", "HTTPS", "DNS"], "", nat),
            2: rule("guest-net", ("guest", "wan2"), "GUEST_NET", "all", ["HTTP", "HTTPS", "DNS"], "来院者", nat),
            31: rule("renkei-pacs", ("jimu", "to-off1"), "RENKEI_PC", "PACS01", "HTTPS", "申請2025-112"),
        }),
        block("router static", {1: ["set gateway 203.0.113.46", 'set device "wan2"'], 2: ["set dst 172.20.32.0 255.255.255.0", "set gateway 172.31.0.1", 'set device "to-off1"']}),
    ])  # fmt: skip


def config() -> str:
    """Return the whole backup file."""
    head = "#config-version=FG120G-7.4.8-FW-build2795-250523:opmode=0:vdom=1:user=kh-admin\n#conf_file_ver=2201\n#buildno=2795\n#global_vdom=1\n\n"
    listed = "config vdom\nedit root\nnext\nedit MED\nnext\nedit OFFICE\nnext\nend\n\n"
    parts = [head, listed, "config global\n", global_part(), "end\n"]
    for vdom, text in (("MED", med_objects() + med_vpn() + med_policies()), ("OFFICE", office_part())):
        parts += [f"\nconfig vdom\nedit {vdom}\n", text, "end\n"]
    return "".join(parts)
