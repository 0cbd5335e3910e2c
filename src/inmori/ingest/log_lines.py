"""Reads logs line by line, packed or not, and keeps account of the lines that could not be used.

A log is copied while it is written, rotated, joined and sent through Windows tools; none of this may stop the reading,
and none may pass unseen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.flow_tally import JST
from inmori.ingest.intake import Problem, Severity
from inmori.ingest.packed_file import ByteStream
from inmori.model import Source, SourceKind
from inmori.text import Text

_LINES_NAMED = 20  # unreadable lines reported one by one; the rest as one number
_LONGEST = 1 << 20


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
                self.problem("warning", "limit", _LIMIT.filled(n=f"{number - 1:,}"), _LIMIT_DONE, number)
                return
            if not raw.endswith(b"\n"):
                self.cut_at = number
            yield number, raw.decode("utf-8", "replace").rstrip("\r\n")

    def _raw(self) -> Iterator[bytes]:
        data = self.file.data
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # went through a Windows redirection
            yield from (self.file.text or "").encode().splitlines(keepends=True)
            return
        stream = ByteStream.of(self.file)
        rest = b""
        first = True
        while block := stream.read():
            if first:
                block, first = block.removeprefix(b"\xef\xbb\xbf"), False
            *whole, rest = (rest + block).split(b"\n")
            for line in whole:
                yield line + b"\n"
            if len(rest) > _LONGEST:
                rest = rest[:_LONGEST]  # no line of a log is that long
        if rest:
            yield rest
        elif stream.cut:
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

    def problem(self, severity: Severity, code: str, text: Text, done: Text, line: int | None = None) -> None:
        """Note one problem."""
        where = Source(kind=SourceKind.WIRE, file=self.file.name, line=line)
        self.problems.append(
            Problem(severity=severity, code=f"{self.code}_{code}", where=where, text=text, done=done)
        )


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
_CUT = Text(
    ja="最後の行が途中で切れています(記録中に複写した可能性があります)。",
    en="The last line is cut (perhaps copied while still being written).",
)
_CUT_DONE = Text(ja="この行だけ除いて、前の行までを使いました。", en="Only this line was left out; all before it were used.")
_LINE = Text(ja="通信の記録として読めない行です。", en="This line cannot be read as a record of traffic.")
_LINES = Text(ja="ほかにも読めない行が {n} 行あります。", en="{n} more lines cannot be read.")
_LINE_DONE = Text(ja="除きました。", en="Left out.")
