"""Reads who may manage a Yamaha router and from where, and whether its log leaves the machine.

Defaults are those of Yamaha's command reference: TELNET and the web page answer everybody until a line limits them,
SSH answers nobody until it is switched on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inmori.ingest.config_text import at
from inmori.ingest.yamaha_rtx_nat import Translation
from inmori.ingest.yamaha_rtx_syntax import Statement, Statements
from inmori.model import Source
from inmori.model.gateway import Administrator, Interface
from inmori.reach.address_space import address

# Models without a web page for settings.
_NO_PAGE = ("RTX1000", "RTX1100", "RTX1500", "RTX2000", "RTX3000", "RTX3500", "RTX3510", "RTX5000", "RT")
_INNER = ("lan", "vlan", "bridge")


def offers(
    statements: Statements, interfaces: Sequence[Interface], *, model: str, whole: bool
) -> dict[str, frozenset[str] | None]:
    """Return the management services and the interfaces on which each answers (None: on all)."""
    found: dict[str, frozenset[str] | None] = {}
    page = model not in _NO_PAGE
    for name, command, default_on in (
        ("telnet", "telnetd", whole),
        ("http", "httpd", whole and page),
        ("ssh", "sshd", False),
    ):
        switch = statements.last(command, "service")
        host = _hosts(statements, command)
        on = switch.line.word(2) != "off" if switch else default_on or (host is not None and command != "sshd")
        if not on:
            continue
        where = _where(host.words[2:] if host else ("any",), interfaces)
        if where is None or where:
            found[name] = where
    where = _where(_snmp_hosts(statements), interfaces)
    if where is None or where:
        found["snmp"] = where
    return found


def _hosts(statements: Statements, command: str) -> Statement | None:
    """Return the line that limits who is answered; ``sshd host key`` is another matter."""
    found = None
    for statement in statements.find(command, "host"):
        if statement.line.word(2) != "key":
            found = statement
    return found


def _snmp_hosts(statements: Statements) -> tuple[str, ...]:
    hosts = [
        statement.line.word(index)
        for prefix, index in ((("snmp", "host"), 2), (("snmpv2c", "host"), 2), (("snmpv3", "host"), 2))
        for statement in statements.find(*prefix)
    ]
    return tuple(host for host in hosts if host)


def _where(words: Iterable[str], interfaces: Sequence[Interface]) -> frozenset[str] | None:
    """Return the interfaces that a list of hosts speaks of; single addresses may come in by any of them."""
    found: set[str] = set()
    for word in (part for written in words for part in written.split(",")):
        if word == "any" or address(word.split("-")[0].split("/")[0]) is not None:
            return None
        if word == "lan":
            found |= {item.name for item in interfaces if item.name.startswith(_INNER) and item.role != "wan"}
        elif word != "none":
            found.add(word)
    return frozenset(found)


def shielded(
    offered: dict[str, frozenset[str] | None], interfaces: Sequence[Interface], translations: Sequence[Translation]
) -> dict[str, frozenset[str] | None]:
    """Return the offers without those that a masquerade keeps from the router: what no entry lets in is dropped."""
    ports = {"http": 80, "https": 443, "ssh": 22, "telnet": 23, "snmp": 161}
    behind = {item.interface: item.own for item in translations if item.masquerade}
    found: dict[str, frozenset[str] | None] = {}
    for name, where in offered.items():
        names = where if where is not None else frozenset(item.name for item in interfaces)
        open_here = frozenset(
            interface
            for interface in names
            if interface not in behind or any(port in (None, ports[name]) for _, port in behind[interface])
        )
        found[name] = open_here
    return found


def administrators(statements: Statements, source: Source) -> tuple[Administrator, ...]:
    """Return who can sign in; "administrator" stands for the one without a name."""
    limits = {
        statement.line.word(2): [word for word in statement.words if word.startswith("host=")]
        for statement in statements.find("user", "attribute")
    }
    limited_by_host = _limited_hosts(statements)
    found: list[Administrator] = []
    for statement in statements.find("login", "user"):
        name = statement.line.word(2)
        hosts = [host for host in limits.get(name, limits.get("*", [])) if host != "host=any"]
        if name:
            found.append(
                Administrator(
                    name=name,
                    source_limited=bool(hosts) or limited_by_host,
                    second_factor=False,
                    source_ref=at(source, statement.line),
                )
            )
    unnamed = statements.last("administrator", "password") or statements.last("login", "password")
    if unnamed is not None and not found:
        found.append(
            Administrator(
                name="administrator",
                source_limited=limited_by_host,
                second_factor=False,
                source_ref=at(source, unnamed.line),
            )
        )
    list(statements.find("login"))
    list(statements.find("administrator"))
    return tuple(found)


def _limited_hosts(statements: Statements) -> bool:
    """Whether every way to sign in over the network is limited to single addresses or switched off."""
    answers = []
    for command in ("telnetd", "httpd", "sshd"):
        switch, host = statements.last(command, "service"), _hosts(statements, command)
        if (switch and switch.line.word(2) == "off") or (command == "sshd" and switch is None):
            continue
        words = host.words[2:] if host else ()
        answers.append(
            bool(words) and all(word == "none" or address(word.split("-")[0]) is not None for word in words)
        )
    return bool(answers) and all(answers)


def remote_logging(statements: Statements, *, whole: bool) -> bool | None:
    """Whether the log is sent to another machine; None when an excerpt does not tell."""
    hosts = [statement for statement in statements.find("syslog", "host") if statement.line.word(2)]
    return True if hosts else False if whole else None
