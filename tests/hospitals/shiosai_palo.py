"""The PAN-OS firewall of 潮騒総合病院 as it exports itself: zones, names, twenty rules, two vendors' tunnels, one portal.

Rules are written as (from, to, source, destination, application, service, action, description) and become XML here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SERVERS, WARDS, DEPT, AIR, OFFICE, FAMILY = "10.180.16.", "10.180.18.", "10.180.32.", "10.180.48.", "10.181.0.", "10.181.64."
MAINT, CARE, LINK, POOL, OQS = "10.180.240.", "10.180.250.", "10.180.254.", "10.180.200.", "10.180.60."
SITE_CLINICAL, SITE_OFFICE = "10.182.16.", "10.182.0."
OUTSIDE, SITE_OUTSIDE, HARBOR, OCEAN = "203.0.113.162", "203.0.113.178", "198.51.100.71", "198.51.100.80"
SECRETS = ["$5$shioGPhash", "AQ==harborPSK8842", "AQ==oceanPSK1093", "AQ==branchPSK55", "shioSnmp!22"]

ADDRESSES = {
    "SV_EHR": SERVERS + "10/32", "SV_EHRDB": SERVERS + "11/32", "SV_IJI": SERVERS + "14/32", "SV_LIS": SERVERS + "12/32", "SV_PACS": SERVERS + "13/32",
    "NET_DEPT": DEPT + "0/24", "NET_KARTE": "10.180.16.0/20", "NAS_JIMU": OFFICE + "20/32", "PC_RENKEI": OFFICE + "61/32", "BOX_SHIOMI": DEPT + "201/32",
    "SV_DC": SERVERS + "15/32", "AV_RELAY": SERVERS + "20/32", "AV_CLOUD": "203.0.113.10/32", "TELERAD": "203.0.113.50/32", "NET_HARBOR": "10.77.8.0/24", "NET_OCEAN": "10.78.1.0/28",
    "NET_SITE2": SITE_CLINICAL + "0/24", "PUB_LIS": "203.0.113.164/32", "NET_FAMILY": "10.181.64.0/22", "NET_JIMU": "10.181.0.0/23",
}  # fmt: skip
SERVICES = {"tcp-443": "443", "tcp-1521": "1521", "tcp-3389": "3389", "tcp-13389": "13389", "tcp-445": "445"}
ZONES = {"untrust": ["ethernet1/1"], "karte": ["ethernet1/2"], "jimu": ["ethernet1/3"], "kazoku": ["ethernet1/4"], "maint": ["ethernet1/5", "tunnel.21", "tunnel.22"],
         "site2": ["tunnel.10"], "gp": ["tunnel.1"]}  # fmt: skip
FACES = {"ethernet1/1": (OUTSIDE + "/28", "NTT"), "ethernet1/2": (LINK + "1/30", "to SHO-CORE"), "ethernet1/3": (OFFICE + "1/23", "jimu"),
         "ethernet1/4": (FAMILY + "1/22", "kazoku wifi"), "ethernet1/5": (MAINT + "1/28", "hosyu")}  # fmt: skip
ROUTES = {"default": ("0.0.0.0/0", "203.0.113.161", ""), "karte": ("10.180.16.0/20", LINK + "2", ""), "dept": (DEPT + "0/24", LINK + "2", ""),
          "musen": (AIR + "0/24", LINK + "2", ""), "site2": (SITE_CLINICAL + "0/24", "", "tunnel.10"), "harbor": ("10.77.8.0/24", "", "tunnel.21"),
          "ocean": ("10.78.1.0/28", "", "tunnel.22")}  # fmt: skip
Rule = tuple[str, str, str, str, str, str, str, str]
RULES: dict[str, Rule] = {
    "block-kazoku": ("kazoku", "jimu karte", "any", "any", "any", "any", "deny", ""),
    "kazoku-inet": ("kazoku", "untrust", "NET_FAMILY", "any", "any", "application-default", "allow", ""),
    "jimu-inet": ("jimu", "untrust", "NET_JIMU", "any", "any", "application-default", "allow", ""),
    "jimu-ad": ("jimu", "karte", "NET_JIMU", "SV_DC", "dns ldap kerberos", "application-default", "allow", "ADと名前解決 申請No.2022-01"),
    "renkei-ehr": ("jimu", "karte", "PC_RENKEI", "SV_EHR", "ssl", "tcp-443", "allow", "地域連携室からカルテ参照 申請No.2025-07"),
    "av-update": ("karte", "untrust", "AV_RELAY", "AV_CLOUD", "ssl web-browsing", "application-default", "allow", "ウイルス定義の中継 申請No.2023-31"),
    "telerad": ("karte", "untrust", "SV_PACS", "TELERAD", "ssl", "tcp-443", "allow", "遠隔読影 契約K-118 申請No.2024-02"),
    "MAINT-OCEAN": ("maint", "karte", "NET_OCEAN", "SV_EHR SV_EHRDB", "ms-rdp", "tcp-3389", "allow", "オーシャンソフト 電子カルテ保守 申請No.2024-11"),
    "MAINT-HARBOR": ("maint", "karte", "NET_HARBOR", "NET_DEPT SV_PACS", "any", "any", "allow", "ハーバーメディカル"),
    "site2-ehr": ("site2", "karte", "NET_SITE2", "SV_EHR SV_IJI", "any", "tcp-443 tcp-1521", "allow", "第二病院からのカルテ利用 申請No.2022-03"),
    "shiomi": ("karte", "untrust", "BOX_SHIOMI", "any", "any", "any", "allow", ""),
    "TEMP-IKOU": ("karte", "untrust", "any", "any", "any", "any", "allow", "移行作業 2021/11"),
    "lis-in": ("untrust", "karte", "any", "PUB_LIS", "any", "tcp-13389", "allow", "LIS"),
    "gp-all": ("gp", "karte", "any", "any", "any", "any", "allow", "当直医・業者"),
    "iji-share": ("karte", "jimu", "SV_IJI", "NAS_JIMU", "ms-ds-smb", "tcp-445", "allow", "医事統計の受渡し"),
    "old-any": ("any", "any", "any", "any", "any", "any", "allow", "障害切分け"),
    "deny-all": ("any", "any", "any", "any", "any", "any", "deny", ""),
}  # fmt: skip
DISABLED = ("old-any",)


def members(words: str) -> str:
    return "".join(f"<member>{word}</member>" for word in words.split())


def entries(items: Mapping[str, str]) -> str:
    return "\n".join(f'<entry name="{name}">{inner}</entry>' for name, inner in items.items())


def _rule(name: str, rule: Rule) -> str:
    source, to, src, dst, application, service, action, text = rule
    off = "<disabled>yes</disabled>" if name in DISABLED else ""
    log = "<log-end>no</log-end>" if name == "TEMP-IKOU" else ""
    note = f"<description>{text}</description>" if text else ""
    return (f"<to>{members(to)}</to><from>{members(source)}</from><source>{members(src)}</source><destination>{members(dst)}</destination>"
            f"<source-user><member>any</member></source-user><category><member>any</member></category><application>{members(application)}</application>"
            f"<service>{members(service)}</service><action>{action}</action>{log}{off}{note}")  # fmt: skip


def _network() -> str:
    ethernet = {name: f'<layer3><ip><entry name="{address}"/></ip>' + ("<interface-management-profile>ping</interface-management-profile>" if name != "ethernet1/1" else "")
                + f"</layer3><comment>{note}</comment>" for name, (address, note) in FACES.items()}  # fmt: skip
    units = {f"tunnel.{n}": f"<comment>{text}</comment>" for n, text in ((1, "GlobalProtect"), (10, "第二病院"), (21, "HARBOR"), (22, "OCEAN"))}
    gateways = {name: f"<authentication><pre-shared-key><key>{key}</key></pre-shared-key></authentication><peer-address><ip>{peer}</ip></peer-address>"
                f"<local-address><ip>{OUTSIDE}/28</ip><interface>ethernet1/1</interface></local-address><protocol><ikev1><ike-crypto-profile>default</ike-crypto-profile>"
                "</ikev1></protocol>" for name, key, peer in (("IKE-SITE2", SECRETS[3], SITE_OUTSIDE), ("IKE-HARBOR", SECRETS[1], HARBOR), ("IKE-OCEAN", SECRETS[2], OCEAN))}  # fmt: skip
    tunnels = {f"IPSEC-{name}": f'<auto-key><ike-gateway><entry name="IKE-{name}"/></ike-gateway><proxy-id><entry name="1"><protocol><any/></protocol>'
               f"<local>{local}</local><remote>{remote}</remote></entry></proxy-id><ipsec-crypto-profile>default</ipsec-crypto-profile></auto-key>"
               f"<tunnel-interface>tunnel.{n}</tunnel-interface>" for name, n, local, remote in (
                   ("SITE2", 10, "10.180.16.0/20", SITE_CLINICAL + "0/24"), ("HARBOR", 21, DEPT + "0/24", "10.77.8.0/24"), ("OCEAN", 22, SERVERS + "0/24", "10.78.1.0/28"))}  # fmt: skip
    routes = {name: f"<destination>{net}</destination>" + (f"<nexthop><ip-address>{hop}</ip-address></nexthop>" if hop else "") + (f"<interface>{face}</interface>" if face else "")
              for name, (net, hop, face) in ROUTES.items()}  # fmt: skip
    faces = members(" ".join([*FACES, *units]))
    return f"""<network><profiles><interface-management-profile><entry name="ping"><ping>yes</ping></entry></interface-management-profile></profiles>
<interface><ethernet>{entries(ethernet)}</ethernet><tunnel><units>{entries(units)}</units></tunnel></interface>
<ike><gateway>{entries(gateways)}</gateway></ike><tunnel><ipsec>{entries(tunnels)}</ipsec><global-protect-gateway><entry name="GP-GW-N">
<tunnel-interface>tunnel.1</tunnel-interface><local-address><interface>ethernet1/1</interface></local-address></entry></global-protect-gateway></tunnel>
<virtual-router><entry name="default"><interface>{faces}</interface><routing-table><ip><static-route>{entries(routes)}</static-route></ip></routing-table></entry></virtual-router></network>"""


def _portal() -> str:
    return f"""<global-protect><global-protect-portal><entry name="GP-PORTAL"><portal-config><local-address><interface>ethernet1/1</interface></local-address>
<client-auth><entry name="all"><os>Any</os><authentication-profile>AUTH-LOCAL</authentication-profile></entry></client-auth></portal-config></entry></global-protect-portal>
<global-protect-gateway><entry name="GP-GW"><local-address><interface>ethernet1/1</interface></local-address><tunnel-mode>yes</tunnel-mode>
<remote-user-tunnel>GP-GW-N</remote-user-tunnel><client-auth><entry name="all"><os>Any</os><authentication-profile>AUTH-LOCAL</authentication-profile></entry></client-auth>
<remote-user-tunnel-configs><entry name="all"><ip-pool><member>{POOL}10-{POOL}60</member></ip-pool><split-tunneling><access-route><member>10.180.16.0/20</member>
</access-route></split-tunneling></entry></remote-user-tunnel-configs></entry></global-protect-gateway></global-protect>"""


def _vsys(users: Sequence[str]) -> str:
    zones = entries({name: f"<network><layer3>{members(' '.join(faces))}</layer3></network>" for name, faces in ZONES.items()})
    addresses = entries({name: f"<ip-netmask>{net}</ip-netmask>" for name, net in ADDRESSES.items()})
    services = entries({name: f"<protocol><tcp><port>{port}</port></tcp></protocol>" for name, port in SERVICES.items()})
    nat = entries({
        "lis-rdp": "<destination-translation><translated-address>SV_LIS</translated-address><translated-port>3389</translated-port></destination-translation>"
                   "<to><member>untrust</member></to><from><member>untrust</member></from><source><member>any</member></source>"
                   "<destination><member>PUB_LIS</member></destination><service>tcp-13389</service>",
        "out": "<source-translation><dynamic-ip-and-port><interface-address><interface>ethernet1/1</interface></interface-address></dynamic-ip-and-port></source-translation>"
               "<to><member>untrust</member></to><from><member>jimu</member><member>kazoku</member><member>karte</member></from><source><member>any</member></source>"
               "<destination><member>any</member></destination><service>any</service>",
    })  # fmt: skip
    rules = entries({name: _rule(name, rule) for name, rule in RULES.items()})
    local = entries({user: f"<phash>{SECRETS[0]}{user}</phash>" for user in users})
    return f"""<vsys><entry name="vsys1"><import><network><interface>{members(" ".join(FACES))}</interface></network></import>
<zone>{zones}</zone>
<address>{addresses}</address>
<service>{services}</service>
<local-user-database><user>{local}</user></local-user-database>
<authentication-profile><entry name="AUTH-LOCAL"><method><local-database/></method><allow-list><member>all</member></allow-list></entry></authentication-profile>
{_portal()}
<rulebase><security><rules>{rules}</rules></security><nat><rules>{nat}</rules></nat></rulebase></entry></vsys>"""


def config() -> str:
    """Return running-config.xml."""
    users = ("gp-toujitsu", "gp-harbor", "gp-setsubi")
    return f"""<?xml version="1.0"?>
<config version="10.1.0" urldb="paloaltonetworks" detail-version="10.1.9">
<mgt-config><users><entry name="admin"><phash>{SECRETS[0]}admin</phash><permissions><role-based><superuser>yes</superuser></role-based></permissions></entry></users></mgt-config>
<shared/>
<devices><entry name="localhost.localdomain">
{_network()}
<deviceconfig><system><hostname>SHO-PA820</hostname><ip-address>{CARE}1</ip-address><netmask>255.255.255.0</netmask><timezone>Asia/Tokyo</timezone>
<snmp-setting><access-setting><version><v2c><snmp-community-string>{SECRETS[4]}</snmp-community-string></v2c></version></access-setting></snmp-setting></system></deviceconfig>
{_vsys(users)}
</entry></devices>
</config>
"""
