"""Reads Zeek's conn.log (TSV or JSON lines, plain or gzipped): the hospital's traffic as a sensor summed it up.

Fields are found by name, because their set and order differ by version and plugins. No payload is in this log, and
none is kept. Files that another reader should take (dns.log, ssl.log ...) are not recognised.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from inmori.catalogue.loader import Catalogue
from inmori.errors import InputError
from inmori.ingest.collector import collector_off
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.first_hop import CardTally
from inmori.ingest.flow_tally import Connection, FlowTally, some_of
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.limits import over
from inmori.ingest.log_lines import line_blocks
from inmori.ingest.packed_file import ByteStream
from inmori.ingest.reading import Reading
from inmori.ingest.zeek_connection import connection_of
from inmori.ingest.zeek_record import unescaped
from inmori.ingest.zeek_sums import SingleSums, settle
from inmori.model import Evidence, Source, SourceKind
from inmori.text import Text

if TYPE_CHECKING:
    from inmori.ingest.zeek_block import Layout

FORMAT = "zeek_conn"
KIND = SourceKind.WIRE
NAME = Text(ja="通信記録(Zeek conn.log)", en="Traffic log (Zeek conn.log)")
STREAMS = True

NEEDED = ("id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto")
# At least one of these makes it conn.log: other logs carry the addresses too.
TELLING = frozenset(("conn_state", "orig_bytes", "orig_pkts", "orig_ip_bytes"))
_PROBED_LINES = 40
_FEW_LINES = 32  # fewer lines of an unusual block are not halved again but read one by one
_LINES_NAMED = 20  # unreadable lines reported one by one; the rest as one number


def recognise(file: EvidenceFile) -> float:
    """Return how surely ``file`` is a Zeek conn.log: 1 for its own header, 0.9 for its fields only, else 0."""
    log = _Log(file)
    try:
        first = next(line_blocks(ByteStream.of(file)), b"")
    except InputError:
        return 0.0
    for raw in first.split(b"\n", _PROBED_LINES)[:_PROBED_LINES]:
        line = raw.decode("utf-8", "replace").rstrip("\r")
        if line.startswith("#"):
            log.directive(line)
            if log.fields:
                return _header_score(log)
        elif line.startswith("{"):
            return _object_score(line)
        elif line.strip():
            break
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
    with collector_off():
        log.read()
    records = log.records
    if not records:
        raise InputError(_NOTHING.filled(name=file.name))
    tally = CardTally(file.name)
    log.settle(tally)
    _note_left_out(log, tally)
    evidence = Evidence(
        file=file.name, sha256=file.sha256, size=file.size, format=FORMAT, kind=KIND, records=records
    )
    return Reading(
        evidence=evidence, sightings=tally.sightings(), flows=tally.flows(), problems=tuple(log.problems)
    )


def _note_left_out(log: "_Log", tally: FlowTally) -> None:
    if tally.group_records:
        text = _GROUP.filled(n=f"{tally.group_records:,}")
        log.problem("note", "zeek_broadcast", None, text, _GROUP_DONE)
    if tally.v6_addresses:
        text = _V6.filled(n=len(tally.v6_addresses), some=some_of(tally.v6_addresses))
        log.problem("note", "zeek_ipv6", None, text, _V6_DONE)


@dataclass
class _Log:
    """The state of reading one file: its header so far, the records so far, and what went wrong."""

    file: EvidenceFile
    records: int = 0
    path: str = ""
    fields: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    _separator: str = "\t"
    _unset: tuple[str, str] = ("-", "(empty)")
    _last_line: int = 0
    _singles: SingleSums = field(default_factory=SingleSums)
    _layouts: "dict[tuple[object, ...], Layout]" = field(default_factory=dict)

    def read(self) -> None:
        """Take in all lines up to the limits, and report those that cannot be read."""
        stream = ByteStream.of(self.file)
        cut_at: int | None = None
        full = False
        for block in line_blocks(stream):
            full = not self._take(block)
            if full:
                break
            if not block.endswith(b"\n"):
                cut_at = self._last_line
        if stream.cut:
            cut_at = cut_at or self._last_line + 1
        self._close(cut_at)
        if full:
            text = over(_LIMIT.filled(n=f"{self.records:,}"), self._met_limit(), self.file.limits)
            self.problem("warning", "zeek_limit", self._last_line + 1, text, _LIMIT_DONE)

    def _met_limit(self) -> str:
        return "flows" if self.records >= self.file.limits.flows else "lines"

    def _take(self, block: bytes) -> bool:
        """Take in a block of lines; ``False`` when a limit was reached in it."""
        at = 0
        while at < len(block):
            if block.startswith(b"#", at):  # logs that were joined carry headers in the middle
                end = block.find(b"\n", at) + 1 or len(block)
                self._last_line += 1
                self.directive(block[at:end].decode("utf-8", "replace").rstrip("\r\n"))
            else:
                end = (block.find(b"\n#", at) + 1 if b"#" in block else 0) or len(block)
                if not self._records(block[at:end]):
                    return False
            at = end
        return True

    def _records(self, block: bytes) -> bool:
        """Take in lines that are no headers: at once where all are of a kind, else in ever smaller parts."""
        lines = block.count(b"\n")
        limits = self.file.limits
        room = min(limits.flows - self.records, limits.lines - self._last_line)
        if lines > _FEW_LINES and lines <= room and _plain(block) and (layout := self._known_layout()):
            spoilt = _by_columns(layout, block, self._last_line + 1)
            if spoilt is not None:
                self._last_line += lines
                self.records += lines - len(spoilt)
                self.unreadable += spoilt
                return True
            middle = block.index(b"\n", len(block) // 2) + 1
            if middle < len(block):
                return self._records(block[:middle]) and self._records(block[middle:])
        text = block.decode("utf-8", "replace")
        return all(self._line(line.rstrip("\r")) for line in text.removesuffix("\n").split("\n"))

    def _known_layout(self) -> "Layout | None":
        """Return how the present lines are laid out; lines of one layout are added up together."""
        if not self.fields:
            return None
        key = (self.fields, self._separator, self._unset)
        layout = self._layouts.get(key)
        if layout is None:
            from inmori.ingest.zeek_block import Layout  # numpy is not loaded where no such log is read

            layout = self._layouts[key] = Layout(self.fields, separator=self._separator, unset=self._unset)
        return layout if layout.usable else None

    def _line(self, line: str) -> bool:
        """Take in one line; ``False`` when a limit forbids it."""
        limits = self.file.limits
        if self.records >= limits.flows or self._last_line >= limits.lines:
            return False
        self._last_line += 1
        if line.strip():
            connection = self._connection(self._last_line, line)
            if connection is not None and self._singles.add(connection):
                self.records += 1
            else:
                self.unreadable.append(self._last_line)
        return True

    def directive(self, line: str) -> None:
        """Take in a header line; logs that were joined carry several headers."""
        name, _, rest = line[1:].partition(self._separator if self._separator in line else " ")
        if name == "separator":
            self._separator = unescaped(rest.strip()) or "\t"
        elif name == "path":
            self.path = rest.strip()
        elif name in ("unset_field", "empty_field"):
            first, second = self._unset
            self._unset = (rest, second) if name == "unset_field" else (first, rest)
        elif name == "fields":
            self.fields = tuple(rest.split(self._separator))

    def _connection(self, number: int, line: str) -> Connection | None:
        """Return the connection of one line, or ``None`` when it cannot be read as one."""
        try:
            if line.startswith("{"):
                values = {key: value for key, value in _flat(json.loads(line)).items() if value is not None}
            else:
                parts = line.split(self._separator)
                if len(parts) != len(self.fields):
                    return None
                values = {
                    name: part for name, part in zip(self.fields, parts, strict=True) if part not in self._unset
                }
            return connection_of(number, values)
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError, AttributeError):
            return None

    def _close(self, cut_at: int | None) -> None:
        """Report the lines that could not be read; a cut last line has its own wording."""
        if cut_at is not None and (cut_at in self.unreadable[-1:] or cut_at > self._last_line):
            self.unreadable = [number for number in self.unreadable if number != cut_at]
            self.problem("warning", "zeek_cut", cut_at, _CUT, _CUT_DONE)
        for number in self.unreadable[:_LINES_NAMED]:
            self.problem("warning", "zeek_line", number, _LINE, _LINE_DONE)
        more = len(self.unreadable) - _LINES_NAMED
        if more > 0:
            self.problem("warning", "zeek_lines", self.unreadable[_LINES_NAMED], _LINES.filled(n=f"{more:,}"), _LINE_DONE)

    def settle(self, tally: FlowTally) -> None:
        """Hand everything that was added up to the tally of flows."""
        settle((self._singles, *self._layouts.values()), tally)

    def problem(self, severity: Severity, code: str, line: int | None, text: Text, done: Text) -> None:
        """Note one problem at ``line``."""
        where = Source(kind=KIND, file=self.file.name, line=line)
        self.problems.append(Problem(severity=severity, code=code, where=where, text=text, done=done))


def _plain(block: bytes) -> bool:
    """Whether lines are worth cutting into columns: all ended, none of JSON."""
    return block.endswith(b"\n") and not (b"{" in block and (block.startswith(b"{") or b"\n{" in block))


def _by_columns(layout: "Layout", block: bytes, line: int) -> list[int] | None:
    """Return the lines in which an address or a port is none, or ``None`` for a block to be read line by line."""
    from inmori.ingest.zeek_block import Unusual

    try:
        return layout.add(block.replace(b"\r\n", b"\n") if b"\r" in block else block, line=line)
    except Unusual:
        return None


def _flat(record: Any) -> dict[str, Any]:
    """Return the record with ``{"id": {"orig_h": …}}`` written as ``id.orig_h``, as log shippers nest it."""
    nested = record.get("id")
    if not isinstance(nested, dict):
        return dict(record)
    return {**record, **{f"id.{key}": value for key, value in nested.items()}}


_NOTHING = Text(
    ja="{name} から通信の記録を1件も読めませんでした。途中で切れていないか、Zeekのconn.logか確かめてください。",
    en="No connection could be read from {name}. Check that it is a complete Zeek conn.log.",
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
_V6 = Text(ja="院内のIPv6アドレスが {n} 個見えました({some})。", en="{n} inner IPv6 addresses were seen ({some}).")
_V6_DONE = Text(
    ja="通信は残しましたが、台帳などと結び付けられないため機器としては数えていません。",
    en="Their flows are kept, but they cannot be tied to other evidence and are not counted as devices.",
)
