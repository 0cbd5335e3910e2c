"""What a Linux dump tells beside its packet filter: name, operating system, cards, addresses and routes of the machine.

People paste what their habit is: ``ip addr`` or its brief and one-line forms, ``ifconfig`` old and new, ``route -n``,
``hostname``, ``uname -a``, ``hostnamectl``, the release file. All may stand in one text, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from inmori.ingest.gear_address import host_cidr, prefix_bits
from inmori.ingest.gear_box import mac_text
from inmori.model import Source
from inmori.model.gateway import Interface, Route
from inmori.reach.address_space import address

_IP = r"\d+\.\d+\.\d+\.\d+"
_LINK = re.compile(r"^\s*\d+: ([\w.\-@]+): <([A-Z_,\-]*)>")
_INET = re.compile(rf"^\s+inet (?:addr:)?({_IP})(/\d+)?\b(?!\S)(?:.*?(?:netmask |Mask:)({_IP}|0x[0-9a-f]{{8}}))?", re.IGNORECASE)
_ONE_LINE = re.compile(rf"^\s*\d+: ([\w.\-@]+)\s+inet ({_IP}/\d+)\s")
_BRIEF = re.compile(r"^\s*([\w.\-]+(?:@[\w.\-]+)?)\s+(UP|DOWN|UNKNOWN|LOWERLAYERDOWN|DORMANT|NOTPRESENT)(?:\s+(\S.*?))?\s*$")
_IFCONFIG = re.compile(r"^([A-Za-z][\w.\-:]*?):?\s+(?:flags=\d+<([A-Z_,\-]*)>|Link encap:(\S+)(?:.*HWaddr\s+([0-9A-Fa-f:.\-]{12,17}))?)")
_CARD = re.compile(r"^\s+(?:link/ether|ether)\s+([0-9A-Fa-f:]{17})\b")
_ROUTE = re.compile(rf"^\s*(default|{_IP}(?:/\d+)?|unreachable \S+|blackhole \S+)\s+(?:via ({_IP})\s*)?(?:dev (\S+))?")
_TABLE = re.compile(rf"^\s*(default|{_IP})\s+({_IP}|\*|link#\d+)\s+({_IP})\s+U\w*\s.*?(\S+)\s*$")
_BESIDE = re.compile(r"^\s+(?:link/|inet6 |valid_lft|inet 127\.|altname |ether |[RT]X |UP |RUNNING |collisions[: ]|Interrupt|Memory:|device )")

# What was typed, after the mark that a script or a terminal puts before it.
_TYPED = re.compile(r"^\s*(?:[#$>]+|[\w.\-@:~/]+\s[#$]|={2,}|-{2,}|\[[^\]]*\]\s*[#$]|\S*[\w~\]][#$])\s*(?:sudo\s+)?(?:cat\s+)?(.+?)\s*(?:[=\-]{2,})?\s*$")
_HOST = re.compile(r"[A-Za-z0-9](?:[\w\-]{0,61}[A-Za-z0-9])?(?:\.[\w\-]+)*", re.ASCII)
_ASKS_NAME = re.compile(r"(?:/bin/)?hostname(?:\s+-[sf])?|uname\s+-n|/etc/hostname|hostnamectl\s+(?:--static|hostname)", re.IGNORECASE)
_ASKS_SYSTEM = re.compile(r"/etc/(?:(?:redhat|centos|rocky|almalinux|oracle|system|SuSE)-release|issue)")
_UNAME = re.compile(r"^\s*Linux ([A-Za-z0-9][\w\-]*(?:\.[\w.\-]+)?) \d+\.\d+")
_TOLD_NAME = re.compile(r"^\s*(?:Static hostname:|HOSTNAME=)\s*[\"']?([A-Za-z0-9][\w.\-]*)")
_TOLD_SYSTEM = re.compile(r"^\s*(?:PRETTY_NAME=|Operating System:|(?:DISTRIB_)?DESCRIPTION[=:])\s*[\"']?([^\"'\n]{3,80}?)[\"']?\s*$", re.IGNORECASE)
_RELEASE = re.compile(r"^\s*((?:CentOS|Red Hat|Rocky|AlmaLinux|Oracle Linux|Scientific Linux|Fedora|MIRACLE LINUX|SUSE|openSUSE|Asianux|Turbolinux|Amazon Linux|VyOS)\b[^=:{}<>]{0,60}?(?:release|\d)\s*[\d.]*[^=:{}<>]{0,30})$")
_PROMPT = re.compile(r"^\s*\[?\w+@([A-Za-z0-9][\w\-]{0,62})[:\s][^#$]*[#$]\s*(?:sudo )?(?:ip6?tables|nft|ip|ifconfig|hostname|cat|route|uname)\b")
_NO_NAME = frozenset({"localhost", "localhost.localdomain", "none"})
_LOOPBACK = ("lo", "lo0")


@dataclass(slots=True)
class LinuxHost:
    """What the text told; ``used``: numbers of the lines that were understood, from 1."""

    hostname: str = ""
    system: str = ""
    macs: list[str] = field(default_factory=list)
    interfaces: dict[str, Interface] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def host_of(text: str, source: Source) -> LinuxHost:
    """Return what other commands in the same text tell of the machine; never fails."""
    reader = _Reader(source)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(("-A ", "*", ":")):
            continue
        if reader.take(line.rstrip(), number):
            reader.host.used.add(number)
    reader.host.interfaces = {name: item for name, item in reader.host.interfaces.items() if name not in _LOOPBACK}
    return reader.host


class _Reader:
    """Takes line after line; ``here`` is the interface that lines without a name are about."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.host = LinuxHost()
        self.here = ""
        self.asked: Callable[[str], bool] | None = None

    def take(self, line: str, number: int) -> bool:
        """Take a line; ``True`` when it was understood."""
        if not line.strip():
            return False
        asked, self.asked = self.asked, None
        where = self.source.model_copy(update={"line": number})
        if asked is not None and asked(line.strip()):
            return True
        return self._identity(line) or self._interface(line, where) or self._route(line, where)

    def _identity(self, line: str) -> bool:
        if (prompt := _PROMPT.match(line)) is not None:
            self.host.hostname = self.host.hostname or prompt[1]
        if (typed := _TYPED.match(line)) is not None:
            if _ASKS_NAME.fullmatch(typed[1]):
                self.asked = self._name
                return True
            if _ASKS_SYSTEM.fullmatch(typed[1]):
                self.asked = self._system
                return True
            return prompt is not None
        if (told := _TOLD_NAME.match(line) or _UNAME.match(line)) is not None:
            return self._name(told[1])
        if (told := _TOLD_SYSTEM.match(line) or _RELEASE.match(line)) is not None:
            return self._system(told[1])
        return False

    def _name(self, text: str) -> bool:
        if not _HOST.fullmatch(text):
            return False
        if text.lower() not in _NO_NAME:
            self.host.hostname = self.host.hostname or text
        return True

    def _system(self, text: str) -> bool:
        if len(text) > 90 or not re.match(r"[A-Za-z]", text) or not re.search(r"\d|sid", text):
            return False
        text = re.sub(r"\s*\\[nlr]", "", text).strip()
        self.host.system = self.host.system or text
        return True

    def _interface(self, line: str, where: Source) -> bool:
        if (link := _LINK.match(line)) is not None:
            self._open(link[1], "UP" in link[2].split(","), where)
        elif (one := _ONE_LINE.match(line)) is not None:
            self._open(one[1], True, where)
            self._address(one[2])
        elif (brief := _BRIEF.match(line)) is not None and self._is_brief(brief[3] or ""):
            self._open(brief[1], brief[2] in ("UP", "UNKNOWN"), where)
            for part in (brief[3] or "").split():
                self._address(part) if "." in part else self._card(part)
        elif (old := _IFCONFIG.match(line)) is not None:
            self._open(old[1].partition(":")[0], old[2] is None or "UP" in old[2].split(","), where)
            self._card(old[4] or "")
        elif (card := _CARD.match(line)) is not None:
            self._card(card[1])
        elif (inet := _INET.match(line)) is not None and self.here:
            self._address(inet[1] + (inet[2] or (f"/{prefix_bits(inet[3])}" if inet[3] and prefix_bits(inet[3]) is not None else "/32")))
        else:
            return bool(_BESIDE.match(line))
        return True

    def _is_brief(self, rest: str) -> bool:
        return all(re.match(rf"{_IP}(?:/\d+)?$|[0-9a-f:]+(?:/\d+)?$|<[A-Z_,\-]+>$|peer$|metric$|\d+$", part, re.IGNORECASE) for part in rest.split())

    def _open(self, written: str, up: bool, where: Source) -> None:
        name, _, parent = written.partition("@")
        self.here = name
        known = self.host.interfaces.get(name)
        if known is None:
            real = parent if parent and not re.match(r"if\d+$|NONE$", parent) else None
            self.host.interfaces[name] = Interface(name=name, parent=real, up=up, source_ref=where)

    def _address(self, written: str) -> None:
        cidr = host_cidr(written)
        item = self.host.interfaces.get(self.here)
        if cidr is None or item is None or written.startswith("127.") or cidr in (item.cidr, *item.secondary):
            return
        changed = {"cidr": cidr} if item.cidr is None else {"secondary": (*item.secondary, cidr)}
        self.host.interfaces[self.here] = item.model_copy(update=changed)

    def _card(self, written: str) -> None:
        mac = mac_text(written)
        if mac is not None and mac not in self.host.macs:
            self.host.macs.append(mac)

    def _route(self, line: str, where: Source) -> bool:
        if (row := _TABLE.match(line)) is not None:
            bits = prefix_bits(row[3])
            target = "0.0.0.0/0" if row[1] == "default" else None if bits is None else f"{row[1]}/{bits}"
            via = row[2] if address(row[2]) else None
            if target is None:
                return False
            if via is not None:  # the others are the networks of its own interfaces
                self.host.routes.append(Route(destination=target, via=via, interface=row[4], source_ref=where))
            return True
        route = _ROUTE.match(line)
        if route is None or not (route[2] or route[3]):
            return "scope link" in line
        target = "0.0.0.0/0" if route[1] == "default" else host_cidr(route[1])
        if target and (route[2] is None or address(route[2]) is not None) and "scope link" not in line:
            self.host.routes.append(Route(destination=target, via=route[2], interface=route[3], source_ref=where))
        return True
