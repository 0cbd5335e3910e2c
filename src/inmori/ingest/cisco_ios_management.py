"""Reads how Cisco IOS is managed: terminal lines, web pages, SNMP, accounts, and whether the log leaves the machine.

``transport input`` that is not written meant every protocol, TELNET among them, up to IOS 15; from IOS XE 16 on SSH is
what answers.
"""

from __future__ import annotations

from inmori.ingest.cisco_ios_access import named_everywhere
from inmori.ingest.config_block import Block, Config
from inmori.ingest.config_text import at
from inmori.model import Source
from inmori.model.gateway import Administrator, Rule
from inmori.reach.address_space import address

_SSH_BY_DEFAULT = 16  # first major version whose terminal lines answer SSH only unless told otherwise


def _lines(config: Config) -> list[Block]:
    return [block for block in config.find("line") if "vty" in block.words]


def offers(config: Config, *, major: int | None) -> dict[str, frozenset[str] | None]:
    """Return the management services that answer (on all interfaces with an address)."""
    found: dict[str, frozenset[str] | None] = {}
    for block in _lines(config):
        words = block.rest("transport", "input").split()
        if not words:
            words = ["ssh"] if major is not None and major >= _SSH_BY_DEFAULT else ["telnet"]
        if "all" in words:
            words = ["telnet", "ssh"]
        found |= {word: None for word in words if word in ("telnet", "ssh")}
    if _on(config, "ip", "http", "server"):
        found["http"] = None
    if _on(config, "ip", "http", "secure-server"):
        found["https"] = None
    # The community itself is a password: only that there is one is told.
    if any(True for _ in config.find("snmp-server", "community")) or any(
        True for _ in config.find("snmp-server", "user")
    ):
        found["snmp"] = None
    return found


def _on(config: Config, *words: str) -> bool:
    return any(True for _ in config.find(*words))


def limited(config: Config, lists: dict[str, tuple[Rule, ...]]) -> bool:
    """Whether every way to manage it over the network is limited to named sources."""
    everybody = frozenset(named_everywhere(lists))
    ways: list[str] = []
    for block in _lines(config):
        if block.rest("transport", "input") != "none":
            ways.append(next((b.word(1) for b in block.find("access-class") if "in" in b.words), ""))
    if _on(config, "ip", "http", "server") or _on(config, "ip", "http", "secure-server"):
        blocks = list(config.find("ip", "http", "access-class"))
        ways.append(blocks[-1].words[-1] if blocks else "")
    return bool(ways) and all(name and name not in everybody for name in ways)


def administrators(
    config: Config, lists: dict[str, tuple[Rule, ...]], source: Source
) -> tuple[Administrator, ...]:
    """Return who can sign in; "vty" stands for the terminal lines' own password."""
    remote = any(
        word in ("group", "radius", "tacacs+", "ldap")
        for block in config.find("aaa", "authentication", "login")
        for word in block.words
    )
    factor = None if remote else False
    bounded = limited(config, lists)
    found = [
        Administrator(
            name=block.word(1), source_limited=bounded, second_factor=factor, source_ref=at(source, block.line)
        )
        for block in config.find("username")
        if block.word(1)
    ]
    if not found:
        found += [
            Administrator(
                name="vty", source_limited=bounded, second_factor=factor, source_ref=at(source, block.line)
            )
            for block in _lines(config)[:1]
            if block.has("password") or remote
        ]
    return tuple({item.name: item for item in found}.values())


def remote_logging(config: Config, *, whole: bool) -> bool | None:
    """Whether the log is sent to another machine; None when an excerpt does not tell."""
    for block in config.find("logging"):
        words = block.words
        host = words[2] if words[1:2] in (("host",), ("server",)) and len(words) > 2 else block.word(1)
        if address(host) is not None or (words[1:2] in (("host",), ("server",)) and host):
            return True
    return False if whole else None
