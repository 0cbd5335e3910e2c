"""Reads the output of ``nft list ruleset`` into chains, sets, and what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from inmori.ingest.config_text import ConfigLine, config_lines, free_text
from inmori.ingest.gear_address import as_ranges, span_space
from inmori.ingest.iptables_save import Table
from inmori.ingest.linux_chain import Does, Line, Match
from inmori.ingest.port_name import LAST_PORT, port_spans, protocol_name, spans
from inmori.model import Source
from inmori.model.gateway import Action, Publication
from inmori.reach.address_space import EVERYWHERE, NOTHING, Space, address, address_text
from inmori.reach.service_space import ALL_SERVICES, services

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([{},;])|([^\s{},;"]+)')
_TABLE = re.compile(r"table\s+(?:(ip|ip6|inet|arp|bridge|netdev)\s+)?(\S+)\s*\{")
_BASE = re.compile(r"type\s+(\w+)\s+hook\s+(\w+)\s+priority\s+([^;]+);(?:\s*policy\s+(\w+)\s*;)?")
_MATCHES_IPV6 = ("ip6", "icmpv6")


@dataclass(slots=True)
class _Chain:
    """A chain while it is read: (line number, words)."""

    name: str
    table: str = ""
    hook: str = ""
    kind: str = ""
    policy: str = "accept"
    rules: list[tuple[int, list[str]]] = field(default_factory=list)


def parse(text: str, source: Source) -> Table:
    """Read the file; never fails, but lists what it could not place."""
    table = Table()
    chains, sets, stray = _read(text)
    table.stray += stray
    forward = [chain for chain in chains.values() if chain.kind == "filter" and chain.hook == "forward"]
    table.chains.lines.setdefault("FORWARD", [])
    for key, chain in chains.items():
        name = "FORWARD" if forward and chain is forward[0] else key
        if chain.kind == "filter" and chain.hook:
            table.chains.policies[name] = Action.DENY if chain.policy == "drop" else Action.ALLOW
        named = _of_table(sets, chain.table)
        chain.rules = [(number, part) for number, words in chain.rules for part in _verdicts(words, named)]
        lines = [_Entry(words, named) for _, words in chain.rules]
        for entry in lines:
            entry.target = _key(chains, entry.target, chain.table)
        if chain.kind == "nat":
            for (number, _), entry in zip(chain.rules, lines, strict=True):
                _translate(table, chain, entry, number, source)
            continue
        table.chains.lines[name] = [
            line
            for (number, _), entry in zip(chain.rules, lines, strict=True)
            if (line := entry.line(number)) is not None
        ]
    sixth = next((number for chain in chains.values() for number, words in chain.rules if set(words) & set(_MATCHES_IPV6)), None)
    if sixth is not None:
        table.unread.append(("ipv6: rules of IPv6", sixth))
    if len(forward) > 1:
        # A packet must pass every chain at the hook; the others may stop what the first lets through.
        for chain in forward[1:]:
            table.unread.append((f"a second chain at the forward hook: {chain.name}", 0))
            doubt = Match(unread=(f"chain {chain.name}",))
            table.chains.lines["FORWARD"].insert(0, Line(doubt, Does.DENY, 0, comment="another chain at the hook"))
    return table


def _verdicts(words: list[str], sets: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield a rule with a map of verdicts as one rule for each key; others as they are."""
    at = words.index("vmap") if "vmap" in words[:-1] else -1
    if at < 1 or "." in words[:at] or words[at - 1] == "state":
        yield words
        return
    named = words[at + 1].removeprefix("@")
    pairs = words[at + 1 :] if words[at + 1] == "{" else sets.get(named, [])
    pairs = pairs[pairs.index("elements") + 1 :] if "elements" in pairs else pairs
    found: list[list[str]] = []
    for pair in " ".join(word for word in pairs if word not in ("=", "{", "}")).split(","):
        key, colon, verdict = pair.partition(":")
        if not colon or len(key.split()) != 1:
            if pair.strip():
                yield words
                return
            continue
        found.append([*words[:at], key.strip(), *verdict.split()])
    yield from found or [words]


def _key(chains: dict[str, _Chain], name: str, table: str) -> str:
    """Return under which name a table keeps a chain; tables may have chains of one name."""
    own = f"{name}@{table}"
    return own if own in chains else name


def _of_table(sets: dict[str, list[str]], table: str) -> dict[str, list[str]]:
    return {name.removesuffix(f"@{table}"): words for name, words in sets.items() if name.endswith(f"@{table}")}


def _read(text: str) -> tuple[dict[str, _Chain], dict[str, list[str]], list[ConfigLine]]:
    """Cut the file into chains and sets by its braces, line by line."""
    chains: dict[str, _Chain] = {}
    sets: dict[str, list[str]] = {}
    stray: list[ConfigLine] = []
    here: _Chain | None = None
    elements: list[str] | None = None
    family, table, depth = "", "", 0
    for line in config_lines(text, keep_typed=False):
        body = line.text
        if not body or body.startswith("#"):
            continue
        opened = _TABLE.match(body)
        if opened:
            family, here, elements, depth = opened[1] or "ip", None, None, 1
            table = f"{family} {body.split('{')[0].split()[-1]}"
            continue
        if depth == 0:
            stray.append(line)
            continue
        words = [quoted or sign or bare for quoted, sign, bare in _TOKEN.findall(body)]
        if depth == 1 and words[:1] == ["chain"] and len(words) > 1:
            # Chains of IPv6 alone are none of ours, but their braces must be counted.
            here = _Chain(words[1], table)
            if family in ("ip", "inet"):
                known = chains.get(words[1], here)
                name = words[1] if known.table == table else f"{words[1]}@{table}"
                here = chains.setdefault(name, here)
            elements = None
        elif depth == 1 and words[:1] in (["set"], ["map"]) and len(words) > 1:
            here, elements = None, sets.setdefault(f"{words[1]}@{table}", [])
            elements += words[words.index("{") + 1 :] if "{" in words else []
        elif here is not None and depth == 2:
            base = _BASE.search(body)
            if base:
                here.kind, here.hook, here.policy = base[1], base[2], base[4] or "accept"
            elif words != ["}"]:
                here.rules.append((line.number, words))
        elif elements is not None and words != ["}"]:
            elements += words
        depth += words.count("{") - words.count("}")
        if depth <= 1:
            here = elements = None
    return chains, sets, stray


class _Entry:
    """One rule, read word by word."""

    def __init__(self, words: list[str], sets: dict[str, list[str]]) -> None:
        self.words, self.sets, self.at = words, sets, 0
        self.match = Match()
        self.does = Does.NOTHING
        self.target, self.comment, self.to = "", "", ""
        self.translation = ""
        self.ipv6 = False
        self.chosen = False
        self.narrow: list[str] = []
        self.outer_ports: tuple[tuple[int, int], ...] = ()
        self.protocols: tuple[str, ...] = ()
        self.logged: bool | None = None
        while self.at < len(words):
            self._part(self.take())
        if self.does is Does.DENY:
            opens = self.match.opens and not self.chosen
            self.match = replace(self.match, opens=opens, unread=(*self.match.unread, *self.narrow))

    def take(self) -> str:
        word = self.words[self.at] if self.at < len(self.words) else ""
        self.at += 1
        return word

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def _part(self, word: str) -> None:
        if word in ("iifname", "iif", "oifname", "oif"):
            self._interface("inward" if word.startswith("i") else "outward")
        elif word == "ip":
            self._ip(self.take())
        elif word in _MATCHES_IPV6:
            self.ipv6 = True
        elif word in ("tcp", "udp", "sctp", "th", "dccp"):
            self._ports(word, self.take())
        elif word == "icmp":
            self._protocol(("icmp",))
            self.narrow.append("icmp type")
            self.take()
            self._values()
        elif word == "meta":
            self._meta(self.take())
        elif word == "ct":
            self._state(self.take())
        elif word in ("accept", "drop", "reject", "return", "jump", "goto", "continue", "queue"):
            self._verdict(word)
        elif word in ("dnat", "snat", "masquerade", "redirect"):
            self._translated(word)
        elif word == "comment":
            self.comment = free_text(self.take())
        elif word == "log":
            self._skip(("prefix", "level", "group", "flags", "snaplen", "queue-threshold", "all"))
            self.logged = True
        elif word == "counter":
            self._skip(("packets", "bytes", "name"))
        elif word in ("limit", "quota"):
            self._skip(("rate", "burst", "over", "bytes", "packets", "until", "used"))
            if word == "limit":
                self.narrow.append("limit")
        elif word not in ("{", "}", ",", ";"):
            self._doubt(word if word.isalpha() else "match")

    def _skip(self, words: tuple[str, ...]) -> None:
        while self.peek() in words:
            self.take()
            if self.peek() and self.peek() not in (*words, "accept", "drop", "reject", "jump", "goto", "return"):
                self.take()

    def _doubt(self, what: str) -> None:
        self.match = replace(self.match, unread=(*self.match.unread, what))

    def _values(self) -> tuple[list[str], bool]:
        """Return the values of a match and whether they are negated; a named set gives its elements."""
        negated = self.peek() == "!="
        if self.peek() in ("!=", "=="):
            self.take()
        word = self.take()
        if word == "vmap":
            # A map of verdicts decides in ways that are not followed; as a jump into nowhere it leaves all open.
            self.does, self.target = Does.JUMP, "vmap"
            self.at = len(self.words)
            return [], negated
        if word != "{":
            return (self._set(word[1:]) if word.startswith("@") else [word]), negated
        found: list[str] = []
        while self.at < len(self.words):
            word = self.take()
            if word == "}":
                break
            if word not in (",", ";"):
                found += self._set(word[1:]) if word.startswith("@") else [word]
        return found, negated

    def _set(self, name: str) -> list[str]:
        if name not in self.sets or "elements" not in self.sets[name]:
            self._doubt(f"set {name}")
            return []
        words = self.sets[name]
        return [word for word in words[words.index("elements") + 1 :] if word not in ("=", "{", "}", ",", ";")]

    def _interface(self, side: str) -> None:
        names, negated = self._values()
        if negated or not names or any(name.endswith("*") for name in names):
            self._doubt("interface")
            return
        if side == "inward":
            self.match = replace(self.match, inward=tuple(names))
        else:
            self.match = replace(self.match, outward=tuple(names))

    def _ip(self, what: str) -> None:
        if what not in ("saddr", "daddr", "protocol"):
            values, _ = self._values()
            self.chosen = self.chosen or (what in ("dscp", "ttl") and bool(values))
            if what not in ("dscp", "ttl"):
                self._doubt("ip")
            return
        values, negated = self._values()
        if what == "protocol":
            self._protocol(tuple(values), negated=negated)
            return
        space, known = NOTHING, bool(values)
        for value in values:
            found = span_space(value)
            known = known and found is not None
            space = space | (found or NOTHING)
        if not known:
            self._doubt("address")
            return
        space = EVERYWHERE - space if negated else space
        if what == "saddr":
            self.match = replace(self.match, source=self.match.source & space)
        else:
            self.match = replace(self.match, destination=self.match.destination & space)

    def _protocol(self, names: tuple[str, ...], *, negated: bool = False) -> None:
        known = tuple(name for word in names if (name := protocol_name(word)) is not None)
        if len(known) != len(names) or negated or not known:
            self._doubt("protocol")
            return
        self.protocols = known
        self.match = replace(self.match, service=self.match.service & services(spans(known, None)))

    def _ports(self, protocol: str, what: str) -> None:
        names: tuple[str, ...] = ("tcp", "udp") if protocol == "th" else (protocol,)
        if protocol == "th":
            names = tuple(name for name in self.protocols if name in ("tcp", "udp")) or names
        else:
            self._protocol(names)
        if what == "flags":
            self._flags()
            return
        values, negated = self._values()
        if what == "sport":
            self.chosen = True
            return
        if what != "dport":
            self._doubt(protocol)
            return
        found = port_spans(",".join(values)) if values else None
        if found is None:
            self._doubt("port")
            return
        space = Space(((0, LAST_PORT),)) - Space.of(found) if negated else Space.of(found)
        self.outer_ports = space.spans
        self.match = replace(self.match, service=self.match.service & services(spans(names, space.spans)))

    def _flags(self) -> None:
        text = ""
        while self.peek() and self.peek() not in ("accept", "drop", "reject", "counter", "log", "jump", "ct", "ip"):
            text += f" {self.take()}"
        # "flags & (…) == syn" looks at several and wants these; without a comparison the flags named are wanted.
        wanted = set(re.findall(r"\b(?:syn|ack|fin|rst)\b", re.split(r"[!=]=", text)[-1]))
        opens = wanted == {"syn"} if "!=" not in text else wanted != {"syn"}
        self.match = replace(self.match, opens=self.match.opens and opens)

    def _meta(self, what: str) -> None:
        if what in ("iifname", "iif", "oifname", "oif"):
            self._interface("inward" if what.startswith("i") else "outward")
            return
        values, negated = self._values()
        if what == "l4proto":
            self._protocol(tuple(values), negated=negated)
        elif what in ("nfproto", "protocol"):
            self.ipv6 = self.ipv6 or any(value in ("ipv6", "ip6") for value in values) != negated
        else:
            self._doubt("meta")

    def _state(self, what: str) -> None:
        values = [part for value in self._listed() for part in value.split(",")]
        if what == "state":
            self.match = replace(self.match, opens=self.match.opens and "new" in values)
        elif what == "status" and "dnat" in values:
            self.match = replace(self.match, published=True)
        else:
            self._doubt("ct")

    def _listed(self) -> list[str]:
        values, negated = self._values()
        while self.peek() == ",":
            self.take()
            values.append(self.take())
        if negated:
            return ["new"] if "new" not in values else []
        return values

    def _verdict(self, word: str) -> None:
        self.does = {
            "accept": Does.ALLOW, "drop": Does.DENY, "reject": Does.DENY, "return": Does.RETURN, "jump": Does.JUMP, "goto": Does.GOTO,
            "continue": Does.NOTHING, "queue": Does.ALLOW,
        }[word]  # fmt: skip
        if word in ("jump", "goto"):
            self.target = self.take()
        elif word == "queue":
            self._doubt("queue")
        if word in ("reject", "queue"):
            self.at = len(self.words)  # how it is refused

    def _translated(self, word: str) -> None:
        self.translation = word
        rest = [item for item in self.words[self.at :] if item not in ("ip", "to", "inet")]
        self.to = rest[0] if rest else ""
        self.at = len(self.words)

    def line(self, number: int) -> Line | None:
        """Return the line of a filter chain; None for a rule of IPv6 alone."""
        if self.ipv6:
            return None
        shown = "any" if self.match.service == ALL_SERVICES else "/".join(self.protocols) or "services"
        return Line(
            self.match, self.does, number, self.target, self.comment, self.logged, words=("", "", shown)
        )


def _translate(table: Table, chain: _Chain, entry: _Entry, number: int, source: Source) -> None:
    if entry.ipv6 or not entry.translation:
        if entry.does in (Does.JUMP, Does.GOTO):
            table.unread.append((f"nat: chain {chain.name} of its own", number))
        return
    if entry.translation in ("masquerade", "snat"):
        for name in entry.match.outward:
            table.masqueraded.setdefault(name, number)
        return
    if entry.translation != "dnat":
        return
    inner, _, port = entry.to.partition(":")
    outers = [first for first, last in entry.match.destination.spans if first == last]
    anywhere = entry.match.destination == EVERYWHERE
    if address(inner) is None or (not anywhere and len(outers) != len(entry.match.destination.spans)):
        table.unread.append(("nat: a translation that is not understood", number))
        return
    senders = () if entry.match.source == EVERYWHERE else as_ranges(entry.match.source)
    for outer in _outer(outers, anywhere=anywhere):
        for first, last in entry.outer_ports or ((None, None),):
            table.publications.append(
                Publication(
                    name=f"dnat {number}",
                    interface=entry.match.inward[0] if len(entry.match.inward) == 1 else "any",
                    outer=outer,
                    inner=inner,
                    protocol=entry.protocols[0] if len(entry.protocols) == 1 else "any",
                    outer_port=first,
                    outer_port_last=last if last != first else None,
                    inner_port=int(port) if port.isdigit() and int(port) <= LAST_PORT else first,
                    sources=senders,
                    source_ref=source.model_copy(update={"line": number}),
                )
            )


def _outer(outers: list[int], *, anywhere: bool) -> Iterator[str]:
    if anywhere:
        yield "0.0.0.0"
    else:
        yield from (address_text(number) for number in outers)
