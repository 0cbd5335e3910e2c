"""Says what of a Cisco IOS configuration is not used in judging; names and counts only, never values."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from inmori.ingest.config_block import Block, Config
from inmori.ingest.gear_unread import UnreadParts
from inmori.model import Source
from inmori.model.gateway import Effect, Unread

# Parts that can change who may talk to whom and are not modelled. "routing:" makes routes uncertain.
_NAMED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("router", "ospf"), "routing: router ospf"),
    (("router", "eigrp"), "routing: router eigrp"),
    (("router", "bgp"), "routing: router bgp"),
    (("router", "rip"), "routing: router rip"),
    (("router", "isis"), "routing: router isis"),
    (("ip", "local", "policy"), "ip local policy: policy routes of the machine itself"),
    (("zone-pair", "security"), "zone-pair security: zone-based firewall"),
    (("mac", "access-list"), "mac access-list: lists by hardware address"),
    (("ipv6", "access-list"), "ipv6 access-list: rules of IPv6"),
    (("ipv6", "route"), "ipv6 route: routes of IPv6"),
    (("ip", "inspect"), "ip inspect: stateful inspection (lets answers pass)"),
)
_ON_INTERFACES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ip", "policy", "route-map"), "routing: policy routes"),
    (("ip", "inspect"), "ip inspect: stateful inspection (lets answers pass)"),
    (("zone-member", "security"), "zone-member security: zone-based firewall"),
    (("mac", "access-group"), "mac access-group: lists by hardware address"),
    (("ipv6", "traffic-filter"), "ipv6 traffic-filter: rules of IPv6"),
    (("switchport", "protected"), "switchport protected: ports kept apart"),
    (("switchport", "mode", "private-vlan"), "private-vlan: ports kept apart"),
)
_FIRST = (
    "aaa access-list alias archive arp authentication banner boot boot-end-marker boot-start-marker bridge call call-home cdp class-map "
    "clock config-register configuration control-plane controller crypto cts device-sensor device-tracking diagnostic dial-peer "
    "dialer-list dot1x do-exec enable end epm errdisable event exception exit facility-alarm file flow fips gatekeeper hostname hw-module "
    "ip ipv6 key l2tp-class license line lldp logging mac macro management mdix memory memory-size mls monitor multilink mmi-authentication "
    "nmsp no netconf netconf-yang ntp object-group parameter-map parser password platform policy-map port-channel power process "
    "profile qos queue-monitor radius radius-server redundancy restconf rmon route-map router sampler scheduler sdm security service "
    "service-template shell sntp snmp snmp-server spanning-tree stackwise subscriber switch system tacacs tacacs-server template "
    "time-range track transceiver transport-map tunnel udld upgrade username vdc version virtual-service vlan voice vpdn vpdn-group "
    "vrf vtp vstack webvpn wireless wsma x25 xconnect zone zone-pair interface energywise lacp auto coap cisp authorization eem kron "
    "username privilege prompt rep eoam ethernet default fabric standby table-map scripting ancp call-policy stack-mac stack-power avb "
    "tftp-server terminal telemetry tclsh dhcp domain autonomic appqoe app-hosting building current using ap avc pnp guestshell hsr inventory mvrp ptp rsvp "
    "speed storm-control bfd class element switchport description shutdown duplex negotiation media-type"
)
_OTHER = (
    "address access-group access-class permit deny remark evaluate mode trunk allowed native helper-address nat inside outside source "
    "static list overload pool route default-gateway routing server secure-server community host read input output group local policy "
    "security inspect authentication neighbor network area"
)
_HARMLESS = frozenset(_FIRST.split())
WORDS = _HARMLESS | frozenset(_OTHER.split())


# What may stop a packet that the lists let pass.
_STOPPING = ("zone-member security",)


def unread_of(
    config: Config,
    source: Source,
    untranslated: Iterable[Block],
    interfaces: Callable[[Block], tuple[str, ...]],
) -> tuple[Unread, ...]:
    """Return what is not modelled, and the lines that are none of the language.

    ``interfaces``: the interfaces with addresses that a section of the file speaks of.
    """
    parts = UnreadParts(source, WORDS)
    for prefix, what in _NAMED:
        block = config.last(*prefix)
        if block is not None:
            parts.name(what, block.line)
    for block in config.find("interface"):
        for prefix, what in _ON_INTERFACES:
            found = block.last(*prefix)
            if found is not None:
                stops = what.startswith(_STOPPING) and bool(interfaces(block))
                parts.name(
                    what,
                    found.line,
                    effect=Effect.STOPS if stops else Effect.NONE,
                    interfaces=interfaces(block) if stops else (),
                )
    for block in untranslated:
        parts.name("ip nat: a translation that is not understood", block.line)
    parts.unheard(config, _HARMLESS, interfaces)
    return parts.parts()
