"""Answers one question: may this address talk to that one, what decides it, and a packet that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from inmori.errors import InputError
from inmori.model import Gateway
from inmori.reach.address_space import Space, network
from inmori.reach.answer import Answer, Packet, Verdict
from inmori.reach.atlas import Atlas, Passage
from inmori.reach.filter import UNFILTERED
from inmori.reach.path import End, Map
from inmori.reach.service_space import ALL_SERVICES, WITH_PORTS, protocol_span, service
from inmori.reach.trace import Trace, local_service, trace
from inmori.reach.unread_doubt import guards_itself
from inmori.text import Text


def ask(gateways: Sequence[Gateway], *, src: str, dst: str, protocol: str, port: int | None) -> Answer:
    """Answer for ``src`` and ``dst`` (an address or a network each), across all ``gateways``.

    ``protocol`` is "tcp", "udp", "icmp", another protocol's name or "any"; ``port`` None asks about all ports. A
    question about one packet gets ALLOW, DENY or UNKNOWN; about more than one also PARTIAL. Only what was handed
    over counts: a router whose configuration is missing is taken not to filter, and the reason says so.

    Raises:
        InputError: ``src`` or ``dst`` is no IPv4 address or network, or the protocol has no known number.
    """
    sources, targets = _space(src), _space(dst)
    kinds = _services(protocol, port)
    one = sources.size == targets.size == kinds.size == 1
    number = service(protocol, port)
    if one and number is not None:
        packet = Packet(src=src.split("/")[0], dst=dst.split("/")[0], protocol=protocol.lower(), port=port)
        return _about_packet(Atlas(gateways), packet, sources.spans[0][0], targets.spans[0][0], number)
    atlas = Atlas(gateways, (sources, targets), (kinds,))
    return _about_sets(atlas, atlas.passage(sources, targets, kinds))


def _space(text: str) -> Space:
    found = network(text)
    if not found:
        raise InputError(
            Text(
                ja=f"「{text}」はIPv4のアドレスでもネットワークでもありません。",
                en=f'"{text}" is no IPv4 address or network.',
            )
        )
    return found


def _services(protocol: str, port: int | None) -> Space:
    found = protocol_span(protocol)
    if not found:
        raise InputError(
            Text(ja=f"プロトコル「{protocol}」は分かりません。", en=f'Unknown protocol "{protocol}".')
        )
    number = service(protocol, port)
    if number is not None and (port is not None or protocol.lower() not in WITH_PORTS):
        return Space(((number, number),))
    return found if found != ALL_SERVICES else ALL_SERVICES


def _about_packet(atlas: Atlas, packet: Packet, src: int, dst: int, number: int) -> Answer:
    if atlas.map.same_segment(src, dst) and not atlas.map.owner(packet.dst, but=-1):
        return Answer(verdict=Verdict.ALLOW, ref=UNFILTERED, packet=packet, reason=_SEGMENT)
    traces = trace(atlas.map, src=src, dst=dst, service=number)
    for verdict in (Verdict.ALLOW, Verdict.UNKNOWN, Verdict.DENY):
        found = next((item for item in traces if item.verdict is verdict), None)
        if found is not None:
            return _answer(atlas.map, found, packet, number)
    return Answer(verdict=Verdict.UNKNOWN, packet=packet, reason=_NOTHING_KNOWN)


def _answer(known: Map, found: Trace, packet: Packet, number: int) -> Answer:
    gateway = known.views[found.gateway].gateway
    decision = found.deciding
    verdict, ref, reason = found.verdict, decision.ref, _reason(found, packet)
    if decision.ref == "local":
        offered = local_service(gateway, address_at=decision.destination, service=number)
        guard = guards_itself(gateway)
        if offered and guard is None:
            verdict, ref = Verdict.ALLOW, offered
        reason = _LOCAL if guard is None else _DOUBT.filled(doubt=guard)
    return Answer(
        verdict=verdict,
        gateway_id=gateway.id,
        ref=ref,
        rule_name=decision.rule.name if decision.rule else "",
        packet=packet,
        reason=reason,
        source=decision.rule.source_ref if decision.rule else gateway.source_ref,
    )


def _reason(found: Trace, packet: Packet) -> Text:
    decision = found.deciding
    if decision.ref == UNFILTERED:
        return _UNFILTERED.filled(interface=decision.ingress or "?")
    if decision.ref.startswith("intrazone:"):
        return _INTRAZONE.filled(zone=decision.ref.removeprefix("intrazone:"))
    if decision.ref == "route":
        return _NO_ROUTE
    if decision.ref.startswith("publication:"):
        return _NOT_PUBLISHED.filled(name=decision.ref.removeprefix("publication:"))
    if found.verdict is Verdict.UNKNOWN:
        return _DOUBT.filled(doubt=decision.ref)
    text = _ALLOWED if found.verdict is Verdict.ALLOW else _DENIED
    if decision.ref == "default":
        text = _DEFAULT_ALLOW if found.verdict is Verdict.ALLOW else _DEFAULT_DENY
    name = f"「{decision.rule.name}」" if decision.rule and decision.rule.name else ""
    reason = text.filled(rule=decision.ref.removeprefix("policy:") + name)
    if decision.publication:
        reason = _joined(reason, _PUBLISHED.filled(name=decision.publication, inner=packet.dst))
    return _joined(reason, _USERS.filled(users="、".join(decision.users))) if decision.users else reason


def _about_sets(atlas: Atlas, found: Passage) -> Answer:
    packet = found.example if found.verdict in (Verdict.ALLOW, Verdict.PARTIAL) else found.stopped
    refs = found.refs if found.verdict is not Verdict.UNKNOWN else found.doubts
    rules = {f"policy:{rule.id}": rule for view in atlas.views for rule in view.gateway.rules}
    rule = rules.get(refs[0]) if refs else None
    if found.ends == (End.SEGMENT,):
        reason, refs = _SEGMENT, (UNFILTERED,)
    elif not found.gateways:
        reason = _NOTHING_KNOWN
    elif not found.filtered:
        reason, refs = _UNFILTERED.filled(interface="、".join(found.gateways)), (UNFILTERED,)
    elif found.verdict is Verdict.UNKNOWN:
        reason = _DOUBT.filled(doubt="、".join(found.doubts) or "?")
    elif found.verdict is Verdict.DENY:
        reason = _NONE_PASSES
    else:
        some = _SOME_PASSES if found.verdict is Verdict.PARTIAL else _ALL_PASSES
        reason = some.filled(refs=", ".join(found.refs[:5]))
    return Answer(
        verdict=found.verdict,
        gateway_id=found.gateways[0] if found.gateways else None,
        ref=refs[0] if refs else "default",
        rule_name=rule.name if rule else "",
        packet=packet,
        reason=reason,
        source=rule.source_ref if rule else None,
    )


def _joined(first: Text, second: Text) -> Text:
    return Text(ja=first.ja + second.ja, en=f"{first.en} {second.en}")


_SEGMENT = Text(
    ja="同じネットワークの中なので、途中で止める機器はありません。",
    en="Both are on one network; nothing stands between them.",
)
_NOTHING_KNOWN = Text(
    ja="いただいた設定からは、この二つのアドレスへの道が分かりません。",
    en="The configurations handed over do not tell a way between these two.",
)
_LOCAL = Text(
    ja="ファイアウォール自身の住所です。通信の規則ではなく、機器の管理設定で決まります。",
    en="This is the firewall's own address; its management settings decide, not its rules.",
)
_UNFILTERED = Text(
    ja="この機器は二つの間を止めません(どちらも {interface} の先)。設定をいただいていない機器が間にあれば、その分は分かりません。",
    en="This gateway does not filter between the two (both beyond {interface}); gear whose configuration was not handed "
    "over is not counted.",
)
_INTRAZONE = Text(
    ja="同じゾーン {zone} の中は規則なしで通ります。",
    en="Traffic inside the zone {zone} passes without a rule.",
)
_NO_ROUTE = Text(ja="宛先への経路がなく、届きません。", en="There is no route to the destination.")
_NOT_PUBLISHED = Text(
    ja="公開設定 {name} の住所ですが、この送信元またはポートには公開していません。",
    en="The address belongs to {name}, which is not published to this sender or at this port.",
)
_DOUBT = Text(
    ja="{doubt} の中身が設定から分からないため、どちらとも言えません。",
    en="Cannot be told: what {doubt} means is not in the configuration.",
)
_ALLOWED = Text(ja="規則 {rule} が許可しています。", en="Rule {rule} allows it.")
_DENIED = Text(ja="規則 {rule} が拒否しています。", en="Rule {rule} denies it.")
_DEFAULT_DENY = Text(ja="許可する規則がないため、通りません。", en="No rule allows it, so it is dropped.")
_DEFAULT_ALLOW = Text(ja="止める規則がないため、通ります。", en="No rule stops it, so it passes.")
_PUBLISHED = Text(
    ja="公開設定 {name} により、外からこの機器({inner})へ届きます。",
    en="Published by {name}, which leads to {inner}.",
)
_USERS = Text(ja="利用者の認証({users})が必要です。", en="Users must sign in ({users}).")
_NONE_PASSES = Text(ja="尋ねられた通信はすべて止まります。", en="Nothing of what was asked passes.")
_SOME_PASSES = Text(ja="一部だけ通ります({refs})。", en="Some of it passes ({refs}).")
_ALL_PASSES = Text(ja="尋ねられた通信はすべて通ります({refs})。", en="All of it passes ({refs}).")
