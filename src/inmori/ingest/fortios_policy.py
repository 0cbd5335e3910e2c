"""Reads the rules and the published addresses of one VDOM, in order of evaluation.

Whatever narrows a rule and is not understood goes into ``Rule.unread``: such a rule may match, but never decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from inmori.ingest.fortios_network import Place
from inmori.ingest.fortios_objects import Objects, as_ranges
from inmori.ingest.fortios_policy_keys import KNOWN, is_known
from inmori.ingest.fortios_syntax import Node
from inmori.ingest.fortios_text import clean
from inmori.model.gateway import Action, AddressSet, Interface, Publication, Rule, ServiceSet
from inmori.reach.address_space import Space, address, address_text, network

_PUBLISHED_LIMIT = 256  # addresses of one VIP that are written out one by one
_ACTIONS = {"accept": Action.ALLOW, "ipsec": Action.ALLOW, "ssl-vpn": Action.ALLOW, "deny": Action.DENY}
# Settings that narrow a rule in ways this model has no word for, with the values that mean "off".
_NARROWING = {
    "ztna-status": ("disable",),
    "ztna-ems-tag": (),
    "ztna-geo-tag": (),
    "src-vendor-mac": (),
    "tos-mask": ("0x00", "0"),
    "reputation-minimum": ("0",),
    "vlan-filter": ("",),
    "sgt-check": ("disable",),
    "network-service-dynamic": ("",),
    "network-service-src-dynamic": ("",),
    "identity-based": ("disable",),
    "application": (),
    "app-category": (),
    "app-group": (),
    "url-category": (),
    "devices": (),
    "endpoint-compliance": ("disable",),
    "match-vip-only": ("disable",),
}
_PROFILES = {
    "av-profile": "av",
    "ips-sensor": "ips",
    "webfilter-profile": "web",
    "application-list": "app",
    "dnsfilter-profile": "dns",
    "emailfilter-profile": "mail",
    "dlp-sensor": "dlp",
    "dlp-profile": "dlp",
    "file-filter-profile": "file",
    "waf-profile": "waf",
    "ssl-ssh-profile": "ssl",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What rules are read with: their objects, schedules, profile groups, today's date and firmware."""

    objects: Objects
    schedules: dict[str, date | None]  # one-time schedules that end, with their end; None: recurring
    profile_groups: dict[str, Node]
    central_nat: bool
    version: tuple[int, ...]
    today: date
    place: Place


def schedules(*parts: Node) -> dict[str, date | None]:
    """Return the schedules that are not "always": their last day, or None when they come again and again."""
    found: dict[str, date | None] = {}
    for part in parts:
        for edit in part.entries("firewall schedule recurring"):
            whole_day = edit.value("start", "00:00") == edit.value("end", "00:00")
            days = set(edit.values("day"))
            if edit.name not in ("always", "default-darrp-optimize") and not (whole_day and len(days) == 7):
                found[edit.name] = None
        for edit in part.entries("firewall schedule onetime"):
            found[edit.name] = _day(edit.values("end"), "%H:%M %Y/%m/%d")
    return found


def _day(values: tuple[str, ...], form: str) -> date | None:
    try:
        return datetime.strptime(" ".join(values), form).date()
    except ValueError:
        return None


def rules(nodes: Iterable[Node], context: Context, publications: tuple[Publication, ...]) -> tuple[Rule, ...]:
    """Return the rules in order."""
    return tuple(_rule(node, context, publications) for node in nodes)


def _rule(node: Node, context: Context, publications: tuple[Publication, ...]) -> Rule:
    action = _ACTIONS.get(node.value("action", "deny"))
    unread = [f"set action {node.value('action')}"] if action is None else []
    action = action or Action.ALLOW  # redirect, isolate: something passes to somewhere
    if node.value("action") == "ipsec":
        unread.append("set action ipsec")
    source, destination = _side(node, "src", context), _side(node, "dst", context)
    names = context.objects.published_names(node.values("dstaddr"))
    if untold := tuple(name for name in names if context.objects.untold(name, publications)):
        destination = destination.model_copy(update={"unresolved": (*destination.unresolved, *untold)})
    service, narrow = _services(node, context)
    if action is Action.DENY or service.negated:
        # A deny that stops only some packets of a port does not prove that the port is shut.
        unread += [f"service {name}" for name in narrow]
    unread += _narrowing(node)
    expired, timing = _timing(node, context, action)
    return Rule(
        id=node.name,
        name=clean(node.value("name")),
        enabled=node.value("status", "enable") == "enable" and not expired,
        action=action,
        from_interfaces=_interfaces(node.values("srcintf")),
        to_interfaces=_interfaces(node.values("dstintf")),
        source=source,
        destination=destination,
        service=service,
        publications=tuple(dict.fromkeys((*names, *_met(node, action, destination, context, publications)))),
        users=(*node.values("groups"), *node.values("users"), *node.values("fsso-groups")),
        nat=node.enabled("nat"),
        logged=_logged(node),
        inspected=_inspected(node, context),
        comment=clean(node.value("comments") or node.value("comment")),
        unread=(*unread, *timing),
        source_ref=context.place.at(node),
    )


def _interfaces(names: tuple[str, ...]) -> tuple[str, ...]:
    return () if "any" in names else names


def _side(node: Node, side: str, context: Context) -> AddressSet:
    key = f"{side}addr"
    cloud = "internet-service" if side == "dst" else "internet-service-src"
    if node.enabled(cloud):
        # Addresses of a cloud service live in a database outside the file.
        names = _cloud_names(node, cloud)
        return AddressSet(names=names, unresolved=names, negated=node.enabled(f"{cloud}-negate"))
    written = node.values(key)
    if not written and not node.values(f"{key}6"):
        return AddressSet(unresolved=(f"{key} not set",))
    names = context.objects.unpublished(written)
    return context.objects.addresses(names, negated=node.enabled(f"{key}-negate"), written=written)


def _cloud_names(node: Node, key: str) -> tuple[str, ...]:
    kinds = ("name", "id", "group", "custom", "custom-group")
    return tuple(f"internet-service:{name}" for kind in kinds for name in node.values(f"{key}-{kind}")) or (
        "internet-service",
    )


def _services(node: Node, context: Context) -> tuple[ServiceSet, tuple[str, ...]]:
    names = node.values("service")
    if not names and node.enabled("internet-service"):
        cloud = _cloud_names(node, "internet-service")
        return ServiceSet(names=cloud, unresolved=cloud), ()
    if not names:
        missing = () if node.enabled("internet-service-src") else ("service not set",)
        return context.objects.services(("ALL",)) if not missing else (ServiceSet(unresolved=missing), ())
    return context.objects.services(names, negated=node.enabled("service-negate"))


def _narrowing(node: Node) -> list[str]:
    keys = node.settings.keys()
    found = [] if keys <= KNOWN else [key for key in keys if not is_known(key)]
    if node.stray:
        found.append("a line that is not understood")
    for key in () if keys.isdisjoint(_NARROWING) else sorted(keys & _NARROWING.keys()):
        values = node.values(key)
        if values and values[0] not in _NARROWING[key]:
            found.append(key)
    return found


def _timing(node: Node, context: Context, action: Action) -> tuple[bool, tuple[str, ...]]:
    """Return whether the rule's time is over, and what of its time keeps it from deciding."""
    if node.enabled("policy-expiry"):
        ends = _day(node.values("policy-expiry-date")[:1], "%Y-%m-%d")
        if ends is not None and ends < context.today:
            return True, ()
    name = node.value("schedule", "always")
    if name not in context.schedules:
        return False, ()
    ends = context.schedules[name]
    if ends is not None and ends < context.today:
        return True, ()
    # What is allowed at times can be used; what is denied at times is not shut.
    return False, (f"schedule {name}",) if action is Action.DENY else ()


def _met(
    node: Node,
    action: Action,
    destination: AddressSet,
    context: Context,
    publications: tuple[Publication, ...],
) -> tuple[str, ...]:
    """Return the published addresses that a rule meets without naming them.

    With central NAT every rule sees the inner address. Without it only a deny rule with ``match-vip`` (on by default
    since 7.2.4) meets published traffic that it does not name.
    """
    by_default = "enable" if action is Action.DENY and context.version >= (7, 2, 4) else "disable"
    if not context.central_nat and not (
        action is Action.DENY and node.value("match-vip", by_default) == "enable"
    ):
        return ()
    found: dict[str, None] = {}
    for item in publications:
        inner, outer = address(item.inner), address(item.outer)
        ranges = [(address(first) or 0, address(last) or 0) for first, last in destination.ranges]
        inside = [inner is not None and inner in Space.of(ranges)]
        if not context.central_nat:
            inside.append(outer is not None and outer in Space.of(ranges))
        if any(inside) != destination.negated:
            found[item.name] = None
    return tuple(found)


def _logged(node: Node) -> bool | None:
    kind = node.value("logtraffic", "utm")
    if kind == "utm":
        # Only what a security profile objects to is written down.
        return None if node.enabled("utm-status") else False
    return kind not in ("disable",)


def _inspected(node: Node, context: Context) -> tuple[str, ...]:
    if not node.enabled("utm-status"):
        return ()
    holder = node
    if node.value("profile-type") == "group" or (
        node.value("profile-group") and not node.value("av-profile")
    ):
        holder = context.profile_groups.get(node.value("profile-group"), node)
    found = (kind for key, kind in _PROFILES.items() if holder.value(key) not in ("", "no-inspection"))
    return tuple(dict.fromkeys(found))


def publications(
    objects: Objects, interfaces: tuple[Interface, ...], place: Place
) -> tuple[tuple[Publication, ...], tuple[str, ...]]:
    """Return the published addresses, and the names of those that could not be read."""
    found: list[Publication] = []
    unread: list[str] = []
    for node in objects.vips.values():
        if node.value("status", "enable") != "enable":
            continue
        items = _publications(node, objects, interfaces, place)
        found += items
        if not items:
            unread.append(node.name)
    return tuple(found), tuple(unread)


def _publications(
    node: Node, objects: Objects, interfaces: tuple[Interface, ...], place: Place
) -> list[Publication]:
    interface = node.value("extintf", "any")
    outer = _outer(node.value("extip", "0.0.0.0"), interface, interfaces)
    kind = node.value("type", "static-nat")
    sources = tuple(pair for written in node.values("src-filter") for pair in _source(written))
    common = {"name": node.name, "interface": interface, "sources": sources, "source_ref": place.at(node)}
    forwarded = node.enabled("portforward") or kind == "server-load-balance"
    protocol = node.value("protocol", "tcp") if forwarded else "any"
    first, last = _ports(node.value("extport")) if forwarded else (None, None)
    if kind in ("load-balance", "server-load-balance"):
        return [
            Publication(
                **common,
                outer=outer[0],
                inner=server.value("ip"),
                protocol="tcp" if protocol not in ("tcp", "udp") else protocol,
                outer_port=first,
                outer_port_last=last,
                inner_port=_ports(server.value("port"))[0] or first,
            )
            for server in node.entries("realservers")
            if outer and address(server.value("ip")) is not None
        ]
    inner = _inner(node, objects)
    mapped = _ports(node.value("mappedport"))[0] if forwarded else None
    return [
        Publication(
            **common,
            outer=one,
            inner=other,
            protocol=protocol,
            outer_port=first,
            outer_port_last=last,
            inner_port=mapped or first,
        )
        for one, other in zip(
            outer if len(outer) == len(inner) else outer[:1] * len(inner), inner, strict=False
        )
    ]


def _outer(written: str, interface: str, interfaces: tuple[Interface, ...]) -> list[str]:
    """Return the outer addresses; 0.0.0.0 becomes the interface's own address where the file tells it."""
    if written == "0.0.0.0":
        own = next((item.cidr for item in interfaces if item.name == interface and item.cidr), None)
        return [own.split("/")[0]] if own else ["0.0.0.0"]
    return _span(written)


def _inner(node: Node, objects: Objects) -> list[str]:
    if node.value("mapped-addr"):
        space = objects.address(node.value("mapped-addr")).space
        return [address_text(first) for first, last in space.spans if first == last][:_PUBLISHED_LIMIT]
    return [one for written in node.values("mappedip") for one in _span(written)]


def _span(written: str) -> list[str]:
    first, _, last = written.partition("-")
    low, high = address(first), address(last or first)
    if low is None or high is None or high < low:
        return []
    return [address_text(number) for number in range(low, min(high, low + _PUBLISHED_LIMIT - 1) + 1)]


def _ports(written: str) -> tuple[int | None, int | None]:
    first, _, last = written.partition("-")
    if not first.isdigit() or int(first) > 65535:
        return None, None
    end = int(last) if last.isdigit() else int(first)
    return int(first), end if end > int(first) else None


def _source(written: str) -> Iterable[tuple[str, str]]:
    if "-" in written:
        first, _, last = written.partition("-")
        if address(first) is not None and address(last) is not None:
            yield first, last
    else:
        yield from as_ranges(network(written))
