"""Reads Zeek's conn.log (TSV or JSON lines, plain or gzipped): the hospital's traffic as a sensor summed it up.

Fields are found by name, because their set and order differ by version and plugins. No payload is in this log, and
none is kept. Files that another reader should take (dns.log, ssl.log ...) are not recognised.
"""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest.evidence_file import MEBI, EvidenceFile
from inmori.ingest.flow_tally import BIGGEST_COUNT, JST, Connection, FlowTally
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.reading import Reading
from inmori.model import Evidence, Source, SourceKind
from inmori.text import Text

FORMAT = "zeek_conn"
KIND = SourceKind.WIRE
NAME = Text(ja="通信記録(Zeek conn.log)", en="Traffic log (Zeek conn.log)")

NEEDED = ("id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto")
# At least one of these makes it conn.log: other logs carry the addresses too.
TELLING = frozenset(("conn_state", "orig_bytes", "orig_pkts", "orig_ip_bytes"))
_PROBED_LINES = 40
_LINES_NAMED = 20  # unreadable lines reported one by one; the rest as one number

# States in which the responder sent something, for records without packet counts.
_ANSWERED = frozenset(("SF", "S1", "S2", "S3", "RSTO", "RSTR", "RSTRH", "SHR"))
_ESCAPED = re.compile(r"\\x([0-9A-Fa-f]{2})")
_MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")


def recognise(file: EvidenceFile) -> float:
    """Return how surely ``file`` is a Zeek conn.log: 1 for its own header, 0.9 for its fields only, else 0."""
    log = _Log(file)
    try:
        for number, line in log.lines():
            if number > _PROBED_LINES:
                break
            if line.startswith("#"):
                log.directive(line)
                if log.fields:
                    return _header_score(log)
            elif line.startswith("{"):
                return _object_score(line)
            elif line.strip():
                break
    except InputError:
        return 0.0
    return 0.0


def _header_score(log: "_Log") -> float:
    if log.path not in ("", "conn") or not set(NEEDED) <= set(log.fields) or not TELLING & set(log.fields):
        return 0.0
    return 1.0 if log.path else 0.9


def _object_score(line: str) -> float:
    try:
        record = _flat(json.loads(line))
    except (ValueError, RecursionError):
        return 0.0
    if record.get("_path", "conn") != "conn" or not set(NEEDED) <= set(record) or not TELLING & set(record):
        return 0.0
    return 1.0 if record.get("_path") == "conn" else 0.9


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:  # noqa: ARG001
    """Read a conn.log into flows and sightings of the inner addresses that clearly live.

    All readers take the catalogue and today's date; this one needs neither.

    Raises:
        InputError: nothing in it could be read as a connection, or a packed file unpacks beyond the limits.
    """
    log = _Log(file)
    tally = FlowTally(file.name)
    read_records = 0
    for number, line in log.lines():
        if read_records >= file.limits.flows or number > file.limits.lines:
            log.problem("warning", "zeek_limit", number, _LIMIT.filled(n=f"{read_records:,}"), _LIMIT_DONE)
            break
        if line.startswith("#"):
            log.directive(line)
        elif line.strip():
            connection = log.connection(number, line)
            if connection is not None and tally.add(connection):
                read_records += 1
            else:
                log.unreadable.append(number)
    log.close()
    if not read_records:
        raise InputError(_NOTHING.filled(name=file.name))
    _note_left_out(log, tally)
    evidence = Evidence(
        file=file.name,
        sha256=file.sha256,
        size=len(file.data),
        format=FORMAT,
        kind=KIND,
        records=read_records,
    )
    return Reading(
        evidence=evidence, sightings=tally.sightings(), flows=tally.flows(), problems=tuple(log.problems)
    )


def _note_left_out(log: "_Log", tally: FlowTally) -> None:
    if tally.group_records:
        text = _GROUP.filled(n=f"{tally.group_records:,}")
        log.problem("note", "zeek_broadcast", None, text, _GROUP_DONE)
    if tally.v6_addresses:
        text = _V6.filled(n=len(tally.v6_addresses))
        log.problem("note", "zeek_ipv6", None, text, _V6_DONE)


@dataclass
class _Log:
    """The state of reading one file: its header so far, and what went wrong."""

    file: EvidenceFile
    separator: str = "\t"
    path: str = ""
    unset: tuple[str, str] = ("-", "(empty)")
    fields: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    cut_at: int | None = None
    last_line: int = 0
    _columns: dict[str, int] = field(default_factory=dict)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines with their numbers from 1; a last line without an end is held to be cut."""
        for number, raw in enumerate(self._raw_lines(), start=1):
            self.last_line = number
            if not raw.endswith(b"\n"):
                self.cut_at = number
            yield number, raw.decode("utf-8", "replace").rstrip("\r\n")

    def _raw_lines(self) -> Iterator[bytes]:
        data = self.file.data
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # a log that went through a Windows redirection
            data = (self.file.text or "").encode()
        if data[:2] != b"\x1f\x8b":
            yield from io.BytesIO(data)
            return
        rest = b""
        for block in self._unpacked(data):
            *whole, rest = (rest + block).split(b"\n")
            for line in whole:
                yield line + b"\n"
        if rest:
            yield rest

    def _unpacked(self, data: bytes) -> Iterator[bytes]:
        allowed = min(self.file.limits.unpacked_bytes, max(len(data), 1024) * self.file.limits.unpacked_ratio)
        unpacked = 0
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                while block := stream.read1(MEBI):
                    unpacked += len(block)
                    if unpacked > allowed:
                        raise InputError(_BOMB.filled(name=self.file.name, n=f"{allowed // MEBI:,}"))
                    yield block
        except (EOFError, OSError, zlib.error):
            self.cut_at = self.last_line + 1

    def directive(self, line: str) -> None:
        """Take in a header line; logs that were joined carry several headers."""
        name, _, rest = line[1:].partition(self.separator if self.separator in line else " ")
        values = rest.split(self.separator)
        if name == "separator":
            self.separator = _unescaped(rest.strip()) or "\t"
        elif name == "path":
            self.path = rest.strip()
        elif name in ("unset_field", "empty_field"):
            first, second = self.unset
            self.unset = (rest, second) if name == "unset_field" else (first, rest)
        elif name == "fields":
            self.fields = tuple(values)
            self._columns = {value: index for index, value in enumerate(values)}

    def connection(self, number: int, line: str) -> Connection | None:
        """Return the connection of one line, or ``None`` when it cannot be read as one."""
        try:
            if line.startswith("{"):
                values = {key: value for key, value in _flat(json.loads(line)).items() if value is not None}
            else:
                parts = line.split(self.separator)
                if not self._columns or len(parts) != len(self.fields):
                    return None
                skipped = self.unset
                values = {
                    name: parts[index] for name, index in self._columns.items() if parts[index] not in skipped
                }
            return _connection(number, values)
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError, AttributeError):
            return None

    def close(self) -> None:
        """Report the lines that could not be read; a cut last line has its own wording."""
        if self.cut_at is not None and (self.cut_at in self.unreadable or self.cut_at > self.last_line):
            self.unreadable = [number for number in self.unreadable if number != self.cut_at]
            self.problem("warning", "zeek_cut", self.cut_at, _CUT, _CUT_DONE)
        for number in self.unreadable[:_LINES_NAMED]:
            self.problem("warning", "zeek_line", number, _LINE, _LINE_DONE)
        more = len(self.unreadable) - _LINES_NAMED
        if more > 0:
            self.problem("warning", "zeek_lines", self.unreadable[_LINES_NAMED], _LINES.filled(n=f"{more:,}"), _LINE_DONE)

    def problem(self, severity: Severity, code: str, line: int | None, text: Text, done: Text) -> None:
        """Note one problem at ``line``."""
        where = Source(kind=KIND, file=self.file.name, line=line)
        self.problems.append(Problem(severity=severity, code=code, where=where, text=text, done=done))


def _flat(record: Any) -> dict[str, Any]:
    """Return the record with ``{"id": {"orig_h": …}}`` written as ``id.orig_h``, as log shippers nest it."""
    nested = record.get("id")
    if not isinstance(nested, dict):
        return dict(record)
    return {**record, **{f"id.{key}": value for key, value in nested.items()}}


def _connection(number: int, values: dict[str, Any]) -> Connection:
    state = str(values.get("conn_state", ""))
    packets_in = values.get("resp_pkts")
    bytes_in = _count(values, "resp_bytes", "resp_ip_bytes")
    heard = state in _ANSWERED or bytes_in > 0 if packets_in is None else int(packets_in) > 0
    service = values.get("service")
    return Connection(
        line=number,
        time=_time(values.get("ts")),
        src=str(values["id.orig_h"]),
        src_port=_port(values["id.orig_p"]),
        dst=str(values["id.resp_h"]),
        dst_port=_port(values["id.resp_p"]),
        protocol=str(values["proto"]).lower()[:20],
        service=_unescaped(str(service))[:60] if service else None,
        bytes_out=_count(values, "orig_bytes", "orig_ip_bytes"),
        bytes_in=bytes_in,
        answered=heard and state != "REJ",  # a refusal may come from a firewall in the other's name
        began=str(values.get("history", "")).startswith("S"),
        src_inside=_flag(values.get("local_orig")),
        dst_inside=_flag(values.get("local_resp")),
        src_mac=_mac(values.get("orig_l2_addr")),
        dst_mac=_mac(values.get("resp_l2_addr")),
    )


def _port(value: Any) -> int:
    port = int(value)
    if not 0 <= port <= 65535:
        raise ValueError("no port")
    return port


def _count(values: dict[str, Any], *names: str) -> int:
    """Return the first count that is there and possible; a sensor that lost packets may write absurd ones."""
    for name in names:
        value = values.get(name)
        if value is not None and 0 <= int(value) < BIGGEST_COUNT:
            return int(value)
    return 0


def _time(value: Any) -> float | None:
    """Return epoch seconds from a number or ISO text; text without a zone is the hospital's own time."""
    if value is None:
        return None
    try:
        return float(value)
    except ValueError:
        moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=JST)).timestamp()


def _flag(value: Any) -> bool | None:
    return {"T": True, "F": False, True: True, False: False}.get(value) if isinstance(value, (str, bool)) else None


def _mac(value: Any) -> str | None:
    text = str(value).lower().replace("-", ":")
    return text if _MAC.fullmatch(text) else None


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


_NOTHING = Text(
    ja="{name} から通信の記録を1件も読めませんでした。途中で切れていないか、Zeekのconn.logか確かめてください。",
    en="No connection could be read from {name}. Check that it is a complete Zeek conn.log.",
)
_BOMB = Text(
    ja="{name} は展開すると上限({n} MB)を超えるため読みません。",
    en="{name} unpacks beyond the limit ({n} MB); not read.",
)
_LIMIT = Text(
    ja="記録が上限に達しました。ここまでの {n} 件を読みました。",
    en="The limit of records was reached; the first {n} were read.",
)
_LIMIT_DONE = Text(ja="この行から後は使っていません。", en="Nothing from this line on was used.")
_CUT = Text(
    ja="最後の行が途中で切れています(記録中に複写した可能性があります)。",
    en="The last line is cut (perhaps copied while still being written).",
)
_CUT_DONE = Text(ja="この行だけ除いて、前の行までを使いました。", en="Only this line was left out; all before it were used.")
_LINE = Text(ja="通信の記録として読めない行です。", en="This line cannot be read as a connection.")
_LINES = Text(ja="ほかにも読めない行が {n} 行あります。", en="{n} more lines cannot be read.")
_LINE_DONE = Text(ja="除きました。", en="Left out.")
_GROUP = Text(
    ja="全体あての通信(ブロードキャストなど)が {n} 件ありました。",
    en="{n} records went to everybody (broadcast, multicast) or came from nobody.",
)
_GROUP_DONE = Text(
    ja="二つの機器の間の通信ではないため、通信の一覧に入れていません。",
    en="They are not between two machines, so they are not listed as flows.",
)
_V6 = Text(ja="院内のIPv6アドレスが {n} 個見えました。", en="{n} inner IPv6 addresses were seen.")
_V6_DONE = Text(
    ja="通信は残しましたが、台帳などと結び付けられないため機器としては数えていません。",
    en="Their flows are kept, but they cannot be tied to other evidence and are not counted as devices.",
)
