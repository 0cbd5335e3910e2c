"""Watches one capture from beginning to end and tells what was seen: flows, machines, and what could not be read.

It takes any binary stream, so that a capture larger than memory can be watched from disk with the same code.
"""

from __future__ import annotations

from dataclasses import dataclass

from inmori.ingest.capture_file import ByteSource, CaptureFile
from inmori.ingest.capture_flow import TCP, UDP, Conversations, Way
from inmori.ingest.capture_mac import MacTable
from inmori.ingest.capture_packet import PROTOCOLS, SlowRoad
from inmori.ingest.capture_protocol import heard_in
from inmori.ingest.capture_side import answered, client_speaks
from inmori.ingest.capture_six import SixTable
from inmori.ingest.capture_tally import CaptureTally
from inmori.ingest.collector import collector_off
from inmori.ingest.flow_tally import Connection, Place
from inmori.ingest.heard import ALWAYS, RECEIVER, SENDER, Clue, dotted
from inmori.ingest.reading import Sighting
from inmori.ingest.wire_host import WireHosts
from inmori.model import Flow, WeakProtocol

_TEXTS_KEPT = 100_000
_WITH_IPV4 = 10  # bytes of a MAC and an address


class Full(Exception):
    """The limit of connections was reached."""


@dataclass
class Watched:
    """What a capture showed. ``capture``, ``road``, ``conversations`` and ``tally`` hold the counts for the notes."""

    flows: tuple[Flow, ...]
    sightings: tuple[Sighting, ...]
    capture: CaptureFile
    road: SlowRoad
    conversations: Conversations
    tally: CaptureTally
    six_addresses: tuple[str, ...]
    full: bool


def watch(stream: ByteSource, *, name: str, connections: int) -> Watched:
    """Watch a capture. Memory does not grow with its length, only with the number of different conversations.

    ``name``: of the file, for the places of what was seen (packet numbers). ``connections``: where to stop.

    Raises:
        ValueError: the stream is no capture.
    """
    desk = Desk(name, connections=connections)
    capture = CaptureFile(stream)
    records = capture.records()
    full = False
    with collector_off():
        try:
            desk.conversations.take(records)
            desk.conversations.close()
        except Full:
            full = True
        flows, sightings = desk.results()
        return Watched(
            flows=flows,
            sightings=sightings,
            capture=capture,
            road=desk.road,
            conversations=desk.conversations,
            tally=desk.tally,
            six_addresses=desk.six_addresses,
            full=full,
        )


class Desk:
    """Where everything that is come across in one file is put together; also for lists of packets that others wrote."""

    def __init__(self, name: str, *, connections: int) -> None:
        """``name``: of the file. ``connections``: after how many conversations :class:`Full` is raised."""
        self.cards = MacTable()
        self.six = SixTable()
        self.six_addresses: tuple[str, ...] = ()  # of machines, when all is known
        self.tally = CaptureTally(name)
        self.hosts = WireHosts(name)
        self.conversations = Conversations(self)
        self._most = connections
        self._taken = 0
        self.road = SlowRoad(self.conversations, self._clue_of_card, self._claim)
        self.slow = self.road.take
        self._met: dict[bytes, int] = {}  # card and address -> time-to-live noted last
        self._texts: dict[bytes, str] = {}

    def results(self) -> tuple[tuple[Flow, ...], tuple[Sighting, ...]]:
        """Return the flows and the machines, when everything was taken in."""
        owners = self.cards.owners()
        talking = self.tally.settle(self.hosts)
        six = self.six.settle(self.hosts, owners)
        self.six_addresses = tuple(sorted({*self.tally.v6_addresses, *six}))
        return self.tally.flows(self.cards, owners), self.hosts.sightings(talking, owners)

    def met(self, way: Way, macs: bytes, ttl: int) -> None:
        """Note which card sent for which address."""
        if len(macs) == 12:
            known = macs[6:] + way.ends[: len(way.ends) // 2 - 2]
            if self._met.get(known) != ttl:
                if len(self._met) > _TEXTS_KEPT:
                    self._met.clear()
                self._met[known] = ttl
                self.cards.meet(macs[6:], known[6:], ttl)
                if len(known) > _WITH_IPV4:
                    address = self._text(known[6:])
                    self.six.meet(macs[6:], address, ttl)
                    self.hosts.see(address, way.number, way.first)

    def hear(self, way: Way, payload: bytes, number: int) -> None:
        """Recognise a payload and note what it tells."""
        source, target = way.ports
        heard = heard_in(payload, tcp=way.protocol == TCP, source=source, target=target)
        if heard is None:
            if way.protocol == UDP and self.road.unwrap(way, payload, number, way.last):
                way.want = ALWAYS
            elif way.peer is not None and way.peer.heard and not way.peer.want:
                way.want = 0  # what is spoken is known from the other side
            return
        if not way.heard:
            way.heard, way.want = 1, heard.more
        if heard.service and (way.service is None or heard.service.startswith(f"{way.service},")):
            way.service = heard.service
        way.role = way.role or heard.role
        for clue in heard.clues:
            self._clue(way, clue, number)

    def _clue(self, way: Way, clue: Clue, number: int) -> None:
        sender, receiver = self._names(way)
        if clue.about == RECEIVER:
            if way.mac and way.mac[0] & 1:
                return  # said to everybody
            subject = receiver
        elif clue.about == SENDER:
            subject = sender
        elif ":" in clue.about:
            self._clue_of_card(clue, number, way.last)
            return
        elif clue.about == sender:
            subject = sender
        else:
            return  # somebody speaks of somebody else
        if self._ours(subject):
            self.hosts.tell(subject, clue.field, clue.value, number)

    def _ours(self, address: str) -> bool:
        """Whether an address can be a machine's of the house; of IPv6 that is known when all cards are."""
        return self.tally.place(address) is Place.INSIDE or ":" in address

    def _clue_of_card(self, clue: Clue, number: int, time: float) -> None:
        self.hosts.tell(clue.about, clue.field, clue.value, number, time)

    def _claim(self, mac: bytes, address: bytes, number: int, time: float) -> None:
        self.cards.claim(mac, address)
        if address != bytes(4):
            self.hosts.see(dotted(address), number, time)

    def _names(self, way: Way) -> tuple[str, str]:
        source, target = way.addresses
        return self._texts.get(source) or self._text(source), self._texts.get(target) or self._text(target)

    def _text(self, address: bytes) -> str:
        text = self._texts.get(address)
        if text is None:
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.clear()
            text = self._texts[address] = _written(address)
        return text

    def closed(self, way: Way) -> None:
        """Add a conversation up with the others."""
        peer = way.peer
        first = way if peer is None or (way.first, way.number) <= (peer.first, peer.number) else peer
        client: Way | None = first
        server = first.peer
        if not client_speaks(first):
            client, server = server, first
        some = client or server
        assert some is not None
        src, dst = self._names(some) if client else reversed(self._names(some))
        if client and not server and client.mac and client.mac[0] & 1:
            self._to_everybody(client, src)
            return
        src_port, dst_port = some.ports if client else reversed(some.ports)
        protocol = PROTOCOLS.get(some.protocol, f"ip/{some.protocol}")
        connection = Connection(
            line=first.number,
            time=first.first,
            src=src,
            src_port=src_port if client else -1,
            dst=dst,
            dst_port=dst_port,
            protocol=protocol,
            service=_service(client, server),
            bytes_out=client.octets if client else 0,
            bytes_in=server.octets if server else 0,
            answered=server is not None and answered(server),
            began=True,
        )
        self._taken += 1
        if self._taken > self._most:
            raise Full
        times = client.connections if client else 1
        if server and server.connections > times:
            times = server.connections
        last = server.last if server and not server.last <= some.last else some.last
        self.tally.add(connection, times=times, last=last)
        if connection.answered and protocol == "tcp" and connection.service == "telnet" and self._ours(dst):
            self.hosts.tell(dst, "weak", WeakProtocol.TELNET, first.number, last)
        if client:
            self.tally.note_cards(src, dst, client.macs)

    def _to_everybody(self, client: Way, src: str) -> None:
        self.tally.group_records += 1
        if self.tally.place(src) is Place.INSIDE:
            self.hosts.see(src, client.number, client.last)


def _service(client: Way | None, server: Way | None) -> str | None:
    names = [way.service for way in (client, server) if way and way.service]
    return max(names, key=len) if len(names) == 2 and names[1].startswith(names[0]) else next(iter(names), None)


def _written(address: bytes) -> str:
    if len(address) == 4:
        return dotted(address)
    from ipaddress import IPv6Address

    return str(IPv6Address(address))
