"""Reads the output of ``iptables-save`` into chains, and its DNAT and MASQUERADE lines into what is published."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from inmori.ingest.config_text import ConfigLine, config_lines, free_text
from inmori.ingest.gear_address import as_ranges, span_space
from inmori.ingest.linux_chain import Chains, Does, Line, Match
from inmori.ingest.port_name import LAST_PORT, port_spans, protocol_name, spans
from inmori.model import Source
from inmori.model.gateway import Action, Publication
from inmori.reach.address_space import EVERYWHERE, Space, address, address_text
from inmori.reach.service_space import services

_DOES = {"ACCEPT": Does.ALLOW, "DROP": Does.DENY, "REJECT": Does.DENY, "RETURN": Does.RETURN}
# Targets that let a packet go on to the next line.
_GOES_ON = (
    "LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "TCPMSS", "TOS", "DSCP", "CLASSIFY", "CT", "NOTRACK", "TRACE", "AUDIT", "SET", "TTL", "CHECKSUM",
    "SECMARK", "CONNSECMARK", "RATEEST",
)  # fmt: skip
_SILENT = ("--limit", "--limit-burst", "--log-prefix", "--log-level", "--reject-with", "--comment", "--connlimit-above", "--connlimit-mask")
_REPLIES = {"ESTABLISHED", "RELATED", "INVALID", "UNTRACKED"}


@dataclass(slots=True)
class Table:
    """A parsed file. ``masqueraded``: interface → line; ``unread``: translations that were not understood."""

    chains: Chains = field(default_factory=Chains)
    publications: list[Publication] = field(default_factory=list)
    masqueraded: dict[str, int] = field(default_factory=dict)
    unread: list[tuple[str, int]] = field(default_factory=list)
    stray: list[ConfigLine] = field(default_factory=list)
    translating: set[str] = field(default_factory=set)  # chains of the translation; what they publish is read wherever it stands


def parse(text: str, source: Source) -> Table:
    """Read the file; never fails, but lists what it could not place."""
    table = Table()
    name = ""
    for line in config_lines(text, keep_typed=False):
        words = line.words
        if not words or line.text.startswith("#"):
            continue
        if line.text.startswith("*") and len(words) == 1:
            name = line.text[1:]
        elif line.text.startswith(":") and len(words) >= 2:
            if name == "nat":
                table.translating.add(words[0][1:])
            if name == "filter":
                chain = words[0][1:]
                table.chains.lines.setdefault(chain, [])
                if words[1] in ("ACCEPT", "DROP"):
                    table.chains.policies[chain] = Action.ALLOW if words[1] == "ACCEPT" else Action.DENY
        elif words[0].startswith("["):
            _append(table, name, words[1:], line, source)  # packet counters before the rule
        elif words[0] in ("-A", "--append"):
            _append(table, name, words, line, source)
        elif line.text not in ("COMMIT",):
            table.stray.append(line)
    return table


def _append(table: Table, name: str, words: tuple[str, ...], line: ConfigLine, source: Source) -> None:
    if len(words) < 2:
        table.stray.append(line)
        return
    entry = _Entry(words[2:])
    if name == "filter":
        table.chains.lines.setdefault(words[1], []).append(entry.line(line.number))
    elif name == "nat":
        _translate(table, words[1], entry, line, source)


class _Entry:
    """One rule, read option by option."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.match = Match()
        self.protocols: tuple[str, ...] = ("any",)
        self.ports: Space | None = None
        self.chosen = False  # narrowed by what the sender chooses
        self.narrow: list[str] = []
        self.target, self.goto, self.to = "", False, ""
        self.comment = ""
        self.written = ["", "", ""]
        index, negated = 0, False
        while index < len(words):
            word = words[index]
            value = words[index + 1] if index + 1 < len(words) else ""
            if word == "!":
                negated, index = True, index + 1
                continue
            index += self._option(word, value, negated)
            negated = False
        self._settle()

    def _option(self, word: str, value: str, negated: bool) -> int:
        """Take one option; return how many words it was."""
        if word in ("-s", "--source", "-d", "--destination", "--src-range", "--dst-range"):
            self._address(word, value, negated)
        elif word in ("-i", "--in-interface", "-o", "--out-interface"):
            self._interface(word, value, negated)
        elif word in ("-p", "--protocol"):
            name = protocol_name(value)
            self.protocols = (name or "any",)
            if name is None or negated:
                self._doubt("protocol")
        elif word in ("--dport", "--dports", "--destination-port", "--ports"):
            self._ports(value, negated)
        elif word in ("--sport", "--sports", "--source-port"):
            self.chosen = True
        elif word in ("--ctstate", "--state"):
            states = set(value.split(","))
            new = ("NEW" in states) != negated
            self.match = replace(self.match, opens=self.match.opens and new)
            if "DNAT" in states and not negated:
                self.match = replace(self.match, published=True, opens=True)
        elif word in ("-j", "--jump", "-g", "--goto"):
            self.target, self.goto = value, word in ("-g", "--goto")
        elif word == "--to-destination":
            self.to = value
        elif word == "--comment":
            self.comment = free_text(value)
        elif word in ("-m", "--match") or word in _SILENT:
            return 2
        elif word in ("--icmp-type", "--icmpv6-type"):
            self.narrow.append("icmp type")
        elif word in ("--dscp", "--tos", "--ttl-eq"):
            self.chosen = True
        elif word in ("--timestart", "--timestop", "--weekdays", "--datestart", "--datestop"):
            self.narrow.append("time")
        elif word == "--syn":
            self.match = replace(self.match, opens=self.match.opens and not negated)
            return 1
        elif word == "--match-set":
            self._doubt(f"set {value}")
            return 3
        elif word == "--tcp-flags":
            self._flags(value, negated)
            return 3
        elif word.startswith("-"):
            self._doubt(word.lstrip("-"))
            return 2 if value and not value.startswith("-") and value != "!" else 1
        else:
            return 1
        return 2

    def _doubt(self, what: str) -> None:
        self.match = replace(self.match, unread=(*self.match.unread, what))

    def _address(self, word: str, value: str, negated: bool) -> None:
        space = Space()
        for part in value.split(","):
            found = span_space(part)
            if found is None:
                self._doubt("address")
                return
            space = space | found
        space = EVERYWHERE - space if negated else space
        side = "source" if word in ("-s", "--source", "--src-range") else "destination"
        self.written[0 if side == "source" else 1] = f"!{value}" if negated else value
        if side == "source":
            self.match = replace(self.match, source=self.match.source & space)
        else:
            self.match = replace(self.match, destination=self.match.destination & space)

    def _interface(self, word: str, value: str, negated: bool) -> None:
        if negated or value.endswith("+"):
            self._doubt("interface")
            return
        if word in ("-i", "--in-interface"):
            self.match = replace(self.match, inward=(value,))
        else:
            self.match = replace(self.match, outward=(value,))

    def _ports(self, value: str, negated: bool) -> None:
        found = port_spans(value.replace(":", "-"))
        if found is None:
            self._doubt("port")
            return
        space = Space.of(found)
        self.ports = Space(((0, LAST_PORT),)) - space if negated else space
        self.written[2] = value

    def _flags(self, value: str, negated: bool) -> None:
        index = self.words.index("--tcp-flags")
        wanted = self.words[index + 2].split(",") if index + 2 < len(self.words) else []
        looked = value.split(",")
        # The first packet of a connection has SYN and none of the others.
        fits = all((flag in wanted) == (flag == "SYN") for flag in looked if flag != "NONE")
        self.match = replace(self.match, opens=self.match.opens and fits != negated)

    def _settle(self) -> None:
        ports = self.ports.spans if self.ports is not None else None
        space = services(spans(self.protocols, ports))
        denies = self.target in ("DROP", "REJECT")
        opens = self.match.opens and not (denies and self.chosen)
        unread = (*self.match.unread, *(self.narrow if denies else ()))
        self.match = replace(self.match, service=space, opens=opens, unread=unread)
        shown = "any" if self.protocols == ("any",) else self.protocols[0]
        self.written[2] = f"{shown}/{self.written[2]}" if self.written[2] else shown

    def line(self, number: int) -> Line:
        """Return the line of a filter chain."""
        does = _DOES.get(self.target)
        if does is None:
            quiet = not self.target or self.target in _GOES_ON
            does = Does.NOTHING if quiet else Does.GOTO if self.goto else Does.JUMP
        words = (self.written[0], self.written[1], self.written[2])
        return Line(self.match, does, number, self.target, self.comment, words=words)


def _translate(table: Table, chain: str, entry: _Entry, line: ConfigLine, source: Source) -> None:
    if chain == "POSTROUTING" and entry.target in ("MASQUERADE", "SNAT"):
        for name in entry.match.outward:
            table.masqueraded.setdefault(name, line.number)
        return
    if entry.target != "DNAT":
        if entry.target not in ("ACCEPT", "RETURN", "REDIRECT", "MASQUERADE", "SNAT", *_GOES_ON, ""):
            own = entry.target in table.translating
            what = f"chain of its own: {chain}" if own else f"nat {chain}: chain of its own"
            table.unread.append((what, line.number))
        return
    inner, _, port = entry.to.partition(":")
    ports = entry.ports.spans if entry.ports is not None else ()
    single = [one for one in entry.match.destination.spans if one[0] == one[1]]
    if address(inner) is None or entry.match.unread or len(single) != len(entry.match.destination.spans):
        if address(inner) is None or entry.match.destination != EVERYWHERE:
            table.unread.append((f"nat {chain}: a translation that is not understood", line.number))
            return
        single = []
    senders = () if entry.match.source == EVERYWHERE else as_ranges(entry.match.source)
    outers = [address_text(first) for first, _ in single] or ["0.0.0.0"]
    for outer in outers:
        for first, last in ports or ((None, None),):
            table.publications.append(
                Publication(
                    name=f"dnat {line.number}",
                    interface=entry.match.inward[0] if entry.match.inward else "any",
                    outer=outer,
                    inner=inner,
                    protocol=entry.protocols[0],
                    outer_port=first,
                    outer_port_last=last if last != first else None,
                    inner_port=int(port) if port.isdigit() and int(port) <= LAST_PORT else first,
                    sources=senders,
                    source_ref=source.model_copy(update={"line": line.number}),
                )
            )
