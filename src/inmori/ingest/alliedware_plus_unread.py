"""Says what of an AlliedWare Plus configuration is not used in judging; names and counts only, never values."""

from __future__ import annotations

from inmori.ingest.alliedware_plus_access import spoken_of
from inmori.ingest.alliedware_plus_firewall import Firewall
from inmori.ingest.config_block import Config
from inmori.ingest.gear_unread import UnreadParts
from inmori.model import Source
from inmori.model.gateway import Effect, Unread

_NAMED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("router", "ospf"), "routing: router ospf"),
    (("router", "rip"), "routing: router rip"),
    (("router", "bgp"), "routing: router bgp"),
    (("ip", "vrf"), "routing: vrf"),
    (("ip", "pbr"), "routing: policy routes"),
    (("traffic-control",), "traffic-control: shaping by rules"),
    (("ipv6", "access-list"), "ipv6 access-list: rules of IPv6"),
    (("ips",), ""),
)
_ON_INTERFACES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("service-policy", "input"), "service-policy: quality of service with filters"),
    (("ipv6", "traffic-filter"), "ipv6 traffic-filter: rules of IPv6"),
    (("switchport", "mode", "private-vlan"), "private-vlan: ports kept apart"),
    (("ip", "policy", "route-map"), "routing: policy routes"),
    (("bridge-group",), "bridge-group: one segment over several interfaces"),
)
_FIRST = (
    "aaa access-group access-list antivirus application arp atmf auth auth-web-server autoboot banner boot bridge class-map clock "
    "configure crypto ddns debug default dos dot1x dpi ecofriendly end entity epsr erps ethernet exception exit firewall g8032 hostname "
    "ids interface ip ips ipv6 ipsec isakmp key l2tp l2tp-profile lacp license line lldp log loop-protection mac malware-protection "
    "match max-fib-routes max-static-routes mls nat nlb no ntp openflow ping-poll platform port-vlan-forwarding-priority power-inline ppp "
    "protect qos radius radius-server rmon route-map router rule security-password service set snmp snmp-server spanning-tree ssh sflow "
    "stack storm-control switch system tacacs-server terminal thrash-limiting trigger trap traffic-control tunnel udld url-filter username "
    "utm vcstack virtual-chassis vlan vrf vrrp vty web-control web-redirect wireless zone backpressure fan feature-license flowcontrol "
    "findme gui http mvr pki policy-map privilege prompt rep script scp startup-config test timezone cwmp dhcp domain vxlan macsec"
)
_OTHER = "hardware permit deny filter access-map address route community host telnet pool network subnet from to portfwd masq"
_HARMLESS = frozenset(_FIRST.split())
WORDS = _HARMLESS | frozenset(_OTHER.split())


def unread_of(config: Config, source: Source, wall: Firewall | None, *, listed: bool, routed: frozenset[str]) -> tuple[Unread, ...]:
    """Return what is not modelled; ``listed``: access lists stand beside a firewall and are not counted."""
    parts = UnreadParts(source, WORDS)
    for prefix, what in _NAMED:
        block = config.last(*prefix)
        if block is not None and what:
            parts.name(what, block.line)
    for block in config.find("interface"):
        for prefix, what in _ON_INTERFACES:
            found = block.last(*prefix)
            if found is not None:
                parts.name(what, found.line)
        if listed and block.has("access-group"):
            parts.name("access-group: hardware lists beside the firewall", block.line, effect=Effect.STOPS)
    for block in wall.unread if wall else ():
        parts.name("firewall or nat rule that is not understood", block.line, effect=Effect.EITHER)
    if wall is not None and not wall.protects:
        parts.name("firewall: its rules are not in force (no protect)", None)
    parts.unheard(config, _HARMLESS, lambda block: spoken_of(block, routed))
    return parts.parts()
