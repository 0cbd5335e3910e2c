"""Reads the VPNs of one VDOM: SSL-VPN for people, IPsec between places, and who may sign in to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inmori.ingest.fortios_network import Place
from inmori.ingest.fortios_objects import Addresses, Objects, as_ranges, subnet
from inmori.ingest.fortios_syntax import Node
from inmori.ingest.fortios_text import clean
from inmori.model.gateway import Action, AddressSet, Interface, InterfaceZone, Route, Rule, Tunnel
from inmori.reach.address_space import EVERYWHERE, NOTHING, Space, address, network, networks_of

_ONE_TIME = ("fortitoken", "fortitoken-cloud", "email", "sms")
_REMOTE_SECTIONS = (
    "user radius",
    "user ldap",
    "user tacacs+",
    "user saml",
    "user fsso",
    "user pop3",
    "user krb-keytab",
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides whether a VPN serves: the rules, zones, routes and interfaces of the same VDOM."""

    rules: tuple[Rule, ...]
    zones: tuple[InterfaceZone, ...]
    routes: tuple[Route, ...]
    interfaces: tuple[Interface, ...]

    def names(self, interface: str) -> frozenset[str]:
        """Return the interface's name and those of its zones."""
        return frozenset((interface, *(zone.name for zone in self.zones if interface in zone.interfaces)))

    def rules_of(self, interface: str) -> tuple[Rule, ...]:
        """Return the enabled allow rules that name the interface or its zone on either side."""
        names = self.names(interface)
        return tuple(
            rule
            for rule in self.rules
            if rule.enabled
            and rule.action is Action.ALLOW
            and not names.isdisjoint((*rule.from_interfaces, *rule.to_interfaces))
        )


class Users:
    """Who is in a group, and whether they sign in with a second factor."""

    def __init__(self, *parts: Node) -> None:
        self._users = {edit.name: edit for part in parts for edit in part.entries("user local")}
        self._peers = {edit.name for part in parts for edit in part.entries("user peer")}
        self._groups = {edit.name: edit for part in parts for edit in part.entries("user group")}
        self._remote = {
            edit.name for part in parts for name in _REMOTE_SECTIONS for edit in part.entries(name)
        }

    def members(self, groups: Iterable[str]) -> tuple[str, ...]:
        """Return the members of groups; a name that is no group is a user."""
        found: dict[str, None] = {}
        for name in groups:
            group = self._groups.get(name)
            found |= dict.fromkeys(group.values("member") if group else (name,))
            if group is not None and (
                group.sections("match") or group.value("group-type", "firewall") != "firewall"
            ):
                found[f"{name} (remote)"] = None
        return tuple(found)

    def second_factor(self, groups: Iterable[str]) -> bool | None:
        """Return True when every member has a second factor, False when none has and none is remote, else None."""
        answers: list[bool | None] = []
        for name in self.members(groups):
            user = self._users.get(name)
            if user is not None and user.value("status", "enable") != "enable":
                continue
            answers.append(self._one(name, user))
        if answers and all(answer is True for answer in answers):
            return True
        return False if answers and all(answer is False for answer in answers) else None

    def _one(self, name: str, user: Node | None) -> bool | None:
        if name in self._peers:
            return True  # a certificate of their own
        if user is None:
            return None  # another server, or nothing the file tells
        if user.value("two-factor", "disable") in _ONE_TIME:
            return True
        return False if user.value("type", "password") == "password" else None


def ssl_vpn(
    part: Node, *, vdom: str, objects: Objects, users: Users, around: Surroundings, place: Place
) -> tuple[Tunnel, ...]:
    """Return the SSL-VPN of a VDOM when it is set up at all; ``serving`` tells whether it answers."""
    settings = part.section("vpn ssl settings")
    name = f"ssl.{vdom or 'root'}"
    rules = tuple(rule for rule in around.rules_of(name) if name in rule.from_interfaces) or tuple(
        rule for rule in around.rules_of(name) if not around.names(name).isdisjoint(rule.from_interfaces)
    )
    if settings is None:
        if not rules:
            return ()
        settings = Node("vpn ssl settings", 0)
    portals = {edit.name: edit for edit in part.entries("vpn ssl web portal")}
    entry_rules = settings.entries("authentication-rule")
    groups = tuple(
        dict.fromkeys(
            group for rule in entry_rules for group in (*rule.values("groups"), *rule.values("users"))
        )
    )
    groups = groups or tuple(dict.fromkeys(user for rule in rules for user in rule.users))
    outer = settings.values("source-interface")
    used = [portals[key] for key in _portal_names(settings, entry_rules) if key in portals]
    pools = tuple(
        dict.fromkeys(
            (
                *settings.values("tunnel-ip-pools"),
                *(pool for portal in used for pool in portal.values("ip-pools")),
            )
        )
    )
    off = settings.value("status", "enable") == "disable"
    port = settings.value("port", "443")
    return (
        Tunnel(
            name=name,
            kind="sslvpn",
            interface=",".join(outer),
            pool=objects.addresses(pools) if pools else None,
            port=int(port) if port.isdigit() and int(port) < 65536 else None,
            serving=not off and bool(outer or rules),
            second_factor=_ssl_factor(settings, entry_rules, users, groups),
            source_limited=_limited(settings, objects),
            users=users.members(groups),
            groups=groups,
            source_ref=place.at(settings),
        ),
    )


def _portal_names(settings: Node, entry_rules: list[Node]) -> tuple[str, ...]:
    named = (settings.value("default-portal"), *(rule.value("portal") for rule in entry_rules))
    return tuple(dict.fromkeys(name for name in named if name))


def _ssl_factor(
    settings: Node, entry_rules: list[Node], users: Users, groups: tuple[str, ...]
) -> bool | None:
    # A client certificate beside the password is a second factor for everybody.
    certificates = entry_rules and all(rule.enabled("client-cert") for rule in entry_rules)
    if settings.enabled("reqclientcert") or certificates:
        return True
    return users.second_factor(groups)


def _limited(settings: Node, objects: Objects) -> bool | None:
    names = settings.values("source-address")
    if not names or "all" in names:
        return False
    found = Addresses()
    for name in names:
        found |= objects.address(name)
    if settings.enabled("source-address-negate"):
        return False  # everybody but a few
    if found.unresolved:
        return None  # a country or a name is no known peer
    return found.space != EVERYWHERE


def ipsec(
    part: Node, *, objects: Objects, users: Users, around: Surroundings, place: Place
) -> tuple[Tunnel, ...]:
    """Return the IPsec tunnels (interface mode and the older policy mode)."""
    selectors = [*part.entries("vpn ipsec phase2-interface"), *part.entries("vpn ipsec phase2")]
    found = []
    for section in ("vpn ipsec phase1-interface", "vpn ipsec phase1"):
        for node in part.entries(section):
            mine = [edit for edit in selectors if edit.value("phase1name") == node.name]
            found.append(
                _ipsec(node, mine, objects, users, around, place, routed=section.endswith("interface"))
            )
    return tuple(found)


def _ipsec(
    node: Node,
    selectors: list[Node],
    objects: Objects,
    users: Users,
    around: Surroundings,
    place: Place,
    *,
    routed: bool,
) -> Tunnel:
    kind = node.value("type", "static")
    peer = node.value("remote-gw") if kind == "static" else node.value("remotegw-ddns") or None
    local = _selected(selectors, "src", objects)
    remote = _selected(selectors, "dst", objects)
    if not remote or "0.0.0.0/0" in remote:
        # The usual routed tunnel lets its routes say what lies beyond.
        remote = tuple(route.destination for route in around.routes if route.interface == node.name)
    group = node.values("authusrgrp") or node.values("usergrp")
    pool = _pool(node, objects)
    interface = next((item for item in around.interfaces if item.name == node.name), None)
    serving = node.value("status", "enable") == "enable" and (interface is None or interface.up)
    if routed and around.rules:
        serving = serving and bool(around.rules_of(node.name))
    version = node.value("ike-version", "1")
    return Tunnel(
        name=node.name,
        kind="ipsec",
        interface=node.value("interface"),
        peer=None if peer in ("", "0.0.0.0") else peer,
        local_networks=local,
        remote_networks=tuple(net for net in remote if net != "0.0.0.0/0"),
        pool=pool,
        ike_version=int(version) if version in ("1", "2") else None,
        proposal=" ".join(node.values("proposal")),
        serving=serving,
        second_factor=users.second_factor(group) if group else None,
        source_limited=kind in ("static", "ddns"),
        groups=group,
        users=users.members(group),
        description=clean(node.value("comments") or node.value("comment")),
        source_ref=place.at(node),
    )


def _selected(selectors: list[Node], side: str, objects: Objects) -> tuple[str, ...]:
    found = NOTHING
    for node in selectors:
        kind = node.value(f"{side}-addr-type", "subnet")
        if kind == "name":
            found |= objects.address(node.value(f"{side}-name")).space
        elif kind == "range":
            first, last = address(node.value(f"{side}-start-ip")), address(node.value(f"{side}-end-ip"))
            if first is not None and last is not None:
                found |= Space.of(((first, last),))
        elif kind == "ip":
            found |= network(node.value(f"{side}-start-ip"))
        else:
            cidr = subnet(node.values(f"{side}-subnet") or ("0.0.0.0", "0.0.0.0"))
            found |= network(cidr) if cidr else NOTHING
    return networks_of(found)


def _pool(node: Node, objects: Objects) -> AddressSet | None:
    if not node.enabled("mode-cfg"):
        return None
    first, last = address(node.value("ipv4-start-ip")), address(node.value("ipv4-end-ip"))
    if first is not None and last is not None:
        return AddressSet(ranges=as_ranges(Space.of(((first, last),))))
    return objects.addresses((node.value("ipv4-name"),)) if node.value("ipv4-name") else None
