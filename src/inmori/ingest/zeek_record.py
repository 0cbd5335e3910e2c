"""Takes the lines of any Zeek log apart into named values, whether it was written as TSV or as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from inmori.ingest.log_lines import LogLines, json_object

_ESCAPED = re.compile(r"\\x([0-9A-Fa-f]{2})")
_FIELDS_FROM = 50  # records in JSON whose fields are taken together
Record = dict[str, Any]


TAKEN: Record = {}  # stands for a record that was taken in already


class ZeekRecords:
    """The records of one log. ``path`` is the log's name as its header or its records state it, empty if they do not."""

    def __init__(self, log: LogLines) -> None:
        """``log``: the lines, which keep account of those that cannot be read."""
        self.path = ""
        self.fields: tuple[str, ...] = ()
        # Asked for each line of TSV (number, cells); true: it was taken in there, and nothing more is made of it.
        self.known: Callable[[int, list[str]], bool] = lambda _number, _cells: False
        self._log = log
        self._separator = "\t"
        self._met = 0  # records in JSON
        self.unset = {"-", "(empty)"}

    def __iter__(self) -> Iterator[tuple[int, Record]]:
        """Yield (line, values that are set)."""
        for number, line in self._log.lines():
            if line.startswith("#"):
                self._directive(line)
            elif line.strip():
                record = self._record(number, line)
                if record is None:
                    self._log.bad(number)
                else:
                    yield number, record

    def _directive(self, line: str) -> None:
        """Take in a header line; logs that were joined carry several headers."""
        name, _, rest = line[1:].partition(self._separator if self._separator in line else " ")
        if name == "separator":
            self._separator = unescaped(rest.strip()) or "\t"
        elif name == "path":
            self.path = rest.strip()
        elif name in ("unset_field", "empty_field"):
            self.unset.add(rest)
        elif name == "fields":
            self.fields = tuple(rest.split(self._separator))

    def _record(self, number: int, line: str) -> Record | None:
        if line.startswith("{"):
            values = json_object(line)
            if values is None:
                return None
            nested = values.get("id")
            if isinstance(nested, dict):  # as some log shippers write it
                values = {**values, **{f"id.{key}": value for key, value in nested.items()}}
            path = values.get("_path")
            self.path = path if isinstance(path, str) else self.path
            self._meet(values)
            self._met += 1
            return {key: value for key, value in values.items() if value is not None}
        parts = line.split(self._separator)
        if not self.fields or len(parts) != len(self.fields):
            return None
        if self.known(number, parts):
            return TAKEN
        return {name: part for name, part in zip(self.fields, parts, strict=True) if part not in self.unset}


    def _meet(self, values: Record) -> None:
        """Learn the fields of a log in JSON, whose records leave out what is not set."""
        if self._met < _FIELDS_FROM and self.fields[: len(values)] != tuple(values):
            self.fields = tuple(dict.fromkeys((*self.fields, *values)))


def unescaped(text: str) -> str:
    r"""Return the text with Zeek's ``\x..`` escapes resolved."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def word(record: Record, name: str) -> str:
    """Return a value as text, empty where it is not set."""
    value = record.get(name)
    return unescaped(value) if isinstance(value, str) else "" if value is None else str(value)
