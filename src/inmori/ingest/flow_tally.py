"""Adds single connections up into flows and notes who clearly lives, whatever sensor wrote the records.

A busy segment gives millions of connections but few conversations; and an address that was merely spoken *to* proves
nothing. Both rules belong to traffic as such, not to one log format.
"""

import ipaddress
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import lru_cache

from inmori.ingest.reading import Sighting
from inmori.model import Flow, Source, SourceKind

# Japan has one time zone and no summer time; a sensor's epoch seconds become the hospital's calendar day.
JST = timezone(timedelta(hours=9), "JST")

EPHEMERAL = 32_768  # lowest port that common systems choose by themselves (Linux; Windows starts at 49152)
WELL_KNOWN = 1_024
DYNAMIC_PORTS_KEPT = 8  # more unnamed high ports of one pair are one conversation (RPC, passive FTP, RTP)
UNANSWERED_PORTS_KEPT = 64  # more unanswered ports of one pair are a scan
DHCP_SERVER, DHCP_CLIENT = 67, 68
BIGGEST_COUNT = 1 << 53
_SHOWN = 5

# Times before or after, in epoch seconds, are a clock's fault and tell nothing.
EARLIEST = datetime(1990, 1, 1, tzinfo=JST).timestamp()
LATEST = datetime(2200, 1, 1, tzinfo=JST).timestamp()


class Place(Enum):
    """Where an address can be."""

    INSIDE = "inside"  # private IPv4: a machine of the house, or of a partner behind a tunnel
    INSIDE_V6 = "inside_v6"
    OUTSIDE = "outside"
    GROUP = "group"  # broadcast, multicast, unspecified, loopback, self-assigned: nobody in particular
    INVALID = "invalid"


_PRIVATE = tuple(ipaddress.ip_network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_UNIQUE_LOCAL = ipaddress.ip_network("fc00::/7")


@lru_cache(maxsize=65_536)  # a log repeats the same few hundred addresses a million times
def place_of(address: str) -> Place:
    """Return where ``address`` can be; documentation ranges count as outside, as they stand for the Internet."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return Place.INVALID
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.scope_id or parsed.is_multicast or parsed.is_unspecified or parsed.is_loopback or parsed.is_link_local:
            return Place.GROUP
        return Place.INSIDE_V6 if parsed in _UNIQUE_LOCAL else Place.OUTSIDE
    if parsed.is_multicast or parsed.is_loopback or parsed.is_link_local or parsed.packed[0] in (0, 255):
        return Place.GROUP
    return Place.INSIDE if any(parsed in network for network in _PRIVATE) else Place.OUTSIDE


@dataclass(slots=True)
class Connection:
    """One record of a sensor; ``None`` is what the sensor did not say. ``time`` is epoch seconds."""

    line: int
    time: float | None
    src: str
    src_port: int
    dst: str
    dst_port: int
    protocol: str
    service: str | None = None
    bytes_out: int = 0
    bytes_in: int = 0
    answered: bool = False
    began: bool = False  # the sensor saw the opening, so that the direction is certain
    src_inside: bool | None = None
    dst_inside: bool | None = None
    src_mac: str | None = None
    dst_mac: str | None = None


@dataclass(slots=True)
class _Sum:
    line: int
    connections: int = 0
    answered: bool = False
    bytes_out: int = 0
    bytes_in: int = 0
    first: float | None = None
    last: float | None = None
    service: str | None = None

    def take(self, other: "Connection | _Sum", connections: int, first: float | None, last: float | None) -> None:
        self.line = min(self.line, other.line)
        self.connections += connections
        self.answered = self.answered or other.answered
        self.bytes_out += other.bytes_out
        self.bytes_in += other.bytes_in
        self.service = fuller_service(self.service, other.service)
        if first is not None and last is not None:
            self.first = first if self.first is None else min(self.first, first)
            self.last = last if self.last is None else max(self.last, last)


@dataclass(slots=True)
class _Life:
    line: int
    last: float | None = None


_Pair = tuple[str, str, str]  # source, destination, protocol
_Key = tuple[str, str, str, int | None]


@dataclass
class FlowTally:
    """Connections of one file, added up. ``group_records`` counts what went to nobody in particular."""

    file: str
    group_records: int = 0
    v6_addresses: set[str] = field(default_factory=set)
    _sums: dict[_Key, _Sum] = field(default_factory=dict)
    _lives: dict[str, _Life] = field(default_factory=dict)
    _leased: set[str] = field(default_factory=set)
    _macs: dict[str, set[str]] = field(default_factory=dict)  # MAC -> addresses it carried
    _places: dict[str, Place] = field(default_factory=dict)

    def add(self, connection: Connection, *, times: int = 1, last: float | None = None) -> bool:
        """Take in one connection; ``False`` when an address in it is none.

        It may stand for ``times`` like ones, of which the first began at its own time and the last at ``last``; then
        its octets are those of all of them.
        """
        src, dst = self._place(connection.src), self._place(connection.dst)
        if src is Place.INVALID or dst is Place.INVALID:
            return False
        if connection.time is not None and not EARLIEST < connection.time < LATEST:
            connection.time = None
        if last is None or not EARLIEST < last < LATEST:
            last = connection.time
        self._note_lease(connection, dst)
        if Place.GROUP in (src, dst):
            self.group_records += times
            return True
        if _backwards(connection):
            connection = _turned(connection)
            src, dst = dst, src
        self._note_life(connection, src, dst, last)
        port = connection.dst_port if connection.protocol in ("tcp", "udp", "sctp") else None
        key = (connection.src, connection.dst, connection.protocol, port)
        total = self._sums.get(key)
        if total is None:
            total = self._sums[key] = _Sum(connection.line)
        total.take(connection, times, connection.time, last)
        return True

    def flows(self, first_hops: Mapping[tuple[str, str], str | None] | None = None) -> tuple[Flow, ...]:
        """Return the flows in order of addresses, protocol and port; all are of the day on which the log ends.

        ``first_hops``: (source, destination) -> MAC to which the source handed its packets, where it is known.
        """
        ended = _moment(max((total.last for total in self._sums.values() if total.last is not None), default=None))
        hops = first_hops or {}
        folded = sorted(self._folded().items(), key=lambda item: _key_order(item[0]))
        return tuple(self._flow(key, total, self._source(total.line, ended), hops.get(key[:2])) for key, total in folded)

    def sightings(self) -> tuple[Sighting, ...]:
        """Return one sighting for each inner address that sent something or answered."""
        # A MAC that carried several addresses is a gateway's: it never stands for the hosts behind it.
        own: dict[str, list[str]] = {}
        for mac, carried in self._macs.items():
            if len(carried) == 1:
                own.setdefault(next(iter(carried)), []).append(mac)
        return tuple(self._sighting(address, own.get(address, [])) for address in sorted(self._lives, key=_numeric))

    def _place(self, address: str) -> Place:
        found = self._places.get(address)
        if found is None:
            found = self._places[address] = place_of(address)
        return found

    def _note_lease(self, connection: Connection, dst: Place) -> None:
        ports = (connection.src_port, connection.dst_port)
        if connection.protocol != "udp" or dst is Place.GROUP:
            return
        if ports == (DHCP_SERVER, DHCP_CLIENT):
            self._leased.add(connection.dst)
        elif ports == (DHCP_CLIENT, DHCP_SERVER):
            self._leased.add(connection.src)

    def _note_life(self, connection: Connection, src: Place, dst: Place, last: float | None) -> None:
        # A reply that the sensor took for a request (see _backwards) proves the server only.
        if connection.src_port >= 0:
            self._alive(connection.src, src, connection.src_inside, connection.line, last, connection.src_mac)
        if connection.answered:
            self._alive(connection.dst, dst, connection.dst_inside, connection.line, last, connection.dst_mac)

    def _alive(
        self, address: str, place: Place, local: bool | None, line: int, time: float | None, mac: str | None
    ) -> None:
        if place is Place.INSIDE_V6 or (local and place is Place.OUTSIDE and ":" in address):
            self.v6_addresses.add(address)
            return
        # A hospital may use public addresses inside; then only the sensor's own list of local networks tells.
        if place is not Place.INSIDE and not (local and ":" not in address):
            return
        life = self._lives.get(address)
        if life is None:
            life = self._lives[address] = _Life(line)
        life.line = min(life.line, line)
        if time is not None:
            life.last = time if life.last is None else max(life.last, time)
        if mac:
            self._macs.setdefault(mac, set()).add(address)

    def _folded(self) -> dict[_Key, _Sum]:
        high: dict[_Pair, list[_Key]] = {}
        unanswered: dict[_Pair, list[_Key]] = {}
        for key, total in self._sums.items():
            port = key[3]
            if port is None:
                continue
            if port >= EPHEMERAL and total.service is None:
                high.setdefault(key[:3], []).append(key)
            elif not total.answered:
                unanswered.setdefault(key[:3], []).append(key)
        folded = dict(self._sums)
        for groups, kept in ((high, DYNAMIC_PORTS_KEPT), (unanswered, UNANSWERED_PORTS_KEPT)):
            for pair, keys in groups.items():
                if len(keys) > kept:
                    _fold(folded, pair, keys)
        return folded

    def _flow(self, key: _Key, total: _Sum, source: Source, first_hop: str | None) -> Flow:
        return Flow(
            src=key[0],
            dst=key[1],
            protocol=key[2],
            port=key[3],
            service=total.service,
            connections=total.connections,
            answered=total.answered,
            bytes_out=min(total.bytes_out, BIGGEST_COUNT),
            bytes_in=min(total.bytes_in, BIGGEST_COUNT),
            first=_moment(total.first),
            last=_moment(total.last),
            first_hop=first_hop,
            sources=(source,),
        )

    def _sighting(self, address: str, macs: list[str]) -> Sighting:
        life = self._lives[address]
        last = _moment(life.last)
        source = self._source(life.line, last)
        leased = address in self._leased
        return Sighting(
            source=source,
            addresses=(address,),
            macs=tuple(macs) if len(macs) == 1 else (),
            facts={"dhcp": (True, source)} if leased else {},
            dhcp=leased,
            last_seen=last.date() if last else None,
        )

    def _source(self, line: int, last: datetime | None) -> Source:
        day: date | None = last.date() if last else None
        return Source(kind=SourceKind.WIRE, file=self.file, line=line, as_of=day)


def _backwards(connection: Connection) -> bool:
    """Whether a server's reply was taken for the request, because the sensor missed the beginning."""
    return (
        not connection.began
        and not connection.answered
        and connection.protocol in ("tcp", "udp")
        and 0 < connection.src_port < WELL_KNOWN
        and connection.dst_port >= EPHEMERAL
    )


def turned(connection: Connection) -> Connection:
    """Return a connection as it is counted: from the client to the server."""
    return _turned(connection) if _backwards(connection) else connection


def _turned(connection: Connection) -> Connection:
    return Connection(
        line=connection.line,
        time=connection.time,
        src=connection.dst,
        src_port=-1,  # not seen sending
        dst=connection.src,
        dst_port=connection.src_port,
        protocol=connection.protocol,
        service=connection.service,
        bytes_out=connection.bytes_in,
        bytes_in=connection.bytes_out,
        answered=True,
        src_inside=connection.dst_inside,
        dst_inside=connection.src_inside,
        src_mac=connection.dst_mac,
        dst_mac=connection.src_mac,
    )


def _fold(sums: dict[_Key, _Sum], pair: _Pair, keys: Iterable[_Key]) -> None:
    into = sums.setdefault((*pair, None), _Sum(sums[next(iter(keys))].line))
    for key in keys:
        part = sums.pop(key)
        into.take(part, part.connections, part.first, part.last)


def fuller_service(one: str | None, other: str | None) -> str | None:
    """Return what is spoken in a flow of which two parts were heard: "smb,smb1" says more than "smb"."""
    if one is None or other is None or not other.startswith(f"{one},"):
        return one or other
    return other


def some_of(addresses: Iterable[str]) -> str:
    """Return the first few of some addresses, for people."""
    listed = sorted(addresses, key=_numeric)
    return ", ".join(listed[:_SHOWN]) + (" …" if len(listed) > _SHOWN else "")


def _moment(time: float | None) -> datetime | None:
    if time is None or not math.isfinite(time):
        return None
    return datetime.fromtimestamp(int(time), tz=JST)


@lru_cache(maxsize=65_536)
def _numeric(address: str) -> tuple[int, int]:
    parsed = ipaddress.ip_address(address)
    return (parsed.version, int(parsed))


def _key_order(key: _Key) -> tuple[tuple[int, int], tuple[int, int], str, int]:
    src, dst, protocol, port = key
    return (_numeric(src), _numeric(dst), protocol, -1 if port is None else port)
