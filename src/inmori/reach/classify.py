"""Decides what kind of crossing a rule makes, from how narrow it is, where it leads, and what explains it.

Every threshold is about shape, not about names: a few hosts, a few ports, a reason on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inmori.model import Device, DeviceKind, ZoneKind
from inmori.reach.address_space import Space
from inmori.reach.allowed import Draft
from inmori.reach.crossing_kind import CrossingKind
from inmori.reach.grounds import Explanation
from inmori.reach.port_family import (
    CONTROL,
    FILES,
    REMOTE_TOOL,
    SHELL,
    VPN,
    WEB,
    is_files,
    is_vpn,
    names_files,
    remote_tool,
)
from inmori.reach.seen import Seen

FEW = 8  # hosts that one person can name
SPECIFIC = 64  # ports that a purpose needs
_WIDE = 2**20  # more outside addresses than any one partner has
_BOXES = (DeviceKind.VENDOR_BOX, DeviceKind.ROUTER, DeviceKind.FIREWALL, DeviceKind.MOBILE_ROUTER)
_COMPUTERS = (
    DeviceKind.SERVER,
    DeviceKind.CLIENT,
    DeviceKind.TABLET,
    DeviceKind.NAS,
    DeviceKind.MODALITY,
    DeviceKind.MEDICAL_DEVICE,
    DeviceKind.PRINTER,
)
_UPKEEP = ("保守", "メンテ", "maint", "vpn", "box", "リモート", "remote")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known beside the rule: why it may be there, traffic under it, machines on the inner side."""

    explanation: Explanation
    seen: Sequence[Seen]
    devices: Sequence[Device]  # those whose address is on the inner side, when that side is a few hosts


Kind = tuple[CrossingKind, float]  # and how sure


def classify(draft: Draft, evidence: Evidence) -> Kind:
    """Return the kind of a crossing and our confidence in it."""
    if draft.inbound:
        return _inbound(draft, evidence)
    if draft.far.kind in (ZoneKind.INTERNET, ZoneKind.CLOUD, ZoneKind.VENDOR_NET):
        return _to_outside(draft, evidence)
    return _between_inner(draft, evidence)


def _inbound(draft: Draft, evidence: Evidence) -> Kind:
    people = [tunnel for tunnel in draft.tunnels.values() if tunnel.kind == "sslvpn"]
    if people:
        factors = [tunnel.second_factor for tunnel in people]
        if all(factors):
            return _explained(draft, evidence)
        if False in factors:
            return CrossingKind.SSLVPN_PASSWORD_ONLY, 0.9
        return CrossingKind.SSLVPN_UNKNOWN_FACTOR, 0.5
    if any(tunnel.kind == "ipsec" for tunnel in draft.tunnels.values()):
        return _stale(evidence) or _from_partner(draft, evidence)
    if draft.far.kind is ZoneKind.INTERNET:
        if draft.outer.size <= FEW and evidence.explanation.strong and not draft.broad:
            return CrossingKind.SANCTIONED, 0.7
        return CrossingKind.PUBLISHED_SERVICE, 0.95 if draft.publications else 0.8
    if draft.far.kind in (ZoneKind.VENDOR_NET, ZoneKind.VENDOR, ZoneKind.CLOUD):
        return _stale(evidence) or _from_partner(draft, evidence)
    return _between_inner(draft, evidence)


def _stale(evidence: Evidence) -> Kind | None:
    """A company whose contract ended still has its way in; or one that is on no list, while lists are kept."""
    why = evidence.explanation
    if why.ended is not None:
        return CrossingKind.STALE_TUNNEL, 0.85
    if why.unlisted and why.vendor and not why.strong and not evidence.seen:
        return CrossingKind.STALE_TUNNEL, 0.5
    return None


def _from_partner(draft: Draft, evidence: Evidence) -> Kind:
    if draft.broad and (draft.inner.size > 1 or draft.outer.size > 1):
        return CrossingKind.ANY_RULE, 0.8 if draft.inner.size > FEW else 0.6
    why = evidence.explanation
    # A comment says what somebody meant, not that anybody applied for it: a company's way in needs a paper.
    if _narrow(draft.inner, draft.services) and why.strong:
        return CrossingKind.SANCTIONED, why.confidence
    return CrossingKind.UNEXPLAINED, 0.6


def _to_outside(draft: Draft, evidence: Evidence) -> Kind:
    stale = _stale(evidence) if draft.far.kind is ZoneKind.VENDOR_NET else None
    if stale is not None:
        return stale
    named = _named_destination(draft)
    if draft.inner.size <= 2:
        special = _single_host(draft, evidence, named)
        if special is not None:
            return special
    elif draft.broad:
        return CrossingKind.ANY_RULE, 0.9
    elif draft.inner.size <= FEW and draft.services & REMOTE_TOOL and _specific(draft.services):
        return CrossingKind.REMOTE_TOOL, 0.8
    why = evidence.explanation
    narrow = _specific(draft.services) and named
    # A list of remote maintenance need not name where data is sent; it must name the companies it is about.
    if narrow and why.by and not (why.unlisted and why.vendor):
        return CrossingKind.SANCTIONED, why.confidence
    if draft.inner.size <= FEW and _specific(draft.services) and why.strong:
        return CrossingKind.SANCTIONED, 0.7
    if not named and draft.services & WEB and draft.inner.size > FEW:
        return CrossingKind.ANY_RULE, 0.6  # a whole network may go anywhere on the web
    return CrossingKind.UNEXPLAINED, 0.6


def _named_destination(draft: Draft) -> bool:
    """Whether the outer side is a few addresses, or names that the file does not resolve."""
    target = draft.rule.destination
    if target.unresolved and not target.negated:
        return not target.ranges
    return draft.outer.size <= FEW or (draft.far.kind is not ZoneKind.INTERNET and draft.outer.size < _WIDE)


def _single_host(draft: Draft, evidence: Evidence, named: bool) -> Kind | None:
    """A single machine with a way out: a remote tool, a vendor's box, or neither."""
    rule = draft.rule
    texts = (rule.name, rule.comment, *rule.source.names, *rule.destination.names, *rule.service.names)
    flows = [seen for seen in evidence.seen if not seen.inbound]
    if any(remote_tool(seen.service, (seen.flow.service,)) for seen in flows):
        return CrossingKind.REMOTE_TOOL, 0.9
    if remote_tool(None, texts) or (draft.services and draft.services.within(REMOTE_TOOL)):
        return CrossingKind.REMOTE_TOOL, 0.8
    if any(is_vpn(seen.service, seen.flow.service) for seen in flows):
        return CrossingKind.VENDOR_BOX, 0.95
    if draft.services and draft.services.within(VPN):
        return CrossingKind.VENDOR_BOX, 0.85
    if named or not draft.broad:
        return None
    kinds = {device.kind.value for device in evidence.devices}
    upkeep = any(word in text.lower() for text in texts for word in _UPKEEP)
    if kinds & set(_BOXES):
        return CrossingKind.VENDOR_BOX, 0.9
    if kinds & set(_COMPUTERS):
        return CrossingKind.ANY_RULE, 0.7
    return CrossingKind.VENDOR_BOX, 0.7 if upkeep else 0.5


def _between_inner(draft: Draft, evidence: Evidence) -> Kind:
    why = evidence.explanation
    single = draft.inner.size == 1 and draft.outer.size == 1
    if draft.broad:
        if not single:
            return CrossingKind.ANY_RULE, 0.9
        return (CrossingKind.SANCTIONED, 0.6) if why.strong else (CrossingKind.UNEXPLAINED, 0.6)
    files = bool(draft.services & FILES) or (
        bool(draft.services & SHELL) and names_files(draft.rule.service.names)
    )
    if files and not draft.inbound and draft.far.kind in (ZoneKind.INFO, ZoneKind.GUEST):
        if draft.inner.size == 1 and why.by in ("approval", "list", "contract"):
            return CrossingKind.SANCTIONED, 0.75
        return CrossingKind.FILE_TO_INFO, 0.9 if draft.inner.size > 1 or not why.by else 0.75
    return _explained(draft, evidence)


def _explained(draft: Draft, evidence: Evidence) -> Kind:
    """Narrow and with a reason: sanctioned. Remote control needs both ends to be few."""
    why = evidence.explanation
    few = min(draft.inner.size, draft.outer.size) <= FEW
    if draft.services & CONTROL and draft.far.kind in (ZoneKind.INFO, ZoneKind.GUEST):
        few = max(draft.inner.size, draft.outer.size) <= FEW
    if few and _specific(draft.services) and why.by and not (why.unlisted and why.vendor):
        return CrossingKind.SANCTIONED, why.confidence
    return CrossingKind.UNEXPLAINED, 0.7 if not why.by else 0.5


def _narrow(hosts: Space, services: Space) -> bool:
    return hosts.size <= FEW and _specific(services)


def _specific(services: Space) -> bool:
    """Whether the ports are few; protocols without ports (ping, ESP) count as one."""
    count = 0
    for first, last in services.spans:
        span = last - first + 1
        count += 1 if span == 65536 and first // 65536 not in (6, 17, 132) else span
    return count <= SPECIFIC


def seen_kind(seen: Sequence[Seen]) -> CrossingKind:
    """Return the kind of traffic that no rule accounts for."""
    first = seen[0]
    if first.inbound and first.far.kind is ZoneKind.INTERNET:
        return CrossingKind.PUBLISHED_SERVICE
    return special_kind(first) or CrossingKind.UNEXPLAINED


def special_kind(seen: Seen) -> CrossingKind | None:
    """Return the kind of a flow that is telling by itself, whatever wide rule let it pass."""
    if seen.inbound:
        return None
    if seen.far.kind is ZoneKind.INTERNET:
        if remote_tool(seen.service, (seen.flow.service,)):
            return CrossingKind.REMOTE_TOOL
        return CrossingKind.VENDOR_BOX if is_vpn(seen.service, seen.flow.service) else None
    if seen.far.kind in (ZoneKind.INFO, ZoneKind.GUEST) and is_files(seen.service, seen.flow.service):
        return CrossingKind.FILE_TO_INFO
    return None
