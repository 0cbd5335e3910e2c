"""Cuts a Yamaha router's configuration into statements, each with the pp and tunnel that was selected before it.

The language is flat: ``pp select 1`` and ``tunnel select 2`` change what the following lines are about; indentation is
only for the eye. A terminal wraps lines at 80 columns; such lines are joined again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inmori.ingest.config_text import ConfigLine, config_lines, words_of

# First words of the command reference's chapters; a line that begins with none of them is the rest of a wrapped one.
_FIRST = (
    "administrator alarm analog arp auth bgp bri bridge class clear clock console cooperation dashboard date delete "
    "description dhcp diagnose diagnosis disconnect dns embedded ethernet external-memory file flr fr heartbeat "
    "heartbeat2 http httpd ip ipsec ipv6 isdn l2tp lan leased less line lldp log login loopback lua mail mld mobile nat "
    "netvolante-dns ngn no ntp ntpdate ntpd onfi operation ospf packet packetdump pki pim pp ppp pppoe pptp provider proxy "
    "qos queue radius remote rip rotate rtfs schedule sd security set sftp sftpd sip snmp snmpv2c snmpv3 sntpd speed ssh "
    "sshd ssl statistics switch syslog system telnet telnetd terminate tftp time timezone traceroute tunnel upnp url usbhost "
    "user vlan vrrp wan wins wol yno youtube"
)
_LATER = (
    "address filter secure route host interface select enable disable use on off service type policy dynamic static "
    "inbound forward member descriptor masquerade incoming keepalive scope option server group port mapping endpoint name "
    "encapsulation bind accept request username always-on lcp ccp ipcp mtu tcp mss limit proxyarp rebound area import "
    "multicast intrusion detection traffic directed-broadcast source-route stealth pp1 pp2 lan1 lan2 lan3 lan4 tunnel1"
)
COMMANDS = frozenset(_FIRST.split())
WORDS = COMMANDS | frozenset(_LATER.split())
_COLUMNS = 80


@dataclass(slots=True)
class Statement:
    """One line with its context: ``pp`` is "pp1" or "pp anonymous", ``tunnel`` is "tunnel1"; "" for none."""

    line: ConfigLine
    pp: str = ""
    tunnel: str = ""
    heard: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the line."""
        return self.line.words


class Statements:
    """All statements of a file; those that were asked for count as understood."""

    def __init__(self, text: str) -> None:
        self.comments: list[ConfigLine] = []
        self.all: list[Statement] = []
        pp = tunnel = ""
        for line in _joined(config_lines(text)):
            if line.text.startswith(("#", "!")):
                self.comments.append(line)
                continue
            words = line.words
            if len(words) >= 3 and words[1] == "select" and words[0] in ("pp", "tunnel"):
                name = "" if words[2] == "none" else _named(words[0], words[2])
                pp, tunnel = (name, tunnel) if words[0] == "pp" else (pp, name)
                self.all.append(Statement(line, pp, tunnel, heard=True))
                continue
            self.all.append(Statement(line, pp, tunnel))

    def find(self, *prefix: str) -> Iterator[Statement]:
        """Yield the statements that begin with these words ("*": any word) and mark them as understood."""
        length = len(prefix)
        for statement in self.all:
            words = statement.words
            if len(words) >= length and all(
                want in ("*", word) for want, word in zip(prefix, words, strict=False)
            ):
                statement.heard = True
                yield statement

    def last(self, *prefix: str) -> Statement | None:
        """Return the last statement that begins with these words: it is the one in force."""
        found = None
        for statement in self.find(*prefix):
            found = statement
        return found

    def unheard(self) -> Iterator[Statement]:
        """Yield what nobody asked for."""
        return (statement for statement in self.all if not statement.heard)


def _named(kind: str, number: str) -> str:
    return f"{kind}{number}" if number.isdigit() else f"{kind} {number}"


def _joined(lines: list[ConfigLine]) -> Iterator[ConfigLine]:
    """Yield the lines that hold something, wrapped ones joined."""
    held: ConfigLine | None = None
    last = 0  # how long the last piece of the held line was on the terminal
    for line in lines:
        if not line.text:
            continue
        if held is not None and _continues(last, line):
            # A line may be cut just before a blank, or with a blank in its last column.
            glue = "" if last == _COLUMNS and line.indent == 0 else " "
            text = f"{held.text}{glue}{line.text}"
            held = ConfigLine(held.number, held.indent, text, words_of(text))
        else:
            if held is not None:
                yield held
            held = line
        last = line.indent + len(line.text)
    if held is not None:
        yield held


def _continues(length: int, line: ConfigLine) -> bool:
    """Whether a line is the rest of one that filled the terminal's width (its last column may have been a blank)."""
    return (
        length in (_COLUMNS - 1, _COLUMNS)
        and line.indent < 2
        and line.words[0].lower() not in COMMANDS
        and not line.text.startswith("#")
    )
