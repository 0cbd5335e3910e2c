"""Reads the access lists of NEC UNIVERGE IX and the order in which an interface applies them.

``ip filter LIST NUMBER in|out`` puts several lists in a sequence; what none of them matches is dropped. A dynamic list
opens what another list permits, and lets the answers pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from inmori.ingest.acl_entry import ACTIONS
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at
from inmori.ingest.gear_address import ANYWHERE, address_set, span_space, unknown_addresses, wildcard_space
from inmori.ingest.gear_binding import Binding, either_way, whole_rule
from inmori.ingest.port_name import LAST_PORT, PORTS, port_number, protocol_name, spans
from inmori.model import Source
from inmori.model.gateway import Action, AddressSet, PortSpan, Rule, ServiceSet
from inmori.reach.address_space import address

_SKIPPED = ("option", "optimize", "cache", "timer", "remark")
_FLAGS = ("ack", "rst", "fin", "established")
_CHOSEN = ("tos", "dscp", "precedence")
_MOST_FOLLOWED = 8  # dynamic lists within dynamic lists

Ports = tuple[tuple[int, int], ...]


class _Entry:
    """One entry, read word by word: ``tcp src A sport eq P dest B dport range P Q``."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.at = 0
        self.sides: dict[str, AddressSet] = {"src": ANYWHERE, "dest": ANYWHERE}
        self.ports: dict[str, Ports | None] = {"sport": None, "dport": None}
        self.unread: list[str] = []
        self.narrow: list[str] = []
        self.opens = True
        self.chosen = False
        protocol = protocol_name(self.take())
        if protocol is None:
            self.unread.append("protocol")
        self.protocol = protocol or "any"
        while self.at < len(self.words):
            self._part(self.take())

    def take(self) -> str:
        word = self.words[self.at] if self.at < len(self.words) else ""
        self.at += 1
        return word

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def _part(self, word: str) -> None:
        if word in self.sides:
            self.sides[word] = self._address()
        elif word in self.ports:
            self.ports[word] = self._ports()
        elif word in _FLAGS:
            self.opens = False
        elif word in ("type", "code"):
            self.narrow.append("icmp type")
            self.take()
        elif word in _CHOSEN:
            self.chosen = True
            self.take()
        elif word == "syn":
            return
        else:
            self.unread.append("option")

    def _address(self) -> AddressSet:
        word = self.take()
        if word == "any":
            return ANYWHERE
        if address(word) is not None and address(self.peek()) is not None:
            mask = self.take()
            masked = wildcard_space(word, mask)
            return unknown_addresses(word) if masked is None else address_set(masked, f"{word} {mask}")
        found = span_space(word)
        return unknown_addresses("address") if found is None else address_set(found, word)

    def _ports(self) -> Ports | None:
        word = self.take()
        if word == "any":
            return None
        if word in ("eq", "range", "gt", "lt"):
            first = port_number(self.take())
            last = port_number(self.take()) if word == "range" else first
            if first is not None and last is not None:
                low = first + 1 if word == "gt" else 0 if word == "lt" else min(first, last)
                high = LAST_PORT if word == "gt" else first - 1 if word == "lt" else max(first, last)
                return ((low, high),) if 0 <= low <= high else None
        elif (number := port_number(word)) is not None:
            return ((number, number),)
        self.unread.append("port")
        return None

    def rule(self, action: Action, line: Source, number: str) -> Rule:
        denies = action is Action.DENY
        self.chosen = self.chosen or self.ports["sport"] is not None
        written = ",".join(f"{low}" if low == high else f"{low}-{high}" for low, high in self.ports["dport"] or ())
        return Rule(
            id=number,
            action=action,
            source=self.sides["src"],
            destination=self.sides["dest"],
            service=ServiceSet(
                ports=spans((self.protocol,), self.ports["dport"]),
                names=(f"{self.protocol}/{written}" if written else self.protocol,),
            ),
            # What depends on the caller's own choice (source port, marking) stops nobody.
            opens=self.opens and not (denies and self.chosen),
            unread=(*self.unread, *(self.narrow if denies else ())),
            source_ref=line,
        )


def access_lists(config: Config, source: Source) -> dict[str, tuple[Rule, ...]]:
    """Return the static lists by name, entries in order; dynamic ones as "dynamic NAME" are under their own names."""
    found: dict[str, list[Rule]] = {}
    dynamic: dict[str, list[Block]] = {}
    for block in config.find("ip", "access-list"):
        words = block.words
        if words[2:3] == ("dynamic",):
            if len(words) > 4 and words[3] not in _SKIPPED:
                dynamic.setdefault(words[3], []).append(block)
            continue
        if len(words) < 5 or words[3] in _SKIPPED:
            continue
        rest = words[3:]
        number = ""
        if rest[0].isdigit():
            number, rest = rest[0], rest[1:]
        rules = found.setdefault(words[2], [])
        if len(rest) < 2 or rest[0] not in ACTIONS:
            rules += either_way(number or str(len(rules) + 1), "an entry that is not understood", at(source, block.line))
        else:
            rules.append(_Entry(rest[1:]).rule(ACTIONS[rest[0]], at(source, block.line), number or str(len(rules) + 1)))
    lists = {name: tuple(rules) for name, rules in found.items()}
    for name in dynamic:
        lists.setdefault(name, tuple(_dynamic(name, dynamic, lists, source, 0)))
    return lists


def _dynamic(
    name: str, blocks: dict[str, list[Block]], lists: dict[str, tuple[Rule, ...]], source: Source, depth: int
) -> Iterator[Rule]:
    """Yield what a dynamic list opens: what its ``access`` list permits, or one application's port."""
    for index, block in enumerate(blocks[name], start=1):
        kind, target, line = block.word(4), block.word(5), at(source, block.line)
        if kind == "access":
            if target in lists:
                rules = lists[target]
            elif target in blocks and depth < _MOST_FOLLOWED:
                rules = tuple(_dynamic(target, blocks, lists, source, depth + 1))
            else:
                rules = either_way(target, f"access list {target} is not in the file", line)
            yield from (rule.model_copy(update={"id": f"{index}.{rule.id}"}) for rule in rules)
            continue
        port = PORTS.get(kind)
        rule = whole_rule(str(index), Action.ALLOW, line, unread=() if port else ("dynamic list",))
        entry = _Entry(("ip", *block.words[5:]))
        ports = (
            tuple(PortSpan(protocol=protocol, first=port, last=port) for protocol in ("tcp", "udp"))
            if port
            else (PortSpan(protocol="any"),)
        )
        yield rule.model_copy(
            update={
                "source": entry.sides["src"],
                "destination": entry.sides["dest"],
                "service": ServiceSet(ports=ports, names=(kind if port else "application",)),
            }
        )


def bindings(config: Config, source: Source) -> Iterator[Binding]:
    """Yield the lists of each interface and direction in the order of their numbers."""
    for block in config.find("interface"):
        for side in ("in", "out"):
            found = [
                (int(item.word(3)) if item.word(3).isdigit() else 0, item)
                for item in block.find("ip", "filter")
                if side in item.words[3:]
            ]
            if found:
                found.sort(key=lambda pair: pair[0])
                names = tuple(item.word(2) for _, item in found)
                yield Binding(block.word(1), side == "in", names, at(source, found[0][1].line))
