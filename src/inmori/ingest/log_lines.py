"""Reads logs line by line, packed or not, and keeps account of the lines that could not be used.

A log is copied while it is written, rotated, joined and sent through Windows tools; none of this may stop the reading,
and none may pass unseen.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.flow_tally import JST, some_of
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.limits import over
from inmori.ingest.packed_file import ByteStream
from inmori.model import Source, SourceKind
from inmori.text import Text

_LINES_NAMED = 20  # unreadable lines reported one by one; the rest as one number
_LONGEST = 1 << 20
_PIECE = 1 << 19  # much larger ones do not stay in the processor's own memory while they are worked on
_WINDOWS_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass
class LogLines:
    """The lines of one log and what went wrong with them. ``code`` begins the codes of its problems."""

    file: EvidenceFile
    code: str
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    more_unreadable: int = 0
    cut_at: int | None = None

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (number from 1, line without its end).

        Raises:
            InputError: a packed file unpacks beyond the limits.
        """
        for number, raw in enumerate(self._raw(), start=1):
            if number > self.file.limits.lines:
                text = over(_LIMIT.filled(n=f"{number - 1:,}"), "lines", self.file.limits)
                self.problem("warning", "limit", text, _LIMIT_DONE, number)
                return
            if not raw.endswith(b"\n"):
                self.cut_at = number
            yield number, raw.decode("utf-8", "replace").rstrip("\r\n")

    def _raw(self) -> Iterator[bytes]:
        stream = ByteStream.of(self.file)
        block = b"\n"
        for block in line_blocks(stream):
            yield from io.BytesIO(block)
        if stream.cut and block.endswith(b"\n"):
            yield b"\0"

    def bad(self, number: int) -> None:
        """Note a line that could not be used."""
        if len(self.unreadable) < _LINES_NAMED or number == self.cut_at:
            self.unreadable.append(number)
        else:
            self.more_unreadable += 1

    def close(self) -> None:
        """Report the unusable lines; a cut last line has its own wording."""
        if self.cut_at is not None and self.cut_at in self.unreadable:
            self.unreadable.remove(self.cut_at)
            self.problem("warning", "cut", _CUT, _CUT_DONE, self.cut_at)
        for number in self.unreadable:
            self.problem("warning", "line", _LINE, _LINE_DONE, number)
        if self.more_unreadable:
            self.problem("warning", "lines", _LINES.filled(n=f"{self.more_unreadable:,}"), _LINE_DONE)

    def note_six(self, addresses: Collection[str]) -> None:
        """Name the inner IPv6 addresses of which only flows are kept."""
        if addresses:
            self.problem("note", "ipv6", _V6.filled(n=len(addresses), some=some_of(addresses)), _V6_DONE)

    def problem(self, severity: Severity, code: str, text: Text, done: Text, line: int | None = None) -> None:
        """Note one problem."""
        where = Source(kind=SourceKind.WIRE, file=self.file.name, line=line)
        self.problems.append(
            Problem(severity=severity, code=f"{self.code}_{code}", where=where, text=text, done=done)
        )


def line_blocks(stream: ByteStream) -> Iterator[bytes]:
    """Yield what is in a log in pieces of whole lines, in UTF-8 without BOM; only the last piece may lack its end.

    Raises:
        InputError: a packed file unpacks beyond the limits.
    """
    rest = b""
    decoder: codecs.IncrementalDecoder | None = None
    first = True
    while piece := stream.read(_PIECE):
        if first:
            first = False
            if piece[:2] in _WINDOWS_MARKS:  # went through a Windows redirection
                decoder = codecs.getincrementaldecoder("utf-16")("replace")
            piece = piece.removeprefix(codecs.BOM_UTF8)
        if decoder is not None:
            piece = decoder.decode(piece).encode("utf-8", "replace")
        end = piece.rfind(b"\n") + 1
        if end:
            yield rest + piece[:end]
            rest = piece[end:]
        elif len(rest) < _LONGEST:  # no line of a log is longer
            rest += piece
    if rest:
        yield rest


def json_object(line: str) -> dict[str, Any] | None:
    """Return the object in a line of JSON, or ``None``."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def part(record: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the object ``name`` within a record, empty where there is none."""
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def texts(value: Any) -> list[str]:
    """Return a text, or a list of texts, as a list of non-empty texts."""
    if isinstance(value, str):
        return [value] if value else []
    return [item for item in value if isinstance(item, str) and item] if isinstance(value, list) else []


def epoch(value: Any) -> float | None:
    """Return epoch seconds from a number or ISO text; text without a zone is the hospital's own time."""
    if isinstance(value, bool) or value is None or value == "":
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        pass
    try:
        moment = datetime.fromisoformat(str(value).strip().replace("Z", "+00:00"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=JST)).timestamp()
    except (ValueError, OverflowError):
        return None


def port_of(value: Any) -> int:
    """Return a port.

    Raises:
        ValueError: it is none.
    """
    if isinstance(value, bool | float) and int(value) != value:
        raise ValueError("no port")
    port = int(value)
    if not 0 <= port <= 65_535:
        raise ValueError("no port")
    return port


_LIMIT = Text(ja="行数が上限に達しました。ここまでの {n} 行を読みました。", en="The limit of lines was reached; the first {n} were read.")
_LIMIT_DONE = Text(ja="この行から後は使っていません。", en="Nothing from this line on was used.")
_V6 = Text(ja="院内のIPv6アドレスが {n} 個見えました({some})。", en="{n} inner IPv6 addresses were seen ({some}).")
_V6_DONE = Text(
    ja="通信は残しましたが、台帳などと結び付けられないため機器としては数えていません。",
    en="Their flows are kept, but they cannot be tied to other evidence and are not counted as devices.",
)
_CUT = Text(
    ja="最後の行が途中で切れています(記録中に複写した可能性があります)。",
    en="The last line is cut (perhaps copied while still being written).",
)
_CUT_DONE = Text(ja="この行だけ除いて、前の行までを使いました。", en="Only this line was left out; all before it were used.")
_LINE = Text(ja="通信の記録として読めない行です。", en="This line cannot be read as a record of traffic.")
_LINES = Text(ja="ほかにも読めない行が {n} 行あります。", en="{n} more lines cannot be read.")
_LINE_DONE = Text(ja="除きました。", en="Left out.")
