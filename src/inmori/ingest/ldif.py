"""Reads directory exports in LDIF (ldifde, ldapsearch; RFC 2849): folded lines, base64 values, comments.

Values of attributes that are not on the list of ``directory_account`` are not even decoded.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from inmori.catalogue import Catalogue
from inmori.errors import InputError
from inmori.ingest.delimited import readable_part, undecodable_line
from inmori.ingest.directory_account import READ, DirectoryAccounts, no_computers, virtual_names
from inmori.ingest.directory_address import with_weak_addresses
from inmori.ingest.evidence_file import EvidenceFile
from inmori.ingest.intake import Problem
from inmori.ingest.kind_words import KindWords
from inmori.ingest.limits import Limits, over, too_many_lines
from inmori.ingest.reading import Reading, Sighting
from inmori.ingest.table import problem
from inmori.model import Evidence, Source, SourceKind
from inmori.text import Text

FORMAT = "ldif"
KIND = SourceKind.EXPORT
NAME = Text(ja="ディレクトリの出力(LDIF)", en="Directory export (LDIF)")

_HEAD = 65_536
_LINE = re.compile(r"^([A-Za-z][\w.-]*|\d+(?:\.\d+)+)((?:;[\w.=*-]+)*)(:[:<]?)[ \t]*(.*)$")
_DN = re.compile(r"(?mi)^dn::? ?\S")
_ATTRIBUTE = re.compile(r"(?m)^[A-Za-z][\w.-]*(?:;[\w.=*-]+)*::?<? ?\S")
_NO_ENTRY = ("search", "result", "ref", "control", "version")


@dataclass
class _Entry:
    """One entry: its line, its values by attribute in lower case, and whether it is a change and no content."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    change: bool = False


def recognise(file: EvidenceFile) -> float:
    """Return how surely this is LDIF, from 0 to 1; with computers it is surer than without."""
    text = (file.text if file.data[:2] in (b"\xff\xfe", b"\xfe\xff") else readable_part(file)) or ""
    head = text[:_HEAD].removeprefix("\ufeff")
    if not _DN.search(head):
        return 0.0
    lines = [line for line in head.split("\n")[:400] if line.strip() and line[0] not in " #-"]
    fitting = sum(1 for line in lines if _ATTRIBUTE.match(line))
    if fitting < 2 or fitting * 10 < len(lines) * 8:
        return 0.0
    return 0.97 if re.search(r"(?i)objectclass:: ?Y29tcHV0ZXI|computer|dnshostname|operatingsystem", text) else 0.6


def read(file: EvidenceFile, catalogue: Catalogue, *, today: date) -> Reading:
    """Read all computer accounts.

    Raises:
        InputError: no text in a known encoding, or no computer in it.
    """
    text = _text(file)
    accounts = DirectoryAccounts(words=KindWords(catalogue), today=today)
    whole = Source(kind=KIND, file=file.name)
    sightings: list[Sighting] = []
    left_out = 0
    for entry in _entries(text):
        if entry.change or not entry.values:
            continue
        if len(sightings) >= file.limits.rows:
            left_out += 1
            continue
        values = {name: tuple(found) for name, found in entry.values.items()}
        sighting = accounts.sighting(values, whole.model_copy(update={"line": entry.line}))
        if sighting is not None:
            sightings.append(sighting)
    if not sightings:
        raise InputError(no_computers(file.name))
    problems = list(accounts.problems)
    if accounts.virtual:
        problems.append(virtual_names(whole, accounts.virtual))
    if left_out:
        problems.append(_left_out(whole, left_out, file.limits))
    return Reading(
        evidence=Evidence(file=file.name, sha256=file.sha256, size=len(file.data), format=FORMAT, kind=KIND,
                          records=len(sightings)),
        sightings=with_weak_addresses(sightings),
        problems=tuple(problems),
    )  # fmt: skip


def _text(file: EvidenceFile) -> str:
    text = file.text
    if text is None:
        line = undecodable_line(file.data)
        raise InputError(
            Text(
                ja=f"{file.name} の文字コードを判別できません({line}行目付近)。UTF-8で保存し直してください。",
                en=f"The encoding of {file.name} is unknown (near line {line}). Save it again as UTF-8.",
            )
        )
    if text.count("\n") > file.limits.lines:
        raise InputError(too_many_lines(file.name, file.limits))
    return text


def _entries(text: str) -> Iterator[_Entry]:
    """Give the entries; a blank line or a new ``dn`` ends one."""
    entry: _Entry | None = None
    for number, line in _unfolded(text):
        if not line.strip():
            if entry is not None:
                yield entry
            entry = None
            continue
        match = None if line[0] == "#" else _LINE.match(line)
        if match is None:
            continue
        name = match[1].lower()
        if name == "dn":
            if entry is not None:
                yield entry
            entry = _Entry(number)
        elif entry is None or name in _NO_ENTRY:
            continue
        if name == "changetype":
            entry.change = match[4].strip().lower() != "add"
        elif name in READ and (value := _value(match[3], match[4])) is not None:
            entry.values.setdefault(name, []).append(value)
    if entry is not None:
        yield entry


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Give whole lines with the number of the first; one that begins with a blank continues the one before."""
    parts: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith((" ", "\t")) and parts and parts[0].strip():
            parts.append(line[1:])
            continue
        if parts:
            yield first, "".join(parts)
        parts, first = [line], number
    if parts:
        yield first, "".join(parts)


def _value(mark: str, written: str) -> str | None:
    """Return a value as text; ``None`` for what is not text, or only says where to find it (``:<``)."""
    if mark == ":":
        return written.rstrip()
    if mark == ":<":
        return None
    squeezed = re.sub(r"\s+", "", written)
    try:
        return base64.b64decode(squeezed + "=" * (-len(squeezed) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _left_out(whole: Source, count: int, limits: Limits) -> Problem:
    return problem(
        "warning", "rows_left_out", whole,
        Text(ja=f"{whole.file} は件数が上限を{count:,}件超えています。", en=f"{whole.file} is {count:,} entries over the limit."),
        done=over(Text(ja="上限までを使いました。", en="It was used up to the limit."), "rows", limits),
    )  # fmt: skip
