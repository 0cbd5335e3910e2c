"""Looks up what the names in PAN-OS rules stand for: addresses, services, applications.

A rule that names applications matches by content; the file alone cannot tell whether a connection is one of them, so
such a rule may match at the applications' usual ports, and never decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inmori.ingest.gear_address import as_ranges, host_cidr, span_space, wildcard_space
from inmori.ingest.panos_tree import Node
from inmori.ingest.port_name import port_spans, spans
from inmori.model.gateway import AddressSet, PortSpan, ServiceSet
from inmori.reach.address_space import EVERYWHERE, NOTHING, Space, network

_DEPTH = 16  # groups within groups
_SERVICES = {"service-http": "tcp/80 tcp/8080", "service-https": "tcp/443"}
# Usual ports of applications that hospitals write into rules (Palo Alto Networks' Applipedia, "standard ports").
_APPLICATIONS = {
    "ssl": "tcp/443", "web-browsing": "tcp/80", "dns": "tcp/53 udp/53", "ntp": "udp/123", "ntp-base": "udp/123", "ping": "icmp",
    "icmp": "icmp", "traceroute": "icmp udp/33434-33534", "ssh": "tcp/22", "telnet": "tcp/23", "ftp": "tcp/21", "tftp": "udp/69",
    "ms-rdp": "tcp/3389 udp/3389", "vnc": "tcp/5900-5999", "vnc-base": "tcp/5900-5999", "smtp": "tcp/25 tcp/587",
    "smtp-base": "tcp/25 tcp/587", "pop3": "tcp/110 tcp/995", "imap": "tcp/143 tcp/993",
    "ms-ds-smb": "tcp/445 tcp/139", "ms-ds-smb-base": "tcp/445 tcp/139", "ms-ds-smbv1": "tcp/445 tcp/139", "ms-ds-smbv2": "tcp/445 tcp/139",
    "ms-ds-smbv3": "tcp/445 tcp/139", "netbios-ns": "udp/137", "netbios-dg": "udp/138", "netbios-ss": "tcp/139", "ldap": "tcp/389 tcp/636 udp/389",
    "kerberos": "tcp/88 udp/88", "msrpc": "tcp/135", "msrpc-base": "tcp/135", "mssql-db": "tcp/1433", "mssql-db-base": "tcp/1433",
    "mssql-mon": "udp/1434", "oracle": "tcp/1521", "mysql": "tcp/3306", "postgres": "tcp/5432", "snmp": "udp/161", "snmp-base": "udp/161",
    "snmp-trap": "udp/162", "syslog": "udp/514 tcp/514", "ike": "udp/500 udp/4500", "ipsec": "esp ah udp/4500", "ipsec-esp": "esp",
    "ipsec-esp-udp": "udp/4500", "ciscovpn": "udp/500 udp/4500", "dhcp": "udp/67-68", "radius": "udp/1812-1813", "dicom": "tcp/104 tcp/11112",
    "hl7": "tcp/2575", "lpd": "tcp/515", "ipp": "tcp/631", "nfs": "tcp/2049 udp/2049", "teamviewer": "tcp/5938 udp/5938 tcp/443 tcp/80",
    "teamviewer-base": "tcp/5938 udp/5938 tcp/443 tcp/80", "anydesk": "tcp/6568 tcp/443 tcp/80", "logmein": "tcp/443", "gre": "gre",
    "open-vpn": "tcp/1194 udp/1194 tcp/443", "l2tp": "udp/1701", "pptp": "tcp/1723", "sip": "tcp/5060 udp/5060", "quic": "udp/443",
}  # fmt: skip


def _spans(written: str) -> tuple[PortSpan, ...]:
    found: list[PortSpan] = []
    for part in written.split():
        protocol, _, ports = part.partition("/")
        found += spans((protocol,), port_spans(ports) if ports else None)
    return tuple(found)


class Objects:
    """The named objects of a vsys, before those that all share."""

    def __init__(self, parts: Sequence[Node]) -> None:
        def named(kind: str) -> dict[str, Node]:
            return {node.name: node for part in reversed(parts) for node in part.under(kind)}

        self._addresses, self._address_groups = named("address"), named("address-group")
        self._services, self._service_groups = named("service"), named("service-group")
        self._applications, self._application_groups = named("application"), named("application-group")

    def addresses(self, names: Sequence[str], *, negated: bool = False) -> AddressSet:
        """Return the addresses of a rule's side."""
        if not names or "any" in names:
            return AddressSet(ranges=as_ranges(EVERYWHERE), names=tuple(names) or ("any",))
        space, unknown = NOTHING, dict[str, None]()
        for name in names:
            found, unclear = self.address(name)
            space = space | found
            unknown |= dict.fromkeys(unclear)
        return AddressSet(ranges=as_ranges(space), names=tuple(names), unresolved=tuple(unknown), negated=negated)

    def address(self, name: str, depth: int = 0) -> tuple[Space, tuple[str, ...]]:
        """Return what a name stands for, and the names in it that the file does not resolve."""
        if name in self._addresses:
            found = _written_address(self._addresses[name])
            return (NOTHING, (name,)) if found is None else (found, ())
        group = self._address_groups.get(name)
        if group is not None:
            members = group.values("static")
            if depth > _DEPTH or group.at("dynamic") is not None:
                return NOTHING, (name,)
            space, unknown = NOTHING, dict[str, None]()
            for member in members:
                inner, unclear = self.address(member, depth + 1)
                space = space | inner
                unknown |= dict.fromkeys(unclear)
            return space, tuple(unknown)
        # A rule may hold an address itself; a country or an external list is a name that nothing resolves.
        direct = span_space(name)
        return (NOTHING, (name,)) if direct is None else (direct, ())

    def services(self, names: Sequence[str], applications: Sequence[str]) -> tuple[ServiceSet, tuple[str, ...]]:
        """Return the services of a rule, and what of its applications keeps it from deciding."""
        wanted = tuple(name for name in applications if name != "any")
        doubts = tuple(f"application {name}" for name in wanted)
        if "any" in names or not names:
            return ServiceSet(ports=(PortSpan(protocol="any"),), names=("any", *wanted)), doubts
        ports: dict[PortSpan, None] = {}
        unknown: dict[str, None] = {}
        for name in names:
            if name == "application-default":
                found, unclear = self._usual(wanted)
            else:
                found, unclear = self._service(name, 0)
            ports |= dict.fromkeys(found)
            unknown |= dict.fromkeys(unclear)
        whole = any(span.protocol == "any" for span in ports)
        return (
            ServiceSet(
                ports=(PortSpan(protocol="any"),) if whole else tuple(ports),
                names=(*names, *wanted),
                unresolved=tuple(unknown),
            ),
            doubts,
        )

    def _usual(self, applications: Iterable[str], depth: int = 0) -> tuple[tuple[PortSpan, ...], tuple[str, ...]]:
        found: dict[PortSpan, None] = {}
        unknown: dict[str, None] = {}
        wanted = tuple(applications)
        if not wanted:
            return (PortSpan(protocol="any"),), ()  # any application at its usual port: any port has one
        for name in wanted:
            custom = self._applications.get(name)
            group = self._application_groups.get(name)
            if group is not None and depth < _DEPTH:
                ports, unclear = self._usual(group.values("members") or group.values(), depth + 1)
                found |= dict.fromkeys(ports)
                unknown |= dict.fromkeys(unclear)
            elif name in _APPLICATIONS:
                found |= dict.fromkeys(_spans(_APPLICATIONS[name]))
            elif custom is not None and custom.values("default", "port"):
                for written in custom.values("default", "port"):
                    protocol, _, ports_written = written.partition("/")
                    port = port_spans(ports_written) if ports_written not in ("", "dynamic") else None
                    found |= dict.fromkeys(spans((protocol,), port))
            else:
                unknown[f"application {name}"] = None
        return tuple(found), tuple(unknown)

    def _service(self, name: str, depth: int) -> tuple[tuple[PortSpan, ...], tuple[str, ...]]:
        if name in self._services:
            found = _written_service(self._services[name])
            return ((), (name,)) if found is None else (found, ())
        group = self._service_groups.get(name)
        if group is not None and depth < _DEPTH:
            ports: dict[PortSpan, None] = {}
            unknown: dict[str, None] = {}
            for member in group.values("members"):
                inner, unclear = self._service(member, depth + 1)
                ports |= dict.fromkeys(inner)
                unknown |= dict.fromkeys(unclear)
            return tuple(ports), tuple(unknown)
        if name in _SERVICES:
            return _spans(_SERVICES[name]), ()
        return (), (name,)


def _written_address(node: Node) -> Space | None:
    """Return the addresses of an object; None when the file does not tell them (a name, a country)."""
    written = node.value("ip-netmask")
    if written:
        cidr = host_cidr(written)
        return network(cidr) if cidr else None
    if node.value("ip-range"):
        return span_space(node.value("ip-range"))
    if node.value("ip-wildcard"):
        base, _, wildcard = node.value("ip-wildcard").partition("/")
        return wildcard_space(base, wildcard)
    return None


def _written_service(node: Node) -> tuple[PortSpan, ...] | None:
    """Return the ports of an object. A span of source ports is the caller's own choice and is not counted."""
    found: list[PortSpan] = []
    for protocol in ("tcp", "udp", "sctp"):
        written = ",".join(node.values("protocol", protocol, "port"))
        if written:
            ports = port_spans(written.replace(" ", ""))
            if ports is None:
                return None
            found += spans((protocol,), ports)
    return tuple(found) or None
