"""Says what of a FortiOS file was not understood, for the gateway (as facts) and for the person (as problems)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from inmori.ingest.fortios_network import Place
from inmori.ingest.fortios_syntax import Node, Tree
from inmori.ingest.gear_problem import done_with
from inmori.ingest.intake import Problem
from inmori.model.gateway import Effect, Gateway, Unread
from inmori.text import Text

_LOCAL_IN = "firewall local-in-policy"
_RULES = ("firewall policy", "firewall consolidated policy", "firewall security-policy")
# Sections that can change who may talk to whom and are not modelled. "routing:" makes routes uncertain.
_UNMODELLED = {
    "firewall policy6": "IPv6 rules",
    "firewall interface-policy": "interface rules",
    _LOCAL_IN: "rules for traffic to the firewall itself",
    "firewall proxy-policy": "rules of the explicit proxy",
    "firewall multicast-policy": "multicast rules",
    "firewall central-snat-map": "central source NAT (changes the sender's address, not who may pass)",
    "firewall access-proxy": "access proxy (ZTNA)",
    "firewall shaping-policy": "",
    "vpn l2tp": "L2TP VPN",
    "vpn pptp": "PPTP VPN",
}
_PROTOCOLS = {
    "router ospf": "network area",
    "router bgp": "neighbor network",
    "router rip": "network",
    "router isis": "isis-interface",
}


def unread_of(part: Node, tree: Tree, unpublished: Iterable[str], place: Place) -> tuple[Unread, ...]:
    """Return the parts of a VDOM that were not understood; names and counts only, never values."""
    found: list[Unread] = []
    for name, what in _UNMODELLED.items():
        block = part.section(name)
        count = len(block.edits) if block else 0
        on = block is not None and block.enabled("status")
        if block is not None and what and (count or on):
            effect = Effect.ITSELF if name == _LOCAL_IN else Effect.NONE
            found.append(Unread(what=f"{name}: {what} ({count})", effect=effect, source_ref=place.at(block)))
    for name in _RULES:
        block = part.section(name)
        if block is not None and (block.stray or block.settings):
            # Between two rules stands what may have been one.
            what = f"{name}: a line that is not understood"
            after = _last_before(part, name)
            found.append(Unread(what=what, effect=Effect.EITHER, after=after, source_ref=place.at(block)))
    sixes = [node for name in _RULES for node in part.entries(name) if node.values("srcaddr6") or node.values("dstaddr6")]
    if sixes:
        found.append(Unread(what=f"firewall policy: addresses of IPv6 ({len(sixes)})", source_ref=place.at(sixes[0])))
    steered = part.section("router policy")
    if steered is not None and steered.edits:
        found.append(Unread(what=f"routing: router policy ({len(steered.edits)})", source_ref=place.at(steered)))
    for name, tables in _PROTOCOLS.items():
        block = part.section(name)
        if block is not None and any(block.entries(table) for table in tables.split()):
            found.append(Unread(what=f"routing: {name}", source_ref=place.at(block)))
    settings = part.section("system settings")
    if settings is not None and settings.value("opmode") == "transparent":
        found.append(Unread(what="routing: transparent mode", source_ref=place.at(settings)))
    found += [Unread(what=f"firewall vip: {name}", source_ref=place.source) for name in unpublished]
    for word, lines in sorted(_stray(tree).items()):
        source = place.source.model_copy(update={"line": lines[0]})
        found.append(Unread(what=f"line: {word} ({len(lines)})", source_ref=source))
    return tuple(found)


def _last_before(part: Node, name: str) -> str | None:
    """Return the rule before the first line that is none; None where it may stand before all of them.

    A setting without its rule may belong to any, and where rules are written in several goes, a later one may stand first.
    """
    blocks = part.sections(name)
    if len(blocks) != 1 or blocks[0].settings or not blocks[0].first_stray:
        return None
    before = [edit.name for edit in blocks[0].edits if edit.line < blocks[0].first_stray]
    twice = len({edit.name for edit in blocks[0].edits}) < len(blocks[0].edits)
    return before[-1] if before and not twice else None


def _stray(tree: Tree) -> dict[str, list[int]]:
    """Group the stray lines by first word; a word that is no plain word is not repeated (it may be a secret)."""
    found: dict[str, list[int]] = {}
    for line, word in tree.stray:
        known = word in (
            "delete",
            "rename",
            "move",
            "clone",
            "purge",
            "select",
            "unselect",
            "clear",
            "next",
            "end",
            "set",
        )
        found.setdefault(word if known else "?", []).append(line)
    return found


def problems_of(tree: Tree, gateways: list[Gateway], place: Place) -> tuple[Problem, ...]:
    """Return what a person should know about the file."""
    found: list[Problem] = []
    if tree.open_blocks:
        found.append(_problem(place, "warning", "cut_off", _CUT.filled(block=tree.open_blocks[0]), _CUT_DONE))
    if tree.unclosed_quotes:
        at = Place(place.source.model_copy(update={"line": tree.unclosed_quotes[0]}))
        found.append(_problem(at, "warning", "open_quote", _QUOTE, _QUOTE_DONE))
    if tree.stray:
        at = Place(place.source.model_copy(update={"line": tree.stray[0][0]}))
        found.append(_problem(at, "note", "stray_lines", _STRAY.filled(count=len(tree.stray)), _STRAY_DONE))
    for gateway in gateways:
        found += _of_gateway(gateway, place, others_rule=any(other.rules for other in gateways))
    return tuple(found)


def _of_gateway(gateway: Gateway, place: Place, *, others_rule: bool) -> list[Problem]:
    """``others_rule``: another VDOM of the file has rules, so none here is rather how it is meant (a management VDOM)."""
    found: list[Problem] = []
    for unread in gateway.unread:
        if not unread.what.startswith("line:"):
            at = Place(unread.source_ref)
            severity = "warning" if unread.what.startswith("routing:") else "note"
            found.append(
                _problem(at, severity, "not_modelled", _UNREAD.filled(what=unread.what), done_with(unread))
            )
    unresolved: Counter[str] = Counter()
    for rule in gateway.rules:
        if rule.enabled:
            unresolved.update(
                {*rule.source.unresolved, *rule.destination.unresolved, *rule.service.unresolved}
            )
            unresolved.update(rule.unread)
    if unresolved:
        names = ", ".join(name for name, _ in sorted(unresolved.items())[:10])
        text = _UNRESOLVED.filled(
            gateway=gateway.name.value or gateway.id, count=len(unresolved), names=names
        )
        found.append(_problem(place, "note", "unresolved_names", text, _UNRESOLVED_DONE))
    if gateway.rules and not gateway.interfaces:
        found.append(_problem(place, "warning", "no_interfaces", _NO_INTERFACES, _NO_INTERFACES_DONE))
    elif gateway.interfaces and not gateway.rules and not others_rule:
        found.append(_problem(place, "warning", "no_rules", _NO_RULES, _NO_RULES_DONE))
    return found


def _problem(place: Place, severity: str, code: str, text: Text, done: Text) -> Problem:
    return Problem.model_validate(
        {"severity": severity, "code": f"fortios_{code}", "where": place.source, "text": text, "done": done}
    )


_CUT = Text(
    ja="設定が途中で切れています(「{block}」の終わりがありません)。",
    en='The configuration is cut off: "{block}" has no end.',
)
_CUT_DONE = Text(ja="読めたところまでを使いました。", en="What could be read was used.")
_QUOTE = Text(ja="引用符が閉じていない行があります。", en="A quotation mark is not closed.")
_QUOTE_DONE = Text(
    ja="その行の終わりで閉じたものとして読みました。", en="Taken as closed at the end of the line."
)
_STRAY = Text(ja="設定ではない行が{count}行あります。", en="{count} lines are no configuration.")
_STRAY_DONE = Text(ja="読み飛ばしました。", en="They were skipped.")
_UNREAD = Text(
    ja="まだ判断に使えない設定があります: {what}。", en="A part is not yet used in judging: {what}."
)
_UNRESOLVED = Text(
    ja="{gateway} の規則に、設定だけではアドレスが分からない名前が{count}件あります({names})。",
    en="Rules of {gateway} use {count} names whose addresses the file does not tell ({names}).",
)
_UNRESOLVED_DONE = Text(
    ja="それらが結果を左右する場合は「不明」としました。", en="Where they decide, the answer is unknown."
)
_NO_INTERFACES = Text(
    ja="規則はありますが、インターフェースの設定がありません。", en="There are rules but no interfaces."
)
_NO_INTERFACES_DONE = Text(
    ja="どの機器がどの規則に当たるかは「不明」になります。`show system interface` と `show router static` もご用意ください。",
    en="Which rule a machine meets is unknown. Please add `show system interface` and `show router static`.",
)
_NO_RULES = Text(
    ja="インターフェースはありますが、通信の規則がありません。", en="There are interfaces but no rules."
)
_NO_RULES_DONE = Text(
    ja="規則が一つもないものとして(すべて拒否として)読みました。`show firewall policy` の有無をお確かめください。",
    en="Read as having no rules (all denied). Please check whether `show firewall policy` is missing.",
)
