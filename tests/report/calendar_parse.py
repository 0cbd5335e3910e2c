"""A small reader of iCalendar, written from RFC 5545 and from nothing of ours: unfolds, splits, unescapes, checks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"^[A-Z0-9-]+$")


@dataclass
class Part:
    """One BEGIN…END block: its properties (name -> [(parameters, value)]) and the blocks in it."""

    name: str
    properties: dict[str, list[tuple[dict[str, str], str]]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def one(self, name: str) -> str:
        [(_, value)] = self.properties[name]
        return value

    def all(self, name: str) -> list[Part]:
        return [part for part in self.parts if part.name == name]


def parse(data: bytes) -> Part:
    """Return the calendar; ValueError where a line breaks the rules."""
    if not data.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        raise ValueError("lines must end with CRLF")
    physical = data[:-2].split(b"\r\n")
    for line in physical:
        if len(line) > 75:
            raise ValueError(f"longer than 75 octets: {line!r}")
        line.decode()  # a character cut by folding would fail here
    lines: list[str] = []
    for text in (line.decode() for line in physical):
        if text[:1] in (" ", "\t"):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    root = Part("")
    open_parts = [root]
    for text in lines:
        head, _, value = text.partition(":")
        name, *parameters = head.split(";")
        if not _NAME.match(name):
            raise ValueError(f"no property name: {text!r}")
        if name == "BEGIN":
            made = Part(value)
            open_parts[-1].parts.append(made)
            open_parts.append(made)
        elif name == "END":
            if open_parts.pop().name != value:
                raise ValueError(f"END of what was not begun: {value}")
        else:
            known = dict(each.split("=", 1) for each in parameters)
            open_parts[-1].properties.setdefault(name, []).append((known, value))
    if len(open_parts) != 1 or len(root.parts) != 1:
        raise ValueError("unbalanced")
    return root.parts[0]


def text_of(value: str) -> str:
    """Undo the escapes of a text value."""
    return re.sub(r"\\([\\;,nN])", lambda match: "\n" if match[1] in "nN" else match[1], value)
