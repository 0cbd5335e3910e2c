"""A made-up hospital with a firewall, to which a test adds rules, traffic, machines and papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from inmori.model import (
    Contract,
    DateFact,
    Device,
    DeviceKind,
    Fact,
    Flow,
    Gateway,
    Hospital,
    Network,
    RemoteAccess,
    RemoteMethod,
    Source,
    SourceKind,
    TextFact,
    YesNo,
    Zone,
    ZoneKind,
)
from inmori.model.gateway import (
    Action,
    AddressSet,
    Interface,
    PortSpan,
    Publication,
    Route,
    Rule,
    ServiceSet,
    Tunnel,
)

CONF = Source(kind=SourceKind.CONFIG, file="fw.conf")
WIRE = Source(kind=SourceKind.WIRE, file="conn.log")
SERVER, SECOND, PC, IMAGING = "10.4.10.5", "10.4.10.6", "10.4.12.31", "10.4.30.8"
OFFICE, OFFICE_SERVER, OQS = "192.168.5.40", "192.168.5.10", "10.4.40.3"
VENDOR_NET, TUNNEL_NET, POOL = "10.90.1.0/24", "10.91.0.0/24", ("10.4.99.10", "10.4.99.20")
INTERNET_HOST, PARTNER = "203.0.113.200", "192.0.2.55"

ZONES = (
    Zone(id="jimu", kind=ZoneKind.INFO, networks=(Network(cidr="192.168.5.0/24"),)),
    Zone(
        id="karte",
        kind=ZoneKind.CLINICAL,
        networks=(Network(cidr="10.4.10.0/24"), Network(cidr="10.4.12.0/24")),
    ),
    Zone(id="bumon", kind=ZoneKind.DEPT, networks=(Network(cidr="10.4.30.0/24"),)),
    Zone(id="shikaku", kind=ZoneKind.OQS, networks=(Network(cidr="10.4.40.0/27"),)),
    Zone(id="hoshu", kind=ZoneKind.VENDOR, networks=(Network(cidr="10.4.70.0/28"),)),
    Zone(id="link", kind=ZoneKind.LINK, networks=(Network(cidr="10.4.255.0/30"),)),
    Zone(id="rack", kind=ZoneKind.MGMT, networks=(Network(cidr="10.4.90.0/24"),)),
)

PORTS: dict[str, list[tuple[str, int, int]]] = {
    "ALL": [("any", 0, 65535)],
    "HTTPS": [("tcp", 443, 443)],
    "WEB": [("tcp", 80, 80), ("tcp", 443, 443)],
    "SMB": [("tcp", 445, 445)],
    "RDP": [("tcp", 3389, 3389)],
    "AGENT": [("tcp", 8080, 8080)],
    "SFTP": [("tcp", 22, 22)],
    "IPSEC": [("udp", 500, 500), ("udp", 4500, 4500)],
    "VIEW": [("tcp", 443, 443), ("tcp", 5938, 5938)],
    "ANYDESK": [("tcp", 7070, 7070)],
}


def addresses(*written: str, **more: Any) -> AddressSet:
    """ "all", hosts, "a-b" ranges or networks; names as written."""
    spans = []
    for text in written:
        if text == "all":
            spans.append(("0.0.0.0", "255.255.255.255"))
        elif "-" in text:
            first, _, last = text.partition("-")
            spans.append((first, last))
        elif "/" in text:
            from ipaddress import IPv4Network

            net = IPv4Network(text)
            spans.append((str(net[0]), str(net[-1])))
        else:
            spans.append((text, text))
    return AddressSet(ranges=tuple(spans), names=tuple(written), **more)


def rule(
    number: int,
    source: str | AddressSet,
    destination: str | AddressSet,
    service: str = "ALL",
    *,
    way: tuple[str, str] = ("", ""),
    comment: str = "",
    **more: Any,
) -> Rule:
    ports = tuple(PortSpan(protocol=kind, first=low, last=high) for kind, low, high in PORTS[service])
    values: dict[str, Any] = {
        "id": str(number),
        "name": f"rule-{number}",
        "action": Action.ALLOW,
        "from_interfaces": (way[0],) if way[0] else (),
        "to_interfaces": (way[1],) if way[1] else (),
        "source": addresses(source) if isinstance(source, str) else source,
        "destination": addresses(destination) if isinstance(destination, str) else destination,
        "service": ServiceSet(ports=ports, names=(service,)),
        "comment": comment,
        "source_ref": CONF,
        **more,
    }
    return Rule.model_validate(values)


def firewall(*rules: Rule, **more: Any) -> Gateway:
    def port(name: str, cidr: str | None, **extra: Any) -> Interface:
        return Interface(name=name, cidr=cidr, source_ref=CONF, **extra)

    inner = [Route(destination=cidr, via="10.4.255.2", interface="port2", source_ref=CONF)
             for cidr in ("10.4.10.0/24", "10.4.12.0/24", "10.4.30.0/24", "10.4.90.0/24")]  # fmt: skip
    values: dict[str, Any] = {
        "id": "fw",
        "product": "FortiOS",
        "version": "7.2.9",
        "interfaces": (
            port("wan1", "203.0.113.2/29", role="wan"),
            port("port1", "192.168.5.1/24"),
            port("port2", "10.4.255.1/30"),
            port("port3", "10.4.40.1/27"),
            port("port4", "10.4.70.1/28"),
            port("TO_NET", None, role="tunnel"),
            port("ssl.root", None, role="tunnel"),
        ),
        "routes": (
            Route(destination="0.0.0.0/0", via="203.0.113.1", interface="wan1", source_ref=CONF),
            *inner,
            Route(
                destination=VENDOR_NET,
                via="10.4.70.2",
                interface="port4",
                comment="北斗メディカル",
                source_ref=CONF,
            ),
            Route(destination=TUNNEL_NET, interface="TO_NET", source_ref=CONF),
        ),
        "rules": rules,
        "source_ref": CONF,
        **more,
    }
    return Gateway.model_validate(values)


def vip(inner: str = SERVER, port: int = 3389, **more: Any) -> Publication:
    return Publication(
        name="V1",
        interface="wan1",
        outer="203.0.113.2",
        inner=inner,
        outer_port=port,
        inner_port=port,
        source_ref=CONF,
        **more,
    )


def sslvpn(**more: Any) -> Tunnel:
    values = {
        "name": "ssl.root", "kind": "sslvpn", "interface": "wan1", "port": 443, "groups": ("STAFF",), "serving": True,
        "pool": AddressSet(ranges=(POOL,), names=("VPN_POOL",)), "second_factor": False, "source_ref": CONF, **more,
    }  # fmt: skip
    return Tunnel.model_validate(values)


def ipsec(**more: Any) -> Tunnel:
    values = {
        "name": "TO_NET", "kind": "ipsec", "interface": "wan1", "peer": "198.51.100.20", "remote_networks": (TUNNEL_NET,),
        "source_limited": True, "source_ref": CONF, **more,
    }  # fmt: skip
    return Tunnel.model_validate(values)


def flow(src: str, dst: str, port: int | None = 443, protocol: str = "tcp", **more: Any) -> Flow:
    values = {
        "src": src,
        "dst": dst,
        "protocol": protocol,
        "port": port,
        "connections": 3,
        "answered": True,
        "sources": (WIRE,),
        **more,
    }
    return Flow.model_validate(values)


def device(
    number: int, *places: str, kind: DeviceKind = DeviceKind.CLIENT, name: str = "", **more: Any
) -> Device:
    ledger = Source(kind=SourceKind.LEDGER, file="台帳.xlsx", sheet="機器", row=number)
    values = {
        "id": f"D{number}",
        "kind": Fact[DeviceKind].of(kind, ledger),
        "hostnames": (TextFact.of(name or f"PC{number:03}", ledger),),
        "addresses": tuple(TextFact.of(place, ledger) for place in places),
        "macs": (TextFact.of(f"00:11:22:33:44:{number:02x}", ledger),),
        "name": more.pop("called", TextFact()),
        **more,
    }
    return Device.model_validate(values)


def contract(vendor: str, *, end: date | None = None, **more: Any) -> Contract:
    ends = DateFact.of(end, CONF) if end else DateFact()
    return Contract(id=vendor, vendor=TextFact.of(vendor, CONF), end=ends, **more)


def listed(
    vendor: str, *refs: str, method: RemoteMethod = RemoteMethod.IPSEC_ROUTER, targets: tuple[str, ...] = ()
) -> RemoteAccess:
    return RemoteAccess(
        id=vendor, vendor=TextFact.of(vendor, CONF), method=Fact[RemoteMethod].of(method, CONF), listed=YesNo.of(True, CONF),
        refs=refs, targets=targets,
    )  # fmt: skip


def hospital(*rules: Rule, gateway: dict[str, Any] | None = None, **parts: Any) -> Hospital:
    return Hospital.model_validate(
        {"zones": ZONES, "gateways": (firewall(*rules, **(gateway or {})),), **parts}
    )
