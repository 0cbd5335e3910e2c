"""Reads the CSV that nfdump makes of NetFlow or sFlow records, in its old and its new layout.

Each record is one way of a conversation (both ways with ``-B``); they are put together again here. Flags of a record are
those of all its packets, so who opened a conversation is told by time and port.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inmori.catalogue.loader import Catalogue
from inmori.ingest.capture_flow import ACK, FIN, PSH, RST, SYN, TCP, UDP, Packet
from inmori.ingest.capture_watch import Desk
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.log_lines import LogLines, epoch, port_of
from inmori.ingest.packet_list import (
    add_all,
    ends_of,
    is_table,
    protocol_number,
    reading_of,
    rows_of,
    table_of,
)
from inmori.ingest.reading import Reading
from inmori.model import SourceKind
from inmori.text import Text

FORMAT = "nfdump_csv"
KIND = SourceKind.WIRE
STREAMS = True
NAME = Text(ja="通信記録(nfdump CSV)", en="Traffic log (nfdump CSV)")

_OLD = frozenset(("ts", "sa", "da", "sp", "dp", "pr", "ipkt", "ibyt"))
_NEW = frozenset(("srcaddr", "dstaddr", "srcport", "dstport", "proto", "packets", "bytes"))
# New heading -> old one.
_SAME = {
    "firstseen": "ts", "lastseen": "te", "srcaddr": "sa", "dstaddr": "da", "srcport": "sp", "dstport": "dp",
    "proto": "pr", "packets": "ipkt", "bytes": "ibyt", "flags": "flg", "duration": "td", "outpackets": "opkt",
    "outbytes": "obyt", "inpackets": "ipkt", "inbytes": "ibyt", "srcmac": "ismc", "dstmac": "idmc",
    "insrcmac": "ismc", "indstmac": "idmc", "outsrcmac": "osmc", "outdstmac": "odmc",
}  # fmt: skip
_FLAGS = {"S": SYN, "A": ACK, "P": PSH, "F": FIN, "R": RST}
_END = ("summary", "flows", "time window", "total flows", "sys:", "no matching flows")


def recognise(file: EvidenceFile) -> float:
    """Return 1 when the headings are nfdump's, else 0."""
    return 1.0 if is_table(file, needed=(_OLD, _NEW)) else 0.0


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read nfdump's CSV into flows and sightings of the inner addresses that sent something.

    All readers take the catalogue and today's date; this one needs neither.

    Raises:
        InputError: it has no headings or no record, or a packed file unpacks beyond the limits.
    """
    log = LogLines(file, FORMAT)
    desk = Desk(file.name, connections=file.limits.flows)
    count = _Count()
    whole = add_all(desk, _packets(log, count))
    return reading_of(log, desk, records=count.records, format_id=FORMAT, whole=whole, name=NAME)


class _Count:
    records = 0


def _packets(log: LogLines, count: _Count) -> Iterator[Packet]:
    table = table_of(log.file, needed=(_OLD, _NEW))
    if table is None:
        return
    for number, named in rows_of(log, table, ends_bare=False):
        row = {_SAME.get(name, name): value for name, value in named.items()}
        first = next(iter(named.values()), "").lower()
        if first.startswith(_END) and len(row) < len(table.headings):
            return  # the summary below the records
        try:
            there = _way(number, row)
            back = _way_back(there, row)
        except (ValueError, KeyError, OverflowError):
            log.bad(number)
            continue
        count.records += 1
        yield there
        if back is not None:
            yield back


def _way_back(there: Packet, row: dict[str, str]) -> Packet | None:
    """Return the other direction of a record that holds both; ``None`` when nothing came back."""
    if not _number(row.get("opkt")):
        return None
    size = len(there.ends) // 2 - 2
    ends = there.ends[size : 2 * size] + there.ends[:size] + there.ends[-2:] + there.ends[-4:-2]
    return there._replace(ends=ends, size=_content(row, "obyt", "opkt", there.protocol), macs=b"")


def _way(number: int, row: dict[str, str]) -> Packet:
    protocol = protocol_number(row["pr"])
    ports = [port_of(float(row.get(name, 0))) if protocol in (6, 17) else 0 for name in ("sp", "dp")]
    start = epoch(row.get("ts"))
    flags = sum(bit for letter, bit in _FLAGS.items() if letter in row.get("flg", "")) if protocol == TCP else 0
    return Packet(
        number=number,
        time=float("nan") if start is None else start,
        protocol=protocol,
        ends=ends_of(row["sa"], row["da"], protocol, ports[0], ports[1]),
        size=_content(row, "ibyt", "ipkt", protocol),
        # That a record has a SYN tells nothing of its direction; both directions have one.
        flags=flags & ~SYN,
        macs=_cards(row),
        ttl=64,
    )


def _content(row: dict[str, str], octets: str, packets: str, protocol: int) -> int:
    """Return what was carried: nfdump counts the headers too, and a bare refusal must not look like an answer."""
    header = {TCP: 40, UDP: 28}.get(protocol, 20)
    return max(0, _number(row.get(octets)) - header * _number(row.get(packets)))


def _number(text: str | None) -> int:
    """Return a count; nfdump writes large ones as "3.4 M" unless told otherwise."""
    if not text:
        return 0
    number, _, unit = text.partition(" ")
    return int(float(number) * {"": 1, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}[unit.strip()])


def _cards(row: dict[str, str]) -> bytes:
    """Return the card a frame went to and the one it came from; a switch exports the former as that on its way out."""
    came = _card(row.get("ismc")) or _card(row.get("osmc"))
    went = _card(row.get("idmc")) or _card(row.get("odmc"))
    return went + came if came and went else b""


def _card(text: str | None) -> bytes:
    card = bytes.fromhex((text or "").replace(":", ""))
    return card if len(card) == 6 and any(card) else b""
