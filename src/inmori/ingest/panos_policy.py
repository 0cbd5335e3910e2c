"""Reads the security and translation rules of one PAN-OS vsys, in order of evaluation.

Pre-rules of Panorama come first and post-rules last; then traffic inside a zone passes and between zones is dropped,
unless the default rules were changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inmori.ingest.config_text import at, free_text
from inmori.ingest.gear_address import ANYWHERE
from inmori.ingest.gear_binding import EVERY_SERVICE
from inmori.ingest.gear_translation import meeting_outer
from inmori.ingest.panos_objects import Objects
from inmori.ingest.panos_tree import Node
from inmori.model import Source
from inmori.model.gateway import Action, Publication, Rule
from inmori.reach.address_space import address, address_text, ranges

_ACTIONS = {
    "allow": Action.ALLOW,
    "deny": Action.DENY,
    "drop": Action.DENY,
    "reset-client": Action.DENY,
    "reset-server": Action.DENY,
    "reset-both": Action.DENY,
}
_PROFILES = {
    "virus": "av", "wildfire-analysis": "av", "vulnerability": "ips", "spyware": "ips", "url-filtering": "web",
    "file-blocking": "file", "data-filtering": "dlp",
}  # fmt: skip
# All that a security rule may hold; anything else may narrow it.
_KNOWN_WORDS = (
    "from to source destination source-user category application service hip-profiles source-hip destination-hip action log-setting "
    "log-start log-end description tag group-tag profile-setting disabled schedule negate-source negate-destination rule-type "
    "icmp-unreachable option qos source-imsi source-imei source-nw-slice disable-inspect uuid audit-comment loc rule-id"
)
_KNOWN = frozenset(_KNOWN_WORDS.split())
_MOST = 256  # published addresses of one rule that are written out
_ANY = ("any", "")


def rulebases(parts: Sequence[Node], kind: str) -> Iterator[Node]:
    """Yield the rules of a kind ("security", "nat") in order: Panorama's first, the machine's own, Panorama's last."""
    for base in ("pre-rulebase", "rulebase", "post-rulebase"):
        for part in parts:
            yield from part.under(base, kind, "rules")


def rules(
    parts: Sequence[Node], objects: Objects, zones: Iterable[str], published: Sequence[Publication], source: Source
) -> tuple[Rule, ...]:
    """Return the security rules, and after them what the default rules say inside each zone."""
    found: list[Rule] = []
    for node in rulebases(parts, "security"):
        for rule in _rules(node, objects, source, profiles=parts):
            found += meeting_outer(rule, published)
    inside = default_action(parts, "intrazone-default", Action.ALLOW)
    for zone in zones:
        found.append(
            Rule(
                id=f"intrazone-default:{zone}",
                name="intrazone-default",
                action=inside,
                from_interfaces=(zone,),
                to_interfaces=(zone,),
                source=ANYWHERE,
                destination=ANYWHERE,
                service=EVERY_SERVICE,
                source_ref=source,
            )
        )
    return tuple(found)


def default_action(parts: Sequence[Node], name: str, otherwise: Action) -> Action:
    """Return what a default rule does, "intrazone-default" or "interzone-default"."""
    for part in parts:
        for base in ("rulebase", "post-rulebase"):
            written = part.value(base, "default-security-rules", "rules", name, "action")
            if written in _ACTIONS:
                return _ACTIONS[written]
    return otherwise


def _rules(node: Node, objects: Objects, source: Source, *, profiles: Sequence[Node]) -> Iterator[Rule]:
    action = _ACTIONS.get(node.value("action"))
    unread = [] if action else ["action"]
    service, doubts = objects.services(node.values("service"), node.values("application"))
    unread += [*doubts, *_narrowing(node, action)]
    rule = Rule(
        id=node.name,
        name=node.name,
        enabled=not node.on("disabled"),
        action=action or Action.ALLOW,
        from_interfaces=_zones(node, "from"),
        to_interfaces=_zones(node, "to"),
        source=objects.addresses(node.values("source"), negated=node.on("negate-source")),
        destination=objects.addresses(node.values("destination"), negated=node.on("negate-destination")),
        service=service,
        users=tuple(user for user in node.values("source-user") if user not in (*_ANY, "unknown")),
        logged=node.value("log-end", default="yes") == "yes" or node.on("log-start"),
        inspected=_inspected(node, profiles),
        comment=free_text(node.value("description")),
        unread=tuple(dict.fromkeys(unread)),
        source_ref=at(source, node.line),
    )
    kind = node.value("rule-type", default="universal")
    if kind == "intrazone":
        for zone in rule.from_interfaces:
            yield rule.model_copy(
                update={"id": f"{rule.id}:{zone}", "from_interfaces": (zone,), "to_interfaces": (zone,)}
            )
    elif kind == "interzone" and (
        not rule.from_interfaces or not rule.to_interfaces or set(rule.from_interfaces) & set(rule.to_interfaces)
    ):
        yield rule.model_copy(update={"unread": (*rule.unread, "rule-type interzone")})
    else:
        yield rule


def _zones(node: Node, side: str) -> tuple[str, ...]:
    names = node.values(side)
    return () if "any" in names or "multicast" in names else names


def _narrowing(node: Node, action: Action | None) -> list[str]:
    """Return the settings that narrow a rule in ways the model has no word for."""
    found: list[str] = []
    for key in ("category", "hip-profiles", "source-hip", "destination-hip", "source-imsi", "source-imei"):
        if any(value not in _ANY for value in node.values(key)):
            found.append(key)
    found += sorted(key for key in node.children if key not in _KNOWN)
    if node.value("schedule") and action is Action.DENY:
        found.append("schedule")  # what is denied at times is not shut
    return found


def _inspected(node: Node, parts: Sequence[Node]) -> tuple[str, ...]:
    holders = [node.at("profile-setting", "profiles")]
    for name in node.values("profile-setting", "group"):
        groups = [group for part in parts for group in part.under("profile-group") if group.name == name]
        holders += groups[:1]
    found = (
        kind
        for holder in holders
        if holder is not None
        for key, kind in _PROFILES.items()
        if holder.value(key) not in ("", "none")
    )
    return tuple(dict.fromkeys(found))


def publications(parts: Sequence[Node], objects: Objects, source: Source) -> tuple[tuple[Publication, ...], tuple[Node, ...]]:
    """Return what translation rules publish, and the rules of which that could not be told."""
    found: list[Publication] = []
    unread: list[Node] = []
    for node in rulebases(parts, "nat"):
        if node.on("disabled"):
            continue
        for kind in ("destination-translation", "dynamic-destination-translation"):
            if node.at(kind) is not None:
                items = list(_forwarded(node, kind, objects, source))
                found += items
                unread += [] if items else [node]
        if node.on("source-translation", "static-ip", "bi-directional"):
            items = list(_both_ways(node, objects, source))
            found += items
            unread += [] if items else [node]
    return tuple(found), tuple(unread)


def _hosts(objects: Objects, names: Sequence[str]) -> list[str]:
    """Return single addresses; nothing when a name is not resolved or stands for too many."""
    side = objects.addresses(names)
    space = ranges(side.ranges)
    if side.unresolved or space.size > _MOST:
        return []
    return [address_text(number) for first, last in space.spans for number in range(first, last + 1)]


def _forwarded(node: Node, kind: str, objects: Objects, source: Source) -> Iterator[Publication]:
    outer = _hosts(objects, node.values("destination"))
    inner = _hosts(objects, node.values(kind, "translated-address"))
    if not inner or not outer or len(inner) not in (1, len(outer)):
        return
    service, _ = objects.services(node.values("service"), ())
    port = node.value(kind, "translated-port")
    zones = node.values("from")
    senders = objects.addresses(node.values("source"))
    everybody = senders.ranges == ANYWHERE.ranges or senders.unresolved
    for index, one in enumerate(outer):
        for span in service.ports:
            whole = span.protocol == "any" or (span.first == 0 and span.last == 65535)
            yield Publication(
                name=node.name,
                interface=zones[0] if len(zones) == 1 and zones[0] not in _ANY else "any",
                outer=one,
                inner=inner[index if len(inner) > 1 else 0],
                protocol=span.protocol,
                outer_port=None if whole else span.first,
                outer_port_last=None if whole or span.last == span.first else span.last,
                inner_port=None if whole else int(port) if port.isdigit() and int(port) < 65536 else span.first,
                sources=() if everybody else senders.ranges,
                source_ref=at(source, node.line),
            )


def _both_ways(node: Node, objects: Objects, source: Source) -> Iterator[Publication]:
    inner = _hosts(objects, node.values("source"))
    outer = _hosts(objects, node.values("source-translation", "static-ip", "translated-address"))
    zones = node.values("to")
    if inner and len(inner) == len(outer) and all(address(one) is not None for one in outer):
        for one, other in zip(outer, inner, strict=True):
            yield Publication(
                name=node.name,
                interface=zones[0] if len(zones) == 1 and zones[0] not in _ANY else "any",
                outer=one,
                inner=other,
                protocol="any",
                source_ref=at(source, node.line),
            )
