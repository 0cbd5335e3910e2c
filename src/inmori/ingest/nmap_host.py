"""One host of an nmap scan: whether it answered at all, and what its ports, its fingerprint and the scripts say of it.

A guess at the system is a hint and marked as one; open ports are notes, not proof of what a machine is for.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from inmori.ingest.epoch_day import day_of_epoch
from inmori.ingest.heard import host_name, plain_word
from inmori.ingest.network_value import addresses_of, macs_of
from inmori.ingest.nmap_script import Told, script_tells
from inmori.model import DeviceKind, WeakProtocol

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SURE_ENOUGH = 95  # percent; below this the fingerprint is only a remark
_KINDS = {
    "printer": DeviceKind.PRINTER, "print server": DeviceKind.PRINTER, "router": DeviceKind.ROUTER,
    "broadband router": DeviceKind.ROUTER, "switch": DeviceKind.L2_SWITCH, "firewall": DeviceKind.FIREWALL,
    "WAP": DeviceKind.ACCESS_POINT, "webcam": DeviceKind.CAMERA, "storage-misc": DeviceKind.NAS,
}  # fmt: skip
_SYSTEMS = frozenset({"Windows", "Linux", "Mac OS X", "macOS"})
_WINDOWS_PORTS = frozenset({135, 445, 3389})
_PRINTER_PORTS = (frozenset({9100}), frozenset({515, 631}))
_PORTS_SHOWN = 30
_OF_ITS_ADDRESS = re.compile(r"\d{1,3}[-_]\d{1,3}[-_]\d{1,3}")  # dhcp-10-1-2-3: the name of an address, of no machine


@dataclass
class ScannedHost:
    """What the scans of one address gave."""

    address: str
    macs: list[str] = field(default_factory=list)
    own_macs: list[str] = field(default_factory=list)  # told by the machine itself, so valid behind a router too
    names: list[str] = field(default_factory=list)  # by the name server or the one who scanned
    own_names: list[str] = field(default_factory=list)  # told by the machine itself
    member: str | None = None  # its whole name in a domain, where no second machine can have it
    ports: dict[tuple[str, int], str] = field(default_factory=dict)  # open ones -> what listens
    notes: dict[str, None] = field(default_factory=dict)
    sure: dict[str, str] = field(default_factory=dict)  # field of Device -> value that the machine gave
    hints: dict[str, str | DeviceKind] = field(default_factory=dict)
    weak: set[WeakProtocol] = field(default_factory=set)
    seen: date | None = None
    hops: int | None = None

    def take(self, other: "ScannedHost") -> None:
        """Add a further scan of the same address; the newer one wins."""
        newer = (other.seen or date.min) >= (self.seen or date.min)
        for name in ("macs", "own_macs", "names", "own_names"):
            mine, theirs = getattr(self, name), getattr(other, name)
            setattr(self, name, list(dict.fromkeys([*theirs, *mine] if newer else [*mine, *theirs])))
        self.member = (other.member or self.member) if newer else (self.member or other.member)
        self.ports |= other.ports
        self.notes |= other.notes
        self.weak |= other.weak
        self.sure = {**self.sure, **other.sure} if newer else {**other.sure, **self.sure}
        self.hints = {**self.hints, **other.hints} if newer else {**other.hints, **self.hints}
        self.seen = max((day for day in (self.seen, other.seen) if day), default=None)
        self.hops = other.hops if self.hops is None else self.hops

    def remarks(self) -> tuple[str, ...]:
        """Return the remarks, the open ports first."""
        listed = [f"{protocol}/{port} {what}".rstrip() for (protocol, port), what in sorted(self.ports.items())]
        more = len(listed) - _PORTS_SHOWN
        text = ", ".join(listed[:_PORTS_SHOWN]) + (f" ほか{more}" if more > 0 else "")
        return (*((f"開いているポート: {text}",) if listed else ()), *self.notes)


def scanned_host(element: "Element", started: date | None) -> ScannedHost | None:
    """Return one ``host`` element, ``None`` when it was down, gave no sign of life or has no IPv4 address.

    ``started`` is the day of the whole scan, for hosts that have none of their own.
    """
    addresses = {found.get("addrtype", ""): found.get("addr", "") for found in element.findall("address")}
    known = addresses_of(addresses.get("ipv4", "")).values
    if not known or not _answered(element):
        return None
    host = ScannedHost(address=known[0], seen=day_of_epoch(element.get("endtime") or element.get("starttime")) or started)
    host.macs += macs_of(addresses.get("mac", "")).values
    distance = element.find("distance")
    if distance is not None and distance.get("value", "").isdigit():
        host.hops = int(distance.get("value", "")[:4])
    for named in element.findall("hostnames/hostname"):
        _name(host, named.get("name", ""))
    for port in element.iterfind("ports/port"):
        _port(host, port)
    _fingerprint(host, element)
    for script in element.iterfind("hostscript/script"):
        _told(host, script_tells(script, None))
    _print_server(host)
    return host


def _answered(element: "Element") -> bool:
    """Whether the host itself gave a sign of life.

    With -Pn nmap calls every address up ("user-set"), so an answer from some port is asked for instead.
    """
    status = element.find("status")
    if status is not None and status.get("state") != "up":
        return False
    if status is not None and status.get("reason", "") not in ("user-set", ""):
        return True
    states = [state.get("state") for state in element.iterfind("ports/port/state")]
    states += [extra.get("state") for extra in element.iterfind("ports/extraports")]
    if status is not None and status.get("reason") is None:
        return True  # written by another tool that leaves the reason out
    return any(state in ("open", "closed", "unfiltered") for state in states)


def _name(host: ScannedHost, text: str) -> None:
    name = None if _OF_ITS_ADDRESS.search(text) or addresses_of(text).values else host_name(text)
    if name:
        host.names.append(name)


def _port(host: ScannedHost, port: "Element") -> None:
    state, number = port.find("state"), port.get("portid", "")
    if state is None or state.get("state") != "open" or not number.isdigit() or len(number) > 5:
        return
    service = port.find("service")
    what = ""
    if service is not None:
        probed = service.get("method") == "probed"
        parts = [service.get("name", ""), *((service.get("product", ""), service.get("version", "")) if probed else ())]
        what = plain_word(" ".join(part for part in parts if part), longest=60) or ""
        _name(host, service.get("hostname", ""))
        if probed and service.get("name") == "telnet" and service.get("tunnel") != "ssl":
            host.weak.add(WeakProtocol.TELNET)
        if probed and (kind := _KINDS.get(service.get("devicetype", ""))) is not None:
            host.hints.setdefault("kind", kind)
        if probed and service.get("name") == "ms-sql-s" and (product := plain_word(service.get("product", ""))):
            host.sure.setdefault("database", product)
    protocol = port.get("protocol", "tcp")
    host.ports[protocol if protocol in ("tcp", "udp", "sctp") else "?", int(number)] = f"({what})" if what else ""
    for script in port.iterfind("script"):
        _told(host, script_tells(script, int(number)))


def _told(host: ScannedHost, told: tuple[Told, ...]) -> None:
    for clue in told:
        if clue.field == "hostname":
            host.own_names.append(clue.value)
        elif clue.field == "member":
            host.member = host.member or clue.value
        elif clue.field == "mac":
            host.own_macs.append(clue.value)
        elif clue.field == "weak":
            host.weak.add(WeakProtocol(clue.value))
        elif clue.field == "note":
            host.notes.setdefault(clue.value)
        elif clue.sure:
            host.sure.setdefault(clue.field, clue.value)
        else:
            host.hints.setdefault(clue.field, clue.value)


def _fingerprint(host: ScannedHost, element: "Element") -> None:
    """Take the best match of nmap's fingerprint: as a hint when it is sure and single, else as a remark."""
    matches = [(int(found.get("accuracy", "")), found) for found in element.iterfind("os/osmatch")
               if found.get("accuracy", "").isdigit() and len(found.get("accuracy", "")) < 4]  # fmt: skip
    if not matches:
        return
    best = max(accuracy for accuracy, _ in matches)
    top = [found for accuracy, found in matches if accuracy == best]
    name = plain_word(top[0].get("name", ""))
    classes = [found for match in top for found in match.iterfind("osclass")]
    kinds = {_KINDS.get(found.get("type", "")) for found in classes}
    families = {found.get("osfamily", "") for found in classes}
    if best >= SURE_ENOUGH and len(kinds) == 1 and (kind := kinds.pop()) is not None:
        host.hints.setdefault("kind", kind)
    if name is None:
        return
    if best >= SURE_ENOUGH and len({found.get("name") for found in top}) == 1 and (families or {""}) <= _SYSTEMS:
        host.hints.setdefault("os", name)
    else:
        host.notes.setdefault(f"OSの推定: {name}({best}%)")


def _print_server(host: ScannedHost) -> None:
    numbers = {number for protocol, number in host.ports if protocol == "tcp"}
    if not numbers & _WINDOWS_PORTS and any(ports <= numbers for ports in _PRINTER_PORTS):
        host.hints.setdefault("kind", DeviceKind.PRINTER)
