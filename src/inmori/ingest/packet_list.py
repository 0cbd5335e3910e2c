"""Feeds lists of packets or one-way flows that another tool wrote into the same conversations as a capture.

Such lists (tshark's fields, nfdump's CSV) have headings and one line each; what they say is the same, the words differ.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from inmori.errors import InputError
from inmori.ingest.capture_flow import Packet
from inmori.ingest.capture_packet import PROTOCOLS
from inmori.ingest.capture_watch import Desk, Full
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.limits import over
from inmori.ingest.log_lines import LogLines
from inmori.ingest.reading import Reading
from inmori.model import Evidence, SourceKind
from inmori.text import Text

_NUMBERS = {name: number for number, name in sorted(PROTOCOLS.items(), reverse=True)} | {"icmp6": 58, "ipv6-icmp": 58}
_DELIMITERS = "\t,;| "
_PROBED_LINES = 5


@dataclass(frozen=True, slots=True)
class Table:
    """How a list is laid out: its headings (lower case, trimmed), delimiter, and the line of the headings."""

    headings: tuple[str, ...]
    delimiter: str
    line: int


def table_of(file: EvidenceFile, *, needed: tuple[frozenset[str], ...]) -> Table | None:
    """Return the layout of a list whose headings contain all of one of ``needed``, or ``None``.

    Raises:
        InputError: a packed file unpacks beyond the limits.
    """
    for number, line in LogLines(file, "probe").lines():
        if number > _PROBED_LINES:
            break
        for delimiter in _DELIMITERS:
            headings = tuple(name.strip().strip("\"'").lower() for name in line.split(delimiter))
            if any(names <= set(headings) for names in needed):
                return Table(headings, delimiter, number)
    return None


def is_table(file: EvidenceFile, *, needed: tuple[frozenset[str], ...]) -> bool:
    """Whether a file is a list with these headings; never raises."""
    try:
        return table_of(file, needed=needed) is not None
    except InputError:
        return False


def rows_of(log: LogLines, table: Table, *, ends_bare: bool) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, heading -> value) of every line below the headings; short lines lack the last values.

    A line with more values than headings has the delimiter within a value: whose value is whose cannot be told. With
    ``ends_bare`` no line ends with a delimiter, so that a value too many shows even where it is empty.
    """
    for number, line in log.lines():
        if number <= table.line or not line.strip():
            continue
        try:
            quote = "'" if line.startswith("'") else '"'
            values = next(csv.reader([line], delimiter=table.delimiter, quotechar=quote), [])
        except csv.Error:
            log.bad(number)
            continue
        beyond = values[len(table.headings) :]
        if beyond and (ends_bare or any(value.strip() for value in beyond)):
            log.bad(number)
            continue
        yield number, {name: value.strip() for name, value in zip(table.headings, values, strict=False) if value.strip()}


def protocol_number(text: str) -> int:
    """Return an IP protocol's number from its number or name.

    Raises:
        ValueError: it is none.
    """
    number = int(text) if text.isdigit() else _NUMBERS.get(text.lower(), -1)
    if not 0 <= number <= 255:
        raise ValueError("no protocol")
    return number


def ends_of(source: str, target: str, protocol: int, source_port: int, target_port: int) -> bytes:
    """Return both ends as :class:`Packet` wants them.

    Raises:
        ValueError: an address is none, or they are of two kinds.
    """
    one, other = ip_address(source).packed, ip_address(target).packed
    if len(one) != len(other):
        raise ValueError("two kinds of address")
    if protocol in (6, 17):
        return one + other + source_port.to_bytes(2, "big") + target_port.to_bytes(2, "big")
    return one + other + bytes((0, protocol, 0, protocol))


def add_all(desk: Desk, packets: Iterator[Packet]) -> bool:
    """Take in all packets; ``False`` when the limit of conversations was reached."""
    try:
        for packet in packets:
            desk.conversations.add(packet)
        desk.conversations.close()
    except Full:
        return False
    return True


def reading_of(log: LogLines, desk: Desk, *, records: int, format_id: str, whole: bool, name: Text) -> Reading:
    """Return what the list gave, with the problems.

    Raises:
        InputError: no line of it could be read.
    """
    log.close()
    if not records:
        raise InputError(_NOTHING.filled(name=log.file.name, kind_ja=name.ja, kind_en=name.en))
    if not whole:
        log.problem("warning", "limit", over(_LIMIT, "flows", log.file.limits), _LIMIT_DONE)
    flows, sightings = desk.results()
    if desk.tally.group_records:
        log.problem("note", "broadcast", _GROUP.filled(n=f"{desk.tally.group_records:,}"), _GROUP_DONE)
    log.note_six(desk.six_addresses)
    evidence = Evidence(
        file=log.file.name,
        sha256=log.file.sha256,
        size=log.file.size,
        format=format_id,
        kind=SourceKind.WIRE,
        records=records,
    )
    return Reading(evidence=evidence, sightings=sightings, flows=flows, problems=tuple(log.problems))


_NOTHING = Text(
    ja="{name} から通信の記録を1件も読めませんでした({kind_ja})。列の見出しが付いているか確かめてください。",
    en="No record of traffic could be read from {name} ({kind_en}). Check that it has its headings.",
)
_LIMIT = Text(ja="通信の件数が上限に達しました。", en="The limit of conversations was reached.")
_LIMIT_DONE = Text(ja="それより後の記録は使っていません。", en="What comes after it was not used.")
_GROUP = Text(
    ja="全体あての通信(ブロードキャストなど)が {n} 件ありました。",
    en="{n} conversations went to everybody (broadcast, multicast) or came from nobody.",
)
_GROUP_DONE = Text(
    ja="二つの機器の間の通信ではないため、通信の一覧に入れていません。",
    en="They are not between two machines, so they are not listed as flows.",
)
