"""What a firewall, router or switch lets through, in one form for all vendors (see docs/adr/0003).

Readers in ``ingest`` fill it; ``reach`` answers questions about it. What a reader did not understand stays in
``unread``, and an answer that rests on it is UNKNOWN.
"""

from enum import StrEnum

from inmori.model.attribute import attribute
from inmori.model.provenance import Frozen, Source, TextFact


class Action(StrEnum):
    """What a rule does."""

    ALLOW = "allow"
    DENY = "deny"


class AddressSet(Frozen):
    """Addresses of a rule: IPv4 ranges ("first", "last" inclusive), names as written, and what could not be resolved.

    ``unresolved`` holds names whose addresses are not known from the file (FQDN, geography, missing object);
    ``negated`` means everything but the ranges.
    """

    ranges: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    negated: bool = False


class PortSpan(Frozen):
    """Ports of one protocol: "tcp", "udp", "icmp", or "any" for all protocols (ports then 0 to 65535)."""

    protocol: str
    first: int = 0
    last: int = 65535


class ServiceSet(Frozen):
    """Services of a rule."""

    ports: tuple[PortSpan, ...] = ()
    names: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    negated: bool = False  # everything but the ports


class Rule(Frozen):
    """One filter rule, in order of evaluation."""

    id: str = attribute(ja="番号", en="Rule id")
    name: str = attribute("", ja="名称", en="Name")
    enabled: bool = attribute(True, ja="有効", en="Enabled")
    action: Action = attribute(ja="動作", en="Action")
    from_interfaces: tuple[str, ...] = ()  # empty: any
    to_interfaces: tuple[str, ...] = ()
    source: AddressSet
    destination: AddressSet
    service: ServiceSet
    publications: tuple[str, ...] = ()  # names of Publication objects used as destination
    users: tuple[str, ...] = ()  # user groups that must be signed in
    nat: bool = False
    logged: bool | None = None
    inspected: tuple[str, ...] = ()  # security profiles bound ("av", "ips", "web", "app", "dns", "ssl")
    comment: str = ""
    unread: tuple[str, ...] = ()  # settings of this rule that were not understood
    # False: it cannot decide whether a connection opens, for it matches replies only ("established") or stops no
    # more than some source ports, which a caller chooses.
    opens: bool = True
    source_ref: Source


class Interface(Frozen):
    """One interface: address in CIDR form or None; zone members are named by their own interface names."""

    name: str
    alias: str = ""
    description: str = ""
    cidr: str | None = None  # host address with prefix, e.g. 10.0.0.1/24
    secondary: tuple[str, ...] = ()
    vlan: int | None = None
    parent: str | None = None
    role: str = ""  # "wan", "lan", "dmz", "tunnel" where the file says so
    up: bool = True
    management: tuple[str, ...] = ()  # management services offered here: "https", "ssh", "telnet", "http", "snmp"
    source_ref: Source


class InterfaceZone(Frozen):
    """A named group of interfaces; traffic inside passes unless ``intrazone_denied``."""

    name: str
    interfaces: tuple[str, ...]
    intrazone_denied: bool = False


class Route(Frozen):
    """One static route; ``via`` None means directly on the interface."""

    destination: str
    via: str | None = None
    interface: str | None = None
    comment: str = ""
    source_ref: Source


class Publication(Frozen):
    """A published inner address (VIP, destination NAT). Ports None means all."""

    name: str
    interface: str
    outer: str
    inner: str
    protocol: str = "tcp"
    outer_port: int | None = None
    inner_port: int | None = None
    outer_port_last: int | None = None  # last port of a range; the inner range is as long
    sources: tuple[tuple[str, str], ...] = ()  # answers these ranges only; empty: everybody
    source_ref: Source


class Tunnel(Frozen):
    """A VPN: IPsec to a peer, or SSL-VPN for people.

    ``serving`` tells whether it really answers (SSL-VPN: bound to an interface and used by a rule).
    ``second_factor`` is False only when the file shows that no user has one, or leaves it open and the list says so.
    """

    name: str
    kind: str  # "ipsec" or "sslvpn"
    interface: str = ""
    peer: str | None = None
    local_networks: tuple[str, ...] = ()
    remote_networks: tuple[str, ...] = ()
    pool: AddressSet | None = None
    port: int | None = None
    ike_version: int | None = None
    proposal: str = ""
    serving: bool = True
    second_factor: bool | None = None
    source_limited: bool | None = None
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    description: str = ""
    source_ref: Source


class Administrator(Frozen):
    """An account that can change the gateway."""

    name: str
    source_limited: bool
    second_factor: bool | None  # None: signs in at another server, which may ask for one
    comment: str = ""
    source_ref: Source


class Effect(StrEnum):
    """What a part that was not understood may do to traffic; it decides which answers rest on it."""

    NONE = "none"  # nothing to a packet that passes the gateway
    STOPS = "stops"  # it may stop what otherwise passes
    OPENS = "opens"  # it may let pass what is otherwise stopped
    EITHER = "either"  # both
    ITSELF = "itself"  # it bears on what is sent to the gateway itself


class Unread(Frozen):
    """A part of the file that was not understood (never with values that may be secret).

    An answer that ``effect`` could turn round is UNKNOWN; ``interfaces``: only what comes in or goes out there (empty:
    everything). ``after``: the id of the rule behind which it stands; what that one and those before it decide is certain.
    """

    what: str
    effect: Effect = Effect.NONE
    interfaces: tuple[str, ...] = ()
    after: str | None = None
    source_ref: Source


class Gateway(Frozen):
    """One device that routes and filters, as its configuration says."""

    id: str
    device_id: str | None = None
    name: TextFact = attribute(TextFact(), ja="機器名", en="Name")
    product: str = attribute("", ja="製品", en="Product")  # "FortiOS"
    version: str = attribute("", ja="版", en="Version")
    model: str = attribute("", ja="型番", en="Model")
    filters: bool = True  # whether it filters between interfaces at all
    forwards: bool = True  # False: a layer-2 switch; its addresses are its own and it passes nothing on between networks
    default: Action = Action.DENY
    # True: rules are lists of single interfaces. A packet is judged where it comes in (rules that name the interface in
    # ``from_interfaces``), and again where it goes out (``to_interfaces``); it passes when neither stops it. What none
    # of an interface's rules matches is dropped there when the interface is named below, and passes when it is not.
    per_interface: bool = False
    filtered_in: tuple[str, ...] = ()
    filtered_out: tuple[str, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    interface_zones: tuple[InterfaceZone, ...] = ()
    routes: tuple[Route, ...] = ()
    rules: tuple[Rule, ...] = ()
    publications: tuple[Publication, ...] = ()
    tunnels: tuple[Tunnel, ...] = ()
    administrators: tuple[Administrator, ...] = ()
    remote_logging: bool | None = None
    unread: tuple[Unread, ...] = ()
    source_ref: Source
