"""How a line of the record is hashed, and how the whole record is checked."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

FIRST = "0" * 64


@dataclass(frozen=True)
class Line:
    """What is hashed of one act."""

    number: int
    at: datetime
    who: str
    verb: str
    about: Mapping[str, object]


def hash_of(line: Line, *, before: str) -> str:
    """Return the SHA-256 of the line before's hash and this line in canonical JSON."""
    told = {"number": line.number, "at": line.at.astimezone(UTC).isoformat(), "who": line.who, "verb": line.verb,
            "about": line.about}  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}{text}".encode()).hexdigest()


def first_break(lines: Iterable[tuple[Line, str, str]]) -> int | None:
    """Return the number of the first line that does not fit (line, before, hash), or None where all fit."""
    expected, number = FIRST, 1
    for line, before, written in lines:
        if line.number != number or before != expected or hash_of(line, before=before) != written:
            return number
        expected, number = written, number + 1
    return None
